//! "Who was told what, and why": letters as screens show them, and trying one again.
//!
//! A letter shows where all its incidents do; one about a restricted incident shows to its members only, and one about
//! no incident to whom the table of kinds names (`notices/kind.rs`). Links that
//! open something without signing in, a receipt for instance, stay with the recipient.

use domain::ids::{IncidentId, LetterId, PersonId};
use domain::locale::Locale;
use domain::permissions::{Action, Actor, Object, Relation, Who, permits};
use domain::person::Email;
use domain::time::Moment;
use domain::view::letters::{AttemptLine, LetterRow, LetterState, LetterView, LettersQuery, LettersView, ToldUpdate};

use super::mail_state;
use super::sends::{LETTERS_PER_PAGE, SEND_MOST, send_of, whole_sends};
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::{Look, entry, find, find_by_number};
use crate::journal::{self, Fact};
use crate::letters::{self, Block, Content, LINK_REMOVED};
use crate::notices::deliveries;
use crate::outbox::{LetterFilter, LetterRecord, letter, list_letters, retry};
use crate::people::PersonRecord;
use crate::storage::{Read, Tx};
use crate::time_text::Reader;

/// Updates shown above them.
const UPDATES_SHOWN: usize = 20;
/// Who reads them on a screen.
const RIGHT: Action = Action::ReadMessages;
/// What follows the host in links that may be shown: they ask whoever presses them to sign in.
const SHOWN_PATHS: [&str; 2] = ["/incidents/", "/board"];

impl Backend {
    /// One page of letters, newest first.
    pub fn letters(&self, caller: &Caller, query: &LettersQuery) -> Result<LettersView> {
        let (settings, now) = (self.settings()?, self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadMessages)?;
            let pen =
                Pen { read, actor: &actor, times: Reader::of(read, &actor, &settings, Moment(now))?, right: RIGHT };
            let mail = mail_state(read, &actor, &settings, now)?;
            let number = pen.number(query)?;
            let Some(filter) = pen.filter(query)? else {
                return Ok(LettersView { number, letters: Vec::new(), older: None, updates: Vec::new(), mail });
            };
            let visible = |record: &LetterRecord| pen.sees(record);
            let before = query.before.parse::<LetterId>().ok();
            let page = whole_sends(list_letters(read, &filter, &visible, before, LETTERS_PER_PAGE + SEND_MOST)?);
            let rows = page.letters.iter().map(|record| pen.row(record)).collect::<Result<Vec<_>>>()?;
            let updates = pen.updates(filter.incident)?;
            Ok(LettersView { number, letters: rows, older: page.older.map(|id| id.to_string()), updates, mail })
        })
    }

    /// One letter with its words and every answer kept. Reading one about a restricted incident is journaled.
    pub async fn letter(&self, caller: &Caller, id: &str) -> Result<LetterView> {
        let read = self.seen_letter(caller, id, |pen, record| {
            let may_retry =
                record.bytes.is_some() && matches!(record.state, LetterState::Failed | LetterState::Deferred);
            let attempts = record.attempts.iter();
            let view = LetterView {
                row: pen.row(record)?,
                text: letters::text(&shown(record)),
                attempts: attempts.map(|a| AttemptLine { at: pen.time(a.at), answer: a.answer.clone() }).collect(),
                may_retry,
            };
            Ok((view, pen.restricted(record)?, pen.actor.who))
        });
        self.journaled(read?).await
    }

    /// Its HTML part, for a sandboxed frame.
    pub async fn letter_html(&self, caller: &Caller, id: &str) -> Result<String> {
        let read = self.seen_letter(caller, id, |pen, record| {
            Ok((letters::html(&shown(record)), pen.restricted(record)?, pen.actor.who))
        });
        self.journaled(read?).await
    }

    /// Tries a letter again that failed or waits; nothing happens when there is nothing left to send.
    pub async fn retry_letter(&self, caller: &Caller, id: &str) -> Result<()> {
        let number = id.parse::<LetterId>().map_err(|_| Error::NotFound)?;
        self.seen_letter(caller, id, |_, _| Ok(()))?;
        let (caller, settings) = (caller.clone(), self.settings()?);
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::ReadMessages)?;
                let record = letter(tx, number)?.ok_or(Error::NotFound)?;
                let times = Reader::of(tx, &actor, &settings, Moment(tx.now()))?;
                if !(Pen { read: tx, actor: &actor, times, right: RIGHT }.sees(&record)?) {
                    return Err(Error::NotFound);
                }
                retry(tx, number).map(|_| ())
            })
            .await
    }

    /// What was read, once it is noted which restricted incidents it is about and who read it.
    async fn journaled<T>(&self, (read, restricted, who): (T, Vec<IncidentId>, Who)) -> Result<T> {
        if !restricted.is_empty() {
            let note = move |tx: &mut Tx<'_>| {
                for incident in &restricted {
                    journal::record(tx, who, &Fact::RestrictedViewed { incident: *incident })?;
                }
                Ok(())
            };
            self.storage().write(note).await?;
        }
        Ok(read)
    }

    fn seen_letter<T>(
        &self,
        caller: &Caller,
        id: &str,
        tell: impl Fn(&Pen<'_>, &LetterRecord) -> Result<T>,
    ) -> Result<T> {
        let id = id.parse::<LetterId>().map_err(|_| Error::NotFound)?;
        let (settings, now) = (self.settings()?, self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadMessages)?;
            let pen =
                Pen { read, actor: &actor, times: Reader::of(read, &actor, &settings, Moment(now))?, right: RIGHT };
            let record = letter(read, id)?.ok_or(Error::NotFound)?;
            if pen.sees(&record)? { tell(&pen, &record) } else { Err(Error::NotFound) }
        })
    }
}

