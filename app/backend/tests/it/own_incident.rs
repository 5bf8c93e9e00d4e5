//! What somebody reads of an incident whose notes are not theirs: each field of it, and whatever the team did.

use backend::Caller;
use backend::incidents::NewReport;
use domain::audience::AudienceKind;
use domain::classification::{IncidentType, Level, Priority};
use domain::incident::{CancelReason, HoldReason, Press, Resolution};
use domain::report::ReportDraft;
use domain::service::Effect;
use domain::time::{HOUR, MINUTE};
use domain::view::own_incident::OwnIncident;

use crate::lifecycle::draft;
use crate::office::{ANA, MARA, Office, RUI, SOL};

const OTTO: &str = "otto@example.org";
const EVA: &str = "eva@example.org";

/// Stands in whatever the team writes for itself.
const TEAMS: &str = "heliotrope";

struct House {
    office: Office,
    ana: Caller,
    otto: Caller,
    eva: Caller,
    mara: Caller,
}

impl House {
    /// Ana reports that mail is down, Otto joins her, and Eva reads what is published. Mara manages.
    async fn open() -> Self {
        let office = Office::open().await;
        for (email, name) in [(OTTO, "Otto Falk"), (EVA, "Eva Horn")] {
            office.add(email, name, "employee").await;
        }
        let (ana, otto, eva) = (office.signed_in(ANA).await, office.signed_in(OTTO).await, office.signed_in(EVA).await);
        let mara = office.signed_in(MARA).await;
        let service = office.service("E-mail").await;
        let report = ReportDraft { service, description: "Since eight o'clock.".into(), ..draft("Mail is down") };
        office.desk.report(&ana, NewReport::by_web(report, false)).await.unwrap();
        office.wait(MINUTE);
        office.joins(&otto, "INC-1", "").await.unwrap();
        Self { office, ana, otto, eva, mara }
    }

    async fn press(&self, press: Press) {
        let said = format!("{press:?}");
        self.office.wait(MINUTE);
        self.office.press(&self.mara, "INC-1", press).await.unwrap_or_else(|error| panic!("{said}: {error}"));
    }

    /// Everything that the team does and that is nobody else's.
    async fn works_on_it(&self) {
        let (office, word) = (&self.office, |text: &str| format!("{text} {TEAMS}"));
        let payroll = office.service("Payroll").await.parse().unwrap();
        let sol = office.id(RUI);
        office
            .desk
            .add_member(&office.signed_in("ada@example.org").await, executive(office), "Sol Vaz", SOL)
            .await
            .unwrap();
        for press in [
            Press::Take { priority: Some(Priority::P1), reason: word("because of the") },
            Press::Note { text: word("look at the") },
            Press::Classify { impact: Level::High, urgency: Level::High, priority: None, reason: word("a big") },
            Press::Hold { reason: HoldReason::Vendor, note: word("they send a"), until: None },
            Press::EndHold,
            Press::Rename { title: word("the stolen") },
            Press::ChangeType { kind: IncidentType::ThirdParty },
            Press::ProposeMajor { reason: word("a very big") },
            Press::AcceptMajor,
            Press::Assign { owner: Some(sol) },
            Press::NameCommunicationsLead { person: Some(sol) },
            Press::Follow { person: sol },
            Press::Affect { service: payroll, effect: Effect::Down },
            Press::Tell {
                public_title: String::new(),
                audiences: vec![executive(office)],
                text: word("it costs a"),
                promise: Some(office.now().plus(4 * HOUR)),
            },
            Press::Mitigate { what: word("hid the"), works: false },
            Press::Resume { reason: word("found the") },
        ] {
            self.press(press).await;
        }
    }

    async fn as_read_by(&self, who: &Caller) -> (OwnIncident, String) {
        let own = self.office.own(who, "INC-1").await;
        // A nonce spells anything.
        let said = OwnIncident { nonce: String::new(), ..own.clone() };
        let said = serde_json::to_string(&said).unwrap().to_lowercase();
        (own, said)
    }

    /// No reader finds in it what is the team's, or another reporter's.
    async fn nobody_reads(&self, readers: &[&Caller], words: &[&str]) {
        for reader in readers {
            let (_, said) = self.as_read_by(reader).await;
            for word in words {
                assert!(!said.contains(&word.to_lowercase()), "{word}: {said}");
            }
        }
    }
}

fn executive(office: &Office) -> domain::ids::AudienceId {
    office.audience(AudienceKind::Executive)
}

/// Words of the team, what it calls and classifies, whom it named, what else it found.
const THE_TEAMS: [&str; 17] = [
    TEAMS,
    "priority",
    "p1",
    "urgency",
    "impact",
    "kind",
    "third",
    "major",
    "acting",
    "payroll",
    "rui costa",
    "mara reis",
    "sol vaz",
    "executive",
    "vendor",
    "hold",
    "revision",
];

