//! One update, several audiences: each reads what is for it and nothing else, in letters, on receipts and in the check
//! before sending.

use backend::desk::UpdateDraft;
use backend::services::ServiceDraft;
use backend::{Caller, Error};
use domain::Refusal;
use domain::audience::{AudienceKind, OnlyFor};
use domain::field::Problem;
use domain::incident::Press;
use domain::time::{MINUTE, SECOND};
use domain::view::composer::UpdateCheck;

use crate::office::*;
use crate::outbox::House;

const VERA: &str = "vera@example.org";
const KIM: &str = "kim@example.org";

const ALL: &str = "Mail is down.";
const AFFECTED: &str = "Use the web page instead.";
const EXECUTIVE: &str = "Sales cannot confirm orders.";
const TECHNICAL: &str = "The queue of srv-mx-01 is stuck.";

/// Ana reported it, Sol is an executive, Kim is technical, Vera is both.
struct Telling {
    house: House,
    number: String,
    rui: Caller,
}

impl Telling {
    async fn open() -> Self {
        let house = House::open().await;
        let number = house.ana_reports("Mail is down").await;
        let mara = house.office.signed_in(MARA).await;
        for (kind, name, email) in [
            (AudienceKind::Executive, "Sol Vaz", SOL),
            (AudienceKind::Technical, "Kim Ode", KIM),
            (AudienceKind::Executive, "Vera Lind", VERA),
            (AudienceKind::Technical, "Vera Lind", VERA),
        ] {
            let audience = house.office.audience(kind);
            house.office.desk.add_member(&mara, audience, name, email).await.unwrap();
        }
        for email in [SOL, KIM, VERA] {
            house.office.vouched(email).await;
        }
        house.rui_takes(&number).await;
        house.later(MINUTE).await;
        let rui = house.office.signed_in(RUI).await;
        Self { house, number, rui }
    }

    fn draft(&self, kinds: &[AudienceKind]) -> UpdateDraft {
        let only = OnlyFor { affected: AFFECTED.into(), executive: EXECUTIVE.into(), technical: TECHNICAL.into() };
        let audiences = kinds.iter().map(|kind| self.house.office.audience(*kind).to_string()).collect();
        UpdateDraft { audiences, text: ALL.into(), only, promise: "1h".into(), anyway: true, ..UpdateDraft::default() }
    }

    async fn check(&self, draft: &UpdateDraft) -> Result<UpdateCheck, Error> {
        self.house.office.desk.check_update(&self.rui, &self.number, draft).await
    }

    async fn send(&self, draft: &UpdateDraft) -> Result<domain::view::incident::Done, Error> {
        self.house.office.desk.send_update(&self.rui, &self.number, draft).await
    }

    /// Which of the four blocks the newest letter to them holds.
    fn reads(&self, email: &str) -> Vec<&'static str> {
        let letters = self.house.letters(email);
        let text = letters.last().map(|letter| letter.text.clone()).unwrap_or_default();
        [ALL, AFFECTED, EXECUTIVE, TECHNICAL].into_iter().filter(|words| text.contains(words)).collect()
    }
}

impl Office {
    /// An administrator entered their address, so they need not confirm it.
    async fn vouched(&self, email: &str) {
        let mut person = self.person(email);
        person.address_confirmed = true;
        self.desk.storage().write(move |tx| person.save(tx)).await.unwrap();
    }
}

const THREE: [AudienceKind; 3] = [AudienceKind::Affected, AudienceKind::Executive, AudienceKind::Technical];

#[tokio::test]
async fn each_audience_reads_its_own_words_and_who_is_in_two_gets_one_letter_with_both() {
    let here = Telling::open().await;
    here.send(&here.draft(&THREE)).await.unwrap();
    here.house.later(11 * SECOND).await;
    assert_eq!(here.reads(ANA), [ALL, AFFECTED]);
    assert_eq!(here.reads(SOL), [ALL, EXECUTIVE]);
    assert_eq!(here.reads(KIM), [ALL, TECHNICAL]);
    assert_eq!(here.reads(VERA), [ALL, EXECUTIVE, TECHNICAL]);
    assert_eq!(here.house.letters(VERA).len(), 1);
    let ana = here.house.office.signed_in(ANA).await;
    let page = format!("{:?}", here.house.office.own(&ana, &here.number).await.lines);
    assert!(page.contains(ALL) && page.contains(AFFECTED), "{page}");
    assert!(!page.contains(EXECUTIVE) && !page.contains(TECHNICAL), "what is for others is not on her page: {page}");
    let lines = format!("{:?}", here.house.office.lines(&here.rui, &here.number).await);
    assert!(lines.contains(TECHNICAL) && lines.contains("Only for executives"), "the team reads all of it: {lines}");
    here.house.office.verified();
}

