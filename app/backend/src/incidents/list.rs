//! The list: what is on the board and what has ended, as rows, page by page.

use data_encoding::HEXLOWER;
use domain::incident::Status;
use domain::permissions::Action;
use domain::time::Moment;
use domain::view::board::{BoardFilter, ListView};
use domain::view::sorting::ListSort;

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::board::{BOARD_FILTER_SCAN_MOST, Wanted, in_full};
use crate::incidents::cancel_many::CANCELLED_MOST;
use crate::incidents::rows::CardRow;
use crate::incidents::sorted::sort_key;
use crate::incidents::{NameBook, rows};
use crate::settings::Settings;
use crate::storage::keys::{after, prefix_end};
use crate::storage::{self, Order, Read, Table};
use crate::time_text::Reader;

/// Rows on one page: as many as can be cancelled at once.
pub const LIST_PAGE: usize = CANCELLED_MOST;

/// Bytes of an incident's id, with which every key of a row ends.
const ID_BYTES: usize = 8;

impl Backend {
    /// One page of what is on the board and fits the filter, in that order; `from` is the key its predecessor ended with.
    pub fn listed_incidents(
        &self,
        caller: &Caller,
        filter: &BoardFilter,
        sort: ListSort,
        from: Option<&str>,
    ) -> Result<ListView> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let wanted = Wanted::from(read, filter, &actor, Reader::of(read, &actor, &settings, now)?)?;
            let list = List { read, viewer: actor.person_id(), statuses: &Status::BOARD, table: Table::OpenIncidents };
            let (rows, cut) = list.all(|row| wanted.takes(row))?;
            let book = NameBook::new(read);
            let keyed = rows.into_iter().map(|row| (sort_key(&row, sort, &book, now), row));
            let mut keyed: Vec<_> = keyed.collect();
            keyed.sort_unstable_by(|one, other| one.0.cmp(&other.0));
            let last = from.map(ended_with).transpose()?;
            let begins = last.map_or(0, |last| keyed.partition_point(|(key, _)| *key <= last));
            let more = keyed.len() > begins + LIST_PAGE;
            let page: Vec<_> = keyed.drain(begins..).take(LIST_PAGE).collect();
            let next = page.last().filter(|_| more).map(|(key, _)| HEXLOWER.encode(key));
            let cards = page.into_iter().map(|(_, row)| in_full(row, &book, actor.person_id()));
            Ok(ListView { cards: cards.collect(), next, cut })
        })
    }

    /// One page of the incidents of a final status that the caller may see, newest first. The restricted ones among
    /// them come first.
    pub fn ended_incidents(&self, caller: &Caller, status: Status, from: Option<&str>) -> Result<ListView> {
        if !status.is_final() {
            return Err(Error::NotFound);
        }
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let list = List { read, viewer: actor.person_id(), statuses: &[status], table: Table::EndedIncidents };
            list.page(from)
        })
    }
}

/// The key at the end of the page before; what can be none is no page.
fn ended_with(from: &str) -> Result<Vec<u8>> {
    let key = HEXLOWER.decode(from.as_bytes()).map_err(|_| Error::NotFound)?;
    if key.len() > ID_BYTES { Ok(key) } else { Err(Error::NotFound) }
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

    /// Every row that is wanted, in no order, and whether some were not looked at.
    fn all(&self, takes: impl Fn(&CardRow) -> bool) -> Result<(Vec<CardRow>, bool)> {
        let (mut rows, mut cut) = (Vec::new(), false);
        for run in self.runs() {
            let mut looked_at = 0;
            let mut broken = None;
            self.read.each_with_prefix(run.table, &run.column, Order::Ascending, &mut |_, value| {
                looked_at += 1;
                if looked_at > BOARD_FILTER_SCAN_MOST {
                    cut = true;
                    return false;
                }
                match storage::decode::<CardRow>(value) {
                    Ok(row) if takes(&row) => rows.push(row),
                    Ok(_) => {}
                    Err(error) => broken = Some(error),
                }
                broken.is_none()
            })?;
            broken.map_or(Ok(()), Err)?;
        }
        Ok((rows, cut))
    }

    /// One page in the order of the keys.
    fn page(&self, from: Option<&str>) -> Result<ListView> {
        let runs = self.runs();
        let (first, start) = place(&runs, from)?;
        let (mut rows, mut next) = (Vec::new(), None);
        for (at, run) in runs.iter().enumerate().skip(first) {
            let start = if at == first { &start } else { &run.column };
            let mut broken = None;
            self.read.scan_each(run.table, start, &prefix_end(&run.column), Order::Ascending, &mut |key, value| {
                match storage::decode::<CardRow>(value) {
                    Ok(row) => rows.push(row),
                    Err(error) => broken = Some(error),
                }
                let full = rows.len() == LIST_PAGE;
                next = full.then(|| format!("{at}.{}", HEXLOWER.encode(&after(key))));
                !full && broken.is_none()
            })?;
            broken.map_or(Ok(()), Err)?;
            if next.is_some() {
                break;
            }
        }
        let book = NameBook::new(self.read);
        let cards = rows.into_iter().map(|row| in_full(row, &book, self.viewer)).collect();
        Ok(ListView { cards, next, cut: false })
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
