//! Restricted incidents: one that becomes restricted while others look at it, and who is a member when nobody was.

use std::time::Duration;

use backend::audiences::Entered;
use backend::desk::SetUpDraft;
use backend::incidents::{NewReport, find_by_number};
use backend::journal::Fact;
use backend::mail::courier::{Inbox, Outcome};
use backend::outbox::{Outbox, Route};
use backend::settings::SettingsDraft;
use backend::storage::{Audience, LiveChange, Topic};
use backend::{Caller, Error};
use domain::audience::AudienceKind;
use domain::ids::AudienceId;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::{MINUTE, SECOND};
use domain::view::board::BoardFilter;
use domain::view::letters::{LetterState, LettersQuery};
use mail_parser::MessageParser;

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, FIREFOX, MARA, OFFICE, Office, RUI, SOL, token_of};

const WORD: &str = "heliotrope";

/// An office in which Ana reported the canary, Otto joined, Mara took and published it, and Rui follows it.
struct House {
    office: Office,
    inbox: Inbox,
    outbox: Outbox,
    ana: Caller,
    rui: Caller,
    mara: Caller,
    executive: AudienceId,
    receipt: String,
}

impl House {
    async fn open() -> Self {
        let office = Office::open().await;
        let (ana, rui, mara) = (office.signed_in(ANA).await, office.signed_in(RUI).await, office.signed_in(MARA).await);
        let service = office.service("E-mail").await;
        let report = ReportDraft { service, description: words("I saw"), ..draft(&words("Odd")) };
        let receipt = office.desk.report(&ana, NewReport::by_web(report, false)).await.unwrap().token.unwrap();
        office.joined(&Caller::visitor(), "otto@example.org", "").await.unwrap();
        let inbox = Inbox::default();
        let outbox = Outbox::new(office.desk.clone(), Route::Inbox(inbox.clone()), Duration::from_millis(500));
        let executive = executive(&office).await;
        Self { office, inbox, outbox, ana, rui, mara, executive, receipt }
    }

    async fn later(&self, milliseconds: i64) {
        self.office.wait(milliseconds);
        self.outbox.work_off().await.unwrap();
    }

    async fn tell_executives(&self) {
        let text = words("We lost a");
        let tell = Press::Tell { public_title: String::new(), audiences: vec![self.executive], text, promise: None };
        self.office.press(&self.mara, "INC-1", tell).await.unwrap();
    }

    /// Everything mailed to this address from now on.
    fn letters(&self, to: &str, after: usize) -> Vec<String> {
        let letters = self.inbox.letters_to(to).into_iter().skip(after);
        letters
            .map(|letter| MessageParser::default().parse(&letter.bytes).unwrap().body_text(0).unwrap().into_owned())
            .collect()
    }
}

fn words(text: &str) -> String {
    format!("{text} {WORD}")
}

/// Sol and Rui are told with the executives.
async fn executive(office: &Office) -> AudienceId {
    let ada = office.signed_in(ADA).await;
    let audiences = office.desk.list_audiences(&ada).await.unwrap();
    let executive = audiences.iter().find(|audience| audience.kind == AudienceKind::Executive).unwrap();
    let executive = executive.id.parse().unwrap();
    let settings = SettingsDraft::default()
        .with("organisation", "Example")
        .with("zone", "UTC")
        .with("public_url", "http://desk.lan:3000")
        .with("reach", "network")
        .with("mail_domains", "example.org")
        .with("security_handlers", office.id(ADA).to_string());
    office.desk.change_settings(&ada, &settings).await.unwrap();
    for (name, email) in [("Sol", SOL), ("Rui Costa", RUI)] {
        assert_eq!(office.desk.add_member(&ada, executive, name, email).await.unwrap(), Entered::Member);
    }
    executive
}

