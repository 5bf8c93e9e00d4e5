//! Every link of every letter, opened by whoever got it: staff with their session, everybody else as a visitor.
//! The page is there, and it is about what the letter promised.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use backend::incidents::{ChangeRequest, find_by_number};
use backend::letters::{Block, Content, Link};
use backend::mail::courier::Inbox;
use backend::outbox::{LetterFilter, LetterRecord, Outbox, Route, list_letters};
use backend::retention::ENDED_SHOWN;
use backend::storage::{Options, Storage};
use backend::{Clock, demo};
use domain::incident::{CancelReason, HoldReason, Press, Resolution};
use domain::time::{HOUR, MINUTE, SECOND};

use crate::asked::{Answer, form, get};
use crate::office::Office;

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;
const ADDRESS: &str = "http://127.0.0.1:3000";

/// Letters read so far, and what their links said.
struct Walk<'a> {
    office: &'a Office,
    /// Of staff, by address.
    sessions: BTreeMap<String, String>,
    read: BTreeSet<String>,
    said: BTreeSet<(String, String)>,
    /// Who was led to what is public of which incident.
    opened: BTreeSet<(String, String)>,
}

impl Walk<'_> {
    /// Opens each link of each letter that was written since.
    async fn on(&mut self) {
        for letter in letters_of(self.office) {
            if letter.secret || !self.read.insert(letter.id.to_string()) {
                continue;
            }
            let content = letter.content.clone().unwrap();
            assert!(content.link.is_some(), "a letter without a link: {}", letter.subject);
            for link in links_of(&content) {
                self.open(&letter, &content, link).await;
            }
        }
    }

    async fn open(&mut self, letter: &LetterRecord, content: &Content, link: &Link) {
        let what = format!("{} to {}: {} {}", letter.subject, letter.to, link.label, link.url);
        let address = link.url.strip_prefix(ADDRESS).unwrap_or_else(|| panic!("not ours: {what}"));
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let page = match self.sessions.get(&letter.to) {
            Some(session) => get(path).cookie(session).of(&self.office.site).await,
            None => get(path).of(&self.office.site).await,
        };
        assert_eq!(page.status, 200, "{what}");
        if path.starts_with("/incidents/") {
            let signed_out = get(path).of(&self.office.site).await;
            assert!(signed_out.status == 303 && signed_out.location().starts_with("/sign-in"), "{what}");
        }
        self.keeps_its_promise(&what, content, link, anchor, &page);
        self.opened.insert((letter.to.clone(), anchor.to_owned()));
        self.said.insert((letter.to.clone(), link.label.clone()));
    }

    fn keeps_its_promise(&self, what: &str, content: &Content, link: &Link, anchor: &str, page: &Answer) {
        match link.label.as_str() {
            "Open your report" | "Answer" | "Say whether it works" | "Open the incident" => {
                // A letter about one incident begins with its number or its name; a bundle says it above each part.
                let number = |word: &str| word.contains("INC-") || word.contains("SEC-");
                let told = content.state.split([' ', ':', '.']).find(|word| number(word));
                assert!(told.is_none_or(|number| page.body.contains(number)), "{what}");
            }
            "See the current state" => {
                // In the demonstration's month some ended long ago; then the page says so.
                let there = page.body.contains(&format!("id=\"{anchor}\""));
                assert!(there || self.long_over(anchor), "{what}");
                assert!(page.body.contains("does not stand here ended more than 7 days ago"), "{what}");
            }
            "Change or stop these letters" => assert!(page.body.contains("Stop"), "{what}: {}", page.body),
            _ => {}
        }
    }

    fn long_over(&self, number: &str) -> bool {
        let desk = &self.office.state.backend;
        let incident = desk.storage().read(|read| find_by_number(read, number)).unwrap().unwrap();
        incident.ended_at.is_some_and(|ended| ended.0 + ENDED_SHOWN < desk.storage().now())
    }

    fn has(&self, to: &str, label: &str) {
        assert!(self.said.contains(&(to.to_owned(), label.to_owned())), "{to} never read {label}: {:#?}", self.said);
    }
}

fn letters_of(office: &Office) -> Vec<LetterRecord> {
    let read = office.state.backend.storage().snapshot().unwrap();
    list_letters(&read, &LetterFilter::default(), &|_| Ok(true), None, 2_000).unwrap().letters
}

fn links_of(content: &Content) -> Vec<&Link> {
    let blocks = content.blocks.iter().filter_map(|block| match block {
        Block::Link(link) => Some(link),
        Block::Paragraph(_) | Block::Heading(_) | Block::Words(_) | Block::Facts(_) => None,
    });
    let footer = content.footer.iter().filter_map(|line| line.link.as_ref());
    content.link.iter().chain(blocks).chain(footer).collect()
}

/// The desk of the story, and what happens on it.
struct Story<'a> {
    office: &'a Office,
    clock: &'a Clock,
    outbox: &'a Outbox,
    mara: &'a str,
    audiences: Vec<domain::ids::AudienceId>,
}

