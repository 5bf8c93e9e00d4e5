//! Letters about an account or the desk itself; each has a subject of its own.

use domain::locale::Locale;
use domain::person::Role;
use domain::time::Moment;

use super::super::{Block, Reader};
use super::{Told, paragraph};

pub(super) fn invitation(by: Option<&str>, role: Role, until: Moment, reader: &Reader) -> Told {
    let by = by.map_or_else(|| "You are invited".to_owned(), |name| format!("{name} invites you"));
    let role = Locale::English.role(role);
    let words = format!(
        "Your role will be {role}. The link works once, until {}. It asks you to choose a password.",
        reader.time(until)
    );
    told(format!("{by} to {}.", desk(reader)), words)
        .called(format!("Your invitation to {}", desk(reader)))
        .pressed("Accept the invitation")
}

pub(super) fn password_reset(until: Moment, reader: &Reader) -> Told {
    let words = format!(
        "The link works once, until {}. If it was not you, do nothing: your password stays as it is.",
        reader.time(until)
    );
    told("Somebody, hopefully you, asked for a new password.", words)
        .called("Set a new password")
        .pressed("Set a new password")
}

pub(super) fn sign_in_link(until: Moment, reader: &Reader) -> Told {
    let words = format!("It works once, until {}. If you did not ask for it, do nothing.", reader.time(until));
    told(format!("Here is your link to sign in to {}.", desk(reader)), words)
        .called(format!("Sign in to {}", desk(reader)))
        .pressed("Sign in")
}

pub(super) fn mail_test(by: Option<&str>, courier: &str, reader: &Reader) -> Told {
    let by = by.unwrap_or("Somebody at the command line");
    let words = format!(
        "{by} sent it at {} through {courier}. Answer it to see where answers arrive.",
        reader.time(reader.times.now())
    );
    told("Mail works: this letter reached you.", words).called(format!("Test letter from {}", desk(reader)))
}

pub(super) fn confirm_subscription(topic: &str, until: Moment, reader: &Reader) -> Told {
    let words = format!(
        "Press the button to confirm, until {}. If you did not ask for them, do nothing and no letter follows.",
        reader.time(until)
    );
    told(format!("Do you want letters about {topic}?"), words)
        .called(format!("Confirm: letters about {topic}"))
        .pressed("Confirm")
}

pub(super) fn private_read_granted(who: &str, by: Option<&str>) -> Told {
    let by = by.unwrap_or("the command line");
    let words = format!("Granted by {by}. This stands in the journal, and it can be withdrawn under Settings, People.");
    told(format!("{who} may now read every restricted incident."), words)
        .called("A right to read restricted incidents was granted")
        .pressed("Open the settings")
}

pub(super) fn glass_broken(who: &str) -> Told {
    let words = "Somebody who holds the machine used break-glass. This stands in the journal; which incident it was is \
                 shown there to its members.";
    told(format!("{who} was made a member of a restricted incident at the command line."), words)
        .called("Somebody was made a member of a restricted incident")
        .pressed("Open the journal")
}

pub(super) fn stand_in(rotation: &str, by: Option<&str>, hours: (Moment, Moment), reader: &Reader) -> Told {
    let by = by.map(|by| format!(" {by} entered it.")).unwrap_or_default();
    let words = format!("Somebody is away, and you are the next in order.{by} The page shows the month.");
    let (from, to) = (reader.time(hours.0), reader.time(hours.1));
    told(format!("You are on call for {rotation} from {from} until {to}."), words)
        .called(format!("You are on call instead: {rotation}"))
        .pressed("See who is on call")
}

pub(super) fn monday(parts: &[(String, Vec<String>)], reader: &Reader) -> Told {
    let mut blocks = Vec::new();
    for (head, lines) in parts {
        blocks.push(Block::Heading(head.clone()));
        blocks.push(Block::Words(lines.join("\n")));
    }
    blocks.push(paragraph("You asked for this letter under Your account, and can stop it there."));
    Told::of(format!("The week before, at {}.", desk(reader)), blocks)
        .called(format!("The week before, at {}", desk(reader)))
        .pressed("Open the board")
}

pub(super) fn choices_changed(words: &str) -> Told {
    let after = "If it was you, all is well. If not, somebody has a letter of yours: take it back there, and make the \
                 links in older letters void.";
    Told::of(
        "Which letters you get was changed, with a link from one of them.",
        vec![Block::Words(words.to_owned()), paragraph(after)],
    )
    .called("The letters you get were changed")
    .pressed("See it, or take it back")
}

pub(super) fn letter_failed(words: &str) -> Told {
    let (what, answer) = words.split_once('\n').unwrap_or((words, ""));
    let after = paragraph("It is not tried again by itself. The mail server said:");
    Told::of(format!("A letter could not be delivered: {what}."), vec![after, Block::Words(answer.to_owned())])
        .called("A letter could not be delivered")
        .pressed("Open the letter")
}

pub(super) fn data_damaged(last_clean: Option<&str>) -> Told {
    let copy = last_clean.map_or_else(
        || "No clean copy lies in the data folder: look for one on another machine.".to_owned(),
        |name| format!("The last clean copy is {name}. Clean copies are kept until this is mended."),
    );
    let words = format!(
        "A check found that pages or records are not as they were written, so no copy of them was kept. {copy} The button \
         leads to the command that brings it back; the log of the server says what was found."
    );
    told("The data of Sitrep is damaged on the disk.", words)
        .called("The data of Sitrep is damaged")
        .pressed("How to bring it back")
}

fn desk(reader: &Reader) -> String {
    format!("the incident desk of {}", reader.organisation)
}

fn told(state: impl Into<String>, words: impl Into<String>) -> Told {
    Told::of(state, vec![paragraph(words)])
}
