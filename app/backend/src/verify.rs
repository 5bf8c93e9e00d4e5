//! `sitrep verify`: replays every timeline and compares; checks the chains, every index row, and that what is
//! referred to exists. It changes nothing. A difference is a sentence for whoever runs it.

mod learning;
mod others;

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use domain::ids::IncidentId;
use domain::incident::{Incident, Status};

use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::{self, PROJECTIONS, StoredIncident};
use crate::journal::{self, Fact};
use crate::people::PersonRecord;
use crate::services::ServiceRecord;
use crate::storage::chain::{self, Chain};
use crate::storage::{self, Order, Read, Snapshot, Table};

/// Differences listed; the rest are counted.
pub const DIFFERENCES_MOST: usize = 1_000;

/// Journal entries read at a time.
const JOURNAL_PAGE: usize = 1_000;

/// What was looked at, and what is wrong; nothing wrong is an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    pub incidents: u64,
    pub entries: u64,
    pub people: u64,
    /// Entries without their words, of which later entries tell who took them out and why.
    pub taken_out: u64,
    pub differences: Vec<String>,
    /// Differences beyond the list.
    pub more: u64,
}

impl Verdict {
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }

    /// What cannot be read is a difference, and the rest is looked at all the same.
    fn note(&mut self, what: impl FnOnce() -> String, checked: Result<()>) {
        if let Err(error) = checked {
            self.say(format!("{}: {error}", what()));
        }
    }

    fn say(&mut self, difference: impl Into<String>) {
        if self.differences.len() < DIFFERENCES_MOST {
            self.differences.push(difference.into());
        } else {
            self.more += 1;
        }
    }
}

/// What is wrong, in sentences: what a copy has to be asked before it is kept.
pub fn findings(read: &Snapshot) -> Result<Vec<String>> {
    let verdict = verify(read)?;
    let more = (verdict.more > 0).then(|| format!("and {} more", verdict.more));
    Ok(verdict.differences.into_iter().chain(more).collect())
}

/// Looks at everything in one snapshot.
pub fn verify(read: &dyn Read) -> Result<Verdict> {
    let mut verdict = Verdict::default();
    for fault in storage::verify::verify_all(read)? {
        verdict.say(fault.to_string());
    }
    let mut rows = HashMap::new();
    let mut columns = HashMap::new();
    read.scan_each(Table::Incidents, &[], &[], Order::Ascending, &mut |key, value| {
        let checked = storage::decode::<StoredIncident>(value)
            .and_then(|stored| incident(read, &stored.0, &mut rows, &mut columns, &mut verdict));
        verdict.note(|| format!("incident {}", HEXLOWER.encode(key)), checked);
        true
    })?;
    others::planned(read, &mut rows, &mut verdict)?;
    learning::actions(read, &mut rows, &mut verdict)?;
    learning::reviews(read, &mut rows, &mut verdict)?;
    let waiting = incidents::escalation_timers(read)?.into_iter().chain(incidents::morning_timers(read)?);
    for timer in waiting.chain(crate::duty::reminders(read)?) {
        if !read.contains(Table::Timers, &timer.key())? {
            verdict.say("an escalation, an absence or a letter of the morning has no timer");
        }
        *rows.entry(Table::Timers).or_default() += 1;
    }
    let indexes = PROJECTIONS.iter().flat_map(|projection| projection.tables).copied();
    let others = [Table::Timers, Table::PlannedOrder, Table::ActionOrder, Table::ActionsByIncident, Table::ReviewOrder];
    for table in indexes.chain(others) {
        let (expected, found) = (rows.get(&table).copied().unwrap_or(0), read.len(table)?);
        if expected != found {
            verdict.say(format!("table {} holds {found} rows, {expected} are due", table.name()));
        }
    }
    for status in Status::ALL {
        let (expected, found) = (columns.get(&status).copied().unwrap_or(0), incidents::count(read, status)?);
        if expected != found {
            verdict.say(format!("{} are counted as {}, {expected} are", found, status.code()));
        }
    }
    people(read, &mut verdict)?;
    others::check(read, &mut verdict)?;
    for difference in crate::outbox::differences(read)? {
        verdict.say(difference);
    }
    heads(read, &mut verdict)?;
    Ok(verdict)
}

fn incident(
    read: &dyn Read,
    stored: &Incident,
    rows: &mut HashMap<Table, u64>,
    columns: &mut HashMap<Status, u64>,
    verdict: &mut Verdict,
) -> Result<()> {
    verdict.incidents += 1;
    let number = &stored.number;
    let (searched, book) = (incidents::entry_rows(read, stored)?, Book::of(read, [stored])?);
    let due = incidents::rows(stored, &book)?.into_iter().chain(incidents::timer_rows(stored, &book)).chain(searched);
    for (table, key, value) in due {
        if read.get(table, &key)?.as_ref() != Some(&value) {
            verdict.say(format!("{number} has no right row in {}", table.name()));
        }
        *rows.entry(table).or_default() += 1;
    }
    if !stored.restricted {
        *columns.entry(stored.status).or_default() += 1;
    }
    references(read, stored, verdict)?;
    verdict.entries += incidents::entries_of(read, stored.id)?;
    let folded = incidents::refolded(read, stored.id)?;
    verdict.taken_out += folded.taken_out;
    if !folded.whole {
        verdict.say(format!("{number} has an entry whose content is gone, and no entry tells who deleted it"));
    } else if folded.state.as_ref() != Some(stored) {
        verdict.say(format!("{number} is not what its timeline folds to"));
    }
    Ok(())
}

