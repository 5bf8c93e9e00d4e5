//! Tests of the backend with its real parts: redb in memory or on disk, real sockets, a real relay.
#![allow(clippy::unwrap_used)]

mod audiences;
mod break_glass;
mod courier;
mod demo;
mod erasing;
mod from_a_copy;
mod joining;
mod kept_folders;
mod last_word;
mod leaving;
mod letters;
mod lifecycle;
mod listing;
mod mail_hardship;
mod mail_told;
mod office;
mod outbox;
mod own_reports;
mod people;
mod postfix;
mod presses;
mod public_words;
mod receipt;
mod records;
mod restricted;
mod rights;
mod services;
mod settings;
mod smtp_sink;
mod strangers;
mod subjects;
mod subscriptions;
