use crate::classification::{IncidentType, Level, Priority, raised_impact};
use crate::field::Problem;
use crate::incident::Change;
use crate::incident::decide::{Step, restrict};
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
    let incident = step.incident;
    let criticalities = incident.affected_now().filter_map(|a| step.facts.criticality(a.service));
    let impact = raised_impact(impact, criticalities);
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
    let mut changes = vec![Change::Prioritised { impact, urgency, computed, priority, reason, confirmed: true }];
    // A taken incident that becomes urgent needs somebody in command at once.
    let owner = incident.owner.filter(|_| incident.taken_at.is_some() && incident.incident_manager.is_none());
    if let Some(owner) = owner.filter(|_| priority.needs_command()) {
        changes.push(Change::ManagerNamed { person: Some(owner), acting: true });
    }
    Ok(changes)
}

pub(super) fn rename(step: &Step<'_>, title: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let title = Title::parse("title", title)?.into_string();
    Ok((title != step.incident.title).then_some(Change::Renamed { title }).into_iter().collect())
}

/// A type that starts restricted restricts; the way back is nobody's: what was seen cannot be unseen.
pub(super) fn change_type(step: &Step<'_>, kind: IncidentType) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    if kind == step.incident.kind {
        return Ok(Vec::new());
    }
    let mut changes = vec![Change::TypeChanged { kind }];
    if kind.starts_restricted() && !step.incident.restricted {
        changes.extend(restrict::restrict(step)?);
    }
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
