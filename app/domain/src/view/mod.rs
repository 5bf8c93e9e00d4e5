//! What screens show: plain values that the backend fills for one viewer and the browser draws.
//!
//! Times arrive formatted in the viewer's zone, because the browser knows no zones; what a viewer may not
//! see is not in them. These types may change freely: browser and server ship together.

pub mod account;
pub mod actions;
pub mod alert;
pub mod availability;
pub mod board;
pub mod checklist;
pub mod clocks;
pub mod compliance;
pub mod composer;
pub mod due;
pub mod hand_over;
pub mod incident;
pub mod letters;
pub mod many;
pub mod merge;
pub mod news;
pub mod own_incident;
pub mod planned;
pub mod public;
pub mod reach;
pub mod reviews;
pub mod search;
pub mod settings;
pub mod sorting;
pub mod targets;
pub mod together;

use serde::{Deserialize, Serialize};

use crate::time::Moment;

/// An instant as the server wrote it for this viewer, with the instant itself for relative times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TimeView {
    pub utc: Moment,
    /// `14:20`, `Mon 14:20` or `23 Nov 14:20`, with the zone where it differs.
    pub text: String,
    /// ISO 8601 for `<time datetime>`.
    pub iso: String,
}

impl TimeView {
    /// For the one place that knows readers and their zones.
    pub fn written(utc: Moment, text: String, iso: String) -> Self {
        Self { utc, text, iso }
    }
}

/// A person, a service or an audience to choose, or to name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The id as 16 hex digits.
    pub id: String,
    pub name: String,
}
