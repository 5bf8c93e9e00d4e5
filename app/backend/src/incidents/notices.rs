//! Who is told what by itself: one table from recorded changes to notices. Audiences get nothing until a person
//! presses Send; then they get exactly what was recorded.

use std::borrow::Cow;

use domain::audience::RecipientReason;
use domain::classification::Priority;
use domain::ids::{IncidentId, PersonId};
use domain::incident::{Change, HoldReason, Incident, Status};
use domain::permissions::Who;
use domain::time::Moment;

use crate::audiences::recipients;
use crate::error::Result;
use crate::incidents::receipt_notice::receipt;
use crate::incidents::record::Hand;
use crate::incidents::team::{answerable, in_charge, managers, on_call, speakers, verdict_given};
use crate::incidents::told_before::{former_members, told_of};
use crate::incidents::{alert_letters, conversation, merged};
use crate::notices::{Audience, Notice, NoticeKind, Part, Recipient, queue_notice, queue_update, withdraw_notices};
use crate::people::PersonRecord;
use crate::storage::{Read, Tx};
use crate::targets::TargetsRecord;

/// A notice of one entry in the making.
pub(super) struct Wanted {
    pub recipient: PersonId,
    pub kind: NoticeKind,
    pub reasons: Vec<RecipientReason>,
}

/// Queues the notices of the entries just recorded; the last one is `after.revision`.
pub(super) fn queue(
    tx: &mut Tx<'_>,
    before: Option<&Incident>,
    after: &Incident,
    changes: &[Change],
    hand: Hand,
) -> Result<()> {
    let whole = |incident| merged::read_through(tx, incident).map(Cow::into_owned);
    let (before, after) = (before.map(whole).transpose()?, whole(after)?);
    let first = after.revision + 1 - changes.len() as u64;
    let actor = hand.who.person();
    for (sequence, change) in (first..).zip(changes) {
        for wanted in wanted(tx, before.as_ref(), &after, change, changes)? {
            if hand.no_receipt && wanted.kind == NoticeKind::Receipt {
                continue;
            }
            let by_themselves = matches!(hand.who, Who::Person(p) if p == wanted.recipient);
            if by_themselves && !wanted.kind.spec().of_own_press {
                continue;
            }
            let hidden = after.restricted && wanted.kind.spec().to != Audience::Reporter;
            let kind = if hidden { NoticeKind::Restricted } else { wanted.kind };
            let mut notice = Notice::new(Recipient::Person(wanted.recipient), kind, Moment(tx.now()));
            notice.incident = Some(after.id);
            notice.revision = sequence;
            notice.actor = actor;
            notice.reasons = wanted.reasons;
            notice.priority_before = before.as_ref().map(|before| before.priority);
            let queue = if wanted.kind == NoticeKind::Update { queue_update } else { queue_notice };
            queue(tx, &notice)?;
            if wanted.kind == NoticeKind::NewIncident {
                alert_letters::second(tx, &after, wanted.recipient)?;
            }
        }
    }
    Ok(())
}

/// "Undo": nobody hears of the entries from `sequence` to `last`.
pub(super) fn withdraw(tx: &mut Tx<'_>, incident: IncidentId, sequence: u64, last: u64) -> Result<()> {
    for revision in sequence..=last {
        withdraw_notices(tx, incident, revision)?;
    }
    Ok(())
}

