use serde::{Deserialize, Serialize};

use crate::incident::Incident;
use crate::time::Moment;

/// A flag with a reason; not a status. Leaving the open statuses ends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub reason: HoldReason,
    pub note: String,
    pub since: Moment,
    pub until: Option<Moment>,
    /// The resolution clock stands meanwhile.
    #[serde(default)]
    pub pauses: bool,
    /// Of one that waits for a vendor, once somebody wrote down where it stands there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chased: Option<Chased>,
}

/// Where it stands at the vendor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chased {
    /// The number it has there.
    pub ticket: Option<String>,
    pub note: String,
    pub at: Moment,
    /// When somebody asks there again.
    pub again_at: Option<Moment>,
    /// That instant has passed, and whoever has it was told.
    pub due: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    AwaitingReporter,
    Vendor,
    Change,
    Other,
}

impl HoldReason {
    pub const ALL: [Self; 4] = [Self::AwaitingReporter, Self::Vendor, Self::Change, Self::Other];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldEnd {
    ByHand,
    ReporterAnswered,
    LeftOpen,
}

/// It was with a vendor so long, whatever the clocks made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    pub from: Moment,
    /// `None` while it is there.
    pub to: Option<Moment>,
}

/// When somebody looks at a hold again, so that it is not forgotten; nothing of a hold that has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// The reporter is asked once more.
    pub remind_at: Option<Moment>,
    pub review_at: Option<Moment>,
    /// That instant has passed, and it still waits.
    pub overdue: bool,
}

impl Incident {
    /// Whoever says when somebody asks again has not forgotten it: that instant stands in place of the review.
    pub(super) fn chased(&mut self, ticket: Option<&String>, note: &str, again_at: Option<Moment>, at: Moment) {
        let Some(hold) = &mut self.hold else { return };
        let before = hold.chased.as_ref().and_then(|chased| chased.ticket.as_ref());
        let ticket = ticket.or(before).cloned();
        hold.chased = Some(Chased { ticket, note: note.to_owned(), at, again_at, due: false });
        if again_at.is_some() {
            self.watch.iter_mut().for_each(|watch| (watch.review_at, watch.overdue) = (None, false));
        }
    }

    /// When the vendor is to be asked again, as long as nobody was told so.
    pub fn chase_at(&self) -> Option<Moment> {
        let chased = self.hold.as_ref().and_then(|hold| hold.chased.as_ref());
        chased.filter(|chased| !chased.due).and_then(|chased| chased.again_at)
    }
}
