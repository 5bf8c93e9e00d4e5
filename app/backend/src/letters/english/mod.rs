//! English letters. One file per group of kinds with all words of each; this one asks for them (`tell`) and puts
//! events, link and footer together.

mod account;
mod action;
mod alert;
mod kind;
mod label;
mod morning;
mod planned;
mod reporter;
mod review;
mod team;
mod update;

use domain::locale::Locale;

pub(super) use kind::kind;

use super::{About, Block, Called, Content, Event, FooterLine, Letter, Link, Reader, Way};
use crate::notices::Matter;

const ANSWERS: &str = "You can answer this letter: your words reach the team that works on it.";
const STOP: &str = "Change or stop these letters";

/// What one event says: its line, then the rest.
struct Told {
    state: String,
    blocks: Vec<Block>,
    /// The subject of a letter about no incident.
    subject: Option<String>,
    /// What its reader is asked to do behind the link.
    button: Option<&'static str>,
}

impl Told {
    fn of(state: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { state: state.into(), blocks, subject: None, button: None }
    }

    fn called(self, subject: impl Into<String>) -> Self {
        Self { subject: Some(subject.into()), ..self }
    }

    fn pressed(self, button: &'static str) -> Self {
        Self { button: Some(button), ..self }
    }
}

pub(super) fn write(letter: &Letter, reader: &Reader) -> Content {
    let (state, blocks) = body(letter, reader);
    Content { state, blocks, link: button(letter, reader), footer: whole_footer(letter, reader) }
}

/// Nobody is asked to answer where nobody reads it.
fn whole_footer(letter: &Letter, reader: &Reader) -> Vec<FooterLine> {
    let mut lines = footer(&letter.why, letter.stop.as_deref(), reader);
    if letter.answers {
        lines.insert(0, FooterLine { text: ANSWERS.to_owned(), link: None });
    }
    lines
}

pub(super) fn write_bundle(letters: &[Letter], link: Option<Way>, reader: &Reader, daily: bool) -> Content {
    let why = if daily {
        "What was told since yesterday about the services you chose, in full."
    } else {
        "Many letters were due to you in a short time. This one holds what they say, in full."
    };
    let mut blocks = vec![paragraph(why)];
    let mut why: Vec<String> = Vec::new();
    for letter in letters {
        blocks.push(Block::Heading(heading(letter)));
        let (state, rest) = body(letter, reader);
        blocks.push(Block::Paragraph(state));
        blocks.extend(rest);
        blocks.extend(button(letter, reader).map(Block::Link));
        if let Some(url) = letter.stop.clone() {
            blocks.push(Block::Link(Link { label: STOP.to_owned(), url }));
        }
        why.extend(letter.why.iter().filter(|reason| !why.contains(reason)).cloned().collect::<Vec<_>>());
    }
    let link = link.map(|way| Link { label: label::of_page(way.opens).to_owned(), url: way.url });
    // Each stops its own: no link of the whole could say what it stops.
    Content { state: bundle_subject(letters.len(), daily), blocks, link, footer: footer(&why, None, reader) }
}

pub(super) fn erased() -> Content {
    let state = "What this letter said is erased.".to_owned();
    let kept = "To whom it went, why, and what the mail server answered is kept.";
    Content { state, blocks: vec![paragraph(kept)], link: None, footer: Vec::new() }
}

pub(super) fn bundle_subject(count: usize, daily: bool) -> String {
    if daily {
        return Locale::English.count(count as u64, "incident", "incidents") + " of your services";
    }
    if count == 1 { "1 more incident".to_owned() } else { format!("{count} more incidents") }
}

pub(super) fn subject(letter: &Letter, reader: &Reader) -> String {
    if letter.about.is_some() {
        return heading(letter);
    }
    let told = letter.events.last().and_then(|event| tell(event, letter, reader).subject);
    told.unwrap_or_else(|| format!("From the incident desk of {}", reader.organisation))
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
        // The state of now stands above all of them.
        if !matches!(event.matter, Matter::Update { .. }) {
            blocks.push(Block::Paragraph(told.state));
        }
        // When the next letter comes is for the others to say.
        if !matches!(event.matter, Matter::Taken { .. }) {
            blocks.extend(told.blocks);
        }
    }
    blocks
}

/// What an older update promised is past, and its workaround stands in the newest.
fn as_past(event: &Event, past: bool) -> Event {
    let mut event = event.clone();
    if let Matter::Update { workaround, next, .. } = &mut event.matter
        && past
    {
        (*workaround, *next) = (None, None);
    }
    event
}

