//! Plans of what to do, step by step, for kinds of incidents and services. Some are there from the first day. What an
//! incident has is a copy (`domain::incident::Checklist`): a plan that is changed changes none.

#![deny(clippy::wildcard_enum_match_arm)]

mod add;
mod change;
mod draft;
mod fitting;
mod page;
mod record;
mod retire;

pub use draft::PlaybookDraft;
pub(crate) use fitting::plans;
pub use record::PlaybookRecord;

/// Most plans of a desk.
pub const PLAYBOOKS_MOST: usize = 50;
