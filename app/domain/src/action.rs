//! Actions: what is done so that an incident does not come back, and how it shows whether that worked. An action names
//! what it should prevent; once it is done, a new incident that fits this within its watch period is a question to its
//! owner, and a "yes" is the answer that it did not work.

use serde::{Deserialize, Serialize};

use crate::classification::IncidentType;
use crate::field::{FieldError, Problem};
use crate::ids::{IncidentId, PersonId, ServiceId};
use crate::search::alike;
use crate::time::{DAY, Moment};

/// Of a hundred words that either text has, so many at least are in both: then they speak of the same.
pub const ALIKE_LEAST: u32 = 30;
/// For so long at most one watches whether it comes back.
pub const WATCH_DAYS_MOST: u16 = 366;
/// Unless somebody says otherwise.
pub const WATCH_DAYS: u16 = 90;

/// What it does about it. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// It does not happen again.
    Prevent,
    /// It is noticed sooner.
    Detect,
    /// It does less harm.
    Mitigate,
    /// We work otherwise.
    Process,
}

impl ActionKind {
    pub const ALL: [Self; 4] = [Self::Prevent, Self::Detect, Self::Mitigate, Self::Process];

    pub fn code(self) -> &'static str {
        match self {
            Self::Prevent => "prevent",
            Self::Detect => "detect",
            Self::Mitigate => "mitigate",
            Self::Process => "process",
        }
    }

    pub fn parse(field: &str, typed: &str) -> Result<Self, FieldError> {
        let problem = if typed.is_empty() { Problem::Missing } else { Problem::Unknown };
        Self::ALL.into_iter().find(|kind| kind.code() == typed).ok_or_else(|| FieldError::new(field, problem))
    }
}

/// How it ended. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionEnd {
    Done,
    Dropped,
}

/// What a letter tells of an action. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionNews {
    /// Somebody else gave it to you.
    Given,
    DueSoon,
    Overdue,
    /// To managers.
    Escalated,
    /// Is this what it should prevent?
    Asked,
    /// To its owner and to managers: it came back.
    NotEffective,
}

/// What rings by itself while it is open. The numbers are on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ActionBell {
    DueSoon = 1,
    Overdue = 2,
    Escalated = 3,
}

impl ActionBell {
    pub const ALL: [Self; 3] = [Self::DueSoon, Self::Overdue, Self::Escalated];

    pub fn at(self, due: Moment) -> Moment {
        due.plus(match self {
            Self::DueSoon => -2 * DAY,
            Self::Overdue => 0,
            Self::Escalated => 7 * DAY,
        })
    }

    pub fn news(self) -> ActionNews {
        match self {
            Self::DueSoon => ActionNews::DueSoon,
            Self::Overdue => ActionNews::Overdue,
            Self::Escalated => ActionNews::Escalated,
        }
    }
}

/// What happened to it. On disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Added,
    /// By the names of the fields.
    Changed(Vec<String>),
    Ended(ActionEnd),
    Escalated,
    Asked(IncidentId),
    Answered {
        incident: IncidentId,
        yes: bool,
    },
}

/// What it should prevent: everything that is named here has to fit. On disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prevents {
    /// That it hits this service, or one that needs it.
    pub service: Option<ServiceId>,
    pub kind: Option<IncidentType>,
    pub words: String,
}

/// What a new incident is, for the comparison.
#[derive(Clone, Debug)]
pub struct Met<'a> {
    pub services: &'a [ServiceId],
    /// What these need, near and far.
    pub upstream: &'a [ServiceId],
    pub kind: IncidentType,
    pub title: &'a str,
}

/// Why a new incident fits. On disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fit {
    pub service: Option<Hit>,
    pub kind: Option<IncidentType>,
    /// Words in both, of a hundred in either.
    pub words: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hit {
    Itself(ServiceId),
    /// A service that needs this one.
    Upstream(ServiceId),
}

impl Prevents {
    pub fn is_nothing(&self) -> bool {
        self.service.is_none() && self.kind.is_none() && self.words.is_empty()
    }

    /// `None` unless all that is named fits, and something is named.
    pub fn fit(&self, met: &Met<'_>) -> Option<Fit> {
        if self.is_nothing() {
            return None;
        }
        let service = match self.service {
            Some(service) if met.services.contains(&service) => Some(Hit::Itself(service)),
            Some(service) if met.upstream.contains(&service) => Some(Hit::Upstream(service)),
            Some(_) => return None,
            None => None,
        };
        if self.kind.is_some_and(|kind| kind != met.kind) {
            return None;
        }
        let words = (!self.words.is_empty()).then(|| alike(&self.words, met.title));
        if words.is_some_and(|share| share < ALIKE_LEAST) {
            return None;
        }
        Some(Fit { service, kind: self.kind, words })
    }
}

