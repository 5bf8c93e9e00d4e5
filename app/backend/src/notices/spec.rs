//! What holds of a kind of letter, whatever it says.

use domain::permissions::{Action, Object, Section};

/// Whom a kind speaks to, which says where its facts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Who reported or joined an incident. Of a restricted one only these letters carry words; everybody else signs in.
    Reporter,
    /// Who works on it.
    Team,
    /// Whom the team chose to tell.
    Chosen,
    /// One person about their account or the desk: the facts stand in the notice, in no timeline.
    Person,
}

/// What the storm brake makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Braking {
    /// Never held: no storm can be made of it.
    Never,
    /// Costs no token, yet counts towards the hard limit.
    Pressing,
    Usual,
}

/// Where accounts are kept: who reads that reads whose account had which letter.
pub(super) const PEOPLE: Object = Object::Settings(Section::People);

/// What holds of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spec {
    pub to: Audience,
    /// It waits until the press can no longer be undone; the others are answers to who waits for them.
    pub waits: bool,
    pub braking: Braking,
    /// Nobody can stop it: own receipts, questions, assigned work, security duties, one's account.
    pub mandatory: bool,
    /// Its link opens something by itself, so neither screen nor disk keeps it.
    pub secret: bool,
    /// Marked as urgent for the reader's mail program.
    pub urgent: bool,
    /// What somebody must be permitted to read it on a screen when it is about no incident. One that is about an incident
    /// is read where that is.
    pub read_by: (Action, Object),
    /// Who pressed is told as well; of everything else nobody wants to hear what they just did.
    pub of_own_press: bool,
}

impl Spec {
    pub(super) const fn to(to: Audience) -> Self {
        Self {
            to,
            waits: true,
            braking: Braking::Usual,
            mandatory: false,
            secret: false,
            urgent: false,
            read_by: (Action::Read, PEOPLE),
            of_own_press: false,
        }
    }

    pub(super) const fn to_person() -> Self {
        Self::to(Audience::Person).at_once().mandatory().unbraked()
    }

    pub(super) const fn at_once(self) -> Self {
        Self { waits: false, ..self }
    }

    pub(super) const fn unbraked(self) -> Self {
        Self { braking: Braking::Never, ..self }
    }

    pub(super) const fn pressing(self) -> Self {
        Self { braking: Braking::Pressing, ..self }
    }

    pub(super) const fn mandatory(self) -> Self {
        Self { mandatory: true, ..self }
    }

    pub(super) const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    pub(super) const fn urgent(self) -> Self {
        Self { urgent: true, ..self }
    }

    pub(super) const fn of_own_press(self) -> Self {
        Self { of_own_press: true, ..self }
    }
}
