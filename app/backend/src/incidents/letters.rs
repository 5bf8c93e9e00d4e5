//! From due notices about one incident to one recipient, to the letter: asks again whether they may know, and
//! reads the words from the timeline. What the recipient may not see is left out; nothing left means no letter.

use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Incident, Status};
use domain::locale::{Locale, Names as _};
use domain::permissions::Who;

use crate::error::Result;
use crate::incidents::entry::{self, TimelineEntry};
use crate::incidents::notices::to_reporter;
use crate::incidents::{NameBook, conversation, index};
use crate::mail::letters::{About, Called, Event, Letter, Matter, Opens, Part, Way, quotable};
use crate::mail::outbox::{Notice, NoticeKind};
use crate::people::{PersonRecord, PersonState, is_stranger};
use crate::settings::Settings;
use crate::storage::Read;

/// Characters of a report's description that a letter quotes.
const QUOTED_DESCRIPTION: usize = 2_000;

/// What the mail knows and this page does not: the addresses of pages, once somebody has set ours.
pub struct Links {
    /// For staff.
    pub incident: Option<String>,
    /// By a private link, for whoever has a report there that can be opened.
    pub receipt: Option<String>,
    /// `/status` at this incident, for audiences and subscribers.
    pub public_words: Option<String>,
    /// `/status` as a whole.
    pub status: Option<String>,
    pub stop: Option<String>,
}

/// The letter these notices come to, in order; `None` when nothing of it may be said any more.
pub fn letter_for(
    read: &dyn Read,
    incident: IncidentId,
    recipient: PersonId,
    notices: &[Notice],
    links: &Links,
) -> Result<Option<Letter>> {
    let Some(incident) = index::find(read, incident)? else { return Ok(None) };
    let Some(person) = PersonRecord::find(read, recipient)? else { return Ok(None) };
    let stranger = is_stranger(&person, &Settings::stored(read)?);
    let scribe = Scribe { incident: &incident, person: &person, stranger, book: NameBook::new(read) };
    let mut events = Vec::new();
    let mut why = Vec::new();
    let mut team = false;
    // The newest is what the link is about.
    let mut for_team_last = false;
    for notice in notices {
        // One by one: a timeline may be long, and this is asked again inside the write.
        let Some(entry) = entry::entry(read, incident.id, notice.revision)? else { continue };
        let Some(matter) = scribe.matter(notice, &entry) else { continue };
        for_team_last = is_for_team(notice.kind) || matter == Matter::Restricted;
        team |= for_team_last;
        events.push(Event { at: entry.at, matter });
        for reason in &notice.reasons {
            let reason = Locale::English.recipient_reason(reason);
            if !why.contains(&reason) {
                why.push(reason);
            }
        }
    }
    if events.is_empty() {
        return Ok(None);
    }
    let link = scribe.way(links, for_team_last);
    let new = events.iter().any(|event| matches!(event.matter, Matter::NewSecurityReport { .. }));
    Ok(Some(Letter { about: Some(scribe.about(team, new)), events, link, why, stop: links.stop.clone() }))
}

/// Whether a letter that was written earlier may still be sent to them: what it says may have become restricted.
pub fn may_still_read(read: &dyn Read, incident: IncidentId, recipient: Option<PersonId>) -> Result<bool> {
    let Some(incident) = index::find(read, incident)?.filter(|incident| incident.restricted) else { return Ok(true) };
    Ok(recipient.is_some_and(|person| incident.is_member(person) || incident.reporter(person).is_some()))
}

/// Letters for those who work on it; the others are for reporters and audiences.
pub fn is_for_team(kind: NoticeKind) -> bool {
    matches!(
        kind,
        NoticeKind::ReporterSaid
            | NoticeKind::NewIncident
            | NoticeKind::Assigned(_)
            | NoticeKind::MajorProposed
            | NoticeKind::PriorityRaised
            | NoticeKind::Restricted
    )
}

struct Scribe<'a> {
    incident: &'a Incident,
    person: &'a PersonRecord,
    /// Anybody may have typed their address, and with it words that are to reach them.
    stranger: bool,
    book: NameBook<'a>,
}

