//! Which letters one press sent: screens show them together, and no page tears them apart.

use domain::locale::Locale;

use crate::letters;
use crate::outbox::{LetterPage, LetterRecord};

/// Letters on one page.
pub const LETTERS_PER_PAGE: usize = 50;
/// What one press sent is not torn in two pages, up to so many letters more.
pub(super) const SEND_MOST: usize = 250;

/// One press tells many people: the same kind about the same entries. What is about none stands alone.
pub(super) fn send_of(record: &LetterRecord) -> String {
    let entries: Vec<_> = record.entries.iter().map(|(incident, sequence)| format!("{incident}.{sequence}")).collect();
    if entries.is_empty() {
        return record.id.to_string();
    }
    format!("{} {}", letters::kind_words(record.kind, Locale::English), entries.join(" "))
}

/// A page's worth of letters, and those that belong to the send at its end.
pub(super) fn whole_sends(mut page: LetterPage) -> LetterPage {
    let end =
        (LETTERS_PER_PAGE..page.letters.len()).find(|at| send_of(&page.letters[*at]) != send_of(&page.letters[at - 1]));
    if let Some(end) = end {
        page.letters.truncate(end);
        page.older = page.letters.last().map(|letter| letter.id);
    }
    page
}
