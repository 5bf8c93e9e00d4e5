//! An update for several audiences, each with what is for it: the form, the check before sending, and the press.

mod check;
mod draft;
mod page;
mod rendering;

pub use draft::UpdateDraft;
