//! The letter about an action: its facts stand in its record, as they are when the letter is written.

use domain::action::{ActionNews, Question, Worth};
use domain::locale::{Locale, Names};
use domain::time::Moment;

use super::sender::Sender;
use crate::Backend;
use crate::actions::{ActionRecord, hears};
use crate::error::Result;
use crate::incidents::{NameBook, find};
use crate::letters::{Event, Letter, Opens};
use crate::notices::{Matter, Notice, NoticeKind};
use crate::people::PersonRecord;
use crate::storage::Read;

/// `None` when it is not so any more, or not for them to know.
pub(super) fn about_action(
    desk: &Backend,
    read: &dyn Read,
    notice: &Notice,
    person: &PersonRecord,
    sender: &Sender,
) -> Result<Option<Letter>> {
    let (NoticeKind::Action(news), Some(id)) = (notice.kind, notice.action) else { return Ok(None) };
    let Some(action) = ActionRecord::find(read, id)? else { return Ok(None) };
    let Some(incident) = find(read, action.incident)? else { return Ok(None) };
    let now = Moment(desk.storage().now());
    if !holds(news, &action, person, now) || !hears(person, &incident) {
        return Ok(None);
    }
    let book = NameBook::new(read);
    let mut met = Vec::new();
    for question in action.questions.iter().filter(|question| is_told(news, question)) {
        let Some(other) = find(read, question.incident)?.filter(|other| hears(person, other)) else { continue };
        let title = if other.restricted { String::new() } else { format!(" {}", other.title) };
        met.push(format!("{}{title}: {}", other.number, Locale::English.fit(&question.fit, &book)));
    }
    if news == ActionNews::Asked && met.is_empty() {
        return Ok(None);
    }
    let matter = Matter::Action {
        news,
        number: incident.number.to_string(),
        words: (!incident.restricted).then(|| action.words.clone()),
        owner: book.person(action.owner),
        due: action.due,
        met: if incident.restricted { Vec::new() } else { met },
    };
    Ok(Some(Letter {
        about: None,
        events: vec![Event { at: notice.at, matter }],
        link: Opens::Offer.at(sender.page(&format!("/actions?action={id}"))),
        why: Vec::new(),
        answers: false,
        stop: None,
    }))
}

fn holds(news: ActionNews, action: &ActionRecord, person: &PersonRecord, now: Moment) -> bool {
    let (open, theirs) = (action.ended.is_none(), action.owner == person.id);
    match news {
        ActionNews::Given | ActionNews::DueSoon => open && theirs,
        ActionNews::Overdue => theirs && action.is_overdue(now),
        ActionNews::Escalated => action.is_overdue(now),
        ActionNews::Asked => theirs,
        ActionNews::NotEffective => action.worth(now) == Worth::NotEffective,
    }
}

fn is_told(news: ActionNews, question: &Question) -> bool {
    match news {
        ActionNews::Asked => question.answer.is_none(),
        ActionNews::NotEffective => question.answer.is_some_and(|answer| answer.yes),
        ActionNews::Given | ActionNews::DueSoon | ActionNews::Overdue | ActionNews::Escalated => false,
    }
}
