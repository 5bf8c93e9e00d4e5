//! What else is hit, and what open incidents have in common, in a catalogue far beyond what a desk takes.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use domain::blast_radius::Needs;

use crate::table::{Table, percentile};

const SERVICES: u32 = 2_000;
/// Of each service.
const NEEDS: u32 = 5;
const OPEN: u32 = 200;
const ROUNDS: usize = 50;

pub fn measure(table: &mut Table) -> Result<()> {
    let needs = |id| (1..=NEEDS).map(|step| (id * 7 + step * 131) % SERVICES).collect::<Vec<_>>();
    let services: Vec<(u32, Vec<u32>)> = (0..SERVICES).map(|id| (id, needs(id))).collect();
    let open: Vec<Vec<u32>> = (0..OPEN).map(|list| vec![list * 9 % SERVICES, list * 31 % SERVICES]).collect();
    let mut spans: Vec<Duration> = Vec::new();
    for round in 0..ROUNDS {
        let services = services.clone();
        let begun = Instant::now();
        let map = Needs::of(services).ok().context("the catalogue is whole")?;
        let hit = map.hit(&[u32::try_from(round)?]);
        let common = map.common(&open);
        spans.push(begun.elapsed());
        ensure!(!hit.is_empty() && !common.is_empty(), "nothing was found");
    }
    spans.sort_unstable();
    let figures = format!("p50 {:.2} ms, p99 {:.2} ms", percentile(&spans, 0.5), percentile(&spans, 0.99));
    table.add("blast-radius", "blast radius, 2,000 services with 10,000 dependencies", figures, "under 5 ms");
    Ok(())
}
