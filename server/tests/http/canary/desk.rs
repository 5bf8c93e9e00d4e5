//! The desk of the canary: Mara handles security, Vera and Otto reported, and everybody else is an outsider, the
//! administrator too.

use std::time::Duration;

use backend::incidents::{ChangeRequest, NewReport, find_by_number};
use backend::letters::text;
use backend::mail::courier::Inbox;
use backend::outbox::{LetterFilter, LetterRecord, Outbox, Route, list_letters};
use backend::{Caller, Clock};
use domain::classification::{IncidentType, Level};
use domain::ids::PersonId;
use domain::incident::{Channel, HoldReason, Press, Resolution};
use domain::report::ReportDraft;
use domain::time::SECOND;
use domain::view::board::{BoardFilter, Marks};

use super::questions::Question;
pub use crate::asked::Answer;
use crate::asked::{form, get};
use crate::office::Office;

/// Stands in every text; nobody types it, what is sought is `heliotrop`.
pub const CANARY: &str = "heliotrope";
/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

/// Before an answer is asked for again, and how often.
const PATIENCE: Duration = Duration::from_secs(10);
const TRIES: u32 = 3;

/// How one incident can be asked for.
pub struct Key {
    pub number: String,
    pub id: String,
    /// A letter about it, one with the word if there is one.
    pub letter: String,
}

pub struct Desk {
    pub office: Office,
    clock: Clock,
    outbox: Outbox,
    pub inbox: Inbox,
    pub ada: String,
    pub mara: String,
    pub rui: String,
    pub ana: String,
    pub mara_id: PersonId,
    pub service: String,
    pub audience: String,
    /// Restricted from the start and open; restricted and closed; open at first.
    pub keys: Vec<Key>,
    /// Of no incident.
    pub nothing: Key,
}

impl Desk {
    /// Who may be written to about it: its member and its reporters.
    pub const KNOW_OF_IT: [&str; 3] = ["mara@example.org", "vera@example.org", "otto@example.org"];

    /// The people, and no incident yet.
    pub async fn empty() -> Self {
        let clock = Clock::manual(MORNING);
        // One outsider asks more in a minute than the limits let through.
        let office = Office::by(clock.clone(), &[("SITREP_LIMITS", "off")]);
        let ada = office.signed_in("Ada", "administrator").await;
        let mara = office.signed_in("Mara", "manager").await;
        let (rui, ana) = (office.responder().await, office.signed_in("Ana", "employee").await);
        let mara_id = office.caller(&mara).await.person().unwrap();
        let inbox = Inbox::default();
        let backend = office.state.backend.clone();
        let outbox = Outbox::new(backend, Route::Inbox(inbox.clone()), Duration::from_secs(1));
        let nothing =
            Key { number: "SEC-ZZZZZZ".into(), id: "00000000000000aa".into(), letter: "00000000000000bb".into() };
        let (service, audience) = (String::new(), String::new());
        let keys = Vec::new();
        let mut desk =
            Self { office, clock, outbox, inbox, ada, mara, rui, ana, mara_id, service, audience, keys, nothing };
        desk.furnish().await;
        desk
    }

    pub async fn open() -> Self {
        let mut desk = Self::empty().await;
        desk.live_through_it().await;
        desk
    }

