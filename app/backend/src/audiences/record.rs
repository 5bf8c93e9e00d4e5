//! A stored audience and its members.

use domain::audience::{AudienceKind, MemberRule};
use domain::ids::{AudienceId, PersonId};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::{self, Key, KeyParts, Order, Read, Record, Table, Tx};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudienceRecord {
    pub id: AudienceId,
    pub name: String,
    pub kind: AudienceKind,
    /// Who is in it without being entered.
    #[serde(default)]
    pub rules: Vec<MemberRule>,
    #[serde(default)]
    pub stamps: Stamps,
}

impl Record for AudienceRecord {
    const TABLE: Table = Table::Audiences;
    const VERSION: u8 = 1;
}

impl AudienceRecord {
    pub fn find(read: &dyn Read, id: AudienceId) -> Result<Option<Self>> {
        storage::load(read, &id.0.to_be_bytes())
    }

    pub fn save(&self, tx: &mut Tx<'_>) -> Result<()> {
        tx.save(&self.id.0.to_be_bytes(), self)
    }

    /// Every audience, the built-in ones first.
    pub fn all(read: &dyn Read) -> Result<Vec<Self>> {
        let rows = read.scan(Table::Audiences, &[], &[], Order::Ascending, super::AUDIENCES_MOST)?;
        let mut all = rows.iter().map(|(_, value)| storage::decode::<Self>(value)).collect::<Result<Vec<_>>>()?;
        all.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
        Ok(all)
    }
}

/// The audiences somebody was entered into.
pub fn audiences_of(read: &dyn Read, person: PersonId) -> Result<Vec<AudienceRecord>> {
    let mut entered = Vec::new();
    for audience in AudienceRecord::all(read)? {
        if is_member(read, audience.id, person)? {
            entered.push(audience);
        }
    }
    Ok(entered)
}

pub(super) fn is_member(read: &dyn Read, audience: AudienceId, person: PersonId) -> Result<bool> {
    read.contains(Table::AudienceMembers, &member_key(audience, person))
}

pub(super) fn member_key(audience: AudienceId, person: PersonId) -> Vec<u8> {
    Key::new().u64(audience.0).u64(person.0).done()
}

/// The people entered into an audience; those it reaches through services come on top.
pub fn members_of(read: &dyn Read, audience: AudienceId) -> Result<Vec<PersonId>> {
    let prefix = Key::new().u64(audience.0).done();
    let rows = read.scan_prefix(Table::AudienceMembers, &prefix, Order::Ascending, super::MEMBERS_MOST)?;
    rows.iter()
        .map(|(key, _)| {
            let mut parts = KeyParts::of(key);
            parts.u64()?;
            parts.u64().map(PersonId)
        })
        .collect()
}
