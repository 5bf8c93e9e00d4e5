//! What everybody may read of planned work.

use domain::time::Moment;
use domain::view::Choice;
use domain::view::planned::PlannedLine;

use super::PlannedRecord;
use crate::error::Result;
use crate::services::ServiceRecord;
use crate::storage::Read;
use crate::time_text::Reader;

/// What nobody has ended, the first to begin first.
pub(crate) fn all_lines(read: &dyn Read, reader: Reader) -> Result<Vec<PlannedLine>> {
    PlannedRecord::standing(read)?.iter().map(|planned| line(read, planned, reader)).collect()
}

/// Of these what goes on, or begins before that instant.
pub(crate) fn lines_until(read: &dyn Read, reader: Reader, until: Moment) -> Result<Vec<PlannedLine>> {
    let standing = PlannedRecord::standing(read)?.into_iter().filter(|planned| planned.begins < until);
    standing.map(|planned| line(read, &planned, reader)).collect()
}

pub(super) fn line(read: &dyn Read, planned: &PlannedRecord, reader: Reader) -> Result<PlannedLine> {
    let mut services = Vec::new();
    for service in &planned.services {
        let found = ServiceRecord::find(read, *service)?;
        services.extend(found.map(|found| Choice { id: found.id.to_string(), name: found.name }));
    }
    let (begins, ends) = (reader.time(planned.begins), reader.time(planned.ends));
    Ok(PlannedLine { services, words: planned.words.clone(), begins, ends })
}
