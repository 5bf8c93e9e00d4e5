//! Letters about an account or the desk itself.

use domain::locale::Locale;

use super::super::{Block, Matter, Reader};
use super::{Told, paragraph};

pub(super) fn tell(matter: &Matter, reader: &Reader) -> Told {
    let desk = format!("the incident desk of {}", reader.organisation);
    match matter {
        Matter::Invitation { by, role, until } => {
            let by =
                by.as_ref().map(|name| format!("{name} invites you")).unwrap_or_else(|| "You are invited".to_owned());
            told(
                format!("{by} to {desk}."),
                format!(
                    "Your role will be {}. The link works once, until {}. It asks you to choose a password.",
                    Locale::English.role(*role),
                    reader.time(*until)
                ),
            )
        }
        Matter::PasswordReset { until } => told(
            "Somebody, hopefully you, asked for a new password.".to_owned(),
            format!(
                "The link works once, until {}. If it was not you, do nothing: your password stays as it is.",
                reader.time(*until)
            ),
        ),
        Matter::SignInLink { until } => told(
            format!("Here is your link to sign in to {desk}."),
            format!("It works once, until {}. If you did not ask for it, do nothing.", reader.time(*until)),
        ),
        Matter::MailTest { by, courier } => told(
            "Mail works: this letter reached you.".to_owned(),
            format!(
                "{} sent it at {} through {courier}. Answer it to see where answers arrive.",
                by.as_deref().unwrap_or("Somebody at the command line"),
                reader.time(reader.now)
            ),
        ),
        Matter::ConfirmSubscription { topic, until } => told(
            format!("Do you want letters about {topic}?"),
            format!(
                "Press the button to confirm, until {}. If you did not ask for them, do nothing and no letter follows.",
                reader.time(*until)
            ),
        ),
        Matter::PrivateReadGranted { who, by } => told(
            format!("{who} may now read every restricted incident."),
            format!(
                "Granted by {}. This stands in the journal, and it can be withdrawn under Settings, People.",
                by.as_deref().unwrap_or("the command line")
            ),
        ),
        Matter::GlassBroken { who } => told(
            format!("{who} was made a member of a restricted incident at the command line."),
            "Somebody who holds the machine used break-glass. This stands in the journal; which incident it was is \
             shown there to its members."
                .to_owned(),
        ),
        Matter::LetterFailed { words } => failed(words),
        // The other groups have told theirs before this one is asked.
        _ => told(format!("A letter from {desk}."), String::new()),
    }
}

fn told(state: String, words: String) -> Told {
    let blocks = if words.is_empty() { Vec::new() } else { vec![paragraph(words)] };
    Told { state, blocks }
}

fn failed(words: &str) -> Told {
    let (what, answer) = words.split_once('\n').unwrap_or((words, ""));
    let after = paragraph("It is not tried again by itself. The mail server said:");
    Told {
        state: format!("A letter could not be delivered: {what}."),
        blocks: vec![after, Block::Words(answer.to_owned())],
    }
}
