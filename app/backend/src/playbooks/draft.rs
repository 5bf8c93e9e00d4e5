//! A plan as somebody typed it: a step to each line; a line that begins with `-` says how the step above it is done.

use domain::Refusal;
use domain::classification::IncidentType;
use domain::field::{FieldError, Fields, Problem};
use domain::ids::ServiceId;
use domain::incident::{Guidance, STEPS_MOST};
use domain::text::{Name, Reason, Title};

use super::PlaybookRecord;
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::storage::Read;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaybookDraft {
    pub name: String,
    /// Codes of types, ids of services: as ticked.
    pub kinds: Vec<String>,
    pub services: Vec<String>,
    pub steps: String,
}

impl PlaybookDraft {
    /// Name and content of each field, under which its changes are kept.
    pub(super) fn fields(&self) -> [(&'static str, String); 4] {
        let sorted = |ticked: &[String]| {
            let mut ticked = ticked.to_vec();
            ticked.sort();
            ticked.join("\n")
        };
        let (name, steps) = (self.name.trim().to_owned(), self.steps.trim().replace("\r\n", "\n"));
        [("name", name), ("kinds", sorted(&self.kinds)), ("services", sorted(&self.services)), ("steps", steps)]
    }

    /// The record with what was typed in the place of what it says, or everything that is wrong with it.
    pub(super) fn parse(&self, read: &dyn Read, record: &PlaybookRecord) -> Result<PlaybookRecord> {
        let mut fields = Fields::default();
        let name = fields.take(Name::parse("name", &self.name)).map(Name::into_string);
        let kinds: Option<Vec<_>> =
            fields.take(self.kinds.iter().map(|kind| IncidentType::parse("kinds", kind)).collect());
        let steps = fields.take(steps(&self.steps));
        let services = fields.take(known(read, &self.services)?);
        fields.finish()?;
        Ok(PlaybookRecord {
            name: name.unwrap_or_default(),
            kinds: kinds.unwrap_or_default(),
            services: services.unwrap_or_default(),
            steps: steps.unwrap_or_default(),
            version: record.version + 1,
            ..record.clone()
        })
    }
}

impl PlaybookRecord {
    /// As its form shows it.
    pub fn draft(&self) -> PlaybookDraft {
        PlaybookDraft {
            name: self.name.clone(),
            kinds: self.kinds.iter().map(|kind| kind.code().to_owned()).collect(),
            services: self.services.iter().map(ToString::to_string).collect(),
            steps: self.steps.iter().map(lines).collect::<Vec<_>>().join("\n"),
        }
    }
}

fn lines(step: &Guidance) -> String {
    if step.how.is_empty() { step.what.clone() } else { format!("{}\n- {}", step.what, step.how) }
}

fn known(read: &dyn Read, typed: &[String]) -> Result<std::result::Result<Vec<ServiceId>, FieldError>> {
    let mut services = Vec::new();
    for id in typed {
        let service = id.parse().ok().map(|id| ServiceRecord::find(read, id)).transpose()?.flatten();
        let Some(service) = service else { return Ok(Err(FieldError::new("services", Problem::Unknown))) };
        services.push(service.id);
    }
    Ok(Ok(services))
}

fn steps(typed: &str) -> std::result::Result<Vec<Guidance>, FieldError> {
    let mut steps: Vec<Guidance> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong = || FieldError::new("steps", Problem::Lines { first: line.to_owned(), more: 0 });
        match (line.strip_prefix('-'), steps.last_mut()) {
            (None, _) => {
                let what = Title::parse("steps", line).map_err(|_| wrong())?.into_string();
                steps.push(Guidance { what, how: String::new() });
            }
            (Some(how), Some(step)) => {
                let how = format!("{} {}", step.how, how.trim());
                step.how = Reason::parse("steps", &how).map_err(|_| wrong())?.into_string();
            }
            (Some(_), None) => return Err(wrong()),
        }
    }
    match steps.len() {
        0 => Err(FieldError::new("steps", Problem::Missing)),
        now if now > STEPS_MOST => Err(FieldError::new("steps", Problem::TooMany { most: STEPS_MOST, now })),
        _ => Ok(steps),
    }
}

/// Two plans of one name cannot be told apart.
pub(super) fn must_be_free(name: &str, others: &[PlaybookRecord]) -> std::result::Result<(), Refusal> {
    let taken = others.iter().any(|other| !other.retired && other.name.to_lowercase() == name.to_lowercase());
    if taken { Err(Refusal::field("name", Problem::Taken)) } else { Ok(()) }
}
