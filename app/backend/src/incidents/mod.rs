//! Incidents: one act per file.
