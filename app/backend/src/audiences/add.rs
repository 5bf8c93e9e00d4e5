use domain::Refusal;
use domain::audience::AudienceKind;
use domain::field::Problem;
use domain::ids::AudienceId;
use domain::locale::Locale;
use domain::permissions::{Action, Object};
use domain::text::Name;

use super::{AUDIENCES_MOST, AudienceRecord};
use crate::error::Result;
use crate::journal::Fact;
use crate::people::confirm_password;
use crate::stamps::Stamps;
use crate::{Backend, Caller};

impl Backend {
    /// An audience of the organisation's own.
    pub async fn add_audience(&self, caller: &Caller, name: &str) -> Result<AudienceId> {
        let name = Name::parse("name", name).map_err(Refusal::from)?.into_string();
        self.add_audience_of(caller, name, AudienceKind::Other).await
    }

    /// Of those who own what is hit: there is one at most.
    pub async fn add_service_owners(&self, caller: &Caller) -> Result<AudienceId> {
        let kind = AudienceKind::ServiceOwners;
        self.add_audience_of(caller, Locale::English.audience_kind(kind).to_owned(), kind).await
    }

    async fn add_audience_of(&self, caller: &Caller, name: String, kind: AudienceKind) -> Result<AudienceId> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Audiences)?;
                confirm_password::require(tx, &caller)?;
                let all = AudienceRecord::all(tx)?;
                unused(&all, &name, None)?;
                if kind != AudienceKind::Other && all.iter().any(|audience| audience.kind == kind) {
                    return Err(Refusal::field("name", Problem::Taken).into());
                }
                if all.len() >= AUDIENCES_MOST {
                    let full = Problem::TooMany { most: AUDIENCES_MOST, now: all.len() + 1 };
                    return Err(Refusal::field("name", full).into());
                }
                let id = AudienceId(tx.random_id());
                let stamps = Stamps::default();
                AudienceRecord { id, name: name.clone(), kind, rules: Vec::new(), stamps }.save(tx)?;
                caller.note(tx, &actor, &Fact::AudienceAdded { name: name.clone() })?;
                Ok(id)
            })
            .await
    }
}

/// Refuses a name another audience has, whatever its case.
pub(super) fn unused(all: &[AudienceRecord], name: &str, of: Option<AudienceId>) -> Result<()> {
    let folded = name.to_lowercase();
    let taken = all.iter().any(|audience| audience.name.to_lowercase() == folded && Some(audience.id) != of);
    if taken { Err(Refusal::field("name", Problem::Taken).into()) } else { Ok(()) }
}
