//! How the incident on this screen is kept true: what the live stream says of it, and what is then fetched. News are the
//! head as it stands, the facts where they are others, and the lines that are new or look otherwise; where something was
//! missed, the page is read again as a whole.

use domain::view::incident::{IncidentFacts, IncidentHead, Opened, TeamPage, TimelinePage};
use domain::view::news::{IncidentNews, Shown, TimelineNews};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::api::incidents::{composer, incident, news_of_incident, open_incident};
use crate::components::server_time::learn_server_time;
use crate::live::{Batch, LiveNews, Renewed, Renewing, renew_cards, renew_everything};
use crate::pages::incident::composer::Draft;
use crate::pages::incident::on_screen::OnScreen;

impl OnScreen {
    /// What the live stream says.
    pub fn hear(self, news: &LiveNews) {
        let Some((number, revision)) = self.head.try_with_untracked(|head| (head.number.clone(), head.revision)) else {
            return;
        };
        match news {
            LiveNews::Everything => renew_everything(self),
            LiveNews::Changed(changes) => {
                if changes
                    .iter()
                    .any(|c| (c.number == number && c.is_news_at(revision)) || self.shares_a_cause(&c.number))
                {
                    self.renew();
                }
            }
        }
    }

    /// It is named here beside a cause that both may have.
    fn shares_a_cause(self, number: &str) -> bool {
        let named = |head: &IncidentHead| {
            head.reach.causes.iter().flat_map(|cause| &cause.incidents).any(|other| other.number == number)
        };
        self.head.try_with_untracked(named).unwrap_or_default()
    }

    /// Fetches what is new.
    pub fn renew(self) {
        if let Some(number) = self.head.try_with_untracked(|head| head.number.clone()) {
            renew_cards(self, vec![number]);
        }
    }

    /// Fetches whom one can tell; to be called when somebody begins to write to them.
    pub fn ask_composer(self) {
        let Some(number) = self.head.try_with_untracked(|head| head.number.clone()) else { return };
        spawn_local(async move {
            let answer = composer(number).await;
            self.composer.try_set(Some(answer));
        });
    }

    async fn fetch_news(self, number: String) -> Result<(), ApiError> {
        let facts = |facts: &Option<IncidentFacts>| facts.as_ref().map(|facts| facts.digest.clone());
        let Some(facts) = self.facts.try_with_untracked(facts) else { return Ok(()) };
        let shown = |page: &Option<TimelinePage>| Some(shown(page.as_ref()?, facts?));
        let Some(shown) = self.timeline.try_with_untracked(shown) else { return Ok(()) };
        let Some(shown) = shown else { return incident(number).await.map(|newer| self.take(newer)) };
        let last = shown.last;
        let IncidentNews { head, facts, timeline } = news_of_incident(number, shown).await?;
        let along = self.sight.reads_along();
        self.take(head);
        if facts.is_some() {
            self.facts.try_set(facts);
        }
        self.timeline.try_update(|page| {
            if let Some(page) = page {
                add(page, timeline);
                self.sight.take(page, last, along);
            }
        });
        Ok(())
    }

    async fn fetch_page(self, number: String) -> Result<(), ApiError> {
        let before = |page: &TimelinePage| page.lines.last().filter(|_| page.later).map(|line| line.sequence + 1);
        let Some(before) = self.timeline.try_with_untracked(|page| page.as_ref().and_then(before)) else {
            return Ok(());
        };
        match open_incident(number, before).await? {
            Opened::Team(page) => {
                let TeamPage { head, facts, timeline, choices, cursor: _ } = *page;
                self.take(head);
                self.facts.try_set(Some(facts));
                self.timeline.try_set(Some(timeline));
                self.choices.try_set(choices);
                Ok(())
            }
            // The notes are no longer theirs to read.
            Opened::Own(_) => Err(ApiError::NotFound),
        }
    }

    fn take(self, newer: IncidentHead) {
        learn_server_time(newer.as_of.utc);
        self.head.try_set(newer);
    }
}

