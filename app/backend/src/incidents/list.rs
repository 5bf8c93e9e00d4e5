//! The list: the same incidents as the board and the ended ones, newest first, page by page.

use data_encoding::HEXLOWER;
use domain::incident::Status;
use domain::permissions::Action;
use domain::view::board::CardView;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::board::named;
use crate::incidents::{NameBook, index};
use crate::storage::keys::{after, prefix_end};
use crate::storage::{self, Order, Read, Table};

/// Rows on one page.
pub const LIST_PAGE: usize = 50;

/// Of the viewer's restricted incidents, and of everybody's.
const OWN: char = 'm';
const EVERYBODYS: char = 'o';

impl Backend {
    /// One page of the incidents of a final status that the caller may see, newest first, and where the next begins.
    /// The restricted ones among them come first.
    pub fn ended_incidents(
        &self,
        caller: &Caller,
        status: Status,
        from: Option<&str>,
    ) -> Result<(Vec<CardView>, Option<String>)> {
        if !status.is_final() {
            return Err(Error::NotFound);
        }
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let viewer = actor.person_id();
            let own = viewer.map(|person| index::member_column(person, status));
            let own = Run { mark: OWN, table: Table::MemberIncidents, column: own.unwrap_or_default() };
            let everybodys = Run { mark: EVERYBODYS, table: Table::EndedIncidents, column: index::column(status) };
            let (mut rows, mut next) = match from {
                Some(from) if from.starts_with(EVERYBODYS) => everybodys.page(read, from)?,
                from => own.page(read, from.unwrap_or_default())?,
            };
            if next.is_none() && !from.is_some_and(|from| from.starts_with(EVERYBODYS)) {
                let (more, after) = everybodys.page(read, "")?;
                rows.extend(more);
                next = after;
            }
            let book = NameBook::new(read);
            Ok((rows.into_iter().map(|row| named(row, &book, viewer)).collect(), next))
        })
    }
}

/// Rows in the order of their end. Where a page begins is written with the run's mark before it.
struct Run {
    mark: char,
    table: Table,
    /// Empty: the viewer has none.
    column: Vec<u8>,
}

impl Run {
    /// From there on, and where the next page begins when there may be one.
    fn page(&self, read: &dyn Read, from: &str) -> Result<(Vec<index::CardRow>, Option<String>)> {
        if self.column.is_empty() {
            return Ok((Vec::new(), None));
        }
        let start = match from.strip_prefix(self.mark) {
            Some(key) => HEXLOWER.decode(key.as_bytes()).map_err(|_| Error::NotFound)?,
            None if from.is_empty() => self.column.clone(),
            None => return Err(Error::NotFound),
        };
        if !start.starts_with(&self.column) {
            return Err(Error::NotFound);
        }
        let rows = read.scan(self.table, &start, &prefix_end(&self.column), Order::Ascending, LIST_PAGE)?;
        let last = rows.last().filter(|_| rows.len() == LIST_PAGE);
        let next = last.map(|(key, _)| format!("{}{}", self.mark, HEXLOWER.encode(&after(key))));
        let rows = rows.iter().map(|(_, value)| storage::decode(value)).collect::<Result<_>>()?;
        Ok((rows, next))
    }
}