#[tokio::test]
async fn what_becomes_restricted_is_gone_for_those_who_looked_at_it() {
    let House { office, ana, rui, mara, receipt, .. } = House::open().await;
    office.press(&mara, "INC-1", Press::Message { text: "Where did you see it?".into() }).await.unwrap();
    let publish = Press::Publish { public_title: words("No"), workaround: words("Use another") };
    office.press(&mara, "INC-1", publish).await.unwrap();
    office.press(&rui, "INC-1", Press::Follow { person: office.id(RUI) }).await.unwrap();
    assert_eq!(office.own(&ana, "INC-1").await.lines.len(), 1, "she reads what she was told");

    let mut live = office.desk.storage().live().subscribe();
    let number = office.press(&mara, "INC-1", Press::Restrict).await.unwrap().number;
    office.press(&mara, &number, Press::Rename { title: words("Another") }).await.unwrap();
    let mut heard: Vec<LiveChange> = Vec::new();
    while let Ok(event) = live.try_recv() {
        let Topic::Incident(change) = &event.topic else { panic!("{event:?}") };
        heard.push(change.clone());
    }
    let mut members = vec![office.id(ADA).0, office.id(MARA).0];
    members.sort_unstable();
    let told = |change: &LiveChange| (change.number.clone(), sorted(&change.before), sorted(&change.after));
    let (nobody, of_members) = (Audience::Nobody, Audience::Members(members));
    let expected = [
        ("INC-1".to_owned(), Audience::Staff, nobody.clone()),
        (number.clone(), nobody, of_members.clone()),
        (number.clone(), of_members.clone(), of_members),
    ];
    assert_eq!(heard.iter().map(told).collect::<Vec<_>>(), expected);

    for asked in ["INC-1", number.as_str()] {
        assert_eq!(office.desk.incident_head(&rui, asked).await.unwrap_err(), Error::NotFound, "{asked}");
    }
    assert_eq!(office.desk.opened(&ana, "INC-1", None).await.unwrap_err(), Error::NotFound);
    // Her receipt tells her the new number; her report she reads there and nowhere else.
    assert_eq!(office.desk.opened(&ana, &number, None).await.unwrap_err(), Error::Denied);
    let columns = office.desk.board(&rui, &BoardFilter::default()).unwrap().columns;
    assert!(columns.iter().all(|column| column.cards.is_empty() && column.count == 0));
    let asked = ["INC-1".to_owned(), number.clone()];
    assert!(office.desk.cards(&rui, &asked).unwrap().iter().all(|update| update.card.is_none()));
    assert!(
        office.desk.home(&Caller::visitor()).unwrap().known.is_empty()
            && office.desk.status_page(&Caller::visitor()).unwrap().incidents.is_empty()
    );

    let hers = office.desk.receipt(&receipt).unwrap();
    assert_eq!((hers.public_title, hers.workaround), (None, None), "words for everybody are gone from it too");
    assert_eq!(hers.lines.len(), 1, "what the team wrote to her stays");
    office.verified();
}

fn sorted(audience: &Audience) -> Audience {
    match audience {
        Audience::Members(members) => {
            let mut members = members.clone();
            members.sort_unstable();
            Audience::Members(members)
        }
        other => other.clone(),
    }
}

#[tokio::test]
async fn letters_that_wait_when_it_becomes_restricted_reach_no_outsider_and_carry_no_words() {
    let house = House::open().await;
    house.later(0).await;
    let before = |to: &str| house.letters(to, 0).len();
    let (sol, rui, ada, ana, otto) = (before(SOL), before(RUI), before(ADA), before(ANA), before("otto@example.org"));
    assert!(sol == 0 && rui == 1 && ada == 1 && ana == 1 && otto == 1);

    house.office.press(&house.mara, "INC-1", Press::Message { text: "Where did you see it?".into() }).await.unwrap();
    house.office.press(&house.rui, "INC-1", Press::ProposeMajor { reason: words("A big") }).await.unwrap();
    house.office.desk.add_words(&house.receipt, words("One more"), String::new()).await.unwrap();
    house.tell_executives().await;
    house.office.press(&house.mara, "INC-1", Press::Restrict).await.unwrap();
    house.later(MINUTE).await;

    assert_eq!((house.letters(SOL, sol), house.letters(RUI, rui)), (Vec::new(), Vec::new()));
    let to_members = [house.letters(ADA, ada), house.letters(MARA, 0)].concat();
    assert!(to_members.iter().any(|letter| letter.contains("Its words are not sent by mail")), "{to_members:?}");
    let to_reporters = [house.letters(ANA, ana), house.letters("otto@example.org", otto)].concat();
    assert_eq!(to_reporters.len(), 1, "Otto, whom nobody knows, is not spoken to");
    assert!(to_reporters.iter().all(|letter| letter.contains("Where did you see it?")), "{to_reporters:?}");
    for letter in house.letters(MARA, 1).iter().chain(&house.letters(ADA, ada)).chain(&to_reporters) {
        assert!(!letter.contains(WORD), "{letter}");
    }
    house.office.verified();
}

