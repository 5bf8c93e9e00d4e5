//! What is said of a press on several incidents at once.

use crate::incident::NoMerge;
use crate::locale::Locale;
use crate::view::many::{Left, ManyAct, ManyDone, WhyLeft};
use crate::view::merge::MergePreview;

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
            (ManyAct::Merged, 0) => "Nothing was merged.".to_owned(),
            (ManyAct::Merged, _) => format!(
                "{reports} merged; whoever reported is told. Each can be taken apart on its own page within an hour."
            ),
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
        format!("{} {}", left.number, self.why_left(&left.why))
    }

    /// The button of a merge: what it does, and to how many.
    pub fn merge_many(self, preview: &MergePreview) -> String {
        let into = preview.target.as_ref().map(|target| target.number.as_str()).unwrap_or_default();
        format!("Merge {} into {into}", self.count(preview.count(), "report", "reports"))
    }

    /// Follows the number of one that is left as it was.
    pub fn why_left(self, why: &WhyLeft) -> String {
        match *why {
            WhyLeft::NotThere => "is not there, or not yours to see".to_owned(),
            WhyLeft::NotAllowed => "is not yours to change".to_owned(),
            WhyLeft::NotOpen { status } => format!("is {} already", self.status(status).to_lowercase()),
            WhyLeft::Changed => "was changed after you read the list: look again, then tick it".to_owned(),
            WhyLeft::Told => "was told to an audience: cancel it on its own page, where they hear the end".to_owned(),
            WhyLeft::UndoTooLate => "stays cancelled: the ten seconds to undo it are over".to_owned(),
            WhyLeft::UndoOverlaid => "stays cancelled: something else happened to it since".to_owned(),
            WhyLeft::NoMerge { why: NoMerge::Itself } => "takes the others in".to_owned(),
            WhyLeft::NoMerge { why } => format!("is not merged. {}", self.no_merge(why)),
        }
    }
}
