//! What was published, month by month of the organisation's zone: an incident stands in the month in which it was
//! reported.

use std::cmp::Reverse;

use domain::clock::Span;
use domain::incident::Status;
use domain::time::Moment;
use domain::view::public::HistoryView;

use super::public::{line, open};
use super::public_row::PublicRow;
use super::{NameBook, rows};
use crate::Backend;
use crate::calendars::Month;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::storage::{self, Order, Read, Table};
use crate::time_text::{Reader, zone};

/// Most lines of one month.
const MONTH_MOST: usize = 200;
/// Ended incidents looked through for them.
const LOOKED_THROUGH_MOST: usize = 5_000;

impl Backend {
    /// `month` as it stands in the address; empty for this one. There is none after this one, nor before the desk.
    pub fn status_history(&self, caller: &Caller, month: &str) -> Result<HistoryView> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        let zone = zone(&settings.zone);
        let this = Month::of(now, zone);
        let month = if month.is_empty() { Some(this) } else { Month::typed(month) };
        self.storage().read(|read| {
            let reader = Reader::of(read, &caller.actor(read)?, &settings, now)?;
            let first = settings.set_up_at.map_or(this, |at| Month::of(Moment(at), zone));
            let known = |month: &Month| *month <= this && *month >= first;
            let month = month.filter(known).ok_or(Error::NotFound)?;
            let mut found = published_in(read, month.span(zone))?;
            found.sort_by_key(|row| Reverse((row.reported_at, row.id)));
            let cut = found.len() > MONTH_MOST;
            found.truncate(MONTH_MOST);
            let book = NameBook::new(read);
            Ok(HistoryView {
                month: month.written(),
                words: month.in_words(),
                before: Some(month.before()).filter(known).map(Month::written),
                next: Some(month.next()).filter(known).map(Month::written),
                incidents: found.iter().map(|row| line(row, &book, reader)).collect(),
                cut,
            })
        })
    }
}

fn published_in(read: &dyn Read, span: Span) -> Result<Vec<PublicRow>> {
    let within = |row: &PublicRow| row.is_published() && span.from <= row.reported_at && row.reported_at < span.to;
    let mut found = open(read, within)?;
    for status in Status::ALL.into_iter().filter(|status| status.is_final()) {
        let mut broken = None;
        let mut looked = 0;
        // The newest of each column comes first: what ended before the month was not reported in it.
        read.each_with_prefix(Table::PublicIncidents, &rows::column(status), Order::Ascending, &mut |_, value| {
            looked += 1;
            match storage::decode::<PublicRow>(value) {
                Ok(row) if row.ended_at.is_some_and(|at| at < span.from) => return false,
                Ok(row) if within(&row) => found.push(row),
                Ok(_) => {}
                Err(error) => broken = Some(error),
            }
            broken.is_none() && looked < LOOKED_THROUGH_MOST
        })?;
        broken.map_or(Ok(()), Err)?;
    }
    Ok(found)
}
