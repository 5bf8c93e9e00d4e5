//! Orders about the whole database: copy it, check it.

use std::path::Path;

use backend::Backend;
use backend::storage::{backup::Report, verify};

use super::Answer;

pub fn backup(backend: &Backend, file: &Path) -> Answer {
    if file.exists() {
        return Answer::refused(format!("{} exists already; name a new file", file.display()));
    }
    match backend.storage().copy_to(file) {
        Ok(report) => Answer::Ok(described(&report)),
        Err(error) => Answer::refused(error),
    }
}

pub fn verify(backend: &Backend) -> Answer {
    match backend.storage().read(|read| verify::verify_all(read)) {
        Ok(faults) if faults.is_empty() => Answer::Ok(vec!["all chains are whole".to_owned()]),
        Ok(faults) => Answer::Error(faults.iter().map(ToString::to_string).collect()),
        Err(error) => Answer::refused(error),
    }
}

/// What a copy holds, for the one who will need it.
pub fn described(report: &Report) -> Vec<String> {
    let rows: u64 = report.rows.iter().map(|(_, rows)| rows).sum();
    vec![
        format!("{}: {} bytes, {rows} records, schema {}", report.path.display(), report.bytes, report.schema),
        format!("sha256 {}", report.sha256),
    ]
}
