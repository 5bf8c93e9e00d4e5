//! On-call: who is on duty when. Rotations hand over at local times; overrides, absences and hours decide what becomes
//! of a turn. `rota.rs` is the pure fold that everything else asks, and knows no storage and no clock.

mod case;
mod explain;
mod rota;
#[cfg(test)]
mod walker;

pub use explain::explain;
