//! The scan: rows from the newest, each asked for each word. The rows of one incident stand together, its head first;
//! what is wanted may stand in any of them, and what is not wanted in none. Counts nothing that it was not shown.

use domain::ids::IncidentId;
use domain::search::{Place, Points, WORDS_MOST, place_of};
use domain::time::Moment;

use crate::error::{Error, Result};
use crate::incidents::{Facts, Head, Sieve, head_of, parts_of, row_is_of};
use crate::storage::{Order, Read, Table};

/// The entry every timeline begins with.
const REPORT: u64 = 1;

/// An incident that fits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub incident: IncidentId,
    pub reported_at: Moment,
    pub points: u32,
    /// The entry whose text has the most of what was sought; `None` for what the head holds beside the title.
    pub line: Option<u64>,
}

pub(super) struct Scan<'a> {
    sieve: &'a Sieve,
    /// After so many it ends.
    most: usize,
    pub found: Vec<Found>,
    here: Option<Here>,
    broken: Option<Error>,
}

/// The incident whose rows are read now.
struct Here {
    incident: IncidentId,
    head: Vec<u8>,
    /// Its filters do not fit, or it holds what is not wanted.
    out: bool,
    points: [u32; WORDS_MOST],
    line: Option<u64>,
    points_of_line: u32,
}

impl<'a> Scan<'a> {
    pub fn new(sieve: &'a Sieve, most: usize) -> Self {
        Self { sieve, most, found: Vec::new(), here: None, broken: None }
    }

    /// Looks through the rows under `prefix`.
    pub fn through(&mut self, read: &dyn Read, prefix: &[u8]) -> Result<()> {
        read.each_with_prefix(Table::Search, prefix, Order::Ascending, &mut |key, value| {
            if let Err(error) = self.row(key, value) {
                self.broken = Some(error);
            }
            self.broken.is_none() && self.found.len() < self.most
        })?;
        self.finish()?;
        self.broken.take().map_or(Ok(()), Err)
    }

    fn row(&mut self, key: &[u8], value: &[u8]) -> Result<()> {
        match row_is_of(key)? {
            (incident, None) => {
                self.finish()?;
                self.begin(incident, value)
            }
            (_, Some(sequence)) => {
                let Some(here) = self.here.as_mut().filter(|here| !here.out) else { return Ok(()) };
                let worth = if sequence == REPORT { Points::REPORT } else { Points::ENTRY };
                let points = here.take(self.sieve, text(value)?, worth);
                if points > here.points_of_line {
                    (here.line, here.points_of_line) = (Some(sequence), points);
                }
                Ok(())
            }
        }
    }

    fn begin(&mut self, incident: IncidentId, value: &[u8]) -> Result<()> {
        let (head, texts) = parts_of(value).ok_or_else(|| Error::Storage("a row of search is cut off".to_owned()))?;
        let texts = text(texts)?;
        let (title, rest) = texts.split_once('\n').unwrap_or((texts, ""));
        let mut here = Here {
            incident,
            head: head.to_vec(),
            out: self.sieve.has_filters() && !self.sieve.fits(&facts(&head_of(head)?)),
            points: [0; WORDS_MOST],
            line: None,
            points_of_line: 0,
        };
        if !here.out {
            here.take(self.sieve, title, Points::TITLE);
            here.points_of_line = here.take(self.sieve, rest, Points::REPORT);
        }
        self.here = Some(here);
        Ok(())
    }

    /// Every word must have been somewhere, or be the name of something.
    fn finish(&mut self) -> Result<()> {
        let Some(mut here) = self.here.take().filter(|here| !here.out) else { return Ok(()) };
        let wanted = self.sieve.words.len();
        let all = |here: &Here| here.points[..wanted].iter().all(|points| *points > 0);
        if !all(&here) && !self.sieve.names_anything() {
            return Ok(());
        }
        let head = head_of(&here.head)?;
        for (word, points) in self.sieve.words.iter().zip(&mut here.points) {
            if word.is_name_of(&head.services, &head.people) {
                *points = (*points).max(Points::NAME.beginning);
            }
        }
        let unwanted = self.sieve.without.iter().any(|word| word.is_name_of(&head.services, &head.people));
        if all(&here) && !unwanted {
            let points = here.points[..wanted].iter().sum();
            let Head { reported_at, .. } = head;
            self.found.push(Found { incident: here.incident, reported_at, points, line: here.line });
        }
        Ok(())
    }
}

impl Here {
    /// What this text is worth.
    fn take(&mut self, sieve: &Sieve, text: &str, worth: Points) -> u32 {
        let mut sum = 0;
        for (word, points) in sieve.words.iter().zip(&mut self.points) {
            let found = place_of(text, &word.text).map_or(0, |place: Place| worth.at(place));
            *points = (*points).max(found);
            sum += found;
        }
        self.out |= sieve.without.iter().any(|word| text.contains(&word.text));
        sum
    }
}

fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| Error::Storage("a row of search is no text".to_owned()))
}

fn facts(head: &Head) -> Facts<'_> {
    Facts {
        status: head.status,
        priority: head.priority,
        kind: head.kind,
        marks: head.marks,
        published: head.published,
        reported_at: head.reported_at,
        owner: head.owner,
        services: &head.services,
    }
}
