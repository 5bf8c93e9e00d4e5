//! The number on a button is the number of letters: what the composer counts, beforehand, against what is then sent.

use std::collections::BTreeSet;

use backend::Caller;
use backend::incidents::{ChangeRequest, NewReport};
use backend::people::PersonRecord;
use domain::audience::AudienceKind;
use domain::ids::{AudienceId, PersonId};
use domain::incident::Press;
use domain::refusal::Refusal;
use domain::report::ReportDraft;
use domain::time::{HOUR, SECOND};

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, MARA, RUI, SOL, refusal};
use crate::outbox::House;

const OTTO: &str = "otto@example.org";
const IRIS: &str = "iris@example.org";
const VERA: &str = "vera@example.net";
const ALL: [&str; 8] = [ADA, MARA, RUI, ANA, SOL, OTTO, IRIS, VERA];

/// Sol and Rui, who writes, are executives; Sol is in the technical audience as well, with Otto and Mara.
struct Houseful {
    house: House,
    ada: Caller,
    rui: Caller,
    audiences: Vec<(AudienceKind, AudienceId)>,
    service: String,
}

impl Houseful {
    async fn open() -> Self {
        let house = House::open().await;
        house.office.address_is_set().await;
        let (ada, rui) = (house.office.signed_in(ADA).await, house.office.signed_in(RUI).await);
        let listed = house.office.desk.list_audiences(&ada).await.unwrap();
        let audiences: Vec<_> = listed.iter().map(|one| (one.kind, one.id.parse().unwrap())).collect();
        let here = Self { service: house.office.service("E-mail").await, house, ada, rui, audiences };
        let (executive, technical) = (here.audience(AudienceKind::Executive), here.audience(AudienceKind::Technical));
        for (audience, name, email) in [
            (executive, "Sol Vaz", SOL),
            (executive, "Rui Costa", RUI),
            (technical, "Sol Vaz", SOL),
            (technical, "Otto", OTTO),
            (technical, "Iris", IRIS),
            (technical, "Mara Reis", MARA),
        ] {
            here.house.office.desk.add_member(&here.ada, audience, name, email).await.unwrap();
        }
        here
    }

    fn audience(&self, wanted: AudienceKind) -> AudienceId {
        self.audiences.iter().find(|(kind, _)| *kind == wanted).unwrap().1
    }

    /// Vera reported it without an account, somebody without an address joined, and Mara follows it.
    async fn taken(&self, nth: usize, restricted: bool) -> String {
        let office = &self.house.office;
        let (service, nonce) = (self.service.clone(), format!("n-{nth}"));
        let vera = ReportDraft { service, email: VERA.into(), nonce, ..draft(&format!("Mail is down {nth}")) };
        let number = office.desk.report(&Caller::visitor(), NewReport::by_web(vera, false)).await.unwrap().number;
        office.press(&self.rui, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
        let mara = Press::Follow { person: office.id(MARA) };
        office.press(&self.rui, &number, mara).await.unwrap();
        if !restricted {
            return number;
        }
        let restricted = office.press(&self.rui, &number, Press::Restrict).await.unwrap().number;
        office.press(&self.rui, &restricted, Press::AddMember { person: office.id(MARA) }).await.unwrap();
        restricted
    }

    fn letters(&self) -> Vec<usize> {
        ALL.map(|address| self.house.letters(address).len()).to_vec()
    }

    /// Tells them; whoever was counted gets one letter, and nobody else any.
    async fn told_as_counted(&self, number: &str, chosen: &[AudienceId]) {
        let (office, case) = (&self.house.office, format!("{number} {chosen:?}"));
        let preview = office.desk.preview_recipients(&self.rui, number, chosen).unwrap();
        let counted: BTreeSet<&str> = preview.recipients.iter().map(|one| one.email.as_str()).collect();
        assert_eq!(counted.len(), preview.recipients.len(), "each once: {case}");
        let you: Vec<_> = preview.recipients.iter().filter(|one| one.you).map(|one| one.email.as_str()).collect();
        assert_eq!(you, Vec::from_iter(counted.contains(RUI).then_some(RUI)), "who writes is named as such: {case}");
        if let [one] = chosen {
            let composer = office.desk.composer(&self.rui, number).await.unwrap();
            let shown = composer.audiences.iter().find(|choice| choice.id == one.to_string()).unwrap().people;
            assert_eq!(shown, counted.len() as u64, "beside the audience: {case}");
        }
        let text = "Mail does not arrive.".to_owned();
        let tell = Press::Tell { public_title: String::new(), audiences: chosen.to_vec(), text, promise: None };
        let before = self.letters();
        let request =
            ChangeRequest { number: number.into(), press: tell, also: None, seen: None, nonce: String::new() };
        let done = office.desk.change(&self.rui, request).await;
        if counted.is_empty() {
            assert_eq!(refusal(done), Refusal::NoRecipients, "{case}");
            return;
        }
        assert_eq!(done.unwrap().told, Some(u32::try_from(counted.len()).unwrap()), "on the button: {case}");
        self.house.later(11 * SECOND).await;
        let got = self.letters().into_iter().zip(before).map(|(after, before)| after - before);
        for (address, got) in ALL.into_iter().zip(got) {
            assert_eq!(
                got,
                usize::from(counted.contains(address)),
                "letters to {address}: {case}, counted {counted:?}"
            );
        }
    }

    async fn change(&self, person: PersonId, change: fn(&mut PersonRecord)) {
        let write = move |tx: &mut backend::storage::Tx<'_>| {
            let mut found = PersonRecord::find(tx, person)?.unwrap();
            change(&mut found);
            found.save(tx)
        };
        self.house.office.desk.storage().write(write).await.unwrap();
    }
}

