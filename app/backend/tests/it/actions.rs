//! After the mail queue ran full Rui has something to do, so that it does not run full again. Mara hears when he does
//! not, and everybody when it did not help.

use backend::actions::{ActionDraft, ActionRecord};
use backend::{Caller, Error};
use domain::Refusal;
use domain::action::{ActionEnd, Worth};
use domain::field::{Changer, Problem};
use domain::ids::ActionId;
use domain::incident::Press;
use domain::report::ReportDraft;
use domain::time::{DAY, SECOND};
use domain::view::actions::{ActionsPage, Listed};

use crate::lifecycle::draft;
use crate::office::*;
use crate::outbox::House;

/// Due on Friday of the week after; it watches for full queues for 30 days.
fn second_disk(office: &Office, number: &str, owner: &str) -> ActionDraft {
    ActionDraft {
        number: number.into(),
        words: "Mount a second disk for the queue".into(),
        kind: "prevent".into(),
        owner: office.id(owner).to_string(),
        due: "2026-12-04".into(),
        prevents_words: "mail queue full".into(),
        watch_days: "30".into(),
        ..ActionDraft::default()
    }
}

impl Office {
    pub fn action(&self, id: ActionId) -> ActionRecord {
        self.desk.storage().read(|read| ActionRecord::find(read, id)).unwrap().unwrap()
    }

    fn seen(&self, id: ActionId) -> Option<u64> {
        Some(self.action(id).stamps.revision())
    }

    fn listed(&self, who: &Caller, listed: Listed) -> ActionsPage {
        self.desk.actions_page(who, listed, "", "").unwrap()
    }

    async fn done(&self, who: &Caller, id: ActionId) {
        let what = "It has 200 GB now.".to_owned();
        self.desk.end_action(who, id, ActionEnd::Done, what, self.seen(id)).await.unwrap();
    }

    async fn reported_again(&self, title: &str) -> String {
        self.visitor_reports(ReportDraft { nonce: title.into(), ..draft(title) }).await.number
    }
}

/// The house after the first time, with the action that Rui gave himself.
async fn after_the_first_time() -> (House, Caller, ActionId) {
    let house = House::open().await;
    house.office.address_is_set().await;
    let number = house.office.reported_again("Mail queue is full").await;
    let rui = house.office.signed_in(RUI).await;
    let id = house.office.desk.add_action(&rui, second_disk(&house.office, &number, RUI)).await.unwrap();
    (house, rui, id)
}

#[tokio::test]
async fn mara_gives_rui_an_action_and_each_finds_it_where_it_is_theirs() {
    let house = House::open().await;
    let office = &house.office;
    let number = office.reported_again("Mail queue is full").await;
    let (mara, rui, ana) = (office.signed_in(MARA).await, office.signed_in(RUI).await, office.signed_in(ANA).await);
    let id = office.desk.add_action(&mara, second_disk(office, &number, RUI)).await.unwrap();
    let mine = office.listed(&rui, Listed::Mine);
    assert_eq!(
        (mine.rows[0].words.as_str(), mine.rows[0].due.as_str()),
        ("Mount a second disk for the queue", "Fri 4 Dec")
    );
    assert!(office.listed(&mara, Listed::Mine).rows.is_empty() && office.listed(&mara, Listed::All).rows.len() == 1);
    house.later(SECOND).await;
    let letter = house.letters(RUI).into_iter().find(|letter| letter.subject.starts_with("An action")).unwrap();
    assert_eq!(letter.subject, format!("An action for you: {number}"));
    assert!(letter.text.contains("due until Fri 4 Dec") && letter.text.contains("second disk"), "{}", letter.text);

    assert_eq!(office.desk.actions_page(&ana, Listed::All, "", ""), Err(Error::Denied));
    assert_eq!(office.desk.actions_page(&Caller::visitor(), Listed::All, "", ""), Err(Error::SignedOut));
    assert_eq!(office.desk.add_action(&ana, second_disk(office, &number, RUI)).await, Err(Error::Denied));
    let what = "Done.".to_owned();
    assert_eq!(office.desk.end_action(&ana, id, ActionEnd::Done, what, None).await, Err(Error::NotFound));
    office.verified();
}

