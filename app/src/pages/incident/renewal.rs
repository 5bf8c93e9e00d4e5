//! How the incident on this screen is kept true: what the live stream says of it, and what is then fetched.

use domain::view::incident::{IncidentView, TimelinePage};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::incidents::{incident, timeline};
use crate::components::server_time::learn_server_time;
use crate::live::{Batch, LiveNews, Renewed, Renewing, renew_everything};
use crate::pages::incident::composer::Draft;
use crate::pages::incident::on_screen::OnScreen;

impl OnScreen {
    /// What the live stream says.
    pub fn hear(self, news: &LiveNews) {
        let Some((number, revision)) = self.view.try_with_untracked(|view| (view.number.clone(), view.revision)) else {
            return;
        };
        let concerned = match news {
            LiveNews::Everything => true,
            LiveNews::Changed(changes) => changes.iter().any(|c| c.number == number && c.is_news_at(revision)),
        };
        if concerned {
            self.renew();
        }
    }

    /// Fetches the view again.
    pub fn renew(self) {
        renew_everything(self);
    }

    async fn newer(self, number: String) -> Result<(IncidentView, Option<TimelinePage>), ApiError> {
        let shown = self.timeline.try_get_untracked().flatten();
        let newer = incident(number.clone()).await?;
        let Some(shown) = shown else { return Ok((newer, None)) };
        let before = shown.lines.last().filter(|_| shown.later).map(|line| line.sequence + 1);
        Ok((newer, Some(timeline(number, before).await?)))
    }
}

impl Renewed for OnScreen {
    fn renewing(self) -> Renewing {
        self.renewing
    }

    /// A page of one incident has nothing smaller to fetch than all of it.
    async fn fetch(self, _: Batch) -> Result<(), ApiError> {
        let Some(number) = self.view.try_with_untracked(|view| view.number.clone()) else { return Ok(()) };
        match self.newer(number.clone()).await {
            Ok((newer, lines)) => {
                learn_server_time(newer.as_of.utc);
                self.view.try_set(newer);
                if lines.is_some() {
                    self.timeline.try_set(lines);
                }
                Ok(())
            }
            Err(ApiError::NotFound) => {
                Draft::forget(&number);
                self.gone.try_set(true);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}