/// Letters of one incident file.
const LETTERS_OF_FILE_MOST: usize = 5_000;

/// The letters about an incident, oldest first, and whether there are older ones than a file takes.
pub(super) fn letters_about(look: &Look<'_>) -> Result<(Vec<LetterRow>, bool)> {
    let pen = Pen { read: look.read, actor: look.actor, times: look.reader, right: Action::Export };
    let filter = LetterFilter { incident: Some(look.incident.id), ..LetterFilter::default() };
    let (mut rows, mut before) = (Vec::new(), None);
    loop {
        let page = list_letters(look.read, &filter, &|record| pen.sees(record), before, LETTERS_PER_PAGE)?;
        rows.extend(page.letters.iter().map(|record| pen.row(record)).collect::<Result<Vec<_>>>()?);
        before = page.older;
        if before.is_none() || rows.len() >= LETTERS_OF_FILE_MOST {
            rows.reverse();
            return Ok((rows, before.is_some()));
        }
    }
}

/// Everything a row is written with.
struct Pen<'a> {
    read: &'a dyn Read,
    actor: &'a Actor,
    times: Reader,
    /// What the actor must be permitted on each incident of a letter.
    right: Action,
}

impl Pen<'_> {
    /// A letter that is about no incident is about an account or the desk.
    fn sees(&self, record: &LetterRecord) -> Result<bool> {
        let (action, object) = record.kind.spec().read_by;
        if record.incidents.is_empty() && !permits(self.actor, action, object) {
            return Ok(false);
        }
        for incident in &record.incidents {
            if self.open(*incident)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn restricted(&self, record: &LetterRecord) -> Result<Vec<IncidentId>> {
        let mut restricted = Vec::new();
        for incident in &record.incidents {
            restricted.extend(find(self.read, *incident)?.filter(|found| found.restricted).map(|found| found.id));
        }
        Ok(restricted)
    }

    /// The number of an incident whose messages the actor may read.
    fn open(&self, incident: IncidentId) -> Result<Option<String>> {
        let Some(incident) = find(self.read, incident)? else { return Ok(None) };
        let object = Object::Incident(Relation::of(self.actor, &incident));
        Ok(permits(self.actor, self.right, object).then(|| incident.number.to_string()))
    }

    /// The number asked for, as it is written; what may not be seen does not exist.
    fn number(&self, query: &LettersQuery) -> Result<Option<String>> {
        if query.incident.is_empty() {
            return Ok(None);
        }
        let incident = find_by_number(self.read, &query.incident)?.ok_or(Error::NotFound)?;
        self.open(incident.id)?.ok_or(Error::NotFound).map(Some)
    }

    /// `None` when nothing can pass: the recipient is nobody we know.
    fn filter(&self, query: &LettersQuery) -> Result<Option<LetterFilter>> {
        let incident = find_by_number(self.read, &query.incident)?.map(|incident| incident.id);
        let mut filter = LetterFilter { incident, recipient: None, state: query.state };
        if !query.to.trim().is_empty() {
            let Some(person) = self.person(query.to.trim())? else { return Ok(None) };
            filter.recipient = Some(person);
        }
        Ok(Some(filter))
    }

    fn person(&self, address: &str) -> Result<Option<PersonId>> {
        let Ok(email) = Email::parse("to", address) else { return Ok(None) };
        Ok(PersonRecord::by_email(self.read, &email)?.map(|person| person.id))
    }

    fn row(&self, record: &LetterRecord) -> Result<LetterRow> {
        let incidents = record.incidents.iter().map(|incident| self.open(*incident)).collect::<Result<Vec<_>>>()?;
        Ok(LetterRow {
            id: record.id.to_string(),
            send: send_of(record),
            incidents: incidents.into_iter().flatten().collect(),
            to_name: record.to_name.clone(),
            to: record.to.clone(),
            why: record.why.join(", "),
            kind: letters::kind_words(record.kind, Locale::English).to_owned(),
            subject: record.subject.clone(),
            state: record.state,
            at: self.time(record.created_at),
            attempts: record.tries,
            answer: record.attempts.last().map(|attempt| attempt.answer.clone()),
        })
    }

    /// Updates of that incident, or of any, that have not reached everybody.
    fn updates(&self, of: Option<IncidentId>) -> Result<Vec<ToldUpdate>> {
        let unsettled = match of {
            Some(incident) => deliveries::updates_of(self.read, incident)?,
            None => deliveries::outstanding(self.read)?,
        };
        let mut updates = Vec::new();
        for (incident, sequence, letters) in unsettled {
            let Some(number) = self.open(incident)? else { continue };
            if let Some(entry) = entry(self.read, incident, sequence)? {
                updates.push((entry.at, ToldUpdate { number, at: self.time(entry.at.0), letters }));
            }
        }
        updates.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(updates.into_iter().take(UPDATES_SHOWN).map(|(_, update)| update).collect())
    }

    fn time(&self, at: i64) -> domain::view::TimeView {
        self.times.time(Moment(at))
    }
}

/// What it said, without links that open something; that it was erased, once it was.
fn shown(record: &LetterRecord) -> Content {
    match &record.content {
        Some(content) => without_secrets(content.clone()),
        None => letters::erased(Locale::English),
    }
}

fn without_secrets(mut content: Content) -> Content {
    let footer = content.footer.iter_mut().filter_map(|line| line.link.as_mut());
    let blocks =
        content.blocks.iter_mut().filter_map(|block| if let Block::Link(link) = block { Some(link) } else { None });
    for link in content.link.iter_mut().chain(blocks).chain(footer) {
        if !asks_to_sign_in(&link.url) {
            LINK_REMOVED.clone_into(&mut link.url);
        }
    }
    content
}

fn asks_to_sign_in(url: &str) -> bool {
    let path = url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    path.is_some_and(|path| SHOWN_PATHS.iter().any(|shown| path.starts_with(shown)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letters::{FooterLine, Link};

    fn link(url: &str) -> Link {
        Link { label: "Open".to_owned(), url: url.to_owned() }
    }

    #[test]
    fn rui_reads_what_ana_was_told_but_cannot_open_her_receipt() {
        let footer = vec![FooterLine { text: "Stop".to_owned(), link: Some(link("https://desk.example/u/secret")) }];
        let content = Content {
            state: String::new(),
            blocks: Vec::new(),
            link: Some(link("https://desk.example/r/secret")),
            footer,
        };
        let shown = without_secrets(content);
        assert!(!letters::text(&shown).contains("secret"));
        assert!(!letters::html(&shown).contains("secret"));
        assert!(asks_to_sign_in("https://desk.example/incidents/INC-1"));
    }
}
