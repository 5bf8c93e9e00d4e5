use super::case::{Case, Explained, SegmentCase};
use super::rota::Exceptions;

/// Who is on duty when, of rotations that somebody wrote down, both as JSON: for whoever wants to check a rota by hand.
/// The error says in words what cannot be read.
pub fn explain(case: &str) -> Result<String, String> {
    let case: Case = serde_json::from_str(case).map_err(|error| format!("this is no case of a rota: {error}"))?;
    let (within, absences) = (case.span()?, case.absences()?);
    let mut segments = Vec::new();
    for named in case.rotations()? {
        let exceptions = Exceptions { overrides: &named.overrides, absences: &absences };
        let stretches = named.rota.stretches(within, exceptions);
        segments.extend(stretches.into_iter().map(|stretch| SegmentCase::of(&named.name, stretch)));
    }
    serde_json::to_string_pretty(&Explained { segments }).map_err(|error| error.to_string())
}
