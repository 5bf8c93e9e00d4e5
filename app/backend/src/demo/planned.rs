//! Planned work of the month: one that was, and one that comes.

use domain::planned::{End, Stage};
use domain::time::{DAY, HOUR, MINUTE, Moment};

use super::cast::Cast;
use super::script::Act;
use crate::Backend;
use crate::error::{Error, Result};
use crate::planned::{PlannedDraft, PlannedRecord};
use crate::settings::Settings;
use crate::time_text::Reader;

#[derive(Clone, Debug)]
pub(super) struct Work {
    on: &'static str,
    begins: Moment,
    takes: i64,
    words: &'static str,
    note: &'static str,
    told: &'static [&'static str],
}

/// Who does what, and when.
pub(super) fn acts(now: Moment) -> Vec<(Moment, Act)> {
    let was = Work {
        on: "Files",
        begins: on_the_hour(now.plus(-6 * DAY)),
        takes: 2 * HOUR,
        words: "The shared drive is read-only while its disks are exchanged.",
        note: "Spare disks are in the cupboard of room 3.",
        told: &["Everyone affected"],
    };
    let comes = Work {
        on: "E-mail",
        begins: on_the_hour(now.plus(3 * DAY)),
        takes: 3 * HOUR,
        words: "Mail arrives later, none is lost. The web access stays.",
        note: "Snapshot first; the way back is in the wiki.",
        told: &["Everyone affected", "Technical"],
    };
    let finished = was.begins.plus(was.takes - 20 * MINUTE);
    vec![
        (now.plus(-9 * DAY), Act::Plan { by: "In\u{ea}s", work: was }),
        (finished, Act::FinishPlanned { by: "In\u{ea}s" }),
        (now.plus(-2 * DAY), Act::Plan { by: "Nuno", work: comes }),
    ]
}

/// Nobody plans to the minute.
fn on_the_hour(at: Moment) -> Moment {
    Moment(at.0 - at.0.rem_euclid(HOUR))
}

pub(super) async fn plan(desk: &Backend, cast: &Cast, by: &str, work: &Work) -> Result<()> {
    let caller = cast.caller(by)?;
    let zone = desk.storage().read(|read| Settings::stored(read))?.zone;
    let typed = |at| Reader::new(None, &zone, work.begins).as_typed(at);
    let draft = PlannedDraft {
        services: cast.service(work.on).map(|service| service.to_string()).into_iter().collect(),
        begins: typed(work.begins),
        ends: typed(work.begins.plus(work.takes)),
        words: work.words.to_owned(),
        team_note: work.note.to_owned(),
    };
    let planned = desk.add_planned(caller, draft).await?;
    let told = work.told.iter().filter_map(|name| cast.audience(name)).map(|audience| audience.to_string());
    desk.tell_planned(caller, planned, told.collect(), true, None).await.map(drop)
}

pub(super) async fn finish(desk: &Backend, cast: &Cast, by: &str) -> Result<()> {
    let now = Moment(desk.storage().now());
    let standing = desk.storage().read(|read| PlannedRecord::standing(read))?;
    let begun = standing.into_iter().find(|planned| planned.stage(now) != Stage::Coming).ok_or(Error::NotFound)?;
    desk.end_planned(cast.caller(by)?, begun.id, End::Finished, None).await
}
