//! Every rule about changing an incident. One file per kind of step; `decide` is the only door.
//!
//! It answers with what will be recorded, or with the refusal. Whether the actor may ask at all is
//! `permissions::permits`, which the use case calls first with the command's action.

mod checklist;
mod classify;
mod correct;
mod finish;
mod hold;
mod legal;
mod merge;
mod overwrites;
mod press;
mod progress;
mod promise;
mod redact;
mod report;
mod restrict;
mod roles;
mod rules;
mod services;
mod sla;
mod tell;
mod undo;
mod verb;
mod words;

pub use press::Press;
pub use verb::Verb;

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
    if command.person().is_some_and(|person| !facts.knows(person)) {
        return Err(Refusal::field("person", Problem::Unknown));
    }
    let changes = decided(incident, facts, command, actor, now)?;
    let changes = promise::follow(incident, facts, sla::follow(incident, facts, changes), now);
    Ok(checklist::follow(incident, facts, changes))
}

fn decided(
    incident: Option<&Incident>,
    facts: &Facts,
    command: &Command,
    actor: &Actor,
    now: Moment,
) -> Result<Vec<Change>, Refusal> {
    match (command, incident) {
        (Command::Report { draft, kind, reporter, known, channel }, None) => {
            report::report(draft, *kind, *reporter, *known, *channel, facts, actor)
        }
        (Command::Join { person }, Some(incident)) => report::join(&Step { incident, facts, actor, now }, *person),
        (Command::TakeIn { source, reopen }, Some(incident)) => {
            merge::take_in(&Step { incident, facts, actor, now }, *source, reopen.clone())
        }
        (Command::LetGo { source }, Some(incident)) => merge::let_go(&Step { incident, facts, actor, now }, *source),
        (Command::Ring { clock, bell, due }, Some(incident)) => {
            Ok(sla::ring(&Step { incident, facts, actor, now }, *clock, *bell, *due))
        }
        (Command::RingPromise { bell }, Some(incident)) => {
            Ok(promise::ring(&Step { incident, facts, actor, now }, *bell))
        }
        (Command::Answer { text, as_reporter }, Some(incident)) => {
            words::answered(&Step { incident, facts, actor, now }, text, *as_reporter)
        }
        (Command::Alert { people, outside }, Some(incident)) => {
            progress::alert(&Step { incident, facts, actor, now }, people, *outside)
        }
        (Command::Retarget, Some(incident)) => Ok(sla::retarget(&Step { incident, facts, actor, now })),
        (Command::RemindReporter, Some(incident)) => hold::remind(&Step { incident, facts, actor, now }),
        (Command::ReviewHold, Some(incident)) => hold::review(&Step { incident, facts, actor, now }),
        (Command::RemindChase, Some(incident)) => hold::chase_due(&Step { incident, facts, actor, now }),
        (Command::RingLegal { deadline }, Some(incident)) => {
            Ok(legal::ring(&Step { incident, facts, actor, now }, *deadline))
        }
        (Command::Press(press), Some(incident)) => press.decided(&Step { incident, facts, actor, now }),
        (Command::Report { .. }, Some(_))
        | (
            Command::Join { .. }
            | Command::TakeIn { .. }
            | Command::LetGo { .. }
            | Command::Ring { .. }
            | Command::RingPromise { .. }
            | Command::Answer { .. }
            | Command::Alert { .. }
            | Command::Retarget
            | Command::RemindReporter
            | Command::ReviewHold
            | Command::RemindChase
            | Command::RingLegal { .. }
            | Command::Press(_),
            None,
        ) => Err(Refusal::NotAllowed),
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

    /// A request has no priority, hits no service and is never major.
    fn must_be_no_request(&self) -> Result<(), Refusal> {
        if self.incident.kind.is_request() { Err(Refusal::NotForRequests) } else { Ok(()) }
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
