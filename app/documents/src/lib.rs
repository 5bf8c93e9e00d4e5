//! Documents: the pages that need no program in the browser. Forms post, links load, and the next page is the answer.
//! They are Leptos components that only the server compiles, so another one costs no reader and no browser build
//! anything. A page reads what it shows from the desk before anything is written, in one function beside its markup.
//!
//! `table.rs` lists them all. How they are mounted, and who may open them, is the server's say.

mod actions;
mod alert;
mod answer;
mod asked;
mod checklist;
mod clocks;
mod compliance;
mod due;
mod hand_over;
mod home;
mod instead;
mod join;
mod letter_wishes;
mod link;
mod mail_original;
mod merge;
mod messages;
mod on_call;
mod openers;
mod planned;
mod poster;
mod ready;
mod receipt;
mod reset;
mod reviews;
mod search;
mod services;
mod settings;
mod setup;
mod sign_in;
mod status;
mod subscriptions;
mod table;
pub mod tried;
mod unsubscribe;
mod update;

pub use answer::{Answer, Document};
pub use asked::Asked;
pub use instead::{failed, not_found};
pub use settings::JOURNAL;
pub use status::for_visitors as status_for_visitors;
pub use table::{Page, TABLE};
