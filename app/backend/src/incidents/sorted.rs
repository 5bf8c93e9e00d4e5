//! The order of the list. Each row gets a key of bytes that sorts as wanted, so that a page begins after a key, whatever
//! has come or gone since the one before it was shown.

use domain::classification::Priority;
use domain::incident::Number;
use domain::locale::Names as _;
use domain::search::fold;
use domain::time::Moment;
use domain::view::sorting::{ListSort, SortBy};

use crate::incidents::NameBook;
use crate::incidents::rows::CardRow;
use crate::storage::Key;

/// Of a text the first bytes count: a key travels in the address of the next page.
const TEXT_BYTES: usize = 60;

/// Rows of equal worth stand as they press; what has no such value stands at the end, whichever way it is sorted.
pub(super) fn sort_key(row: &CardRow, sort: ListSort, book: &NameBook<'_>, now: Moment) -> Vec<u8> {
    let wanted = worth(row, sort.by, book, now);
    let missing = u8::from(wanted.is_none());
    let mut wanted = wanted.unwrap_or_default();
    if sort.falling {
        wanted.iter_mut().for_each(|byte| *byte = !*byte);
    }
    [vec![missing], wanted, pressing(row, now), Key::new().u64(row.id.0).done()].concat()
}

/// What is late first, then the higher priority; in each what waited beyond its hold, then the oldest.
fn pressing(row: &CardRow, now: Moment) -> Vec<u8> {
    let late = row.due.is_some_and(|due| due.is_late(now));
    let over = row.due.is_some_and(|due| due.is_over(now));
    let key = Key::new().byte(u8::from(!late)).byte(Priority::rank(row.priority)).byte(u8::from(!over));
    key.i64(row.reported_at.0).done()
}

fn worth(row: &CardRow, by: SortBy, book: &NameBook<'_>, now: Moment) -> Option<Vec<u8>> {
    let key = Key::new();
    match by {
        SortBy::Pressing => Some(Vec::new()),
        SortBy::Priority => row.priority.map(|priority| key.byte(priority as u8).done()),
        SortBy::Number => Some(match &row.number {
            Number::Open(number) => key.byte(0).u64(*number).done(),
            Number::Restricted(letters) => [key.byte(1).done(), text(letters)].concat(),
        }),
        SortBy::Title => Some(text(&row.title)),
        SortBy::Service => row.services.first().map(|service| text(&book.service(*service))),
        SortBy::Status => Some(key.byte(row.status as u8).done()),
        SortBy::Owner => row.owner.map(|person| text(&book.person(person))),
        SortBy::People => Some(key.u32(row.people).done()),
        SortBy::Due => row.due.map(|due| key.i64(due.at.0).done()),
        SortBy::Age => Some(key.i64(now.since(row.reported_at)).done()),
    }
}

/// Folded as search compares it, and ended, so that a shorter text stands before a longer one that begins like it.
fn text(text: &str) -> Vec<u8> {
    let mut bytes = fold(text).into_bytes();
    bytes.truncate(TEXT_BYTES);
    bytes.push(0);
    bytes
}