#[tokio::test]
async fn a_letter_the_relay_put_off_is_not_sent_to_who_is_an_outsider_by_then() {
    let house = House::open().await;
    house.later(0).await;
    house.office.press(&house.mara, "INC-1", Press::Take { priority: None, reason: String::new() }).await.unwrap();
    house.later(11 * SECOND).await;
    house.tell_executives().await;
    let (ana, rui) = (house.letters(ANA, 0).len(), house.letters(RUI, 0).len());
    house.inbox.answer_next(Outcome::Deferred { answer: "450 come back later".into() });
    house.inbox.answer_next(Outcome::Deferred { answer: "450 come back later".into() });
    house.later(11 * SECOND).await;
    assert_eq!(house.letters(SOL, 0).len() + house.letters(RUI, rui).len(), 0, "both were put off");
    house.office.press(&house.mara, "INC-1", Press::Restrict).await.unwrap();
    let number =
        house.office.desk.board(&house.mara, &BoardFilter::default()).unwrap().columns[1].cards[0].number.clone();
    house.later(60 * MINUTE).await;
    house.later(60 * MINUTE).await;
    assert_eq!(house.letters(SOL, 0).len() + house.letters(RUI, rui).len(), 0);
    assert_eq!(house.letters(ANA, 0).len(), ana, "she was told all there was");
    let query = LettersQuery { incident: number, to: SOL.into(), ..LettersQuery::default() };
    let letters = house.office.desk.letters(&house.mara, &query).unwrap().letters;
    assert_eq!(letters[0].state, LetterState::Failed);
    let answer = letters[0].answer.clone().unwrap();
    assert!(answer.contains("restricted"), "{answer}");
    house.office.desk.retry_letter(&house.mara, &letters[0].id).await.unwrap();
    house.later(0).await;
    assert_eq!(house.letters(SOL, 0).len(), 0, "nor when somebody presses");
    house.office.verified();
}

fn reported_early(title: &str) -> ReportDraft {
    ReportDraft { restricted: "on".into(), nonce: title.into(), ..draft(title) }
}

async fn members_of(office: &Office, number: &str) -> Vec<domain::ids::PersonId> {
    let found = office.desk.storage().read(|read| find_by_number(read, number)).unwrap().unwrap();
    found.members
}

fn by_last_resort(office: &Office) -> usize {
    office.journal().iter().filter(|fact| matches!(fact, Fact::MembersByLastResort { .. })).count()
}

#[tokio::test]
async fn who_administers_first_becomes_member_of_what_was_reported_before() {
    let office = Office::empty();
    let one = office.visitor_reports(reported_early("A stolen laptop")).await.number;
    let two = office.visitor_reports(reported_early("A stolen phone")).await.number;
    office.add(MARA, "Mara Reis", "manager").await;
    assert_eq!(members_of(&office, &one).await, [], "Mara is not asked: she does not administer");

    let ada = office.add(ADA, "Ada Lima", "administrator").await;
    for number in [&one, &two] {
        assert_eq!(members_of(&office, number).await, [ada]);
    }
    assert_eq!(by_last_resort(&office), 2);
    let told =
        office.queued().iter().filter(|notice| notice.recipient == backend::notices::Recipient::Person(ada)).count();
    assert_eq!(told, 2, "and is told");
    office.add("bea@example.org", "Bea", "administrator").await;
    assert_eq!((members_of(&office, &one).await, by_last_resort(&office)), (vec![ada], 2), "only the first");
    office.verified();
}

#[tokio::test]
async fn set_up_gives_what_was_reported_before_to_the_administrator() {
    let office = Office::empty();
    let number = office.visitor_reports(reported_early("A stolen laptop")).await.number;
    let link = office.desk.set_up_link().await.unwrap().unwrap();
    let draft = SetUpDraft {
        organisation: "Example Ltd".into(),
        zone: "UTC".into(),
        public_url: "http://desk.lan:3000".into(),
        reach: "network".into(),
        name: "Ada Lima".into(),
        email: ADA.into(),
        password: crate::office::PASSWORD.into(),
        // Invited, and nobody knows whether they will come.
        security_handler: "sec@example.org".into(),
        ..SetUpDraft::default()
    };
    office.desk.set_up(token_of(&link), &draft, FIREFOX, OFFICE).await.unwrap();
    assert_eq!(members_of(&office, &number).await, [office.id(ADA)]);
    assert_eq!(by_last_resort(&office), 1);
    office.verified();
}

#[tokio::test]
async fn when_the_last_member_is_disabled_all_administrators_become_members() {
    let office = Office::open().await;
    let bea = office.add("bea@example.org", "Bea", "administrator").await;
    let ada = office.signed_in(ADA).await;
    let number = office.visitor_reports(reported_early("A stolen laptop")).await.number;
    office.press(&ada, &number, Press::AddMember { person: office.id(MARA) }).await.unwrap();
    office.press(&ada, &number, Press::RemoveMember { person: office.id(ADA) }).await.unwrap();
    assert_eq!(members_of(&office, &number).await, [office.id(MARA)]);
    office.desk.disable(&ada, office.id(MARA), None).await.unwrap();
    let mut members = members_of(&office, &number).await;
    members.sort();
    let mut administrators = vec![office.id(ADA), bea];
    administrators.sort();
    assert_eq!((members, by_last_resort(&office)), (administrators, 1));
    office.verified();
}

