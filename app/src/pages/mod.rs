//! One file or folder per page of the routes table.

pub mod board;
pub mod forbidden;
pub mod framed;
pub mod home;
pub mod incident;
pub mod join;
pub mod messages;
pub mod not_found;
pub mod receipt;
pub mod report;
pub mod sign_in;
pub mod solo;
