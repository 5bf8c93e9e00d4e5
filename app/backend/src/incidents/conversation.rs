//! Which of an incident's words reach a reporter: on the receipt, on the page of an employee, in letters.
//!
//! The team's messages answer whoever reported it, and may say what is nobody else's business; so they open to who
//! joined only when we know who that is. A stranger who pressed "me too" reads what everybody affected reads.

use domain::audience::{AudienceKind, read_as};
use domain::ids::{AudienceId, PersonId};
use domain::incident::{Change, HoldReason, Incident, OWN_WORDS_WINDOW, Reporter, Verdict};
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::TimeView;
use domain::view::public::SpokenLine;

use crate::audiences::AudienceRecord;
use crate::error::Result;
use crate::incidents::entry;
use crate::markdown::to_html;
use crate::people::PersonRecord;
use crate::storage::Read;

/// Entries that are looked through for one page of it, and of their content the bytes after which none is.
const LOOKED_THROUGH_MOST: usize = 1_000;
const LOOKED_THROUGH_BYTES: usize = 1024 * 1024;

/// The entry that every timeline begins with.
const FIRST: u64 = 1;
const TEAM: &str = "The team";
const YOU: &str = "You";

pub(crate) fn is_part_of(incident: &Incident, reporter: &Reporter, person: Option<&PersonRecord>) -> bool {
    let signed_in = !reporter.unproven && person.is_some_and(|person| person.role.is_some());
    incident.first_reporter() == Some(reporter.person) || signed_in
}

/// What the team asked this reporter and still waits for; the words may be none.
pub(super) fn question(incident: &Incident, reporter: PersonId) -> Option<&str> {
    let hold = incident.hold.as_ref().filter(|hold| hold.reason == HoldReason::AwaitingReporter);
    hold.filter(|_| incident.first_reporter() == Some(reporter)).map(|hold| hold.note.as_str())
}

/// One thing that was said, by the team or by the reporter.
pub(super) struct Spoken {
    /// Of the entry in the timeline of what it is handled in; none of what was said before that.
    sequence: Option<u64>,
    at: Moment,
    who: &'static str,
    change: Change,
}

impl Spoken {
    /// `None` where nothing was said with it.
    pub fn line(&self, now: Moment, time: impl Fn(Moment) -> TimeView) -> Option<SpokenLine> {
        let html = to_html(&words(&self.change)?);
        let (own, at) = (self.who == YOU, self.at);
        let takes_out = own && matches!(self.change, Change::ReporterSaid { .. }) && at.plus(OWN_WORDS_WINDOW) >= now;
        let take_out = self.sequence.filter(|_| takes_out);
        Some(SpokenLine { at: time(at), who: self.who.to_owned(), own, html, take_out })
    }

    /// The same, in the timeline of another incident.
    pub fn before_merge(self) -> Self {
        Self { sequence: None, ..self }
    }

    /// By when the next word comes, for an update.
    pub fn promise(&self) -> Option<Option<Moment>> {
        if let Change::StakeholdersTold { promise, .. } = &self.change { Some(*promise) } else { None }
    }
}

/// What one reporter reads of one incident: all that a letter told them, and what they said themselves.
pub(super) struct Conversation<'a> {
    incident: &'a Incident,
    reporter: &'a Reporter,
    first: bool,
    spoken_to: bool,
    /// Audiences of everybody affected.
    affected: Vec<AudienceId>,
}

impl<'a> Conversation<'a> {
    pub fn of(
        read: &dyn Read,
        incident: &'a Incident,
        reporter: &'a Reporter,
        person: Option<&PersonRecord>,
    ) -> Result<Self> {
        let audiences = AudienceRecord::all(read)?.into_iter();
        let affected = audiences.filter(|audience| audience.kind == AudienceKind::Affected);
        Ok(Self {
            incident,
            reporter,
            first: incident.first_reporter() == Some(reporter.person),
            spoken_to: is_part_of(incident, reporter, person),
            affected: affected.map(|audience| audience.id).collect(),
        })
    }

