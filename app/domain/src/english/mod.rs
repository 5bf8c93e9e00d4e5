//! Everything Sitrep says in English. Plain, short, active; the words of the product page.

mod actions;
pub mod alerts;
mod audiences;
mod availability;
mod beside_fields;
pub mod clocks;
mod fields;
mod hand_over;
mod letters;
mod mail;
mod many;
mod planned;
mod playbooks;
mod reading;
mod reasons;
mod refusals;
mod reviews;
mod search;
mod subscriptions;
mod templates;
mod timeline;
mod words;

pub use playbooks::ReadyMade;
pub use reading::DaysRead;
pub use templates::{Stage, Standing};
pub use timeline::{Sentence, pressed};
