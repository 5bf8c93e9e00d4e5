//! What is due next, in its order: of the caller, and of the team. It reads the rows that cards are drawn from, so page
//! and board name the same instant.

use domain::locale::Names as _;
use domain::permissions::Action;
use domain::time::Moment;
use domain::view::board::DueKind;
use domain::view::due::{DuePage, DueRow};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::open_cards::each_on_board;
use crate::incidents::{CardRow, NameBook, open_incidents_of_person};
use crate::time_text::Reader;

/// Most rows of each list.
pub const DUE_MOST: usize = 100;

impl Backend {
    pub fn due_page(&self, caller: &Caller) -> Result<DuePage> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let (mut mine, mut team) = (Soonest::default(), Soonest::default());
            each_on_board(read, &actor, &mut |row| {
                let own = row.owner.is_some() && row.owner == actor.person_id();
                if own {
                    mine.add(row)
                } else {
                    team.add(row)
                }
                true
            })?;
            let (book, reader) = (NameBook::new(read), Reader::of(read, &actor, &settings, now)?);
            let shown = |row: CardRow| {
                let due = row.due?;
                Some(DueRow {
                    number: row.number.to_string(),
                    title: row.title,
                    priority: row.priority,
                    owner: row.owner.map(|owner| book.person(owner)),
                    due,
                    at: reader.time(due.at),
                })
            };
            let more = mine.more || team.more;
            let [mine, team] = [mine, team].map(|found| found.in_order().into_iter().filter_map(shown).collect());
            let held =
                actor.person_id().map_or(Ok(0), |me| open_incidents_of_person(read, me).map(|held| held.len()))?;
            Ok(DuePage { as_of: reader.time(now), held: held as u64, mine, team, more })
        })
    }
}

/// Those of many that are due first.
#[derive(Default)]
struct Soonest {
    rows: Vec<CardRow>,
    more: bool,
}

impl Soonest {
    /// What closes by itself is due to nobody.
    fn add(&mut self, row: CardRow) {
        if row.due.is_some_and(|due| due.kind != DueKind::Close) {
            self.rows.push(row);
        }
        if self.rows.len() > 2 * DUE_MOST {
            self.cut();
        }
    }

    fn cut(&mut self) {
        self.rows.sort_by_key(|row| (row.due.map(|due| due.at), row.id));
        self.more |= self.rows.len() > DUE_MOST;
        self.rows.truncate(DUE_MOST);
    }

    fn in_order(mut self) -> Vec<CardRow> {
        self.cut();
        self.rows
    }
}
