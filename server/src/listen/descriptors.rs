//! Every socket is a descriptor, and many systems grant a process 1,024 of them
//! until it asks for what it is allowed to have.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::seats::{MOST_CONNECTIONS, MOST_LEAVING};

/// The database, the log, letters on the line, and what the runtime needs.
const FOR_OURSELVES: usize = 128;

/// Asks for enough, and answers how many connections there can be.
pub fn connections() -> usize {
    let wanted = (MOST_CONNECTIONS + MOST_LEAVING + FOR_OURSELVES) as u64;
    let limit = getrlimit(Resource::Nofile);
    let allowed = limit.maximum.map_or(wanted, |most| most.min(wanted));
    let has = limit.current.unwrap_or(wanted);
    if has < allowed && setrlimit(Resource::Nofile, Rlimit { current: Some(allowed), ..limit }).is_err() {
        tracing::warn!(descriptors = has, "this process may not have more descriptors");
    }
    let granted = getrlimit(Resource::Nofile).current.unwrap_or(wanted);
    let left = usize::try_from(granted).unwrap_or(usize::MAX).saturating_sub(MOST_LEAVING + FOR_OURSELVES);
    if left < MOST_CONNECTIONS {
        tracing::warn!(connections = left.max(1), "fewer connections than usual: the limit of descriptors is low");
    }
    left.clamp(1, MOST_CONNECTIONS)
}
