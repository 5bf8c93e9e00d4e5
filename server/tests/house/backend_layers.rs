//! Which folder of the backend may know which: each only those that stand above it in this list. A folder that is not
//! in the list may not be there.

use std::collections::BTreeSet;

use super::{is_test, sources};

const BACKEND: &str = "app/backend/src/";

/// From the ground up; what stands in one line is one thing in several files.
const LAYERS: [&[&str]; 22] = [
    &["error", "clock", "retention", "markdown"],
    &["storage"],
    &["delivery", "hearing", "keys", "live_cursor", "time_text", "stamps"],
    &["timers"],
    &["mail"],
    &["settings"],
    &["journal"],
    &["notices"],
    &["people", "caller"],
    &["services"],
    &["subscriptions"],
    &["audiences"],
    &["incidents"],
    &["letters"],
    &["outbox"],
    &["jobs"],
    &["team"],
    &["desk"],
    &["background"],
    &["demo"],
    &["verify"],
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
        let code = source.code.join("\n");
        for known in named(&code).filter(|known| here != "lib" && layer(known).is_some_and(|layer| layer > own)) {
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

/// The modules after each `crate::`, also in braces.
fn named(code: &str) -> impl Iterator<Item = &str> {
    code.split("crate::").skip(1).flat_map(|rest| {
        let braced = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(inside, _)| inside);
        let names = braced.unwrap_or(rest).split(',').take(if braced.is_some() { usize::MAX } else { 1 });
        names.map(|name| {
            let name = name.trim_start();
            let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
            &name[..end]
        })
    })
}
