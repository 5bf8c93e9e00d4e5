//! How people come in, what they hold, and how they leave.

use backend::Error;
use backend::desk::SetUpDraft;
use backend::journal::{Fact, recorded};
use backend::people::Purpose;
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
        let disk = office.desk.storage().snapshot().unwrap();
        assert!(nowhere(&disk, cookie.as_bytes()) && nowhere(&disk, &secret));
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
    for _ in 0..2 {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
        office.desk.storage().write_background(|_| Ok(())).await.unwrap();
    }
}

#[tokio::test]
async fn nothing_tells_known_from_unknown_at_the_door() {
    let office = Office::open().await;
    let mut answers = Vec::new();
    let mut waits = Vec::new();
    for who in [RUI, "nobody@example.org"].into_iter().cycle().take(6) {
        let before = office.desk.storage().read(|read| backend::storage::Read::len(read, Table::Journal)).unwrap();
        let started = std::time::Instant::now();
        let outcome = office.desk.sign_in(who, "not his password", FIREFOX, OFFICE).await.map(|_| ());
        waits.push(started.elapsed());
        settle(&office).await;
        let after = office.desk.storage().read(|read| backend::storage::Read::len(read, Table::Journal)).unwrap();
        answers.push((problems(outcome), after - before));
    }
    assert_eq!(answers, vec![(vec![("password".to_owned(), Problem::Wrong)], 1); 6]);
    // Both have hashed: at their quickest neither is faster by more than the noise of a busy machine.
    let quickest = |from| waits.iter().skip(from).step_by(2).min().copied().unwrap_or_default();
    let (known, unknown) = (quickest(0), quickest(1));
    assert!(known < unknown * 5 && unknown < known * 5, "{waits:?}");
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
async fn nobody_locks_rui_out_of_the_browser_in_which_he_signed_in_before() {
    let office = Office::open().await;
    let before = office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.unwrap();
    let marks = office.desk.device_marks("", &before).unwrap();
    for _ in 0..10 {
        let _wrong = office.desk.sign_in(RUI, "kestrel kestrel", FIREFOX, OFFICE).await;
    }
    for account in 0..100 {
        let _wrong = office.desk.sign_in(&format!("{account}@example.org"), "kestrel kestrel", FIREFOX, OFFICE).await;
    }
    let at = async |email, marks: &str| office.desk.sign_in_again(email, PASSWORD, FIREFOX, OFFICE, marks).await;
    for stranger in ["", "x", &marks[1..], &marks.to_lowercase()] {
        assert!(matches!(refusal(at(RUI, stranger).await), Refusal::TooManyAttempts { .. }), "{stranger}");
    }
    assert!(matches!(refusal(at(MARA, &marks).await), Refusal::TooManyAttempts { .. }), "it is Rui's");
    assert!(at(RUI, &marks).await.is_ok());
    let mara = office.desk.sign_in(MARA, PASSWORD, FIREFOX, HOME).await.unwrap();
    let both = office.desk.device_marks(&marks, &mara).unwrap();
    assert!(at(RUI, &both).await.is_ok() && at(MARA, &both).await.is_ok(), "a computer for two");
    for _ in 0..10 {
        let _wrong = office.desk.sign_in_again(RUI, "kestrel kestrel", FIREFOX, OFFICE, &both).await;
    }
    assert!(matches!(refusal(at(RUI, &both).await), Refusal::TooManyAttempts { .. }), "who stole it guesses no more");
}

#[tokio::test]
async fn what_cannot_be_a_password_is_refused_and_not_counted() {
    let office = Office::open().await;
    for _ in 0..300 {
        let endless = office.desk.sign_in(RUI, &"k".repeat(1_100), FIREFOX, OFFICE).await;
        let problem = Problem::TooLong { most: 1_024, now: 1_100 };
        assert_eq!(problems(endless), [("password".to_owned(), problem)]);
    }
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.is_ok());
}