#[tokio::test]
async fn who_left_an_audience_before_the_letter_is_written_reads_no_words_of_it() {
    let here = Telling::open().await;
    here.send(&here.draft(&THREE)).await.unwrap();
    let mara = here.house.office.signed_in(MARA).await;
    let technical = here.house.office.audience(AudienceKind::Technical);
    here.house.office.desk.remove_member(&mara, technical, here.house.office.id(VERA)).await.unwrap();
    here.house.later(11 * SECOND).await;
    assert_eq!(here.reads(VERA), [ALL, EXECUTIVE]);
}

#[tokio::test]
async fn the_check_shows_every_reader_with_the_reason_and_the_letter_and_sends_nothing() {
    let here = Telling::open().await;
    let check = here.check(&here.draft(&THREE)).await.unwrap();
    assert_eq!((check.people, check.audiences), (4, 3));
    let of = |name: &str| {
        let group = check.groups.iter().find(|group| group.people.iter().any(|one| one.name == name)).unwrap();
        let person = group.people.iter().find(|one| one.name == name).unwrap();
        (group, person.reasons.join(", "))
    };
    assert_eq!(of("Ana Silva").1, "reporter");
    assert_eq!(of("Vera Lind").1, "Executive, Technical");
    let (group, _) = of("Vera Lind");
    assert_eq!(group.audiences, "Executive and Technical");
    assert!(group.text.contains(TECHNICAL) && group.html.contains(TECHNICAL) && !group.text.contains(AFFECTED));
    assert!(of("Sol Vaz").0.text.contains("Next update by") && !of("Sol Vaz").0.html.contains(TECHNICAL));
    let on_receipt = check.on_receipt.unwrap();
    assert!(on_receipt.contains(AFFECTED) && !on_receipt.contains(EXECUTIVE), "{on_receipt}");
    here.house.later(MINUTE).await;
    assert!(here.house.letters(SOL).is_empty(), "nothing was sent");
}

#[tokio::test]
async fn host_names_and_names_of_people_for_executives_are_shown_and_sent_only_anyway_which_is_recorded() {
    let here = Telling::open().await;
    let mut draft = UpdateDraft { anyway: false, ..here.draft(&[AudienceKind::Executive]) };
    draft.only = OnlyFor { executive: "Rui restarts srv-mx-01.".into(), ..OnlyFor::default() };
    let found = vec!["srv-mx-01".to_owned(), here.house.office.person(RUI).name];
    assert_eq!(here.check(&draft).await.unwrap().found, found);
    assert_eq!(refusal(here.send(&draft).await), Refusal::Revealing { found: found.clone() });
    here.house.later(MINUTE).await;
    assert!(here.house.letters(SOL).is_empty());
    draft.anyway = true;
    here.send(&draft).await.unwrap();
    here.house.later(11 * SECOND).await;
    assert!(here.house.letters(SOL)[0].text.contains("Rui restarts srv-mx-01."));
    let told = here.house.office.lines(&here.rui, &here.number).await;
    let told = told.iter().find(|line| line.act.starts_with("told")).unwrap();
    assert!(told.act.ends_with(&format!("sent anyway with srv-mx-01 and {}", found[1])), "{}", told.act);
}

#[tokio::test]
async fn one_text_for_everybody_is_checked_for_executives_as_well() {
    let here = Telling::open().await;
    let office = &here.house.office;
    let tell = |kind: AudienceKind, text: &str| Press::Tell {
        public_title: String::new(),
        audiences: vec![office.audience(kind)],
        text: text.into(),
        promise: None,
    };
    let found = vec!["srv-mx-01".to_owned()];
    let revealing = tell(AudienceKind::Executive, "We restart srv-mx-01.");
    assert_eq!(refusal(office.press(&here.rui, &here.number, revealing).await), Refusal::Revealing { found });
    let restricted = tell(AudienceKind::Technical, "The same as SEC-7KQ2.");
    let named = Problem::NamesRestricted { number: "SEC-7KQ2".into() };
    assert_eq!(problems(office.press(&here.rui, &here.number, restricted).await), [("text".to_owned(), named)]);
    office.press(&here.rui, &here.number, tell(AudienceKind::Technical, "We restart srv-mx-01.")).await.unwrap();
}