fn name_of(about: &About) -> String {
    match &about.called {
        Called::Title(title) => title.clone(),
        Called::Unnamed { .. } | Called::OwnReport | Called::NewSecurityReport | Called::Restricted => {
            about.number.to_string()
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one match, an arm for each matter")]
fn tell(event: &Event, letter: &Letter, reader: &Reader) -> Told {
    let number = letter.about.as_ref().map(|about| about.number.to_string()).unwrap_or_default();
    let number = number.as_str();
    match &event.matter {
        Matter::Receipt { title, restricted, first_word } => {
            reporter::receipt(number, title.as_deref(), *restricted, first_word, reader)
        }
        Matter::Taken { by } => reporter::taken(number, by),
        Matter::Resolved { words, restored_at } => reporter::resolved(number, words.as_ref(), *restored_at, reader),
        Matter::Reopened => reporter::reopened(number),
        Matter::CancelReversed => reporter::taken_up_again(number),
        Matter::RestrictionLifted => reporter::restriction_lifted(number),
        Matter::Cancelled { why, words } => reporter::cancelled(number, *why, words.as_ref()),
        Matter::TeamMessage { from, words } => reporter::team_message(number, from, words),
        Matter::Question { from, words } => reporter::question(number, from, words),
        Matter::Reminded { words } => reporter::reminded(number, words),
        Matter::ChaseDue { ticket, words, last } => team::chase_due(number, ticket.as_deref(), words, *last, reader),
        Matter::HoldOverdue { reason, words, since } => team::hold_overdue(number, *reason, words, *since, reader),
        Matter::ReporterSaid { who, verdict, words, still_broken } => {
            team::reporter_said(number, who, *verdict, words.as_ref(), *still_broken)
        }
        Matter::NewIncident { service, request, priority, proposed, impact, urgency, reporter, words } => {
            let (service, words) = (service.as_deref(), words.as_ref());
            let levels = (!request).then_some((*priority, *proposed, *impact, *urgency));
            team::new_incident(number, &team::NewIncident { service, levels, reporter, words })
        }
        Matter::Assigned { by, part } => team::assigned(number, by.as_deref(), *part),
        Matter::OpenToTeam { by, reason } => team::open_to_team(number, by, reason),
        Matter::CommandTaken { by, now } => team::command_taken(number, by, now),
        Matter::MajorProposed { by, reason } => team::major_proposed(number, by, reason),
        Matter::PriorityRaised { from, to, reason } => team::priority_raised(number, *from, *to, reason.as_ref()),
        Matter::ClockRang { clock, bell, due } => team::clock_rang(number, *clock, *bell, &reader.time(*due)),
        Matter::PromiseRang { bell, due, first } => team::promise_rang(number, *bell, *first, &reader.time(*due)),
        Matter::LegalRang { name, bell, due } => team::legal_rang(number, name, *bell, *due, reader),
        Matter::Update { words, workaround, next } => {
            update::update(letter.about.as_ref(), words, workaround.as_deref(), *next, reader)
        }
        Matter::Merged { with } => reporter::merged(number, with),
        Matter::TakenApart { from } => reporter::taken_apart(number, from),
        Matter::Duplicate { number: of, by, merged } => team::duplicate(number, of, by, *merged),
        Matter::Restricted => team::restricted(number),
        Matter::NewSecurityReport { priority } => team::new_security_report(number, *priority),
        Matter::Invitation { by, role, until } => account::invitation(by.as_deref(), *role, *until, reader),
        Matter::PasswordReset { until } => account::password_reset(*until, reader),
        Matter::SignInLink { until } => account::sign_in_link(*until, reader),
        Matter::MailTest { by, courier } => account::mail_test(by.as_deref(), courier, reader),
        Matter::AccessAsked { who, number, words } => team::access_asked(who, number, words.as_ref()),
        Matter::ConfirmSubscription { topic, until } => account::confirm_subscription(topic, *until, reader),
        Matter::PrivateReadGranted { who, by } => account::private_read_granted(who, by.as_deref()),
        Matter::GlassBroken { who } => account::glass_broken(who),
        Matter::ChoicesChanged { words } => account::choices_changed(words),
        Matter::LetterFailed { words } => account::letter_failed(words),
        Matter::Monday { parts } => account::monday(parts, reader),
        Matter::StandIn { rotation, by, from, to } => account::stand_in(rotation, by.as_deref(), (*from, *to), reader),
        Matter::Morning { groups } => morning::morning(groups, reader),
        Matter::DataDamaged { last_clean } => account::data_damaged(last_clean.as_deref()),
        Matter::Planned { telling, services, words, begins, ends, ended } => {
            let times = planned::Times { begins: *begins, ends: *ends, ended: *ended };
            planned::planned(*telling, services, words, &times, reader)
        }
        Matter::Action { news, number, words, owner, due, met } => {
            let told = action::Told { number, words: words.as_deref(), owner, due: *due, met };
            action::action(*news, &told, reader)
        }
        Matter::Alert { number, priority, since } => alert::second(number.as_deref(), *priority, &reader.time(*since)),
        Matter::LastResort { number, priority, since, told, phone } => {
            alert::last_resort(number, *priority, &reader.time(*since), (told.as_deref(), phone.as_deref()), reader)
        }
        Matter::MembersNotReached { since } => alert::members_not_reached(&reader.time(*since)),
        Matter::Review { news, number, title, due, unread, parts } => {
            let told = review::Told { number, title: title.as_deref(), due: *due, unread: *unread, parts };
            review::review(*news, &told, reader)
        }
        Matter::MembersByLastResort { number } => team::members_by_last_resort(number),
    }
}

fn button(letter: &Letter, reader: &Reader) -> Option<Link> {
    letter.link.clone().map(|way| Link { label: label::label(letter, reader).to_owned(), url: way.url })
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
