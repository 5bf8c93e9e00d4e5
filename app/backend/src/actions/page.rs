//! What the page of actions shows whoever works on incidents: of each only what they hear of.

use domain::action::Worth;
use domain::incident::Incident;
use domain::locale::{Locale, Names};
use domain::permissions::{Action, Actor};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::actions::{ActionFigures, ActionRow, ActionsPage, Listed};

use super::gate::may_hear;
use super::opened::opened;
use super::record::in_order;
use super::{ActionRecord, SHOWN_MOST};
use crate::error::Result;
use crate::incidents::{NameBook, find};
use crate::people::active_staff;
use crate::services::ServiceRecord;
use crate::storage::Read;
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    /// Of the one whose id is `open`, all there is. `number`: the incident for which a new one is about to be written.
    pub fn actions_page(&self, caller: &Caller, listed: Listed, open: &str, number: &str) -> Result<ActionsPage> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let seen = heard(read, &actor)?;
            let is_shown = |record: &ActionRecord| match listed {
                Listed::Mine => actor.person_id() == Some(record.owner),
                Listed::Overdue => record.is_overdue(now),
                Listed::All => true,
            };
            let shown: Vec<_> = seen.iter().filter(|(record, _)| is_shown(record)).collect();
            let book = NameBook::new(read);
            let rows = shown.iter().take(SHOWN_MOST).map(|(record, incident)| row(record, incident, &book, reader));
            let opens = seen.iter().find(|(record, _)| record.id.to_string() == open);
            let services = ServiceRecord::all(read)?.into_iter().filter(|service| !service.retired);
            let people = active_staff(read)?;
            Ok(ActionsPage {
                listed,
                rows: rows.collect(),
                more: shown.len() > SHOWN_MOST,
                opened: opens.map(|(record, of)| opened(read, &actor, record, of, reader)).transpose()?,
                figures: figures(seen.iter().map(|(record, _)| record), now),
                number: number.to_owned(),
                people: people.iter().map(|person| book.person_choice(person.id)).collect(),
                services: services.map(|s| Choice { id: s.id.to_string(), name: s.name }).collect(),
            })
        })
    }
}

/// Every action of an incident that the actor hears of, with that.
fn heard(read: &dyn Read, actor: &Actor) -> Result<Vec<(ActionRecord, Incident)>> {
    let mut all = Vec::new();
    for record in in_order(read)? {
        let incident = find(read, record.incident)?.filter(|incident| may_hear(actor, incident));
        all.extend(incident.map(|incident| (record, incident)));
    }
    Ok(all)
}

fn figures<'a>(seen: impl Iterator<Item = &'a ActionRecord>, now: Moment) -> ActionFigures {
    let mut figures = ActionFigures::default();
    for record in seen {
        figures.overdue += usize::from(record.is_overdue(now));
        match record.worth(now) {
            Worth::Open => figures.open += 1,
            Worth::EffectiveSoFar => (figures.judged, figures.effective) = (figures.judged + 1, figures.effective + 1),
            Worth::NotEffective => {
                (figures.judged, figures.not_effective) = (figures.judged + 1, figures.not_effective + 1);
            }
            Worth::Dropped | Worth::NotWatched | Worth::Watched(_) => {}
        }
    }
    figures
}

pub(super) fn row(record: &ActionRecord, incident: &Incident, book: &NameBook<'_>, reader: Reader) -> ActionRow {
    let worth = record.worth(reader.now());
    let until = match worth {
        Worth::Watched(until) => reader.day_named(until),
        Worth::Open | Worth::Dropped | Worth::NotWatched | Worth::EffectiveSoFar | Worth::NotEffective => String::new(),
    };
    ActionRow {
        id: record.id.to_string(),
        number: incident.number.to_string(),
        words: record.words.clone(),
        kind: Locale::English.action_kind_short(record.kind).to_owned(),
        owner: book.person(record.owner),
        due: reader.day_named(record.due),
        is_overdue: record.is_overdue(reader.now()),
        is_open: record.ended.is_none(),
        is_not_effective: worth == Worth::NotEffective,
        worth: Locale::English.worth(worth, &until),
        questions: record.questions.iter().filter(|question| question.answer.is_none()).count(),
    }
}
