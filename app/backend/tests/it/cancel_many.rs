//! A flood from outside is cleared from the list in one press, with one reason.

use backend::incidents::{CANCELLED_MOST, CancelMany};
use backend::notices::NoticeKind;
use backend::{Caller, Error};
use domain::audience::AudienceKind;
use domain::field::Problem;
use domain::incident::{Press, Resolution, Status};
use domain::refusal::Refusal;
use domain::report::ReportDraft;
use domain::time::SECOND;
use domain::view::board::BoardFilter;
use domain::view::many::{Left, ManyAct, ManyDone, WhyLeft};
use domain::view::sorting::ListSort;

use crate::lifecycle::draft;
use crate::office::*;

impl Office {
    async fn flood(&self, reports: usize) {
        for number in 1..=reports {
            self.visitor_reports(draft(&format!("You won a price {number}"))).await;
        }
    }

    /// What the list shows, as its ticks carry it.
    fn ticks(&self, who: &Caller) -> Vec<String> {
        let cards = self.desk.listed_incidents(who, &BoardFilter::default(), ListSort::default(), None).unwrap().cards;
        cards.iter().map(|card| format!("{}.{}", card.number, card.revision)).collect()
    }

    async fn cancels(&self, who: &Caller, ticked: Vec<String>) -> Result<(String, ManyDone), Error> {
        let request = CancelMany { ticked, why: "false_alarm".into(), reason: "Junk from outside".into() };
        let press = self.desk.cancel_many(who, request).await?;
        let done = self.desk.many_done(who, &press)?.unwrap();
        Ok((press, done))
    }

    fn told_of_a_cancel(&self) -> usize {
        self.queued().iter().filter(|notice| notice.kind == NoticeKind::Cancelled).count()
    }
}

fn left(number: &str, why: WhyLeft) -> Left {
    Left { number: number.into(), why }
}

#[tokio::test]
async fn rui_clears_a_flood_in_one_press_and_whoever_reported_is_told() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    office.flood(CANCELLED_MOST - 1).await;
    let ticked: Vec<_> = office.ticks(&rui).into_iter().filter(|tick| !tick.starts_with("INC-1.")).collect();
    // The list shows as many at once as one press takes.
    let many = ticked.len();
    assert_eq!(many, CANCELLED_MOST - 1);
    let (press, done) = office.cancels(&rui, ticked.clone()).await.unwrap();
    assert_eq!((done.act, done.done, done.left), (ManyAct::Cancelled, many as u64, Vec::new()));
    assert_eq!(office.status_of(&rui, "INC-1").await, Status::Reported);
    assert_eq!(office.status_of(&rui, "INC-2").await, Status::Cancelled);
    assert_eq!(office.told_of_a_cancel(), many);
    let line = office.lines(&rui, "INC-2").await.pop().unwrap();
    assert!(line.act.contains("false alarm") && line.html.unwrap().contains("Junk from outside"), "{}", line.act);
    let (again, _) = office.cancels(&rui, ticked).await.unwrap();
    assert_eq!((again, office.told_of_a_cancel()), (press, many), "pressed twice it is one press");
    office.verified();
}

