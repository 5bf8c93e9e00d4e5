//! An incident for somebody who may read it and not its notes: an employee who reported it, or to whom it is published.
//! They see the public words, what the team wrote to them, and what they said themselves; nobody else's words or name.

use domain::ids::PersonId;
use domain::incident::{Change, Incident};
use domain::view::incident::{IncidentView, TimelineLine};

use crate::incidents::{TimelineEntry, conversation};
use crate::people::PersonRecord;

/// Which lines they see, told as "The team" and "You".
pub(super) fn lines(
    incident: &Incident,
    entries: &[TimelineEntry],
    lines: Vec<TimelineLine>,
    reader: Option<&PersonRecord>,
) -> Vec<TimelineLine> {
    let reporter = reader.and_then(|person| incident.reporter(person.id));
    let spoken_to = reporter.is_some_and(|reporter| conversation::is_part_of(incident, reporter, reader));
    let reader = reader.map(|person| person.id);
    let first = reader.is_some() && incident.first_reporter() == reader;
    let mut shown = Vec::new();
    for (entry, mut line) in entries.iter().zip(lines) {
        let who = match &entry.change {
            // Who joined reads what was written to them, not what was said to others before.
            Some(Change::Messaged { .. }) if reporter.is_some_and(|r| first || (spoken_to && entry.at >= r.at)) => {
                "The team"
            }
            Some(Change::Resolved { .. }) if reporter.is_some_and(|r| incident.tells_resolution_to(r.person)) => {
                "The team"
            }
            Some(Change::ReporterSaid { person, .. } | Change::VerdictGiven { person, .. })
                if reader == Some(*person) =>
            {
                "You"
            }
            _ => continue,
        };
        if !line.undone {
            line.who = who.to_owned();
            shown.push(line);
        }
    }
    shown
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
    if !reports.is_some_and(|person| incident.tells_resolution_to(person)) {
        view.resolution = None;
    }
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
