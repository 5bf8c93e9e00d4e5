//! What a link in a letter stops, to stand after "Stop".

use crate::locale::Locale;

impl Locale {
    /// `topic` is a service's name or an incident's number.
    pub fn letters_about(self, topic: &str) -> String {
        format!("letters about {topic}")
    }

    /// For an incident whose number is nobody's business.
    pub fn letters_about_this_incident(self) -> String {
        "letters about this incident".to_owned()
    }

    /// What a press behind a link did; `what` is one of the above.
    pub fn letters_stopped(self, what: &str) -> String {
        format!("Stopped: {what}.")
    }

    pub fn letters_wanted(self, what: &str) -> String {
        format!("Wanted: {what}.")
    }

    pub fn links_made_void(self) -> String {
        "Links in letters that you got before this one open nothing any more.".to_owned()
    }

    pub fn letter_of_the_morning(self) -> String {
        "the letter at the start of your day".to_owned()
    }

    /// Why it came, after "because".
    pub fn asked_for_the_morning(self) -> &'static str {
        "you asked for a letter at the start of your day"
    }

    pub fn all_letters(self) -> String {
        "all letters".to_owned()
    }
}