#[tokio::test]
async fn what_cannot_be_cancelled_is_left_as_it_was_and_named() {
    let office = Office::open().await;
    let (rui, ada) = (office.signed_in(RUI).await, office.signed_in(ADA).await);
    office.flood(5).await;
    let secret = office.visitor_reports(ReportDraft { restricted: "on".into(), ..draft("A laptop is gone") }).await;
    let mut ticked = office.ticks(&rui);
    ticked.extend([format!("{}.1", secret.number), "INC-99.1".to_owned()]);

    let resolution = Resolution { text: "A new cable".into(), ..Resolution::default() };
    office.press(&rui, "INC-1", Press::TakeAndResolve { resolution }).await.unwrap();
    office.press(&rui, "INC-2", Press::Note { text: "This one is real".into() }).await.unwrap();
    office.desk.add_member(&ada, office.audience(AudienceKind::Executive), "Sol Vaz", SOL).await.unwrap();
    let audiences = vec![office.audience(AudienceKind::Executive)];
    let tell = Press::Tell { public_title: String::new(), audiences, text: "We look into it".into(), promise: None };
    office.press(&rui, "INC-3", Press::Take { priority: None, reason: String::new() }).await.unwrap();
    office.press(&rui, "INC-3", tell).await.unwrap();
    let revision = office.desk.incident_head(&rui, "INC-3").await.unwrap().revision;
    ticked.retain(|tick| !tick.starts_with("INC-3."));
    ticked.push(format!("INC-3.{revision}"));

    let (_, mut done) = office.cancels(&rui, ticked).await.unwrap();
    assert_eq!(done.done, 2, "INC-4 and INC-5");
    done.left.sort_by(|one, other| one.number.cmp(&other.number));
    assert_eq!(
        done.left,
        [
            left("INC-1", WhyLeft::NotOpen { status: Status::Resolved }),
            left("INC-2", WhyLeft::Changed),
            left("INC-3", WhyLeft::Told),
            left("INC-99", WhyLeft::NotThere),
            left(&secret.number, WhyLeft::NotThere),
        ]
    );
    for (number, status) in [("INC-1", Status::Resolved), ("INC-2", Status::Reported), ("INC-3", Status::Investigating)]
    {
        assert_eq!(office.status_of(&rui, number).await, status, "{number}");
    }
    assert_eq!(office.status_of(&ada, &secret.number).await, Status::Reported);
    office.verified();
}

#[tokio::test]
async fn one_undo_takes_back_the_whole_press_and_nobody_is_told() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    office.flood(3).await;
    let ticked = office.ticks(&rui);
    let (press, done) = office.cancels(&rui, ticked.clone()).await.unwrap();
    assert!(done.undo.is_some());
    assert_eq!(office.desk.many_done(&mara, &press), Ok(None), "it is not her press");
    assert_eq!(office.desk.undo_many(&mara, &press).await, Err(Error::NotFound));
    let undone = office.desk.undo_many(&rui, &press).await.unwrap();
    let done = office.desk.many_done(&rui, &undone).unwrap().unwrap();
    assert_eq!((done.act, done.done, done.undo), (ManyAct::Undone, 3, None));
    assert_eq!(office.desk.undo_many(&rui, &press).await, Ok(undone), "pressed twice it is one undo");
    assert_eq!((office.status_of(&rui, "INC-1").await, office.told_of_a_cancel()), (Status::Reported, 0));

    let (_, old) = office.cancels(&rui, ticked).await.unwrap();
    assert_eq!((old.done, old.left.len()), (0, 3), "the list was read before all that");
    let (press, _) = office.cancels(&rui, office.ticks(&rui)).await.unwrap();
    office.wait(10 * SECOND + 1);
    assert_eq!(refusal(office.desk.undo_many(&rui, &press).await), Refusal::UndoTooLate);
    assert!(office.desk.many_done(&rui, &press).unwrap().unwrap().undo.is_none());
    assert_eq!(office.status_of(&rui, "INC-1").await, Status::Cancelled);
    office.verified();
}

#[tokio::test]
async fn every_problem_of_the_press_is_told_at_once_and_only_staff_press() {
    let office = Office::open().await;
    let (rui, ana) = (office.signed_in(RUI).await, office.signed_in(ANA).await);
    office.flood(1).await;
    let nothing = office.desk.cancel_many(&rui, CancelMany { why: "dull".into(), ..CancelMany::default() }).await;
    let field = |name: &str, problem| (name.to_owned(), problem);
    assert_eq!(
        problems(nothing),
        [field("ticked", Problem::Missing), field("why", Problem::Unknown), field("reason", Problem::Missing)]
    );
    let now = CANCELLED_MOST + 1;
    let many = (0..now).map(|number| format!("INC-{}.1", number + 1)).collect();
    let refused = office.cancels(&rui, many).await;
    assert_eq!(problems(refused), [field("ticked", Problem::TooMany { most: CANCELLED_MOST, now })]);
    assert_eq!(problems(office.cancels(&rui, vec!["INC-1".into()]).await), [field("ticked", Problem::Unknown)]);
    let ticked = office.ticks(&rui);
    assert_eq!(office.cancels(&ana, ticked.clone()).await, Err(Error::Denied));
    assert_eq!(office.cancels(&Caller::visitor(), ticked).await, Err(Error::SignedOut));
    assert_eq!(office.status_of(&rui, "INC-1").await, Status::Reported);
}