#[tokio::test]
async fn an_umlaut_is_one_whichever_keyboard_sends_it() {
    let (composed, apart) =
        ("K\u{e4}sef\u{fc}\u{df}e \u{fc}ber Z\u{fc}rich", "Ka\u{308}sefu\u{308}\u{df}e u\u{308}ber Zu\u{308}rich");
    for (set, typed) in [(composed, apart), (apart, composed), (apart, apart)] {
        let office = Office::open().await;
        office.desk.set_password(&office.desk.operator(), RUI, set).await.unwrap();
        assert!(office.desk.sign_in(RUI, typed, FIREFOX, OFFICE).await.is_ok(), "{set:?} {typed:?}");
    }
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

#[tokio::test]
async fn rui_is_invited_follows_the_link_once_and_fails_the_second_time() {
    let office = Office::empty();
    office.add(ADA, "Ada Lima", "administrator").await;
    office.address_is_set().await;
    let ada = office.signed_in(ADA).await;
    let rui = office.desk.invite(&ada, "Rui Costa", RUI, "responder").await.unwrap();
    assert_eq!(problems(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await)[0].1, Problem::Wrong);

    let [link] = office.links_to(RUI).try_into().unwrap();
    let token = token_of(&link);
    assert!(link.starts_with("/invite/"));
    // Mail scanners follow links; looking spends nothing.
    for _ in 0..3 {
        let state = office.desk.link_state(token).unwrap();
        assert_eq!((state.purpose, state.name.as_str(), state.email.as_str()), (Purpose::Invitation, "Rui Costa", RUI));
    }
    let weak = office.desk.accept_invitation(token, "password123", FIREFOX, OFFICE).await;
    assert_eq!(problems(weak), [("password".to_owned(), Problem::Weak)]);
    let signed_in = office.desk.accept_invitation(token, PASSWORD, FIREFOX, OFFICE).await.unwrap();
    assert_eq!(office.who(&signed_in.cookie).await.unwrap().person(), Some(rui));
    let again = office.desk.accept_invitation(token, "another kestrel", FIREFOX, HOME).await;
    assert_eq!(refusal(again), Refusal::LinkSpent);
    assert_eq!(refusal(office.desk.link_state(token)), Refusal::LinkSpent);
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.is_ok());
}

#[tokio::test]
async fn an_invitation_holds_seven_days_and_a_second_one_voids_the_first() {
    let office = Office::empty();
    office.add(ADA, "Ada Lima", "administrator").await;
    office.address_is_set().await;
    let ada = office.signed_in(ADA).await;
    let rui = office.desk.invite(&ada, "Rui Costa", RUI, "responder").await.unwrap();
    office.desk.invite_again(&ada, rui).await.unwrap();
    let mut links = office.links_to(RUI);
    links.sort_by_key(|link| office.desk.link_state(token_of(link)).is_err());
    let [second, first] = links.try_into().unwrap();
    assert_eq!(refusal(office.desk.link_state(token_of(&first))), Refusal::LinkSpent);
    office.wait(7 * DAY - 1);
    assert!(office.desk.link_state(token_of(&second)).is_ok());
    office.wait(1);
    let late = office.desk.accept_invitation(token_of(&second), PASSWORD, FIREFOX, OFFICE).await;
    assert_eq!(refusal(late), Refusal::LinkSpent);
}

#[tokio::test]
async fn a_reset_link_works_once_and_signs_out_every_browser() {
    let office = Office::open().await;
    let old = office.cookie_of(RUI).await;
    office.desk.ask_password_reset(RUI).await.unwrap();
    office.desk.ask_password_reset("Rui@EXAMPLE.org").await.unwrap();
    let links = office.links_to(RUI);
    assert_eq!(links.len(), 2);
    office.desk.reset_password(token_of(&links[0]), "a heron in the reeds", FIREFOX, HOME).await.unwrap();
    assert_eq!(office.who(&old).await, None);
    for link in &links {
        let again = office.desk.reset_password(token_of(link), "a third bird, a wren", FIREFOX, HOME).await;
        assert_eq!(refusal(again), Refusal::LinkSpent);
    }
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.is_err());
    assert!(office.desk.sign_in(RUI, "a heron in the reeds", FIREFOX, OFFICE).await.is_ok());
    let entries = office.desk.storage().read(|read| recorded(read, None, 1_000)).unwrap();
    let changed = entries.into_iter().find(|entry| entry.fact == Some(Fact::PasswordChanged)).unwrap();
    assert_eq!(changed.whence.unwrap().address, HOME, "as a sign-in says from where");
}

#[tokio::test]
async fn asking_for_links_tells_nobody_who_is_known() {
    let office = Office::open().await;
    for email in [RUI, "nobody@example.org", SOL] {
        assert_eq!(office.desk.ask_password_reset(email).await, Ok(()));
        assert_eq!(office.desk.sign_in_by_mail(email).await, Ok(()));
    }
    // Each question leaves one row, so that the work is the same; only Rui's reset was mailed.
    let rows = office.desk.storage().read(|read| backend::storage::Read::len(read, Table::OneTimeLinks)).unwrap();
    assert_eq!(rows, 6);
    assert_eq!(office.queued().len(), 1);
    office.wait(HOUR);
    assert_eq!(office.desk.prune().await.unwrap(), 6);
}

