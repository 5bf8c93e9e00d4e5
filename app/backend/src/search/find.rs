//! `/search`: what fits a query, the best first, for one reader. What they may not read is not looked through, so that
//! it is neither found nor counted.

use std::cmp::Reverse;

use domain::field::FieldError;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Incident};
use domain::locale::{Locale, Names as _};
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::search::{self, Query, marked, pieces_of};
use domain::time::Moment;
use domain::view::search::{FoundIncident, FoundLine, SearchView};

use super::saved;
use super::scan::{Found, Scan};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{self, NameBook, Names, Sieve, member_rows, open_class, restricted_class, restricted_rows};
use crate::journal::{self, Fact};
use crate::settings::Settings;
use crate::storage::{Order, Read, Table};
use crate::time_text::Reader;

/// Incidents that are ranked and shown, page by page; the newest, where more fit.
pub const FOUND_MOST: usize = 1_000;
/// Incidents on one page.
pub const PAGE: usize = 50;

impl Backend {
    /// One page of what fits; the first is 1. Whoever reads words of a restricted incident they are no member of is
    /// journaled, as when they open it.
    pub async fn search(&self, caller: &Caller, typed: &str, page: usize) -> Result<SearchView> {
        let (desk, caller, typed) = (self.clone(), caller.clone(), typed.to_owned());
        let looked = tokio::task::spawn_blocking(move || desk.looked_through(&caller, &typed, page));
        let (view, actor, read_by_grant) = looked.await.map_err(Error::internal)??;
        if !read_by_grant.is_empty() {
            let note = move |tx: &mut crate::storage::Tx<'_>| {
                for incident in &read_by_grant {
                    journal::record(tx, actor.who, &Fact::RestrictedViewed { incident: *incident })?;
                }
                Ok(())
            };
            self.storage().write(note).await?;
        }
        Ok(view)
    }

    /// The incident that the query is the number of, if the caller may read it.
    pub fn search_jump(&self, caller: &Caller, typed: &str) -> Result<Option<String>> {
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let Some(number) = search::number(typed).map(|number| number.to_string()) else { return Ok(None) };
            let found = incidents::find_by_number(read, &number)?;
            let found = found.filter(|incident| may_read(&actor, incident));
            Ok(found.map(|incident| incident.number.to_string()))
        })
    }

    fn looked_through(
        &self,
        caller: &Caller,
        typed: &str,
        page: usize,
    ) -> Result<(SearchView, Actor, Vec<IncidentId>)> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let view = SearchView { saved: saved::of(read, &actor)?, ..SearchView::default() };
            let sieve = match sieve(read, typed, &actor, reader)? {
                Ok(Some(sieve)) => sieve,
                Ok(None) => return Ok((view, actor, Vec::new())),
                Err(misread) => return Ok((SearchView { misread: Some(misread), ..view }, actor, Vec::new())),
            };
            let mut found = all_that_fit(read, &sieve, &actor)?;
            let more = found.len() > FOUND_MOST;
            found.truncate(FOUND_MOST);
            found.sort_by_key(|found| (Reverse(found.points), Reverse(found.reported_at), found.incident));
            let page = page.max(1);
            let texts = sieve.words.iter().map(|word| word.text.clone()).collect();
            let desk = Shelf { read, reader, words: texts, book: NameBook::new(read) };
            let (mut shown, mut read_by_grant) = (Vec::new(), Vec::new());
            for found in found.iter().skip((page - 1).saturating_mul(PAGE)).take(PAGE) {
                let Some(incident) = incidents::find(read, found.incident)? else { continue };
                if !may_read(&actor, &incident) {
                    continue;
                }
                let is_member = actor.person_id().is_some_and(|person| incident.is_member(person));
                if incident.restricted && !is_member {
                    read_by_grant.push(incident.id);
                }
                shown.push(desk.shown(&incident, found)?);
            }
            let older = (found.len() > page.saturating_mul(PAGE)).then_some(page.saturating_add(1));
            let newer = (page > 1).then(|| page - 1);
            let count = found.len() as u64;
            Ok((SearchView { count, more, found: shown, newer, older, ..view }, actor, read_by_grant))
        })
    }
}

