//! How many open incidents hit each service, counted over what the viewer may see and nothing else.

use std::collections::{BTreeSet, HashMap};

use domain::ids::ServiceId;
use domain::permissions::Actor;

use crate::error::Result;
use crate::incidents::open_cards::each_open;
use crate::storage::Read;

pub fn open_incidents_of(read: &dyn Read, actor: &Actor) -> Result<HashMap<ServiceId, u32>> {
    let mut counts = HashMap::new();
    each_open(read, actor, &mut |row| {
        // A request hits no service.
        if !row.kind.is_request() {
            for service in row.services.into_iter().collect::<BTreeSet<_>>() {
                *counts.entry(service).or_insert(0) += 1;
            }
        }
        true
    })?;
    Ok(counts)
}
