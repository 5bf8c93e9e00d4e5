//! The promises of the storage, each told as what happens to somebody.

mod copies;
mod faults;
mod opening;
mod overlay;
mod records;
mod speed;
mod writing;