#[expect(clippy::too_many_lines, reason = "one match, an arm for each change")]
fn wanted(
    tx: &mut Tx<'_>,
    before: Option<&Incident>,
    after: &Incident,
    change: &Change,
    together: &[Change],
) -> Result<Vec<Wanted>> {
    Ok(match change {
        Change::Reported(reported) => {
            let mut all = on_call(tx, after, NoticeKind::NewIncident)?;
            all.extend(receipt(tx, reported.reporter, RecipientReason::Reporter)?);
            all
        }
        Change::Joined { person, .. } => receipt(tx, Some(*person), RecipientReason::Joined)?,
        // One press, one letter: "resolved" says that it was taken.
        Change::Taken { .. }
            if together.iter().any(|c| matches!(c, Change::Resolved { .. } | Change::Messaged { .. })) =>
        {
            Vec::new()
        }
        Change::Taken { .. } => reporters(after, NoticeKind::Taken),
        Change::Resolved { .. } => reporters(after, NoticeKind::Resolved),
        Change::Reopened { .. } => {
            let mut all = reporters(after, NoticeKind::Reopened);
            // Who comes with the duplicate that re-opens it never heard that it was fixed.
            all.retain(|wanted| before.is_some_and(|before| before.reporter(wanted.recipient).is_some()));
            // The first reporter did it, by their verdict.
            if together.iter().any(|c| matches!(c, Change::VerdictGiven { .. })) {
                all.extend(in_charge(tx, after, NoticeKind::ReporterSaid)?);
            }
            all
        }
        Change::Cancelled { .. } => reporters(after, NoticeKind::Cancelled),
        Change::CancelReversed { .. } => {
            let all = reporters(after, NoticeKind::Reopened);
            told_of(tx, after.id, |earlier| matches!(earlier, Change::Cancelled { .. }), all)?
        }
        Change::Messaged { .. } => spoken_to(tx, after)?,
        Change::HeldOn { reason: HoldReason::AwaitingReporter, .. } => first_reporter(after, NoticeKind::Question),
        Change::ReporterReminded => first_reporter(after, NoticeKind::Reminded),
        Change::HoldOverdue => with_owner(after, NoticeKind::HoldOverdue),
        Change::ChaseDue => with_owner(after, NoticeKind::ChaseDue),
        // Re-opening carries the words that led to it.
        Change::ReporterSaid { .. } if together.iter().any(|c| matches!(c, Change::Reopened { .. })) => Vec::new(),
        Change::ReporterSaid { .. } | Change::Answered { .. } => in_charge(tx, after, NoticeKind::ReporterSaid)?,
        Change::VerdictGiven { person, .. } => verdict_given(tx, before, after, *person, together)?,
        Change::StakeholdersTold { audiences, .. } => recipients(tx, after, audiences)?
            .into_iter()
            .map(|r| Wanted { recipient: r.person.id, kind: NoticeKind::Update, reasons: r.reasons })
            .collect(),
        // Assigning is not taking: they are asked, and the others wait for their answer.
        Change::Assigned { owner: Some(person) } => {
            let given = if after.status == Status::Reported { Part::Asked } else { Part::Owner };
            part(*person, given, RecipientReason::Owner)
        }
        Change::ManagerNamed { person: Some(person), acting } => {
            let named = if *acting { Part::ActingManager } else { Part::IncidentManager };
            let mut all = part(*person, named, RecipientReason::IncidentManager);
            all.extend(relieved(before, *person));
            all
        }
        Change::CommandTaken { person } => relieved(before, *person).into_iter().collect(),
        Change::CommunicationsLeadNamed { person: Some(person) } => {
            part(*person, Part::CommunicationsLead, RecipientReason::CommunicationsLead)
        }
        Change::MemberAdded { person } => part(*person, Part::Member, RecipientReason::Member),
        Change::MajorProposed { .. } => managers(tx, after)?,
        Change::Prioritised { priority, .. } if rises(before, *priority) => {
            in_charge(tx, after, NoticeKind::PriorityRaised)?
        }
        Change::Restricted { members, .. } => {
            members.iter().flat_map(|m| part(*m, Part::Member, RecipientReason::Member)).collect()
        }
        Change::RestrictionLifted { .. } => {
            let mut all = former_members(tx, before, after.id)?;
            all.extend(reporters(after, NoticeKind::RestrictionLifted));
            all
        }
        Change::Merged { .. } => reporters(after, NoticeKind::Merged),
        Change::TakenApart { from, .. } => {
            let all = reporters(after, NoticeKind::TakenApart);
            let merge = Change::Merged { into: *from };
            told_of(tx, after.id, |earlier| *earlier == merge, all)?
        }
        Change::DuplicateTaken { .. } => with_it(after, NoticeKind::Duplicate),
        Change::DuplicateLeft { source } => {
            let all = with_it(after, NoticeKind::Duplicate);
            let taken = Change::DuplicateTaken { source: *source };
            told_of(tx, after.id, |earlier| *earlier == taken, all)?
        }
        Change::LegalRang { .. } => answerable(tx, after)?,
        // What a corrected time shows is no warning.
        Change::ClockRang { .. } if together.iter().any(|c| matches!(c, Change::TimeCorrected { .. })) => Vec::new(),
        Change::ClockRang { .. } if warned_by_mail(tx, after)? => in_charge(tx, after, NoticeKind::ClockRang)?,
        Change::PromiseRang { .. } => speakers(tx, after)?,
        // The board and the timeline tell it.
        Change::Left { .. }
        | Change::Verified
        | Change::Alerted { .. }
        | Change::Acknowledged { .. }
        | Change::Assigned { owner: None }
        | Change::ManagerNamed { person: None, .. }
        | Change::CommunicationsLeadNamed { person: None }
        | Change::Prioritised { .. }
        | Change::Mitigated { .. }
        | Change::Resumed { .. }
        | Change::Closed
        | Change::HeldOn { .. }
        | Change::HeldOff { .. }
        | Change::PauseEnded
        | Change::TargetsSet { .. }
        | Change::ClockRang { .. }
        | Change::FirstNoticeOwed { .. }
        | Change::BreachExplained { .. }
        | Change::TimeCorrected { .. }
        | Change::VendorChased { .. }
        | Change::Declared { .. }
        | Change::AwareSet { .. }
        | Change::AuthorityNotified { .. }
        | Change::NotNotifiable { .. }
        | Change::RecoveryEnded { .. }
        | Change::HoldWatched { .. }
        | Change::Noted { .. }
        | Change::ChecklistBegun { .. }
        | Change::StepMarked { .. }
        | Change::StepGiven { .. }
        | Change::MajorAccepted
        | Change::MajorDeclined { .. }
        | Change::ServiceAffected { .. }
        | Change::ServiceRecovered { .. }
        | Change::Published { .. }
        | Change::Renamed { .. }
        | Change::TypeChanged { .. }
        | Change::MemberRemoved { .. }
        | Change::FollowerAdded { .. }
        | Change::FollowerRemoved { .. }
        | Change::Redacted { .. }
        | Change::Undone { .. } => Vec::new(),
    })
}