impl Renewed for OnScreen {
    fn renewing(self) -> Renewing {
        self.renewing
    }

    async fn fetch(self, batch: Batch) -> Result<(), ApiError> {
        let Some(number) = self.head.try_with_untracked(|head| head.number.clone()) else { return Ok(()) };
        let fetched = match batch {
            Batch::Cards(_) => self.fetch_news(number.clone()).await,
            Batch::Everything => self.fetch_page(number.clone()).await,
        };
        if let Err(ApiError::NotFound) = fetched {
            Draft::forget(&number);
            self.gone.try_set(true);
            return Ok(());
        }
        fetched
    }
}

fn shown(page: &TimelinePage, facts: String) -> Shown {
    let sequence = |line: Option<&domain::view::incident::TimelineLine>| line.map_or(0, |line| line.sequence);
    let lettered = page.lines.iter().filter(|line| line.letters.is_some());
    Shown {
        first: sequence(page.lines.first()),
        last: sequence(page.lines.last()),
        grows: !page.later,
        with_letters: lettered.map(|line| line.sequence).collect(),
        facts,
    }
}

/// Lines in their places: one that is shown gives way to what it looks like now.
fn add(page: &mut TimelinePage, news: TimelineNews) {
    let lines = match news {
        TimelineNews::Instead(newer) => {
            *page = newer;
            return;
        }
        TimelineNews::Changed(lines) => lines,
    };
    for line in lines {
        match page.lines.binary_search_by_key(&line.sequence, |shown| shown.sequence) {
            Ok(at) => page.lines[at] = line,
            Err(at) => page.lines.insert(at, line),
        }
    }
    let most = usize::try_from(Shown::LINES_MOST).unwrap_or(usize::MAX);
    if page.lines.len() > most {
        page.lines.drain(..page.lines.len() - most);
        page.earlier = page.lines.first().map(|line| line.sequence);
    }
}

#[cfg(test)]
mod tests {
    use domain::view::TimeView;
    use domain::view::incident::{LineKind, TimelineLine};

    use super::*;

    fn line(sequence: u64, undone: bool) -> TimelineLine {
        let (who, act) = ("Rui".to_owned(), "noted".to_owned());
        let (at, kind) = (TimeView::default(), LineKind::Note);
        TimelineLine {
            sequence,
            at,
            who,
            act,
            html: None,
            kind,
            pinned: false,
            undone,
            letters: None,
            redactable: false,
            by_mail: false,
        }
    }

    fn page(sequences: std::ops::RangeInclusive<u64>) -> TimelinePage {
        TimelinePage { lines: sequences.map(|sequence| line(sequence, false)).collect(), ..TimelinePage::default() }
    }

    #[test]
    fn a_note_that_was_taken_back_is_struck_where_it_stands_and_the_undo_comes_after_it() {
        let mut page = page(1..=4);
        let expected = Shown { first: 1, last: 4, grows: true, with_letters: Vec::new(), facts: "7f".to_owned() };
        assert_eq!(shown(&page, "7f".to_owned()), expected);
        add(&mut page, TimelineNews::Changed(vec![line(3, true), line(5, false)]));
        let lines: Vec<_> = page.lines.iter().map(|line| (line.sequence, line.undone)).collect();
        assert_eq!(lines, [(1, false), (2, false), (3, true), (4, false), (5, false)]);
    }

    #[test]
    fn a_page_that_stays_open_for_days_keeps_the_newest_lines_and_leads_to_the_others() {
        let mut page = page(1..=Shown::LINES_MOST);
        let next = Shown::LINES_MOST + 1;
        add(&mut page, TimelineNews::Changed(vec![line(next, false)]));
        assert_eq!((page.lines.len() as u64, page.earlier), (Shown::LINES_MOST, Some(2)));
        add(&mut page, TimelineNews::Instead(self::page(9..=12)));
        assert_eq!((page.lines.len(), page.earlier), (4, None));
    }
}