#[tokio::test]
async fn a_member_lifts_the_restriction_and_list_search_letters_and_both_numbers_follow() {
    let house = House::open().await;
    let office = &house.office;
    let former = office.press(&house.rui, "INC-1", Press::Restrict).await.unwrap().number;
    let ada = office.signed_in(ADA).await;
    let lift = |reason: &str| Press::LiftRestriction { reason: reason.into() };
    assert_eq!(office.press(&house.mara, &former, lift("x")).await, Err(Error::NotFound), "she is no member");
    assert!(matches!(office.press(&ada, &former, lift(" ")).await, Err(Error::Refused(_))));
    house.later(MINUTE).await;
    let told = [ANA, RUI, ADA].map(|who| house.inbox.letters_to(who).len());
    let before = told[0];
    let lifted = office.press(&ada, &former, lift("It was a cable")).await.unwrap();
    assert_eq!((lifted.number.as_str(), lifted.sequence), ("INC-1", None), "its own number again, and no undo");
    let mara = office.signed_in(MARA).await;
    for number in ["INC-1", &former] {
        assert_eq!(office.desk.incident_head(&mara, number).await.unwrap().number, "INC-1", "{number}");
    }
    let sentences: Vec<_> = office.lines(&mara, "INC-1").await.into_iter().map(|line| line.act).collect();
    assert!(sentences.last().unwrap().starts_with("lifted the restriction"), "{sentences:?}");
    let cards = office.desk.board(&mara, &BoardFilter::default()).unwrap().columns;
    assert!(cards.iter().any(|column| column.cards.iter().any(|card| card.number == "INC-1")));
    let found = office.desk.search(&mara, WORD, 1).await.unwrap().found;
    assert_eq!(found.iter().map(|found| found.number.as_str()).collect::<Vec<_>>(), ["INC-1"]);
    let services = office.desk.status_page(&Caller::visitor()).unwrap().services;
    assert!(services[0].state.starts_with("Reported"), "visitors read the line of its service again");
    house.later(MINUTE).await;
    let letters = house.letters(ANA, before);
    assert!(letters.iter().any(|text| text.contains("everybody on the team can read your report now")), "{letters:?}");
    let [rui, own] = [(RUI, told[1]), (ADA, told[2])].map(|(who, before)| house.letters(who, before));
    assert!(rui[0].contains("INC-1: Ada Lima lifted the restriction"), "he was a member: {rui:?}");
    assert!(rui[0].contains("It was a cable"), "{rui:?}");
    assert!(own.is_empty(), "she did it: {own:?}");
    office.verified();

    let anew = office.press(&mara, "INC-1", Press::Restrict).await.unwrap().number;
    assert_ne!(anew, former);
    for number in ["INC-1", &former] {
        assert_eq!(
            office.desk.incident_head(&ada, number).await.err(),
            Some(Error::NotFound),
            "{number} leads nowhere again"
        );
    }
    office.verified();
}

#[tokio::test]
async fn an_update_of_what_is_restricted_names_no_audience_that_got_nothing_and_stays_with_its_members() {
    let House { office, rui, executive, receipt, .. } = House::open().await;
    office.press(&rui, "INC-1", Press::Take { priority: None, reason: String::new() }).await.unwrap();
    let number = office.press(&rui, "INC-1", Press::Restrict).await.unwrap().number;
    let ada = office.signed_in(ADA).await;
    let all = office.desk.list_audiences(&ada).await.unwrap();
    let affected = all.iter().find(|audience| audience.kind == AudienceKind::Affected).unwrap().id.parse().unwrap();
    let (text, audiences) = (words("Only we know of the"), vec![executive, affected]);
    let tell = Press::Tell { public_title: String::new(), audiences, text: text.clone(), promise: None };
    office.press(&rui, &number, tell).await.unwrap();
    let told = async |number: &str| {
        let lines = office.lines(&ada, number).await;
        lines.into_iter().find(|line| line.act.starts_with("told")).unwrap().act
    };
    assert_eq!(told(&number).await, "told its 2 members", "Ada and Rui");
    office.press(&ada, &number, Press::LiftRestriction { reason: "It was a cable".into() }).await.unwrap();
    assert_eq!(told("INC-1").await, "told its 2 members");
    let read = office.desk.receipt(&receipt).unwrap();
    assert!(read.lines.iter().all(|line| !line.html.contains(WORD)), "it was written to the members: {:?}", read.lines);
    office.verified();
}

#[tokio::test]
async fn who_has_not_heard_yet_that_he_is_a_member_never_hears_of_it_when_the_restriction_is_lifted() {
    let house = House::open().await;
    house.later(MINUTE).await;
    let told = house.inbox.letters_to(ADA).len();
    let number = house.office.press(&house.rui, "INC-1", Press::Restrict).await.unwrap().number;
    house.office.press(&house.rui, &number, Press::LiftRestriction { reason: "By mistake".into() }).await.unwrap();
    house.later(MINUTE).await;
    assert!(house.letters(ADA, told).is_empty());
    house.office.verified();
}
