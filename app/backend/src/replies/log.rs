//! How answers by mail are doing, for the settings: whether they arrive, and what became of each message that came. What
//! became of one about an incident is told to whoever may read that incident, and to nobody else that there was one.

use domain::permissions::{Action, Actor, Object, Section};
use domain::time::Moment;
use domain::view::TimeView;

use super::mailbox::Round;
use super::record::{Came, Door, MailRecord, Way, Why};
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{find, may_read};
use crate::outbox::LetterRecord;
use crate::settings::{Proof, Settings};
use crate::storage::{self, Order, Read, Table};
use crate::time_text::Reader;

/// Rows that a page shows, the newest.
const SHOWN_MOST: usize = 50;
/// Rows looked at for them.
const LOOKED_AT_MOST: usize = 500;

pub struct RepliesView {
    /// The address whose mail is to come here, if one is set.
    pub address: Option<String>,
    /// A mailbox that somebody reads.
    pub human: Option<String>,
    /// When an answer to a test letter was seen at that address.
    pub shown_at: Option<TimeView>,
    /// The newest words that joined an incident, of those one may read.
    pub last_at: Option<TimeView>,
    /// When the mailbox was last read, and what its server said if it could not be.
    pub mailbox: Option<(TimeView, Option<String>)>,
    pub rows: Vec<MailRow>,
}

pub struct MailRow {
    pub at: TimeView,
    pub from: String,
    pub message_id: String,
    pub by_pipe: bool,
    pub came: CameView,
}

pub enum CameView {
    Joined { number: String, sequence: u64, way: Way },
    Bounced { letter: String, to: String },
    Test,
    Dropped(Why),
}

impl Backend {
    pub fn replies(&self, caller: &Caller) -> Result<RepliesView> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Mail))?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            let proof = Proof::load(read)?;
            let rows = rows(read, &actor, &reader)?;
            let joined = rows.iter().find(|row| matches!(row.came, CameView::Joined { .. }));
            let last_at = joined.map(|row| row.at.clone());
            let round = Round::last(read)?.filter(|_| settings.imap_url.is_some());
            Ok(RepliesView {
                mailbox: round.map(|round| (reader.time(Moment(round.at)), round.trouble)),
                shown_at: proof.seen(&settings).map(|seen| reader.time(Moment(seen.at))),
                address: settings.reply_address,
                human: settings.replies_to,
                last_at,
                rows,
            })
        })
    }
}

fn rows(read: &dyn Read, actor: &Actor, reader: &Reader) -> Result<Vec<MailRow>> {
    let mut rows = Vec::new();
    for (_, value) in read.scan(Table::Mails, &[], &[], Order::Descending, LOOKED_AT_MOST)? {
        let record: MailRecord = storage::decode(&value)?;
        let Some(came) = view(read, actor, &record.came)? else { continue };
        let at = reader.time(Moment(record.at));
        let by_pipe = record.door == Door::Pipe;
        rows.push(MailRow { at, from: record.from, message_id: record.message_id, by_pipe, came });
        if rows.len() == SHOWN_MOST {
            break;
        }
    }
    Ok(rows)
}

/// `None` where it is about what they may not read.
fn view(read: &dyn Read, actor: &Actor, came: &Came) -> Result<Option<CameView>> {
    Ok(match came {
        Came::Joined { incident, sequence, way } => {
            let Some(found) = find(read, *incident)? else { return Ok(None) };
            let number = found.number.to_string();
            may_read(read, actor, &found)?.then_some(CameView::Joined { number, sequence: *sequence, way: *way })
        }
        Came::Bounced { letter } => {
            let Some(letter) = LetterRecord::find(read, *letter)? else { return Ok(None) };
            for incident in &letter.incidents {
                let readable = find(read, *incident)?.map_or(Ok(false), |found| may_read(read, actor, &found))?;
                if !readable {
                    return Ok(None);
                }
            }
            Some(CameView::Bounced { letter: letter.id.to_string(), to: letter.to })
        }
        Came::Test => Some(CameView::Test),
        Came::Dropped(why) => Some(CameView::Dropped(*why)),
    })
}
