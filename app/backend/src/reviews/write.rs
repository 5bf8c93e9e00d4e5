use domain::Refusal;
use domain::field::{FieldError, Fields, Problem};
use domain::permissions::Actor;
use domain::review::ReviewPart;
use domain::text::{ReviewWords, Title};
use domain::time::Moment;

use super::begin::{existing, to_change};
use super::{LATER_MOST, LINES_MOST, ReviewRecord};
use crate::error::Result;
use crate::settings::Settings;
use crate::storage::Tx;
use crate::time_text::Reader;
use crate::{Backend, Caller};

/// The chosen lines of the timeline, exactly as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinesDraft {
    pub chosen: Vec<String>,
    /// As a field of date and time holds it.
    pub line_at: String,
    pub line: String,
}

impl Backend {
    /// Saves one part as it was typed; who saw an older one reads both texts first.
    pub async fn write_review(
        &self,
        caller: &Caller,
        number: String,
        part: ReviewPart,
        words: String,
        seen: Option<u64>,
    ) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, _) = to_change(tx, &actor, &number)?;
                let found = existing(found)?;
                let parsed = ReviewWords::parse_optional(part.code(), &words)?;
                let parsed = parsed.map(ReviewWords::into_string).unwrap_or_default();
                let now = found.parts.get(&part).cloned().unwrap_or_default();
                let differs = parsed != now;
                found.stamps.none_overtaken(tx, &actor, seen, [(part.code(), differs, now)])?;
                if !differs {
                    return Ok(());
                }
                let mut written = found.clone();
                if parsed.is_empty() {
                    written.parts.remove(&part);
                } else {
                    written.parts.insert(part, parsed);
                }
                keep(tx, &actor, &found, written, part.code())
            })
            .await
    }

    /// Which lines of the timeline stand in it, and one line of one's own.
    pub async fn choose_lines(
        &self,
        caller: &Caller,
        number: String,
        draft: LinesDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, incident) = to_change(tx, &actor, &number)?;
                let found = existing(found)?;
                found.stamps.all_seen(seen)?;
                let reader = Reader::of(tx, &actor, &Settings::load(tx, &fixed)?, Moment(tx.now()))?;
                let own_line = own_line(&draft, reader, &found)?;
                let chosen = draft.chosen.iter().filter_map(|sequence| sequence.parse::<u64>().ok());
                let mut chosen: Vec<u64> =
                    chosen.filter(|sequence| (1..=incident.revision).contains(sequence)).collect();
                chosen.sort_unstable();
                chosen.dedup();
                chosen.truncate(LINES_MOST);
                let written = ReviewRecord { chosen: Some(chosen), own_line, ..found.clone() };
                if written == found { Ok(()) } else { keep(tx, &actor, &found, written, "timeline") }
            })
            .await
    }

    /// Says that somebody else has read it as it stands.
    pub async fn read_review(&self, caller: &Caller, number: String, seen: Option<u64>) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.actor(tx)?;
                let (found, _) = to_change(tx, &actor, &number)?;
                let found = existing(found)?;
                found.stamps.all_seen(seen)?;
                let Some(person) = actor.person_id() else { return Err(Refusal::NotAllowed.into()) };
                let mut read = found.clone();
                read.readers.retain(|(reader, _)| *reader != person);
                read.readers.push((person, found.stamps.revision()));
                read.save(tx, Some(&found))
            })
            .await
    }
}

/// What was published lists what is changed in it later.
fn keep(tx: &mut Tx<'_>, actor: &Actor, found: &ReviewRecord, mut written: ReviewRecord, field: &str) -> Result<()> {
    written.stamps.touch([field], actor.who);
    if let Some(published) = &mut written.published {
        published.later.push((Moment(tx.now()), field.to_owned()));
        let over = published.later.len().saturating_sub(LATER_MOST);
        published.later.drain(..over);
    }
    written.save(tx, Some(found))
}

fn own_line(draft: &LinesDraft, reader: Reader, found: &ReviewRecord) -> Result<Option<(Moment, String)>> {
    let mut fields = Fields::default();
    let words = fields.take(Title::parse_optional("line", &draft.line)).flatten().map(Title::into_string);
    let typed = draft.line_at.trim();
    let kept = found.own_line.as_ref().map(|(at, _)| *at).filter(|at| reader.as_typed(*at) == typed);
    let at = match typed {
        "" => Ok(None),
        typed => match kept.or_else(|| reader.typed(typed)) {
            None => Err(FieldError::new("line_at", Problem::Malformed)),
            Some(at) if at > reader.now() => Err(FieldError::new("line_at", Problem::InTheFuture)),
            Some(at) => Ok(Some(at)),
        },
    };
    let at = fields.take(at).flatten();
    match (&words, at, typed.is_empty()) {
        (Some(_), None, true) => fields.refuse("line_at", Problem::Missing),
        (None, Some(_), _) if draft.line.trim().is_empty() => fields.refuse("line", Problem::Missing),
        _ => {}
    }
    fields.finish()?;
    Ok(at.zip(words))
}