#[tokio::test]
async fn what_the_composer_counts_is_what_is_then_sent_whoever_stopped_left_or_may_not_know() {
    let here = Houseful::open().await;
    let kinds =
        [AudienceKind::Affected, AudienceKind::Executive, AudienceKind::Technical].map(|kind| here.audience(kind));
    let office = &here.house.office;
    let mut nth = 0;
    for phase in 0..4 {
        match phase {
            1 => here.change(office.id(SOL), |sol| sol.stopped_all = true).await,
            2 => here.change(office.id(IRIS), |iris| iris.email = None).await,
            3 => here.change(office.id(MARA), |mara| mara.state = backend::people::PersonState::Disabled).await,
            _ => {}
        }
        for restricted in [false, true] {
            for chosen in 1..8_usize {
                let picked: Vec<_> = (0..3).filter(|bit| chosen & (1 << bit) != 0).map(|bit| kinds[bit]).collect();
                nth += 1;
                // Letters of the steps before are over, and no storm is braked.
                let number =
                    if phase < 3 { here.taken(nth, restricted).await } else { here.rui_alone(nth, restricted).await };
                here.house.later(HOUR).await;
                here.told_as_counted(&number, &picked).await;
            }
        }
    }
}

impl Houseful {
    /// The same once Mara is disabled and can be put on nothing.
    async fn rui_alone(&self, nth: usize, restricted: bool) -> String {
        let office = &self.house.office;
        let (service, nonce) = (self.service.clone(), format!("n-{nth}"));
        let vera = ReportDraft { service, email: VERA.into(), nonce, ..draft(&format!("Mail is down {nth}")) };
        let number = office.desk.report(&Caller::visitor(), NewReport::by_web(vera, false)).await.unwrap().number;
        office.press(&self.rui, &number, Press::Take { priority: None, reason: String::new() }).await.unwrap();
        if restricted { office.press(&self.rui, &number, Press::Restrict).await.unwrap().number } else { number }
    }
}

#[tokio::test]
async fn of_a_restricted_incident_the_composer_says_who_is_told_and_who_of_the_audience_is_not() {
    let here = Houseful::open().await;
    let number = here.taken(1, true).await;
    let executive = here.audience(AudienceKind::Executive);
    let preview = here.house.office.desk.preview_recipients(&here.rui, &number, &[executive]).unwrap();
    let kept = preview.kept_from.unwrap();
    assert_eq!(kept.left_out.iter().map(|one| (one.name.as_str(), one.people)).collect::<Vec<_>>(), [("Executive", 1)]);
    let words = domain::locale::Locale::English.kept_from(&kept);
    assert_eq!(words, "Restricted: only its 3 members can be told; 1 in Executive is not.");
    let open = here.taken(2, false).await;
    let preview = here.house.office.desk.preview_recipients(&here.rui, &open, &[executive]).unwrap();
    assert_eq!(preview.kept_from, None);
}

#[tokio::test]
async fn a_message_goes_to_the_reporters_that_are_counted_and_not_to_whoever_writes_it() {
    let here = Houseful::open().await;
    let office = &here.house.office;
    let own = ReportDraft { nonce: "own".into(), service: here.service.clone(), ..draft("Mail is down") };
    let number = office.desk.report(&here.rui, NewReport::by_web(own, false)).await.unwrap().number;
    let join = backend::incidents::JoinRequest { number: number.clone(), email: VERA.into(), ..Default::default() };
    office.desk.join(&Caller::visitor(), join).await.unwrap();
    let publish = Press::Publish { public_title: "Mail is down".into(), workaround: String::new() };
    office.press(&here.rui, &number, publish).await.unwrap();
    let view = office.desk.incident_head(&here.rui, &number).await.unwrap();
    here.house.later(HOUR).await;
    office.press(&here.rui, &number, Press::Message { text: "Which room?".into() }).await.unwrap();
    let message = |notice: &backend::notices::Notice| notice.kind == backend::notices::NoticeKind::TeamMessage;
    assert_eq!(office.queued().iter().filter(|notice| message(notice)).count() as u64, view.spoken_to);
    assert_eq!((view.people, view.reporters_told), (2, 1), "Rui reported it himself");
}
