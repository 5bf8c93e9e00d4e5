//! What a page of the team has not seen yet: its head as it stands, its facts where they are others, and the lines that
//! are new or look otherwise.
//!
//! A line changes without a new entry of its own when it is taken back, when how its letters stand has changed, and
//! when its content was deleted. So the page says which lines it shows, and which of them with a word about letters,
//! and reads again: what came after them, what the newest undo covers, every line with something to say of its letters
//! now or then, and every line without its content. All of these are found by key; no other line is read.

use std::collections::BTreeSet;

use domain::permissions::Action;
use domain::view::news::{IncidentNews, Shown, TimelineNews};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::entry::{self, PAGE_BYTES_MOST, PAGE_ENTRIES_MOST};
use crate::incidents::look::Look;
use crate::incidents::standing::add_standing;
use crate::incidents::timeline;
use crate::notices::deliveries;

impl Backend {
    /// For a page of the team that shows these lines.
    pub async fn incident_news(&self, caller: &Caller, number: &str, shown: &Shown) -> Result<IncidentNews> {
        self.look_at(caller, number, Action::ReadNotes, |look| {
            let facts = Some(look.facts()?).filter(|facts| facts.digest != shown.facts);
            Ok(IncidentNews { head: look.head()?, facts, timeline: lines(look, shown)? })
        })
        .await
    }
}

fn lines(look: &Look<'_>, shown: &Shown) -> Result<TimelineNews> {
    let (read, id) = (look.read, look.incident.id);
    let missed = if shown.grows { look.incident.revision.saturating_sub(shown.last) } else { 0 };
    let most = usize::try_from(missed).unwrap_or(usize::MAX);
    if most > PAGE_ENTRIES_MOST {
        return timeline::page(look, None).map(TimelineNews::Instead);
    }
    let new = entry::page(read, id, None, most, PAGE_BYTES_MOST)?;
    if new.entries.len() < most {
        return timeline::page(look, None).map(TimelineNews::Instead);
    }
    let mut found = Vec::new();
    for sequence in look_otherwise(look, shown, &new)? {
        if let Some(entry) = entry::entry(read, id, sequence)? {
            let undone = entry::undone_across(read, id, &entry)?.is_some();
            found.push(timeline::line(look, &entry, undone)?);
        }
    }
    for entry in &new.entries {
        found.push(timeline::line(look, entry, new.undone.contains(&entry.sequence))?);
    }
    add_standing(read, id, &mut found)?;
    Ok(TimelineNews::Changed(found))
}

/// Which of the lines that it shows are to be drawn anew; at most a page of them.
fn look_otherwise(look: &Look<'_>, shown: &Shown, new: &entry::Page) -> Result<BTreeSet<u64>> {
    let id = look.incident.id;
    let first = shown.first.max(shown.last.saturating_sub(Shown::LINES_MOST));
    let standing = deliveries::within(look.read, id, first, shown.last)?.into_iter();
    let said = standing.filter(|(_, letters)| letters.update || letters.failed > 0);
    let mut found: BTreeSet<u64> = said.map(|(sequence, _)| sequence).collect();
    found.extend(shown.with_letters.iter().take(PAGE_ENTRIES_MOST));
    found.extend(&new.undone);
    found.extend(entry::without_content(look.read, id, first, shown.last)?);
    Ok(found.into_iter().filter(|sequence| (first..=shown.last).contains(sequence)).take(PAGE_ENTRIES_MOST).collect())
}
