//! A letter that failed for good is told to whoever pressed for it and to those who administer. Nobody is told by mail
//! that such a letter failed as well, and nobody who may not know the incident hears of its letters.

use domain::ids::PersonId;
use domain::locale::Locale;
use domain::person::Role;
use domain::time::Moment;

use super::record::LetterRecord;
use crate::error::Result;
use crate::letters::kind_words;
use crate::letters::may_still_read;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::people::{PersonRecord, with_account};
use crate::storage::{Read, Tx};

pub(super) fn tell_failure(tx: &mut Tx<'_>, record: &LetterRecord) -> Result<()> {
    if record.kind == NoticeKind::LetterFailed {
        return Ok(());
    }
    for person in concerned(tx, record)? {
        let mut notice = Notice::new(Recipient::Person(person), NoticeKind::LetterFailed, Moment(tx.now()));
        notice.incident = record.incidents.first().copied().filter(|_| record.incidents.len() == 1);
        notice.link = Some(format!("/messages/{}", record.id));
        notice.words = Some(words(record));
        queue_notice(tx, &notice)?;
    }
    Ok(())
}

/// Each once, and not the one whom letters do not reach.
fn concerned(read: &dyn Read, record: &LetterRecord) -> Result<Vec<PersonId>> {
    let administers = |person: &PersonRecord| person.is_active() && person.role == Some(Role::Administrator);
    let pressed = |person: &PersonRecord| record.actor == Some(person.id) && person.is_active_staff();
    let mut concerned = Vec::new();
    for person in with_account(read)? {
        if (administers(&person) || pressed(&person)) && record.recipient != Some(person.id) {
            concerned.push(person.id);
        }
    }
    for incident in &record.incidents {
        let mut may = Vec::with_capacity(concerned.len());
        for person in concerned {
            if may_still_read(read, *incident, Some(person))? {
                may.push(person);
            }
        }
        concerned = may;
    }
    Ok(concerned)
}

/// What it was and to whom, then what came back.
fn words(record: &LetterRecord) -> String {
    let to = if record.to_name.is_empty() { &record.to } else { &record.to_name };
    let answer = record.attempts.last().map_or("", |attempt| attempt.answer.as_str());
    format!("{}, to {to}\n{answer}", kind_words(record.kind, Locale::English))
}
