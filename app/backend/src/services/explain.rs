//! What `sitrep blast-radius --explain` reads and writes: services and what fails, as JSON.

use std::collections::BTreeMap;

use domain::blast_radius::{Needs, NoMap, highest};
use domain::service::Criticality;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Case {
    services: Vec<ServiceCase>,
    #[serde(default)]
    failing: Vec<String>,
    #[serde(default)]
    open: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct ServiceCase {
    id: String,
    criticality: Criticality,
    #[serde(default)]
    depends_on: Vec<String>,
}

#[derive(Serialize)]
struct Explained {
    hit: Vec<HitCase>,
    highest: Option<Criticality>,
    common: Vec<CommonCase>,
}

#[derive(Serialize)]
struct HitCase {
    id: String,
    distance: u32,
}

#[derive(Serialize)]
struct CommonCase {
    id: String,
    open: Vec<usize>,
}

/// What else is hit in a catalogue that somebody wrote down, and what its failures have in common, both as JSON. The
/// error says in words what cannot be read.
pub fn explain(case: &str) -> Result<String, String> {
    let case: Case =
        serde_json::from_str(case).map_err(|error| format!("this is no case of a blast radius: {error}"))?;
    let matters: BTreeMap<&str, Criticality> =
        case.services.iter().map(|service| (service.id.as_str(), service.criticality)).collect();
    let services = case.services.iter().map(|service| (service.id.clone(), service.depends_on.clone()));
    let needs = Needs::of(services.collect()).map_err(|fault| match fault {
        NoMap::Twice(id) => format!("two services have the id \"{id}\""),
        NoMap::Unknown { service, needs } => format!("\"{service}\" depends on \"{needs}\", which is no service here"),
    })?;
    if let Some(id) = case.failing.iter().chain(case.open.iter().flatten()).find(|id| !needs.knows(id)) {
        return Err(format!("\"{id}\" is said to fail and is no service here"));
    }
    let hit = needs.hit(&case.failing);
    let concerned = hit.iter().map(|hit| &hit.id).chain(&case.failing);
    let highest = highest(concerned.filter_map(|id| matters.get(id.as_str()).copied()));
    let explained = Explained {
        hit: hit.into_iter().map(|hit| HitCase { id: hit.id, distance: hit.distance }).collect(),
        highest,
        common: needs
            .common(&case.open)
            .into_iter()
            .map(|common| CommonCase { id: common.id, open: common.open })
            .collect(),
    };
    serde_json::to_string_pretty(&explained).map_err(|error| error.to_string())
}
