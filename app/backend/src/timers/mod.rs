//! What is to happen at an instant. A timer is a row and its key says all: when, what, about whom, and what tells two
//! such apart. It is set and taken back in the transaction of the change that asks for it, because the state of its
//! subject asks for it and nothing else does. `background/fire.rs` fires those that are due and says what each kind
//! does; one that cannot fire stays, with a row beside it (`stuck.rs`). This folder knows no subject but by number.

pub mod stuck;

use domain::time::Moment;

use crate::error::{Error, Result};
use crate::storage::{Key, KeyParts, Row, Table, Tx};

/// What happens. The numbers are on disk: they are added, never given anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// The window after resolving is over; the subject is the incident.
    IncidentCloses = 1,
    /// Nobody has taken it; the subject is the incident.
    DutyEscalates = 10,
    /// The day before somebody stands in; the subject is the absence.
    DutyReminds = 11,
    /// A clock of an incident comes to a bell, which tells them apart; the subject is the incident.
    ClockRings = 20,
    /// The update that stakeholders wait for draws near, or was missed; the subject is the incident.
    PromiseRings = 21,
    /// The day of somebody who wants a letter then begins; the subject is that person.
    MorningLetter = 22,
    /// A reporter who has not answered is asked once more; the subject is the incident, as of the next.
    ReporterReminded = 31,
    /// The end of a hold that was expected has passed.
    HoldReviewed = 32,
    /// A legal deadline comes to a bell, which tells them apart; the subject is the incident.
    LegalRings = 33,
    /// A vendor is to be asked again; the subject is the incident.
    ChaseDue = 34,
    /// A day before planned work; the subject is that work.
    PlannedDayBefore = 30,
    /// An action is due soon, overdue, or so for a week, which tells them apart; the subject is the action.
    ActionRings = 60,
    /// A review is due soon, or overdue, which tells them apart; the subject is its incident.
    ReviewRings = 61,
}

impl Kind {
    pub const ALL: [Self; 13] = [
        Self::IncidentCloses,
        Self::DutyEscalates,
        Self::DutyReminds,
        Self::ClockRings,
        Self::PromiseRings,
        Self::MorningLetter,
        Self::ReporterReminded,
        Self::HoldReviewed,
        Self::LegalRings,
        Self::ChaseDue,
        Self::PlannedDayBefore,
        Self::ActionRings,
        Self::ReviewRings,
    ];

    fn numbered(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| *kind as u8 == number)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timer {
    pub due: Moment,
    pub kind: Kind,
    /// The id of what it is about, which its kind names; zero is the desk as a whole.
    pub subject: u64,
    /// Tells timers of one kind, subject and instant apart, such as the warnings of two clocks.
    pub which: u64,
}

impl Timer {
    /// Sorts by instant, so that whoever was away fires in order.
    pub fn key(&self) -> Vec<u8> {
        Key::new().i64(self.due.0).byte(self.kind as u8).u64(self.subject).u64(self.which).done()
    }

    pub fn parse(key: &[u8]) -> Result<Self> {
        let mut parts = KeyParts::of(key);
        let (due, number) = (Moment(parts.i64()?), parts.byte()?);
        let unknown = || Error::Storage(format!("a timer of kind {number}, which this program does not know"));
        let kind = Kind::numbered(number).ok_or_else(unknown)?;
        Ok(Self { due, kind, subject: parts.u64()?, which: parts.u64()? })
    }

    /// As it lies on disk.
    pub fn row(&self) -> Row {
        (self.key(), Vec::new())
    }
}

pub fn set(tx: &mut Tx<'_>, timer: &Timer) {
    let (key, value) = timer.row();
    tx.put(Table::Timers, key, value);
    tx.wake_timers();
}

/// Whether it has fired or is not wanted any more.
pub fn remove(tx: &mut Tx<'_>, key: &[u8]) {
    tx.delete(Table::Timers, key);
    tx.delete(Table::StuckTimers, key);
}

/// Brings the timers of one subject in step with what its state asks for.
pub fn follow(tx: &mut Tx<'_>, before: &[Timer], after: &[Timer]) {
    for timer in before.iter().filter(|timer| !after.contains(timer)) {
        remove(tx, &timer.key());
    }
    for timer in after.iter().filter(|timer| !before.contains(timer)) {
        set(tx, timer);
    }
}

/// Keys of timers that are due before an instant begin before this.
pub fn due_before(instant: i64) -> Vec<u8> {
    Key::new().i64(instant).done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_says_all_and_sorts_by_instant() {
        let at = |due, which| Timer { due: Moment(due), kind: Kind::IncidentCloses, subject: 7, which };
        let timers = [at(-1, 9), at(5, 0), at(5, 1), at(6, 0)];
        let keys = timers.map(|timer| timer.key());
        assert!(keys.is_sorted(), "{keys:?}");
        assert_eq!(keys.map(|key| Timer::parse(&key).unwrap()), timers);
        assert!(Timer::parse(&Key::new().i64(5).byte(0).u64(7).u64(0).done()).is_err());
        assert!(Timer::parse(b"broken").is_err());
    }
}
