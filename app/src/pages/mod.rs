//! One file or folder per page of the routes table.

pub mod framed;
pub mod home;
pub mod not_found;
