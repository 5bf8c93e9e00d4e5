//! What is said of a press on several incidents at once.

use crate::locale::Locale;
use crate::view::many::{Left, ManyAct, ManyDone, WhyLeft};

impl Locale {
    /// The button that cancels what is ticked; `None` where nobody has counted.
    pub fn cancel_many(self, ticked: Option<u64>) -> String {
        match ticked {
            None | Some(0) => "Cancel the ticked reports with this reason".to_owned(),
            Some(count) => format!("Cancel {} with this reason", self.count(count, "report", "reports")),
        }
    }

    /// How it went as a whole.
    pub fn many_done(self, done: &ManyDone) -> String {
        let reports = self.count(done.done, "report", "reports");
        let said = match (done.act, done.done) {
            (ManyAct::Cancelled, 0) => "Nothing was cancelled.".to_owned(),
            (ManyAct::Cancelled, _) => format!("{reports} cancelled; whoever reported is told."),
            (ManyAct::Undone, 0) => "Nothing was taken back.".to_owned(),
            (ManyAct::Undone, _) => format!("Taken back: {reports} as before, and nobody is told."),
        };
        match done.left.len() {
            0 => said,
            1 => format!("{said} 1 report was left as it was:"),
            left => format!("{said} {left} reports were left as they were:"),
        }
    }

    /// One that was left, with the reason.
    pub fn left(self, left: &Left) -> String {
        let why = match left.why {
            WhyLeft::NotThere => "is not there, or not yours to see".to_owned(),
            WhyLeft::NotAllowed => "is not yours to cancel".to_owned(),
            WhyLeft::NotOpen { status } => format!("is {} already", self.status(status).to_lowercase()),
            WhyLeft::Changed => "was changed after you read the list: look again, then tick it".to_owned(),
            WhyLeft::Told => "was told to an audience: cancel it on its own page, where they hear the end".to_owned(),
            WhyLeft::UndoTooLate => "stays cancelled: the ten seconds to undo it are over".to_owned(),
            WhyLeft::UndoOverlaid => "stays cancelled: something else happened to it since".to_owned(),
        };
        format!("{} {why}", left.number)
    }
}
