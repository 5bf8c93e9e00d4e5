//! What the day of somebody holds who works here: what of theirs, or of nobody's, is late or due today, what of theirs
//! waits too long, and what of others stands still because its owner is away. Rows that cards are drawn from, so board,
//! `/due` and letter name the same instants. What is restricted is in no such letter: its words are not sent by mail.

use std::collections::BTreeMap;

use domain::ids::{IncidentId, PersonId};
use domain::locale::Names as _;
use domain::permissions::{Actor, Who};
use domain::time::Moment;
use domain::view::board::{DueKind, Marks};

use crate::duty::away;
use crate::error::Result;
use crate::incidents::open_cards::each_open;
use crate::incidents::{CardRow, NameBook};
use crate::notices::{MORNING_LINES_MOST, MorningGroup, MorningLine, MorningPart};
use crate::people::PersonRecord;
use crate::storage::Read;

/// What a letter would say at an instant, and of which incidents; nothing of it where there is nothing to say.
#[derive(Default)]
pub(crate) struct Morning {
    pub groups: Vec<MorningGroup>,
    pub incidents: Vec<IncidentId>,
}

/// `ends`: the end of their day.
pub(crate) fn morning(read: &dyn Read, person: &PersonRecord, at: Moment, ends: Moment) -> Result<Morning> {
    let actor = Actor { who: Who::Person(person.id), role: person.role, private_read: person.private_read };
    let (away, mut parts) = (away(read, at)?, BTreeMap::<MorningPart, Vec<CardRow>>::new());
    let day = Day { me: person.id, at, ends };
    each_open(read, &actor, &mut |row| {
        let gone = row.owner.is_some_and(|owner| owner != person.id && away.contains_key(&owner));
        let part = if gone { Some(MorningPart::OwnerAway) } else { day.part(&row) };
        if let Some(part) = part.filter(|_| !row.marks.has(Marks::RESTRICTED)) {
            parts.entry(part).or_default().push(row);
        }
        true
    })?;
    let book = NameBook::new(read);
    let mut found = Morning::default();
    for (part, mut rows) in parts {
        rows.sort_by_key(|row| (row.due.map_or(i64::MAX, |due| due.at.0), row.id));
        let more = rows.len().saturating_sub(MORNING_LINES_MOST) as u64;
        rows.truncate(MORNING_LINES_MOST);
        found.incidents.extend(rows.iter().map(|row| row.id));
        let line = |row: CardRow| MorningLine {
            number: row.number.to_string(),
            title: row.title,
            due: row.due,
            free: row.owner.is_none(),
            away: row.owner.and_then(|owner| Some((book.person(owner), *away.get(&owner)?))),
        };
        found.groups.push(MorningGroup { part, lines: rows.into_iter().map(line).collect(), more });
    }
    Ok(found)
}

struct Day {
    me: PersonId,
    at: Moment,
    ends: Moment,
}

impl Day {
    fn part(&self, row: &CardRow) -> Option<MorningPart> {
        let own = row.owner == Some(self.me);
        if !own && row.owner.is_some() {
            return None;
        }
        match row.due {
            Some(due) if due.is_waited_for() && due.at < self.ends => {
                Some(if due.is_late(self.at) { MorningPart::Late } else { MorningPart::DueToday })
            }
            Some(due) if due.kind == DueKind::Hold && due.is_over(self.at) => own.then_some(MorningPart::HoldEnded),
            Some(_) | None => (own && row.marks.has(Marks::OVERDUE_HOLD)).then_some(MorningPart::ToReview),
        }
    }
}
