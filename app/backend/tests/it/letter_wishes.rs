//! Sol subscribed to a service and says how he wants to be told: how pressing, once a day, not at night. What waits comes
//! in full.

use backend::Caller;
use backend::incidents::NewReport;
use domain::audience::AudienceKind;
use domain::field::Problem;
use domain::ids::ServiceId;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::{HOUR, MINUTE, SECOND};
use domain::wishes::WishesDraft;

use crate::lifecycle::draft;
use crate::office::*;
use crate::outbox::House;

struct Told {
    house: House,
    mara: Caller,
    mail: ServiceId,
}

impl Told {
    /// Sol gets letters about E-mail, as he wishes.
    async fn open(wishes: WishesDraft) -> Self {
        let house = House::open().await;
        let office = &house.office;
        office.domain_is_ours("example.org").await;
        let (mara, mail) = (office.signed_in(MARA).await, office.service_called("E-mail").await);
        let executive = office.audience(AudienceKind::Executive);
        office.desk.add_member(&mara, executive, "Sol", SOL).await.unwrap();
        office.desk.remove_member(&mara, executive, office.id(SOL)).await.unwrap();
        office.desk.subscribe_other(&mara, office.id(SOL), mail).await.unwrap();
        let token = office.desk.unsubscribe_token(office.id(SOL), backend::subscriptions::Scope::All);
        office.desk.change_letter_wishes(&token, &wishes).await.unwrap();
        house.later(SECOND).await;
        Self { house, mara, mail }
    }

    async fn hit(&self, title: &str, impact: &str) {
        let (impact, urgency) = (impact.to_owned(), impact.to_owned());
        let report =
            ReportDraft { service: self.mail.to_string(), nonce: title.into(), impact, urgency, ..draft(title) };
        self.house.office.desk.report(&self.mara, NewReport::by_web(report, false)).await.unwrap();
    }

    async fn tells(&self, number: &str, text: &str) {
        let audiences = vec![self.house.office.audience(AudienceKind::Affected)];
        let press =
            Press::Tell { public_title: format!("About {number}"), audiences, text: text.into(), promise: None };
        self.house.office.press(&self.mara, number, press).await.unwrap();
    }

    /// Subjects of what Sol got about incidents.
    fn got(&self) -> Vec<String> {
        let letters = self.house.letters(SOL).into_iter().map(|letter| letter.subject);
        letters.filter(|subject| subject.contains("INC-") || subject.contains("incident")).collect()
    }
}

fn wishes(least: &str) -> WishesDraft {
    WishesDraft { least: least.into(), planned: true, ..WishesDraft::default() }
}

#[tokio::test]
async fn sol_is_told_of_what_is_as_pressing_as_he_wished_and_of_his_own_report_in_any_case() {
    let told = Told::open(wishes("P2")).await;
    told.hit("Mail is slow", "low").await;
    told.hit("No mail at all", "high").await;
    let office = &told.house.office;
    let names = |number: &str| {
        office.told(number, &[AudienceKind::Affected]).into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert!(!names("INC-1").contains(&"Sol".to_owned()) && names("INC-2").contains(&"Sol".to_owned()));
    office.visitor_reports(ReportDraft { email: SOL.into(), service: told.mail.to_string(), ..draft("My mail") }).await;
    assert_eq!(office.told("INC-3", &[AudienceKind::Affected])[0].1, ["reporter", "subscribed to E-mail"]);
}

#[tokio::test]
async fn one_letter_each_morning_holds_each_update_of_the_day_in_full() {
    let told = Told::open(WishesDraft { daily: true, ..wishes("P4") }).await;
    told.hit("Mail is slow", "low").await;
    told.hit("Mail is late", "low").await;
    told.tells("INC-1", "We look into the slow one.").await;
    told.house.later(HOUR).await;
    told.tells("INC-2", "We look into the late one.").await;
    told.house.later(HOUR).await;
    told.tells("INC-1", "The slow one is fast again.").await;
    told.house.later(HOUR).await;
    assert_eq!(told.got(), Vec::<String>::new(), "it waits for his morning");
    told.house.later(21 * HOUR).await;
    told.house.later(SECOND).await;
    assert_eq!(told.got(), ["2 incidents of your services"]);
    let letter = told.house.letters(SOL).pop().unwrap();
    for words in ["the slow one.", "the late one.", "fast again.", "since yesterday"] {
        assert!(letter.text.contains(words), "{words}: {}", letter.text);
    }
}

#[tokio::test]
async fn at_night_a_p4_waits_and_a_p1_does_not() {
    let quiet = WishesDraft { quiet_from: "22:00".into(), quiet_to: "06:00".into(), ..wishes("P4") };
    let told = Told::open(quiet).await;
    told.hit("Mail is slow", "low").await;
    told.hit("No mail at all", "high").await;
    told.house.later(15 * HOUR).await;
    told.tells("INC-1", "It is slow.").await;
    told.tells("INC-2", "It is down.").await;
    told.house.later(MINUTE).await;
    assert_eq!(told.got(), ["[INC-2] About INC-2"], "23:00");
    told.house.later(7 * HOUR).await;
    assert_eq!(told.got(), ["[INC-2] About INC-2", "[INC-1] About INC-1"], "06:01");
}

#[tokio::test]
async fn whoever_is_signed_in_says_it_on_their_own_page_and_half_a_night_is_refused() {
    let office = Office::open().await;
    let ana = office.signed_in(ANA).await;
    let half = WishesDraft { quiet_from: "22:00".into(), ..wishes("P3") };
    let refused = problems(office.desk.change_own_letter_wishes(&ana, &half).await);
    assert_eq!(refused, [("quiet_to".to_owned(), Problem::Missing)]);
    let refused = problems(office.desk.change_own_letter_wishes(&ana, &wishes("P9")).await);
    assert_eq!(refused.len(), 1);
    office.desk.change_own_letter_wishes(&ana, &wishes("P3")).await.unwrap();
    let kept = office.desk.own_subscriptions(&ana).await.unwrap().wishes;
    assert!(kept.wants(Some(domain::classification::Priority::P3)) && !kept.wants(None));
    let nobody = office.desk.change_own_letter_wishes(&Caller::visitor(), &wishes("P3")).await;
    assert_eq!(nobody, Err(backend::Error::SignedOut));
}
