//! Cancel what is ticked in the list, with one reason: a flood from outside is gone in one press. Each incident is
//! decided as an ordinary cancel is, and those that cannot be cancelled are left as they were and named. It is one
//! transaction, whose answer is kept for a while under the key of the press: a resend reads it, the page after the press
//! shows it, and "Undo" finds there what to take back.

use std::collections::BTreeSet;

use data_encoding::BASE64URL_NOPAD;
use domain::Refusal;
use domain::field::{FieldError, Fields, Problem};
use domain::ids::PersonId;
use domain::incident::{CancelReason, Press};
use domain::permissions::{Action, Actor};
use domain::text::Reason;
use domain::time::{Moment, UNDO_WINDOW};
use domain::view::many::{Left, ManyAct, ManyDone, UndoMany, WhyLeft};
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::change::{change, open_gate};
use crate::incidents::{ChangeRequest, idempotency};
use crate::settings::{Fixed, Settings};
use crate::storage::{Read, Tx};

/// Most incidents of one press: they are one transaction, which others wait for.
pub const CANCELLED_MOST: usize = 100;
/// No number is longer than this.
const NUMBER_MOST: usize = 20;

/// As posted.
#[derive(Clone, Debug, Default)]
pub struct CancelMany {
    /// Number and revision of each as the list showed it: `INC-42.7`.
    pub ticked: Vec<String>,
    /// The code of a `CancelReason`.
    pub why: String,
    /// The words for whoever reported.
    pub reason: String,
}

/// Names a press, so that its answer is found again.
pub(super) type Key = [u8; 32];

/// The answer of a press on several, whichever it was.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    act: ManyAct,
    by: Option<PersonId>,
    at: i64,
    /// Number and first entry of each.
    pub done: Vec<(String, u64)>,
    pub left: Vec<Left>,
}

pub(super) struct Tick {
    pub number: String,
    pub seen: u64,
}

impl Backend {
    /// Answers with the name of the press, for `many_done` and `undo_many`.
    pub async fn cancel_many(&self, caller: &Caller, request: CancelMany) -> Result<String> {
        let (caller, fixed) = (caller.clone(), self.options().fixed.clone());
        let press = move |tx: &mut Tx<'_>| {
            let actor = caller.may(tx, Action::ReadBoard)?;
            cancel(tx, &actor, &request, &fixed)
        };
        self.storage().write(press).await
    }

    /// Takes back what of that press can still be taken back; answers with the name of this one.
    pub async fn undo_many(&self, caller: &Caller, press: &str) -> Result<String> {
        let (caller, press, fixed) = (caller.clone(), press.to_owned(), self.options().fixed.clone());
        let press = move |tx: &mut Tx<'_>| {
            let actor = caller.may(tx, Action::ReadBoard)?;
            undo(tx, &actor, &press, &fixed)
        };
        self.storage().write(press).await
    }

    /// What came of one's own press of that name.
    pub fn many_done(&self, caller: &Caller, press: &str) -> Result<Option<ManyDone>> {
        let now = Moment(self.storage().now());
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            Ok(found(read, &actor, press).map(|(_, stored)| shown(stored, press, now)))
        })
    }
}

impl CancelMany {
    fn parse(&self) -> Result<(Vec<Tick>, Press), Refusal> {
        let mut fields = Fields::default();
        let ticks = fields.take(ticks(&self.ticked));
        let why = fields.take(CancelReason::parse("why", &self.why));
        let words = fields.take(Reason::parse("reason", &self.reason)).map(Reason::into_string);
        match (ticks, why, words) {
            (Some(ticks), Some(why), Some(words)) => Ok((ticks, Press::Cancel { why, words })),
            _ => Err(fields.into_refusal()),
        }
    }
}

/// What was ticked, each once.
pub(super) fn ticks(typed: &[String]) -> Result<Vec<Tick>, FieldError> {
    let refused = |problem| FieldError::new("ticked", problem);
    let mut seen = BTreeSet::new();
    let distinct: Vec<&String> = typed.iter().filter(|typed| seen.insert(*typed)).collect();
    match distinct.len() {
        0 => return Err(refused(Problem::Missing)),
        now if now > CANCELLED_MOST => return Err(refused(Problem::TooMany { most: CANCELLED_MOST, now })),
        _ => {}
    }
    let ticks = distinct.into_iter().map(|typed| tick(typed).ok_or_else(|| refused(Problem::Unknown)));
    ticks.collect()
}

fn tick(typed: &str) -> Option<Tick> {
    let (number, seen) = typed.rsplit_once('.')?;
    // What is no number at all is answered like one of nothing.
    (number.len() <= NUMBER_MOST).then_some(())?;
    Some(Tick { number: number.to_owned(), seen: seen.parse().ok()? })
}

/// What was ticked says at which revision, so the same words never mean another press.
fn cancel(tx: &mut Tx<'_>, actor: &Actor, request: &CancelMany, fixed: &Fixed) -> Result<String> {
    let (ticks, press) = request.parse()?;
    let person = actor.person_id().map(|person| person.to_string()).unwrap_or_default();
    let typed = serde_json::to_string(&(&request.ticked, &press)).map_err(Error::internal)?;
    let key = idempotency::key("", &["cancel many", &person, &typed]);
    if idempotency::answered::<Stored>(tx, &key)?.is_some() {
        return Ok(named(&key));
    }
    let settings = Settings::load(tx, fixed)?;
    let mut stored = Stored::of(ManyAct::Cancelled, actor, tx.now());
    for tick in ticks {
        match why_left(tx, actor, &tick)? {
            Some(why) => stored.left.push(Left { number: tick.number, why }),
            None => stored.take(tick.number, |number| pressed(tx, actor, number, &press, &settings))?,
        }
    }
    idempotency::remember(tx, &key, &stored)?;
    Ok(named(&key))
}

