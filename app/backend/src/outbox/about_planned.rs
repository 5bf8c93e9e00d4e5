//! The letter about planned work: its facts stand in its record, as they are when the letter is written.

use domain::ids::PersonId;
use domain::locale::Locale;
use domain::time::Moment;

use super::sender::Sender;
use crate::Backend;
use crate::error::Result;
use crate::letters::{Event, Letter, Opens};
use crate::notices::{Matter, Notice, NoticeKind};
use crate::planned::{PlannedRecord, still_wants};
use crate::storage::Read;
use crate::subscriptions::Scope;

/// `None` when it is not so any more, or not wanted.
pub(super) fn about_planned(
    desk: &Backend,
    read: &dyn Read,
    notice: &Notice,
    person: PersonId,
    sender: &Sender,
) -> Result<Option<Letter>> {
    let (NoticeKind::Planned(telling), Some(id)) = (notice.kind, notice.planned) else { return Ok(None) };
    let Some(planned) = PlannedRecord::find(read, id)? else { return Ok(None) };
    let now = Moment(desk.storage().now());
    if !telling.holds(planned.stage(now), planned.end()) || !still_wants(read, person, &planned)? {
        return Ok(None);
    }
    let matter = Matter::Planned {
        telling,
        services: planned.on(read)?,
        words: planned.words.clone(),
        begins: planned.begins,
        ends: planned.ends,
        ended: planned.ended.map(|(_, at)| at),
    };
    // Whoever wants nothing of the one service stops only that.
    let scope = match planned.services.as_slice() {
        [only] => Scope::Service(*only),
        _ => Scope::All,
    };
    let why = notice.reasons.iter().map(|reason| Locale::English.recipient_reason(reason)).collect();
    Ok(Some(Letter {
        answers: false,
        about: None,
        events: vec![Event { at: notice.at, matter }],
        link: Opens::Status.at(sender.page("/status#planned")),
        why,
        stop: sender.page(&format!("/u/{}", desk.unsubscribe_token(person, scope))),
    }))
}
