//! What one line of the table of settings is, and what the form, the view and the journal ask of it.

use domain::field::FieldError;
use domain::locale::Names;
use domain::permissions::Section;

use super::{Fixed, SETTINGS, Settings, relay_url};

/// One setting.
pub struct Line {
    /// Of the form's field, and on disk in the journal.
    pub name: &'static str,
    /// In the journal's sentence: "changed settings: …".
    pub words: &'static str,
    /// Its form: what is saved together, by whoever may change that.
    pub section: Section,
    /// As it is typed, with any password.
    read: fn(&Settings) -> String,
    /// Parses what was typed, within its bounds.
    write: fn(&mut Settings, &str) -> Result<(), FieldError>,
    say: Option<Say>,
    secret: bool,
    /// The variable of the environment, and what it says.
    fixed: Option<(&'static str, OfFixed)>,
}

type Say = fn(&dyn Names, &Settings) -> String;
type OfFixed = fn(&Fixed) -> Option<&String>;

pub(super) const fn line(
    (name, words): (&'static str, &'static str),
    section: Section,
    read: fn(&Settings) -> String,
    write: fn(&mut Settings, &str) -> Result<(), FieldError>,
) -> Line {
    Line { name, words, section, read, write, say: None, secret: false, fixed: None }
}

impl Line {
    /// The environment may decide it, and then nobody changes it on a screen.
    pub(super) const fn fixed_by(self, variable: &'static str, value: OfFixed) -> Self {
        Self { fixed: Some((variable, value)), ..self }
    }

    /// Readers read something else than what is typed.
    pub(super) const fn read_as(self, say: Say) -> Self {
        Self { say: Some(say), ..self }
    }

    pub(super) const fn with_a_password(self) -> Self {
        Self { secret: true, ..self }
    }

    /// As the form holds it; a password in it is hidden.
    pub(crate) fn shown(&self, settings: &Settings) -> String {
        let value = (self.read)(settings);
        if self.secret && !value.is_empty() { relay_url::with_hidden_password(&value) } else { value }
    }

    /// As a reader reads it.
    pub(crate) fn said(&self, names: &dyn Names, settings: &Settings) -> String {
        self.say.map_or_else(|| self.shown(settings), |say| say(names, settings))
    }

    /// Takes what was typed into a form that showed these settings.
    pub(crate) fn write(&self, settings: &mut Settings, typed: &str) -> Result<(), FieldError> {
        (self.write)(settings, typed)
    }

    pub(crate) fn differs(&self, one: &Settings, other: &Settings) -> bool {
        (self.read)(one) != (self.read)(other)
    }

    /// The variable that decides it on this desk.
    pub(crate) fn locked_by(&self, fixed: &Fixed) -> Option<&'static str> {
        self.fixed.filter(|(_, value)| value(fixed).is_some()).map(|(variable, _)| variable)
    }
}

/// Where the setting of that name is changed.
pub fn section_of(name: &str) -> Option<Section> {
    SETTINGS.iter().find(|line| line.name == name).map(|line| line.section)
}
