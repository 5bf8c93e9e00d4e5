//! What is to be done about the ripe notices: write a letter, hold it, or drop it. Works on a snapshot and
//! renders here, outside every write transaction; `claim.rs` then makes it true, or not.

use std::collections::{HashMap, HashSet};

use domain::time::SECOND;
use domain::view::letters::LetterState;

use super::brake::{Brake, Verdict};
use super::draft::{Draft, draft};
use super::group::{Ripe, ripe};
use super::record::{Lease, LetterRecord};
use super::render::{Order, Rendered, render};
use super::thread::ThreadRecord;
use super::{Queued, Recipient};
use crate::Backend;
use crate::error::Result;
use crate::storage::Read;

/// A letter being sent is left alone this long; only a process that lost its memory would meet the end of it.
pub(super) const LEASE: i64 = 1_800 * SECOND;

/// Letters in one bundle; the rest waits for the next one.
const BUNDLED_MOST: usize = 200;

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

pub(super) struct Planner<'a> {
    pub desk: &'a Backend,
    pub read: &'a dyn Read,
    pub brake: &'a mut Brake,
    pub boot: u64,
    pub now: i64,
}

impl Planner<'_> {
    /// At most `limit` letters; what is held costs little and is not counted.
    pub fn plan(mut self, limit: usize) -> Result<Planned> {
        let Ripe { groups, next } = ripe(self.read, self.now)?;
        let mut planned = Planned { plans: Vec::new(), next };
        let mut bundles: HashMap<Recipient, Vec<(Vec<Queued>, Draft)>> = HashMap::new();
        let mut threads = HashSet::new();
        let mut letters = 0;
        for group in groups {
            if letters >= limit {
                planned.next = Some(self.now);
                break;
            }
            let storm = self.storm(&group)?;
            if let Some(Verdict::HoldUntil(until)) = storm.as_ref().map(|storm| storm.verdict) {
                planned.plans.push(Plan::Hold { notices: group, until });
                continue;
            }
            let draft = draft(self.desk, self.read, &group)?;
            let Some(draft) = draft.filter(|draft| draft.expires.is_none_or(|at| at.0 > self.now)) else {
                planned.plans.push(Plan::Drop { notices: group });
                continue;
            };
            // A second letter of the same thread would not know the first; it waits for the next round.
            if draft.thread().is_some_and(|thread| !threads.insert(thread)) {
                planned.next = Some(self.now);
                continue;
            }
            match storm {
                Some(storm) if storm.verdict == Verdict::Bundle => {
                    let bundle = bundles.entry(storm.recipient).or_default();
                    if bundle.len() < BUNDLED_MOST {
                        bundle.push((group, draft));
                    }
                }
                storm => {
                    if let Some(storm) = storm {
                        self.brake.count(&storm.recipient, storm.pressing, self.now);
                    }
                    letters += 1;
                    planned.plans.push(Plan::Write(Box::new(self.write(vec![group], draft)?)));
                }
            }
        }
        for (recipient, bundle) in bundles {
            self.brake.bundled(&recipient, self.now);
            let (groups, drafts): (Vec<_>, Vec<_>) = bundle.into_iter().unzip();
            if let Some(draft) = super::draft::bundle(drafts) {
                planned.plans.push(Plan::Write(Box::new(self.write(groups, draft)?)));
            }
        }
        Ok(planned)
    }

    /// What the brake says; `None` for letters it never asks about.
    fn storm(&mut self, group: &[Queued]) -> Result<Option<Storm>> {
        let Some(first) = group.first().map(|queued| &queued.notice) else { return Ok(None) };
        if group.iter().all(|queued| queued.notice.kind.is_unbraked()) {
            return Ok(None);
        }
        let first_of_thread = match (&first.recipient, first.incident) {
            (Recipient::Person(person), Some(incident)) => ThreadRecord::find(self.read, *person, incident)?.is_none(),
            _ => false,
        };
        let pressing = first_of_thread || group.iter().any(|queued| queued.notice.kind.is_pressing());
        let held = group.iter().any(Queued::is_held);
        let verdict = self.brake.judge(&first.recipient, pressing, held, self.now);
        Ok(Some(Storm { recipient: first.recipient.clone(), pressing, verdict }))
    }

    fn write(&self, groups: Vec<Vec<Queued>>, draft: Draft) -> Result<Written> {
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
            urgent: draft.urgent,
            now: self.now,
        };
        let rendered = render(&order)?;
        let thread = draft.thread().map(|_| match before {
            Some(thread) => thread.grown(&rendered.message_id),
            None => ThreadRecord::begin(rendered.subject.clone(), &rendered.message_id),
        });
        let record = self.record(&draft, rendered);
        Ok(Written { groups, draft, record, thread })
    }

    fn record(&self, draft: &Draft, rendered: Rendered) -> LetterRecord {
        let mut why: Vec<String> = Vec::new();
        for reason in draft.letters.iter().flat_map(|letter| &letter.why) {
            if !why.contains(reason) {
                why.push(reason.clone());
            }
        }
        let until = self.now + LEASE;
        LetterRecord {
            id: rendered.id,
            recipient: draft.person,
            to_name: draft.to.name.clone().unwrap_or_default(),
            to: draft.to.address.as_str().to_owned(),
            incidents: draft.incidents.clone(),
            kind: draft.kind,
            why,
            subject: rendered.subject,
            message_id: rendered.message_id.as_str().to_owned(),
            envelope_from: draft.sender.from.address.as_str().to_owned(),
            content: if draft.secret { rendered.content.without_secret() } else { rendered.content },
            bytes: Some(rendered.bytes),
            secret: draft.secret,
            created_at: self.now,
            expires: draft.expires.map(|at| at.0),
            state: LetterState::Sending,
            tries: 0,
            attempts: Vec::new(),
            lease: Some(Lease { until, boot: self.boot }),
            queued_for: Some(until),
        }
    }
}
