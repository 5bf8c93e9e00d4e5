//! The whole server, asked as a browser would. One binary, so that the heavy
//! crates are linked once.

// A test that cannot go on may say so by panicking.
#![allow(clippy::unwrap_used)]

mod actions;
mod alerting;
mod asked;
mod backup;
mod board_list;
mod canary;
mod checklists;
mod commands;
mod cross_site;
mod crowd;
mod doors;
mod dossier;
mod explained;
mod first_day;
mod forms;
mod from_a_copy;
mod guessing;
mod headers;
mod incident_page;
mod kept_folders;
mod letter_links;
mod letters;
mod links;
mod live;
mod log;
mod mail_in;
mod mail_settings;
mod merge;
mod moved_time;
mod office;
mod on_call;
mod operator;
mod pages;
mod people;
mod planned;
mod public_words;
mod reading;
mod refused;
mod registry;
mod reporting;
mod reviews;
mod revisions;
mod roles;
mod running;
mod searching;
mod service_pages;
mod settings;
mod sockets;
mod standing;
mod status;
mod telling;
mod told;
mod watched;
