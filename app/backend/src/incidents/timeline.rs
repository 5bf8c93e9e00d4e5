//! The timeline as the team reads it: a page at a time, back from the newest entry, so that one of 20,000 entries opens
//! like one of twenty.

use std::ops::ControlFlow;

use domain::english::pressed;
use domain::ids::PersonId;
use domain::incident::{Change, Incident};
use domain::locale::{Locale, Names as _};
use domain::permissions::{Action, Who};
use domain::view::incident::{LastChange, TimelineLine, TimelinePage};
use domain::view::letters::Delivery;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::entry::{self, PAGE_BYTES_MOST, PAGE_ENTRIES_MOST, TimelineEntry};
use crate::incidents::look::Look;
use crate::incidents::standing::add_standing;
use crate::incidents::{NameBook, Origin, mail_original};
use crate::markdown::to_html;
use crate::notices::deliveries::DeliveryRecord;

/// Entries of one press that are looked at: re-opening hits again every service that had recovered.
const PRESS_ENTRIES_MOST: usize = 100;

impl Backend {
    /// The newest page of the timeline, or the one before that sequence.
    pub async fn timeline(&self, caller: &Caller, number: &str, before: Option<u64>) -> Result<TimelinePage> {
        self.look_at(caller, number, Action::ReadNotes, |look| page(look, before)).await
    }
}

pub(super) fn page(look: &Look<'_>, before: Option<u64>) -> Result<TimelinePage> {
    let page = entry::page(look.read, look.incident.id, before, PAGE_ENTRIES_MOST, PAGE_BYTES_MOST)?;
    let drawn = |entry: &TimelineEntry| line(look, entry, page.undone.contains(&entry.sequence));
    let mut lines = page.entries.iter().map(drawn).collect::<Result<Vec<_>>>()?;
    add_standing(look.read, look.incident.id, &mut lines)?;
    let later = lines.last().is_none_or(|line| line.sequence < look.incident.revision);
    Ok(TimelinePage { lines, earlier: page.earlier, later })
}

/// All of it, oldest first, for a file: what was taken back is marked, and nothing is said of letters.
pub(crate) fn whole(look: &Look<'_>) -> Result<Vec<TimelineLine>> {
    let mut entries = Vec::new();
    entry::walk(look.read, look.incident.id, |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    })?;
    let undone = entry::undone(&entries);
    entries.iter().map(|entry| line(look, entry, undone.contains(&entry.sequence))).collect()
}

/// The newest press, which is recorded at one instant: told by what was pressed. Nothing can have taken it back.
pub(super) fn last(look: &Look<'_>) -> Result<Option<LastChange>> {
    let mut press: Vec<TimelineEntry> = Vec::new();
    for sequence in (2..=look.incident.revision).rev().take(PRESS_ENTRIES_MOST) {
        let found = entry::entry(look.read, look.incident.id, sequence)?;
        let Some(entry) =
            found.filter(|entry| press.last().is_none_or(|later| (later.at, later.who) == (entry.at, entry.who)))
        else {
            break;
        };
        press.push(entry);
    }
    press.reverse();
    let Some(entry) = press.get(pressed(press.iter().map(|entry| entry.change.as_ref()))) else { return Ok(None) };
    let TimelineLine { who, act, at, .. } = line(look, entry, false)?;
    Ok(Some(LastChange { who, act, at }))
}

pub(super) fn letters_of_last_update(look: &Look<'_>) -> Result<Option<Delivery>> {
    let Some(sequence) = look.incident.told_in else { return Ok(None) };
    Ok(DeliveryRecord::find(look.read, (look.incident.id, sequence))?.map(|record| record.view()))
}

pub(super) fn line(look: &Look<'_>, entry: &TimelineEntry, undone: bool) -> Result<TimelineLine> {
    let (who, by) = whoever_did(&look.book, look.whole, entry);
    let sentence = match &entry.change {
        Some(change) => Locale::English.sentence(change, by, &look.book),
        None => Locale::English.deleted_sentence(),
    };
    let words = if repeats(look, entry)? { None } else { sentence.words };
    Ok(TimelineLine {
        sequence: entry.sequence,
        at: look.time(entry.at),
        who,
        act: with_instants(look, entry, sentence.act),
        html: words.as_deref().map(to_html),
        kind: sentence.kind,
        pinned: sentence.pinned,
        undone,
        letters: None,
        redactable: may_redact(look, entry),
        by_mail: entry.origin == Origin::Mail && mail_original::is_kept(look.read, look.incident.id, entry.sequence)?,
    })
}