#[tokio::test]
async fn nonsense_is_refused_beside_each_field_and_nothing_is_stored() {
    let (house, rui, id) = after_the_first_time().await;
    let office = &house.office;
    let whole = || second_disk(office, "INC-1", RUI);
    let asked = |typed: ActionDraft| office.desk.add_action(&rui, typed);
    let of = |field: &str, problem: Problem| vec![(field.to_owned(), problem)];
    let typed = ActionDraft { due: "2026-11-22".into(), ..whole() };
    assert_eq!(problems(asked(typed).await), of("due", Problem::InThePast));
    let typed = ActionDraft { due: "2126-11-22".into(), ..whole() };
    assert_eq!(problems(asked(typed).await), of("due", Problem::TooFarOff));
    let typed = ActionDraft { owner: office.id(ANA).to_string(), ..whole() };
    assert_eq!(problems(asked(typed).await), of("owner", Problem::Unknown), "she does not work on incidents");
    for number in ["INC-99", "nothing", "SEC-7KQ2"] {
        let typed = ActionDraft { number: number.into(), ..whole() };
        assert_eq!(problems(asked(typed).await), of("number", Problem::Unknown));
    }
    let typed = ActionDraft { watch_days: "367".into(), prevents_kind: "flood".into(), ..whole() };
    let all = vec![("prevents_kind".to_owned(), Problem::Unknown), ("watch_days".to_owned(), Problem::Malformed)];
    assert_eq!(problems(asked(typed).await), all);
    let nothing = problems(asked(ActionDraft { number: "INC-1".into(), ..ActionDraft::default() }).await);
    assert_eq!(nothing.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["words", "kind", "owner", "due"]);
    let unsaid = office.desk.end_action(&rui, id, ActionEnd::Done, " \u{200b}".into(), None).await;
    assert_eq!(problems(unsaid), of("what", Problem::Missing), "done needs a sentence");
    assert_eq!(office.listed(&rui, Listed::All).rows.len(), 1);
}

#[tokio::test]
async fn rui_is_reminded_before_and_after_the_day_and_mara_reads_of_it_a_week_later_once() {
    let (house, rui, id) = after_the_first_time().await;
    let office = &house.office;
    let rings = async |days: i64| {
        office.wait(days * DAY);
        office.desk.fire_due_timers().await.unwrap();
        house.later(SECOND).await;
        let of =
            |who: &str| house.letters(who).into_iter().filter(|l| l.subject.starts_with("Action")).collect::<Vec<_>>();
        (of(RUI).len(), of(MARA).len())
    };
    assert_eq!(rings(9).await, (0, 0));
    assert_eq!(rings(1).await, (1, 0), "two days before");
    assert_eq!(rings(2).await, (2, 0), "the day after");
    assert!(house.letters(RUI).iter().any(|letter| letter.subject == "Action overdue: INC-1"));
    assert!(
        office.listed(&rui, Listed::Overdue).rows[0].is_overdue
            && office.listed(&rui, Listed::Mine).figures.overdue == 1
    );
    assert_eq!(rings(7).await, (2, 1), "a week late it is the managers' too");
    assert!(house.letters(MARA).iter().any(|letter| letter.text.contains("Rui Costa has it")));
    assert_eq!(rings(30).await, (2, 1), "and once");
    office.done(&rui, id).await;
    assert!(office.listed(&rui, Listed::Overdue).rows.is_empty());
    office.verified();
}

#[tokio::test]
async fn what_is_done_in_time_rings_no_more_and_cannot_be_ended_twice() {
    let (house, rui, id) = after_the_first_time().await;
    let office = &house.office;
    office.done(&rui, id).await;
    let again = office.desk.end_action(&rui, id, ActionEnd::Dropped, "No need".into(), office.seen(id)).await;
    assert_eq!(refusal(again), Refusal::AlreadyDone);
    office.wait(20 * DAY);
    office.desk.fire_due_timers().await.unwrap();
    house.later(SECOND).await;
    assert!(!house.letters(RUI).iter().chain(&house.letters(MARA)).any(|letter| letter.subject.starts_with("Action")));
    office.verified();
}

#[tokio::test]
async fn a_form_from_before_maras_change_comes_back_with_both_values() {
    let (house, rui, id) = after_the_first_time().await;
    let office = &house.office;
    let mara = office.signed_in(MARA).await;
    let shown = office.seen(id);
    let later = ActionDraft { due: "2026-12-11".into(), ..second_disk(office, "", RUI) };
    office.desk.change_action(&mara, id, later, shown).await.unwrap();
    let mine = ActionDraft { due: "2026-12-07".into(), ..second_disk(office, "", RUI) };
    let told = problems(office.desk.change_action(&rui, id, mine.clone(), shown).await);
    let by = Changer::Person("Mara Reis".into());
    let now = "Fri 11 Dec".to_owned();
    assert_eq!(told, [("due".to_owned(), Problem::Overtaken { by, now, revision: office.seen(id).unwrap() })]);
    office.desk.change_action(&rui, id, mine, office.seen(id)).await.unwrap();
    let opened = office.desk.actions_page(&rui, Listed::All, &id.to_string(), "").unwrap().opened.unwrap();
    let acts: Vec<_> = opened.history.iter().map(|line| format!("{} {}", line.who, line.act)).collect();
    let rui_changed = "Rui Costa changed the day it is due";
    assert_eq!(acts, [rui_changed, "Mara Reis changed the day it is due", "Rui Costa wrote it down"]);
    office.verified();
}

