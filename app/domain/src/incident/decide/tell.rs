//! What audiences are told: the same words for all of them, or words of their own for some. Here stands the check before
//! sending: nobody is sent words that are not for them, nobody is sent nothing, and what executives should not read is
//! shown to the writer first.

use crate::audience::{AudienceKind, Block, OnlyFor, block, readable};
use crate::field::{Fields, Problem};
use crate::ids::{AudienceId, PersonId};
use crate::incident::decide::{Step, classify};
use crate::incident::{Change, Status};
use crate::leak::{FOUND_MOST, host_names, restricted_numbers};
use crate::refusal::Refusal;
use crate::text::Words;
use crate::time::Moment;

pub(super) struct Told<'a> {
    pub audiences: &'a [AudienceId],
    pub promise: Option<Moment>,
}

/// A stakeholder update, and the public title that it may give. It is recorded with the number of letters it comes to; nobody to tell is a refusal.
pub(super) fn tell(
    step: &Step<'_>,
    public_title: &str,
    audiences: &[AudienceId],
    text: &str,
    promise: Option<Moment>,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = classify::name_in_public(step, public_title)?;
    must_be_tellable(step)?;
    if audiences.is_empty() {
        return Err(Refusal::field("audiences", Problem::Missing));
    }
    let text = Words::parse("text", text)?.into_string();
    if let Some(problem) = promise_problem(step, promise) {
        return Err(Refusal::field("promise", problem));
    }
    if audiences.iter().any(|audience| !step.facts.audiences.contains(audience)) {
        return Err(Refusal::field("audiences", Problem::Unknown));
    }
    if let Some(number) = restricted_numbers(&text, &step.incident.number).into_iter().next() {
        return Err(Refusal::field("text", Problem::NamesRestricted { number }));
    }
    let found = found_for_executives(step, &text, &OnlyFor::default());
    if !found.is_empty() {
        return Err(Refusal::Revealing { found: found.words() });
    }
    let told = Told { audiences, promise };
    changes.push(recorded(step, &told, text, OnlyFor::default(), found)?);
    Ok(changes)
}

/// The same in blocks, with every problem at once.
pub(super) fn tell_each(
    step: &Step<'_>,
    public_title: &str,
    told: &Told<'_>,
    text: &str,
    only: &OnlyFor,
    anyway: bool,
) -> Result<Vec<Change>, Refusal> {
    must_be_tellable(step)?;
    let mut fields = Fields::default();
    let named = fields.take_all(classify::name_in_public(step, public_title));
    if told.audiences.is_empty() {
        fields.refuse("audience", Problem::Missing);
    } else if told.audiences.iter().any(|audience| !step.facts.audiences.contains(audience)) {
        fields.refuse("audience", Problem::Unknown);
    }
    let mut typed = |of: Block| {
        let parsed = fields.take(Words::parse_optional(of.field(), block(of, text, only))).flatten();
        parsed.map(Words::into_string).unwrap_or_default()
    };
    let text = typed(Block::All);
    let only = OnlyFor {
        affected: typed(Block::Affected),
        executive: typed(Block::Executive),
        technical: typed(Block::Technical),
    };
    if let Some(problem) = promise_problem(step, told.promise) {
        fields.refuse("promise", problem);
    }
    if text.is_empty() && only.is_empty() {
        fields.refuse(Block::All.field(), Problem::Missing);
    }
    fields.finish()?;
    let changes = named.unwrap_or_default();
    fits_its_readers(step, &text, &only)?;
    let found = found_for_executives(step, &text, &only);
    if !found.is_empty() && !anyway {
        return Err(Refusal::Revealing { found: found.words() });
    }
    let recorded = recorded(step, told, text, only, found)?;
    Ok(changes.into_iter().chain([recorded]).collect())
}

fn must_be_tellable(step: &Step<'_>) -> Result<(), Refusal> {
    let status = step.incident.status;
    match status {
        Status::Cancelled | Status::Merged => Err(Refusal::WrongStatus { status }),
        Status::Reported | Status::Investigating | Status::Mitigated | Status::Resolved | Status::Closed => Ok(()),
    }
}

fn promise_problem(step: &Step<'_>, promise: Option<Moment>) -> Option<Problem> {
    if step.must_be_meant("promise", promise).is_err() {
        return Some(Problem::Malformed);
    }
    promise.filter(|promise| *promise <= step.now).map(|_| Problem::InThePast)
}

/// Refuses a block that no chosen audience may read, an audience that would read nothing, and the number of what is
/// restricted.
fn fits_its_readers(step: &Step<'_>, text: &str, only: &OnlyFor) -> Result<(), Refusal> {
    let mut fields = Fields::default();
    let kinds = &step.facts.kinds;
    for of in Block::ALL {
        let words = block(of, text, only);
        if !words.is_empty() && !kinds.iter().any(|kind| of.is_for(*kind)) {
            fields.refuse(of.field(), Problem::ReadByNobody);
        }
        if let Some(number) = restricted_numbers(words, &step.incident.number).into_iter().next() {
            fields.refuse(of.field(), Problem::NamesRestricted { number });
        }
    }
    if let Some(kind) = kinds.iter().find(|kind| readable(&[**kind], text, only).is_empty()) {
        fields.refuse(Block::All.field(), Problem::NothingFor { kind: *kind });
    }
    fields.finish()
}

/// What executives would read and should not.
#[derive(Default)]
struct Found {
    machines: Vec<String>,
    people: Vec<(PersonId, String)>,
}

impl Found {
    /// In words, for the writer.
    fn words(&self) -> Vec<String> {
        self.machines.iter().cloned().chain(self.people.iter().map(|(_, name)| name.clone())).collect()
    }

    fn is_empty(&self) -> bool {
        self.machines.is_empty() && self.people.is_empty()
    }
}

/// In each union of blocks that an executive gets: machines, and people by name.
fn found_for_executives(step: &Step<'_>, text: &str, only: &OnlyFor) -> Found {
    let mut found = Found::default();
    let of_executives = step.facts.unions.iter().filter(|union| union.contains(&AudienceKind::Executive));
    let read: Vec<_> = of_executives.flat_map(|union| readable(union, text, only)).map(|(of, _)| of).collect();
    for of in Block::ALL.into_iter().filter(|of| read.contains(of)) {
        for machine in host_names(block(of, text, only)) {
            if !found.machines.contains(&machine) && found.machines.len() < FOUND_MOST {
                found.machines.push(machine);
            }
        }
        for (_, person, name) in step.facts.people_found.iter().filter(|(named_in, ..)| *named_in == of) {
            let known = found.people.iter().any(|(known, _)| known == person);
            if !known && found.people.len() < FOUND_MOST {
                found.people.push((*person, name.clone()));
            }
        }
    }
    found
}

fn recorded(step: &Step<'_>, told: &Told<'_>, text: String, only: OnlyFor, found: Found) -> Result<Change, Refusal> {
    let recipients = step.facts.recipients;
    if recipients == 0 {
        return Err(Refusal::NoRecipients);
    }
    let lists = step.facts.lists;
    let promise = told.promise.filter(|_| step.incident.status.is_open());
    let (audiences, to_members) = (told.audiences.to_vec(), step.incident.restricted);
    let named = found.people.into_iter().map(|(person, _)| person).collect();
    let despite = found.machines;
    Ok(Change::StakeholdersTold { audiences, text, recipients, promise, to_members, only, despite, named, lists })
}