#[tokio::test]
async fn nobody_can_flood_a_mailbox_with_links() {
    let office = Office::open().await;
    for _ in 0..10 {
        office.desk.ask_password_reset(RUI).await.unwrap();
    }
    assert_eq!(office.links_to(RUI).len(), 3);
}

#[tokio::test]
async fn an_employee_of_our_domain_comes_in_by_mail_and_staff_do_not() {
    let office = Office::empty();
    let link = office.desk.set_up_link().await.unwrap().unwrap();
    office.desk.set_up(token_of(&link), &set_up_draft(), FIREFOX, OFFICE).await.unwrap();
    for email in ["joana.dias@example.org", "eve@elsewhere.org", ADA] {
        office.desk.sign_in_by_mail(email).await.unwrap();
    }
    assert_eq!(office.queued().len(), 1);
    let [link] = office.links_to("joana.dias@example.org").try_into().unwrap();
    let signed_in = office.desk.enter_by_link(token_of(&link), FIREFOX, HOME).await.unwrap();
    let joana = office.person("joana.dias@example.org");
    assert_eq!((joana.name.as_str(), joana.role), ("Joana Dias", Some(Role::Employee)));
    assert_eq!(office.who(&signed_in.cookie).await.unwrap().person(), Some(joana.id));
    assert_eq!(refusal(office.desk.enter_by_link(token_of(&link), FIREFOX, HOME).await), Refusal::LinkSpent);
}

#[tokio::test]
async fn a_new_password_ends_the_other_browsers_and_renews_this_one() {
    let office = Office::open().await;
    let elsewhere = office.cookie_of(RUI).await;
    let cookie = office.cookie_of(RUI).await;
    let rui = office.who(&cookie).await.unwrap();
    let wrong = office.desk.change_password(&rui, "not the old one", "a heron in the reeds").await;
    assert_eq!(problems(wrong), [("old_password".to_owned(), Problem::Wrong)]);
    let renewed = office.desk.change_password(&rui, PASSWORD, "a heron in the reeds").await.unwrap();
    assert_eq!(office.who(&elsewhere).await, None);
    assert_eq!(office.who(&cookie).await, None);
    assert!(office.who(&renewed.cookie).await.is_some());
}

#[tokio::test]
async fn rui_sees_where_he_is_signed_in_and_ends_it_there() {
    let office = Office::open().await;
    let lost = office.cookie_of(RUI).await;
    office.wait(MINUTE);
    let cookie = office.desk.sign_in(RUI, PASSWORD, "curl/8.5.0", HOME).await.unwrap().cookie;
    let rui = office.who(&cookie).await.unwrap();
    let account = office.desk.account(&rui).unwrap();
    let shown: Vec<_> =
        account.sessions.iter().map(|row| (row.device.as_str(), row.address.as_str(), row.current)).collect();
    assert_eq!(shown, [("curl", HOME, true), ("Firefox on Linux", OFFICE, false)]);

    let ana = office.signed_in(ANA).await;
    let stolen = account.sessions[1].id.parse().unwrap();
    office.desk.revoke_session(&ana, stolen).await.unwrap();
    assert!(office.who(&lost).await.is_some());
    office.desk.revoke_session(&rui, stolen).await.unwrap();
    assert_eq!(office.who(&lost).await, None);
    assert_eq!(office.desk.account(&rui).unwrap().sessions.len(), 1);
}

#[tokio::test]
async fn the_twenty_first_browser_ends_the_oldest_session() {
    let office = Office::open().await;
    let first = office.cookie_of(RUI).await;
    for _ in 0..20 {
        office.wait(SECOND);
        office.cookie_of(RUI).await;
    }
    assert_eq!(office.who(&first).await, None);
    let rui = office.signed_in(RUI).await;
    assert_eq!(office.desk.account(&rui).unwrap().sessions.len(), 20);
}

#[tokio::test]
async fn a_disabled_person_is_out_at_once_and_comes_back_when_enabled() {
    let office = Office::open().await;
    let cookie = office.cookie_of(RUI).await;
    let rui = office.who(&cookie).await.unwrap();
    let ada = office.signed_in(ADA).await;
    office.desk.disable(&ada, office.id(RUI), None).await.unwrap();
    assert_eq!(office.who(&cookie).await, None);
    assert_eq!(office.desk.account(&rui), Err(Error::SignedOut));
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.is_err());
    office.desk.ask_password_reset(RUI).await.unwrap();
    assert_eq!(office.links_to(RUI), Vec::<String>::new());
    office.desk.enable(&ada, office.id(RUI)).await.unwrap();
    assert_eq!(office.who(&cookie).await, None);
    assert!(office.desk.sign_in(RUI, PASSWORD, FIREFOX, OFFICE).await.is_ok());
}

