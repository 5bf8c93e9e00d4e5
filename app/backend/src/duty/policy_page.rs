//! What the page of the steps shows, and how they are changed.

use domain::permissions::{Action, Object};
use domain::view::Choice;

use super::policy::{LastResort, PolicyRecord, Step, Whom};
use super::policy_typed::{CODES, LAST_RESORT, OUTSIDE, PolicyDraft, REPEATS, STEPS};
use crate::error::Result;
use crate::journal::Fact;
use crate::people::{PersonRecord, active_staff};
use crate::storage::{Read, Tx};
use crate::{Backend, Caller};

#[derive(Clone, Debug, PartialEq)]
pub struct PolicyPage {
    pub steps: Vec<StepRow>,
    pub repeats: u8,
    /// As its field holds it: an id, `outside`, or nothing.
    pub last_resort: String,
    /// In words, where somebody is.
    pub last_resort_name: Option<String>,
    pub name: String,
    pub address: String,
    /// Who can be chosen.
    pub team: Vec<Choice>,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StepRow {
    /// As its field holds it.
    pub code: String,
    pub whom: String,
    pub minutes: u32,
    /// They work here no longer: the step goes to the managers.
    pub left: bool,
    /// It stands in the form; else it follows from whoever is the last resort.
    pub typed: bool,
}

impl Backend {
    pub fn policy_page(&self, caller: &Caller) -> Result<PolicyPage> {
        self.storage().read(|read| {
            caller.may_on(read, Action::Read, Object::Duty)?;
            page(read, &PolicyRecord::stored(read)?.unwrap_or_default())
        })
    }

    /// Replaces the steps. `seen`: the revision of the form.
    pub async fn change_policy(&self, caller: &Caller, draft: PolicyDraft, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, Object::Duty)?;
            let stored = PolicyRecord::stored(tx)?;
            let found = stored.clone().unwrap_or_default();
            let mut changed = draft.parse(tx, &found)?;
            let now = page(tx, &found)?;
            let differs = [
                (STEPS, changed.steps != found.steps, steps_told(&now)),
                (REPEATS, changed.repeats != found.repeats, found.repeats.to_string()),
                (
                    LAST_RESORT,
                    changed.last_resort != found.last_resort,
                    now.last_resort_name.clone().unwrap_or_else(|| "nobody".to_owned()),
                ),
            ];
            let asked = differs
                .clone()
                .map(|(field, differs, now)| (if field == STEPS { "whom1" } else { field }, differs, now));
            found.stamps.none_overtaken(tx, &actor, seen, asked)?;
            // Saved as they were on the first day they hold all the same, also without a rota.
            if changed == found && stored.is_some() {
                return Ok(());
            }
            let fields: Vec<_> = differs.iter().filter(|(_, differs, _)| *differs).map(|(field, ..)| *field).collect();
            changed.stamps.touch(fields.iter().map(|field| if *field == STEPS { "whom1" } else { *field }), actor.who);
            changed.save(tx)?;
            let fields = fields.into_iter().map(|field| field.replace('_', " ")).collect();
            caller.note(tx, &actor, &Fact::EscalationChanged { fields })
        };
        self.storage().write(change).await
    }
}

fn steps_told(page: &PolicyPage) -> String {
    let step = |step: &StepRow| format!("{} {} min", step.whom, step.minutes);
    page.steps.iter().filter(|row| row.typed).map(step).collect::<Vec<_>>().join(", ")
}

pub(super) fn page(read: &dyn Read, record: &PolicyRecord) -> Result<PolicyPage> {
    let mut team: Vec<_> =
        active_staff(read)?.into_iter().map(|one| Choice { id: one.id.to_string(), name: one.name }).collect();
    team.sort_by_cached_key(|one| one.name.to_lowercase());
    let (last_resort, last_resort_name) = match &record.last_resort {
        None => (String::new(), None),
        Some(LastResort::Outside { name, .. }) => (OUTSIDE.to_owned(), Some(name.clone())),
        Some(LastResort::Person(person)) => {
            let found = PersonRecord::find(read, *person)?;
            (person.to_string(), Some(found.map_or_else(String::new, |found| found.name)))
        }
    };
    let (name, address) = match &record.last_resort {
        Some(LastResort::Outside { name, address }) => (name.clone(), address.to_string()),
        Some(LastResort::Person(_)) | None => Default::default(),
    };
    let steps = record.all().into_iter().enumerate();
    let gone = match record.last_resort {
        Some(LastResort::Person(person)) => !PersonRecord::find(read, person)?.is_some_and(|one| one.is_active_staff()),
        Some(LastResort::Outside { .. }) => false,
        None => true,
    };
    let resort = (last_resort_name.as_deref(), gone);
    let steps = steps.map(|(place, step)| row(read, step, place < record.steps.len(), resort));
    Ok(PolicyPage {
        steps: steps.collect::<Result<_>>()?,
        repeats: record.repeats,
        last_resort,
        last_resort_name,
        name,
        address,
        team,
        revision: record.stamps.revision(),
    })
}

fn row(read: &dyn Read, step: Step, typed: bool, (resort, gone): (Option<&str>, bool)) -> Result<StepRow> {
    let words = |words: &str| (words.to_owned(), false);
    let (whom, left) = match step.whom {
        Whom::OnDuty => words("whoever is on duty"),
        Whom::Managers => words("the managers"),
        Whom::Team => words("the whole team"),
        Whom::LastResort => (resort.unwrap_or("the managers").to_owned(), gone),
        Whom::Person(person) => {
            let found = PersonRecord::find(read, person)?;
            let left = !found.as_ref().is_some_and(PersonRecord::is_active_staff);
            (found.map_or_else(|| "somebody".to_owned(), |found| found.name), left)
        }
    };
    let code = CODES.iter().find(|(_, known)| *known == step.whom).map(|(code, _)| (*code).to_owned());
    let code = code.or(match step.whom {
        Whom::Person(person) => Some(person.to_string()),
        Whom::OnDuty | Whom::Managers | Whom::Team | Whom::LastResort => None,
    });
    Ok(StepRow { code: code.unwrap_or_default(), whom, minutes: step.minutes, left, typed })
}
