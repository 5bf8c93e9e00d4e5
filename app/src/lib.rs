//! Pages of Sitrep.
