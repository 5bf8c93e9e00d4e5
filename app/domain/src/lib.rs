//! Sitrep's words and rules.
//!
//! Pure: no I/O, no clock, no randomness, no async; time and ids are arguments. It compiles unchanged
//! for the browser and the server, so a rule such as the longest title exists once.
//!
//! Glossary: an *incident* has one *status* and a *timeline* of recorded *changes*; a *report* creates an
//! incident or joins one; a *command* is what somebody wants, a *change* is what then happened; a
//! *refusal* is a code that says why not. See `permissions` for who may do what.

pub mod action;
pub mod audience;
pub mod availability;
pub mod blast_radius;
pub mod classification;
pub mod clock;
pub mod english;
pub mod field;
pub mod ids;
pub mod incident;
pub mod leak;
pub mod locale;
pub mod permissions;
pub mod person;
pub mod planned;
pub mod promise;
pub mod refusal;
pub mod report;
pub mod review;
pub mod search;
pub mod service;
pub mod text;
pub mod time;
pub mod view;
pub mod wishes;

pub use refusal::Refusal;
