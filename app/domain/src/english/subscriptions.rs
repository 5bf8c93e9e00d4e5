//! What a link in a letter stops, to stand after "Stop".

use crate::classification::Priority;
use crate::locale::Locale;
use crate::wishes::LetterWishes;

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

    /// What somebody chose, in one line each.
    pub fn letter_wishes(self, wishes: &LetterWishes) -> String {
        let least = match wishes.least {
            Priority::P4 => "All that is told about your services.".to_owned(),
            least => format!("Only what is {} or more pressing.", least.code()),
        };
        let when = if wishes.daily { "One letter each morning." } else { "Each letter at once." };
        let planned = if wishes.planned { "Planned work as well." } else { "No planned work." };
        let quiet = wishes.quiet.map(|quiet| {
            format!("No P3 or P4 from {} to {}.", self.time_of_day(quiet.from), self.time_of_day(quiet.to))
        });
        [Some(least), Some(planned.to_owned()), Some(when.to_owned()), quiet]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Minutes since midnight as a field of time holds them.
    pub fn time_of_day(self, minutes: u32) -> String {
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
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
