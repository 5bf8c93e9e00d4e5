use crate::classification::{IncidentType, Level, PEOPLE_WHO_VERIFY, Priority, raised_impact};
use crate::field::Problem;
use crate::ids::ServiceId;
use crate::incident::decide::{Step, restrict};
use crate::incident::{Change, Major};
use crate::refusal::Refusal;
use crate::text::{PublicTitle, Reason, Title, Workaround};

/// Impact, urgency and priority after receipt. A priority other than the matrix's asks for a reason.
pub(super) fn classify(
    step: &Step<'_>,
    impact: Level,
    urgency: Level,
    chosen: Option<Priority>,
    reason: &str,
) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    step.must_be_no_request()?;
    let incident = step.incident;
    let impact = floor(step, impact, None);
    let computed = Priority::from_matrix(impact, urgency);
    let priority = chosen.unwrap_or(computed);
    let mut reason = Reason::parse_optional("reason", reason)?.map(Reason::into_string);
    if priority != computed && reason.is_none() {
        reason = Some(Reason::parse("reason", "")?.into_string());
    }
    let same = (incident.impact, incident.urgency, incident.computed, incident.priority)
        == (impact, urgency, computed, priority);
    // A reason given for what holds already confirms it: what is computed later does not overrule it.
    if same && (incident.priority_confirmed || reason.is_none()) {
        return Ok(Vec::new());
    }
    let mut changes =
        vec![Change::Prioritised { impact, urgency, computed, priority, reason, confirmed: true, terms: None }];
    // A taken incident that becomes urgent needs somebody in command at once.
    let owner = incident.owner.filter(|_| incident.taken_at.is_some() && incident.incident_manager.is_none());
    if let Some(owner) = owner.filter(|_| priority.needs_command()) {
        changes.push(Change::ManagerNamed { person: Some(owner), acting: true });
    }
    Ok(changes)
}

/// The impact with what critical services make of it: those of which the team has said that they are hit, with one that
/// is just said, and those that are named, once three people have it. One person's trouble with one stays theirs.
pub(super) fn floor(step: &Step<'_>, impact: Level, said: Option<ServiceId>) -> Level {
    let many = step.facts.distinct_people >= PEOPLE_WHO_VERIFY;
    let hit = step.incident.affected_now().filter(|affected| many || !affected.named).map(|affected| affected.service);
    raised_impact(impact, hit.chain(said).filter_map(|service| step.facts.criticality(service)))
}

/// What another impact makes of the priority as it stands, or would without the cap: it follows as long as no responder
/// has decided it. Nothing of a request.
pub(super) fn lifted(step: &Step<'_>, impact: Level, stands: Priority) -> Option<Change> {
    let incident = step.incident;
    let computed = Priority::from_matrix(impact, incident.urgency);
    let raised = impact != incident.impact && !incident.priority_confirmed;
    let priority = if raised { computed.min(stands) } else { stands };
    let same = (impact, priority) == (incident.impact, incident.priority);
    let change = Change::Prioritised {
        impact,
        urgency: incident.urgency,
        computed,
        priority,
        reason: None,
        confirmed: false,
        terms: None,
    };
    (!same && !incident.kind.is_request()).then_some(change)
}

pub(super) fn rename(step: &Step<'_>, title: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let title = Title::parse("title", title)?.into_string();
    Ok((title != step.incident.title).then_some(Change::Renamed { title }).into_iter().collect())
}

/// A type that starts restricted restricts; another type lifts nothing.
pub(super) fn change_type(step: &Step<'_>, kind: IncidentType) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let incident = step.incident;
    if kind == incident.kind {
        return Ok(Vec::new());
    }
    if !kind.is_offered() {
        return Err(Refusal::field("kind", Problem::Unknown));
    }
    let mut changes = vec![Change::TypeChanged { kind }];
    if kind.starts_restricted() && !incident.restricted {
        changes.extend(restrict::restrict(step)?);
    } else if kind.is_request() {
        changes.extend(no_longer_broken(step)?);
    }
    let owner = incident.owner.filter(|_| incident.taken_at.is_some() && incident.incident_manager.is_none());
    if incident.kind.is_request()
        && let Some(owner) = owner.filter(|_| incident.priority.needs_command())
    {
        changes.push(Change::ManagerNamed { person: Some(owner), acting: true });
    }
    Ok(changes)
}

/// A request is nothing that is broken: no visitor reads of it, it hits no service, and nobody commands it.
fn no_longer_broken(step: &Step<'_>) -> Result<Vec<Change>, Refusal> {
    let incident = step.incident;
    if matches!(incident.major, Major::Proposed | Major::Accepted) {
        return Err(Refusal::MajorIsNoRequest);
    }
    let hit = incident.confirmed_now();
    let mut changes: Vec<_> = hit.map(|hit| Change::ServiceRecovered { service: hit.service, to: step.now }).collect();
    if incident.public_title.is_some() || incident.workaround.is_some() {
        changes.push(Change::Published { public_title: None, workaround: None });
    }
    changes.extend(incident.acting.then_some(Change::ManagerNamed { person: None, acting: false }));
    Ok(changes)
}

/// The public title that comes with an update; the workaround stays, and nothing typed changes nothing.
pub(super) fn name_in_public(step: &Step<'_>, public_title: &str) -> Result<Vec<Change>, Refusal> {
    if public_title.trim().is_empty() {
        return Ok(Vec::new());
    }
    publish(step, public_title, step.incident.workaround.as_deref().unwrap_or_default())
}

/// Sets, changes or withdraws the words visitors see, a workaround never without its title. A restricted incident has
/// none.
pub(super) fn publish(step: &Step<'_>, public_title: &str, workaround: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    step.must_be_no_request()?;
    if step.incident.restricted {
        return Err(Refusal::NotAllowed);
    }
    let public_title = PublicTitle::parse_optional("public_title", public_title)?.map(PublicTitle::into_string);
    let mut workaround = Workaround::parse_optional("workaround", workaround)?.map(Workaround::into_string);
    if public_title.is_none() && workaround.is_some() {
        if !step.incident.is_published() {
            return Err(Refusal::field("public_title", Problem::Missing));
        }
        // Withdrawing takes back all of it, whatever still stands in the other field.
        workaround = None;
    }
    let same = (&public_title, &workaround) == (&step.incident.public_title, &step.incident.workaround);
    Ok((!same).then_some(Change::Published { public_title, workaround }).into_iter().collect())
}
