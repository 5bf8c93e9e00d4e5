//! `/settings/jobs`: every job with what came of it, and the timers that could not fire. What a timer is about is not
//! said here, for it may be what the reader may not see.

use domain::locale::Locale;
use domain::permissions::{Action, Object, Section};
use domain::time::{DAY, HOUR, Moment};
use domain::view::TimeView;

use super::{CARRY, COPY, JOBS, Job, LastRun, Outcome, STATUS_COPY};
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::storage::Read;
use crate::time_text::Reader;
use crate::timers::{Kind, stuck};

/// Failures in a row, of a job or a timer, that everybody who administers is told of on each page.
const TOLD_AFTER: u32 = 2;
/// Timers that could not fire, on the page and looked through.
const STUCK_MOST: usize = 50;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct JobsPage {
    pub jobs: Vec<JobLine>,
    pub stuck: Vec<StuckLine>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct JobLine {
    pub code: &'static str,
    pub name: &'static str,
    pub about: &'static str,
    /// Such as "every hour".
    pub every: String,
    pub last: Option<TimeView>,
    /// What came of it.
    pub came: String,
    /// How often in a row it has failed.
    pub failures: u32,
    /// Not before; `None` when it never ran and is due.
    pub next: Option<TimeView>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StuckLine {
    pub what: &'static str,
    pub due: TimeView,
    pub tries: u32,
    pub next: TimeView,
}

impl Backend {
    pub fn jobs_page(&self, caller: &Caller) -> Result<JobsPage> {
        let now = Moment(self.storage().now());
        let settings = self.settings()?;
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Jobs))?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let at = |at: i64| reader.time(Moment(at));
            let jobs = JOBS.iter().map(|job| line(job, LastRun::find(read, job), at));
            let stuck = stuck::list(read, STUCK_MOST)?.into_iter().map(|shown| StuckLine {
                what: shown.kind.map_or("Something this version does not know", happens),
                due: at(shown.due),
                tries: shown.stuck.tries,
                next: at(shown.stuck.next),
            });
            Ok(JobsPage { jobs: jobs.collect(), stuck: stuck.collect() })
        })
    }
}

fn line(job: &'static Job, last: Option<LastRun>, at: impl Fn(i64) -> TimeView) -> JobLine {
    JobLine {
        code: job.code,
        name: job.name,
        about: job.about,
        every: cadence(job.every),
        next: last.as_ref().map(|last| at(LastRun::next(Some(last), job))),
        came: last.as_ref().map(|last| last.came.words(job)).unwrap_or_default(),
        failures: last.as_ref().map_or(0, |last| last.failures),
        last: last.map(|last| at(last.at)),
    }
}

fn cadence(every: i64) -> String {
    match every {
        DAY => "every day".to_owned(),
        HOUR => "every hour".to_owned(),
        other => format!("every {}", Locale::English.span(other)),
    }
}

fn happens(kind: Kind) -> &'static str {
    match kind {
        Kind::IncidentCloses => "A resolved incident closes by itself",
        Kind::ChaseDue => "A vendor is to be asked again",
        Kind::LegalRings => "A legal deadline draws near, or passes",
        Kind::ClockRings => "A target of an incident draws near, or passes",
        Kind::PromiseRings => "The next update about an incident is due soon, or was missed",
        Kind::MorningLetter => "The day of somebody who asked for a letter begins",
        Kind::ReporterReminded => "A reporter who has not answered is asked once more",
        Kind::HoldReviewed => "What waits longer than expected comes up for review",
        Kind::PlannedDayBefore => "Audiences are told of planned work the day before",
        Kind::ActionRings => "Whoever has an action is reminded of it, and managers of what is overdue",
        Kind::ReviewRings => "Whoever has a review is reminded of it",
        Kind::DutyReminds => "Who stands in is told the day before",
        Kind::DutyEscalates => "What nobody takes goes further",
    }
}

/// Whether the last copy was refused because the data is damaged.
pub(crate) fn found_damage(read: &dyn Read) -> bool {
    Job::of(COPY).and_then(|job| LastRun::find(read, job)).is_some_and(|last| last.came == Outcome::Damaged)
}

/// Whether the last copy did not get into the second folder.
pub(crate) fn second_folder_fails(read: &dyn Read) -> bool {
    Job::of(CARRY).and_then(|job| LastRun::find(read, job)).is_some_and(|last| last.failures > 0)
}

/// Whether the status page could not be written into its folder.
pub(crate) fn status_copy_fails(read: &dyn Read) -> bool {
    Job::of(STATUS_COPY).and_then(|job| LastRun::find(read, job)).is_some_and(|last| last.failures > 0)
}

/// Whether something that happens by itself has failed twice in a row.
pub(crate) fn failing(read: &dyn Read) -> Result<bool> {
    let job = |job| LastRun::find(read, job).is_some_and(|last| last.failures >= TOLD_AFTER);
    let timers = stuck::list(read, STUCK_MOST)?;
    Ok(JOBS.iter().any(job) || timers.iter().any(|shown| shown.stuck.tries >= TOLD_AFTER))
}