/// Only of what presses, and only once somebody has said that the targets are promises and not aims.
fn warned_by_mail(read: &dyn Read, incident: &Incident) -> Result<bool> {
    let pressing = incident.shown_priority().is_some_and(Priority::needs_command);
    Ok(pressing && TargetsRecord::load(read)?.confirmed.is_some())
}

fn rises(before: Option<&Incident>, to: Priority) -> bool {
    before.is_some_and(|b| b.taken_at.is_some() && to < b.priority)
}

fn reporters(incident: &Incident, kind: NoticeKind) -> Vec<Wanted> {
    let first = incident.first_reporter();
    let reason = |is_first| if is_first { RecipientReason::Reporter } else { RecipientReason::Joined };
    let one = |person: PersonId| Wanted { recipient: person, kind, reasons: vec![reason(first == Some(person))] };
    incident.reporters.iter().map(|reporter| one(reporter.person)).collect()
}

/// The owner, where it has one.
fn with_owner(incident: &Incident, kind: NoticeKind) -> Vec<Wanted> {
    let one = |recipient| Wanted { recipient, kind, reasons: vec![RecipientReason::Owner] };
    incident.owner.map(one).into_iter().collect()
}

/// The owner, and who follows it.
fn with_it(incident: &Incident, kind: NoticeKind) -> Vec<Wanted> {
    let one = |recipient, reason| Wanted { recipient, kind, reasons: vec![reason] };
    let followers = incident.followers.iter().filter(|person| Some(**person) != incident.owner);
    with_owner(incident, kind)
        .into_iter()
        .chain(followers.map(|person| one(*person, RecipientReason::Follower)))
        .collect()
}

/// Those of the reporters whom the team's messages reach.
fn spoken_to(read: &dyn Read, incident: &Incident) -> Result<Vec<Wanted>> {
    let mut all = Vec::new();
    for (wanted, reporter) in reporters(incident, NoticeKind::TeamMessage).into_iter().zip(&incident.reporters) {
        let person = PersonRecord::find(read, reporter.person)?;
        all.extend(conversation::is_part_of(incident, reporter, person.as_ref()).then_some(wanted));
    }
    Ok(all)
}

fn first_reporter(incident: &Incident, kind: NoticeKind) -> Vec<Wanted> {
    let first = incident.first_reporter();
    reporters(incident, kind).into_iter().filter(|wanted| Some(wanted.recipient) == first).collect()
}

fn part(person: PersonId, part: Part, reason: RecipientReason) -> Vec<Wanted> {
    vec![Wanted { recipient: person, kind: NoticeKind::Assigned(part), reasons: vec![reason] }]
}

/// Whoever commanded it until now, when it is somebody else by now.
fn relieved(before: Option<&Incident>, person: PersonId) -> Option<Wanted> {
    let former = before.and_then(|before| before.incident_manager).filter(|former| *former != person)?;
    let reasons = vec![RecipientReason::Team];
    Some(Wanted { recipient: former, kind: NoticeKind::CommandTaken, reasons })
}