#[tokio::test]
async fn it_comes_back_rui_is_asked_and_his_yes_makes_it_not_effective() {
    let (house, rui, id) = after_the_first_time().await;
    let office = &house.office;
    office.done(&rui, id).await;
    assert_eq!(office.action(id).worth(office.now()), Worth::Watched(office.now().plus(30 * DAY)));
    office.wait(DAY);
    office.reported_again("Nobody can print").await;
    assert!(office.action(id).questions.is_empty(), "something else");
    let back = office.reported_again("The mail queue is full again").await;
    let once_more = office.reported_again("Queue of mail full").await;
    house.later(SECOND).await;
    let asked: Vec<_> = house.letters(RUI).into_iter().filter(|l| l.subject == "Did it work?: INC-1").collect();
    assert_eq!(asked.len(), 1, "one letter, however many wait");
    assert!(asked[0].text.contains("The mail queue is full again: 75 of 100 words are the same"), "{}", asked[0].text);

    let opened = || office.desk.actions_page(&rui, Listed::All, &id.to_string(), "").unwrap().opened.unwrap();
    let question = |number: &str| opened().questions.into_iter().find(|one| one.number == number).unwrap();
    let answer = async |number: &str, yes| {
        office.desk.answer_action(&rui, id, question(number).incident.parse().unwrap(), yes).await
    };
    answer(&once_more, false).await.unwrap();
    assert_eq!(question(&once_more).answer, Some(false), "no is remembered");
    assert!(matches!(office.action(id).worth(office.now()), Worth::Watched(_)));
    answer(&back, true).await.unwrap();
    assert_eq!(refusal(answer(&back, false).await), Refusal::AlreadyDone, "an answer stands");
    assert_eq!(office.action(id).worth(office.now()), Worth::NotEffective);
    house.later(SECOND).await;
    let told = |who: &str| house.letters(who).iter().filter(|l| l.subject == "Action not effective: INC-1").count();
    assert_eq!((told(MARA), told(RUI)), (1, 0), "who said it knows");
    let figures = office.listed(&rui, Listed::All).figures;
    assert_eq!((figures.judged, figures.effective, figures.not_effective), (1, 0, 1));
    office.reported_again("Mail queue full").await;
    assert_eq!(office.action(id).questions.len(), 2, "it is settled");
    office.verified();
}

#[tokio::test]
async fn after_its_watch_without_a_yes_it_is_effective_so_far() {
    let (house, rui, id) = after_the_first_time().await;
    let office = &house.office;
    office.done(&rui, id).await;
    office.wait(30 * DAY + SECOND);
    office.reported_again("Mail queue is full").await;
    assert!(office.action(id).questions.is_empty(), "nobody watches any more");
    let page = office.listed(&rui, Listed::All);
    assert_eq!((page.figures.judged, page.figures.effective), (1, 1));
    assert_eq!(page.rows[0].worth, "effective so far");
}

#[tokio::test]
async fn an_incident_of_a_service_that_needs_the_mended_one_is_asked_about() {
    let (house, rui, _) = after_the_first_time().await;
    let office = &house.office;
    let ada = office.signed_in(ADA).await;
    let disks = office.service("Disks").await;
    let mail = backend::services::ServiceDraft {
        name: "E-mail".into(),
        depends_on: vec![disks.clone()],
        ..backend::services::ServiceDraft::default()
    };
    let mail = office.desk.add_service(&ada, mail).await.unwrap().to_string();
    let typed =
        ActionDraft { prevents_service: disks, prevents_words: String::new(), ..second_disk(office, "INC-1", RUI) };
    let id = office.desk.add_action(&rui, typed).await.unwrap();
    office.done(&rui, id).await;
    office.visitor_reports(ReportDraft { service: mail, nonce: "n-9".into(), ..draft("Slow") }).await;
    let opened = office.desk.actions_page(&rui, Listed::All, &id.to_string(), "").unwrap().opened.unwrap();
    assert_eq!(opened.questions[0].why, "it hits a service that needs Disks");
}

#[tokio::test]
async fn of_a_restricted_incident_actions_exist_for_its_members_only() {
    let (house, rui, id) = after_the_first_time().await;
    let office = &house.office;
    let mara = office.signed_in(MARA).await;
    let secret = office.press(&rui, "INC-1", Press::Restrict).await.unwrap().number;
    assert_eq!(
        office.listed(&mara, Listed::All),
        ActionsPage { people: office.listed(&mara, Listed::All).people, listed: Listed::All, ..ActionsPage::default() }
    );
    assert_eq!(office.desk.actions_page(&mara, Listed::All, &id.to_string(), "").unwrap().opened, None);
    let answers = office.desk.end_action(&mara, id, ActionEnd::Dropped, "Gone".into(), None).await;
    assert_eq!(answers, Err(Error::NotFound));
    let typed = second_disk(office, &secret, RUI);
    assert_eq!(problems(office.desk.add_action(&mara, typed).await), [("number".to_owned(), Problem::Unknown)]);
    let typed = second_disk(office, &secret, MARA);
    assert_eq!(problems(office.desk.add_action(&rui, typed).await), [("owner".to_owned(), Problem::NotEligible)]);
    office.wait(30 * DAY);
    office.desk.fire_due_timers().await.unwrap();
    house.later(SECOND).await;
    assert!(!house.letters(MARA).iter().any(|letter| letter.subject.contains("Action")));
    let letter = house.letters(RUI).into_iter().rev().find(|l| l.subject.starts_with("Action")).unwrap();
    assert!(letter.subject.contains(&secret) && !letter.text.contains("disk"), "no words in mail: {}", letter.text);
    office.verified();
}
