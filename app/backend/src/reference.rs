//! The short name under which the log tells of something that failed. Whoever met the failure is shown it and passes it
//! on; it says nothing by itself. Work that has one, as a request does, gives it to all that fails in it.

use std::fmt;
use std::future::Future;

tokio::task_local! {
    static OF_THIS_WORK: Reference;
}

/// Six digits that can be said on the phone: `7f3a1c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference(u32);

impl Reference {
    pub fn draw() -> Self {
        let mut bytes = [0; 4];
        // Without randomness it is zero: the log line still tells all.
        let _ = getrandom::fill(&mut bytes);
        Self(u32::from_le_bytes(bytes) >> 8)
    }

    /// Of the work that is under way here, if it has one.
    pub fn of_this_work() -> Option<Self> {
        OF_THIS_WORK.try_with(|reference| *reference).ok()
    }

    /// As it is stored.
    pub(crate) fn number(self) -> u64 {
        u64::from(self.0)
    }

    /// Does the work under this reference.
    pub async fn over<W: Future>(self, work: W) -> W::Output {
        OF_THIS_WORK.scope(self, work).await
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    #[tokio::test]
    async fn what_fails_in_a_piece_of_work_has_the_reference_of_that_work() {
        assert_eq!(Reference::of_this_work(), None);
        let work = Reference::draw();
        let failed = work.over(async { Error::internal("the words are in the log") }).await;
        assert_eq!(failed, Error::Internal(work));
        assert_eq!(work.to_string().len(), 6);
    }
}
