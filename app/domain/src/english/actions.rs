//! Actions in words.

use crate::action::{ActionEnd, ActionKind, Deed, Fit, Hit, Prevents, Worth};
use crate::locale::{Locale, Names};

impl Locale {
    pub fn action_kind(self, kind: ActionKind) -> &'static str {
        match kind {
            ActionKind::Prevent => "It does not happen again",
            ActionKind::Detect => "We notice it sooner",
            ActionKind::Mitigate => "It does less harm",
            ActionKind::Process => "We work otherwise",
        }
    }

    /// In one word, for lists.
    pub fn action_kind_short(self, kind: ActionKind) -> &'static str {
        match kind {
            ActionKind::Prevent => "prevent",
            ActionKind::Detect => "detect",
            ActionKind::Mitigate => "mitigate",
            ActionKind::Process => "process",
        }
    }

    /// Nothing is said where it names nothing.
    pub fn prevents(self, prevents: &Prevents, names: &impl Names) -> Option<String> {
        let mut parts = Vec::new();
        parts.extend(
            prevents.service.map(|service| format!("hits {} or a service that needs it", names.service(service))),
        );
        parts.extend(prevents.kind.map(|kind| format!("is of the type {}", self.incident_type(kind).to_lowercase())));
        if !prevents.words.is_empty() {
            parts.push(format!("speaks of \u{201c}{}\u{201d}", prevents.words));
        }
        (!parts.is_empty()).then(|| format!("an incident that {}", parts.join(", and ")))
    }

    /// Why a new incident fits what an action should prevent.
    pub fn fit(self, fit: &Fit, names: &impl Names) -> String {
        let mut parts = Vec::new();
        parts.extend(fit.service.map(|hit| match hit {
            Hit::Itself(service) => format!("it hits {}", names.service(service)),
            Hit::Upstream(service) => format!("it hits a service that needs {}", names.service(service)),
        }));
        parts.extend(fit.kind.map(|kind| format!("it is of the type {}", self.incident_type(kind).to_lowercase())));
        parts.extend(fit.words.map(|share| format!("{share} of 100 words are the same")));
        parts.join(", ")
    }

    /// `until` is the end of the watch, as it is read.
    pub fn worth(self, worth: Worth, until: &str) -> String {
        match worth {
            Worth::Open => "open".to_owned(),
            Worth::Dropped => "dropped".to_owned(),
            Worth::NotWatched => "done, and nothing is watched for".to_owned(),
            Worth::Watched(_) => format!("done, watched until {until}"),
            Worth::EffectiveSoFar => "effective so far".to_owned(),
            Worth::NotEffective => "not effective: it came back".to_owned(),
        }
    }

    pub fn action_deed(self, deed: &Deed, names: &impl Names) -> String {
        match deed {
            Deed::Added => "wrote it down".to_owned(),
            Deed::Changed(fields) => {
                let fields: Vec<&str> = fields.iter().map(|field| action_field(field)).collect();
                format!("changed {}", fields.join(", "))
            }
            Deed::Ended(ActionEnd::Done) => "said that it is done".to_owned(),
            Deed::Ended(ActionEnd::Dropped) => "dropped it".to_owned(),
            Deed::Escalated => "told managers that it is overdue".to_owned(),
            Deed::Asked(incident) => {
                format!("asked whether {} is what it should prevent", names.incident(*incident))
            }
            Deed::Answered { incident, yes: true } => {
                format!("said that {} is what it should have prevented", names.incident(*incident))
            }
            Deed::Answered { incident, yes: false } => {
                format!("said that {} is something else", names.incident(*incident))
            }
        }
    }
}

fn action_field(field: &str) -> &'static str {
    match field {
        "words" => "what is to be done",
        "kind" => "the kind",
        "owner" => "the owner",
        "due" => "the day it is due",
        "watch_days" => "how long it is watched",
        _ => "what it should prevent",
    }
}
