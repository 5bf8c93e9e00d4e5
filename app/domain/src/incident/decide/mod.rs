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
use crate::incident::{Change, Command, Facts, Incident, Status};
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
    let Some(incident) = incident else {
        return match command {
            Command::Report { draft, kind, reporter, known, channel } => {
                report::report(draft, *kind, *reporter, *known, *channel, facts, actor)
            }
            _ => Err(Refusal::NotAllowed),
        };
    };
    let step = Step { incident, facts, actor, now };
    match command {
        Command::Report { .. } => Err(Refusal::NotAllowed),
        Command::Join { person } => report::join(&step, *person),
        Command::Take { priority, reason } => progress::take(&step, *priority, reason),
        Command::TakeAndResolve { resolution } => progress::take_and_resolve(&step, resolution),
        Command::Mitigate { what, works } => progress::mitigate(&step, what, *works),
        Command::Resume { reason } => progress::resume(&step, reason),
        Command::Resolve { resolution } => finish::resolve(&step, resolution),
        Command::Reopen { reason } => finish::reopen(&step, reason),
        Command::Close => finish::close(&step),
        Command::Cancel { why, words } => finish::cancel(&step, *why, words),
        Command::Hold { reason, note, until } => hold::hold(&step, *reason, note, *until),
        Command::EndHold => hold::end(&step),
        Command::Note { text } => words::note(text),
        Command::Message { text } => words::message(&step, text),
        Command::AddWords { text } => words::add(&step, text),
        Command::Judge { verdict, words } => words::judge(&step, *verdict, words),
        Command::Tell { audiences, text, promise, recipients } => {
            words::tell(&step, audiences, text, *promise, *recipients)
        }
        Command::Assign { owner } => roles::assign(&step, *owner),
        Command::NameManager { person } => roles::name_manager(&step, *person),
        Command::NameCommunicationsLead { person } => roles::name_communications_lead(&step, *person),
        Command::ProposeMajor { reason } => roles::propose_major(&step, reason),
        Command::AcceptMajor => roles::accept_major(&step),
        Command::DeclineMajor { reason } => roles::decline_major(&step, reason),
        Command::Follow { person } => roles::follow(&step, *person),
        Command::Unfollow { person } => roles::unfollow(&step, *person),
        Command::Classify { impact, urgency, priority, reason } => {
            classify::classify(&step, *impact, *urgency, *priority, reason)
        }
        Command::Rename { title } => classify::rename(&step, title),
        Command::ChangeType { kind } => classify::change_type(&step, *kind),
        Command::Publish { public_title, workaround } => classify::publish(&step, public_title, workaround),
        Command::Affect { service, effect } => services::affect(&step, *service, *effect),
        Command::Restrict => restrict::restrict(&step),
        Command::AddMember { person } => restrict::add_member(&step, *person),
        Command::RemoveMember { person } => restrict::remove_member(&step, *person),
        Command::Undo { sequence } => undo::undo(&step, *sequence),
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
