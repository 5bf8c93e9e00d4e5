//! How much of a month a service was there. The months are those of the organisation's zone, and the figure is the same
//! for everybody: restricted incidents take no part in it.

use domain::availability::{Availability, Cause, Part, Terms, availability};
use domain::clock::{Always, Span};
use domain::ids::ServiceId;
use domain::permissions::{Action, Actor, Object};
use domain::service::Effect;
use domain::time::{MINUTE, Moment, SECOND};
use domain::view::Choice;
use domain::view::availability::{AvailabilityView, LedgerLine};
use domain::view::reach::OpenOne;

use crate::calendars::Month;
use crate::error::{Error, Result};
use crate::incidents::{OutageRow, find, may_read, outages_within};
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::{Reader, zone};
use crate::{Backend, Caller};

impl Backend {
    /// `month` as it stands in the address; empty for this one. There is no other than those from the one in which the
    /// service was added until now.
    pub fn availability(&self, caller: &Caller, service: &str, month: &str) -> Result<AvailabilityView> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Services)?;
            let service: ServiceId = service.parse().map_err(|_| Error::NotFound)?;
            let service = ServiceRecord::find(read, service)?.ok_or(Error::NotFound)?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            Look { read, actor: &actor, service: &service, settings: &settings, reader }.month(month)
        })
    }
}

struct Look<'a> {
    read: &'a dyn Read,
    actor: &'a Actor,
    service: &'a ServiceRecord,
    settings: &'a Settings,
    reader: Reader,
}

impl Look<'_> {
    fn month(&self, typed: &str) -> Result<AvailabilityView> {
        let (zone, now, service) = (zone(&self.settings.zone), self.reader.now(), self.service);
        let this = Month::of(now, zone);
        let added = service.added_at.unwrap_or(Moment(0));
        let first = service.added_at.map(|added| Month::of(added, zone));
        let month = if typed.is_empty() { Some(this) } else { Month::typed(typed) };
        let known = |month: &Month| *month <= this && first.is_none_or(|first| *month >= first);
        let month = month.filter(known).ok_or(Error::NotFound)?;
        let whole = month.span(zone);
        let whole = Span { from: whole.from.max(added), to: whole.to };
        let observed = Span { from: whole.from, to: whole.to.min(now) };
        let rows = outages_within(self.read, service.id, observed)?;
        let outages: Vec<_> = rows.iter().map(|row| row.outage(now)).collect();
        let found = availability(Terms { observed, hours: &Always, count_planned: false }, &outages);
        let left = service.target.map(|target| found.left(target, whole.length()).div_euclid(MINUTE));
        Ok(AvailabilityView {
            service: Choice { id: service.id.to_string(), name: service.name.clone() },
            month: month.written(),
            words: month.in_words(),
            before: Some(month.before()).filter(known).map(Month::written),
            next: Some(month.next()).filter(known).map(Month::written),
            zone: self.settings.zone.clone(),
            running: month == this,
            since: service
                .added_at
                .filter(|added| first == Some(month) && *added == whole.from)
                .map(|at| self.reader.time(at)),
            target: service.target,
            figure: found.percent(),
            observed: found.observed / SECOND,
            down: found.down / SECOND,
            degraded: found.degraded / SECOND,
            left,
            ledger: self.ledger(&found, &rows, observed)?,
        })
    }

    fn ledger(&self, found: &Availability, rows: &[OutageRow], observed: Span) -> Result<Vec<LedgerLine>> {
        found.parts.iter().map(|part| self.line(*part, rows, observed)).collect()
    }

    fn line(&self, part: Part, rows: &[OutageRow], observed: Span) -> Result<LedgerLine> {
        let now = self.reader.now();
        let lasts = |row: &&OutageRow| {
            let span = row.outage(now).span;
            span.from < part.to && part.from < span.to && told_as(row.effect, part.cause)
        };
        let mut incidents: Vec<OpenOne> = Vec::new();
        for row in rows.iter().filter(lasts) {
            let Some(incident) = find(self.read, row.incident)? else { continue };
            let number = incident.number.to_string();
            if may_read(self.read, self.actor, &incident)? && !incidents.iter().any(|one| one.number == number) {
                incidents.push(OpenOne { number, title: incident.title });
            }
        }
        let over = part.to < observed.to || observed.to < now;
        Ok(LedgerLine {
            from: self.reader.time(part.from),
            to: over.then(|| self.reader.time(part.to)),
            seconds: part.to.since(part.from) / SECOND,
            cause: part.cause,
            incidents,
        })
    }
}

/// An outage has part in the time that is told by its effect, and not in that which a worse one takes.
fn told_as(effect: Effect, cause: Cause) -> bool {
    match effect {
        Effect::Down => cause == Cause::Down,
        Effect::Degraded => cause == Cause::Degraded,
        Effect::NotAffected => false,
    }
}
