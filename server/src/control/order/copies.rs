//! Orders about the whole database: copy it, check it.

use std::path::Path;

use backend::desk::Whole;
use backend::storage::backup::Report;
use backend::verify::Verdict;
use backend::{Backend, Error};
use domain::Refusal;
use domain::locale::Locale;

use super::Answer;

pub fn backup(backend: &Backend, file: &Path) -> Answer {
    if file.exists() {
        return Answer::refused(format!("{} exists already; name a new file", file.display()));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let folder = folder.display();
        return Answer::refused(format!(
            "there is no folder {folder}; make it first (mkdir -p {folder}), then copy again"
        ));
    }
    match backend.copy_to(file) {
        Ok(report) => Answer::Ok(described(&report)),
        Err(Error::Refused(refusal)) => Answer::refused(Locale::English.refusal(&refusal)),
        Err(error) => Answer::refused(error),
    }
}

pub fn verify(backend: &Backend) -> Answer {
    match backend.verify_whole() {
        Ok(Whole { verdict, no_room: None }) => verdict_told(&verdict),
        Ok(Whole { verdict, no_room: Some((needed, free)) }) => {
            let unseen = Locale::English.refusal(&Refusal::NoRoom { needed, free });
            let unseen = format!("the pages of the file were not looked at, which needs a copy. {unseen}");
            match verdict_told(&verdict) {
                Answer::Ok(lines) => Answer::Ok(lines.into_iter().chain([unseen]).collect()),
                Answer::Error(lines) => Answer::Error(lines.into_iter().chain([unseen]).collect()),
            }
        }
        Err(error) => Answer::refused(error),
    }
}

/// The list of differences, or what was looked at.
pub fn verdict_told(verdict: &Verdict) -> Answer {
    if verdict.is_clean() {
        let Verdict { incidents, entries, people, .. } = verdict;
        let mut said = vec![format!("clean: {incidents} incidents, {entries} entries, {people} people")];
        if verdict.taken_out > 0 {
            said.push(format!("{} of the entries without their words, as later entries tell", verdict.taken_out));
        }
        return Answer::Ok(said);
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
