//! What the record says of an incident, in numbers and as a draft: nothing here was typed for the review.

use std::collections::BTreeMap;

use domain::ids::ServiceId;
use domain::incident::Incident;
use domain::locale::{Locale, Names};
use domain::service::Effect;
use domain::time::{MINUTE, Moment};

use super::LETTERS_COUNTED_MOST;
use crate::error::Result;
use crate::incidents::NameBook;
use crate::storage::{Key, Order, Read, Table};
use crate::time_text::Reader;

/// Names and what they come to, in the order in which they are read.
pub(super) fn impact(
    read: &dyn Read,
    incident: &Incident,
    whole: &Incident,
    reader: Reader,
) -> Result<Vec<(String, String)>> {
    let english = Locale::English;
    let mut lines = Vec::new();
    for (service, (down, degraded)) in minutes(incident, reader.now()) {
        let spans = [("down", down), ("degraded", degraded)];
        let said = spans.into_iter().filter(|(_, minutes)| *minutes > 0);
        let said: Vec<String> = said.map(|(what, minutes)| format!("{minutes} min {what}")).collect();
        let said = if said.is_empty() { "less than a minute".to_owned() } else { said.join(", ") };
        lines.push((NameBook::new(read).service(service), said));
    }
    lines.push(("People who reported it or joined".to_owned(), whole.people().to_string()));
    let prefix = Key::new().u64(incident.id.0).done();
    let mut letters = 0_usize;
    read.each_with_prefix(Table::LettersByIncident, &prefix, Order::Ascending, &mut |_, _| {
        letters += 1;
        letters < LETTERS_COUNTED_MOST
    })?;
    lines.push(("Letters sent".to_owned(), letters.to_string()));
    let (kept, missed) = (incident.sla.promises_kept, incident.sla.promises_missed);
    if kept + missed > 0 {
        let of = english.count(u64::from(kept + missed), "promised update", "promised updates");
        lines.push(("Updates in time".to_owned(), format!("{kept} of {of}")));
    }
    if incident.reopened > 0 {
        let times = english.count(u64::from(incident.reopened), "time", "times");
        lines.push(("Re-opened".to_owned(), times));
    }
    Ok(lines)
}

/// Minutes down and degraded of each service, as the team said; what was only named counts for nothing.
fn minutes(incident: &Incident, now: Moment) -> BTreeMap<ServiceId, (i64, i64)> {
    let mut all: BTreeMap<ServiceId, (i64, i64)> = BTreeMap::new();
    for affected in incident.affected.iter().filter(|affected| !affected.named) {
        let length = (affected.to.unwrap_or(now).0 - affected.from.0).max(0) / MINUTE;
        let spans = all.entry(affected.service).or_default();
        match incident.effect_on(affected) {
            Effect::Down => spans.0 += length,
            Effect::Degraded => spans.1 += length,
            Effect::NotAffected => {}
        }
    }
    all
}

/// What happened, as the record has it: the beginning of a text that somebody writes.
pub(super) fn summary(incident: &Incident, reader: Reader) -> String {
    let full = |at| reader.in_full(at);
    let mut told = vec![format!("{} was reported {}.", incident.title, full(incident.reported_at))];
    let steps = [
        ("It began", incident.began_at.filter(|at| *at != incident.reported_at)),
        ("Somebody took it", incident.taken_at),
        ("It worked again", incident.restored_at),
        ("It was resolved", incident.resolved_at),
    ];
    told.extend(steps.into_iter().filter_map(|(what, at)| at.map(|at| format!("{what} {}.", full(at)))));
    told.extend(incident.resolution.clone().map(|resolution| format!("How it was fixed: {resolution}")));
    told.join("\n")
}
