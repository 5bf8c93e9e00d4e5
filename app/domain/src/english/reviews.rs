//! Reviews in words.

use crate::locale::Locale;
use crate::review::{ReviewPart, ReviewWhy};

impl Locale {
    pub fn review_part(self, part: ReviewPart) -> &'static str {
        match part {
            ReviewPart::Happened => "What happened",
            ReviewPart::Why => "Why it happened",
            ReviewPart::Change => "What we change",
            ReviewPart::Factors => "What contributed to it",
            ReviewPart::WentWell => "What went well",
            ReviewPart::WentBadly => "What did not go well",
            ReviewPart::Lucky => "Where we were lucky",
        }
    }

    pub fn review_why(self, why: ReviewWhy) -> &'static str {
        match why {
            ReviewWhy::Priority1 => "because it was P1",
            ReviewWhy::Major => "because it was a major incident",
        }
    }

    /// `Rui Costa is named. Would a role do, such as “the responder on duty”?`
    pub fn blame_hint(self, names: &[String]) -> String {
        let are = if names.len() == 1 { "is" } else { "are" };
        format!("{} {are} named. Would a role do, such as \u{201c}the responder on duty\u{201d}?", names.join(", "))
    }
}
