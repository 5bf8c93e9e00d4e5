use domain::time::Moment;

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::targets::hours_read;

impl Backend {
    /// For the poster: in which hours of every week reports are read, with whom to call at others; nothing where they
    /// are read around the clock. A visitor reads as much on the report page.
    pub fn hours_read(&self, caller: &Caller) -> Result<Option<String>> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            caller.actor(read)?;
            hours_read(read, &settings, now)
        })
    }
}
