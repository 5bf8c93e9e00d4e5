//! Who was woken for an incident and who is next, as board and pages say it until somebody takes it.

use domain::english::alerts::LAST_RESORT;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Incident, Status};
use domain::locale::{Locale, Names};
use domain::permissions::Action;
use domain::view::alert::{AlertPage, AlertView};
use domain::view::board::{CardView, Marks};

use crate::Backend;
use crate::caller::Caller;
use crate::duty::{Callout, Reached};
use crate::error::Result;
use crate::incidents::escalation::{self, EscalationRecord};
use crate::incidents::look::Look;
use crate::incidents::{NameBook, idempotency, index};
use crate::storage::{Read, Table};
use crate::time_text::Reader;

impl Backend {
    /// For whoever was woken: whether it waits still, who is next, and the two presses.
    pub async fn alert_page(&self, caller: &Caller, number: &str) -> Result<AlertPage> {
        self.look_at(caller, number, Action::ChangeIncident, |look| look.alert_page()).await
    }
}

impl Look<'_> {
    pub(super) fn alert(&self) -> Result<Option<AlertView>> {
        Woken::new(self.read, &self.book, self.reader).view(self.incident)
    }

    fn alert_page(&self) -> Result<AlertPage> {
        let incident = self.incident;
        Ok(AlertPage {
            number: incident.number.to_string(),
            title: incident.title.clone(),
            priority: incident.priority,
            reported: self.time(incident.reported_at),
            waits: incident.status == Status::Reported,
            alert: self.alert()?,
            owner: incident.owner.map(|owner| self.book.person(owner)),
            nonce: idempotency::form_nonce(self.now().0)?,
        })
    }
}

/// The alerts of many incidents: who may be woken is read once, and only where something waits.
pub(super) struct Woken<'a> {
    read: &'a dyn Read,
    book: &'a NameBook<'a>,
    reader: Reader,
    callout: std::cell::OnceCell<Callout>,
}

impl<'a> Woken<'a> {
    pub fn new(read: &'a dyn Read, book: &'a NameBook<'a>, reader: Reader) -> Self {
        Self { read, book, reader, callout: std::cell::OnceCell::new() }
    }

    pub fn view(&self, incident: &Incident) -> Result<Option<AlertView>> {
        if incident.status != Status::Reported {
            return Ok(None);
        }
        let Some(record) = EscalationRecord::find(self.read, incident.id)? else { return Ok(None) };
        if let Some(seen) = incident.acknowledged.filter(|_| incident.is_acknowledged()) {
            let (who, at) = (self.book.person(seen.by), self.reader.time(seen.at).text);
            return Ok(Some(AlertView { words: Locale::English.seen_by(&who, &at), seen: true }));
        }
        let Some(at) = record.last_at else { return Ok(None) };
        let who = self.names(record.last.iter().copied(), record.outside);
        let next = self.next(incident, &record)?;
        let next = next.as_ref().map(|(names, due)| (names.as_slice(), due.as_str()));
        Ok(Some(AlertView { words: Locale::English.alerted(&who, &self.reader.time(at).text, next), seen: false }))
    }

    /// Of what is reported; no other card has one.
    pub fn on_card(&self, id: IncidentId, card: CardView) -> Result<CardView> {
        if card.status != Status::Reported || !self.read.contains(Table::Escalations, &id.0.to_be_bytes())? {
            return Ok(card);
        }
        let Some(alert) = index::find(self.read, id)?.map_or(Ok(None), |incident| self.view(&incident))? else {
            return Ok(card);
        };
        Ok(CardView { marks: card.marks.with(Marks::ALERTED, !alert.seen), alert: Some(alert.words), ..card })
    }

    fn next(&self, incident: &Incident, record: &EscalationRecord) -> Result<Option<(Vec<String>, String)>> {
        let Some(due) = record.due else { return Ok(None) };
        let reached = if incident.restricted {
            escalation::administrators(self.read, incident, record)?
        } else {
            let callout = match self.callout.get() {
                Some(callout) => callout,
                None => {
                    let loaded = Callout::load(self.read)?;
                    self.callout.get_or_init(|| loaded)
                }
            };
            record.next(callout, escalation::hour(incident, due)).1
        };
        if reached.is_nobody() {
            return Ok(None);
        }
        let Reached { people, outside } = reached;
        let names = self.names(people.into_iter().map(|(person, _)| person), outside.is_some());
        Ok(Some((names, self.reader.time(due).text)))
    }

    fn names(&self, people: impl Iterator<Item = PersonId>, outside: bool) -> Vec<String> {
        let names = people.map(|person| self.book.person(person));
        names.chain(outside.then(|| LAST_RESORT.to_owned())).collect()
    }
}