#[tokio::test]
async fn a_role_lowered_mid_session_is_lowered_at_once() {
    let office = Office::open().await;
    let mara = office.signed_in(MARA).await;
    let ada = office.signed_in(ADA).await;
    assert!(office.desk.list_people(&mara).is_ok());
    office.desk.change_role(&ada, office.id(MARA), "employee", None, None).await.unwrap();
    assert_eq!(office.desk.list_people(&mara), Err(Error::SignedOut));
    let mara = office.signed_in(MARA).await;
    assert_eq!(office.desk.list_people(&mara), Err(Error::Denied));
    assert!(office.journal().contains(&Fact::RoleChanged {
        person: office.id(MARA),
        from: Role::Manager,
        to: Role::Employee
    }));
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let id = office.id(ADA);
    assert_eq!(refusal(office.desk.disable(&ada, id, None).await), Refusal::LastAdministrator);
    assert_eq!(refusal(office.desk.change_role(&ada, id, "manager", None, None).await), Refusal::LastAdministrator);
    // Somebody who was only invited cannot administer yet.
    let nowhere = office.desk.invite(&ada, "Bea", "bea@example.org", "administrator").await;
    assert_eq!(problems(nowhere), [("public_url".to_owned(), Problem::Missing)]);
    office.address_is_set().await;
    let bea = office.desk.invite(&ada, "Bea", "bea@example.org", "administrator").await.unwrap();
    assert_eq!(refusal(office.desk.disable(&ada, id, None).await), Refusal::LastAdministrator);
    office.desk.disable(&ada, bea, None).await.unwrap();
    office.desk.change_role(&ada, office.id(MARA), "administrator", None, None).await.unwrap();
    office.desk.disable(&ada, id, None).await.unwrap();
    assert_eq!(office.desk.account(&ada), Err(Error::SignedOut));
}

#[tokio::test]
async fn only_administrators_change_people_and_managers_only_look() {
    let office = Office::open().await;
    let rui_id = office.id(RUI);
    for email in [ANA, RUI, MARA] {
        let caller = office.signed_in(email).await;
        assert_eq!(office.desk.invite(&caller, "Eve", "eve@example.org", "employee").await, Err(Error::Denied));
        assert_eq!(office.desk.disable(&caller, rui_id, None).await, Err(Error::Denied));
        assert_eq!(office.desk.change_role(&caller, rui_id, "manager", None, None).await, Err(Error::Denied));
        assert_eq!(office.desk.grant_private_read(&caller, rui_id).await, Err(Error::Denied));
        assert_eq!(office.desk.set_password(&caller, RUI, PASSWORD).await, Err(Error::Denied));
        assert_eq!(office.desk.list_people(&caller).is_ok(), email == MARA);
    }
    let ada = office.signed_in(ADA).await;
    assert_eq!(office.desk.set_password(&ada, RUI, PASSWORD).await, Err(Error::Denied));
    let visitor = backend::Caller::visitor();
    assert_eq!(office.desk.invite(&visitor, "Eve", "eve@example.org", "employee").await, Err(Error::SignedOut));
}

#[tokio::test]
async fn nobody_grants_themselves_private_reading_and_all_administrators_hear_of_it() {
    let office = Office::open().await;
    office.add("bea@example.org", "Bea", "administrator").await;
    let ada = office.signed_in(ADA).await;
    assert_eq!(refusal(office.desk.grant_private_read(&ada, office.id(ADA)).await), Refusal::NotAllowed);
    assert_eq!(refusal(office.desk.grant_private_read(&ada, office.id(ANA)).await), Refusal::NotAllowed);
    office.desk.grant_private_read(&ada, office.id(MARA)).await.unwrap();
    assert!(office.person(MARA).private_read);
    assert!(office.journal().contains(&Fact::PrivateReadGranted { person: office.id(MARA) }));
    let told = office.queued();
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|notice| notice.words.as_deref() == Some("Mara Reis")));
    office.desk.withdraw_private_read(&ada, office.id(MARA)).await.unwrap();
    assert!(!office.person(MARA).private_read);
}

#[tokio::test]
async fn the_command_line_gives_a_password_to_whoever_lost_theirs() {
    let office = Office::open().await;
    let operator = office.desk.operator();
    let unknown = office.desk.set_password(&operator, "nobody@example.org", PASSWORD).await;
    assert_eq!(problems(unknown), [("email".to_owned(), Problem::Unknown)]);
    office.desk.set_password(&operator, ADA, "a heron in the reeds").await.unwrap();
    assert!(office.desk.sign_in(ADA, "a heron in the reeds", FIREFOX, OFFICE).await.is_ok());
}

