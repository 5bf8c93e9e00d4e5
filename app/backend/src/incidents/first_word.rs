//! What somebody who reported waits for until the team has it: when it is read, and by when an answer is expected. The
//! clock stops when somebody takes it, and from then on there is nothing to say here. Of what is restricted nothing is
//! said: those hours are the team's, and its few readers have promised none.

use domain::incident::{Incident, SlaClock, Status};
use domain::time::Moment;

use crate::calendars::Book;
use crate::error::Result;
use crate::notices::FirstWord;
use crate::settings::Settings;
use crate::storage::Read;
use crate::targets::{Reading, TargetsRecord, reading};

pub(crate) fn first_word(read: &dyn Read, incident: &Incident, now: Moment) -> Result<FirstWord> {
    if incident.restricted || incident.status != Status::Reported {
        return Ok(FirstWord::default());
    }
    let read_from = match reading(read, now)? {
        Reading::From(from) => Some(from),
        Reading::Now | Reading::NowUntil(_) | Reading::Never => None,
    };
    let ledger = incident.ledger(SlaClock::Response, &Book::of(read, [incident])?, now);
    Ok(FirstWord {
        read_from,
        // One that is late is promised no more.
        answer_by: ledger.and_then(|ledger| ledger.runs_out()).filter(|due| *due > now),
        aim: TargetsRecord::load(read)?.confirmed.is_none(),
        phone: Settings::stored(read)?.emergency_line(),
    })
}
