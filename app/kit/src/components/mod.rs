//! Sitrep's own small kit of components. They take plain values and callbacks and know no product words, except
//! where their name is one. Classes and markup are listed in `style/README.md`.

pub mod badge;
pub mod button;
pub mod choice_field;
#[cfg(test)]
mod contrast_test;
pub mod data_table;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod frame;
pub mod icon;
pub mod known_lines;
pub mod notice;
pub mod pager;
pub mod prose;
pub mod text_area;
pub mod text_field;
mod theme_switch;
pub mod time_sense;
pub mod time_text;
mod tone;
pub mod when_read;

pub use tone::Tone;
