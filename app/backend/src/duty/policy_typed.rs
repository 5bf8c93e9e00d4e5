//! The steps of escalation as somebody typed them.

use domain::field::{FieldError, Fields, Problem};
use domain::ids::PersonId;
use domain::person::Email;
use domain::text::PersonName;

use super::policy::{LastResort, MINUTES, PolicyRecord, REPEATS_MOST, STEPS_MOST, Step, Whom};
use crate::error::Result;
use crate::people::PersonRecord;
use crate::storage::Read;

/// The fields beside the steps, by which their changes are kept.
pub(super) const STEPS: &str = "steps";
pub(super) const REPEATS: &str = "repeats";
pub(super) const LAST_RESORT: &str = "last_resort";

/// How a form says it of whom no id stands for.
pub(super) const CODES: [(&str, Whom); 4] =
    [("on_duty", Whom::OnDuty), ("managers", Whom::Managers), ("team", Whom::Team), ("last_resort", Whom::LastResort)];
pub(super) const OUTSIDE: &str = "outside";

/// The fields of the form, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyDraft {
    /// Whom and how many minutes, in order; without a whom it is no step.
    pub steps: Vec<(String, String)>,
    pub repeats: String,
    /// A person's id, `outside`, or nothing.
    pub last_resort: String,
    pub name: String,
    pub address: String,
}

impl PolicyDraft {
    /// All problems at once. Who stands there already may stay after they left: their step goes to the managers then.
    pub(super) fn parse(&self, read: &dyn Read, now: &PolicyRecord) -> Result<PolicyRecord> {
        let mut fields = Fields::default();
        let last_resort = self.last_resort(read, now, &mut fields)?;
        let mut steps = Vec::new();
        for (place, (whom, minutes)) in (1..).zip(&self.steps) {
            if whom.trim().is_empty() {
                continue;
            }
            let whom = fields.take(whom_typed(read, now, &format!("whom{place}"), whom.trim())?);
            let minutes = fields.take(minutes_typed(&format!("minutes{place}"), minutes));
            let first = steps.is_empty();
            match (whom, minutes) {
                (Some(Whom::LastResort), _) if first => fields.refuse(&format!("whom{place}"), Problem::NotEligible),
                (Some(Whom::LastResort), _) if last_resort.is_none() => fields.refuse(LAST_RESORT, Problem::Missing),
                (Some(whom), Some(minutes)) => steps.push(Step { whom, minutes }),
                (None, _) | (Some(_), None) => {}
            }
        }
        if self.steps.iter().all(|(whom, _)| whom.trim().is_empty()) {
            fields.refuse("whom1", Problem::Missing);
        }
        if self.steps.len() > STEPS_MOST {
            fields.refuse("whom1", Problem::TooMany { most: STEPS_MOST, now: self.steps.len() });
        }
        let repeats = self.repeats.trim().parse().ok().filter(|repeats| *repeats <= REPEATS_MOST);
        let repeats = fields.take(repeats.ok_or_else(|| FieldError::new(REPEATS, Problem::Malformed)));
        let Some(repeats) = repeats else { return Err(fields.into_refusal().into()) };
        fields.finish()?;
        Ok(PolicyRecord { steps, repeats, last_resort, stamps: now.stamps.clone() })
    }

    fn last_resort(&self, read: &dyn Read, now: &PolicyRecord, fields: &mut Fields) -> Result<Option<LastResort>> {
        if self.last_resort.trim() != OUTSIDE && self.names_somebody_else(now) {
            fields.refuse(LAST_RESORT, Problem::Missing);
            return Ok(None);
        }
        match self.last_resort.trim() {
            "" => Ok(None),
            OUTSIDE => {
                let name = fields.take(PersonName::parse("last_name", &self.name));
                let address = fields.take(Email::parse("last_address", &self.address));
                Ok(name.zip(address).map(|(name, address)| LastResort::Outside { name: name.into_string(), address }))
            }
            id => {
                let stays = |person| now.last_resort == Some(LastResort::Person(person));
                let found = fields.take(person_typed(read, LAST_RESORT, id, stays)?);
                Ok(found.map(LastResort::Person))
            }
        }
    }
}

impl PolicyDraft {
    /// A name or an address was typed that nothing chosen would take up; what stood there before is let go in silence.
    fn names_somebody_else(&self, now: &PolicyRecord) -> bool {
        let stood = match &now.last_resort {
            Some(LastResort::Outside { name, address }) => [name.as_str(), address.as_str()],
            Some(LastResort::Person(_)) | None => ["", ""],
        };
        let typed = [self.name.trim(), self.address.trim()];
        typed.iter().zip(stood).any(|(typed, stood)| !typed.is_empty() && *typed != stood)
    }
}

fn minutes_typed(field: &str, typed: &str) -> std::result::Result<u32, FieldError> {
    let minutes = typed.trim().parse().ok().filter(|minutes| MINUTES.contains(minutes));
    let problem = if typed.trim().is_empty() { Problem::Missing } else { Problem::Malformed };
    minutes.ok_or_else(|| FieldError::new(field, problem))
}

type Parsed<T> = Result<std::result::Result<T, FieldError>>;

fn whom_typed(read: &dyn Read, now: &PolicyRecord, field: &str, typed: &str) -> Parsed<Whom> {
    if let Some((_, whom)) = CODES.iter().find(|(code, _)| *code == typed) {
        return Ok(Ok(*whom));
    }
    let stays = |person| now.steps.iter().any(|step| step.whom == Whom::Person(person));
    Ok(person_typed(read, field, typed, stays)?.map(Whom::Person))
}

fn person_typed(read: &dyn Read, field: &str, typed: &str, stays: impl Fn(PersonId) -> bool) -> Parsed<PersonId> {
    let found = typed.parse::<PersonId>().ok().map_or(Ok(None), |id| PersonRecord::find(read, id))?;
    Ok(match found {
        None => Err(FieldError::new(field, Problem::Unknown)),
        Some(person) if person.is_active_staff() || stays(person.id) => Ok(person.id),
        Some(_) => Err(FieldError::new(field, Problem::NotEligible)),
    })
}
