//! Sitrep's own small kit of components. They take plain values and callbacks and know no product words, except
//! where their name is one. Classes and markup are listed in `style/README.md`.

pub mod alive;
pub mod badge;
pub mod button;
pub mod card;
pub mod choice_field;
pub mod choosing;
#[cfg(test)]
mod contrast_test;
mod cookie;
pub mod data_table;
pub mod dialog;
pub mod empty_state;
pub mod error_summary;
pub mod field;
pub mod frame;
pub mod icon;
pub mod menu;
pub mod notice;
pub mod page_title;
pub mod pager;
pub mod prose;
pub mod relative_time;
pub mod single_keys;
pub mod tabs;
pub mod text_area;
pub mod text_field;
pub mod theme_switch;
pub mod time_text;
pub mod toast;
mod tone;

pub use tone::Tone;
