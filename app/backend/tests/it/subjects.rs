//! What stands in the subject: words for its reader from the first letter on, mended once when better ones come.

use backend::Caller;
use backend::incidents::{JoinRequest, NewReport};
use domain::audience::AudienceKind;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::{MINUTE, SECOND};

use crate::office::{ADA, SOL};
use crate::outbox::House;

const LIA: &str = "lia@example.org";

impl House {
    fn subjects(&self, to: &str) -> Vec<String> {
        self.letters(to).into_iter().map(|letter| letter.subject).collect()
    }

    /// Somebody without a name reports.
    async fn reported(&self, report: ReportDraft) -> String {
        let title = "I cannot get in".to_owned();
        let report = ReportDraft { title, impact: "low".into(), urgency: "low".into(), ..report };
        self.office.desk.report(&Caller::visitor(), NewReport::by_web(report, false)).await.unwrap().number
    }

    /// Sol is an executive and hears of it.
    async fn sol_is_told(&self, number: &str, text: &str) {
        let executive = self.office.audience(AudienceKind::Executive);
        self.rui(
            number,
            Press::Tell { public_title: String::new(), audiences: vec![executive], text: text.into(), promise: None },
        )
        .await;
        self.later(6 * MINUTE).await;
    }
}

async fn house_of_sol() -> House {
    let house = House::open().await;
    let ada = house.office.signed_in(ADA).await;
    let executive = house.office.audience(AudienceKind::Executive);
    house.office.domain_is_ours("example.org").await;
    house.office.desk.add_member(&ada, executive, "Sol", SOL).await.unwrap();
    house
}

#[tokio::test]
async fn without_a_public_title_the_subject_names_the_service_and_is_mended_once() {
    let house = house_of_sol().await;
    let service = house.office.service_called("Accounts").await.to_string();
    let number = house.reported(ReportDraft { service, ..ReportDraft::default() }).await;
    let join = JoinRequest { number: number.clone(), email: LIA.into(), ..JoinRequest::default() };
    house.office.desk.join(&Caller::visitor(), join).await.unwrap();
    house.sol_is_told(&number, "We look into it.").await;
    for title in ["Signing in fails", "Signing in is slow"] {
        let publish = Press::Publish { public_title: title.into(), workaround: String::new() };
        house.rui(&number, publish).await;
        house.sol_is_told(&number, title).await;
    }
    let told = ["[INC-1] Accounts: not working properly", "[INC-1] Signing in fails", "[INC-1] Signing in fails"];
    assert_eq!(house.subjects(SOL), told);
    assert_eq!(house.subjects(LIA), ["[INC-1] Accounts: not working properly"]);
}

#[tokio::test]
async fn what_is_of_no_service_is_not_working_properly() {
    let house = house_of_sol().await;
    let number = house.reported(ReportDraft::default()).await;
    house.sol_is_told(&number, "We look into it.").await;
    assert_eq!(house.subjects(SOL), ["[INC-1] Not working properly"]);
}

#[tokio::test]
async fn a_new_security_report_says_that_it_is_one_to_those_who_handle_them() {
    let house = House::open().await;
    let report = ReportDraft { restricted: "on".into(), email: LIA.into(), ..ReportDraft::default() };
    let number = house.reported(report).await;
    house.later(11 * SECOND).await;
    let letters = house.letters(ADA);
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].subject, format!("[{number}] New security report"));
    assert!(letters[0].text.contains("a new security report waits for you (P4)"), "{}", letters[0].text);
    assert!(!letters[0].text.contains("get in"), "no words of it");
    assert_eq!(house.subjects(LIA), [format!("[{number}] Your report")]);
}
