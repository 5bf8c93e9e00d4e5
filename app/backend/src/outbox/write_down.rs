//! The record of a letter when it is new: one that goes out, or one that could not be written.

use domain::ids::LetterId;
use domain::locale::Locale;
use domain::view::letters::LetterState;

use super::draft::Draft;
use super::record::{Attempt, LetterRecord};
use super::render::Rendered;
use crate::delivery::{Lease, PARKED};
use crate::letters::kind_words;
use crate::notices::deliveries::{Standing, entries_of};
use crate::notices::{Audience, Notice, NoticeKind, Queued, Recipient};

/// Leased to this boot from the beginning: whoever stores it sends it.
pub(super) fn written(draft: &Draft, groups: &[Vec<Queued>], rendered: Rendered, now: i64, boot: u64) -> LetterRecord {
    let lease = Lease::begun(now, boot);
    let content = if draft.secret { rendered.content.without_secret() } else { rendered.content };
    LetterRecord {
        recipient: draft.person,
        to_name: draft.to.name.clone().unwrap_or_default(),
        to: draft.to.address.as_str().to_owned(),
        incidents: draft.incidents.clone(),
        entries: entries_of(groups.iter().flatten()),
        actor: draft.actor,
        notices: if draft.secret { Vec::new() } else { unwritable(groups) },
        why: why(draft),
        subject: rendered.subject,
        message_id: rendered.message_id.as_str().to_owned(),
        envelope_from: draft.sender.from.address.as_str().to_owned(),
        content: Some(content),
        bytes: Some(rendered.bytes),
        secret: draft.secret,
        expires: draft.expires.map(|at| at.0),
        state: LetterState::Sending,
        lease: Some(lease),
        queued_for: Some(lease.until),
        ..blank(rendered.id, draft.kind, now)
    }
}

/// Nothing of it can be sent; it stands where people look for failed letters. `notices` is not empty.
pub(super) fn failed(id: LetterId, notices: &[Queued], draft: Option<&Draft>, why_not: &str, now: i64) -> LetterRecord {
    let last = notices.last().map(|queued| &queued.notice);
    let kind = last.map_or(NoticeKind::MailTest, |notice| notice.kind);
    let (recipient, to) = match last.map(|notice| &notice.recipient) {
        Some(Recipient::Person(person)) => (Some(*person), String::new()),
        Some(Recipient::Address(address)) => (None, address.as_str().to_owned()),
        None => (None, String::new()),
    };
    let mut incidents: Vec<_> = notices.iter().filter_map(|queued| queued.notice.incident).collect();
    incidents.dedup();
    LetterRecord {
        recipient,
        to_name: draft.and_then(|draft| draft.to.name.clone()).unwrap_or_default(),
        to: draft.map_or(to, |draft| draft.to.address.as_str().to_owned()),
        incidents,
        entries: entries_of(notices.iter()),
        actor: last.and_then(|notice| notice.actor),
        why: draft.map(why).unwrap_or_default(),
        subject: kind_words(kind, Locale::English).to_owned(),
        state: LetterState::Failed,
        attempts: vec![Attempt { at: now, answer: format!("not sent: it cannot be written ({why_not})") }],
        queued_for: Some(PARKED),
        ..blank(id, kind, now)
    }
}

/// Letters about an account are never merged, so that nothing is gained by writing them anew.
fn unwritable(groups: &[Vec<Queued>]) -> Vec<Notice> {
    let notices = groups.iter().flatten().map(|queued| &queued.notice);
    if notices.clone().all(|notice| notice.incident.is_some() && notice.kind.spec().to != Audience::Person) {
        notices.cloned().collect()
    } else {
        Vec::new()
    }
}

fn blank(id: LetterId, kind: NoticeKind, now: i64) -> LetterRecord {
    LetterRecord {
        id,
        recipient: None,
        to_name: String::new(),
        to: String::new(),
        incidents: Vec::new(),
        entries: Vec::new(),
        notices: Vec::new(),
        kind,
        actor: None,
        why: Vec::new(),
        subject: String::new(),
        message_id: String::new(),
        envelope_from: String::new(),
        content: None,
        bytes: None,
        secret: false,
        created_at: now,
        expires: None,
        state: LetterState::Queued,
        counted: Standing::Waiting,
        tries: 0,
        first_tried_at: None,
        attempts: Vec::new(),
        lease: None,
        queued_for: None,
    }
}

/// Each reason once, in order.
fn why(draft: &Draft) -> Vec<String> {
    let mut why: Vec<String> = Vec::new();
    for reason in draft.letters.iter().flat_map(|letter| &letter.why) {
        if !why.contains(reason) {
            why.push(reason.clone());
        }
    }
    why
}
