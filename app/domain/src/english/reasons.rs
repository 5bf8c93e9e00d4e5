//! Why somebody gets a letter.

use crate::audience::RecipientReason;
use crate::locale::Locale;

impl Locale {
    /// Why somebody gets a letter, to stand after "because".
    pub fn recipient_reason(self, reason: &RecipientReason) -> String {
        match reason {
            RecipientReason::Reporter => "you reported it".to_owned(),
            RecipientReason::Joined => "you said it hits you too".to_owned(),
            RecipientReason::Follower => "you follow it".to_owned(),
            RecipientReason::Audience(name) => format!("you are in the audience \u{201c}{name}\u{201d}"),
            RecipientReason::Rule { audience, r#as } => {
                format!("you are in the audience \u{201c}{audience}\u{201d} as {as}", as = r#as)
            }
            RecipientReason::Service(name) => format!("you subscribed to {name}"),
            RecipientReason::OwnsService(name) => format!("you own {name}"),
            RecipientReason::Team => "you work on incidents".to_owned(),
            RecipientReason::OnCall => "you are on call".to_owned(),
            RecipientReason::NobodyOnCall => "nobody is on call now".to_owned(),
            RecipientReason::NotTaken => "nobody has taken it yet".to_owned(),
            RecipientReason::Owner => "you own it".to_owned(),
            RecipientReason::IncidentManager => "you are its incident manager".to_owned(),
            RecipientReason::CommunicationsLead => "you are its communications lead".to_owned(),
            RecipientReason::Member => "you are a member of it".to_owned(),
        }
    }

    /// The same as a label, for the team's screens.
    pub fn recipient_label(self, reason: &RecipientReason) -> String {
        match reason {
            RecipientReason::Reporter => "reporter".to_owned(),
            RecipientReason::Joined => "joined".to_owned(),
            RecipientReason::Follower => "follower".to_owned(),
            RecipientReason::Audience(name) => name.clone(),
            RecipientReason::Rule { audience, r#as } => format!("{audience}, as {as}", as = r#as),
            RecipientReason::Service(name) => format!("subscribed to {name}"),
            RecipientReason::OwnsService(name) => format!("owns {name}"),
            RecipientReason::Team => "team".to_owned(),
            RecipientReason::OnCall => "on call".to_owned(),
            RecipientReason::NobodyOnCall => "nobody on call".to_owned(),
            RecipientReason::NotTaken => "not taken yet".to_owned(),
            RecipientReason::Owner => "owner".to_owned(),
            RecipientReason::IncidentManager => "incident manager".to_owned(),
            RecipientReason::CommunicationsLead => "communications lead".to_owned(),
            RecipientReason::Member => "member".to_owned(),
        }
    }
}
