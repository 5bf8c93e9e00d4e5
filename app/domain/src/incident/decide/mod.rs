//! Every rule about changing an incident. One file per kind of step; `decide` is the only door.
//!
//! It answers with what will be recorded, or with the refusal. Whether the actor may ask at all is
//! `permissions::permits`, which the use case calls first with the command's action.

mod classify;
mod finish;
mod hold;
mod progress;
mod report;
mod restrict;
mod roles;
mod services;
mod undo;
mod words;

use crate::field::Problem;
use crate::incident::{Change, Command, Facts, Incident, Press, Status};
use crate::permissions::Actor;
use crate::refusal::Refusal;
use crate::time::{Moment, TYPED_REACH};

/// What the command comes to, in order; an empty list means that nothing changes.
pub fn decide(
    incident: Option<&Incident>,
    facts: &Facts,
    command: &Command,
    actor: &Actor,
    now: Moment,
) -> Result<Vec<Change>, Refusal> {
    if command.person().is_some_and(|person| !facts.knows(person)) {
        return Err(Refusal::field("person", Problem::Unknown));
    }
    match (command, incident) {
        (Command::Report { draft, kind, reporter, known, channel }, None) => {
            report::report(draft, *kind, *reporter, *known, *channel, facts, actor)
        }
        (Command::Join { person }, Some(incident)) => report::join(&Step { incident, facts, actor, now }, *person),
        (Command::Press(press), Some(incident)) => pressed(&Step { incident, facts, actor, now }, press),
        (Command::Report { .. }, Some(_)) | (Command::Join { .. } | Command::Press(_), None) => {
            Err(Refusal::NotAllowed)
        }
    }
}

fn pressed(step: &Step<'_>, press: &Press) -> Result<Vec<Change>, Refusal> {
    match press {
        Press::Take { priority, reason } => progress::take(step, *priority, reason),
        Press::TakeAndResolve { resolution } => progress::take_and_resolve(step, resolution),
        Press::Mitigate { what, works } => progress::mitigate(step, what, *works),
        Press::Resume { reason } => progress::resume(step, reason),
        Press::Resolve { resolution } => finish::resolve(step, resolution),
        Press::Reopen { reason } => finish::reopen(step, reason),
        Press::Close => finish::close(step),
        Press::Cancel { why, words } => finish::cancel(step, *why, words),
        Press::Hold { reason, note, until } => hold::hold(step, *reason, note, *until),
        Press::EndHold => hold::end(step),
        Press::Note { text } => words::note(text),
        Press::Message { text } => words::message(step, text),
        Press::AddWords { text } => words::add(step, text),
        Press::Judge { verdict, words } => words::judge(step, *verdict, words),
        Press::Leave => report::leave(step),
        Press::Tell { public_title, audiences, text, promise } => {
            let mut changes = classify::name_in_public(step, public_title)?;
            changes.extend(words::tell(step, audiences, text, *promise)?);
            Ok(changes)
        }
        Press::Assign { owner } => roles::assign(step, *owner),
        Press::NameManager { person } => roles::name_manager(step, *person),
        Press::NameCommunicationsLead { person } => roles::name_communications_lead(step, *person),
        Press::ProposeMajor { reason } => roles::propose_major(step, reason),
        Press::AcceptMajor => roles::accept_major(step),
        Press::DeclineMajor { reason } => roles::decline_major(step, reason),
        Press::Follow { person } => roles::follow(step, *person),
        Press::Unfollow { person } => roles::unfollow(step, *person),
        Press::Classify { impact, urgency, priority, reason } => {
            classify::classify(step, *impact, *urgency, *priority, reason)
        }
        Press::Rename { title } => classify::rename(step, title),
        Press::ChangeType { kind } => classify::change_type(step, *kind),
        Press::Publish { public_title, workaround } => classify::publish(step, public_title, workaround),
        Press::Affect { service, effect } => services::affect(step, *service, *effect),
        Press::Restrict => restrict::restrict(step),
        Press::AddMember { person } => restrict::add_member(step, *person),
        Press::RemoveMember { person } => restrict::remove_member(step, *person),
        Press::Undo { sequence } => undo::undo(step, *sequence),
    }
}

/// What every rule looks at.
struct Step<'a> {
    incident: &'a Incident,
    facts: &'a Facts,
    actor: &'a Actor,
    now: Moment,
}

impl Step<'_> {
    /// Refuses unless the incident stands in one of these.
    fn must_be(&self, allowed: &[Status]) -> Result<(), Refusal> {
        let status = self.incident.status;
        if allowed.contains(&status) { Ok(()) } else { Err(Refusal::WrongStatus { status }) }
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        self.must_be(&[Status::Reported, Status::Investigating, Status::Mitigated])
    }

    /// Refuses instants that no person means and that no calendar may hold.
    fn must_be_meant(&self, field: &str, typed: Option<Moment>) -> Result<(), Refusal> {
        let meant = self.incident.reported_at.plus(-TYPED_REACH)..=self.now.plus(TYPED_REACH);
        if typed.is_none_or(|at| meant.contains(&at)) { Ok(()) } else { Err(Refusal::field(field, Problem::Malformed)) }
    }

    fn must_not_be_final(&self) -> Result<(), Refusal> {
        let status = self.incident.status;
        if status.is_final() { Err(Refusal::WrongStatus { status }) } else { Ok(()) }
    }
}
