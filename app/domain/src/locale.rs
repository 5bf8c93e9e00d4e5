//! The language a person reads. Sentences, letters and times are methods of it; English stands in `english`.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Locale {
    #[default]
    English,
}

/// Names for the ids that timelines and reasons hold; what is gone has a name for that too.
pub trait Names {
    fn person(&self, id: crate::ids::PersonId) -> String;
    fn service(&self, id: crate::ids::ServiceId) -> String;
    fn audience(&self, id: crate::ids::AudienceId) -> String;
    /// The number, where whoever reads about one may read it of the other.
    fn incident(&self, id: crate::ids::IncidentId) -> String;
}
