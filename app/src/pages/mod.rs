//! One file or folder per page of the routes table.

pub mod around;
pub mod board;
pub mod dialogs;
pub mod forbidden;
pub mod framed;
pub mod home;
pub mod incident;
pub mod join;
pub mod link;
pub mod messages;
pub mod not_found;
pub mod poster;
pub mod ready;
pub mod receipt;
pub mod report;
pub mod reset;
pub mod services;
pub mod settings;
pub mod setup;
pub mod sign_in;
pub mod solo;
pub mod status;
pub mod subscriptions;
pub mod unsubscribe;
