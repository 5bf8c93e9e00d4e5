//! What was learned in the month: one review that is published and one that is being written, one action that is overdue
//! and one that did not work.

use domain::action::ActionEnd;
use domain::review::ReviewPart;
use domain::time::{DAY, HOUR, Moment};

use super::cast::Cast;
use super::play::incident;
use super::script::{Act, Scene};
use crate::Backend;
use crate::actions::{ActionDraft, actions_of};
use crate::error::{Error, Result};
use crate::reviews::ReviewRecord;
use crate::settings::Settings;
use crate::time_text::Reader;

#[derive(Clone, Copy, Debug)]
pub(super) enum Lesson {
    /// Somebody gives themselves something to do, in so many days.
    Action {
        words: &'static str,
        days: i64,
    },
    Done {
        what: &'static str,
    },
    /// It came back, says its owner.
    CameBack,
    Write {
        part: ReviewPart,
        words: &'static str,
    },
    Read,
    Publish {
        to: &'static str,
    },
}

/// Incidents of the month, by the script's own count.
const CAME_BACK: usize = 1;
const OVERDUE: usize = 5;
const PUBLISHED: usize = 3;
const WRITTEN: usize = 38;

pub(super) fn scenes(now: Moment) -> Vec<Scene> {
    let at = |days: i64, plot: usize, by: &'static str, lesson: Lesson| Scene {
        at: now.plus(-days * DAY + HOUR),
        plot,
        act: Act::Learn { by, lesson },
    };
    let write = |part, words| Lesson::Write { part, words };
    vec![
        at(25, CAME_BACK, "Rui", Lesson::Action { words: "Look at it every morning", days: 5 }),
        at(24, CAME_BACK, "Rui", Lesson::Done { what: "It is on the list of the morning round." }),
        at(3, CAME_BACK, "Rui", Lesson::CameBack),
        at(20, OVERDUE, "Nuno", Lesson::Action { words: "Order a spare and test it", days: 6 }),
        at(
            19,
            PUBLISHED,
            "In\u{ea}s",
            write(ReviewPart::Happened, "It stopped at eight and was back within the morning."),
        ),
        at(19, PUBLISHED, "In\u{ea}s", write(ReviewPart::Why, "Nobody was told that it fills up until it was full.")),
        at(19, PUBLISHED, "In\u{ea}s", write(ReviewPart::Change, "It warns from 80 percent on, and somebody looks.")),
        at(18, PUBLISHED, "Mara", Lesson::Read),
        at(18, PUBLISHED, "In\u{ea}s", Lesson::Publish { to: "Technical" }),
        at(2, WRITTEN, "Nuno", write(ReviewPart::Happened, "We are still collecting what was seen when.")),
    ]
}

pub(super) async fn learn(desk: &Backend, cast: &Cast, plot: usize, by: &str, lesson: Lesson) -> Result<()> {
    let (caller, of) = (cast.caller(by)?, incident(desk, cast, plot)?);
    let number = of.number.to_string();
    let actions = || desk.storage().read(|read| actions_of(read, of.id));
    let seen = || -> Result<Option<u64>> {
        let found = desk.storage().read(|read| ReviewRecord::find(read, of.id))?;
        Ok(found.map(|found| found.stamps.revision()))
    };
    match lesson {
        Lesson::Action { words, days } => {
            let zone = desk.storage().read(|read| Settings::stored(read))?.zone;
            let now = Moment(desk.storage().now());
            let draft = ActionDraft {
                number,
                words: words.to_owned(),
                kind: "prevent".to_owned(),
                owner: caller.person().map(|person| person.to_string()).unwrap_or_default(),
                due: Reader::new(None, &zone, now).day_typed(now.plus(days * DAY)),
                prevents_words: of.title.clone(),
                ..ActionDraft::default()
            };
            desk.add_action(caller, draft).await.map(drop)
        }
        Lesson::Done { what } => {
            let action = actions()?.into_iter().next().ok_or(Error::NotFound)?;
            desk.end_action(caller, action.id, ActionEnd::Done, what.to_owned(), None).await
        }
        Lesson::CameBack => {
            let action = actions()?.into_iter().next().ok_or(Error::NotFound)?;
            let question = action.questions.first().ok_or(Error::NotFound)?;
            desk.answer_action(caller, action.id, question.incident, true).await
        }
        Lesson::Write { part, words } => {
            desk.begin_review(caller, number.clone()).await?;
            desk.write_review(caller, number, part, words.to_owned(), seen()?).await
        }
        Lesson::Read => desk.read_review(caller, number, seen()?).await,
        Lesson::Publish { to } => {
            let audiences = cast.audience(to).map(|audience| audience.to_string()).into_iter().collect();
            desk.publish_review(caller, number, audiences, false, seen()?).await.map(drop)
        }
    }
}