impl Story<'_> {
    async fn posts(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) {
        let request = form(path, fields);
        let request = if cookie.is_empty() { request } else { request.cookie(cookie) };
        let answer = request.of(&self.office.site).await;
        assert_eq!(answer.status, 303, "{path} {fields:?}: {}", answer.body);
    }

    async fn presses(&self, number: &str, press: Press) {
        let mara = self.office.caller(self.mara).await;
        let what = format!("{number} {press:?}");
        let request = ChangeRequest { number: number.to_owned(), press, also: None, seen: None, nonce: String::new() };
        self.office.state.backend.change(&mara, request).await.unwrap_or_else(|error| panic!("{what}: {error}"));
    }

    async fn tells(&self, number: &str, text: &str) {
        let audiences = self.audiences.clone();
        self.presses(
            number,
            Press::Tell { public_title: String::new(), audiences, text: text.to_owned(), promise: None },
        )
        .await;
    }

    /// The undo window passes and every letter that is due goes out.
    async fn passes(&self, time: i64) {
        self.clock.advance(time);
        self.outbox.work_off().await.unwrap();
    }
}

async fn people_and_services(story: &Story<'_>, ada: &str) -> String {
    let mara = story.office.id("Mara");
    let settings = [
        ("organisation", "Harbour"),
        ("zone", "Europe/Lisbon"),
        ("public_url", ADDRESS),
        ("reach", "network"),
        ("mail_domains", "example.org"),
        ("security_handlers", mara.as_str()),
        ("revision", "1"),
    ];
    story.posts(ada, "/settings", &settings).await;
    story.posts(ada, "/services", &[("act", "add"), ("name", "E-mail"), ("criticality", "normal")]).await;
    let caller = story.office.caller(ada).await;
    let service = story.office.state.backend.list_services(&caller).await.unwrap()[0].id.clone();
    for audience in story.office.state.backend.list_audiences(&caller).await.unwrap() {
        for (name, email) in [("Sol", "sol@example.org"), ("Mara", "mara@example.org")] {
            let fields = [("act", "enter"), ("id", audience.id.as_str()), ("name", name), ("email", email)];
            story.posts(ada, "/settings/audiences", &fields).await;
        }
    }
    let asked = [("email", "eva@example.net"), ("services", service.as_str())];
    story.posts("", "/status", &asked).await;
    let confirm = story.office.link_to("eva@example.net");
    story.posts("", &confirm, &[]).await;
    service
}

/// Ana reports it, Lia joins, and it goes from taken to fixed; Otto follows it once it is published.
async fn one_whole_incident(story: &Story<'_>, otto: &str, service: &str) {
    let report = [
        ("title", "Mail is down"),
        ("impact", "low"),
        ("urgency", "low"),
        ("service", service),
        ("email", "ana@example.org"),
    ];
    story.posts("", "/report", &report).await;
    story.posts("", "/join", &[("number", "INC-1"), ("email", "lia@example.org")]).await;
    story.presses("INC-1", Press::Take { priority: None, reason: String::new() }).await;
    story.tells("INC-1", "We look into it.").await;
    story.passes(11 * SECOND).await;
    let workaround = "Use the web mail".to_owned();
    story.presses("INC-1", Press::Publish { public_title: "E-mail does not arrive".into(), workaround }).await;
    let otto = story.office.caller(otto).await;
    let press = Press::Follow { person: otto.person().unwrap() };
    let follow = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
    story.office.state.backend.change(&otto, follow).await.unwrap();
    story.tells("INC-1", "It is the queue.").await;
    story.presses("INC-1", Press::Message { text: "Which room is it?".into() }).await;
    story.passes(11 * SECOND).await;
    let (reason, note) = (HoldReason::AwaitingReporter, "Which program?".to_owned());
    story.presses("INC-1", Press::Hold { reason, note, until: None }).await;
    story.passes(11 * SECOND).await;
    story.presses("INC-1", Press::EndHold).await;
    let resolution = Resolution { text: "The queue is empty again.".into(), restored_at: None };
    story.presses("INC-1", Press::Resolve { resolution }).await;
    story.tells("INC-1", "It works again.").await;
    story.passes(HOUR).await;
}

/// Vera, of another house, reports what only Mara may see; what Otto reports is put aside.
async fn a_restricted_and_a_cancelled_one(story: &Story<'_>) {
    let report = [
        ("title", "My badge was copied"),
        ("impact", "low"),
        ("urgency", "high"),
        ("restricted", "on"),
        ("email", "vera@example.net"),
    ];
    story.posts("", "/report", &report).await;
    let board = get("/board").cookie(story.mara).of(&story.office.site).await;
    let number = crate::letters::restricted_number(&board.body);
    story.presses(&number, Press::Take { priority: None, reason: String::new() }).await;
    story.tells(&number, "For its members only.").await;
    story.passes(HOUR).await;
    story.presses(&number, Press::Message { text: "Which badge?".into() }).await;
    story.passes(HOUR).await;
    let report = [("title", "The door is stuck"), ("impact", "low"), ("urgency", "low"), ("email", "otto@example.org")];
    story.posts("", "/report", &report).await;
    let public_title = "A door that sticks".to_owned();
    story.presses("INC-2", Press::Publish { public_title, workaround: String::new() }).await;
    story.tells("INC-2", "We look at the door.").await;
    story.presses("INC-2", Press::Cancel { why: CancelReason::NotReproducible, words: String::new() }).await;
    story.passes(HOUR).await;
}

