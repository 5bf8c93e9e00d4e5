//! A report as it is typed, and as it is understood. The browser and the server parse it with the same code.

use serde::de::value::{Error as Unread, MapDeserializer};
use serde::{Deserialize, Serialize};

use crate::classification::Level;
use crate::field::{Fields, Problem};
use crate::ids::ServiceId;
use crate::person::Email;
use crate::refusal::Refusal;
use crate::text::{Contact, Description, PersonName, Title};

/// The fields of `/report`, exactly as typed; nothing of it is lost on a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportDraft {
    pub title: String,
    pub description: String,
    /// A service's id, or empty for "I don't know".
    pub service: String,
    pub impact: String,
    pub urgency: String,
    pub name: String,
    pub email: String,
    pub contact: String,
    /// `on` when the reporter asks that only few people see it.
    pub restricted: String,
    /// When it reached whoever enters it for somebody, as a field of date and time holds it; empty is now.
    pub reached: String,
    /// Made when the form was rendered; with a digest of the fields it makes a resend harmless.
    pub nonce: String,
}

/// What the reporter said of the matter, apart from what rules look at. It is recorded as it stands here, so a new
/// field of a report is added to this struct once; entries written before it read as its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// Their own words for it, which stay when the team renames it.
    pub title: String,
    pub description: String,
}

/// A report whose every field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedReport {
    pub title: Title,
    pub statement: Statement,
    pub service: Option<ServiceId>,
    pub impact: Level,
    pub urgency: Level,
    pub name: Option<PersonName>,
    pub email: Option<Email>,
    pub contact: Option<Contact>,
    pub restricted: bool,
}

impl ReportDraft {
    /// The draft that a form's fields are, by their names; what no draft knows is left out. A draft is texts only, each
    /// with a default, so nothing that was typed can fail to be one.
    pub fn from_fields(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let fields = MapDeserializer::<_, Unread>::new(fields.into_iter());
        Self::deserialize(fields).unwrap_or_default()
    }

    /// All problems at once.
    pub fn parse(&self) -> Result<ParsedReport, Refusal> {
        let mut fields = Fields::default();
        let title = fields.take(Title::parse("title", &self.title));
        let statement = self.statement(title.as_ref(), &mut fields);
        let service = match self.service.trim() {
            "" | "unknown" => None,
            id => match id.parse() {
                Ok(service) => Some(service),
                Err(_) => {
                    fields.refuse("service", Problem::Unknown);
                    None
                }
            },
        };
        let impact = fields.take(Level::parse("impact", &self.impact));
        let urgency = fields.take(Level::parse("urgency", &self.urgency));
        let name = fields.take(PersonName::parse_optional("name", &self.name)).flatten();
        let email = fields.take(Email::parse_optional("email", &self.email)).flatten();
        let contact = fields.take(Contact::parse_optional("contact", &self.contact)).flatten();
        let (Some(title), Some(impact), Some(urgency)) = (title, impact, urgency) else {
            return Err(fields.into_refusal());
        };
        fields.finish()?;
        let restricted = matches!(self.restricted.as_str(), "on" | "true" | "yes");
        Ok(ParsedReport { title, statement, service, impact, urgency, name, email, contact, restricted })
    }

    fn statement(&self, title: Option<&Title>, fields: &mut Fields) -> Statement {
        let description = fields.take(Description::parse_optional("description", &self.description)).flatten();
        Statement {
            title: title.map(ToString::to_string).unwrap_or_default(),
            description: description.map(Description::into_string).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_told_at_once() {
        let draft = ReportDraft { email: "ana@".into(), ..ReportDraft::default() };
        let Err(Refusal::Fields(errors)) = draft.parse() else { panic!("refused by field") };
        let fields: Vec<_> = errors.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(fields, ["title", "impact", "urgency", "email"]);
    }

    #[test]
    fn the_fields_of_ana_s_form_are_her_draft_whatever_else_the_form_holds() {
        let typed = [("title", "No mail"), ("impact", "low"), ("seen", "never heard of"), ("restricted", "on")];
        let draft = ReportDraft::from_fields(typed.map(|(name, words)| (name.to_owned(), words.to_owned())));
        let restricted = "on".to_owned();
        let expected =
            ReportDraft { title: "No mail".into(), impact: "low".into(), restricted, ..ReportDraft::default() };
        assert_eq!(draft, expected);
    }
}
