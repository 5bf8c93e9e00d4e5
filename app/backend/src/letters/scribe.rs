//! From due notices about one incident to one recipient, to the letter: asks again whether they may know, and
//! reads the words from the timeline. What the recipient may not see is left out; nothing left means no letter.

use domain::audience::AudienceKind;
use domain::audience::RecipientReason;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, Incident, Status};
use domain::locale::{Locale, Names as _};

use super::{About, Called, Event, Letter, Opens, Way, quotable};
use crate::audiences::kinds_of;
use crate::calendars::Book;
use crate::error::Result;
use crate::incidents::{NameBook, TimelineEntry, entry, find, first_word, read_through};
use crate::notices::{Audience, FirstWord, Matter, Notice, NoticeKind};
use crate::people::{PersonRecord, is_stranger};
use crate::settings::Settings;
use crate::storage::Read;

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
    let Some(incident) = find(read, incident)? else { return Ok(None) };
    let incident = read_through(read, &incident)?;
    let Some(person) = PersonRecord::find(read, recipient)? else { return Ok(None) };
    let stranger = is_stranger(&person, &Settings::stored(read)?);
    let calendars = Book::of(read, [&*incident])?;
    // As of the report, so that a draft made twice is the same; what is past when it is written is left out there.
    let receipt = notices.iter().find(|notice| notice.kind == NoticeKind::Receipt);
    let first_word = receipt.map_or(Ok(FirstWord::default()), |notice| first_word(read, &incident, notice.at))?;
    let book = NameBook::new(read);
    let scribe = Scribe { incident: &incident, person: &person, stranger, book, calendars, first_word };
    let mut events = Vec::new();
    let mut why = Vec::new();
    let mut team = false;
    // The newest is what the link is about.
    let mut for_team_last = false;
    for notice in notices {
        // One by one: a timeline may be long, and this is asked again inside the write.
        let Some(entry) = entry(read, incident.id, notice.revision)? else { continue };
        let kinds = reached_through(read, &incident, &entry, recipient)?;
        let Some(matter) = scribe.matter(notice, &entry, &kinds) else { continue };
        for_team_last = notice.kind.spec().to == Audience::Team || matter == Matter::Restricted;
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
    let woken = for_team_last && notices.last().is_some_and(wakes);
    let link = if woken { scribe.to_alert(links) } else { None }.or_else(|| scribe.way(links, for_team_last));
    let new = events.iter().any(|event| matches!(event.matter, Matter::NewSecurityReport { .. }));
    Ok(Some(Letter {
        about: Some(scribe.about(team, new)),
        events,
        link,
        why,
        stop: links.stop.clone(),
        answers: false,
    }))
}

/// Asked anew of an update that has words for some only: who left an audience reads no more of what it is told.
fn reached_through(
    read: &dyn Read,
    incident: &Incident,
    entry: &TimelineEntry,
    person: PersonId,
) -> Result<Vec<AudienceKind>> {
    if let Some(Change::StakeholdersTold { audiences, only, .. }) = &entry.change
        && !only.is_empty()
    {
        return kinds_of(read, incident, audiences, person);
    }
    Ok(Vec::new())
}

/// Somebody is to answer it, and others are told when they do not.
fn wakes(notice: &Notice) -> bool {
    let wakes = [RecipientReason::OnCall, RecipientReason::NobodyOnCall, RecipientReason::NotTaken];
    notice.kind == NoticeKind::NewIncident && notice.reasons.iter().any(|reason| wakes.contains(reason))
}

/// Whether a letter that was written earlier may still be sent to them: what it says may have become restricted.
pub fn may_still_read(read: &dyn Read, incident: IncidentId, recipient: Option<PersonId>) -> Result<bool> {
    let Some(incident) = find(read, incident)?.filter(|incident| incident.restricted) else { return Ok(true) };
    let incident = read_through(read, &incident)?;
    Ok(recipient.is_some_and(|person| incident.is_member(person) || incident.reporter(person).is_some()))
}

/// Writes to one reader about one incident.
pub(super) struct Scribe<'a> {
    pub incident: &'a Incident,
    pub person: &'a PersonRecord,
    /// Anybody may have typed their address, and with it words that are to reach them.
    pub stranger: bool,
    pub book: NameBook<'a>,
    pub calendars: Book,
    /// Of a receipt.
    pub first_word: FirstWord,
}

impl Scribe<'_> {
    /// The incident's page opens for them.
    pub fn works_on_it(&self) -> bool {
        self.person.is_active_staff() && (!self.incident.restricted || self.incident.is_member(self.person.id))
    }

    /// Each reader's own page: whoever reported goes to their report unless it is the team that is spoken to, staff
    /// to the incident, everybody else to what is published, where its end stands as well.
    fn way(&self, links: &Links, for_team: bool) -> Option<Way> {
        let report = Opens::Report.at(links.receipt.clone()).filter(|_| !for_team);
        report.or_else(|| {
            if self.works_on_it() {
                Opens::Incident.at(links.incident.clone())
            } else if self.incident.is_published() {
                Opens::PublicWords.at(links.public_words.clone())
            } else {
                Opens::Status.at(links.status.clone())
            }
        })
    }

    /// While nobody has taken it.
    fn to_alert(&self, links: &Links) -> Option<Way> {
        let waits = self.works_on_it() && self.incident.status == Status::Reported;
        Opens::Alert.at(links.incident.as_ref().filter(|_| waits).map(|incident| format!("{incident}/alert")))
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
        Called::Unnamed { service: self.incident.names_itself_by().map(|service| self.book.service(service)) }
    }
}
