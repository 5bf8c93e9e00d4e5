//! An incident for somebody who may read it and not its notes: an employee who reported it, or to whom it is published.
//! They see the public words, what the team wrote to them, and what they said themselves; nobody else's words or name.

use domain::ids::PersonId;
use domain::incident::{Change, Incident};
use domain::view::incident::{IncidentView, TimelineLine};

use crate::error::Result;
use crate::incidents::TimelineEntry;
use crate::incidents::conversation::{Conversation, question};
use crate::markdown::to_html;
use crate::people::PersonRecord;
use crate::storage::Read;

/// Which lines they see, told as "The team" and "You".
pub(super) fn lines(
    read: &dyn Read,
    incident: &Incident,
    entries: &[TimelineEntry],
    lines: Vec<TimelineLine>,
    reader: Option<&PersonRecord>,
) -> Result<Vec<TimelineLine>> {
    let Some(reporter) = reader.and_then(|person| incident.reporter(person.id)) else { return Ok(Vec::new()) };
    let conversation = Conversation::of(read, incident, reporter, reader)?;
    let mut shown = Vec::new();
    for (entry, mut line) in entries.iter().zip(lines).filter(|(_, line)| !line.undone) {
        let Some(change) = &entry.change else { continue };
        let Some(who) = conversation.voice(entry.at, change) else { continue };
        who.clone_into(&mut line.who);
        if let Change::StakeholdersTold { .. } = change {
            // Who else was told is the team's.
            "told everybody affected".clone_into(&mut line.act);
        }
        shown.push(line);
    }
    Ok(shown)
}

/// Takes away what is the team's.
pub(super) fn reduce(view: &mut IncidentView, incident: &Incident, reader: Option<PersonId>) {
    let reports = reader.filter(|person| incident.reporter(*person).is_some());
    let first = reader.is_some() && incident.first_reporter() == reader;
    if first {
        // What the team calls it is the team's.
        incident.reported_title().clone_into(&mut view.title);
    } else {
        // Somebody who joined never sees the first reporter's words.
        view.title = incident.public_title.clone().unwrap_or_else(|| incident.number.to_string());
        view.description.clear();
        view.statement = domain::report::Statement::default();
    }
    view.workaround = incident.offered_workaround().map(str::to_owned);
    if !reports.is_some_and(|person| incident.tells_resolution_to(person)) {
        view.resolution = None;
    }
    view.question = reader.and_then(|person| question(incident, person)).map(to_html);
    view.reporters.clear();
    view.members.clear();
    view.followers.retain(|follower| Some(&follower.id) == view.viewer.as_ref().map(|viewer| &viewer.id));
    (view.owner, view.incident_manager, view.communications_lead) = (None, None, None);
    (view.hold, view.promise, view.still_broken) = (None, None, 0);
    view.times.retain(|named| ["Reported", "Resolved"].contains(&named.name.as_str()));
    view.people.clear();
    view.colleagues.clear();
    view.services.clear();
    view.audiences.clear();
    view.told.clear();
}