/// More in one minute than anybody wants: the brake makes one letter of what it held.
async fn a_storm(story: &Story<'_>) {
    let rooms = 3..=12;
    for room in rooms.clone() {
        let title = format!("Room {room} is dark");
        let report = [("title", title.as_str()), ("impact", "low"), ("urgency", "low"), ("email", "ana@example.org")];
        story.posts("", "/report", &report).await;
        story.tells(&format!("INC-{room}"), "We look into it.").await;
    }
    story.passes(HOUR).await;
    for room in rooms {
        let resolution = Resolution { text: "The fuse is new.".into(), restored_at: None };
        story.presses(&format!("INC-{room}"), Press::TakeAndResolve { resolution }).await;
    }
    for _ in 0..5 {
        story.passes(MINUTE).await;
    }
    story.passes(HOUR).await;
}

#[tokio::test]
async fn every_link_of_every_letter_opens_what_it_promises_for_its_reader() {
    let clock = Clock::manual(MORNING);
    let office = Office::by(clock.clone(), &[("SITREP_LIMITS", "off")]);
    let (ada, mara) = (office.signed_in("Ada", "administrator").await, office.signed_in("Mara", "manager").await);
    let (rui, otto) = (office.responder().await, office.signed_in("Otto", "employee").await);
    let inbox = Inbox::default();
    let outbox = Outbox::new(office.state.backend.clone(), Route::Inbox(inbox), Duration::from_secs(1));
    let caller = office.caller(&ada).await;
    let audiences = office.state.backend.list_audiences(&caller).await.unwrap();
    let audiences = audiences.iter().map(|audience| audience.id.parse().unwrap()).collect();
    let story = Story { office: &office, clock: &clock, outbox: &outbox, mara: &mara, audiences };
    let service = people_and_services(&story, &ada).await;
    let staff = [("ada@example.org", &ada), ("mara@example.org", &mara), ("rui@example.org", &rui)];
    let sessions = staff.map(|(email, cookie)| (email.to_owned(), cookie.clone())).into();
    let mut walk =
        Walk { office: &office, sessions, read: BTreeSet::new(), said: BTreeSet::new(), opened: BTreeSet::new() };
    one_whole_incident(&story, &otto, &service).await;
    walk.on().await;
    a_restricted_and_a_cancelled_one(&story).await;
    walk.on().await;
    a_storm(&story).await;
    walk.on().await;
    for reporter in ["ana@example.org", "lia@example.org"] {
        walk.has(reporter, "Open your report");
        walk.has(reporter, "Say whether it works");
    }
    for reader in ["ana@example.org", "vera@example.net"] {
        walk.has(reader, "Answer");
    }
    for reader in ["sol@example.org", "eva@example.net", "otto@example.org"] {
        walk.has(reader, "See the current state");
    }
    walk.has("sol@example.org", "Open the status page");
    assert!(
        walk.opened.contains(&("sol@example.org".to_owned(), "INC-2".to_owned())),
        "it had ended: {:?}",
        walk.opened
    );
    for reader in ["mara@example.org", "rui@example.org"] {
        walk.has(reader, "Open the incident");
    }
    walk.has("mara@example.org", "Open the board");
    let letters = letters_of(&office);
    let bundle = letters.iter().find(|letter| letter.to == "ana@example.org" && letter.incidents.len() > 1).unwrap();
    let content = bundle.content.as_ref().unwrap();
    assert_eq!(content.link.as_ref().unwrap().label, "Open the status page", "she has no board");
    let asked = links_of(content).iter().filter(|link| link.label == "Say whether it works").count();
    assert_eq!(asked, bundle.incidents.len(), "each of them asks");
}

#[tokio::test]
async fn every_link_of_the_demonstrations_letters_opens_for_its_reader() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::manual(demo::begins_at(MORNING));
    let storage = Storage::open(folder.path(), Options::default(), clock.clone()).unwrap();
    let office = Office::on(storage, Some(folder.path()), &[]);
    let people = demo::fill(&office.state.backend, &clock, MORNING, Some(ADDRESS.to_owned())).await.unwrap();
    let mut sessions = BTreeMap::new();
    for person in people.iter().filter(|person| person.role != "employee") {
        let fields = [("email", person.email), ("password", person.password)];
        let entered = form("/sign-in", &fields).of(&office.site).await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        let cookie = entered.header("set-cookie").split(';').next().unwrap().to_owned();
        sessions.insert(person.email.to_owned(), cookie);
    }
    let mut walk =
        Walk { office: &office, sessions, read: BTreeSet::new(), said: BTreeSet::new(), opened: BTreeSet::new() };
    walk.on().await;
    assert!(walk.read.len() > 500, "{} letters", walk.read.len());
    walk.has("sol@harbour.example", "See the current state");
    walk.has("tomas@harbour.example", "Open your report");
}
