//! The letter about a review: its facts stand in its record, as they are when the letter is written.

use domain::incident::Incident;
use domain::locale::{Locale, Names};
use domain::review::ReviewNews;
use domain::time::Moment;

use super::sender::Sender;
use crate::Backend;
use crate::actions::hears;
use crate::error::Result;
use crate::incidents::{NameBook, find};
use crate::letters::{Event, Letter, Opens};
use crate::notices::{Matter, Notice, NoticeKind};
use crate::people::PersonRecord;
use crate::reviews::ReviewRecord;
use crate::storage::Read;
use crate::subscriptions::Scope;

/// `None` when it is not so any more, or not for them to know.
pub(super) fn about_review(
    desk: &Backend,
    read: &dyn Read,
    notice: &Notice,
    person: &PersonRecord,
    sender: &Sender,
) -> Result<Option<Letter>> {
    let (NoticeKind::Review(news), Some(incident)) = (notice.kind, notice.incident) else { return Ok(None) };
    let (review, incident) = (ReviewRecord::find(read, incident)?, find(read, incident)?);
    let (Some(review), Some(incident)) = (review, incident) else { return Ok(None) };
    let now = Moment(desk.storage().now());
    if !holds(news, &review, person, &incident, now) {
        return Ok(None);
    }
    let published = news == ReviewNews::Published;
    let says = published && !incident.restricted;
    let parts = review.parts.iter().filter(|_| says);
    let parts = parts.map(|(part, words)| (Locale::English.review_part(*part).to_owned(), words.clone())).collect();
    let service = incident.names_itself_by().map(|service| NameBook::new(read).service(service));
    let named = incident.public_title.clone().unwrap_or_else(|| Locale::English.without_title(service.as_deref()));
    let title = if published { named } else { incident.title.clone() };
    let matter = Matter::Review {
        news,
        number: incident.number.to_string(),
        title: (!incident.restricted).then_some(title),
        due: review.due,
        unread: published && review.published.is_some_and(|published| published.read_by.is_none()),
        parts,
    };
    let team = format!("/incidents/{}/review", incident.number);
    let page = if says { format!("/reviews/{}", desk.review_token(incident.id, person.id)) } else { team };
    let why = notice.reasons.iter().map(|reason| Locale::English.recipient_reason(reason)).collect();
    let stop = sender.page(&format!("/u/{}", desk.unsubscribe_token(person.id, Scope::Incident(incident.id))));
    Ok(Some(Letter {
        about: None,
        events: vec![Event { at: notice.at, matter }],
        link: Opens::Offer.at(sender.page(&page)),
        why,
        answers: false,
        stop: stop.filter(|_| says),
    }))
}

fn holds(news: ReviewNews, review: &ReviewRecord, person: &PersonRecord, incident: &Incident, now: Moment) -> bool {
    let theirs = review.owner == Some(person.id) && review.published.is_none() && hears(person, incident);
    match news {
        ReviewNews::Yours | ReviewNews::DueSoon => theirs,
        ReviewNews::Overdue => theirs && review.is_overdue(now),
        ReviewNews::Published => review.published.is_some() && (!incident.restricted || incident.is_member(person.id)),
    }
}
