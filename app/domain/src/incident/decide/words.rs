use crate::field::Problem;
use crate::ids::AudienceId;
use crate::incident::decide::{Step, classify, finish, hold, progress};
use crate::incident::{Change, Status, Verdict};
use crate::refusal::Refusal;
use crate::text::Words;
use crate::time::Moment;

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

/// A stakeholder update, and the public title that it may give. It is recorded with the number of letters it comes to; nobody to tell is a refusal.
pub(super) fn tell(
    step: &Step<'_>,
    public_title: &str,
    audiences: &[AudienceId],
    text: &str,
    promise: Option<Moment>,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = classify::name_in_public(step, public_title)?;
    let status = step.incident.status;
    if matches!(status, Status::Cancelled | Status::Merged) {
        return Err(Refusal::WrongStatus { status });
    }
    if audiences.is_empty() {
        return Err(Refusal::field("audiences", Problem::Missing));
    }
    let text = Words::parse("text", text)?.into_string();
    step.must_be_meant("promise", promise)?;
    if promise.is_some_and(|promise| promise <= step.now) {
        return Err(Refusal::field("promise", Problem::InThePast));
    }
    if audiences.iter().any(|audience| !step.facts.audiences.contains(audience)) {
        return Err(Refusal::field("audiences", Problem::Unknown));
    }
    let recipients = step.facts.recipients;
    if recipients == 0 {
        return Err(Refusal::NoRecipients);
    }
    let promise = promise.filter(|_| status.is_open());
    let to_members = step.incident.restricted;
    changes.push(Change::StakeholdersTold { audiences: audiences.to_vec(), text, recipients, promise, to_members });
    Ok(changes)
}