#[tokio::test]
async fn words_for_nobody_are_refused_and_every_problem_comes_at_once() {
    let here = Telling::open().await;
    let technical = here.draft(&[AudienceKind::Affected, AudienceKind::Executive]);
    assert_eq!(problems(here.check(&technical).await), [("block_technical".to_owned(), Problem::ReadByNobody)]);
    assert_eq!(problems(here.send(&technical).await), [("block_technical".to_owned(), Problem::ReadByNobody)]);
    let nothing = UpdateDraft { promise: "soon".into(), ..UpdateDraft::default() };
    let fields: Vec<_> = problems(here.check(&nothing).await).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["audience", "block_all", "promise"]);
    let (ana, nobody) = (here.house.office.signed_in(ANA).await, Caller::visitor());
    let desk = &here.house.office.desk;
    assert_eq!(desk.check_update(&ana, &here.number, &nothing).await, Err(Error::Denied));
    assert!(desk.check_update(&nobody, &here.number, &nothing).await.is_err());
    assert_eq!(desk.update_page(&ana, &here.number, "", None).await, Err(Error::Denied));
}

#[tokio::test]
async fn an_update_written_before_somebody_else_told_them_is_refused_with_what_was_told() {
    let here = Telling::open().await;
    let page = here.house.office.desk.update_page(&here.rui, &here.number, "", None).await.unwrap();
    let draft = UpdateDraft { seen: Some(page.revision), ..here.draft(&THREE) };
    here.house.office.wait(SECOND);
    let mara = here.house.office.signed_in(MARA).await;
    let first = UpdateDraft { text: "Mara was quicker.".into(), ..here.draft(&THREE) };
    here.house.office.desk.send_update(&mara, &here.number, &first).await.unwrap();
    let Refusal::WasFirst { by, words, .. } = refusal(here.send(&draft).await) else { panic!("not stale") };
    assert_eq!(by, here.house.office.person(MARA).name);
    assert!(words.unwrap().contains("Mara was quicker."));
}

#[tokio::test]
async fn the_first_notice_is_ready_made_for_everybody_who_can_be_told_and_passes_its_own_check() {
    let here = Telling::open().await;
    let page = here.house.office.desk.update_page(&here.rui, &here.number, "first", None).await.unwrap();
    assert_eq!(page.filled.audiences.len(), 3);
    let filled = page.filled;
    let draft =
        UpdateDraft { audiences: filled.audiences, text: filled.text, only: filled.only, ..UpdateDraft::default() };
    let check = here.check(&draft).await.unwrap();
    assert!(check.found.is_empty() && check.people == 4, "{check:?}");
    let done = here.send(&draft).await.unwrap();
    here.house.office.press(&here.rui, &here.number, Press::Undo { sequence: done.sequence.unwrap() }).await.unwrap();
    let again = here.house.office.desk.update_page(&here.rui, &here.number, "", done.sequence).await.unwrap();
    assert_eq!((again.filled.text, again.filled.only), (draft.text, draft.only), "what was typed comes back");
}

#[tokio::test]
async fn whoever_owns_a_service_that_is_hit_or_needs_it_is_told_with_the_service_owners() {
    let here = Telling::open().await;
    let (office, ada) = (&here.house.office, here.house.office.signed_in(ADA).await);
    let owned = |name: &str, owner: &str, depends_on: Vec<String>| ServiceDraft {
        name: name.into(),
        owner: office.id(owner).to_string(),
        depends_on,
        ..ServiceDraft::default()
    };
    let mail = office.desk.add_service(&ada, owned("Mail", MARA, Vec::new())).await.unwrap();
    office.desk.add_service(&ada, owned("Orders", RUI, vec![mail.to_string()])).await.unwrap();
    office.desk.add_service(&ada, owned("Phones", ADA, Vec::new())).await.unwrap();
    office.desk.add_service_owners(&ada).await.unwrap();
    assert_eq!(problems(office.desk.add_service_owners(&ada).await), [("name".to_owned(), Problem::Taken)]);
    let down = Press::Affect { service: mail, effect: domain::service::Effect::Down };
    office.press(&here.rui, &here.number, down).await.unwrap();
    let told = office.told(&here.number, &[AudienceKind::ServiceOwners]);
    let (mara, rui) = (office.person(MARA).name, office.person(RUI).name);
    let row = |name: &str, reason: &str| (name.to_owned(), vec![reason.to_owned()]);
    assert_eq!(told, [row(&mara, "owns Mail"), row(&rui, "owns Orders")]);
}

const EVERYBODY: &str = "all@firm.example";

