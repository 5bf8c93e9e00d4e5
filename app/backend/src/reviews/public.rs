//! What those read to whom a review is published. Of the timeline they read the chosen lines without who did it and without
//! what was written; a line that names somebody with an account is left out.

use domain::locale::Locale;
use domain::permissions::Actor;
use domain::review::{ReviewPart, names_in};
use domain::time::Moment;
use domain::view::reviews::{PartView, PublicReview, ReviewLine};

use super::ReviewRecord;
use super::impact::impact;
use super::view::{lines, published_view};
use crate::Backend;
use crate::actions::actions_of;
use crate::error::{Error, Result};
use crate::incidents::{Look, NameBook, find, read_through};
use crate::people::{PersonRecord, PersonState, with_account};
use crate::time_text::Reader;

impl Backend {
    /// By the link of its letter.
    pub fn public_review(&self, token: &str) -> Result<PublicReview> {
        let (incident, person) = self.review_of_token(token)?;
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let person = PersonRecord::find(read, person)?.filter(|person| person.state != PersonState::Disabled);
            let person = person.ok_or(Error::NotFound)?;
            let incident = find(read, incident)?.filter(|found| !found.restricted).ok_or(Error::NotFound)?;
            let record = ReviewRecord::find(read, incident.id)?.ok_or(Error::NotFound)?;
            let published = record.published.as_ref().ok_or(Error::NotFound)?;
            let reader = Reader::new(person.zone.as_deref(), &settings.zone, now);
            let whole = read_through(read, &incident)?;
            let (book, actor) = (NameBook::new(read), Actor::VISITOR);
            let (incident, settings) = (&incident, &settings);
            let look = Look { read, actor: &actor, incident, whole: &whole, settings, reader, book };
            let parts = ReviewPart::ALL.into_iter().filter_map(|part| {
                let words = record.parts.get(&part)?.clone();
                Some(PartView { part, words, draft: String::new(), named: Vec::new() })
            });
            let actions = actions_of(read, incident.id)?.into_iter().map(|action| action.words);
            Ok(PublicReview {
                number: incident.number.to_string(),
                title: incident.public_title.clone().unwrap_or_else(|| unnamed(&look)),
                published: published_view(published, &look.book, reader),
                parts: parts.collect(),
                impact: impact(read, incident, &whole, reader)?,
                lines: nameless(&look, &record)?,
                actions: actions.collect(),
            })
        })
    }
}

fn nameless(look: &Look<'_>, record: &ReviewRecord) -> Result<Vec<ReviewLine>> {
    let people: Vec<String> = with_account(look.read)?.into_iter().map(|person| person.name).collect();
    let mut lines = lines(look, record)?;
    lines.retain(|line| line.chosen && (line.sequence == 0 || names_in(&line.words, &people).is_empty()));
    Ok(lines)
}

/// As its letters call what has no public title.
fn unnamed(look: &Look<'_>) -> String {
    use domain::locale::Names as _;
    let service = look.incident.names_itself_by().map(|service| look.book.service(service));
    Locale::English.without_title(service.as_deref())
}
