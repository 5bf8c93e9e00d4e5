//! What the people who work on an incident read.

use domain::classification::{Level, Priority};
use domain::incident::{Bell, HoldReason, Number, SlaClock, Verdict};
use domain::locale::Locale;
use domain::time::Moment;

use super::super::{Block, Opens, Reader};
use super::label::of_page;
use super::{Told, paragraph, quoted};
use crate::notices::Part;

/// What a new incident is about, beside its number.
pub(super) struct NewIncident<'a> {
    pub service: Option<&'a str>,
    /// Priority, the one that a take confirms, impact and urgency; a request has none.
    pub levels: Option<(Priority, Priority, Level, Level)>,
    pub reporter: &'a str,
    pub words: Option<&'a String>,
}

pub(super) fn new_incident(number: &str, new: &NewIncident<'_>) -> Told {
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut facts = vec![fact("Service", new.service.unwrap_or("not known yet"))];
    let mut what = "a request".to_owned();
    if let Some((priority, proposed, impact, urgency)) = new.levels {
        what = Locale::English.proposed_priority(priority, proposed);
        facts.push(fact("Proposed priority", &what));
        facts.push(fact("Impact", Locale::English.impact_sentence(impact)));
        facts.push(fact("Urgency", Locale::English.urgency_sentence(urgency)));
    }
    facts.push(fact("Reported by", new.reporter));
    let mut blocks = vec![Block::Facts(facts)];
    blocks.extend(quoted(new.words));
    Told::of(format!("{number} is new and nobody has it yet ({what})."), blocks)
}

pub(super) fn assigned(number: &str, by: Option<&str>, part: Part) -> Told {
    let what = match part {
        Part::Asked => return asked(number, by),
        Part::Owner => "own it",
        Part::ActingManager => "are its acting incident manager until you hand over",
        Part::IncidentManager => "are its incident manager",
        Part::CommunicationsLead => "are its communications lead",
        Part::Member => "are a member of it",
    };
    let by = by.map(|by| format!(", by {by}")).unwrap_or_default();
    Told::of(format!("{number}: you {what} now{by}."), Vec::new())
}

/// It was given to them: only a take says that somebody looks into it.
fn asked(number: &str, by: Option<&str>) -> Told {
    let by = by.unwrap_or("The team");
    let then = paragraph("It is not taken yet, and whoever reported it waits. Take it on its page, or give it on.");
    Told::of(format!("{number}: {by} asks you to take it."), vec![then])
}

pub(super) fn command_taken(number: &str, by: &str, now: &str) -> Told {
    let who = if by == now { format!("{by} took command") } else { format!("{by} gave command to {now}") };
    let then = paragraph("You are its incident manager no longer; what was promised is theirs to keep.");
    Told::of(format!("{number}: {who}."), vec![then])
}

pub(super) fn open_to_team(number: &str, by: &str, reason: &str) -> Told {
    let then =
        paragraph("You were a member of it while only its members could see it. The number that it had leads there.");
    let blocks = vec![Block::Words(reason.to_owned()), then];
    Told::of(format!("{number}: {by} lifted the restriction, and everybody on the team can see it now."), blocks)
}

pub(super) fn major_proposed(number: &str, by: &str, reason: &str) -> Told {
    let then = paragraph("Accept or decline it on the incident's page. Until then nothing changes.");
    let blocks = vec![Block::Words(reason.to_owned()), then];
    Told::of(format!("{number}: {by} proposes a major incident."), blocks)
}

pub(super) fn clock_rang(number: &str, clock: SlaClock, bell: Bell, due: &str) -> Told {
    let state = match (clock, bell) {
        (SlaClock::Response, Bell::Warning) => format!("{number} is not taken yet, and is to be by {due}."),
        (SlaClock::Response, Bell::Breach) => format!("{number} is not taken yet, and was to be by {due}."),
        (SlaClock::Resolution, Bell::Warning) => format!("{number} is to work again by {due}."),
        (SlaClock::Resolution, Bell::Breach) => format!("{number} was to work again by {due}, and does not yet."),
    };
    Told::of(state, vec![paragraph("Why it is due then stands on its page.")])
}

/// Whoever reads it writes the update or lets the promise pass: nothing is sent by itself.
pub(super) fn promise_rang(number: &str, bell: Bell, first: bool, due: &str) -> Told {
    let what = if first { "stakeholders have heard nothing yet, and" } else { "stakeholders" };
    let state = match bell {
        Bell::Warning if first => format!("{number}: {what} are to hear of it by {due}."),
        Bell::Breach if first => format!("{number}: {what} were to hear of it by {due}."),
        Bell::Warning => format!("{number}: {what} were promised an update by {due}."),
        Bell::Breach => format!("{number}: {what} were promised an update by {due}, and had none."),
    };
    let then = "Say what is known, even if nothing is new. Nothing is sent by itself.";
    Told::of(state, vec![paragraph(then)])
}

