//! A review as its page shows it: what was written, what the record says, and what can be chosen.

use domain::incident::Incident;
use domain::locale::{Locale, Names};
use domain::permissions::Action;
use domain::review::{ReviewPart, names_in};
use domain::time::Moment;
use domain::view::Choice;
use domain::view::reviews::{PartView, PublishedView, ReviewLine, ReviewRow, ReviewView};

use super::impact::{impact, summary};
use super::record::Published;
use super::{LINES_MOST, ReviewRecord};
use crate::audiences::{AudienceRecord, recipients};
use crate::error::Result;
use crate::incidents::{Look, NameBook, whole_timeline};
use crate::people::active_staff;
use crate::time_text::Reader;

pub(super) fn row(record: &ReviewRecord, incident: &Incident, book: &NameBook<'_>, reader: Reader) -> ReviewRow {
    ReviewRow {
        number: incident.number.to_string(),
        title: incident.title.clone(),
        owner: record.owner.map_or_else(|| "nobody has it".to_owned(), |owner| book.person(owner)),
        why: record.why.map(|why| Locale::English.review_why(why).to_owned()).unwrap_or_default(),
        due: record.due.map(|due| reader.day_named(due)).unwrap_or_default(),
        is_overdue: record.is_overdue(reader.now()),
        published: record.published.as_ref().map(|published| reader.time(published.at)),
    }
}

pub(super) fn view(look: &Look<'_>, record: &ReviewRecord) -> Result<ReviewView> {
    let (book, reader) = (&look.book, look.reader);
    let people: Vec<String> = active_staff(look.read)?.into_iter().map(|person| person.name).collect();
    let part = |part: ReviewPart| {
        let words = record.parts.get(&part).cloned().unwrap_or_default();
        let named = if part.seeks_causes() { names_in(&words, &people) } else { Vec::new() };
        let drafted = part == ReviewPart::Happened && words.is_empty();
        let draft = if drafted { summary(look.incident, reader) } else { String::new() };
        PartView { part, words, draft, named }
    };
    let own_line = record.own_line.as_ref();
    Ok(ReviewView {
        stage: record.stage(),
        row: row(record, look.incident, book, reader),
        owner: record.owner.map(|owner| book.person_choice(owner)).unwrap_or_default(),
        due_typed: record.due.map(|due| reader.day_typed(due)).unwrap_or_default(),
        parts: ReviewPart::ALL.map(part).to_vec(),
        impact: impact(look.read, look.incident, look.whole, reader)?,
        lines: lines(look, record)?,
        own_line: own_line.map(|(at, words)| (reader.as_typed(*at), words.clone())).unwrap_or_default(),
        readers: record.readers_now().map(|person| book.person(person)).collect(),
        has_read: look.actor.person_id().is_some_and(|me| record.readers_now().any(|person| person == me)),
        audiences: if look.may(Action::TellStakeholders) { audiences(look)? } else { Vec::new() },
        published: record.published.as_ref().map(|published| published_view(published, book, reader)),
        revision: record.stamps.revision(),
    })
}

/// Each with how many would be written to.
fn audiences(look: &Look<'_>) -> Result<Vec<(Choice, u64)>> {
    let count = |audience: AudienceRecord| {
        let people = recipients(look.read, look.whole, &[audience.id])?.len() as u64;
        Ok((Choice { id: audience.id.to_string(), name: audience.name }, people))
    };
    AudienceRecord::all(look.read)?.into_iter().map(count).collect()
}

/// The newest lines of the timeline, and the one of one's own in its place.
pub(super) fn lines(look: &Look<'_>, record: &ReviewRecord) -> Result<Vec<ReviewLine>> {
    let drawn = whole_timeline(look)?;
    let over = drawn.len().saturating_sub(LINES_MOST);
    let drawn = drawn.into_iter().skip(over).filter(|line| !line.undone);
    let mut lines: Vec<ReviewLine> = drawn
        .map(|line| ReviewLine {
            sequence: line.sequence,
            chosen: record.chosen.as_ref().map_or(line.pinned, |chosen| chosen.contains(&line.sequence)),
            at: line.at,
            words: line.act,
        })
        .collect();
    if let Some((at, words)) = &record.own_line {
        let own = ReviewLine { sequence: 0, at: look.time(*at), words: words.clone(), chosen: true };
        let place = lines.partition_point(|line| line.at.utc <= *at);
        lines.insert(place, own);
    }
    Ok(lines)
}

pub(super) fn published_view(published: &Published, book: &NameBook<'_>, reader: Reader) -> PublishedView {
    let later = published.later.iter().rev().map(|(at, field): &(Moment, String)| {
        let part = ReviewPart::of(field).map(|part| Locale::English.review_part(part));
        (reader.time(*at), part.unwrap_or("The timeline").to_owned())
    });
    PublishedView {
        at: reader.time(published.at),
        by: published.by.map_or_else(|| "somebody".to_owned(), |by| book.person(by)),
        read_by: published.read_by.map(|by| book.person(by)).unwrap_or_default(),
        audiences: published.audiences.join(", "),
        people: published.people,
        later: later.collect(),
    }
}
