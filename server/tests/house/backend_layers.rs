//! Which folder of the backend may know which: each only those that stand above it in this list. A folder that is not
//! in the list may not be there.

use std::collections::BTreeSet;

use super::server_layers::named;
use super::{is_test, sources};

const BACKEND: &str = "app/backend/src/";

/// From the ground up; what stands in one line is one thing in several files.
const LAYERS: [&[&str]; 30] = [
    &["error", "reference", "clock", "retention", "markdown", "local_address"],
    &["storage"],
    &["delivery", "hearing", "keys", "live_cursor", "time_text", "local_time", "stamps"],
    &["timers"],
    &["mail"],
    &["settings"],
    &["calendars"],
    &["journal"],
    &["notices"],
    &["people", "caller"],
    &["duty"],
    &["pushes"],
    &["services"],
    &["targets", "playbooks"],
    &["subscriptions"],
    &["audiences"],
    &["planned"],
    // What is learned of an incident is due, asked and told in the transactions of its own changes.
    &["incidents", "actions", "reviews"],
    &["search"],
    &["letters"],
    &["outbox"],
    &["replies"],
    &["pusher"],
    &["verify"],
    &["jobs"],
    &["team"],
    &["desk"],
    &["background"],
    &["demo"],
    // The open desk itself.
    &["lib"],
];

#[test]
fn each_layer_of_the_backend_knows_only_those_below() {
    let mut wrong = BTreeSet::new();
    for source in sources().into_iter().filter(|source| source.path.starts_with(BACKEND) && !is_test(&source.path)) {
        let here = folder(&source.path[BACKEND.len()..]);
        let Some(own) = layer(here) else {
            wrong.insert(format!("`{here}` has no layer"));
            continue;
        };
        let known = named(&source.code.join("\n")).into_iter();
        for known in known.filter(|known| here != "lib" && layer(known).is_some_and(|layer| layer > own)) {
            wrong.insert(format!("{} knows `{known}`, which stands above it", source.path));
        }
    }
    assert!(wrong.is_empty(), "move what gathers from several up, and what several need down: {wrong:#?}");
}

fn layer(folder: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&folder))
}

fn folder(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}
