//! Applies recorded changes. Holds no rule: whatever was decided once is taken as it stands.

use crate::incident::change::Reported;
use crate::incident::{Affected, Change, Hold, Incident, Major, Reporter, Status, Verdict};
use crate::service::Effect;
use crate::time::Moment;

/// Folds one change, recorded at `at`, into the state. `None` begins with `Change::Reported`;
/// a change of nothing, or a second report, is a broken timeline and leaves the state as it was.
pub fn apply(incident: &mut Option<Incident>, change: &Change, at: Moment) {
    match (incident.as_mut(), change) {
        (None, Change::Reported(reported)) => *incident = Some(begin(reported, at)),
        (None, _) | (Some(_), Change::Reported(_)) => {}
        (Some(state), change) => {
            state.revision += 1;
            state.changed_at = at;
            fold(state, change, at);
        }
    }
}

/// The state after the given changes; `None` for a timeline that does not begin with a report.
pub fn replay<'a>(changes: impl IntoIterator<Item = (&'a Change, Moment)>) -> Option<Incident> {
    let mut incident = None;
    for (change, at) in changes {
        apply(&mut incident, change, at);
    }
    incident
}

fn begin(reported: &Reported, at: Moment) -> Incident {
    let Reported { id, number, title, statement, kind, impact, urgency, computed, priority, .. } = reported.clone();
    Incident {
        id,
        number,
        revision: 1,
        title,
        statement,
        public_title: None,
        workaround: None,
        kind,
        status: Status::Reported,
        impact,
        urgency,
        priority,
        computed,
        priority_confirmed: false,
        unverified: reported.unverified,
        restricted: reported.restricted,
        members: reported.members.clone(),
        followers: Vec::new(),
        major: Major::No,
        owner: None,
        incident_manager: None,
        acting: false,
        communications_lead: None,
        hold: None,
        considered_solved: false,
        affected: reported
            .affected
            .iter()
            .map(|(service, effect)| Affected { service: *service, effect: *effect, from: at, to: None })
            .collect(),
        reporters: reported
            .reporter
            .map(|person| Reporter { person, at, unproven: reported.unproven, verdict: None })
            .into_iter()
            .collect(),
        channel: reported.channel,
        began_at: reported.began_at,
        reported_at: at,
        taken_at: None,
        mitigated_at: None,
        restored_at: None,
        resolved_at: None,
        ended_at: None,
        closes_at: None,
        resolution: None,
        reopened: 0,
        promise: None,
        told_at: None,
        changed_at: at,
    }
}

fn fold(state: &mut Incident, change: &Change, at: Moment) {
    match change {
        Change::Taken { .. }
        | Change::Mitigated { .. }
        | Change::Resumed { .. }
        | Change::Resolved { .. }
        | Change::Reopened { .. }
        | Change::Closed
        | Change::Cancelled { .. } => fold_status(state, change, at),
        Change::ServiceAffected { .. } | Change::ServiceRecovered { .. } => fold_service(state, change),
        Change::Undone { before, .. } => {
            let (revision, changed_at) = (state.revision, state.changed_at);
            *state = (**before).clone();
            state.revision = revision;
            state.changed_at = changed_at;
        }
        _ => fold_facts(state, change, at),
    }
}

fn fold_status(state: &mut Incident, change: &Change, at: Moment) {
    match change {
        Change::Taken { owner } => {
            state.status = Status::Investigating;
            state.owner = Some(*owner);
            state.taken_at = state.taken_at.or(Some(at));
            state.priority_confirmed = true;
            state.unverified = false;
        }
        Change::Mitigated { works, asks_again, .. } => {
            state.status = Status::Mitigated;
            state.mitigated_at = Some(at);
            state.considered_solved = *works;
            forget(state, Verdict::StillBroken, *asks_again);
        }
        Change::Resumed { asks_again, .. } => {
            state.status = Status::Investigating;
            state.considered_solved = false;
            forget(state, Verdict::WorksAgain, *asks_again);
        }
        Change::Resolved { resolution, restored_at, closes_at, asks_again } => {
            state.status = Status::Resolved;
            state.resolution = Some(resolution.clone());
            state.restored_at = Some(*restored_at);
            state.resolved_at = Some(at);
            state.closes_at = Some(*closes_at);
            state.considered_solved = false;
            state.promise = None;
            forget(state, Verdict::StillBroken, *asks_again);
            for affected in state.affected.iter_mut().filter(|a| a.to.is_none()) {
                affected.to = Some((*restored_at).max(affected.from));
            }
        }
        Change::Reopened { .. } => {
            state.status = Status::Investigating;
            state.reopened += 1;
            state.resolved_at = None;
            state.restored_at = None;
            state.closes_at = None;
            for reporter in &mut state.reporters {
                reporter.verdict = None;
            }
        }
        Change::Closed | Change::Cancelled { .. } => {
            state.status = if *change == Change::Closed { Status::Closed } else { Status::Cancelled };
            state.ended_at = Some(at);
            state.considered_solved = false;
            state.closes_at = None;
            state.promise = None;
            let ends = matches!(change, Change::Cancelled { effects_end: true, .. });
            for affected in state.affected.iter_mut().filter(|a| ends && a.to.is_none()) {
                affected.to = Some(at.max(affected.from));
            }
        }
        _ => {}
    }
}

