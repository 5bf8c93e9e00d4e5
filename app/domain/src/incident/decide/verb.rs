use crate::ids::PersonId;
use crate::permissions::Action;

/// What holds of a press whatever the incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// `permits` says who has it.
    pub right: Action,
    /// Whom it names, if anybody.
    pub person: Option<PersonId>,
    /// "Undo" is offered for it.
    pub undoable: bool,
}

impl Verb {
    pub(super) const fn needs(right: Action) -> Self {
        Self { right, person: None, undoable: true }
    }

    pub(super) const fn naming(self, person: Option<PersonId>) -> Self {
        Self { person, ..self }
    }

    pub(super) const fn for_good(self) -> Self {
        Self { undoable: false, ..self }
    }
}
