//! Words and rules of Sitrep.
