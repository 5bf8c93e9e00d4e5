//! Merge what is ticked in the list into one. The page before the press shows what would come of each; the press is one
//! transaction, in which each is decided as an ordinary merge is, and those that cannot be merged are left as they were
//! and named.

use domain::Refusal;
use domain::field::{FieldError, Problem};
use domain::incident::{NoMerge, Press, decide};
use domain::permissions::{Action, Actor};
use domain::time::Moment;
use domain::view::many::{Left, ManyAct, WhyLeft};
use domain::view::merge::{MergePreview, MergeRow, MergeTarget};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::cancel_many::{Stored, Tick, named, of_refusal, pressed, ticks};
use crate::incidents::change::open_gate;
use crate::incidents::{idempotency, merged};
use crate::settings::{Fixed, Settings};
use crate::storage::{Read, Tx};

/// As posted.
#[derive(Clone, Debug, Default)]
pub struct MergeMany {
    /// Number and revision of each as the list showed it: `INC-42.7`.
    pub ticked: Vec<String>,
    /// The number of the one they are merged into.
    pub into: String,
    /// Resolved, it is re-opened with these reports.
    pub reopen: bool,
}

impl Backend {
    /// What the press would do; without a number it only shows what was ticked.
    pub fn merge_preview(&self, caller: &Caller, request: &MergeMany) -> Result<MergePreview> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            preview(read, &actor, request, now)
        })
    }

    /// Answers with the name of the press, for `many_done`.
    pub async fn merge_many(&self, caller: &Caller, request: MergeMany) -> Result<String> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let press = move |tx: &mut Tx<'_>| {
            let actor = caller.may(tx, Action::ReadBoard)?;
            merge(tx, &actor, &request, &fixed)
        };
        self.storage().write(press).await
    }
}

impl MergeMany {
    fn press(&self) -> Press {
        Press::Merge { into: self.into.clone(), reopen: self.reopen }
    }
}

fn preview(read: &dyn Read, actor: &Actor, request: &MergeMany, now: Moment) -> Result<MergePreview> {
    // What is no tick is nothing to show.
    let ticks = ticks(&request.ticked).unwrap_or_default();
    let into = request.into.trim().to_owned();
    let (mut target, mut error) = (None, None);
    if !into.is_empty() {
        match open_gate(read, actor, &into, Action::ChangeIncident) {
            Ok(found) => {
                let (number, title, status) = (found.number.to_string(), found.title, found.status);
                target = Some(MergeTarget { number, title, status });
            }
            Err(Error::NotFound) => error = Some(FieldError::new("into", Problem::Unknown)),
            Err(other) => return Err(other),
        }
    }
    let mut rows = Vec::with_capacity(ticks.len());
    for tick in ticks {
        rows.push(row(read, actor, tick, target.is_some().then(|| request.press()).as_ref(), now)?);
    }
    if target.is_some()
        && let Some(why) = of_the_target(rows.iter().map(|row| row.left.as_ref()))
    {
        error = Some(FieldError::new("into", Problem::NoMerge(why)));
        target = None;
    }
    Ok(MergePreview { into, error, target, rows, ticked: request.ticked.join(",") })
}

fn row(read: &dyn Read, actor: &Actor, tick: Tick, press: Option<&Press>, now: Moment) -> Result<MergeRow> {
    let incident = match open_gate(read, actor, &tick.number, Action::ChangeIncident) {
        Ok(incident) => incident,
        Err(refused) => {
            let left = Some(of_refusal(refused)?);
            return Ok(MergeRow { number: tick.number, title: String::new(), people: 0, left });
        }
    };
    let mut left = (incident.revision != tick.seen).then_some(WhyLeft::Changed);
    if let (None, Some(press)) = (&left, press) {
        let facts = merged::facts(read, &incident, press, actor)?;
        let decided = decide(Some(&incident), &facts, &press.clone().into(), actor, now);
        left = decided.err().map(|refusal| of_refusal(refusal.into())).transpose()?;
    }
    let (number, people) = (incident.number.to_string(), incident.people() as u64);
    Ok(MergeRow { number, title: incident.title, people, left })
}

fn merge(tx: &mut Tx<'_>, actor: &Actor, request: &MergeMany, fixed: &Fixed) -> Result<String> {
    let ticks = ticks(&request.ticked).map_err(Refusal::from)?;
    if request.into.trim().is_empty() {
        return Err(Refusal::field("into", Problem::Missing).into());
    }
    let person = actor.person_id().map(|person| person.to_string()).unwrap_or_default();
    let typed =
        serde_json::to_string(&(&request.ticked, request.into.trim(), request.reopen)).map_err(Error::internal)?;
    let key = idempotency::key("", &["merge many", &person, &typed]);
    if idempotency::answered::<Stored>(tx, &key)?.is_some() {
        return Ok(named(&key));
    }
    if let Err(Error::NotFound) = open_gate(tx, actor, request.into.trim(), Action::ChangeIncident) {
        return Err(Refusal::field("into", Problem::Unknown).into());
    }
    let settings = Settings::load(tx, fixed)?;
    let mut stored = Stored::of(ManyAct::Merged, actor, tx.now());
    for tick in ticks {
        match why_left(tx, actor, &tick)? {
            Some(why) => stored.left.push(Left { number: tick.number, why }),
            None => stored.take(tick.number, |number| pressed(tx, actor, number, &request.press(), &settings))?,
        }
    }
    if stored.done.is_empty()
        && let Some(why) = of_the_target(stored.left.iter().map(|left| Some(&left.why)))
    {
        return Err(Refusal::field("into", Problem::NoMerge(why)).into());
    }
    idempotency::remember(tx, &key, &stored)?;
    Ok(named(&key))
}

fn why_left(read: &dyn Read, actor: &Actor, tick: &Tick) -> Result<Option<WhyLeft>> {
    match open_gate(read, actor, &tick.number, Action::ChangeIncident) {
        Ok(incident) => Ok((incident.revision != tick.seen).then_some(WhyLeft::Changed)),
        Err(refused) => of_refusal(refused).map(Some),
    }
}

/// Nothing can be merged into that one, whatever it is.
fn of_the_target<'a>(mut all: impl Iterator<Item = Option<&'a WhyLeft>>) -> Option<NoMerge> {
    all.find_map(|left| match left {
        Some(WhyLeft::NoMerge { why: why @ (NoMerge::IsDuplicate | NoMerge::Ended | NoMerge::Full) }) => Some(*why),
        Some(_) | None => None,
    })
}