fn forget(state: &mut Incident, stale: Verdict, asks_again: bool) {
    for reporter in state.reporters.iter_mut().filter(|r| asks_again && r.verdict == Some(stale)) {
        reporter.verdict = None;
    }
}

fn fold_service(state: &mut Incident, change: &Change) {
    match change {
        Change::ServiceAffected { service, effect, from } => {
            for earlier in state.affected.iter_mut().filter(|a| a.service == *service && a.to.is_none()) {
                earlier.to = Some(*from);
            }
            state.affected.push(Affected { service: *service, effect: *effect, from: *from, to: None });
        }
        Change::ServiceRecovered { service, to } => {
            for affected in state.affected.iter_mut().filter(|a| a.service == *service && a.to.is_none()) {
                affected.to = Some(*to);
            }
        }
        _ => {}
    }
    // An effect that never lasted is no interval.
    state.affected.retain(|a| a.effect != Effect::NotAffected && a.to.is_none_or(|to| to > a.from));
}

fn fold_facts(state: &mut Incident, change: &Change, at: Moment) {
    match change {
        Change::Joined { person, unproven } => {
            state.reporters.push(Reporter { person: *person, at, unproven: *unproven, verdict: None });
        }
        Change::Left { person } => state.reporters.retain(|reporter| reporter.person != *person),
        Change::Verified => state.unverified = false,
        Change::Assigned { owner } => state.owner = *owner,
        Change::ManagerNamed { person, acting } => {
            state.incident_manager = *person;
            state.acting = *acting;
        }
        Change::CommunicationsLeadNamed { person } => state.communications_lead = *person,
        Change::Prioritised { impact, urgency, computed, priority, confirmed, .. } => {
            (state.impact, state.urgency) = (*impact, *urgency);
            (state.computed, state.priority) = (*computed, *priority);
            state.priority_confirmed |= *confirmed;
        }
        Change::HeldOn { reason, note, until } => {
            state.hold = Some(Hold { reason: *reason, note: note.clone(), since: at, until: *until });
        }
        Change::HeldOff { .. } => state.hold = None,
        Change::VerdictGiven { person, verdict } => {
            for reporter in state.reporters.iter_mut().filter(|r| r.person == *person) {
                reporter.verdict = Some(*verdict);
            }
        }
        Change::StakeholdersTold { promise, .. } => {
            state.promise = *promise;
            state.told_at = Some(at);
        }
        Change::MajorProposed { .. } => state.major = Major::Proposed,
        Change::MajorAccepted => state.major = Major::Accepted,
        Change::MajorDeclined { .. } => state.major = Major::Declined,
        Change::Published { public_title, workaround } => {
            state.public_title.clone_from(public_title);
            state.workaround.clone_from(workaround);
        }
        Change::Renamed { title } => state.title.clone_from(title),
        Change::TypeChanged { kind } => state.kind = *kind,
        Change::Restricted { number, members } => {
            state.number = number.clone();
            state.restricted = true;
            state.members.clone_from(members);
        }
        Change::MemberAdded { person } => state.members.push(*person),
        Change::MemberRemoved { person } => state.members.retain(|m| m != person),
        Change::FollowerAdded { person } => state.followers.push(*person),
        Change::FollowerRemoved { person } => state.followers.retain(|f| f != person),
        _ => {}
    }
}
