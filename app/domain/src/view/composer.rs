//! Whom one can tell about an incident, and whom an update would reach.

use serde::{Deserialize, Serialize};

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
}