impl Scribe<'_> {
    /// The recipient may still be told this; rights may have changed since the notice was queued.
    fn may_know(&self, kind: NoticeKind) -> bool {
        if is_for_team(kind) {
            return self.works_on_it();
        }
        let disabled = self.person.state == PersonState::Disabled;
        let reported = self.incident.reporter(self.person.id);
        match kind {
            NoticeKind::TeamMessage => {
                let part = |reporter| conversation::is_part_of(self.incident, reporter, Some(self.person));
                !disabled && reported.is_some_and(part)
            }
            NoticeKind::Update if self.incident.restricted => self.works_on_it(),
            NoticeKind::Update => !disabled,
            _ => !disabled && reported.is_some(),
        }
    }

    /// The incident's page opens for them.
    fn works_on_it(&self) -> bool {
        self.person.is_active_staff() && (!self.incident.restricted || self.incident.is_member(self.person.id))
    }

    /// Each reader's own page: whoever reported goes to their report unless it is the team that is spoken to, staff
    /// to the incident, everybody else to what is published.
    fn way(&self, links: &Links, for_team: bool) -> Option<Way> {
        let report = Opens::Report.at(links.receipt.clone()).filter(|_| !for_team);
        report.or_else(|| {
            if self.works_on_it() {
                Opens::Incident.at(links.incident.clone())
            } else if self.incident.is_published() && Status::BOARD.contains(&self.incident.status) {
                Opens::PublicWords.at(links.public_words.clone())
            } else {
                Opens::Status.at(links.status.clone())
            }
        })
    }

    fn about(&self, team: bool, new: bool) -> About {
        let state = if team {
            Locale::English.status(self.incident.status)
        } else {
            Locale::English.public_state(self.incident.status)
        };
        About { number: self.incident.number.clone(), called: self.called(team, new), state: state.to_owned() }
    }

    /// Staff read the team's title, everybody else the public one; a restricted incident is named by neither.
    fn called(&self, team: bool, new: bool) -> Called {
        if self.incident.restricted {
            return match (team, new) {
                (true, true) => Called::NewSecurityReport,
                (true, false) => Called::Restricted,
                (false, _) => Called::OwnReport,
            };
        }
        if team {
            return Called::Title(self.incident.title.clone());
        }
        let own = self.incident.first_reporter() == Some(self.person.id) && !self.stranger;
        let own = || own.then(|| quotable(self.incident.reported_title())).filter(|title| !title.is_empty());
        self.incident.public_title.clone().or_else(own).map_or_else(|| self.unnamed(), Called::Title)
    }

    fn unnamed(&self) -> Called {
        let hit = self.incident.affected_now().next().or_else(|| self.incident.affected.first());
        Called::Unnamed { service: hit.map(|affected| self.book.service(affected.service)) }
    }

    fn matter(&self, notice: &Notice, entry: &TimelineEntry) -> Option<Matter> {
        let kind = notice.kind;
        if !self.may_know(kind) {
            return None;
        }
        let by = self.name_of(entry.who);
        let by_name = by.clone().unwrap_or_else(|| "The team".to_owned());
        Some(match (kind, entry.change.as_ref()?) {
            (NoticeKind::Restricted, Change::Reported(_)) => {
                Matter::NewSecurityReport { priority: self.incident.priority }
            }
            (NoticeKind::Restricted, _) => Matter::Restricted,
            // Queued before it became restricted.
            (kind, _) if self.incident.restricted && !to_reporter(kind) => Matter::Restricted,
            (NoticeKind::Receipt, change) => self.receipt(change),
            (NoticeKind::Taken, _) => Matter::Taken { by: by_name },
            (NoticeKind::Resolved, Change::Resolved { resolution, restored_at, .. }) => {
                let words = self.incident.tells_resolution_to(self.person.id).then(|| resolution.clone());
                Matter::Resolved { words, restored_at: Some(*restored_at) }
            }
            (NoticeKind::Reopened, Change::Reopened { .. }) => Matter::Reopened,
            (NoticeKind::Cancelled, Change::Cancelled { why, words, .. }) => {
                Matter::Cancelled { why: *why, words: words.clone() }
            }
            (NoticeKind::TeamMessage, Change::Messaged { text }) => {
                Matter::TeamMessage { from: by_name, words: text.clone() }
            }
            (NoticeKind::Question, Change::HeldOn { note, .. }) => {
                Matter::Question { from: by_name, words: note.clone() }
            }
            (NoticeKind::Update, Change::StakeholdersTold { text, promise, .. }) => {
                let workaround = self.incident.workaround.clone().filter(|_| !self.incident.restricted);
                Matter::Update { words: text.clone(), workaround, next: *promise }
            }
            (NoticeKind::ReporterSaid, change) => self.reporter_said(change),
            (NoticeKind::NewIncident, Change::Reported(reported)) => self.new_incident(reported),
            (NoticeKind::Assigned(part), change) => {
                Matter::Assigned { by: by.filter(|_| part != Part::ActingManager), part, reason: reason_of(change) }
            }
            (NoticeKind::MajorProposed, Change::MajorProposed { reason }) => {
                Matter::MajorProposed { by: by_name, reason: reason.clone() }
            }
            (NoticeKind::PriorityRaised, Change::Prioritised { priority, reason, .. }) => {
                Matter::PriorityRaised { from: notice.priority_before, to: *priority, reason: reason.clone() }
            }
            _ => return None,
        })
    }

    fn receipt(&self, change: &Change) -> Matter {
        let own = matches!(change, Change::Reported(_)) && !self.stranger;
        let title = own
            .then(|| quotable(self.incident.reported_title()))
            .filter(|t| !t.is_empty() && !self.incident.restricted);
        Matter::Receipt {
            title: title.or_else(|| self.incident.public_title.clone()),
            restricted: self.incident.restricted,
        }
    }

    fn reporter_said(&self, change: &Change) -> Matter {
        let (person, words) = match change {
            Change::ReporterSaid { person, text } => (Some(*person), some(text)),
            Change::VerdictGiven { person, .. } => (Some(*person), None),
            Change::Reopened { reason } => (self.incident.first_reporter(), some(reason)),
            _ => (None, None),
        };
        let verdict = match change {
            Change::VerdictGiven { verdict, .. } => Some(*verdict),
            Change::Reopened { .. } => Some(domain::incident::Verdict::StillBroken),
            _ => person.and_then(|p| self.incident.reporter(p)).and_then(|r| r.verdict),
        };
        let still = (self.incident.still_broken() as u32, self.incident.reporters.len() as u32);
        Matter::ReporterSaid {
            who: person.map_or_else(|| "The reporter".to_owned(), |p| self.book.reporter(self.incident, p)),
            verdict,
            words,
            still_broken: (still.0 > 0 && still.1 > 1).then_some(still),
        }
    }

    fn new_incident(&self, reported: &domain::incident::Reported) -> Matter {
        Matter::NewIncident {
            service: reported.affected.first().map(|(service, _)| self.book.service(*service)),
            priority: self.incident.priority,
            impact: reported.impact,
            urgency: reported.urgency,
            reporter: reported.reporter.map_or_else(|| "somebody".to_owned(), |p| self.book.person(p)),
            words: some(&shortened(&reported.statement.description)),
        }
    }

    fn name_of(&self, who: Who) -> Option<String> {
        match who {
            Who::Person(person) | Who::Receipt { person, .. } => Some(self.book.person(person)),
            _ => None,
        }
    }
}

/// The rest is on the incident's page; in letters to a whole team long reports would add up.
fn shortened(description: &str) -> String {
    match description.char_indices().nth(QUOTED_DESCRIPTION) {
        Some((end, _)) => format!("{}…", &description[..end]),
        None => description.to_owned(),
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn reason_of(change: &Change) -> Option<String> {
    match change {
        Change::Prioritised { reason, .. } => reason.clone(),
        _ => None,
    }
}