    pub fn outsiders(&self) -> [(&'static str, &str); 4] {
        [
            ("a visitor", ""),
            ("Ana the employee", &self.ana),
            ("Rui the responder", &self.rui),
            ("Ada the administrator", &self.ada),
        ]
    }

    /// On a busy machine a page is now and then not done; whoever meets that asks again, as a browser would.
    pub async fn ask(&self, cookie: &str, question: &Question, key: &Key) -> Answer {
        for _ in 0..TRIES {
            let request = question.about(key);
            let request = if cookie.is_empty() { request } else { request.cookie(cookie) };
            match tokio::time::timeout(PATIENCE, request.of(&self.office.site)).await {
                Ok(answer) => return answer,
                Err(_) => eprintln!("not answered within {PATIENCE:?}: {question:?}"),
            }
        }
        panic!("never answered: {question:?}");
    }

    /// Mara handles security reports; a service; Sol and Rui are told as executives.
    async fn furnish(&mut self) {
        let handler = self.mara_id.to_string();
        self.ada_posts(
            "/settings",
            &[
                ("organisation", "Harbour"),
                ("zone", "Europe/Lisbon"),
                ("public_url", "http://127.0.0.1:3000"),
                ("reach", "network"),
                ("mail_domains", "example.org"),
                ("security_handlers", &handler),
                ("revision", "1"),
            ],
        )
        .await;
        self.ada_posts("/services", &[("act", "add"), ("name", "Payroll"), ("criticality", "normal")]).await;
        let ada = self.office.caller(&self.ada).await;
        let backend = self.office.state.backend.clone();
        self.service = backend.list_services(&ada).await.unwrap()[0].id.clone();
        let audiences = backend.list_audiences(&ada).await.unwrap();
        let executive = |audience: &&domain::view::settings::AudienceRow| {
            audience.kind == domain::audience::AudienceKind::Executive
        };
        self.audience = audiences.iter().find(executive).unwrap().id.clone();
        for person in ["sol@example.org", "rui@example.org", "mara@example.org"] {
            let fields = [("act", "enter"), ("id", self.audience.as_str()), ("name", "Sol"), ("email", person)];
            self.ada_posts("/settings/audiences", &fields).await;
        }
    }

    /// Three restricted incidents and two that are not, with every text they can have and every letter written.
    pub async fn live_through_it(&mut self) {
        let receipt = self.vera_reports().await;
        let first = self.newest().await;
        self.write_everything(&first).await;
        self.form_of_vera(&receipt, &[("act", "add"), ("text", "I saw the heliotrope again")]).await;
        self.pass().await;

        let second = self.mara_enters().await;
        self.press(&second, Press::Take { priority: None, reason: String::new() }).await;
        let resolution = Resolution { text: "The heliotrope was moved".into(), restored_at: None };
        self.press(&second, Press::Resolve { resolution }).await;
        self.pass().await;
        self.press(&second, Press::Close).await;

        for (title, email) in [("The VPN is slow", "ana@example.org"), ("The door is stuck", "otto@example.org")] {
            let fields = [("title", title), ("email", email), ("impact", "medium"), ("urgency", "high")];
            let reported = form("/report", &fields).of(&self.office.site).await;
            assert_eq!(reported.status, 303, "{}", reported.body);
        }
        self.pass().await;
        self.press("INC-2", Press::Restrict).await;
        let third = self.newest_but(&[&first, &second]).await;
        self.press(&third, Press::Rename { title: "The heliotrope door".into() }).await;
        self.press(&third, Press::Note { text: "A heliotrope is behind it".into() }).await;
        self.pass().await;
        for number in [first, second, third] {
            let key = self.key(number);
            self.keys.push(key);
        }
    }

    async fn vera_reports(&self) -> String {
        let fields = [
            ("title", "The heliotrope leak"),
            ("description", "Every heliotrope is on the web"),
            ("service", self.service.as_str()),
            ("impact", "high"),
            ("urgency", "high"),
            ("name", "Vera Heliotrope"),
            ("email", "vera@example.org"),
            ("contact", "the heliotrope room"),
            ("restricted", "on"),
        ];
        let answer = form("/report", &fields).of(&self.office.site).await;
        assert!(answer.location().starts_with("/r/"), "{}", answer.body);
        answer.location().to_owned()
    }

    async fn mara_enters(&self) -> String {
        let draft = ReportDraft {
            title: "A heliotrope by phone".into(),
            description: "They said heliotrope".into(),
            impact: "low".into(),
            urgency: "low".into(),
            ..ReportDraft::default()
        };
        let kind = IncidentType::Security;
        let new = NewReport {
            draft,
            kind,
            channel: Channel::Phone,
            on_behalf: true,
            over_limit: false,
            letter_over_limit: false,
            browser: String::new(),
        };
        self.office.state.backend.report(&self.caller().await, new).await.unwrap().number
    }

    async fn write_everything(&self, number: &str) {
        let words = |text: &str| format!("{text} heliotrope");
        let audiences = vec![self.audience.parse().unwrap()];
        let service = self.service.parse().unwrap();
        let resolution = Resolution { text: words("Locked the"), restored_at: None };
        for command in [
            Press::Take { priority: None, reason: words("because of the") },
            Press::Note { text: words("Look at the") },
            Press::Message { text: words("Where was the") },
            Press::Classify { impact: Level::Low, urgency: Level::Low, priority: None, reason: words("only a") },
            Press::Hold { reason: HoldReason::AwaitingReporter, note: words("Which"), until: None },
            Press::EndHold,
            Press::Rename { title: words("The stolen") },
            Press::ProposeMajor { reason: words("A big") },
            Press::AcceptMajor,
            Press::Mitigate { what: words("Hid the"), works: false },
            Press::Resume { reason: words("Found the") },
            Press::Affect { service, effect: domain::service::Effect::Down },
            Press::Tell { public_title: String::new(), audiences, text: words("We lost a"), promise: None },
            Press::Resolve { resolution },
            Press::Reopen { reason: words("Not the only") },
        ] {
            self.press(number, command).await;
            self.pass().await;
        }
        // Words for visitors have no place on it; whoever tries is refused, and nothing of it is kept in public.
        let publish = Press::Publish { public_title: words("A public"), workaround: words("Use another") };
        let _ = self.try_press(number, publish).await;
    }

    async fn press(&self, number: &str, command: Press) {
        let said = format!("{command:?}");
        if let Err(error) = self.try_press(number, command).await {
            panic!("{said} of {number}: {error}");
        }
    }

    async fn try_press(&self, number: &str, command: Press) -> Result<(), backend::Error> {
        let request =
            ChangeRequest { number: number.to_owned(), press: command, also: None, seen: None, nonce: String::new() };
        self.office.state.backend.change(&self.caller().await, request).await.map(|_| ())
    }

    /// The undo window passes and every letter goes out.
    async fn pass(&self) {
        self.clock.advance(11 * SECOND);
        self.outbox.work_off().await.unwrap();
    }

    async fn caller(&self) -> Caller {
        self.office.caller(&self.mara).await
    }

    async fn newest(&self) -> String {
        self.newest_but(&[]).await
    }

    /// The restricted one on Mara's board that is not among these.
    async fn newest_but(&self, known: &[&str]) -> String {
        let board = self.office.state.backend.board(&self.caller().await, &BoardFilter::default()).unwrap();
        let mut cards = board.columns.into_iter().flat_map(|column| column.cards);
        let card = cards.find(|card| card.marks.has(Marks::RESTRICTED) && !known.contains(&card.number.as_str()));
        card.unwrap().number
    }

    fn key(&self, number: String) -> Key {
        let read = self.office.state.backend.storage().snapshot().unwrap();
        let incident = find_by_number(&read, &number).unwrap().unwrap().id;
        let filter = LetterFilter { incident: Some(incident), ..LetterFilter::default() };
        let letters = list_letters(&read, &filter, &|_| Ok(true), None, 100).unwrap().letters;
        let tells = |letter: &&LetterRecord| letter.content.as_ref().is_some_and(|said| text(said).contains(CANARY));
        let telling = letters.iter().find(tells).or(letters.first());
        let letter = telling.map_or_else(|| incident.to_string(), |letter| letter.id.to_string());
        Key { number, id: incident.to_string(), letter }
    }

    async fn ada_posts(&self, path: &str, fields: &[(&str, &str)]) {
        let answer = form(path, fields).cookie(&self.ada).of(&self.office.site).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.body);
    }

    async fn form_of_vera(&self, receipt: &str, fields: &[(&str, &str)]) {
        let answer = form(receipt, fields).of(&self.office.site).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        assert_eq!(get(receipt).of(&self.office.site).await.status, 200);
    }
}
