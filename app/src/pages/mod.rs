//! One file or folder per page of the routes table.

pub mod home;
pub mod not_found;
