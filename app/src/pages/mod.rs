//! One file or folder per live page.

pub mod board;
pub mod incident;
pub mod instead;
pub mod report;
