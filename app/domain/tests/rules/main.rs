//! The rules of the product page, told as tables, stories and properties. Everything here goes through `permits`
//! and `decide` as a use case does, and keeps the timeline beside the state.
#![allow(clippy::unwrap_used)]

mod blast_radius;
mod checklists;
mod classification;
mod clocks;
mod closing;
mod command;
mod correcting;
mod histories;
mod legal;
mod merge;
mod own_acts;
mod permits;
mod promises;
mod properties;
mod redact;
mod restricted;
mod search;
mod story;
mod telling;
mod transitions;
mod undo;