/// Instants have a reader, and a sentence has none.
fn with_instants(look: &Look<'_>, entry: &TimelineEntry, act: String) -> String {
    let Some(Change::TimeCorrected { was, to, .. }) = &entry.change else { return act };
    let was = was.map(|was| format!(" instead of {}", look.time(was).text)).unwrap_or_default();
    format!("{act}: {}{was}", look.time(*to).text)
}

fn may_redact(look: &Look<'_>, entry: &TimelineEntry) -> bool {
    let own = entry.who.person().is_some_and(|who| look.actor.person_id() == Some(who));
    let may = look.may(Action::RedactOthers) || (own && look.may(Action::ChangeIncident));
    may && entry.change.as_ref().is_some_and(|change| change.without_words().is_some())
}

/// By name, and who that is. Who reports or joins without signing in is whom they say they are.
pub(super) fn whoever_did(book: &NameBook<'_>, whole: &Incident, entry: &TimelineEntry) -> (String, Option<PersonId>) {
    let visitor = |person: Option<PersonId>| {
        let named = person.and_then(|person| book.named_reporter(whole, person));
        (named.unwrap_or_else(|| "A visitor".to_owned()), person)
    };
    match (entry.who, &entry.change) {
        (Who::Person(person), _) => (book.person(person), Some(person)),
        (Who::Receipt { person, .. }, _) => (book.reporter(whole, person), Some(person)),
        (Who::Visitor, Some(Change::Reported(reported))) => visitor(reported.reporter),
        (Who::Visitor, Some(Change::Joined { person, .. })) => visitor(Some(*person)),
        (Who::Visitor, _) => visitor(None),
        (Who::Operator, _) => ("The operator".to_owned(), None),
        (Who::Task(_), _) => ("Sitrep".to_owned(), None),
    }
}

