//! Incidents: one act per file.
//!
//! Every change goes through `record`: the entries of the timeline, the stored state, its index rows, timers,
//! notices and the live announcement are one transaction. A restricted incident is indexed per member and
//! nowhere else; no counter and no list counts across the two classes.

#![deny(clippy::wildcard_enum_match_arm)]

mod acknowledge_for;
mod alert_letters;
mod alert_view;
mod answer_by_mail;
mod ask_access;
mod bells;
mod board;
mod break_glass;
mod cancel_many;
mod change;
mod checklist_view;
mod choices;
mod clocks_view;
mod composer;
pub(crate) mod conversation;
mod distinct;
mod due_next;
mod entry;
mod escalation;
mod extra_notices;
mod facts;
mod facts_view;
mod first_word;
mod give_away;
mod hand_over;
mod head_view;
mod heads;
pub(crate) mod idempotency;
mod index;
mod instant;
mod join;
mod judged_promises;
mod legal_view;
mod list;
mod look;
mod mail_original;
mod merge_many;
mod merged;
mod morning;
mod morning_letter;
mod name_book;
mod news;
mod notices;
mod open_by_service;
mod open_cards;
mod outages;
mod own_incident;
mod own_reports;
mod public;
mod public_history;
mod public_row;
mod reach;
mod read;
pub(crate) mod readers;
mod receipt;
mod receipt_notice;
mod receipt_view;
mod record;
mod redact;
mod refold;
mod replay;
mod report;
mod reporter_words;
mod retarget;
mod revoke_receipts;
mod rows;
mod searchable;
mod service_days;
mod sieve;
mod sorted;
mod standing;
mod stopped_clocks;
mod team;
mod timeline;
mod timers;
mod together;
mod told_before;
mod who_was_first;
mod write_to_me;

pub(crate) use answer_by_mail::{Answer, answer_by_mail};
pub(crate) use bells::{legal_deadline, ring, ring_promise};
pub use board::BOARD_FILTER_SCAN_MOST;
pub use cancel_many::{CANCELLED_MOST, CancelMany};
pub use change::ChangeRequest;
pub(crate) use change::open_gate;
pub(crate) use composer::{audience_name, people_and_lists};
pub use due_next::DUE_MOST;
pub(crate) use entry::entry;
pub use entry::{Origin, TimelineEntry, entries, entries_of};
pub(crate) use escalation::{escalate, escalation_timers};
pub(crate) use first_word::first_word;
pub use give_away::{GIVEN_MOST, GiveAway};
pub(crate) use hand_over::HANDED_OVER_MOST;
pub use hand_over::{
    adopt_orphans, hand_over, incidents_of_person, open_incidents_of_person, open_roles, secure_members,
};
pub use index::{StoredIncident, count, find, find_by_number};
pub use join::JoinRequest;
pub(crate) use judged_promises::KeptOrMissed;
pub(crate) use look::Look;
pub(crate) use mail_original::keep as keep_mail_original;
pub use mail_original::{ORIGINAL_MOST, Original};
pub use merge_many::MergeMany;
pub(crate) use merged::{may_read, read_through, report_of};
pub(crate) use morning::morning;
pub(crate) use morning_letter::{morning_comes, morning_timers, want_morning_letter};
pub use name_book::NameBook;
pub use open_by_service::open_incidents_of;
pub use outages::{OutageRow, outages_within};
pub use receipt::ReceiptLink;
pub(crate) use record::announce_letters;
pub use refold::{bring_up, has_todays_shape};
pub use replay::{Refolded, refolded};
pub use report::{NewReport, Receipt};
pub(crate) use retarget::{open_incidents, reindex, reported_since, retarget};
pub use rows::{CardRow, IndexRow, PROJECTIONS, Projection, rows};
pub(crate) use rows::{member_row_is_of, member_rows, services};
pub use searchable::entry_rows;
pub(crate) use searchable::{
    Head, head_of, open_class, other_texts, parts_of, restricted_class, restricted_rows, row_is_of,
};
pub(crate) use sieve::{Facts, Names, Sieve};
pub(crate) use stopped_clocks::StoppedClock;
pub(crate) use timeline::whole as whole_timeline;
pub(crate) use timers::{by_itself, rows as timer_rows};
