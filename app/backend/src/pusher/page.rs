//! What the page of pushes shows: the targets, and what came of the last ones.

use domain::permissions::{Action, Object, Section};
use domain::time::Moment;
use domain::view::TimeView;

use crate::error::Result;
use crate::incidents::find;
use crate::pushes::{PushRecord, PushState, TargetRecord, What};
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::Reader;
use crate::{Backend, Caller};

const ROWS_MOST: usize = 50;

#[derive(Clone, Debug, PartialEq)]
pub struct PushPage {
    pub targets: Vec<TargetRow>,
    pub log: Vec<PushRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TargetRow {
    pub id: String,
    pub name: String,
    pub way: &'static str,
    pub way_words: &'static str,
    pub url: String,
    pub has_secret: bool,
    pub may_be_private: bool,
    pub revision: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PushRow {
    pub at: TimeView,
    pub target: String,
    pub what: String,
    /// Where it led, in words.
    pub state: String,
    pub failed: bool,
    /// What its receiver reads of it.
    pub id: String,
}

impl Backend {
    pub fn push_page(&self, caller: &Caller) -> Result<PushPage> {
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Mail))?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, Moment(self.storage().now()))?;
            let pushes = PushRecord::newest(read, ROWS_MOST)?.into_iter();
            Ok(PushPage {
                targets: TargetRecord::all(read)?.into_iter().map(target).collect(),
                log: pushes.map(|push| row(read, push, reader)).collect::<Result<_>>()?,
            })
        })
    }
}

/// Whether there is a secret, and never which.
fn target(record: TargetRecord) -> TargetRow {
    TargetRow {
        id: record.id.to_string(),
        way: record.way.code(),
        way_words: record.way.words(),
        has_secret: record.secret.is_some(),
        may_be_private: record.may_be_private,
        revision: record.stamps.revision(),
        name: record.name,
        url: record.url,
    }
}

fn row(read: &dyn Read, push: PushRecord, reader: Reader) -> Result<PushRow> {
    let what = match push.what {
        What::Test => "Test".to_owned(),
        // Of what is restricted nobody learns here which it is.
        What::Alert(incident) => find(read, incident)?
            .filter(|incident| !incident.restricted)
            .map_or_else(|| "Alert".to_owned(), |incident| format!("Alert: {}", incident.number)),
    };
    let tries = if push.tries > 1 { format!(" after {} tries", push.tries) } else { String::new() };
    let answer = if push.answer.is_empty() { String::new() } else { format!(": {}", push.answer) };
    let state = match push.state {
        PushState::Delivered => format!("delivered{tries}{answer}"),
        PushState::Failed => format!("failed{tries}{answer}"),
        PushState::Dropped => format!("not sent any more{answer}"),
        PushState::Waiting if push.answer.is_empty() => "waits".to_owned(),
        PushState::Waiting => format!("is tried again{answer}"),
    };
    Ok(PushRow {
        at: reader.time(Moment(push.at)),
        target: push.name,
        what,
        state,
        failed: push.state == PushState::Failed,
        id: format!("{:016x}", push.id),
    })
}
