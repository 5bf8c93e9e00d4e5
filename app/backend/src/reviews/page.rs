//! The list of reviews, and the review of one incident with its actions.

use domain::permissions::{Action, Object, Relation, permits};
use domain::review::{ReviewStage, is_offered};
use domain::time::Moment;
use domain::view::reviews::{ReviewPage, ReviewsPage};

use super::record::in_order;
use super::view::{row, view};
use super::{ReviewRecord, SHOWN_MOST};
use crate::error::Result;
use crate::incidents::{Look, NameBook, find};
use crate::people::active_staff;
use crate::time_text::Reader;
use crate::{Backend, Caller};

impl Backend {
    /// Those of incidents that the caller hears of.
    pub fn reviews_page(&self, caller: &Caller) -> Result<ReviewsPage> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let book = NameBook::new(read);
            let mut page = ReviewsPage::default();
            for record in in_order(read)? {
                let Some(incident) = find(read, record.incident)? else { continue };
                if !permits(&actor, Action::Hear, Object::Incident(Relation::of(&actor, &incident))) {
                    continue;
                }
                let list = match record.stage() {
                    ReviewStage::Due => &mut page.due,
                    ReviewStage::Begun => &mut page.begun,
                    ReviewStage::Published => &mut page.published,
                };
                if list.len() < SHOWN_MOST {
                    list.push(row(&record, &incident, &book, reader));
                }
            }
            Ok(page)
        })
    }

    /// What was learned of one incident.
    pub async fn review_page(&self, caller: &Caller, number: &str) -> Result<ReviewPage> {
        self.look_at(caller, number, Action::Hear, |look| look.review_page()).await
    }
}

impl Look<'_> {
    fn review_page(&self) -> Result<ReviewPage> {
        let record = ReviewRecord::find(self.read, self.incident.id)?;
        let (actions, failed) = self.actions()?;
        let people = active_staff(self.read)?;
        let member = |id| !self.incident.restricted || self.incident.is_member(id);
        let people = people.iter().filter(|person| member(person.id));
        Ok(ReviewPage {
            number: self.incident.number.to_string(),
            title: self.incident.title.clone(),
            restricted: self.incident.restricted,
            may_change: self.may(Action::ChangeIncident),
            may_publish: self.may(Action::TellStakeholders),
            is_offered: is_offered(self.incident),
            review: record.map(|record| view(self, &record)).transpose()?,
            actions,
            failed,
            people: people.map(|person| self.book.person_choice(person.id)).collect(),
        })
    }

    /// For a file: what was written, part by part.
    pub(crate) fn review_texts(&self) -> Result<Vec<(&'static str, String)>> {
        if !self.may(Action::Hear) {
            return Ok(Vec::new());
        }
        let record = ReviewRecord::find(self.read, self.incident.id)?;
        let parts = record.map(|record| record.parts).unwrap_or_default();
        Ok(parts.into_iter().map(|(part, words)| (domain::locale::Locale::English.review_part(part), words)).collect())
    }
}