/// `None` for a query that says nothing.
fn sieve(read: &dyn Read, typed: &str, actor: &Actor, reader: Reader) -> Result<Result<Option<Sieve>, FieldError>> {
    match Query::parse("q", typed) {
        Ok(query) if query.is_empty() => Ok(Ok(None)),
        Ok(query) => Ok(Sieve::of(read, query, "q", actor, reader, Names::Everybody)?.map(Some)),
        Err(misread) => Ok(Err(misread)),
    }
}

/// The newest of what fits, at most one more than is ranked; in no order.
fn all_that_fit(read: &dyn Read, sieve: &Sieve, actor: &Actor) -> Result<Vec<Found>> {
    let mut open = Scan::new(sieve, FOUND_MOST + 1);
    open.through(read, &open_class())?;
    let mut restricted = Scan::new(sieve, usize::MAX);
    let any = Relation { restricted: true, ..Relation::default() };
    if permits(actor, Action::ReadNotes, Object::Incident(any)) {
        restricted.through(read, &restricted_class())?;
    } else if let Some(person) = actor.person_id() {
        for incident in incidents_of_member(read, person)? {
            restricted.through(read, &restricted_rows(incident))?;
        }
    }
    let mut found = open.found;
    found.append(&mut restricted.found);
    found.sort_by_key(|found| Reverse(found.reported_at));
    found.truncate(FOUND_MOST + 1);
    Ok(found)
}

fn incidents_of_member(read: &dyn Read, person: PersonId) -> Result<Vec<IncidentId>> {
    let (mut found, mut broken) = (Vec::new(), None);
    read.each_with_prefix(Table::MemberIncidents, &member_rows(person), Order::Ascending, &mut |key, _| {
        match incidents::member_row_is_of(key) {
            Ok(incident) => found.push(incident),
            Err(error) => broken = Some(error),
        }
        broken.is_none()
    })?;
    broken.map_or(Ok(found), Err)
}

fn may_read(actor: &Actor, incident: &Incident) -> bool {
    permits(actor, Action::ReadNotes, Object::Incident(Relation::of(actor, incident)))
}

/// Everything a row is written with.
struct Shelf<'a> {
    read: &'a dyn Read,
    reader: Reader,
    words: Vec<String>,
    book: NameBook<'a>,
}

impl Shelf<'_> {
    fn shown(&self, incident: &Incident, found: &Found) -> Result<FoundIncident> {
        let services = incidents::services(incident).into_iter().map(|service| self.book.service(service)).collect();
        Ok(FoundIncident {
            number: incident.number.to_string(),
            title: pieces_of(&incident.title, &self.words),
            status: incident.status,
            priority: incident.shown_priority(),
            restricted: incident.restricted,
            services,
            owner: incident.owner.map(|owner| self.book.person(owner)).unwrap_or_default(),
            reported: self.reader.time(incident.reported_at),
            line: self.line(incident, found.line)?,
        })
    }

    fn line(&self, incident: &Incident, sequence: Option<u64>) -> Result<Option<FoundLine>> {
        let shown = |text: &str| marked(text, &self.words);
        let Some(sequence) = sequence else {
            let mut texts = incidents::other_texts(incident);
            let line =
                |(what, text): (&str, &str)| shown(text).map(|pieces| FoundLine { what: what.to_owned(), pieces });
            return Ok(texts.find_map(line));
        };
        let entry = incidents::entry(self.read, incident.id, sequence)?;
        let found = entry.and_then(|entry| Some((entry.who.person(), entry.change?)));
        let Some((by, change)) = found else { return Ok(None) };
        let mut what = Locale::English.sentence(&change, by, &self.book).act;
        if let Change::Renamed { title } = &change {
            // The title of now is marked above.
            if *title == incident.title {
                return Ok(None);
            }
            "once called".clone_into(&mut what);
        }
        let pieces = Locale::English.written(&change).as_deref().and_then(shown);
        Ok(pieces.map(|pieces| FoundLine { what, pieces }))
    }
}
