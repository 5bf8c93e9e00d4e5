use domain::ids::CalendarId;
use domain::permissions::{Action, Object, Section, Who};

use crate::Backend;
use crate::calendars::{CALENDARS_MOST, CalendarDraft, CalendarRecord};
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::reindex;
use crate::journal::{Difference, Fact, Value};
use crate::people::confirm_password;
use crate::settings::Settings;
use crate::storage::{Table, Tx};

const HOURS: Object = Object::Settings(Section::Targets);

impl Backend {
    /// Replaces what a calendar says. `seen`: the revision of the form.
    pub async fn change_calendar(
        &self,
        caller: &Caller,
        calendar: CalendarId,
        draft: CalendarDraft,
        seen: Option<u64>,
    ) -> Result<()> {
        let caller = caller.clone();
        let change = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, HOURS)?;
            confirm_password::require(tx, &caller)?;
            let found = CalendarRecord::find(tx, calendar)?.ok_or(Error::NotFound)?;
            let stands = found.draft();
            let typed = draft
                .fields()
                .into_iter()
                .zip(stands.fields())
                .map(|((field, typed), (_, stands))| (field, typed.trim() != stands, stands.to_owned()));
            found.stamps.none_overtaken(tx, &actor, seen, typed)?;
            let changed = draft.parse(&found)?;
            store(tx, &found, changed, actor.who)?.map_or(Ok(()), |fact| caller.note(tx, &actor, &fact))
        };
        self.storage().write(change).await
    }

    /// Another calendar, as office hours begin.
    pub async fn add_calendar(&self, caller: &Caller, draft: CalendarDraft) -> Result<CalendarId> {
        let caller = caller.clone();
        let add = move |tx: &mut Tx<'_>| {
            let actor = caller.may_on(tx, Action::Change, HOURS)?;
            confirm_password::require(tx, &caller)?;
            let many = CalendarRecord::all(tx)?.len();
            if many >= CALENDARS_MOST {
                let problem = domain::field::Problem::TooMany { most: CALENDARS_MOST, now: many + 1 };
                return Err(domain::Refusal::field("name", problem).into());
            }
            let id = CalendarId(tx.fresh_id(Table::Calendars)?);
            let record = draft.parse(&CalendarRecord::blank(id))?;
            record.save(tx)?;
            caller.note(tx, &actor, &Fact::CalendarAdded { name: record.name })?;
            Ok(id)
        };
        self.storage().write(add).await
    }
}

/// The calendar as it is now, and everything that is due by it; `None` where nothing differs.
pub(super) fn store(
    tx: &mut Tx<'_>,
    found: &CalendarRecord,
    mut changed: CalendarRecord,
    who: Who,
) -> Result<Option<Fact>> {
    let differing = differences(&found.draft(), &changed.draft());
    if differing.is_empty() {
        return Ok(None);
    }
    changed.stamps.touch(differing.iter().map(|difference| difference.field.as_str()), who);
    changed.keep_former(found, &Settings::stored(tx)?.zone, tx.now());
    reindex(tx, |tx| changed.save(tx))?;
    Ok(Some(Fact::CalendarChanged { name: changed.name, changes: differing }))
}

fn differences(before: &CalendarDraft, after: &CalendarDraft) -> Vec<Difference> {
    let words = |words: &str| if words.is_empty() { Value::Nothing } else { Value::Words(words.to_owned()) };
    let pairs = before.fields().into_iter().zip(after.fields());
    let differing = pairs.filter(|((_, before), (_, after))| before != after);
    let one = |((field, before), (_, after)): ((&'static str, &str), (&str, &str))| Difference {
        field: field.to_owned(),
        before: words(before),
        after: words(after),
    };
    differing.map(one).collect()
}
