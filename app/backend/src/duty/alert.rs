//! Who is told at once of what is new: whoever is on duty; with a rota and nobody on duty the managers; without a rota
//! everybody on the team. Whoever is away is left in peace, unless then nobody would be left: it is never silence.

use std::collections::BTreeSet;

use domain::audience::RecipientReason;
use domain::ids::PersonId;
use domain::person::Role;
use domain::time::Moment;

use super::record::AbsenceRecord;
use super::roster::Roster;
use crate::error::Result;
use crate::people::{PersonRecord, active_staff};
use crate::storage::{Read, Table};

pub(crate) type Alerted = Vec<(PersonId, RecipientReason)>;

/// Steps after the first, each after a wait: the managers with whoever is on duty by then, then the whole team.
pub(crate) const STEPS: u8 = 2;

pub(crate) fn has_rota(read: &dyn Read) -> Result<bool> {
    Ok(read.len(Table::Rotations)? > 0)
}

pub(crate) fn alerted(read: &dyn Read, now: Moment) -> Result<Alerted> {
    let staff = active_staff(read)?;
    if !has_rota(read)? {
        return Ok(with(there(read, now, &staff)?, &RecipientReason::Team));
    }
    let on_duty = on_duty(read, now)?;
    if on_duty.is_empty() {
        return Ok(with(managers(read, now, &staff)?, &RecipientReason::NobodyOnCall));
    }
    Ok(with(on_duty.into_iter().collect(), &RecipientReason::OnCall))
}

/// Who is told when nobody has answered; some of them may know already.
pub(crate) fn alerted_further(read: &dyn Read, now: Moment, step: u8) -> Result<Alerted> {
    let staff = active_staff(read)?;
    if step > 0 {
        return Ok(with(staff.iter().map(|person| person.id).collect(), &RecipientReason::NotTaken));
    }
    let mut people = on_duty(read, now)?;
    people.extend(managers(read, now, &staff)?);
    Ok(with(people.into_iter().collect(), &RecipientReason::NotTaken))
}

fn on_duty(read: &dyn Read, now: Moment) -> Result<BTreeSet<PersonId>> {
    let roster = Roster::load(read)?;
    Ok(roster.rotations.iter().filter_map(|one| roster.at(one, now).0).collect())
}

fn managers(read: &dyn Read, now: Moment, staff: &[PersonRecord]) -> Result<Vec<PersonId>> {
    let managers: Vec<_> = staff.iter().filter(|person| person.role >= Some(Role::Manager)).cloned().collect();
    there(read, now, if managers.is_empty() { staff } else { &managers })
}

fn there(read: &dyn Read, now: Moment, people: &[PersonRecord]) -> Result<Vec<PersonId>> {
    let absences = AbsenceRecord::all(read)?.into_iter();
    let away: BTreeSet<_> = absences.filter(|one| one.from <= now && now < one.to).map(|one| one.person).collect();
    let all = || people.iter().map(|person| person.id);
    let there: Vec<_> = all().filter(|person| !away.contains(person)).collect();
    Ok(if there.is_empty() { all().collect() } else { there })
}

fn with(people: Vec<PersonId>, reason: &RecipientReason) -> Alerted {
    people.into_iter().map(|person| (person, reason.clone())).collect()
}
