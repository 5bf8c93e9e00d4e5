//! How people come in, what they hold, and how they leave.

use backend::storage::Table;
use domain::Refusal;
use domain::field::Problem;
use domain::permissions::Who;
use domain::person::Role;
use domain::time::{DAY, HOUR, MINUTE, SECOND};

use crate::office::*;

#[tokio::test]
async fn rui_signs_in_is_known_by_his_cookie_and_signs_out() {
    let office = Office::open().await;
    let signed_in = office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.unwrap();
    assert_eq!(signed_in.expires, office.now().plus(7 * DAY));
    let rui = office.who(&signed_in.cookie).await.unwrap();
    let actor = office.desk.storage().read(|read| rui.actor(read)).unwrap();
    assert_eq!((actor.who, actor.role), (Who::Person(office.id(RUI)), Some(Role::Responder)));
    office.desk.sign_out(&rui).await.unwrap();
    assert_eq!(office.who(&signed_in.cookie).await, None);
}

#[tokio::test]
async fn each_sign_in_has_a_cookie_of_its_own_and_the_disk_holds_none_of_them() {
    let office = Office::open().await;
    let cookies = [office.cookie_of(RUI).await, office.cookie_of(RUI).await];
    assert_ne!(cookies[0], cookies[1]);
    for cookie in &cookies {
        assert_eq!(cookie.len(), 43);
        let secret = data_encoding::BASE64URL_NOPAD.decode(cookie.as_bytes()).unwrap();
        office
            .desk
            .storage()
            .read(|read| Ok(assert!(nowhere(read, cookie.as_bytes()) && nowhere(read, &secret))))
            .unwrap();
    }
    for forged in ["", "x", &"A".repeat(43), &"A".repeat(5_000), "../../etc"] {
        assert_eq!(office.who(forged).await, None);
    }
}

fn nowhere(read: &dyn backend::storage::Read, secret: &[u8]) -> bool {
    let mut found = false;
    for &table in Table::ALL {
        read.scan_each(table, &[], &[], backend::storage::Order::Ascending, &mut |key, value| {
            found |= [key, value].iter().any(|bytes| bytes.windows(secret.len()).any(|window| window == secret));
            true
        })
        .unwrap();
    }
    !found
}

#[tokio::test]
async fn a_session_ends_after_eight_idle_hours_and_after_seven_days_in_any_case() {
    let office = Office::open().await;
    let idle = office.cookie_of(RUI).await;
    office.wait(8 * HOUR - SECOND);
    let busy = office.cookie_of(RUI).await;
    assert!(office.who(&idle).await.is_some());
    settle(&office).await;
    office.wait(8 * HOUR);
    assert_eq!(office.who(&idle).await, None);
    assert_eq!(office.who(&busy).await, None);

    let busy = office.cookie_of(RUI).await;
    for _ in 0..7 * 24 / 6 {
        assert!(office.who(&busy).await.is_some());
        settle(&office).await;
        office.wait(6 * HOUR);
    }
    assert_eq!(office.who(&busy).await, None);
}

/// Lets what is written behind an answer reach the disk.
async fn settle(office: &Office) {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
    office.desk.storage().write_background(|_| Ok(())).await.unwrap();
}

#[tokio::test]
async fn nothing_tells_known_from_unknown_at_the_door() {
    let office = Office::open().await;
    let mut answers = Vec::new();
    let mut waits = Vec::new();
    for who in [RUI, "nobody@example.org"] {
        let before = office.desk.storage().read(|read| backend::storage::Read::len(read, Table::Journal)).unwrap();
        let started = std::time::Instant::now();
        let outcome = office.desk.sign_in(who, "not his password", FIREFOX, OFFICE).await.map(|_| ());
        waits.push(started.elapsed());
        let after = office.desk.storage().read(|read| backend::storage::Read::len(read, Table::Journal)).unwrap();
        answers.push((problems(outcome), after - before));
    }
    assert_eq!(answers[0], (vec![("password".to_owned(), Problem::Wrong)], 1));
    assert_eq!(answers[0], answers[1]);
    // Both have hashed: neither is faster by more than the noise of a busy machine.
    assert!(waits[0] < waits[1] * 5 && waits[1] < waits[0] * 5, "{waits:?}");
}

#[tokio::test]
async fn ten_wrong_passwords_slow_down_but_the_right_one_from_elsewhere_works() {
    let office = Office::open().await;
    for _ in 0..10 {
        let wrong = office.desk.sign_in(RUI, "kestrel kestrel", FIREFOX, OFFICE).await;
        assert_eq!(problems(wrong), [("password".to_owned(), Problem::Wrong)]);
    }
    let right = office.desk.sign_in("RUI@Example.org", PASSWORD, FIREFOX, OFFICE).await;
    assert_eq!(refusal(right), Refusal::TooManyAttempts { retry_seconds: 30 });
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, HOME).await.is_ok());
    assert!(office.desk.sign_in(ANA, PASSWORD, FIREFOX, OFFICE).await.is_ok());
    office.wait(30 * SECOND);
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.is_ok());
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.is_ok());
}

#[tokio::test]
async fn an_empty_form_names_both_fields() {
    let office = Office::open().await;
    let empty = office.desk.sign_in(" ", "", FIREFOX, OFFICE).await;
    assert_eq!(problems(empty), [("email".to_owned(), Problem::Missing), ("password".to_owned(), Problem::Missing)]);
}

#[tokio::test]
async fn the_command_line_adds_the_first_administrator_and_says_all_that_is_wrong_at_once() {
    let office = Office::empty();
    let operator = office.desk.operator();
    let bad = office.desk.add_person(&operator, "ada", "", "boss", "password123").await;
    let fields: Vec<_> = problems(bad).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["email", "name", "role", "password"]);
    let ada = office.add(ADA, "Ada Lima", "administrator").await;
    let again = office.desk.add_person(&operator, "ADA@example.org", "Ada", "employee", PASSWORD).await;
    assert_eq!(problems(again), [("email".to_owned(), Problem::Taken)]);
    let settings = office.desk.settings().unwrap();
    assert!(settings.set_up_at.is_some());
    assert_eq!(settings.security_handlers, [ada]);
    let rui = office.signed_in(ADA).await;
    assert!(office.desk.add_person(&rui, RUI, "Rui", "responder", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_password_again_counts_for_ten_minutes_in_that_browser() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    office.wait(10 * MINUTE + 1);
    let late = office.desk.add_person(&ada, SOL, "Sol", "employee", PASSWORD).await;
    assert_eq!(refusal(late), Refusal::ConfirmPassword);
    assert!(office.desk.needs_password(&ada).unwrap());
    let wrong = office.desk.confirm_password(&ada, "not hers at all").await;
    assert_eq!(problems(wrong), [("password".to_owned(), Problem::Wrong)]);
    office.desk.confirm_password(&ada, PASSWORD).await.unwrap();
    assert!(office.desk.add_person(&ada, SOL, "Sol", "employee", PASSWORD).await.is_ok());
}
