//! What stakeholders wait for: the first notice of what is grave, then each update that was promised. It is due at its
//! instant, day and night; the clocks of the team are in `sla.rs`.

use crate::classification::Priority;
use crate::incident::{Bell, FIRST_NOTICE_WITHIN, Incident, JudgedPromise, Major, Status};
use crate::time::Moment;

impl Incident {
    /// When stakeholders are to hear next: at what was promised; of what is P1 or major, while they have heard nothing
    /// yet, at its first notice.
    pub fn update_due(&self) -> Option<Moment> {
        let owed = self.first_notice.filter(|_| self.told_at.is_none() && self.owes_first_notice());
        self.promise.or(owed)
    }

    /// From when to when the update is waited for that is due next.
    pub fn update_span(&self) -> Option<(Moment, Moment)> {
        let due = self.update_due()?;
        let since = self.told_at.filter(|_| self.promise.is_some()).unwrap_or(due.plus(-FIRST_NOTICE_WITHIN));
        Some((since, due))
    }

    /// When a bell of that update rings: three quarters on, and once its instant has passed.
    pub fn promise_rings_at(&self, bell: Bell) -> Option<Moment> {
        let (since, due) = self.update_span()?;
        let rung = self.sla.has_promise_rung(due, bell);
        let share = due.since(since).max(0) / 100 * bell.after_percent();
        (!rung).then(|| if bell == Bell::Breach { due } else { since.plus(share) })
    }

    /// Taken, open, and so grave that those outside must hear of it; what is restricted nobody outside hears of.
    pub fn owes_first_notice(&self) -> bool {
        let grave = self.shown_priority() == Some(Priority::P1) || self.major == Major::Accepted;
        let works = matches!(self.status, Status::Investigating | Status::Mitigated);
        grave && works && !self.restricted && !self.kind.is_request()
    }

    /// The update that was promised comes now, or the end in its place.
    pub(super) fn judge_promise(&mut self, at: Moment) {
        if let Some(due) = self.promise {
            self.sla.judge_promise(JudgedPromise { due, at, kept: at <= due });
        }
    }
}
