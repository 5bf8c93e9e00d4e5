use domain::incident::{Incident, Major, Milestone};
use domain::locale::{Locale, Names as _};
use domain::view::actions::ActionRow;
use domain::view::incident::TimelineLine;

use super::record::{Done, FactLine, Kept, Letter, Line, SEAL, Whole};
use crate::desk::told::letters_about;
use crate::error::Result;
use crate::incidents::{Look, whole_timeline};
use crate::storage::chain::{self, Chain};

/// Everything about it that the file holds, read in one snapshot.
pub(super) fn gather(look: &Look<'_>, organisation: String) -> Result<Whole> {
    let incident = look.incident;
    let (letters, letters_cut) = letters_about(look)?;
    let chain = chain::sealed(look.read, Chain::Incident(incident.id.0))?;
    Ok(Whole {
        seal: SEAL,
        organisation,
        made_at: look.reader.in_full(look.now()),
        title: incident.title.clone(),
        facts: facts(look),
        timeline: whole_timeline(look)?.into_iter().map(|drawn| line(look, drawn)).collect(),
        letters: letters
            .into_iter()
            .map(|row| Letter {
                at: look.reader.in_full(row.at.utc),
                to_name: row.to_name,
                to: row.to,
                kind: row.kind,
                why: row.why,
                subject: row.subject,
                state: row.state.code(),
                attempts: row.attempts,
                answer: row.answer,
            })
            .collect(),
        letters_cut,
        review: look.review_texts()?.into_iter().map(|(name, value)| FactLine { name, value }).collect(),
        actions: look.actions()?.0.into_iter().map(done).collect(),
        kept: Kept::of(incident.number.to_string(), incident.id, &chain),
    })
}

fn done(row: ActionRow) -> Done {
    let ActionRow { words, kind, owner, due, worth, .. } = row;
    Done { words, kind, owner, due, worth }
}

fn line(look: &Look<'_>, drawn: TimelineLine) -> Line {
    let TimelineLine { sequence, at, who, act, html, undone, .. } = drawn;
    Line { sequence, at: look.reader.in_full(at.utc), who, act, html, undone }
}

fn facts(look: &Look<'_>) -> Vec<FactLine> {
    let (incident, english) = (look.incident, Locale::English);
    let person = |id: Option<domain::ids::PersonId>| id.map(|id| look.book.person(id)).unwrap_or_default();
    let people =
        |ids: &[domain::ids::PersonId]| ids.iter().map(|id| look.book.person(*id)).collect::<Vec<_>>().join(", ");
    let reporters = look.whole.reporters.iter().map(|reporter| look.book.reporter(look.whole, reporter.person));
    let mut facts = vec![
        ("Number", incident.number.to_string()),
        ("Status", english.status(incident.status).to_owned()),
        ("Priority", incident.shown_priority().map(|priority| priority.code().to_owned()).unwrap_or_default()),
        ("Type", english.incident_type(incident.kind).to_owned()),
        ("Major incident", yes(incident.major == Major::Accepted)),
        ("Restricted", yes(incident.restricted)),
        ("Public title", incident.public_title.clone().unwrap_or_default()),
        ("Workaround", incident.workaround.clone().unwrap_or_default()),
        ("Owner", person(incident.owner)),
        ("Incident manager", person(incident.incident_manager)),
        ("Communications lead", person(incident.communications_lead)),
        ("Reported by", reporters.collect::<Vec<_>>().join(", ")),
        ("Followers", people(&incident.followers)),
        ("Members", people(&incident.members)),
        ("Resolution", incident.resolution.clone().unwrap_or_default()),
    ];
    facts.extend(services(look, incident));
    let mut lines: Vec<FactLine> = facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| FactLine { name, value })
        .collect();
    lines.extend(times(look, incident));
    lines
}

fn yes(is: bool) -> String {
    if is { "yes".to_owned() } else { String::new() }
}

fn services<'a>(look: &'a Look<'_>, incident: &'a Incident) -> impl Iterator<Item = (&'static str, String)> + 'a {
    incident.affected.iter().map(|affected| {
        let named = if affected.named {
            "reported, not confirmed"
        } else {
            Locale::English.effect(incident.effect_on(affected))
        };
        let from = look.reader.in_full(affected.from);
        let span = affected
            .to
            .map_or_else(|| format!("since {from}"), |to| format!("from {from} to {}", look.reader.in_full(to)));
        ("Service", format!("{}: {named}, {span}", look.book.service(affected.service)))
    })
}

fn times(look: &Look<'_>, incident: &Incident) -> impl Iterator<Item = FactLine> {
    let named = [
        ("Began", incident.began_at),
        ("Reported", Some(incident.reported_at)),
        ("Reached us", incident.reached_at),
        ("Taken", incident.taken_at),
        ("Being watched since", incident.mitigated_at),
        ("Restored", incident.restored_at),
        ("Resolved", incident.resolved_at),
        ("Ended", incident.ended_at),
    ];
    let lines = named.map(|(name, at)| at.map(|at| FactLine { name, value: look.reader.in_full(at) }));
    let corrected = Milestone::ALL.into_iter().filter_map(|which| incident.correction(which)).map(|correction| {
        let name = Locale::English.milestone(correction.which);
        let recorded = correction.recorded.map_or_else(|| "nothing".to_owned(), |at| look.reader.in_full(at));
        FactLine { name: "Corrected", value: format!("{name}: recorded first was {recorded}") }
    });
    lines.into_iter().flatten().chain(corrected).chain(legal(look, incident))
}

/// What the law asked, and what came of it.
fn legal(look: &Look<'_>, incident: &Incident) -> Vec<FactLine> {
    let Some(legal) = incident.legal.as_deref() else { return Vec::new() };
    let full = |at| look.reader.in_full(at);
    let by = look.book.person(legal.declared_by);
    let declared = format!("{} by {by}: {}", full(legal.declared_at), legal.criteria);
    let mut lines = vec![("Declared", declared), ("Known since", full(legal.aware_at))];
    lines.extend(legal.duties.iter().map(|duty| {
        let told = duty.notified.as_ref().map_or_else(String::new, |told| {
            let reference = told.reference.as_ref().map(|of| format!(", reference {of}")).unwrap_or_default();
            format!("; {} told {}{reference}", told.whom, full(told.on))
        });
        ("Legal deadline", format!("{}, by {}{told}", duty.deadline.name, full(legal.due(duty))))
    }));
    let exempt = legal.exempt.as_ref();
    lines.extend(exempt.map(|exempt| {
        ("Nobody need be told", format!("{}, {}: {}", look.book.person(exempt.by), full(exempt.at), exempt.why))
    }));
    lines.extend(legal.recovery.map(|of| ("Recovery over", format!("{}, {}", full(of.on), look.book.person(of.by)))));
    lines.into_iter().map(|(name, value)| FactLine { name, value }).collect()
}
