//! Whom one can tell about an incident, and whom an update would reach.

use serde::{Deserialize, Serialize};

use crate::audience::{AudienceKind, OnlyFor};
use crate::promise::Preset;
use crate::view::TimeView;

/// Whom one can tell: asked when the composer opens.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ComposerView {
    pub audiences: Vec<AudienceChoice>,
    /// Those that had an update about it; also for who may not tell them.
    pub told: Vec<AudienceChoice>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AudienceChoice {
    pub id: String,
    pub name: String,
    pub people: u64,
    /// Addresses that go on to several.
    #[serde(default)]
    pub lists: u64,
}

/// Who would get a stakeholder update, and why, before it is sent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecipientsView {
    pub recipients: Vec<RecipientView>,
    pub audiences: u64,
    /// Mail is paused or failing, or letters to some of them came back: these will not be reached now.
    pub warning: Option<String>,
    /// It is restricted: whom the audiences chosen would reach and it does not.
    pub kept_from: Option<KeptFrom>,
}

/// A restricted incident is told to its members and to nobody else, whatever audience is chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptFrom {
    /// Those who can be told.
    pub members: u64,
    /// Of each audience those who are not.
    pub left_out: Vec<AudienceChoice>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecipientView {
    pub name: String,
    pub email: String,
    pub reasons: Vec<String>,
    /// Whoever writes the update.
    pub you: bool,
    /// No person but an address that goes on to several.
    #[serde(default)]
    pub list: bool,
}

/// The form that tells several audiences, each what is for it.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdatePage {
    pub number: String,
    pub title: String,
    pub revision: u64,
    pub nonce: String,
    pub restricted: bool,
    /// It has a public title, so the form asks for none.
    pub published: bool,
    pub audiences: Vec<TellableAudience>,
    /// While it is open something can be promised.
    pub open: bool,
    pub usual: Preset,
    pub next_morning: TimeView,
    /// What the form holds before anybody types.
    pub filled: Filled,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TellableAudience {
    pub id: String,
    pub name: String,
    pub kind: AudienceKind,
    pub people: u64,
    pub lists: u64,
}

/// Words that are ready made, or come back after an undo; of the audiences the ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    pub audiences: Vec<String>,
    pub text: String,
    pub only: OnlyFor,
}

/// What would be sent, to whom and why, before it is.
#[derive(Clone, Debug, PartialEq)]
pub struct UpdateCheck {
    pub people: u64,
    pub lists: u64,
    /// Lists, with how many are told singly as well.
    pub doubled: Vec<(String, u64)>,
    pub audiences: u64,
    /// One for each union of audiences: all of them get the same letter.
    pub groups: Vec<ReadersOfOne>,
    /// What executives would read and should not.
    pub found: Vec<String>,
    /// As those who reported it read it on their page.
    pub on_receipt: Option<String>,
    pub warning: Option<String>,
    pub kept_from: Option<KeptFrom>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ReadersOfOne {
    pub audiences: String,
    pub people: Vec<RecipientView>,
    pub lists: u64,
    /// Beyond those that are shown.
    pub more: u64,
    pub subject: String,
    pub text: String,
    pub html: String,
}
