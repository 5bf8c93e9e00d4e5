//! Updates that are ready made, by where an incident stands: what everybody reads, with a version for everyone affected
//! and one for management. They say nothing that the desk does not know, so that they can be sent as they are.

use crate::audience::OnlyFor;
use crate::incident::{Incident, Status};
use crate::locale::Locale;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    First,
    Update,
    WorksAgain,
    Resolved,
}

/// What is known of the incident, as its readers may read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Names of what is hit.
    pub services: Vec<String>,
    /// Who reported or joined.
    pub people: u64,
    pub since: String,
    pub until: Option<String>,
    pub workaround: Option<String>,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::First, Self::Update, Self::WorksAgain, Self::Resolved];

    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Update => "update",
            Self::WorksAgain => "works",
            Self::Resolved => "resolved",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// The one that fits.
    pub fn of(incident: &Incident) -> Self {
        match incident.status {
            Status::Mitigated => Self::WorksAgain,
            Status::Resolved | Status::Closed => Self::Resolved,
            Status::Reported | Status::Investigating | Status::Cancelled | Status::Merged => {
                if incident.told.is_empty() { Self::First } else { Self::Update }
            }
        }
    }
}

impl Locale {
    pub fn stage(self, stage: Stage) -> &'static str {
        match stage {
            Stage::First => "First notice",
            Stage::Update => "Update",
            Stage::WorksAgain => "Works again",
            Stage::Resolved => "Resolved",
        }
    }

    /// For everybody, and for some.
    pub fn template(self, stage: Stage, standing: &Standing) -> (String, OnlyFor) {
        let what = if standing.services.is_empty() { "Something".to_owned() } else { self.list(&standing.services) };
        let one = standing.services.len() < 2;
        let (is, works) = if one { ("is", "works") } else { ("are", "work") };
        let reported = match standing.people {
            0 => "Nobody has reported it yet.".to_owned(),
            people => format!("{} so far.", self.count(people, "person has reported it", "people have reported it")),
        };
        let workaround = standing.workaround.as_ref().map(|words| format!("Until then: {words}"));
        let meanwhile = || workaround.clone().unwrap_or_else(|| "There is nothing you can do meanwhile.".to_owned());
        let since = &standing.since;
        let lasted = standing
            .until
            .as_ref()
            .map_or_else(|| format!("It began {since}."), |until| format!("It lasted from {since} until {until}."));
        let (text, affected, executive) = match stage {
            Stage::First => (
                format!("{what} {is} not working properly since {since}. The team knows and is looking into it."),
                format!("{} You need not report it again.", meanwhile()),
                format!("{reported} Which part of the business is hit, and when it ends, is not known yet."),
            ),
            Stage::Update => (
                format!("{what} {is} still not working properly. The team is working on it."),
                meanwhile(),
                format!("{reported} It began {since}. When it ends is not known yet."),
            ),
            Stage::WorksAgain => (
                format!("{what} should work again. The team is watching it."),
                "Please try again what did not work. If it is still broken, tell us.".to_owned(),
                format!("It began {since}. {reported} It counts as over once it has held."),
            ),
            Stage::Resolved => (
                format!("{what} {works} again."),
                "You need to do nothing. If it is still broken for you, tell us.".to_owned(),
                format!("{lasted} {reported}"),
            ),
        };
        (text, OnlyFor { affected, executive, technical: String::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::leak::host_names;

    #[test]
    fn a_first_notice_says_what_is_known_and_gives_nothing_away() {
        let services = vec!["E-mail".to_owned(), "Calendar".to_owned()];
        let standing = Standing { services, people: 3, since: "08:02".into(), ..Standing::default() };
        let (text, only) = Locale::English.template(Stage::First, &standing);
        assert_eq!(
            text,
            "E-mail and Calendar are not working properly since 08:02. The team knows and is looking into it."
        );
        assert!(only.executive.starts_with("3 people have reported it so far."), "{}", only.executive);
        assert_eq!(only.affected, "There is nothing you can do meanwhile. You need not report it again.");
        for stage in Stage::ALL {
            let (text, only) = Locale::English.template(stage, &standing);
            let whole = crate::audience::whole(&text, &only);
            assert!(host_names(&whole).is_empty() && !whole.contains('!'), "{whole}");
            assert!(Stage::parse(stage.code()) == Some(stage) && only.technical.is_empty());
        }
    }
}