#[tokio::test]
async fn a_list_is_told_as_one_without_private_links_and_the_writer_hears_who_may_read_it_twice() {
    let here = Telling::open().await;
    let (office, executive) = (&here.house.office, here.house.office.audience(AudienceKind::Executive));
    office.address_is_set().await;
    let mara = office.signed_in(MARA).await;
    for (name, email) in [("Everybody", EVERYBODY), ("Ivo Reis", "ivo@firm.example")] {
        office.desk.add_member(&mara, executive, name, email).await.unwrap();
        office.vouched(email).await;
    }
    let list = office.id(EVERYBODY);
    assert_eq!(office.desk.mark_list(&here.rui, executive, list, true).await, Err(Error::Denied));
    office.desk.mark_list(&mara, executive, list, true).await.unwrap();
    let row =
        office.desk.list_audiences(&mara).await.unwrap().into_iter().find(|row| row.kind == AudienceKind::Executive);
    let row = row.unwrap();
    assert_eq!(row.doubled, [(EVERYBODY.to_owned(), 1)]);
    assert!(row.members.iter().any(|member| member.email == EVERYBODY && member.list));

    let mut draft = here.draft(&[AudienceKind::Executive]);
    draft.only = OnlyFor::default();
    let check = here.check(&draft).await.unwrap();
    assert_eq!((check.people, check.lists, check.doubled), (3, 1, vec![(EVERYBODY.to_owned(), 1)]));
    here.send(&draft).await.unwrap();
    here.house.later(11 * SECOND).await;
    let (to_all, to_ivo) = (here.house.letters(EVERYBODY), here.house.letters("ivo@firm.example"));
    assert!(to_all.len() == 1 && to_all[0].text.contains(ALL), "{to_all:?}");
    assert!(!to_all[0].unsubscribe && !to_all[0].text.contains("/u/") && !to_all[0].text.contains("/r/"));
    assert!(to_ivo[0].unsubscribe && to_ivo[0].text.contains("/u/"));
    let lines = office.lines(&here.rui, &here.number).await;
    assert!(lines.iter().any(|line| line.act == "told 3 people and 1 list: Executive"), "{lines:?}");
    for round in 0..9 {
        let again = UpdateDraft { text: format!("Word {round}."), nonce: format!("{round}"), ..draft.clone() };
        here.send(&again).await.unwrap();
        here.house.later(20 * SECOND).await;
    }
    assert_eq!(here.house.letters(EVERYBODY).len(), 10, "nobody behind it is flooded by it alone, so none is held");
    assert!(here.house.letters("ivo@firm.example").len() < 10);
    office.domain_is_ours("firm.example").await;
    let before = office.queued().len();
    office.desk.sign_in_by_mail(EVERYBODY).await.unwrap();
    assert_eq!(office.queued().len(), before, "nobody signs in as a list");
}

#[tokio::test]
async fn who_has_a_role_owns_what_is_hit_or_subscribed_is_in_an_audience_by_rule_and_by_now() {
    let here = Telling::open().await;
    let (office, ada) = (&here.house.office, here.house.office.signed_in(ADA).await);
    let board = office.desk.add_audience(&ada, "The board").await.unwrap();
    let service = |name: &str, owner: &str, criticality: &str| ServiceDraft {
        name: name.into(),
        owner: office.id(owner).to_string(),
        criticality: criticality.into(),
        ..ServiceDraft::default()
    };
    let mail = office.desk.add_service(&ada, service("Mail", ADA, "critical")).await.unwrap();
    let wiki = office.desk.add_service(&ada, service("Wiki", RUI, "low")).await.unwrap();
    for rule in ["role-manager", "matters-critical"] {
        office.desk.add_rule(&ada, board, rule).await.unwrap();
    }
    assert_eq!(office.desk.add_rule(&here.rui, board, "role-manager").await, Err(Error::Denied));
    let unknown = [("rule".to_owned(), Problem::Unknown)];
    for rule in ["role-king", "matters-", "service-1", "nobody"] {
        assert_eq!(problems(office.desk.add_rule(&ada, board, rule).await), unknown, "{rule}");
    }
    for hit in [mail, wiki] {
        let down = Press::Affect { service: hit, effect: domain::service::Effect::Down };
        office.press(&here.rui, &here.number, down).await.unwrap();
    }
    let told = office.told(&here.number, &[AudienceKind::Other]);
    let row = |email: &str, reason: &str| (office.person(email).name, vec![reason.to_owned()]);
    assert_eq!(told, [row(ADA, "The board, as owner of Mail"), row(MARA, "The board, as manager")]);
    office.desk.remove_rule(&ada, board, "matters-critical").await.unwrap();
    assert_eq!(office.told(&here.number, &[AudienceKind::Other]), [row(MARA, "The board, as manager")]);
    let rows = office.desk.list_audiences(&ada).await.unwrap();
    let rules = &rows.iter().find(|row| row.kind == AudienceKind::Other).unwrap().rules;
    assert_eq!(rules, &[("role-manager".to_owned(), "Whoever is manager".to_owned())]);
}
