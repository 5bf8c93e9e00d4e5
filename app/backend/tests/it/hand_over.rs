//! Rui goes away and hands over what he has.

use backend::incidents::GiveAway;
use backend::notices::NoticeKind;
use domain::classification::Priority;
use domain::field::Problem;
use domain::incident::Press;
use domain::view::hand_over::HandOverPage;

use crate::office::{ADA, ANA, MARA, RUI, problems};
use crate::outbox::House;

impl House {
    async fn mine(&self, who: &str) -> HandOverPage {
        let who = self.office.signed_in(who).await;
        self.office.desk.hand_over_page(&who).unwrap()
    }
}

fn each(pairs: &[(&str, String)]) -> std::collections::BTreeMap<String, String> {
    pairs.iter().map(|(number, person)| ((*number).to_owned(), person.clone())).collect()
}

#[tokio::test]
async fn rui_gives_one_to_ada_and_the_rest_to_mara_who_are_told_and_have_his_roles() {
    let house = House::open().await;
    let rui = house.office.signed_in(RUI).await;
    assert_eq!(house.mine(RUI).await.rows, []);
    let pressing = house.ana_reports("Mail is down").await;
    house.rui(&pressing, Press::Take { priority: Some(Priority::P2), reason: "Everybody".into() }).await;
    let printer = house.ana_reports("The printer is out of paper").await;
    house.rui_takes(&printer).await;
    let kept = house.ana_reports("Nobody has this one").await;
    let page = house.mine(RUI).await;
    let rows: Vec<_> = page.rows.iter().map(|row| (row.number.as_str(), row.roles.as_str())).collect();
    assert_eq!(rows, [(pressing.as_str(), "owner, incident manager"), (printer.as_str(), "owner")]);
    assert_eq!(house.office.desk.due_page(&rui).unwrap().held, 2);
    assert!(page.people.iter().all(|one| one.id != house.office.id(RUI).to_string()));
    let (ada, mara) = (house.office.id(ADA).to_string(), house.office.id(MARA).to_string());
    let typed = GiveAway { all: mara, each: each(&[(&printer, ada)]) };
    assert_eq!(house.office.desk.give_away(&rui, typed.clone()).await.unwrap(), 2);
    assert_eq!(house.mine(RUI).await.rows, []);
    let of_mara = house.mine(MARA).await.rows;
    assert_eq!((of_mara[0].number.as_str(), of_mara[0].roles.as_str()), (pressing.as_str(), "owner, incident manager"));
    assert_eq!(house.mine(ADA).await.rows[0].number, printer);
    let told = house.office.queued().into_iter().filter(|notice| matches!(notice.kind, NoticeKind::Assigned(_)));
    assert_eq!(told.count(), 3, "owner and manager for Mara, owner for Ada");
    assert_eq!(problems(house.office.desk.give_away(&rui, typed).await), [("all".into(), Problem::Missing)]);
    assert!(house.mine(ADA).await.rows.iter().all(|row| row.number != kept));
    house.office.verified();
}

#[tokio::test]
async fn one_that_cannot_go_stops_all_and_says_which() {
    let house = House::open().await;
    let rui = house.office.signed_in(RUI).await;
    let open = house.ana_reports("The printer is out of paper").await;
    house.rui_takes(&open).await;
    let secret = house.ana_reports("A strange letter").await;
    house.rui_takes(&secret).await;
    let secret = house.rui(&secret, Press::Restrict).await.number;
    let mara = house.office.id(MARA).to_string();
    let everything = GiveAway { all: mara.clone(), ..GiveAway::default() };
    let refused = problems(house.office.desk.give_away(&rui, everything).await);
    assert_eq!(refused, [(format!("to-{secret}"), Problem::NotEligible)], "Mara is no member of it");
    assert_eq!(house.mine(RUI).await.rows.len(), 2, "nothing went");
    let ana = GiveAway { each: each(&[(&open, house.office.id(ANA).to_string())]), ..GiveAway::default() };
    let refused = problems(house.office.desk.give_away(&rui, ana).await);
    assert_eq!(refused, [(format!("to-{open}"), Problem::NotEligible)]);
    for typed in ["x", "0000000000000000"] {
        let typed = GiveAway { all: typed.into(), ..GiveAway::default() };
        assert!(!problems(house.office.desk.give_away(&rui, typed).await).is_empty());
    }
    let one = GiveAway { each: each(&[(&open, mara)]), ..GiveAway::default() };
    assert_eq!(house.office.desk.give_away(&rui, one).await.unwrap(), 1);
    assert_eq!(house.mine(RUI).await.rows.len(), 1, "he keeps the other");
    let ana = house.office.signed_in(ANA).await;
    assert!(house.office.desk.hand_over_page(&ana).is_err());
    assert!(house.office.desk.give_away(&ana, GiveAway::default()).await.is_err());
    house.office.verified();
}