/// What an ordinary cancel asks the person on the incident's own page, and nobody asks here.
fn why_left(read: &dyn Read, actor: &Actor, tick: &Tick) -> Result<Option<WhyLeft>> {
    let incident = match open_gate(read, actor, &tick.number, Action::ChangeIncident) {
        Ok(incident) => incident,
        Err(refused) => return of_refusal(refused).map(Some),
    };
    Ok(if !incident.status.is_open() {
        Some(WhyLeft::NotOpen { status: incident.status })
    } else if incident.revision != tick.seen {
        Some(WhyLeft::Changed)
    } else if incident.told_at.is_some() {
        Some(WhyLeft::Told)
    } else {
        None
    })
}

fn undo(tx: &mut Tx<'_>, actor: &Actor, press: &str, fixed: &Fixed) -> Result<String> {
    let key = idempotency::key("", &["undo many", press]);
    if found(tx, actor, &named(&key)).is_some() {
        return Ok(named(&key));
    }
    let (cancelled, stored) = found(tx, actor, press).ok_or(Error::NotFound)?;
    if stored.act != ManyAct::Cancelled {
        return Err(Error::NotFound);
    }
    if tx.now() - stored.at > UNDO_WINDOW {
        return Err(Refusal::UndoTooLate.into());
    }
    let settings = Settings::load(tx, fixed)?;
    let mut undone = Stored::of(ManyAct::Undone, actor, tx.now());
    for (number, sequence) in stored.done {
        undone.take(number, |number| pressed(tx, actor, number, &Press::Undo { sequence }, &settings))?;
    }
    // The list that was read before the press can press again.
    idempotency::forget(tx, &cancelled)?;
    idempotency::remember(tx, &key, &undone)?;
    Ok(named(&key))
}

/// The first entry of what came of it.
pub(super) fn pressed(tx: &mut Tx<'_>, actor: &Actor, number: &str, press: &Press, settings: &Settings) -> Result<u64> {
    let (number, press) = (number.to_owned(), press.clone());
    let request = ChangeRequest { number, press, also: None, seen: None, nonce: String::new() };
    Ok(change(tx, actor, &request, &request.press, settings)?.first.unwrap_or_default())
}

impl Stored {
    pub fn of(act: ManyAct, actor: &Actor, at: i64) -> Self {
        Self { act, by: actor.person_id(), at, done: Vec::new(), left: Vec::new() }
    }

    /// Does it, or notes why not.
    pub fn take(&mut self, number: String, act: impl FnOnce(&str) -> Result<u64>) -> Result<()> {
        match act(&number) {
            Ok(first) => self.done.push((number, first)),
            Err(refused) => {
                let why = of_refusal(refused)?;
                self.left.push(Left { number, why });
            }
        }
        Ok(())
    }
}

/// What is no refusal fails the press as a whole, and nothing of it is done.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other error fails the press")]
pub(super) fn of_refusal(error: Error) -> Result<WhyLeft> {
    match error {
        Error::NotFound => Ok(WhyLeft::NotThere),
        Error::Denied | Error::Refused(Refusal::NotAllowed) => Ok(WhyLeft::NotAllowed),
        Error::Refused(Refusal::Fields(errors)) => no_merge(errors),
        Error::Refused(Refusal::WrongStatus { status }) => Ok(WhyLeft::NotOpen { status }),
        Error::Refused(Refusal::UndoTooLate) => Ok(WhyLeft::UndoTooLate),
        Error::Refused(Refusal::UndoOverlaid) => Ok(WhyLeft::UndoOverlaid),
        other => Err(other),
    }
}

/// A merge is refused beside the number of the other one.
fn no_merge(errors: Vec<FieldError>) -> Result<WhyLeft> {
    let why = errors.iter().find_map(|error| if let Problem::NoMerge(why) = error.problem { Some(why) } else { None });
    why.map(|why| WhyLeft::NoMerge { why }).ok_or(Error::Refused(Refusal::Fields(errors)))
}

pub(super) fn named(key: &Key) -> String {
    BASE64URL_NOPAD.encode(key)
}

/// One's own press of that name, while its answer is kept; an answer to something else is none.
fn found(read: &dyn Read, actor: &Actor, press: &str) -> Option<(Key, Stored)> {
    let key: Key = BASE64URL_NOPAD.decode(press.as_bytes()).ok()?.try_into().ok()?;
    let stored: Stored = idempotency::answered(read, &key).ok().flatten()?;
    (stored.by.is_some() && stored.by == actor.person_id()).then_some((key, stored))
}

fn shown(stored: Stored, press: &str, now: Moment) -> ManyDone {
    let until = Moment(stored.at).plus(UNDO_WINDOW);
    let open = stored.act == ManyAct::Cancelled && !stored.done.is_empty() && now <= until;
    ManyDone {
        act: stored.act,
        done: stored.done.len() as u64,
        left: stored.left,
        undo: open.then(|| UndoMany { press: press.to_owned(), until, as_of: now }),
    }
}
