//! Every regular job. Another one is one more line: a code that never changes, words for the page, a cadence, and a
//! function that does it and answers how much it did.

use std::pin::Pin;

use domain::permissions::Who;
use domain::time::{DAY, HOUR, MINUTE};

use crate::Backend;
use crate::error::Result;

pub struct Job {
    /// In forms and on disk.
    pub code: &'static str,
    pub name: &'static str,
    pub about: &'static str,
    /// Milliseconds from one good run to the next.
    pub every: i64,
    /// What it did one of, and many.
    pub did: (&'static str, &'static str),
    pub(super) run: Run,
}

/// With whoever asked for it; nobody when it runs by itself.
type Run = fn(Backend, Option<Who>) -> Pin<Box<dyn Future<Output = Result<u64>> + Send>>;

pub(crate) const COPY: &str = "copy";
pub(crate) const CARRY: &str = "second-copy";
pub(crate) const MAILBOX: &str = "mailbox";
pub(crate) const STATUS_COPY: &str = "status-copy";

/// In the order in which they run when all are due.
pub static JOBS: [Job; 11] = [
    Job {
        code: "heads",
        name: "Heads of timelines",
        about: "Notes in the journal how far the timelines of open incidents go, so that nobody cuts one short unseen.",
        every: DAY,
        did: ("timeline noted", "timelines noted"),
        run: |desk, _| Box::pin(async move { desk.journal_heads().await }),
    },
    Job {
        code: COPY,
        name: "Daily copy",
        about: "Copies the database into the data folder if it is whole, and keeps the newest seven that are.",
        every: DAY,
        did: ("row copied", "rows copied"),
        run: |desk, asked| Box::pin(async move { desk.back_up(asked).await }),
    },
    Job {
        code: CARRY,
        name: "Copy to the second folder",
        about: "Brings the newest daily copy to the second folder, where one is named under Backup.",
        every: HOUR,
        did: ("copy brought over", "copies brought over"),
        run: |desk, _| Box::pin(async move { desk.carry_copy().await }),
    },
    Job {
        code: STATUS_COPY,
        name: "Copy of the status page",
        about: "Writes it into the folder that is named under Backup, where one is; each change is written as well.",
        every: HOUR,
        did: ("file written", "files written"),
        run: |desk, _| Box::pin(async move { desk.copy_status().await }),
    },
    Job {
        code: "monday",
        name: "Monday letter",
        about: "Writes on Monday at 8 to whoever of the team asked for it under Your account.",
        every: HOUR,
        did: ("letter queued", "letters queued"),
        run: |desk, _| Box::pin(async move { desk.send_monday_letters().await }),
    },
    Job {
        code: "letters",
        name: "Words of letters",
        about: "Erases what letters said after 30 days. Who was told of what, when and why stays.",
        every: HOUR,
        did: ("letter erased", "letters erased"),
        run: |desk, _| Box::pin(async move { desk.erase_old_letters().await }),
    },
    Job {
        code: MAILBOX,
        name: "Mailbox",
        about: "Reads the mailbox for answers to our letters, where one is named under Mail.",
        every: MINUTE,
        did: ("message read", "messages read"),
        run: |desk, _| Box::pin(async move { desk.read_mailbox().await }),
    },
    Job {
        code: "mail",
        name: "Mail that came",
        about: "Forgets after 90 days the mails that brought words, and what became of each message. The words stay.",
        every: DAY,
        did: ("mail forgotten", "mails forgotten"),
        run: |desk, _| Box::pin(async move { desk.forget_mail().await }),
    },
    Job {
        code: "reporters",
        name: "Names of reporters",
        about: "Erases names and addresses of reporters two years after their last incident ended.",
        every: DAY,
        did: ("reporter erased", "reporters erased"),
        run: |desk, _| Box::pin(async move { desk.erase_reporters().await }),
    },
    Job {
        code: "sign-ins",
        name: "Sessions and links",
        about: "Removes sessions that are over and links that nobody can follow any more.",
        every: HOUR,
        did: ("row removed", "rows removed"),
        run: |desk, _| Box::pin(async move { desk.prune().await }),
    },
    Job {
        code: "answers",
        name: "Answers to presses",
        about: "Forgets after 48 hours what a press was answered; until then the same press gets the same answer.",
        every: HOUR,
        did: ("answer forgotten", "answers forgotten"),
        run: |desk, _| Box::pin(async move { desk.forget_answers().await }),
    },
];

impl Job {
    pub fn of(code: &str) -> Option<&'static Self> {
        JOBS.iter().find(|job| job.code == code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_job_has_a_code_of_its_own_and_is_found_by_it() {
        let codes: BTreeSet<_> = JOBS.iter().map(|job| job.code).collect();
        assert_eq!(codes.len(), JOBS.len());
        assert!(JOBS.iter().all(|job| Job::of(job.code).is_some_and(|found| found.name == job.name)));
        assert!(Job::of(COPY).is_some() && Job::of("").is_none());
    }
}