    /// What is theirs and holds, oldest first: back from the newest entry, or from the one before that sequence. The
    /// other answer is where one goes on from who has not seen all.
    pub fn read(&self, read: &dyn Read, before: Option<u64>) -> Result<(Vec<Spoken>, Option<u64>)> {
        let page = entry::page(read, self.incident.id, before, LOOKED_THROUGH_MOST, LOOKED_THROUGH_BYTES)?;
        let holds = page.entries.into_iter().filter(|entry| !page.undone.contains(&entry.sequence));
        let theirs = holds.filter_map(|entry| {
            let change = entry.change?;
            Some(Spoken { sequence: Some(entry.sequence), at: entry.at, who: self.voice(entry.at, &change)?, change })
        });
        Ok((theirs.collect(), page.earlier))
    }

    /// Who speaks; `None` where it is not for this reporter. What is not listed here is the team's.
    fn voice(&self, at: Moment, change: &Change) -> Option<&'static str> {
        self.team_says(at, change).then_some(TEAM).or_else(|| self.i_say(change).then_some(YOU))
    }

    fn team_says(&self, at: Moment, change: &Change) -> bool {
        if let Change::StakeholdersTold { audiences, to_members, .. } = change {
            return !to_members && self.is_told(audiences);
        }
        // Who joined reads what was written to them, not what was said to others before.
        let written_to_me = self.first || (self.spoken_to && at >= self.reporter.at);
        (written_to_me && matches!(change, Change::Messaged { .. }))
            || (self.first && matches!(change, Change::HeldOn { reason: HoldReason::AwaitingReporter, .. }))
            || (self.incident.tells_resolution_to(self.reporter.person) && matches!(change, Change::Resolved { .. }))
            || matches!(change, Change::Cancelled { .. } | Change::CancelReversed { .. })
    }

    fn i_say(&self, change: &Change) -> bool {
        let me = self.reporter.person;
        matches!(change, Change::ReporterSaid { person, .. } | Change::VerdictGiven { person, .. } if *person == me)
    }

    /// While it is restricted, no update is for them.
    fn is_told(&self, audiences: &[AudienceId]) -> bool {
        !self.incident.restricted && audiences.iter().any(|audience| self.affected.contains(audience))
    }
}

/// The entry of what that person reported, while they may take its words out.
pub(super) fn report_to_take_out(
    read: &dyn Read,
    incident: &Incident,
    person: Option<PersonId>,
    now: Moment,
) -> Result<Option<u64>> {
    if person.is_none() || incident.first_reporter() != person || incident.reported_at.plus(OWN_WORDS_WINDOW) < now {
        return Ok(None);
    }
    let words = entry::entry(read, incident.id, FIRST)?.and_then(|entry| entry.change);
    Ok(words.filter(|words| person.is_some_and(|person| words.is_told_by(person))).map(|_| FIRST))
}

fn words(change: &Change) -> Option<String> {
    let text = if let Change::StakeholdersTold { text, only, .. } = change {
        // What is for others in it is not for who reported it, whatever audience they are in as well.
        read_as(&[AudienceKind::Affected], text, only)
    } else if let Change::Messaged { text }
    | Change::ReporterSaid { text, .. }
    | Change::Resolved { resolution: text, .. }
    | Change::HeldOn { reason: HoldReason::AwaitingReporter, note: text, .. } = change
    {
        text.clone()
    } else if let Change::Cancelled { why, words, .. } = change {
        let why = Locale::English.cancel_reason(*why);
        format!("Put aside: {why}.\n\n{}", words.as_deref().unwrap_or_default())
    } else if let Change::CancelReversed { .. } = change {
        "Taken up again.".to_owned()
    } else if let Change::VerdictGiven { verdict, .. } = change {
        match verdict {
            Verdict::WorksAgain => "It works again.".to_owned(),
            Verdict::StillBroken => "It is still broken.".to_owned(),
        }
    } else {
        return None;
    };
    (!text.is_empty()).then_some(text)
}