fn references(read: &dyn Read, stored: &Incident, verdict: &mut Verdict) -> Result<()> {
    for affected in &stored.affected {
        if ServiceRecord::find(read, affected.service)?.is_none() {
            verdict.say(format!("{} affects a service that does not exist", stored.number));
        }
    }
    let named = [stored.owner, stored.incident_manager, stored.communications_lead].into_iter().flatten();
    let reporters = stored.reporters.iter().map(|r| r.person);
    let others = stored.members.iter().chain(&stored.followers).copied();
    for person in named.chain(reporters).chain(others) {
        if PersonRecord::find(read, person)?.is_none() {
            verdict.say(format!("{} names a person who does not exist", stored.number));
        }
    }
    for (other, knows) in linked(read, stored)? {
        if !knows {
            verdict.say(format!("{} is linked with incident {other}, which knows nothing of it", stored.number));
        }
    }
    if stored.restricted && !stored.status.is_final() && stored.members.is_empty() {
        verdict.say(format!("{} is restricted and has no member", stored.number));
    }
    Ok(())
}

/// Each incident that it names in a merge, and whether that one names it.
fn linked(read: &dyn Read, stored: &Incident) -> Result<Vec<(IncidentId, bool)>> {
    let mut linked = Vec::new();
    if let Some(target) = stored.merged_into {
        let found = incidents::find(read, target)?;
        linked.push((target, found.is_some_and(|target| target.duplicates.contains(&stored.id))));
    }
    for source in &stored.duplicates {
        let found = incidents::find(read, *source)?;
        linked.push((*source, found.is_some_and(|source| source.merged_into == Some(stored.id))));
    }
    Ok(linked)
}

/// Every address leads to the person who has it, and to nobody else.
fn people(read: &dyn Read, verdict: &mut Verdict) -> Result<()> {
    let mut addresses = 0;
    let mut accounts = 0;
    read.scan_each(Table::Persons, &[], &[], Order::Ascending, &mut |key, value| {
        verdict.people += 1;
        let checked = storage::decode::<PersonRecord>(value).and_then(|person| {
            if person.role.is_some() {
                accounts += 1;
                let row = read.get(Table::Accounts, key)?;
                if row.is_none_or(|row| !row.is_empty() && row != person.account_row()) {
                    verdict.say(format!("person {} has an account and is not rightly among the accounts", person.id));
                }
            }
            let Some(email) = person.email else { return Ok(()) };
            addresses += 1;
            if read.get(Table::PersonsByEmail, email.folded().as_bytes())?.as_deref() != Some(key) {
                verdict.say(format!("the address of person {} leads to somebody else", person.id));
            }
            Ok(())
        });
        verdict.note(|| format!("person {}", HEXLOWER.encode(key)), checked);
        true
    })?;
    let listed = read.len(Table::Accounts)?;
    if listed != accounts {
        verdict.say(format!("{listed} accounts are listed, {accounts} people have one"));
    }
    let found = read.len(Table::PersonsByEmail)?;
    if found != addresses {
        verdict.say(format!("{found} addresses lead to people, {addresses} people have one"));
    }
    Ok(())
}

/// The heads that the journal recorded still stand in the timelines: nothing was cut off at the end.
fn heads(read: &dyn Read, verdict: &mut Verdict) -> Result<()> {
    let mut before = chain::head(read, Chain::Journal)?.map_or(0, |head| head.sequence) + 1;
    while before > 1 {
        match journal::recorded(read, Some(before), JOURNAL_PAGE) {
            Ok(page) => {
                for entry in &page {
                    head(read, entry, verdict)?;
                }
                before = page.last().map_or(1, |last| last.sequence);
            }
            // One of them cannot be read: they are looked at one by one.
            Err(_) => {
                let end = before.saturating_sub(JOURNAL_PAGE as u64).max(1);
                for sequence in (end..before).rev() {
                    let one = journal::recorded(read, Some(sequence + 1), 1);
                    let checked = one.and_then(|one| one.iter().try_for_each(|entry| head(read, entry, verdict)));
                    verdict.note(|| format!("journal entry {sequence}"), checked);
                }
                before = end;
            }
        }
    }
    Ok(())
}

fn head(read: &dyn Read, entry: &journal::Recorded, verdict: &mut Verdict) -> Result<()> {
    let Some(Fact::IncidentHead { incident, revision, hash }) = &entry.fact else { return Ok(()) };
    let found = chain::entry(read, Chain::Incident(incident.0), *revision);
    if !found.is_ok_and(|found| found.is_some_and(|e| e.link.hash == *hash)) {
        verdict.say(format!("entry {revision} of incident {incident} is not the one the journal recorded"));
    }
    Ok(())
}
