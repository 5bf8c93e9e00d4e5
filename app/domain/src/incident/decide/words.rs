use crate::incident::decide::{Step, finish, hold, progress};
use crate::incident::{Change, Status, Verdict};
use crate::refusal::Refusal;
use crate::text::Words;

/// For the team only; allowed in every status, because learning goes on after the end.
pub(super) fn note(text: &str) -> Result<Vec<Change>, Refusal> {
    Ok(vec![Change::Noted { text: Words::parse("text", text)?.into_string() }])
}

/// The team's words to the reporters. The first one, on an incident nobody has taken, takes it.
pub(super) fn message(step: &Step<'_>, text: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let text = Words::parse("text", text)?.into_string();
    let untaken = step.incident.status == Status::Reported;
    let mut changes = if untaken { progress::take(step, None, "")? } else { Vec::new() };
    changes.push(Change::Messaged { text });
    Ok(changes)
}

/// A reporter's further words, for the team.
pub(super) fn add(step: &Step<'_>, text: &str) -> Result<Vec<Change>, Refusal> {
    step.must_not_be_final()?;
    let person = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let text = Words::parse("text", text)?.into_string();
    let mut changes = vec![Change::ReporterSaid { person, text }];
    changes.extend(hold::ended_by_answer(step));
    Ok(changes)
}

/// Words that came by mail. A reporter's are what they would be on the receipt; of one that has ended, and from anybody
/// else, they are for the team to read and move nothing.
pub(super) fn answered(step: &Step<'_>, text: &str, as_reporter: bool) -> Result<Vec<Change>, Refusal> {
    if as_reporter && !step.incident.status.is_final() {
        return add(step, text);
    }
    let person = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    Ok(vec![Change::Answered { person, text: Words::parse("text", text)?.into_string() }])
}

/// "Works again" never resolves by itself. "Still broken" by the first reporter re-opens a resolved incident;
/// by others it is counted.
pub(super) fn judge(step: &Step<'_>, verdict: Verdict, words: &str) -> Result<Vec<Change>, Refusal> {
    step.must_be(&[Status::Mitigated, Status::Resolved])?;
    let person = step.actor.person_id().ok_or(Refusal::NotAllowed)?;
    let words = Words::parse_optional("words", words)?.map(Words::into_string);
    let mut changes = vec![Change::VerdictGiven { person, verdict }];
    if let Some(text) = words.clone() {
        changes.push(Change::ReporterSaid { person, text });
    }
    let first = step.incident.first_reporter() == Some(person);
    if verdict == Verdict::StillBroken && first {
        let reason = words.unwrap_or_default();
        if step.incident.status == Status::Resolved {
            changes.extend(finish::reopening(step, reason, false));
        } else if step.incident.considered_solved {
            changes.push(Change::Resumed { reason, asks_again: true });
            changes.extend(finish::hit_as_named(step));
        }
    }
    changes.extend(hold::ended_by_answer(step));
    // The same again, with nothing that follows from it, tells nobody anything.
    let said_before = step.incident.verdict_of(person) == Some(verdict);
    if said_before && changes.len() == 1 {
        changes.clear();
    }
    Ok(changes)
}