#[tokio::test]
async fn whatever_the_team_does_nothing_of_it_reaches_who_only_reported_or_joined() {
    let house = House::open().await;
    house.works_on_it().await;
    house.nobody_reads(&[&house.ana, &house.otto], &THE_TEAMS).await;
    let (own, _) = house.as_read_by(&house.ana).await;
    assert_eq!((own.title.as_str(), own.state.as_str(), own.fixed), ("Mail is down", "Being looked into", false));
    assert!(own.description.contains("Since eight o'clock."), "what she wrote herself");
    assert!(own.lines.is_empty() && own.may_add && !own.may_judge);
    house.nobody_reads(&[&house.otto], &["Since eight", "Mail is down", "Ana Silva"]).await;
    assert_eq!(house.as_read_by(&house.otto).await.0.title, "E-mail", "the line that he joined");
}

#[tokio::test]
async fn who_reads_it_because_it_is_published_reads_the_public_words_and_nobodys_else() {
    let house = House::open().await;
    house.works_on_it().await;
    let (public_title, workaround) = ("Mail does not arrive".to_owned(), "Use the telephone".to_owned());
    house.press(Press::Publish { public_title, workaround }).await;
    house.press(Press::Message { text: "Ana, is it your old machine?".into() }).await;
    let (own, _) = house.as_read_by(&house.eva).await;
    assert_eq!((own.title.as_str(), own.workaround.as_deref()), ("Mail does not arrive", Some("Use the telephone")));
    assert!(own.lines.is_empty() && own.description.is_empty() && !own.may_add && !own.may_judge);
    house.nobody_reads(&[&house.ana, &house.otto, &house.eva], &THE_TEAMS).await;
    house.nobody_reads(&[&house.eva], &["old machine", "Mail is down", "Since eight", "Ana", "Otto"]).await;
    let (hers, _) = house.as_read_by(&house.ana).await;
    assert!(hers.lines.len() == 1 && hers.lines[0].html.contains("old machine"), "{:?}", hers.lines);
}

#[tokio::test]
async fn ana_reads_when_an_answer_is_expected_as_on_her_receipt_until_somebody_has_it() {
    let house = House::open().await;
    let word = async |who| house.as_read_by(who).await.0.first_word;
    let hers = word(&house.ana).await.unwrap();
    assert!(hers.contains("09:30"), "{hers}");
    assert_eq!(word(&house.otto).await, Some(hers), "he waits for the same");
    let (public_title, workaround) = ("Mail does not arrive".to_owned(), String::new());
    house.press(Press::Publish { public_title, workaround }).await;
    assert_eq!(word(&house.eva).await, None, "she reported nothing");
    house.press(Press::Take { priority: None, reason: String::new() }).await;
    assert_eq!(word(&house.ana).await, None);
}

#[tokio::test]
async fn its_end_is_told_in_the_words_written_for_reporters() {
    let house = House::open().await;
    house.works_on_it().await;
    house.press(Press::Resolve { resolution: Resolution { text: "A new cable".into(), restored_at: None } }).await;
    let (own, _) = house.as_read_by(&house.ana).await;
    assert!(own.fixed && own.may_judge && own.lines[0].html.contains("A new cable"), "{own:?}");
    let (his, _) = house.as_read_by(&house.otto).await;
    assert!(his.fixed && his.lines.is_empty(), "how it was resolved was written for Ana: {his:?}");
    house.press(Press::Reopen { reason: format!("the {TEAMS} again") }).await;
    house.press(Press::Cancel { why: CancelReason::FalseAlarm, words: "Somebody pulled a plug.".into() }).await;
    for reader in [&house.ana, &house.otto] {
        let (own, _) = house.as_read_by(reader).await;
        assert!(own.lines.last().unwrap().html.contains("pulled a plug") && !own.may_add, "{own:?}");
    }
    house.nobody_reads(&[&house.ana, &house.otto], &THE_TEAMS).await;
}

/// A field that is new here is one more thing that employees read: it is to be written for them.
#[tokio::test]
async fn each_field_of_it_is_one_that_was_meant_for_them() {
    let house = House::open().await;
    let (own, _) = house.as_read_by(&house.ana).await;
    let fields = serde_json::to_value(&own).unwrap();
    let names: Vec<_> = fields.as_object().unwrap().keys().map(String::as_str).collect();
    let mut meant = [
        "number",
        "as_of",
        "title",
        "public_title",
        "workaround",
        "description",
        "state",
        "fixed",
        "first_word",
        "question",
        "lines",
        "take_out",
        "earlier",
        "may_judge",
        "may_add",
        "together",
        "nonce",
    ];
    meant.sort_unstable();
    assert_eq!(
        {
            let mut names = names;
            names.sort_unstable();
            names
        },
        meant
    );
}
