//! The list: the same incidents as the board and the ended ones, newest first, page by page.

use domain::incident::Status;
use domain::permissions::Action;
use domain::person::initials;
use domain::view::board::CardView;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::board::card;
use crate::incidents::{NameBook, index};
use crate::storage::keys::{after, prefix_end};
use crate::storage::{self, Order, Read, Table};

/// Rows on one page.
pub const LIST_PAGE: usize = 50;

impl Backend {
    /// One page of the incidents of a final status that the caller may see, newest first, and where the next begins.
    /// Restricted ones stand in a page of their own before the first.
    pub fn ended_incidents(
        &self,
        caller: &Caller,
        status: Status,
        from: Option<&str>,
    ) -> Result<(Vec<CardView>, Option<String>)> {
        use domain::locale::Names as _;
        if !status.is_final() {
            return Err(Error::NotFound);
        }
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let viewer = actor.person_id();
            let prefix = index::column(status);
            let start = match from {
                Some(from) => {
                    let key = data_encoding::HEXLOWER.decode(from.as_bytes()).map_err(|_| Error::NotFound)?;
                    if key.starts_with(&prefix) { key } else { return Err(Error::NotFound) }
                }
                None => prefix.clone(),
            };
            let mut rows =
                read.scan(Table::EndedIncidents, &start, &prefix_end(&prefix), Order::Ascending, LIST_PAGE)?;
            let next = (rows.len() == LIST_PAGE)
                .then(|| rows.last().map(|(key, _)| data_encoding::HEXLOWER.encode(&after(key))))
                .flatten();
            if from.is_none()
                && let Some(person) = viewer
            {
                let own = index::member_column(person, status);
                let mut restricted = read.scan_prefix(Table::MemberIncidents, &own, Order::Ascending, LIST_PAGE)?;
                restricted.append(&mut rows);
                rows = restricted;
            }
            let book = NameBook::new(read);
            let cards = rows
                .iter()
                .map(|(_, value)| {
                    let row: index::CardRow = storage::decode(value)?;
                    let service = row.services.first().map(|s| book.service(*s)).unwrap_or_default();
                    let owner = row.owner.map(|p| initials(&book.person(p))).unwrap_or_default();
                    Ok(card(row, service, owner, viewer))
                })
                .collect::<Result<Vec<_>>>()?;
            Ok((cards, next))
        })
    }
}
