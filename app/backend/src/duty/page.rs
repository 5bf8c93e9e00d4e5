//! What the page of on-call shows: who is on duty now, what is open ahead, a month, and what was entered.

use domain::clock::Span;
use domain::ids::PersonId;
use domain::permissions::{Action, Actor, Object};
use domain::time::{DAY, Moment};
use domain::view::{Choice, TimeView};

use super::hours_typed;
use super::line::{LOOKS_AHEAD, is_gap};
use super::month::{Month, month};
use super::record::{AbsenceRecord, OverrideRecord, RotationRecord};
use super::roster::{Roster, Standing};
use super::{PolicyPage, PolicyRecord, be_away, policy_page, stand_in};
use crate::error::Result;
use crate::people::{PersonRecord, active_staff};
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::Reader;
use crate::{Backend, Caller};

/// How far ahead hours without anybody are listed.
const GAPS_AHEAD: i64 = 14 * DAY;
/// Gaps of one rotation that are listed.
const GAPS_MOST: usize = 10;

#[derive(Clone, Debug, PartialEq)]
pub struct DutyPage {
    /// In which times are shown and typed.
    pub zone: String,
    pub organisation_zone: String,
    pub now: Vec<NowRow>,
    pub gaps: Vec<GapRow>,
    pub month: Month,
    pub rotations: Vec<RotationRow>,
    pub instead: Vec<InsteadRow>,
    pub away: Vec<AwayRow>,
    /// By which steps an alert goes on.
    pub steps: PolicyPage,
    /// Somebody set them.
    pub escalates: bool,
    /// Who can be on duty.
    pub team: Vec<Choice>,
    /// Whoever looks.
    pub me: String,
    /// What their private link ends with, where they made one.
    pub feed: Option<String>,
}

/// How one rotation stands.
#[derive(Clone, Debug, PartialEq)]
pub struct NowRow {
    pub rotation: String,
    pub person: Option<String>,
    /// Nobody, within its hours.
    pub is_gap: bool,
    pub until: Option<TimeView>,
    /// Who has the next hours.
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GapRow {
    pub rotation: String,
    pub from: TimeView,
    /// `None`: for longer than is looked ahead.
    pub to: Option<TimeView>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RotationRow {
    pub id: String,
    pub name: String,
    pub zone: String,
    /// As the field of the form holds it.
    pub first: String,
    pub every_days: u32,
    pub people: Vec<Choice>,
    /// Of those people: names of who works on incidents no longer, and is passed over.
    pub left: Vec<String>,
    pub hours: String,
    pub revision: u64,
}

/// Somebody on duty instead.
#[derive(Clone, Debug, PartialEq)]
pub struct InsteadRow {
    pub id: String,
    pub rotation: String,
    pub person: Option<String>,
    pub from: TimeView,
    pub to: TimeView,
    pub may_end: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AwayRow {
    pub id: String,
    pub person: String,
    pub from: TimeView,
    pub to: TimeView,
    pub may_end: bool,
}

impl Backend {
    /// `wanted` is a month as `2026-11`.
    pub async fn duty_page(&self, caller: &Caller, wanted: &str) -> Result<DutyPage> {
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Duty)?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, Moment(self.storage().now()))?;
            let (roster, policy) = (Roster::load(read)?, PolicyRecord::stored(read)?);
            let team = active_staff(read)?.into_iter();
            let mut team: Vec<_> = team.map(|one| Choice { id: one.id.to_string(), name: one.name }).collect();
            team.sort_by_cached_key(|one| one.name.to_lowercase());
            Ok(DutyPage {
                zone: reader.zone().to_owned(),
                organisation_zone: settings.zone,
                now: roster.rotations.iter().map(|one| now_row(&roster, one, reader)).collect(),
                gaps: roster.rotations.iter().flat_map(|one| gaps(&roster, one, reader)).collect(),
                month: month(&roster, reader, wanted),
                rotations: roster.rotations.iter().map(|one| rotation_row(&roster, &one.record)).collect(),
                instead: instead(read, &actor, &roster, reader)?,
                away: away(read, &actor, reader)?,
                escalates: policy.is_some(),
                steps: policy_page::page(read, &policy.unwrap_or_default())?,
                team,
                feed: actor.person_id().map_or(Ok(None), |person| self.feed_token(read, person))?,
                me: actor.person_id().map(|person| person.to_string()).unwrap_or_default(),
            })
        })
    }
}

