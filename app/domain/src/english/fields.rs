//! What the fields of forms are called where they are spoken of from afar: in the summary above a form that came back.

use crate::field::{FieldError, Problem};
use crate::locale::Locale;

impl Locale {
    /// The same as under the field, with its name where the words alone do not say which one it is.
    pub fn problem_from_afar(self, error: &FieldError) -> String {
        let words = self.problem(error);
        match field(&error.field).filter(|_| !says_which(error, &words)) {
            // These begin with somebody's name.
            Some(name) if matches!(error.problem, Problem::Overtaken { .. }) => format!("{name}: {words}"),
            Some(name) => {
                let mut letters = words.chars();
                let first = letters.next().map(|letter| letter.to_ascii_lowercase());
                format!("{name}: {}{}", first.unwrap_or_default(), letters.as_str())
            }
            None => words,
        }
    }
}

/// The words were written for one field, or for what is typed in it.
fn says_which(error: &FieldError, words: &str) -> bool {
    match error.problem {
        Problem::Missing | Problem::Unknown | Problem::Malformed => !super::beside_fields::GENERAL.contains(&words),
        Problem::NotAnAddress
        | Problem::Wrong
        | Problem::Weak
        | Problem::NotYours
        | Problem::PrivateNetwork
        | Problem::Circular
        | Problem::Overlapping
        | Problem::Lines { .. }
        | Problem::Filter { .. }
        | Problem::BeforeItBegins
        | Problem::Folder(_)
        | Problem::NothingFor { .. }
        | Problem::NoMerge(_) => true,
        Problem::TooShort { .. }
        | Problem::TooLong { .. }
        | Problem::TooMany { .. }
        | Problem::Taken
        | Problem::InThePast
        | Problem::InTheFuture
        | Problem::OutOfTurn
        | Problem::TooFarOff
        | Problem::NotEligible
        | Problem::Backwards
        | Problem::ReadByNobody
        | Problem::NamesRestricted { .. }
        | Problem::Overtaken { .. } => false,
    }
}

#[expect(clippy::too_many_lines, reason = "one match, a line for each field")]
fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "title" => "What is broken",
        "description" => "What you see",
        "contact" => "How we reach you",
        "impact" => "How many are hit",
        "urgency" => "What it does to the work",
        "service" => "Service",
        "services" => "Services",
        "email" => "Mail address",
        "name" => "Name",
        "organisation" => "Name of the organisation",
        "password" | "password_old" => "Password",
        "people" => "Names and addresses",
        "audience" => "Audience",
        "rule" => "Rule",
        "audiences" => "Audiences",
        "block_all" => "For everybody",
        "block_affected" => "Only for everyone affected",
        "block_executive" => "Only for executives",
        "block_technical" => "Only for the technical audience",
        "owner" | "new_owner" => "Owner",
        "role" => "Role",
        "security_handler" => "Who handles security reports",
        "depends_on" => "What it needs",
        "criticality" => "How much it matters",
        "target" => "Target",
        "reach" => "Who can reach this address",
        "zone" => "Time zone",
        "public_url" => "Address people type",
        "mail_domains" => "Your mail domains",
        "second_folder" => "A second folder for copies",
        "quiet_from" => "Quiet from",
        "quiet_to" => "Quiet until",
        "least" => "How pressing",
        "status_folder" => "A folder for the status page",
        "mail_from" => "Letters come from",
        "smtp_url" => "Mail server",
        "push_url" => "Address",
        "push_secret" => "Secret",
        "whom1" | "whom2" | "whom3" | "whom4" | "whom5" | "whom6" => "Who is alerted",
        "minutes1" | "minutes2" | "minutes3" | "minutes4" | "minutes5" | "minutes6" => "Minutes to wait",
        "repeats" => "How often from the beginning",
        "last_resort" | "last_name" | "last_address" => "Last resort",
        "alert_hours" => "Hours in which you may be alerted",
        "second" => "Second address",
        "second_smtp_url" => "Second mail server",
        "emergency_phone" => "Emergency phone",
        "emergency_hours" => "When somebody answers there",
        "to" => "Letters to this address",
        "q" => "Words and filters",
        "begins" => "Begins",
        "ends" => "Ends",
        "team_note" => "Note for the team",
        "reason" => "Reason",
        "why" => "Why it is no incident",
        "resolution" => "How it was fixed",
        "what" => "What was done",
        "note" => "What it waits for",
        "ticket" => "Ticket of the vendor",
        "again" => "Chase again at",
        "until" => "Until when",
        "criteria" => "What makes it one",
        "aware_at" => "Since when we knew",
        "whom" => "Who was told",
        "reference" => "Reference",
        "deadline" => "Which deadline",
        "why_not" => "Why nobody need be told",
        "legal_deadlines" => "Legal deadlines",
        "reached" => "When it reached us",
        "which" => "Which time",
        "at" => "When it was",
        "restored_at" => "When it worked again",
        "promise" => "Next update",
        "priority" => "Priority",
        "public_title" => "Public title",
        "workaround" => "Workaround",
        "text" | "words" => "Your words",
        "into" => "Number",
        "ticked" => "Ticked reports",
        _ => return learned(name),
    })
}

/// Those of actions and reviews.
fn learned(name: &str) -> Option<&'static str> {
    Some(match name {
        "number" => "Incident",
        "happened" => "What happened",
        "because" => "Why it happened",
        "change" => "What we change",
        "factors" => "What contributed to it",
        "went_well" => "What went well",
        "went_badly" => "What did not go well",
        "lucky" => "Where we were lucky",
        "line_at" => "When that was",
        "line" => "A line of your own",
        "kind" => "What it does",
        "due" => "Due",
        "prevents_service" => "Which service it should spare",
        "prevents_kind" => "Which type it should prevent",
        "prevents_words" => "Words of what it should prevent",
        "watch_days" => "Watched for",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_afar_each_problem_says_which_field_it_is_about() {
        let said = |field: &str, problem: Problem| Locale::English.problem_from_afar(&FieldError::new(field, problem));
        assert_eq!(said("role", Problem::Missing), "Role: this is needed.");
        assert_eq!(
            said("zone", Problem::TooLong { most: 9, now: 12 }),
            "Time zone: keep it under 9 characters; it has 12."
        );
        assert_eq!(said("title", Problem::Missing), "Say in a few words what is broken.");
        assert_eq!(said("email", Problem::NotAnAddress), "Write a mail address like ana@example.org.");
        assert_eq!(said("owner", Problem::Unknown), "Owner: choose one of the list.");
        assert_eq!(said("never_heard_of", Problem::Missing), "This is needed.");
    }
}