fn set_up_draft() -> SetUpDraft {
    SetUpDraft {
        organisation: "Example Ltd".into(),
        zone: "Europe/Lisbon".into(),
        public_url: "http://desk.lan:3000/".into(),
        reach: "network".into(),
        mail_domains: "example.org".into(),
        name: "Ada Lima".into(),
        email: ADA.into(),
        password: PASSWORD.into(),
        ..SetUpDraft::default()
    }
}

#[tokio::test]
async fn rui_changes_his_own_name_and_time_zone_and_the_journal_says_which() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let refused = office.desk.change_own_details(&rui, " ", "Moon/Base", None).await;
    let wrong = [("name".to_owned(), Problem::Missing), ("zone".to_owned(), Problem::Malformed)];
    assert_eq!(problems(refused), wrong);

    office.desk.change_own_details(&rui, "Rui da Costa", "Atlantic/Azores", None).await.unwrap();
    let account = office.desk.account(&rui).unwrap();
    assert_eq!((account.name.as_str(), account.zone.as_str()), ("Rui da Costa", "Atlantic/Azores"));
    let noted = Fact::OwnDetailsChanged { fields: vec!["name".to_owned(), "zone".to_owned()] };
    assert_eq!(office.journal().first(), Some(&noted));

    office.desk.change_own_details(&rui, "Rui da Costa", "", None).await.unwrap();
    assert_eq!(office.person(RUI).zone, None);
    let entries = office.journal().len();
    office.desk.change_own_details(&rui, "Rui da Costa", "", None).await.unwrap();
    assert_eq!(office.journal().len(), entries, "what changes nothing is not noted");
    let visitor = backend::Caller::visitor();
    assert_eq!(office.desk.change_own_details(&visitor, "Nobody", "", None).await, Err(Error::SignedOut));
}

#[tokio::test]
async fn ada_sets_up_once_and_then_there_is_no_set_up() {
    let office = Office::empty();
    let old = office.desk.set_up_link().await.unwrap().unwrap();
    let link = office.desk.set_up_link().await.unwrap().unwrap();
    assert!(link.starts_with("/setup?token="));
    assert_eq!(refusal(office.desk.set_up_state(token_of(&old))), Refusal::LinkSpent);
    assert_eq!(office.desk.set_up_state(token_of(&link)), Ok(()));

    let nonsense = SetUpDraft { zone: "Moon/Base".into(), smtp_url: "ftp://x".into(), ..SetUpDraft::default() };
    let refused = office.desk.set_up(token_of(&link), &nonsense, FIREFOX, OFFICE).await;
    let fields: Vec<_> = problems(refused).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["organisation", "zone", "public_url", "reach", "smtp_url", "name", "email", "password"]);

    let draft = SetUpDraft { security_handler: "sec.team@example.org".into(), ..set_up_draft() };
    let signed_in = office.desk.set_up(token_of(&link), &draft, FIREFOX, OFFICE).await.unwrap();
    assert_eq!(office.who(&signed_in.cookie).await.unwrap().person(), Some(office.id(ADA)));
    let settings = office.desk.settings().unwrap();
    assert_eq!(settings.public_url.as_deref(), Some("http://desk.lan:3000"));
    assert_eq!(settings.security_handlers, [office.id("sec.team@example.org")]);
    assert_eq!(office.person("sec.team@example.org").name, "Sec Team");
    assert_eq!(office.links_to("sec.team@example.org").len(), 1);
    let audiences = office.desk.storage().read(|read| backend::audiences::AudienceRecord::all(read)).unwrap();
    assert_eq!(audiences.len(), 3);

    assert_eq!(office.desk.set_up_link().await, Ok(None));
    assert_eq!(refusal(office.desk.set_up_state(token_of(&link))), Refusal::SetUpDone);
    let again = office.desk.set_up(token_of(&link), &set_up_draft(), FIREFOX, OFFICE).await;
    assert_eq!(refusal(again), Refusal::SetUpDone);
}

#[tokio::test]
async fn a_set_up_link_holds_an_hour_and_forged_ones_never() {
    let office = Office::empty();
    for forged in ["", "x", &"A".repeat(43)] {
        assert_eq!(refusal(office.desk.set_up_state(forged)), Refusal::LinkSpent);
    }
    let link = office.desk.set_up_link().await.unwrap().unwrap();
    office.wait(HOUR);
    let late = office.desk.set_up(token_of(&link), &set_up_draft(), FIREFOX, OFFICE).await;
    assert_eq!(refusal(late), Refusal::LinkSpent);
}
