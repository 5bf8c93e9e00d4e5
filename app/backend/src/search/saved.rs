//! Searches that are kept: a name and a query, for oneself or for everybody on the team. What is shared belongs to all:
//! whoever works here may take it away.

use domain::field::{Fields, Problem};
use domain::ids::PersonId;
use domain::locale::Names as _;
use domain::permissions::{Action, Actor};
use domain::search::Query;
use domain::text::Name;
use domain::view::search::SavedSearch;
use serde::{Deserialize, Serialize};

use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::incidents::NameBook;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table};

/// Searches that one person keeps, and that all keep together.
pub const SAVED_MOST: usize = 50;

/// Stands in keys in place of a person for what is shared.
const EVERYBODY: u64 = 0;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SearchRecord {
    pub name: String,
    pub query: String,
    /// Who saved it.
    pub by: PersonId,
}

impl Record for SearchRecord {
    const TABLE: Table = Table::SavedSearches;
    const VERSION: u8 = 1;
}

/// As typed.
#[derive(Clone, Debug, Default)]
pub struct SavedDraft {
    pub name: String,
    pub query: String,
    pub for_all: bool,
}

impl Backend {
    pub async fn save_search(&self, caller: &Caller, draft: SavedDraft) -> Result<()> {
        let mut fields = Fields::default();
        let name = fields.take(Name::parse("name", &draft.name));
        let query = fields.take(Query::parse("q", &draft.query));
        if query.is_some_and(|query| query.is_empty()) {
            fields.refuse("q", Problem::Missing);
        }
        let Some(name) = name else { return Err(fields.into_refusal().into()) };
        fields.finish()?;
        let (caller, name, query) = (caller.clone(), name.into_string(), draft.query.trim().to_owned());
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::ReadBoard)?;
                let by = actor.person_id().ok_or(Error::Denied)?;
                let shelf = if draft.for_all { EVERYBODY } else { by.0 };
                let kept = on_shelf(tx, shelf)?;
                let mut fields = Fields::default();
                if kept.len() >= SAVED_MOST {
                    fields.refuse("name", Problem::TooMany { most: SAVED_MOST, now: kept.len() + 1 });
                } else if kept.iter().any(|(_, record)| record.name.to_lowercase() == name.to_lowercase()) {
                    fields.refuse("name", Problem::Taken);
                }
                fields.finish()?;
                let key = key(shelf, tx.fresh_id(Table::SavedSearches)?);
                tx.save(&key, &SearchRecord { name: name.clone(), query: query.clone(), by })
            })
            .await
    }

    /// One's own, or one that is shared.
    pub async fn remove_search(&self, caller: &Caller, id: &str) -> Result<()> {
        let id = u64::from_str_radix(id, 16).map_err(|_| Error::NotFound)?;
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::ReadBoard)?;
                let own = actor.person_id().map(|person| key(person.0, id));
                for key in own.into_iter().chain([key(EVERYBODY, id)]) {
                    if tx.contains(Table::SavedSearches, &key)? {
                        tx.delete(Table::SavedSearches, key);
                        return Ok(());
                    }
                }
                Err(Error::NotFound)
            })
            .await
    }
}

/// What the actor sees: their own, then everybody's, each by name.
pub(super) fn of(read: &dyn Read, actor: &Actor) -> Result<Vec<SavedSearch>> {
    let book = NameBook::new(read);
    let own = actor.person_id().map_or(Ok(Vec::new()), |person| on_shelf(read, person.0))?;
    let own = own.into_iter().map(|(id, record)| view(id, record, None));
    let shared = on_shelf(read, EVERYBODY)?.into_iter().map(|(id, record)| {
        let by = book.person(record.by);
        view(id, record, Some(by))
    });
    Ok(own.chain(shared).collect())
}

fn view(id: u64, record: SearchRecord, shared_by: Option<String>) -> SavedSearch {
    SavedSearch { id: format!("{id:016x}"), name: record.name, query: record.query, shared_by }
}

/// By name.
fn on_shelf(read: &dyn Read, shelf: u64) -> Result<Vec<(u64, SearchRecord)>> {
    let prefix = Key::new().u64(shelf).done();
    let mut kept = Vec::new();
    for (key, value) in read.scan_prefix(Table::SavedSearches, &prefix, Order::Ascending, SAVED_MOST)? {
        kept.push((KeyParts::of(&key[prefix.len()..]).u64()?, storage::decode::<SearchRecord>(&value)?));
    }
    kept.sort_by_cached_key(|(_, record)| record.name.to_lowercase());
    Ok(kept)
}

fn key(shelf: u64, id: u64) -> Vec<u8> {
    Key::new().u64(shelf).u64(id).done()
}
