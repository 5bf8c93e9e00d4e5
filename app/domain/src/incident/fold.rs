//! What each change does to the state. No rule: old timelines replay after rules have changed.

use crate::incident::{
    Acknowledged, Affected, Bell, Change, Checklist, Exempt, Hold, HoldReason, Incident, Legal, Major, Milestone,
    Notified, Rang, RangPromise, Recovery, Reporter, Status, Stay, StepMark, Verdict, Watch,
};
use crate::time::Moment;

impl Change {
    /// Folds it, recorded at `at`, into the state. Holds no rule.
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each change")]
    pub(super) fn fold(&self, state: &mut Incident, at: Moment) {
        match self {
            // Nothing can begin twice; words change no state.
            Self::Reported(_)
            | Self::Noted { .. }
            | Self::Messaged { .. }
            | Self::ReporterSaid { .. }
            | Self::Answered { .. } => {}
            // Who is next stands beside it, with its timer.
            Self::Alerted { .. } => {}
            // What its targets are is marked where it is applied.
            Self::TargetsSet { .. } => {}
            Self::ClockRang { clock, bell, due } => {
                let (clock, bell, turn, due, owner) = (*clock, *bell, state.sla.turn(), *due, state.owner);
                let (cause, cause_words) = (None, None);
                state.sla.rang.push(Rang { clock, bell, turn, due, at, owner, cause, cause_words });
            }
            Self::FirstNoticeOwed { by } => state.first_notice = Some(*by),
            Self::PromiseRang { bell, due } => state.sla.promise_rang = Some(RangPromise { due: *due, bell: *bell }),
            Self::BreachExplained { clock, cause, words } => {
                let of = |rang: &&mut Rang| (rang.clock, rang.bell) == (*clock, Bell::Breach);
                for rang in state.sla.rang.iter_mut().filter(of) {
                    (rang.cause, rang.cause_words) = (Some(*cause), words.clone());
                }
            }
            Self::TimeCorrected { which, to, .. } => state.correct(*which, *to),
            Self::Declared { by, criteria, aware_at, deadlines } => {
                state.legal = Some(Box::new(Legal::begun(*by, criteria, *aware_at, deadlines, at)));
            }
            Self::AwareSet { to, .. } => state.legal.iter_mut().for_each(|legal| legal.knew(*to, at)),
            Self::AuthorityNotified { deadline, by, whom, on, reference } => {
                let notified = Notified { whom: whom.clone(), on: *on, reference: reference.clone(), by: *by };
                if let Some(duty) = state.duty(*deadline) {
                    duty.notified = Some(notified);
                }
            }
            Self::NotNotifiable { by, why } => {
                let exempt = Exempt { why: why.clone(), by: *by, at };
                state.legal.iter_mut().for_each(|legal| legal.exempt = Some(exempt.clone()));
            }
            Self::RecoveryEnded { by, on } => {
                let recovery = Some(Recovery { on: *on, by: *by });
                state.legal.iter_mut().for_each(|legal| legal.recovery = recovery);
            }
            Self::LegalRang { deadline, bell } => {
                state.duty(*deadline).into_iter().for_each(|duty| duty.rang.push(*bell));
            }
            Self::Joined { person, unproven, alike } => {
                let (person, unproven, alike) = (*person, *unproven, *alike);
                state.reporters.push(Reporter { person, at, unproven, alike, verdict: None });
            }
            Self::Left { person } => state.reporters.retain(|reporter| reporter.person != *person),
            Self::Verified => state.unverified = false,
            Self::Taken { owner } => {
                state.status = Status::Investigating;
                state.owner = Some(*owner);
                state.taken_at = state.taken_at.or(Some(at));
                state.priority_confirmed = true;
                state.unverified = false;
            }
            Self::Acknowledged { person } => {
                state.acknowledged = Some(Acknowledged { by: *person, at, priority: state.priority });
            }
            Self::Assigned { owner } => state.owner = *owner,
            Self::ManagerNamed { person, acting } => (state.incident_manager, state.acting) = (*person, *acting),
            Self::CommandTaken { person } => (state.incident_manager, state.acting) = (Some(*person), false),
            Self::CommunicationsLeadNamed { person } => state.communications_lead = *person,
            Self::Prioritised { impact, urgency, computed, priority, confirmed, .. } => {
                (state.impact, state.urgency) = (*impact, *urgency);
                (state.computed, state.priority) = (*computed, *priority);
                state.priority_confirmed |= *confirmed;
            }
            Self::Mitigated { works, asks_again, .. } => {
                state.status = Status::Mitigated;
                state.mitigated_at = Some(at);
                state.happens_anew(&[Milestone::Mitigated]);
                state.considered_solved = *works;
                state.forget(Verdict::StillBroken, *asks_again);
            }
            Self::Resumed { asks_again, .. } => {
                state.status = Status::Investigating;
                state.considered_solved = false;
                state.forget(Verdict::WorksAgain, *asks_again);
            }
            Self::Resolved { resolution, restored_at, closes_at, asks_again } => {
                state.status = Status::Resolved;
                state.resolution = Some(resolution.clone());
                state.restored_at = Some(*restored_at);
                state.resolved_at = Some(at);
                state.closes_at = Some(*closes_at);
                state.considered_solved = false;
                state.judge_promise(at);
                state.promise = None;
                state.forget(Verdict::StillBroken, *asks_again);
                state.end_effects(*restored_at);
            }
            Self::Reopened { .. } => {
                state.status = Status::Investigating;
                state.reopened += 1;
                state.happens_anew(&[Milestone::Resolved, Milestone::Restored]);
                (state.resolved_at, state.restored_at, state.closes_at) = (None, None, None);
                state.reporters.iter_mut().for_each(|reporter| reporter.verdict = None);
                state.also_said.clear();
            }
            Self::Closed => state.end(Status::Closed, at),
            Self::Cancelled { effects_end, .. } => {
                state.end(Status::Cancelled, at);
                if *effects_end {
                    state.end_effects(at);
                }
            }
            Self::CancelReversed { to, .. } => (state.status, state.ended_at) = (*to, None),
            Self::HeldOn { reason, note, until, pauses } => {
                let (reason, note, until, pauses) = (*reason, note.clone(), *until, *pauses);
                state.hold = Some(Hold { reason, note, since: at, until, pauses, chased: None });
                if reason == HoldReason::Vendor {
                    state.sla.vendor.push(Stay { from: at, to: None });
                }
            }
            Self::PauseEnded => state.hold.iter_mut().for_each(|hold| hold.pauses = false),
            Self::HeldOff { .. } => {
                (state.hold, state.watch) = (None, None);
                state.sla.back_from_vendor(at);
            }
            Self::VendorChased { ticket, note, again_at } => state.chased(ticket.as_ref(), note, *again_at, at),
            Self::ChaseDue => {
                let chased = state.hold.as_mut().and_then(|hold| hold.chased.as_mut());
                chased.into_iter().for_each(|chased| chased.due = true);
                state.watch.iter_mut().for_each(|watch| watch.overdue = true);
            }
            Self::HoldWatched { remind_at, review_at } => {
                let (remind_at, review_at) = (*remind_at, Some(*review_at));
                state.watch = Some(Watch { remind_at, review_at, overdue: false });
            }
            Self::ReporterReminded => {
                if let Some(watch) = &mut state.watch {
                    watch.remind_at = None;
                }
            }
            Self::HoldOverdue => {
                if let Some(watch) = &mut state.watch {
                    (watch.review_at, watch.overdue) = (None, true);
                }
            }
            Self::VerdictGiven { person, verdict } => {
                if let Some(reporter) = state.reporters.iter_mut().find(|reporter| reporter.person == *person) {
                    reporter.verdict = Some(*verdict);
                } else {
                    state.also_said.retain(|(by, _)| by != person);
                    state.also_said.push((*person, *verdict));
                }
            }
            Self::StakeholdersTold { audiences, promise, .. } => {
                state.judge_promise(at);
                (state.promise, state.told_at, state.told_in) = (*promise, Some(at), Some(state.revision));
                state
                    .told
                    .extend(audiences.iter().filter(|audience| !state.told.contains(audience)).collect::<Vec<_>>());
            }
            Self::MajorProposed { .. } => state.major = Major::Proposed,
            Self::MajorAccepted => state.major = Major::Accepted,
            Self::MajorDeclined { .. } => state.major = Major::Declined,
            Self::ServiceAffected { service, effect, from, named } => {
                let (service, effect, named, from) = (*service, *effect, *named, *from);
                state.recover(service, from);
                state.affected.push(Affected { service, effect, named, from, to: None });
                state.drop_what_never_lasted();
            }
            Self::ServiceRecovered { service, to } => {
                state.recover(*service, *to);
                state.drop_what_never_lasted();
            }
            Self::Published { public_title, workaround } => {
                state.public_title.clone_from(public_title);
                state.workaround.clone_from(workaround);
            }
            Self::Renamed { title } => state.title.clone_from(title),
            Self::TypeChanged { kind } => state.kind = *kind,
            Self::ChecklistBegun { playbook, version, name, steps } => {
                state.checklists.push(Checklist::begun(*playbook, *version, name, steps));
            }
            Self::StepMarked { checklist, step, mark, by, .. } => {
                if let Some(step) = state.step_mut(*checklist, *step) {
                    (step.mark, step.marked) = (mark.clone(), (*mark != StepMark::Open).then_some((*by, at)));
                }
            }
            Self::StepGiven { checklist, step, owner, .. } => {
                state.step_mut(*checklist, *step).into_iter().for_each(|step| step.owner = *owner);
            }
            Self::Restricted { number, members } => {
                state.number = number.clone();
                state.restricted = true;
                state.members.clone_from(members);
            }
            Self::RestrictionLifted { number, .. } => {
                state.number = number.clone();
                state.restricted = false;
                state.members.clear();
            }
            Self::MemberAdded { person } => state.members.push(*person),
            Self::MemberRemoved { person } => state.members.retain(|m| m != person),
            Self::FollowerAdded { person } => state.followers.push(*person),
            Self::FollowerRemoved { person } => state.followers.retain(|f| f != person),
            Self::Merged { into } => {
                state.end(Status::Merged, at);
                state.end_effects(at);
                state.hold = None;
                state.sla.back_from_vendor(at);
                state.merged_into = Some(*into);
            }
            Self::DuplicateTaken { source } => state.duplicates.push(*source),
            Self::DuplicateLeft { source } => {
                state.duplicates.retain(|duplicate| duplicate != source);
                // Whose words went with it is not known here; the others can say it again.
                state.also_said.clear();
            }
            Self::Undone { before: state_again, .. }
            | Self::TakenApart { before: state_again, .. }
            | Self::Redacted { after: state_again, .. } => {
                if let Some(before) = state_again {
                    let (revision, changed_at) = (state.revision, state.changed_at);
                    *state = Incident { revision, changed_at, ..(**before).clone() };
                }
            }
        }
    }
}
