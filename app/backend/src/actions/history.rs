//! What happened to an action, kept in it.

use domain::action::Deed;
use domain::permissions::Who;
use domain::time::Moment;

use super::record::Happened;
use super::{ActionRecord, HISTORY_MOST};

impl ActionRecord {
    pub(super) fn note(&mut self, at: Moment, by: Who, deed: Deed) {
        self.history.push(Happened { at, by: by.person(), deed });
        let over = self.history.len().saturating_sub(HISTORY_MOST);
        self.history.drain(..over);
    }
}
