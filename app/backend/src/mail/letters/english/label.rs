//! The words on the one link: what opens, and for a reporter what they are asked to do there.

use super::super::{Letter, Matter, Opens};

pub(super) fn label(letter: &Letter) -> &'static str {
    match letter.link.as_ref().map(|way| way.opens) {
        Some(Opens::Report) => of_report(letter),
        Some(Opens::Offer) => of_offer(letter),
        Some(opens) => of_page(opens),
        None => "",
    }
}

pub(super) fn of_page(opens: Opens) -> &'static str {
    match opens {
        Opens::Report => "Open your report",
        Opens::Incident => "Open the incident",
        Opens::PublicWords => "See the current state",
        Opens::Status => "Open the status page",
        Opens::Board => "Open the board",
        Opens::Offer => "Open the incident desk",
    }
}

/// What waits for an answer is asked for, though an update came after it.
fn of_report(letter: &Letter) -> &'static str {
    let asked = letter.events.iter().rev().find_map(|event| match &event.matter {
        Matter::Resolved { .. } => Some("Say whether it works"),
        Matter::TeamMessage { .. } | Matter::Question { .. } => Some("Answer"),
        Matter::Reopened | Matter::Cancelled { .. } => Some(of_page(Opens::Report)),
        _ => None,
    });
    asked.unwrap_or(of_page(Opens::Report))
}

fn of_offer(letter: &Letter) -> &'static str {
    match letter.events.last().map(|event| &event.matter) {
        Some(Matter::Invitation { .. }) => "Accept the invitation",
        Some(Matter::PasswordReset { .. }) => "Set a new password",
        Some(Matter::SignInLink { .. }) => "Sign in",
        Some(Matter::ConfirmSubscription { .. }) => "Confirm",
        Some(Matter::PrivateReadGranted { .. }) => "Open the settings",
        Some(Matter::GlassBroken { .. }) => "Open the journal",
        Some(Matter::LetterFailed { .. }) => "Open the letter",
        Some(Matter::AccessAsked { .. } | Matter::MembersByLastResort { .. }) => of_page(Opens::Incident),
        _ => of_page(Opens::Offer),
    }
}