/// The words that led to it stand in the line above: a reporter's "still broken" re-opens it with what they wrote.
fn repeats(look: &Look<'_>, entry: &TimelineEntry) -> Result<bool> {
    let Some(Change::Reopened { reason } | Change::Resumed { reason, .. }) = &entry.change else { return Ok(false) };
    let before = entry::entry(look.read, look.incident.id, entry.sequence.saturating_sub(1))?;
    let said = before.filter(|before| before.at == entry.at).and_then(|before| before.change);
    Ok(matches!(said, Some(Change::ReporterSaid { text, .. }) if text == *reason))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use domain::report::ReportDraft;
    use domain::time::{MINUTE, Moment, SECOND};

    use super::*;
    use crate::incidents::{NewReport, Origin, entries, find_by_number, index};
    use crate::storage::{Order, Read, Storage, Table, Tx};
    use crate::time_text::Reader;
    use crate::{Clock, Options};

    /// Counts what is read: rows, and bytes of them.
    struct Counted<'a> {
        inner: &'a dyn Read,
        rows: Cell<usize>,
        bytes: Cell<usize>,
    }

    impl Counted<'_> {
        fn count(&self, key: &[u8], value: &[u8]) {
            self.rows.set(self.rows.get() + 1);
            self.bytes.set(self.bytes.get() + key.len() + value.len());
        }
    }

    impl Read for Counted<'_> {
        fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>> {
            let found = self.inner.get(table, key)?;
            self.count(key, found.as_deref().unwrap_or_default());
            Ok(found)
        }

        fn scan_each(
            &self,
            table: Table,
            from: &[u8],
            to: &[u8],
            order: Order,
            each: &mut dyn FnMut(&[u8], &[u8]) -> bool,
        ) -> Result<()> {
            self.inner.scan_each(table, from, to, order, &mut |key, value| {
                self.count(key, value);
                each(key, value)
            })
        }

        fn len(&self, table: Table) -> Result<u64> {
            self.inner.len(table)
        }
    }

    /// A report with as many entries, a minute between one and the next.
    async fn desk_with(entries: u64, change: impl Fn(u64) -> Change + Send + 'static) -> Backend {
        let desk = Backend::new(Storage::in_memory(Clock::manual(0)), Options::default()).unwrap();
        let draft = ReportDraft {
            title: "Mail is down".into(),
            description: "It says no.".into(),
            impact: "medium".into(),
            urgency: "high".into(),
            ..ReportDraft::default()
        };
        desk.report(&Caller::visitor(), NewReport::by_web(draft, false)).await.unwrap();
        let write = move |tx: &mut Tx<'_>| {
            let before = find_by_number(tx, "INC-1")?.unwrap();
            for sequence in 2..=entries {
                let change = change(sequence);
                let soon = if matches!(change, Change::Undone { .. }) { SECOND - MINUTE } else { 0 };
                let at = Moment(i64::try_from(sequence).unwrap() * MINUTE + soon);
                entry::append(tx, before.id, at, Who::Operator, Origin::CommandLine, &change)?;
            }
            index::store(tx, Some(&before), &Incident { revision: entries, ..before.clone() })
        };
        desk.storage().write_blocking(write).unwrap();
        desk
    }

    fn noted(sequence: u64) -> Change {
        Change::Noted { text: format!("{sequence}: {}", "Looked at the queue. ".repeat(9)) }
    }

    /// What one look at it shows, and the rows and bytes it read.
    fn looked<T>(desk: &Backend, part: impl Fn(&Look<'_>) -> Result<T>) -> (T, usize, usize) {
        let snapshot = desk.storage().snapshot().unwrap();
        let read = Counted { inner: &snapshot, rows: Cell::new(0), bytes: Cell::new(0) };
        let incident = find_by_number(&read, "INC-1").unwrap().unwrap();
        let (actor, settings) = (desk.operator().actor(&read).unwrap(), desk.settings().unwrap());
        let (reader, book) = (Reader::new(None, "UTC", Moment(0)), NameBook::new(&read));
        let whole = &incident;
        let look = Look { read: &read, actor: &actor, incident: &incident, whole, settings: &settings, reader, book };
        let shown = part(&look).unwrap();
        (shown, read.rows.get(), read.bytes.get())
    }

    #[tokio::test]
    async fn a_page_of_twenty_thousand_entries_reads_what_one_of_two_hundred_reads() {
        let all = |look: &Look<'_>| Ok((look.head()?, look.facts()?, page(look, None)?));
        let (few, many) = (desk_with(200, noted).await, desk_with(20_000, noted).await);
        let (_, rows, bytes) = looked(&few, all);
        let ((view, _, newest), rows_of_many, bytes_of_many) = looked(&many, all);
        assert_eq!((view.revision, newest.lines.len(), rows_of_many), (20_000, PAGE_ENTRIES_MOST, rows));
        assert!(bytes_of_many < bytes + bytes / 10, "{bytes_of_many} bytes instead of {bytes}");

        let (mut shown, mut earlier) = (newest.lines.len(), newest.earlier);
        while let Some(before) = earlier {
            let (page, rows, _) = looked(&many, |look| page(look, Some(before)));
            assert!(page.later && rows < 4 * PAGE_ENTRIES_MOST, "{rows} rows");
            assert_eq!(page.lines.last().unwrap().sequence, before - 1);
            (shown, earlier) = (shown + page.lines.len(), page.earlier);
        }
        assert_eq!(shown, 20_000, "earlier pages lead to the very first entry");
    }

    #[tokio::test]
    async fn long_words_make_the_page_shorter() {
        let long = |sequence: u64| Change::Noted { text: format!("{sequence}: {}", "x".repeat(10_000)) };
        let (page, _, bytes) = looked(&desk_with(200, long).await, |look| page(look, None));
        assert!(bytes < PAGE_BYTES_MOST + PAGE_BYTES_MOST / 5, "{bytes} bytes");
        assert!(!page.later && (20..30).contains(&page.lines.len()) && page.earlier > Some(170));
    }

    #[tokio::test]
    async fn what_was_taken_back_is_struck_on_whichever_page_it_stands() {
        let undone = |sequence: u64| match sequence {
            52 => Change::Undone { sequence: 50, before: None },
            _ => noted(sequence),
        };
        let desk = desk_with(60, undone).await;
        let storage = desk.storage();
        assert_eq!(storage.read(|read| entries(read, find_by_number(read, "INC-1")?.unwrap().id)).unwrap().len(), 60);
        for before in [None, Some(53), Some(52)] {
            let (page, ..) = looked(&desk, |look| page(look, before));
            let struck: Vec<_> = page.lines.iter().filter(|line| line.undone).map(|line| line.sequence).collect();
            assert_eq!(struck, [50, 51], "{before:?}");
        }
        let (other, ..) = looked(&desk, |look| page(look, Some(50)));
        assert!(other.lines.iter().all(|line| !line.undone));
    }
}
