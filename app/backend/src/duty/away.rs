use std::collections::BTreeMap;

use domain::ids::PersonId;
use domain::time::Moment;

use super::record::AbsenceRecord;
use crate::error::Result;
use crate::storage::Read;

/// Who is away at an instant, each with until when.
pub(crate) fn away(read: &dyn Read, at: Moment) -> Result<BTreeMap<PersonId, Moment>> {
    let mut away = BTreeMap::new();
    for absence in AbsenceRecord::all(read)?.into_iter().filter(|one| one.from <= at && at < one.to) {
        let until = away.entry(absence.person).or_insert(absence.to);
        *until = absence.to.max(*until);
    }
    Ok(away)
}
