//! The list: what is on the board and what has ended, as rows, page by page.

use data_encoding::HEXLOWER;
use domain::incident::Status;
use domain::permissions::Action;
use domain::time::Moment;
use domain::view::board::{BoardFilter, CardView};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::board::{BOARD_FILTER_SCAN_MOST, Wanted, named};
use crate::incidents::cancel_many::CANCELLED_MOST;
use crate::incidents::rows::CardRow;
use crate::incidents::{NameBook, rows};
use crate::settings::Settings;
use crate::storage::keys::{after, prefix_end};
use crate::storage::{self, Order, Read, Table};
use crate::time_text::Reader;

/// Rows on one page: as many as can be cancelled at once.
pub const LIST_PAGE: usize = CANCELLED_MOST;

/// The cards of a page, and where the next one begins.
type Page = (Vec<CardView>, Option<String>);

impl Backend {
    /// One page of what is on the board and fits the filter: column by column, in each as the board sorts it. The
    /// restricted ones among them come first.
    pub fn listed_incidents(&self, caller: &Caller, filter: &BoardFilter, from: Option<&str>) -> Result<Page> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let wanted = Wanted::from(read, filter, &actor, Reader::of(read, &actor, &settings, now)?)?;
            let list = List { read, viewer: actor.person_id(), statuses: &Status::BOARD, table: Table::OpenIncidents };
            list.page(from, |row| wanted.takes(row))
        })
    }

    /// One page of the incidents of a final status that the caller may see, newest first. The restricted ones among
    /// them come first.
    pub fn ended_incidents(&self, caller: &Caller, status: Status, from: Option<&str>) -> Result<Page> {
        if !status.is_final() {
            return Err(Error::NotFound);
        }
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let list = List { read, viewer: actor.person_id(), statuses: &[status], table: Table::EndedIncidents };
            list.page(from, |_| true)
        })
    }
}

struct List<'a> {
    read: &'a dyn Read,
    viewer: Option<domain::ids::PersonId>,
    statuses: &'a [Status],
    /// Where everybody's stand; the viewer's restricted ones stand in a table of their own.
    table: Table,
}

/// Rows of one status in one table, in the order of their keys.
struct Run {
    table: Table,
    column: Vec<u8>,
}

impl List<'_> {
    fn runs(&self) -> Vec<Run> {
        let own = self.viewer.into_iter().flat_map(|person| {
            let column = move |status: &Status| rows::member_column(person, *status);
            self.statuses.iter().map(column).map(|column| Run { table: Table::MemberIncidents, column })
        });
        let everybodys = self.statuses.iter().map(|status| Run { table: self.table, column: rows::column(*status) });
        own.chain(everybodys).collect()
    }

    fn page(&self, from: Option<&str>, takes: impl Fn(&CardRow) -> bool) -> Result<Page> {
        let runs = self.runs();
        let (first, start) = place(&runs, from)?;
        let (mut rows, mut looked_at, mut next) = (Vec::new(), 0, None);
        for (at, run) in runs.iter().enumerate().skip(first) {
            let start = if at == first { &start } else { &run.column };
            let mut broken = None;
            self.read.scan_each(run.table, start, &prefix_end(&run.column), Order::Ascending, &mut |key, value| {
                match storage::decode::<CardRow>(value) {
                    Ok(row) if takes(&row) => rows.push(row),
                    Ok(_) => {}
                    Err(error) => broken = Some(error),
                }
                looked_at += 1;
                let full = rows.len() == LIST_PAGE || looked_at == BOARD_FILTER_SCAN_MOST;
                next = full.then(|| format!("{at}.{}", HEXLOWER.encode(&after(key))));
                !full && broken.is_none()
            })?;
            broken.map_or(Ok(()), Err)?;
            if next.is_some() {
                break;
            }
        }
        let book = NameBook::new(self.read);
        Ok((rows.into_iter().map(|row| named(row, &book, self.viewer)).collect(), next))
    }
}

/// The run and the key a page begins with; a place that is in none of the runs is no page.
fn place(runs: &[Run], from: Option<&str>) -> Result<(usize, Vec<u8>)> {
    let Some(from) = from else { return Ok((0, runs.first().ok_or(Error::NotFound)?.column.clone())) };
    let (at, key) = from.split_once('.').ok_or(Error::NotFound)?;
    let at: usize = at.parse().map_err(|_| Error::NotFound)?;
    let key = HEXLOWER.decode(key.as_bytes()).map_err(|_| Error::NotFound)?;
    let inside = runs.get(at).is_some_and(|run| key.starts_with(&run.column));
    if inside { Ok((at, key)) } else { Err(Error::NotFound) }
}
