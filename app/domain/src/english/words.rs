//! The product's words, and how counts agree.

use crate::audience::AudienceKind;
use crate::classification::{IncidentType, Level, Priority};
use crate::incident::{CancelReason, Channel, HoldReason, Status};
use crate::locale::Locale;
use crate::person::Role;
use crate::service::{Criticality, Effect, Standing};
use crate::view::composer::{AudienceChoice, KeptFrom};
use crate::view::sorting::SortBy;

impl Locale {
    pub fn status(self, status: Status) -> &'static str {
        match status {
            Status::Reported => "Reported",
            Status::Investigating => "Investigating",
            Status::Mitigated => "Being watched",
            Status::Resolved => "Resolved",
            Status::Closed => "Closed",
            Status::Cancelled => "Cancelled",
            Status::Merged => "Merged",
        }
    }

    /// What visitors and reporters read in place of the status.
    pub fn public_state(self, status: Status) -> &'static str {
        match status {
            Status::Reported => "Reported, not confirmed yet",
            Status::Investigating => "Being looked into",
            Status::Mitigated => "Should work again, being watched",
            Status::Resolved | Status::Closed => "Fixed",
            Status::Cancelled => "Not an incident",
            Status::Merged => "Handled together with another report",
        }
    }

    /// The same for one service: the words of the incident that hits it most, and how it hits.
    pub fn standing(self, standing: Standing) -> String {
        match standing {
            Standing::Fine => "No known outage".to_owned(),
            Standing::Watched => self.public_state(Status::Mitigated).to_owned(),
            Standing::Reported => self.public_state(Status::Reported).to_owned(),
            Standing::LookedInto => {
                let (reported, looked_into) = (Status::Reported, Status::Investigating);
                format!("{}: {}", self.public_state(reported), self.public_state(looked_into).to_lowercase())
            }
            Standing::Degraded => format!("In part only: {}", self.public_state(Status::Investigating).to_lowercase()),
            Standing::Down => format!("Down: {}", self.public_state(Status::Investigating).to_lowercase()),
        }
    }

    /// The subject of letters about an incident, and the heading of one in a bundle.
    pub fn letter_subject(self, number: &str, name: &str) -> String {
        format!("[{number}] {name}")
    }

    /// The first line of a letter that tells how it stands.
    pub fn letter_state(self, name: &str, state: &str) -> String {
        format!("{name}: {}.", lower_first(state))
    }

    /// What an incident is called to outsiders while nobody has found public words for it.
    pub fn without_title(self, service: Option<&str>) -> String {
        service.map_or_else(|| "Not working properly".to_owned(), |service| format!("{service}: not working properly"))
    }

    /// The priority that a take would confirm, and until then the one it is held at.
    pub fn proposed_priority(self, priority: Priority, proposed: Priority) -> String {
        if priority == proposed {
            return priority.code().to_owned();
        }
        format!("{}, {}", proposed.code(), self.held_at(priority))
    }

    pub fn held_at(self, priority: Priority) -> String {
        format!("held at {} until somebody takes it", priority.code())
    }

    pub fn level(self, level: Level) -> &'static str {
        match level {
            Level::Low => "low",
            Level::Medium => "medium",
            Level::High => "high",
        }
    }

    /// How many are hit, as a reporter would say it.
    pub fn impact_sentence(self, level: Level) -> &'static str {
        match level {
            Level::Low => "Only me",
            Level::Medium => "My team",
            Level::High => "Many of us, or everyone",
        }
    }

    /// What it does, as a reporter would say it.
    pub fn urgency_sentence(self, level: Level) -> &'static str {
        match level {
            Level::Low => "I can wait",
            Level::Medium => "Work is hindered",
            Level::High => "Work has stopped",
        }
    }

    pub fn incident_type(self, kind: IncidentType) -> &'static str {
        match kind {
            IncidentType::Outage => "Outage",
            IncidentType::DegradedPerformance => "Degraded performance",
            IncidentType::NetworkConfiguration => "Network configuration",
            IncidentType::SoftwareFault => "Software fault",
            IncidentType::Security => "Security",
            IncidentType::DataLoss => "Data loss",
            IncidentType::Access => "Access",
            IncidentType::Hardware => "Hardware",
            IncidentType::ThirdParty => "Third party",
            IncidentType::DataExposed => "Data exposed or stolen",
            IncidentType::FilesLost => "Files lost",
            IncidentType::Request => "Request",
        }
    }

    pub fn effect(self, effect: Effect) -> &'static str {
        match effect {
            Effect::Down => "down",
            Effect::Degraded => "degraded",
            Effect::NotAffected => "not affected",
        }
    }

    pub fn criticality(self, criticality: Criticality) -> &'static str {
        match criticality {
            Criticality::Critical => "critical",
            Criticality::Normal => "normal",
            Criticality::Low => "low",
        }
    }

    pub fn role(self, role: Role) -> &'static str {
        match role {
            Role::Employee => "employee",
            Role::Responder => "responder",
            Role::Manager => "manager",
            Role::Administrator => "administrator",
        }
    }

    /// What a hold is to those who read of it.
    pub fn hold_reason(self, reason: HoldReason) -> &'static str {
        match reason {
            HoldReason::AwaitingReporter => "waiting for the reporter",
            HoldReason::Vendor => "waiting for a vendor",
            HoldReason::Change => "waiting for a planned change",
            HoldReason::Other => "waiting for something else",
        }
    }

    pub fn cancel_reason(self, reason: CancelReason) -> &'static str {
        match reason {
            CancelReason::FalseAlarm => "a false alarm",
            CancelReason::Request => "a request, not an incident",
            CancelReason::NotReproducible => "not reproducible",
        }
    }

    /// The same as a choice.
    pub fn cancel_choice(self, reason: CancelReason) -> &'static str {
        match reason {
            CancelReason::FalseAlarm => "A false alarm: nothing was broken",
            CancelReason::Request => "A request: they want something new",
            CancelReason::NotReproducible => "Not reproducible: it does not show again",
        }
    }

    /// How a report came, to follow a verb: "reported by phone".
    pub fn by_channel(self, channel: Channel) -> &'static str {
        match channel {
            Channel::Web => "on the web",
            Channel::Phone => "by phone",
            Channel::InPerson => "in person",
            Channel::Mail => "by mail",
            Channel::Chat => "by chat",
            Channel::Other => "in another way",
        }
    }

    pub fn audience_kind(self, kind: AudienceKind) -> &'static str {
        match kind {
            AudienceKind::Affected => "Everyone affected",
            AudienceKind::Executive => "Executive",
            AudienceKind::Technical => "Technical",
            AudienceKind::ServiceOwners => "Service owners",
            AudienceKind::Other => "Audience",
        }
    }

    /// The head of a column of the list.
    pub fn sorted_by(self, by: SortBy) -> &'static str {
        match by {
            SortBy::Pressing => "Late first",
            SortBy::Priority => "Priority",
            SortBy::Number => "Number",
            SortBy::Title => "Title",
            SortBy::Service => "Service",
            SortBy::Status => "Status",
            SortBy::Owner => "Owner",
            SortBy::People => "People",
            SortBy::Due => "Due",
            SortBy::Age => "Age",
        }
    }

    /// Of a restricted incident: whom an update reaches, and of the audiences chosen whom it does not.
    pub fn kept_from(self, kept: &KeptFrom) -> String {
        let members = match kept.members {
            0 => "none of its members can be told".to_owned(),
            1 => "only its 1 member can be told".to_owned(),
            many => format!("only its {many} members can be told"),
        };
        let left = |one: &AudienceChoice| {
            format!("{} in {} {} not", one.people, one.name, if one.people == 1 { "is" } else { "are" })
        };
        let left: Vec<_> = kept.left_out.iter().filter(|one| one.people > 0).map(left).collect();
        if left.is_empty() {
            format!("Restricted: {members}.")
        } else {
            format!("Restricted: {members}; {}.", left.join(", "))
        }
    }

    pub fn people(self, count: u64) -> String {
        self.count(count, "person", "people")
    }

    pub fn count(self, count: u64, one: &str, many: &str) -> String {
        if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
    }

    /// A span in words, `milliseconds` long: "32 min", "3 h", "2 days".
    pub fn span(self, milliseconds: i64) -> String {
        let minutes = milliseconds.max(0) / crate::time::MINUTE;
        match minutes {
            0 => "less than a minute".to_owned(),
            1..=119 => format!("{minutes} min"),
            120..=2879 => format!("{} h", minutes / 60),
            _ => format!("{} days", minutes / 1440),
        }
    }

    /// `earlier` seen from `now`: "just now", "5 min ago".
    pub fn ago(self, now: crate::time::Moment, earlier: crate::time::Moment) -> String {
        let span = now.since(earlier);
        if span < crate::time::MINUTE { "just now".to_owned() } else { format!("{} ago", self.span(span)) }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
