//! What came of a job the last time, as it lies on disk under the job's code.

use domain::Refusal;
use domain::locale::Locale;
use domain::time::HOUR;
use serde::{Deserialize, Serialize};

use super::Job;
use crate::error::{Error, Result};
use crate::storage::{self, Read, Record, Table};

/// After a failure a job is tried again so much later, or at its cadence if that is sooner.
const AGAIN_AFTER: i64 = HOUR;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastRun {
    /// When it began.
    pub at: i64,
    pub came: Outcome,
    /// How often in a row it has failed.
    pub failures: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    Done {
        count: u64,
    },
    /// The disk has no room for a copy.
    NoRoom {
        needed: u64,
        free: u64,
    },
    DiskFull,
    /// What was to be copied is not what was written.
    Damaged,
    /// The log says more beside this reference.
    Broken {
        reference: u64,
    },
}

impl Record for LastRun {
    const TABLE: Table = Table::Jobs;
    const VERSION: u8 = 1;
}

impl LastRun {
    /// One that cannot be read counts as never run: the next run writes it anew.
    pub fn find(read: &dyn Read, job: &Job) -> Option<Self> {
        storage::load(read, job.code.as_bytes()).ok().flatten()
    }

    /// When it is to run next; at once when it never did.
    pub fn next(last: Option<&Self>, job: &Job) -> i64 {
        last.map_or(i64::MIN, |last| last.at + if last.failures == 0 { job.every } else { pause(job) })
    }
}

/// How long nobody tries it after it failed.
pub(super) fn pause(job: &Job) -> i64 {
    job.every.min(AGAIN_AFTER)
}

impl Outcome {
    pub(super) fn of(came: &Result<u64>) -> Self {
        match came {
            Ok(count) => Self::Done { count: *count },
            Err(Error::Refused(Refusal::NoRoom { needed, free })) => Self::NoRoom { needed: *needed, free: *free },
            Err(Error::Refused(Refusal::DataDamaged)) => Self::Damaged,
            Err(Error::DiskFull) => Self::DiskFull,
            Err(Error::Internal(reference)) => Self::Broken { reference: reference.number() },
            Err(other) => Self::Broken { reference: Error::logged(other).number() },
        }
    }

    pub fn is_good(&self) -> bool {
        matches!(self, Self::Done { .. })
    }

    pub(super) fn words(&self, job: &Job) -> String {
        match self {
            Self::Done { count: 0 } => "Nothing to do".to_owned(),
            Self::Done { count } => Locale::English.count(*count, job.did.0, job.did.1),
            Self::NoRoom { needed, free } => Locale::English.refusal(&Refusal::NoRoom { needed: *needed, free: *free }),
            Self::Damaged => Locale::English.refusal(&Refusal::DataDamaged),
            Self::DiskFull => "The disk of the server was full.".to_owned(),
            Self::Broken { reference } => format!("It broke. The log says more at reference {reference:06x}."),
        }
    }
}
