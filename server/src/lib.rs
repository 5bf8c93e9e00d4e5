//! The server of Sitrep: settings, command line, accept loop, guards, routes.
//! Holds no rule of the product; it brings requests to `app` and `backend` and
//! their answers back.

// Pages are deep types of nested views, and they are mounted here.
#![recursion_limit = "256"]

pub mod assets;
pub mod by_script;
pub mod command_line;
pub mod commands;
mod compliance_file;
pub mod compression;
pub mod control;
pub mod data_folder;
pub mod dossier;
mod duty_calendar;
pub mod forms;
pub mod health;
pub mod letters;
pub mod listen;
pub mod live_stream;
pub mod logging;
pub mod pages;
pub mod poster;
pub mod public_address;
pub mod refusal;
pub mod request;
pub mod router;
pub mod sd_notify;
pub mod seats;
pub mod security;
pub mod settings;
pub mod state;
mod status_files;
pub mod status_memory;
pub mod streams;
pub mod version;
pub mod watchdog;

pub use router::router;
pub use state::AppState;
