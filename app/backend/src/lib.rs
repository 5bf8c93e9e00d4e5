//! Use cases of Sitrep.
