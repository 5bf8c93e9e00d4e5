//! What was typed into a form of the settings, by the names of its fields. Which there are, and what holds of each,
//! stands in `table.rs`.

use std::collections::BTreeMap;

use domain::permissions::Section;

use super::{Fixed, Line, SETTINGS, section_of};

/// A field that is not in it stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsDraft {
    fields: BTreeMap<String, String>,
    /// The revision the form was drawn at; `None` when there was no form.
    pub(crate) seen: Option<u64>,
}

impl SettingsDraft {
    /// The fields of one section; whatever else was posted is not looked at.
    pub fn posted(section: Section, mut fields: BTreeMap<String, String>, seen: Option<u64>) -> Self {
        fields.retain(|name, _| section_of(name) == Some(section));
        Self { fields, seen }
    }

    #[must_use]
    pub fn with(mut self, name: &str, typed: impl Into<String>) -> Self {
        self.fields.insert(name.to_owned(), typed.into());
        self
    }

    pub(crate) fn typed(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// What has to be open to whoever sends it.
    pub(crate) fn sections(&self) -> impl Iterator<Item = Section> {
        self.fields.keys().filter_map(|name| section_of(name))
    }

    /// Everything that was typed and may be; what the environment fixes is not looked at.
    pub(crate) fn lines(&self, fixed: &Fixed) -> impl Iterator<Item = (&'static Line, &str)> {
        let free = SETTINGS.iter().filter(|line| line.locked_by(fixed).is_none());
        free.filter_map(|line| Some((line, self.typed(line.name)?)))
    }
}
