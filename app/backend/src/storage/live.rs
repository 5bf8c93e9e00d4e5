//! What open pages are told: that something changed, by topic and identifier, never its content.
//! The writer stamps each change with a durable sequence number after the commit and hands it out; the
//! last ones are kept for those who were away for a moment. Who may hear of which is asked when it is
//! told (`hearing.rs`), from the audiences that stand beside it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{broadcast, watch};

use super::{Read, meta};
use crate::error::Result;

/// Events a slow subscriber may lag behind before it must start afresh.
pub const SUBSCRIBER_LAG: usize = 1_024;
/// Events kept for those who come back.
pub const REMEMBERED: usize = 4_096;

/// What has changed. One more topic is one more variant: the compiler asks who may hear of it, and how it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Topic {
    Incident(LiveChange),
    /// How the letters about an incident stand, which is no entry of its timeline.
    Letters {
        number: String,
        audience: Audience,
    },
    /// Planned work was added, changed or ended.
    Planned,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveChange {
    pub incident: u64,
    pub number: String,
    pub revision: u64,
    /// Who could see it before the change.
    pub before: Audience,
    /// Who can see it now.
    pub after: Audience,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    Nobody,
    Staff,
    /// Persons, when it is restricted.
    Members(Vec<u64>),
}

/// A point in the life of one database. A restored database has another epoch, so that no cursor of
/// the lost future is taken for one of the new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub epoch: [u8; 16],
    pub sequence: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveEvent {
    pub sequence: u64,
    pub topic: Topic,
}

/// The cursor that belongs to what `from` shows.
pub fn cursor(from: &dyn Read) -> Result<Cursor> {
    Ok(Cursor { epoch: meta::epoch(from)?, sequence: meta::live_sequence(from)? })
}

pub struct Live {
    epoch: [u8; 16],
    memory: Mutex<Memory>,
    sender: broadcast::Sender<Arc<LiveEvent>>,
    rechecks: watch::Sender<()>,
    moves: watch::Sender<()>,
}

struct Memory {
    /// Of the last event that was published.
    sequence: u64,
    events: VecDeque<Arc<LiveEvent>>,
}

impl Live {
    pub(super) fn from(start: Cursor) -> Live {
        let memory = Memory { sequence: start.sequence, events: VecDeque::new() };
        let (rechecks, moves) = (watch::Sender::new(()), watch::Sender::new(()));
        let sender = broadcast::Sender::new(SUBSCRIBER_LAG);
        Live { epoch: start.epoch, memory: Mutex::new(memory), sender, rechecks, moves }
    }

    /// Where the stream stands now.
    pub fn cursor(&self) -> Cursor {
        Cursor { epoch: self.epoch, sequence: self.lock().sequence }
    }

    /// Events from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<LiveEvent>> {
        self.sender.subscribe()
    }

    /// Changes when somebody who listens may have lost the right to, once that is durable.
    pub fn rechecks(&self) -> watch::Receiver<()> {
        self.rechecks.subscribe()
    }

    pub(super) fn recheck(&self) {
        self.rechecks.send_replace(());
    }

    /// Changes when the time of a demonstration was moved: what pages say of it is no longer so.
    pub fn moves(&self) -> watch::Receiver<()> {
        self.moves.subscribe()
    }

    pub(super) fn time_moved(&self) {
        self.moves.send_replace(());
    }

    /// The events after `cursor`; `None` when some of them are forgotten or it belongs to another
    /// database, so that the client must start afresh.
    pub fn since(&self, cursor: &Cursor) -> Option<Vec<Arc<LiveEvent>>> {
        self.replay(&self.lock(), cursor)
    }

    /// Both without a gap or a repetition between them.
    pub fn subscribe_since(
        &self,
        cursor: &Cursor,
    ) -> (Option<Vec<Arc<LiveEvent>>>, broadcast::Receiver<Arc<LiveEvent>>) {
        let memory = self.lock();
        (self.replay(&memory, cursor), self.sender.subscribe())
    }

    /// Publishes changes whose commit is durable.
    pub(super) fn publish(&self, events: Vec<LiveEvent>) {
        let mut memory = self.lock();
        for event in events {
            let event = Arc::new(event);
            memory.sequence = event.sequence;
            if memory.events.len() == REMEMBERED {
                memory.events.pop_front();
            }
            memory.events.push_back(Arc::clone(&event));
            // An error only says that nobody listens.
            let _ = self.sender.send(event);
        }
    }

    fn replay(&self, memory: &Memory, cursor: &Cursor) -> Option<Vec<Arc<LiveEvent>>> {
        if cursor.epoch != self.epoch || cursor.sequence > memory.sequence {
            return None;
        }
        let missed = usize::try_from(memory.sequence - cursor.sequence).ok()?;
        let start = memory.events.len().checked_sub(missed)?;
        Some(memory.events.range(start..).cloned().collect())
    }

    fn lock(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(sequence: u64) -> LiveEvent {
        let change = LiveChange {
            incident: 7,
            number: "INC-7".to_owned(),
            revision: sequence,
            before: Audience::Nobody,
            after: Audience::Staff,
        };
        LiveEvent { sequence, topic: Topic::Incident(change) }
    }

    fn sequences(events: Option<Vec<Arc<LiveEvent>>>) -> Option<Vec<u64>> {
        events.map(|events| events.iter().map(|event| event.sequence).collect())
    }

    #[test]
    fn who_comes_back_gets_exactly_what_was_missed() {
        let start = Cursor { epoch: [1; 16], sequence: 10 };
        let live = Live::from(start);
        live.publish((11..=14).map(event).collect());
        assert_eq!(sequences(live.since(&start)), Some(vec![11, 12, 13, 14]));
        assert_eq!(sequences(live.since(&Cursor { sequence: 13, ..start })), Some(vec![14]));
        assert_eq!(sequences(live.since(&live.cursor())), Some(vec![]));
    }

    #[test]
    fn who_missed_too_much_or_comes_from_another_database_starts_afresh() {
        let start = Cursor { epoch: [1; 16], sequence: 10 };
        let live = Live::from(start);
        assert_eq!(live.since(&Cursor { sequence: 9, ..start }), None, "from before this process");
        assert_eq!(live.since(&Cursor { sequence: 11, ..start }), None, "from the future");
        assert_eq!(live.since(&Cursor { epoch: [2; 16], ..start }), None, "from a restored database");
        live.publish((11..=11 + REMEMBERED as u64).map(event).collect());
        assert_eq!(live.since(&start), None, "forgotten");
        assert_eq!(live.since(&Cursor { sequence: 11, ..start }).map(|events| events.len()), Some(REMEMBERED));
    }

    #[test]
    fn a_subscriber_hears_what_comes_after_its_replay() {
        let start = Cursor { epoch: [1; 16], sequence: 0 };
        let live = Live::from(start);
        live.publish(vec![event(1)]);
        let (missed, mut receiver) = live.subscribe_since(&start);
        live.publish(vec![event(2)]);
        assert_eq!(sequences(missed), Some(vec![1]));
        assert_eq!(receiver.try_recv().unwrap().sequence, 2);
        assert!(receiver.try_recv().is_err());
    }
}
