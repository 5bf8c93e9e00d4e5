//! What is to be done about the ripe notices: write a letter, hold it, park it, or drop it. Works on a snapshot and
//! renders here, outside every write transaction; `claim.rs` then makes it true, or not.
//!
//! Each letter stands alone: one that cannot be written is stored as failed, where people see it, and the round
//! goes on.

use std::collections::{HashMap, HashSet};

use domain::ids::{IncidentId, PersonId};
use domain::time::MINUTE;

use super::brake::{Brake, Verdict};
use super::draft::{Draft, bundle};
use super::fit::{Fitting, LETTER_MOST, alone, fitting};
use super::group::{Ripe, ripe};
use super::record::{LetterRecord, Numbers};
use super::render::{Order, render};
use super::thread::{Frozen, ThreadRecord};
use super::waits::{Wait, wait};
use super::write_down::{failed, written};
use crate::Backend;
use crate::error::Result;
use crate::notices::Braking;
use crate::notices::{Queued, Recipient};
use crate::people::PersonRecord;
use crate::storage::Read;

/// Letters in one bundle; the rest waits for the next one.
const BUNDLED_MOST: usize = 200;
/// Notices whose facts cannot be read now are looked at again after this; nothing is lost by waiting.
const UNREADABLE: i64 = 5 * MINUTE;

pub(super) enum Plan {
    Write(Box<Written>),
    Hold {
        notices: Vec<Queued>,
        until: i64,
    },
    /// Nobody is to be told any more.
    Drop {
        notices: Vec<Queued>,
    },
    /// It cannot be written: kept as failed, with why.
    Park {
        notices: Vec<Queued>,
        record: Box<LetterRecord>,
    },
}

pub(super) struct Written {
    /// One group, or several in a bundle.
    pub groups: Vec<Vec<Queued>>,
    pub draft: Draft,
    pub record: LetterRecord,
    pub thread: Option<ThreadRecord>,
}

pub(super) struct Planned {
    pub plans: Vec<Plan>,
    /// When there is something to plan again.
    pub next: Option<i64>,
}

struct Storm {
    recipient: Recipient,
    pressing: bool,
    verdict: Verdict,
}

/// What becomes one letter because its recipient got too many.
#[derive(Default)]
struct Bundle {
    groups: Vec<Vec<Queued>>,
    drafts: Vec<Draft>,
    size: usize,
}

pub(super) struct Planner<'a> {
    pub desk: &'a Backend,
    pub read: &'a dyn Read,
    pub brake: &'a mut Brake,
    pub boot: u64,
    pub now: i64,
    pub numbers: Numbers,
}

/// What one look at the queue has come to so far.
struct Round {
    planned: Planned,
    bundles: HashMap<Recipient, Bundle>,
    /// The letters of a morning.
    daily: HashMap<Recipient, Bundle>,
    threads: HashSet<(PersonId, IncidentId)>,
    letters: usize,
}

