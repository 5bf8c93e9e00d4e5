//! What lies on disk may name a variant that an older program has never heard of. So the schema goes up whenever such an
//! enum grows, and the older program refuses the folder instead of stumbling over one entry of it.

use std::collections::BTreeSet;

use backend::incidents::Origin;
use backend::journal::{Fact, Value};
use backend::letters::Called;
use backend::notices::{Matter, NoticeKind, Part};
use backend::storage::SCHEMA;
use domain::classification::IncidentType;
use domain::incident::{CancelReason, Change, Channel, HoldEnd, HoldReason, Major, Status, StepMark, Verdict};
use domain::permissions::{Task, Who};
use domain::person::Role;
use domain::planned::{End, Telling};
use domain::service::{Criticality, Effect};
use serde::de::DeserializeOwned;

use crate::variants::variants;

const KEPT: &str = include_str!("stored_enums.txt");

fn line<T: DeserializeOwned>(name: &str) -> String {
    format!("{name}: {}", variants::<T>().into_iter().collect::<Vec<_>>().join(" "))
}

#[test]
fn the_schema_goes_up_whenever_a_stored_enum_grows() {
    let found = [
        format!("schema: {SCHEMA}"),
        line::<Change>("Change"),
        line::<Status>("Status"),
        line::<IncidentType>("IncidentType"),
        line::<HoldReason>("HoldReason"),
        line::<HoldEnd>("HoldEnd"),
        line::<CancelReason>("CancelReason"),
        line::<Channel>("Channel"),
        line::<Major>("Major"),
        line::<Verdict>("Verdict"),
        line::<StepMark>("StepMark"),
        line::<Effect>("Effect"),
        line::<Criticality>("Criticality"),
        line::<Role>("Role"),
        line::<Who>("Who"),
        line::<Task>("Task"),
        line::<Origin>("Origin"),
        line::<Fact>("Fact"),
        line::<Value>("Value"),
        line::<NoticeKind>("NoticeKind"),
        line::<Part>("Part"),
        line::<Matter>("Matter"),
        line::<Telling>("Telling"),
        line::<End>("End"),
        line::<Called>("Called"),
    ];
    let kept: Vec<&str> = KEPT.lines().collect();
    let grown: BTreeSet<_> = found.iter().map(String::as_str).filter(|line| !kept.contains(line)).collect();
    assert!(
        grown.is_empty(),
        "these differ from stored_enums.txt; append a migration (it may do nothing but say why), so that the schema goes \
         up, and write the lines anew:\n{}",
        found.join("\n")
    );
}