/// A new incident that fitted, and what somebody said of it. On disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub incident: IncidentId,
    pub at: Moment,
    pub fit: Fit,
    #[serde(default)]
    pub answer: Option<Answer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// It is what the action should have prevented.
    pub yes: bool,
    pub at: Moment,
    pub by: Option<PersonId>,
}

/// Whether it did what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worth {
    Open,
    Dropped,
    /// Done, and it names nothing to watch for.
    NotWatched,
    /// Done, and watched until then.
    Watched(Moment),
    EffectiveSoFar,
    NotEffective,
}

impl Worth {
    /// `watched_until` is `None` where nothing is watched for.
    pub fn of(end: Option<ActionEnd>, watched_until: Option<Moment>, questions: &[Question], now: Moment) -> Self {
        let came_back = questions.iter().any(|question| question.answer.is_some_and(|answer| answer.yes));
        match (end, watched_until) {
            (None, _) => Self::Open,
            (Some(ActionEnd::Dropped), _) => Self::Dropped,
            (Some(ActionEnd::Done), _) if came_back => Self::NotEffective,
            (Some(ActionEnd::Done), None) => Self::NotWatched,
            (Some(ActionEnd::Done), Some(until)) if now < until => Self::Watched(until),
            (Some(ActionEnd::Done), Some(_)) => Self::EffectiveSoFar,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: ServiceId = ServiceId(1);
    const STORE: ServiceId = ServiceId(2);

    fn prevents(service: Option<ServiceId>, kind: Option<IncidentType>, words: &str) -> Prevents {
        Prevents { service, kind, words: words.to_owned() }
    }

    fn met(title: &str) -> Met<'_> {
        Met { services: &[MAIL], upstream: &[STORE], kind: IncidentType::Outage, title }
    }

    #[test]
    fn everything_that_is_named_has_to_fit() {
        let queue = met("Mail queue is full again");
        let words = prevents(None, None, "Mail queue full");
        assert_eq!(words.fit(&queue), Some(Fit { service: None, kind: None, words: Some(75) }), "3 of 4 words");
        let all = prevents(Some(MAIL), Some(IncidentType::Outage), "mail queue full");
        let fit = Fit { service: Some(Hit::Itself(MAIL)), kind: Some(IncidentType::Outage), words: Some(75) };
        assert_eq!(all.fit(&queue), Some(fit));
        assert_eq!(all.fit(&met("Nobody can print")), None, "other words");
        assert_eq!(prevents(Some(MAIL), Some(IncidentType::Hardware), "").fit(&queue), None, "another type");
        assert_eq!(prevents(Some(ServiceId(3)), None, "mail queue full").fit(&queue), None, "another service");
        assert_eq!(prevents(None, None, "").fit(&queue), None, "nothing is named");
    }

    #[test]
    fn an_incident_of_a_service_that_needs_the_repaired_one_fits() {
        let fit = prevents(Some(STORE), None, "").fit(&met("No mail"));
        assert_eq!(fit.and_then(|fit| fit.service), Some(Hit::Upstream(STORE)));
    }

    #[test]
    fn after_its_watch_without_a_yes_it_is_effective_so_far() {
        let said = |yes| {
            let fit = Fit { service: None, kind: None, words: Some(50) };
            let answer = Some(Answer { yes, at: Moment(5), by: None });
            vec![Question { incident: IncidentId(9), at: Moment(4), fit, answer }]
        };
        let worth =
            |end, until: Option<i64>, questions: &[Question]| Worth::of(end, until.map(Moment), questions, Moment(100));
        let done = Some(ActionEnd::Done);
        assert_eq!(worth(None, None, &[]), Worth::Open);
        assert_eq!(worth(done, None, &[]), Worth::NotWatched);
        assert_eq!(worth(done, Some(101), &[]), Worth::Watched(Moment(101)));
        assert_eq!(worth(done, Some(100), &said(false)), Worth::EffectiveSoFar);
        assert_eq!(worth(done, Some(101), &said(true)), Worth::NotEffective, "a yes settles it at once");
        assert_eq!(worth(Some(ActionEnd::Dropped), Some(100), &[]), Worth::Dropped);
    }
}