impl Planner<'_> {
    /// At most `limit` letters; what is held costs little and is not counted.
    pub fn plan(mut self, limit: usize) -> Result<Planned> {
        let Ripe { groups, next } = ripe(self.read, self.now)?;
        let planned = Planned { plans: Vec::new(), next };
        let mut round =
            Round { planned, bundles: HashMap::new(), daily: HashMap::new(), threads: HashSet::new(), letters: 0 };
        for group in groups {
            if round.letters >= limit {
                round.planned.next = Some(self.now);
                break;
            }
            self.add(group, &mut round)?;
        }
        for Bundle { groups, drafts, .. } in std::mem::take(&mut round.daily).into_values() {
            let Some(draft) = bundle(drafts) else { continue };
            let plan = self.write(groups, draft)?;
            round.planned.plans.push(plan);
        }
        for (recipient, Bundle { groups, drafts, .. }) in std::mem::take(&mut round.bundles) {
            let Some(draft) = bundle(drafts) else { continue };
            let plan = self.write(groups, draft)?;
            if matches!(plan, Plan::Write(_)) {
                self.brake.bundled(&recipient, self.now);
            }
            round.planned.plans.push(plan);
        }
        Ok(round.planned)
    }

    fn add(&mut self, mut group: Vec<Queued>, round: &mut Round) -> Result<()> {
        let wait = wait(self.read, &group, self.now)?;
        if let Some(Wait::Until(until)) = wait {
            round.planned.plans.push(Plan::Hold { notices: group, until });
            return Ok(());
        }
        // What was gathered over a day is no storm.
        let daily = wait == Some(Wait::Daily) && group.iter().all(|queued| queued.notice.incident.is_some());
        let storm = if wait == Some(Wait::Daily) { None } else { self.storm(&group)? };
        if let Some(Verdict::HoldUntil(until)) = storm.as_ref().map(|storm| storm.verdict) {
            round.planned.plans.push(Plan::Hold { notices: group, until });
            return Ok(());
        }
        let all = group.len();
        let drafted = match alone(|| fitting(self.desk, self.read, &mut group, self.now)) {
            Ok(Ok(drafted)) => drafted,
            Ok(Err(error)) => {
                tracing::error!("a letter cannot be drafted now: {error}");
                round.planned.plans.push(Plan::Hold { notices: group, until: self.now + UNREADABLE });
                return Ok(());
            }
            Err(panic) => {
                let plan = self.park(group, None, &panic);
                round.planned.plans.push(plan);
                return Ok(());
            }
        };
        if group.len() < all {
            round.planned.next = Some(self.now);
        }
        let in_time = |drafted: &Fitting| drafted.draft.expires.is_none_or(|at| at.0 > self.now);
        let Some(Fitting { draft, size }) = drafted.filter(in_time) else {
            round.planned.plans.push(Plan::Drop { notices: group });
            return Ok(());
        };
        // A second letter of the same thread would not know the first; it waits for the next round.
        if draft.thread().is_some_and(|thread| !round.threads.insert(thread)) {
            round.planned.next = Some(self.now);
            return Ok(());
        }
        if let (true, Some(recipient)) = (daily, group.first().map(|queued| queued.notice.recipient.clone())) {
            round.daily.entry(recipient).or_default().add(group, draft, size);
            return Ok(());
        }
        match storm {
            Some(storm) if storm.verdict == Verdict::Bundle => {
                round.bundles.entry(storm.recipient).or_default().add(group, draft, size);
            }
            storm => {
                let plan = self.write(vec![group], draft)?;
                if let (Some(storm), Plan::Write(_)) = (storm, &plan) {
                    self.brake.count(&storm.recipient, storm.pressing, self.now);
                }
                round.letters += 1;
                round.planned.plans.push(plan);
            }
        }
        Ok(())
    }

    /// What the brake says; `None` for letters it never asks about.
    fn storm(&mut self, group: &[Queued]) -> Result<Option<Storm>> {
        let Some(first) = group.first().map(|queued| &queued.notice) else { return Ok(None) };
        if group.iter().all(|queued| queued.notice.kind.spec().braking == Braking::Never) {
            return Ok(None);
        }
        // Behind a list are many, and none of them is flooded by it alone.
        if let Recipient::Person(person) = &first.recipient
            && PersonRecord::find(self.read, *person)?.is_some_and(|person| person.is_list())
        {
            return Ok(None);
        }
        let first_of_thread = match (&first.recipient, first.incident) {
            (Recipient::Person(person), Some(incident)) => ThreadRecord::find(self.read, *person, incident)?.is_none(),
            _ => false,
        };
        let pressing =
            first_of_thread || group.iter().any(|queued| queued.notice.kind.spec().braking == Braking::Pressing);
        let held = group.iter().any(Queued::is_held);
        let verdict = self.brake.judge(&first.recipient, pressing, held, self.now);
        Ok(Some(Storm { recipient: first.recipient.clone(), pressing, verdict }))
    }

    fn write(&mut self, groups: Vec<Vec<Queued>>, draft: Draft) -> Result<Plan> {
        let before = match draft.thread() {
            Some((person, incident)) => ThreadRecord::find(self.read, person, incident)?,
            None => None,
        };
        let order = Order {
            sender: &draft.sender,
            to: &draft.to,
            zone: &draft.zone,
            letters: &draft.letters,
            in_thread: draft.thread().is_some(),
            thread: before.as_ref(),
            reply_to: draft.sender.reply_to(self.desk.keys(), draft.thread()),
            urgent: draft.urgent,
            daily: draft.daily,
            id: self.numbers.draw(),
            now: self.now,
        };
        let rendered = match alone(|| render(&order)) {
            Ok(Ok(rendered)) => rendered,
            Ok(Err(refusal)) => {
                return Ok(self.park(groups.into_iter().flatten().collect(), Some(&draft), &refusal.to_string()));
            }
            Err(panic) => return Ok(self.park(groups.into_iter().flatten().collect(), Some(&draft), &panic)),
        };
        let subject = Frozen { text: rendered.subject.clone(), wordless: rendered.wordless };
        let thread = draft.thread().map(|_| match before {
            Some(thread) => thread.grown(subject, &rendered.message_id),
            None => ThreadRecord::begin(subject, &rendered.message_id),
        });
        let record = written(&draft, &groups, rendered, self.now, self.boot);
        Ok(Plan::Write(Box::new(Written { groups, draft, record, thread })))
    }

    fn park(&mut self, notices: Vec<Queued>, draft: Option<&Draft>, why: &str) -> Plan {
        tracing::error!("a letter cannot be written: {why}");
        let record = Box::new(failed(self.numbers.draw(), &notices, draft, why, self.now));
        Plan::Park { notices, record }
    }
}

impl Bundle {
    /// What makes it too large stays in the queue for the next one.
    fn add(&mut self, group: Vec<Queued>, draft: Draft, size: usize) {
        let fits = self.groups.is_empty() || self.size + size <= LETTER_MOST;
        if fits && self.groups.len() < BUNDLED_MOST {
            self.groups.push(group);
            self.drafts.push(draft);
            self.size += size;
        }
    }
}