fn now_row(roster: &Roster, of: &Standing, reader: Reader) -> NowRow {
    let now = reader.now();
    let ahead = roster.stretches(of, Span { from: now, to: now.plus(LOOKS_AHEAD) });
    let first = ahead.first();
    let person = first.and_then(|stretch| stretch.person);
    let next = ahead.iter().filter_map(|stretch| stretch.person).find(|next| Some(*next) != person);
    NowRow {
        rotation: of.record.name.clone(),
        person: person.map(|person| roster.name(person)),
        is_gap: first.is_some_and(is_gap),
        until: until(roster, of, now).map(|at| reader.time(at)),
        next: next.map(|next| roster.name(next)),
    }
}

/// Until when whoever is on duty then stays so; `None` when no end is in sight.
pub(super) fn until(roster: &Roster, of: &Standing, at: Moment) -> Option<Moment> {
    // Mostly it is soon, and every page of the team asks.
    [DAY, 8 * DAY, LOOKS_AHEAD].into_iter().find_map(|ahead| until_within(roster, of, at, at.plus(ahead)))
}

fn until_within(roster: &Roster, of: &Standing, at: Moment, end: Moment) -> Option<Moment> {
    let ahead = roster.stretches(of, Span { from: at, to: end });
    let person = ahead.first()?.person;
    let same = ahead.iter().take_while(|stretch| stretch.person == person).last()?;
    Some(same.span.to).filter(|until| *until < end)
}

fn gaps(roster: &Roster, of: &Standing, reader: Reader) -> Vec<GapRow> {
    let now = reader.now();
    let end = now.plus(GAPS_AHEAD);
    let ahead = roster.stretches(of, Span { from: now, to: end });
    let open = ahead.iter().filter(|stretch| is_gap(stretch)).take(GAPS_MOST);
    let row = |span: Span| GapRow {
        rotation: of.record.name.clone(),
        from: reader.time(span.from),
        to: (span.to < end).then(|| reader.time(span.to)),
    };
    open.map(|stretch| row(stretch.span)).collect()
}

fn rotation_row(roster: &Roster, record: &RotationRecord) -> RotationRow {
    let person = |id: &PersonId| Choice { id: id.to_string(), name: roster.name(*id) };
    let mut left: Vec<_> = record.people.iter().filter(|id| roster.has_left(**id)).map(|id| roster.name(*id)).collect();
    left.dedup();
    RotationRow {
        id: record.id.to_string(),
        name: record.name.clone(),
        zone: record.zone.clone(),
        first: record.first().format("%Y-%m-%dT%H:%M").to_string(),
        every_days: record.every_days,
        people: record.people.iter().map(person).collect(),
        left,
        hours: hours_typed::written(record.hours.as_ref()),
        revision: record.stamps.revision(),
    }
}

fn instead(read: &dyn Read, actor: &Actor, roster: &Roster, reader: Reader) -> Result<Vec<InsteadRow>> {
    let mut all = OverrideRecord::all(read)?;
    all.retain(|one| one.to > reader.now());
    all.sort_by_key(|one| one.from);
    let row = |one: OverrideRecord| {
        let rotation = roster.rotations.iter().find(|known| known.record.id == one.rotation)?;
        Some(InsteadRow {
            id: one.id.to_string(),
            rotation: rotation.record.name.clone(),
            person: one.person.map(|person| roster.name(person)),
            from: reader.time(one.from),
            to: reader.time(one.to),
            may_end: stand_in::may_take_back(actor, &one),
        })
    };
    Ok(all.into_iter().filter_map(row).collect())
}

fn away(read: &dyn Read, actor: &Actor, reader: Reader) -> Result<Vec<AwayRow>> {
    let mut rows = Vec::new();
    for one in AbsenceRecord::all(read)?.into_iter().filter(|one| one.to > reader.now()) {
        let Some(person) = PersonRecord::find(read, one.person)?.filter(PersonRecord::is_active_staff) else {
            continue;
        };
        rows.push(AwayRow {
            id: one.id.to_string(),
            person: person.name,
            from: reader.time(one.from),
            to: reader.time(one.to),
            may_end: be_away::may_change(actor, one.person),
        });
    }
    Ok(rows)
}