pub(super) fn legal_rang(number: &str, name: &str, bell: Bell, due: Moment, reader: &Reader) -> Told {
    let due = reader.time(due);
    let state = match bell {
        Bell::Warning => format!("Legal deadline of {number}: {name} is due by {due}."),
        Bell::Breach => format!("Legal deadline of {number}: {name} was due by {due}, and nobody has recorded it."),
    };
    let next = "Say on its page who was told, when and under which reference, or why nobody need be told.";
    Told::of(state, vec![paragraph(next)])
}

pub(super) fn priority_raised(number: &str, from: Option<Priority>, to: Priority, reason: Option<&String>) -> Told {
    let from = from.map(|from| format!(" from {}", from.code())).unwrap_or_default();
    Told::of(format!("{number} was raised{from} to {}.", to.code()), quoted(reason).into_iter().collect())
}

pub(super) fn reporter_said(
    number: &str,
    who: &str,
    verdict: Option<Verdict>,
    words: Option<&String>,
    still_broken: Option<(u32, u32)>,
) -> Told {
    let mut blocks: Vec<Block> = quoted(words).into_iter().collect();
    if let Some((broken, of)) = still_broken {
        blocks.push(paragraph(format!("{broken} of {of} say that it is still broken.")));
    }
    let said = match verdict {
        Some(Verdict::WorksAgain) => "says that it works again",
        Some(Verdict::StillBroken) => "says that it is still broken",
        None => "added words",
    };
    Told::of(format!("{number}: {who} {said}."), blocks)
}

pub(super) fn duplicate(number: &str, of: &str, by: &str, merged: bool) -> Told {
    if merged {
        let then = paragraph(format!("Whoever reported {of} gets the letters about {number} from now on."));
        return Told::of(format!("{number}: {by} merged {of} into it."), vec![then]);
    }
    let then = paragraph(format!("Whoever reported {of} gets no letters about {number} any more."));
    Told::of(format!("{number}: {by} took {of} apart from it again."), vec![then])
}

pub(super) fn new_security_report(number: &str, priority: Priority) -> Told {
    unsaid(format!("{number}: a new security report waits for you ({}).", priority.code()))
}

pub(super) fn restricted(number: &str) -> Told {
    unsaid(format!("{number}: something changed."))
}

pub(super) fn access_asked(who: &str, number: &str, words: Option<&String>) -> Told {
    let mut blocks: Vec<Block> = quoted(words).into_iter().collect();
    blocks.push(paragraph("They were told only that you are asked if it exists. Add them as a member, or do nothing."));
    Told::of(format!("{who} asks for access to {number}."), blocks)
        .called("Somebody asks for access to an incident")
        .pressed(of_page(Opens::Incident))
}

pub(super) fn members_by_last_resort(number: &Number) -> Told {
    let state = format!("{number} had no active member left, so all administrators are members of it now.");
    let then = paragraph("This stands in the journal. Please name members and leave it again.");
    Told::of(state, vec![then]).pressed(of_page(Opens::Incident))
}

fn unsaid(state: String) -> Told {
    Told::of(state, vec![paragraph("Its words are not sent by mail. Sign in to read them.")])
}

/// Whose it is reads of it once, and does something or lets it wait on.
pub(super) fn chase_due(number: &str, ticket: Option<&str>, words: &str, last: Moment, reader: &Reader) -> Told {
    let mut blocks = Vec::new();
    if !words.is_empty() {
        blocks.push(Block::Words(words.to_owned()));
    }
    blocks.push(paragraph(format!("They were last asked {}.", reader.time(last))));
    let ticket = ticket.map(|ticket| format!(" about ticket {ticket}")).unwrap_or_default();
    Told::of(format!("{number} waits for a vendor, who is to be asked again{ticket}."), blocks)
}

pub(super) fn hold_overdue(number: &str, reason: HoldReason, words: &str, since: Moment, reader: &Reader) -> Told {
    let mut blocks = Vec::new();
    if !words.is_empty() {
        blocks.push(Block::Words(words.to_owned()));
    }
    blocks.push(paragraph("Ask again where it hangs, let it wait on with another end, or go on without."));
    let reason = Locale::English.hold_reason(reason);
    Told::of(format!("{number} waits longer than expected: {reason}, since {}.", reader.time(since)), blocks)
}
