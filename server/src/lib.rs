//! The server of Sitrep.
