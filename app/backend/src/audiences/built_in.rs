//! The three audiences every desk has from its first second.

use domain::audience::AudienceKind;
use domain::ids::AudienceId;
use domain::locale::Locale;

use super::AudienceRecord;
use crate::error::Result;
use crate::stamps::Stamps;
use crate::storage::Tx;

/// Makes those that are missing; does nothing on a desk that has them, whatever they are called by now.
pub fn ensure_built_in(tx: &mut Tx<'_>) -> Result<()> {
    let there = AudienceRecord::all(tx)?;
    for kind in AudienceKind::BUILT_IN {
        if !there.iter().any(|audience| audience.kind == kind) {
            let id = AudienceId(tx.random_id());
            let name = Locale::English.audience_kind(kind).to_owned();
            AudienceRecord { id, name, kind, rules: Vec::new(), stamps: Stamps::default() }.save(tx)?;
        }
    }
    Ok(())
}
