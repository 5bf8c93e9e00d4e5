//! English letters. One file per group of kinds; this one puts events, link and footer together.

mod account;
mod kinds;
mod label;
mod reporter;
mod team;
mod update;

pub(super) use kinds::kind;

use domain::locale::Locale;

use super::{About, Block, Called, Content, Event, FooterLine, Letter, Link, Matter, Reader, Way};

const STOP: &str = "Change or stop these letters";

/// What one event says: its line, then the rest.
struct Told {
    state: String,
    blocks: Vec<Block>,
}

pub(super) fn write(letter: &Letter, reader: &Reader) -> Content {
    let (state, blocks) = body(letter, reader);
    Content { state, blocks, link: button(letter), footer: footer(&letter.why, letter.stop.as_deref(), reader) }
}

pub(super) fn write_bundle(letters: &[Letter], link: Option<Way>, reader: &Reader) -> Content {
    let mut blocks = vec![Block::Paragraph(
        "Many letters were due to you in a short time. This one holds what they say, in full.".to_owned(),
    )];
    let mut why: Vec<String> = Vec::new();
    for letter in letters {
        blocks.push(Block::Heading(heading(letter)));
        let (state, rest) = body(letter, reader);
        blocks.push(Block::Paragraph(state));
        blocks.extend(rest);
        blocks.extend(button(letter).map(Block::Link));
        if let Some(url) = letter.stop.clone() {
            blocks.push(Block::Link(Link { label: STOP.to_owned(), url }));
        }
        why.extend(letter.why.iter().filter(|reason| !why.contains(reason)).cloned().collect::<Vec<_>>());
    }
    let link = link.map(|way| Link { label: label::of_page(way.opens).to_owned(), url: way.url });
    // Each stops its own: no link of the whole could say what it stops.
    Content { state: bundle_subject(letters.len()), blocks, link, footer: footer(&why, None, reader) }
}

pub(super) fn erased() -> Content {
    let state = "What this letter said is erased.".to_owned();
    let kept = "To whom it went, why, and what the mail server answered is kept.";
    Content { state, blocks: vec![paragraph(kept)], link: None, footer: Vec::new() }
}

pub(super) fn bundle_subject(count: usize) -> String {
    if count == 1 { "1 more incident".to_owned() } else { format!("{count} more incidents") }
}

pub(super) fn subject(letter: &Letter, reader: &Reader) -> String {
    if letter.about.is_some() {
        return heading(letter);
    }
    let organisation = &reader.organisation;
    match letter.events.last().map(|event| &event.matter) {
        Some(Matter::Invitation { .. }) => format!("Your invitation to the incident desk of {organisation}"),
        Some(Matter::PasswordReset { .. }) => "Set a new password".to_owned(),
        Some(Matter::SignInLink { .. }) => format!("Sign in to the incident desk of {organisation}"),
        Some(Matter::MailTest { .. }) => format!("Test letter from the incident desk of {organisation}"),
        Some(Matter::AccessAsked { .. }) => "Somebody asks for access to an incident".to_owned(),
        Some(Matter::ConfirmSubscription { topic, .. }) => format!("Confirm: letters about {topic}"),
        Some(Matter::PrivateReadGranted { .. }) => "A right to read restricted incidents was granted".to_owned(),
        Some(Matter::LetterFailed { .. }) => "A letter could not be delivered".to_owned(),
        Some(Matter::GlassBroken { .. }) => "Somebody was made a member of a restricted incident".to_owned(),
        _ => format!("From the incident desk of {organisation}"),
    }
}

/// `[INC-42] Mail is down`; the subject of the thread and the heading in a bundle.
fn heading(letter: &Letter) -> String {
    match &letter.about {
        Some(about) => {
            let name = match &about.called {
                Called::Title(title) => title.clone(),
                Called::Unnamed { service } => Locale::English.without_title(service.as_deref()),
                Called::OwnReport => "Your report".to_owned(),
                Called::NewSecurityReport => "New security report".to_owned(),
                Called::Restricted => "Restricted incident".to_owned(),
            };
            Locale::English.letter_subject(&about.number.to_string(), &name)
        }
        None => "From the incident desk".to_owned(),
    }
}

/// One event speaks for itself. Of several the state as it is now leads, then each in full, newest first.
fn body(letter: &Letter, reader: &Reader) -> (String, Vec<Block>) {
    match letter.events.as_slice() {
        [] => (letter.about.as_ref().map(|about| about.state.clone()).unwrap_or_default(), Vec::new()),
        [only] => {
            let told = tell(only, letter, reader);
            (told.state, told.blocks)
        }
        several => {
            let state = letter.about.as_ref().map_or_else(
                || format!("{} updates", several.len()),
                |about| format!("{}: now {}.", name_of(about), lower_first(&about.state)),
            );
            (state, in_full(several, letter, reader))
        }
    }
}

/// Newest first; what happened in the same minute stands under one heading.
fn in_full(events: &[Event], letter: &Letter, reader: &Reader) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut heading = None;
    for (age, event) in events.iter().rev().enumerate() {
        let told = tell(&as_past(event, age > 0), letter, reader);
        let time = reader.time(event.at);
        if heading.as_ref() != Some(&time) {
            blocks.push(Block::Heading(time.clone()));
            heading = Some(time);
        }
        match &event.matter {
            // The state of now stands above all of them.
            Matter::Update { .. } => blocks.extend(told.blocks),
            // When the next letter comes is for the others to say.
            Matter::Taken { .. } => blocks.push(Block::Paragraph(told.state)),
            _ => {
                blocks.push(Block::Paragraph(told.state));
                blocks.extend(told.blocks);
            }
        }
    }
    blocks
}

/// What an older update promised is past, and its workaround stands in the newest.
fn as_past(event: &Event, past: bool) -> Event {
    match &event.matter {
        Matter::Update { words, .. } if past => {
            Event { at: event.at, matter: Matter::Update { words: words.clone(), workaround: None, next: None } }
        }
        _ => event.clone(),
    }
}

fn name_of(about: &About) -> String {
    match &about.called {
        Called::Title(title) => title.clone(),
        Called::Unnamed { .. } | Called::OwnReport | Called::NewSecurityReport | Called::Restricted => {
            about.number.to_string()
        }
    }
}

fn tell(event: &Event, letter: &Letter, reader: &Reader) -> Told {
    let number = letter.about.as_ref().map(|about| about.number.to_string()).unwrap_or_default();
    reporter::tell(&event.matter, &number, reader)
        .or_else(|| team::tell(&event.matter, &number))
        .or_else(|| update::tell(&event.matter, letter, reader))
        .unwrap_or_else(|| account::tell(&event.matter, reader))
}

fn button(letter: &Letter) -> Option<Link> {
    letter.link.clone().map(|way| Link { label: label::label(letter).to_owned(), url: way.url })
}

fn footer(why: &[String], stop: Option<&str>, reader: &Reader) -> Vec<FooterLine> {
    let mut lines = Vec::new();
    if !why.is_empty() {
        lines.push(FooterLine { text: format!("You get this because {}.", why.join(", and because ")), link: None });
    }
    if let Some(url) = stop {
        lines.push(FooterLine {
            text: "Not needed any more?".to_owned(),
            link: Some(Link { label: STOP.to_owned(), url: url.to_owned() }),
        });
    }
    lines.push(FooterLine { text: format!("The incident desk of {}", reader.organisation), link: None });
    lines
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

/// A person's words as a block, when there are any.
fn quoted(words: Option<&String>) -> Option<Block> {
    words.filter(|words| !words.trim().is_empty()).map(|words| Block::Words(words.clone()))
}
