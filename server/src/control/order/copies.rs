//! Orders about the whole database: copy it, check it.

use std::path::Path;

use backend::Backend;
use backend::storage::backup::Report;
use backend::verify::{self, Verdict};

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
    match backend.storage().read(|read| verify::verify(read)) {
        Ok(verdict) => verdict_told(&verdict),
        Err(error) => Answer::refused(error),
    }
}

/// The list of differences, or what was looked at.
pub fn verdict_told(verdict: &Verdict) -> Answer {
    if verdict.is_clean() {
        let Verdict { incidents, entries, people, .. } = verdict;
        return Answer::Ok(vec![format!("clean: {incidents} incidents, {entries} entries, {people} people")]);
    }
    let mut lines = verdict.differences.clone();
    if verdict.more > 0 {
        lines.push(format!("and {} more", verdict.more));
    }
    Answer::Error(lines)
}

/// What a copy holds, for the one who will need it.
pub fn described(report: &Report) -> Vec<String> {
    let rows: u64 = report.rows.iter().map(|(_, rows)| rows).sum();
    vec![
        format!("{}: {} bytes, {rows} records, schema {}", report.path.display(), report.bytes, report.schema),
        format!("sha256 {}", report.sha256),
    ]
}
