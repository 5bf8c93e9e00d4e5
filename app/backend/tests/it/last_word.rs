//! Whoever was told about an incident hears how it ends: the update goes with the step, or neither does.

use backend::incidents::ChangeRequest;
use domain::audience::AudienceKind;
use domain::incident::{CancelReason, Press, Resolution, Status};
use domain::refusal::Refusal;
use domain::time::{HOUR, MINUTE, SECOND};
use domain::view::incident::{Done, IncidentHead};

use crate::office::{ADA, RUI, SOL};
use crate::outbox::House;

impl House {
    /// Sol, who belongs to the executive audience, was told about a new incident and promised another word.
    async fn sol_was_promised_word(&self) -> String {
        let ada = self.office.signed_in(ADA).await;
        let audiences = self.office.desk.list_audiences(&ada).await.unwrap();
        let executive = audiences.iter().find(|audience| audience.kind == AudienceKind::Executive).unwrap();
        let executive = executive.id.parse().unwrap();
        self.office.desk.add_member(&ada, executive, "Sol Vaz", SOL).await.unwrap();
        let number = self.ana_reports("Mail is down").await;
        self.rui_takes(&number).await;
        let promise = Some(self.office.now().plus(HOUR));
        self.rui(
            &number,
            Press::Tell {
                public_title: String::new(),
                audiences: vec![executive],
                text: "We look into it.".into(),
                promise,
            },
        )
        .await;
        self.later(MINUTE).await;
        assert_eq!(self.letters(SOL).len(), 1);
        number
    }

    async fn seen(&self, number: &str) -> IncidentHead {
        let rui = self.office.signed_in(RUI).await;
        self.office.desk.incident_head(&rui, number).await.unwrap()
    }

    async fn with(&self, number: &str, press: Press, also: Press) -> backend::Result<Done> {
        let rui = self.office.signed_in(RUI).await;
        let request =
            ChangeRequest { number: number.into(), press, also: Some(also), seen: None, nonce: String::new() };
        self.office.desk.change(&rui, request).await
    }
}

fn resolve() -> Press {
    Press::Resolve { resolution: Resolution { text: "A full disk.".into(), restored_at: None } }
}

fn tell(view: &IncidentHead, text: &str) -> Press {
    let audiences = view.told.iter().map(|one| one.id.parse().unwrap()).collect();
    Press::Tell { public_title: String::new(), audiences, text: text.into(), promise: None }
}

#[tokio::test]
async fn sol_who_was_promised_word_is_offered_and_reads_the_end() {
    let house = House::open().await;
    let number = house.sol_was_promised_word().await;
    let view = house.seen(&number).await;
    let composer = house.office.desk.composer(&house.office.signed_in(RUI).await, &number).await.unwrap();
    let told: Vec<_> = composer.told.iter().map(|one| (one.name.as_str(), one.people)).collect();
    assert_eq!(told, [("Executive", 1)]);
    let done = house.with(&number, resolve(), tell(&view, "Mail works again.")).await.unwrap();
    assert_eq!(done.told, Some(1));
    house.later(11 * SECOND).await;
    let letters = house.letters(SOL);
    assert_eq!(letters.len(), 2, "{letters:?}");
    assert!(letters[1].text.contains("Mail works again."), "{}", letters[1].text);
    assert!(letters[1].text.to_lowercase().contains("fixed"), "the letter says how it stands: {}", letters[1].text);
}

#[tokio::test]
async fn one_undo_takes_back_the_step_and_the_word_about_it() {
    let house = House::open().await;
    let number = house.sol_was_promised_word().await;
    let view = house.seen(&number).await;
    let cancel = Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() };
    let done = house.with(&number, cancel, tell(&view, "It was nothing.")).await.unwrap();
    assert_eq!(house.seen(&number).await.status, Status::Cancelled);
    house.rui(&number, Press::Undo { sequence: done.sequence.unwrap() }).await;
    house.later(MINUTE).await;
    let after = house.seen(&number).await;
    assert_eq!((after.status, after.promise), (Status::Investigating, view.promise), "the promise stands again");
    assert_eq!(house.letters(SOL).len(), 1);
}

#[tokio::test]
async fn what_is_refused_about_the_word_leaves_the_step_undone() {
    let house = House::open().await;
    let number = house.sol_was_promised_word().await;
    let view = house.seen(&number).await;
    let refused = house.with(&number, resolve(), tell(&view, "")).await.unwrap_err();
    assert!(matches!(refused, backend::Error::Refused(Refusal::Fields(_))), "{refused:?}");
    let other = house.with(&number, resolve(), Press::Note { text: "by the way".into() }).await.unwrap_err();
    assert_eq!(other, backend::Error::Refused(Refusal::NotAllowed));
    assert_eq!(house.seen(&number).await.status, Status::Investigating);
}
