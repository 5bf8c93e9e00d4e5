//! Why not, and how to mend it.

use super::beside_fields::{malformed, missing, unknown};
use crate::field::{Changer, FieldError, NoFolder, Problem};
use crate::incident::{DUPLICATES_MOST, NoMerge};
use crate::locale::Locale;
use crate::refusal::Refusal;
use crate::time::Moment;

const MEGABYTE: u64 = 1_000_000;

impl Locale {
    /// The sentence under a field.
    pub fn problem(self, error: &FieldError) -> String {
        match &error.problem {
            Problem::Missing => missing(&error.field).to_owned(),
            Problem::TooShort { least } => format!("Write at least {least} characters."),
            Problem::TooLong { most, now } => format!("Keep it under {most} characters; it has {now}."),
            Problem::TooMany { most, now } => format!("At most {most} are possible; this would be {now}."),
            Problem::NotAnAddress => "Write a mail address like ana@example.org.".to_owned(),
            Problem::Unknown => unknown(&error.field).to_owned(),
            Problem::Taken => "This is in use already.".to_owned(),
            Problem::Malformed => malformed(&error.field).to_owned(),
            Problem::Lines { first, more } if ["hours", "off"].contains(&error.field.as_str()) => {
                calendar_line(&error.field, first, *more)
            }
            Problem::Lines { first, more } => lines(first, *more),
            Problem::InThePast => "Choose a time in the future.".to_owned(),
            Problem::InTheFuture => "Choose a time that is not in the future.".to_owned(),
            Problem::BeforeItBegins => "It would end before it begins: choose a later time.".to_owned(),
            Problem::OutOfTurn => {
                "It ended or broke again in between: choose a time on the same side of that.".to_owned()
            }
            Problem::TooFarOff => "This is too far off: check the day and the year.".to_owned(),
            Problem::Wrong => "The mail address and password do not fit together.".to_owned(),
            Problem::Weak => "Choose a longer password that is not among the most used.".to_owned(),
            Problem::NotEligible => "Choose somebody who works on incidents and may see this one.".to_owned(),
            Problem::Overlapping => "Two of these overlap on one day.".to_owned(),
            Problem::NotYours => "These hours are not yours alone. Take them yourself, or ask a manager.".to_owned(),
            Problem::Backwards => "Choose an end that comes after the beginning.".to_owned(),
            Problem::PrivateNetwork => "This leads into a private network. Tick that it may.".to_owned(),
            Problem::Circular => "A service cannot need itself, not even through others.".to_owned(),
            Problem::Filter { word, key } => format!(
                "\u{201c}{word}\u{201d} is not understood: {}: takes {}. In quotation marks it is searched for as it stands.",
                key.code(),
                self.filter_takes(*key)
            ),
            Problem::ReadByNobody => "Nobody you chose may read this: choose its audience, or take it out.".to_owned(),
            Problem::NothingFor { kind } => self.nothing_for(*kind).to_owned(),
            Problem::NamesRestricted { number } => {
                format!("{number} is restricted, and these readers may not know of it. Take it out.")
            }
            Problem::Overtaken { by, now, .. } => overtaken(by, now),
            Problem::NoMerge(why) => self.no_merge(*why),
            Problem::Folder(why) => no_folder(*why).to_owned(),
        }
    }

    /// Said of "this one", which was to be merged into "the other one".
    pub fn no_merge(self, why: NoMerge) -> String {
        match why {
            NoMerge::Itself => "This is the same one: write the number of the other one.".to_owned(),
            NoMerge::RestrictedIntoOpen => {
                "This one is restricted, and everybody on the team sees the other one.".to_owned()
            }
            NoMerge::OpenIntoRestricted => {
                "The other one is restricted, and everybody on the team sees this one: restrict it first.".to_owned()
            }
            NoMerge::IsDuplicate => {
                "The other one is merged itself: write the number of the one that it was merged into.".to_owned()
            }
            NoMerge::Ended => "The other one has ended: only what is on the board takes duplicates.".to_owned(),
            NoMerge::HasDuplicates => {
                "This one has duplicates of its own: merge the other one into it, or take them apart first.".to_owned()
            }
            NoMerge::Full => format!("The other one has {DUPLICATES_MOST} duplicates, and takes no more."),
        }
    }

    /// The sentence for a refusal that is not about one field.
    #[expect(clippy::too_many_lines, reason = "one match, an arm for each refusal")]
    pub fn refusal(self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::Fields(errors) => match errors.as_slice() {
                [one] => self.problem(one),
                many => format!("{} fields need another look.", many.len()),
            },
            Refusal::NotAllowed => "Your role does not allow this.".to_owned(),
            Refusal::WrongStatus { status } => {
                format!("This is not possible while the incident is {}.", self.status(*status).to_lowercase())
            }
            Refusal::Changed { .. } => "Somebody changed this meanwhile. Look again, then repeat.".to_owned(),
            Refusal::WasFirst { by, act, words, age, why } => self.was_first(by, act, words.as_deref(), *age, why),
            Refusal::AlreadyOnHold => "It waits already: end that first.".to_owned(),
            Refusal::NotOnHold => "It waits for nothing.".to_owned(),
            Refusal::NotDeclared => "Nobody has declared it yet.".to_owned(),
            Refusal::AlreadyDone => "This was done already.".to_owned(),
            Refusal::OwnWordsTooLate => {
                "The fifteen minutes to take out one's own words are over. Ask the team to take them out.".to_owned()
            }
            Refusal::UndoTooLate => "The ten seconds to undo this are over.".to_owned(),
            Refusal::UndoOverlaid => "Something else happened since, so this cannot be undone.".to_owned(),
            Refusal::TakeApartTooLate => "The hour to take this apart is over.".to_owned(),
            Refusal::ChangedSince => {
                "Something happened to it since it was merged, so it cannot be taken apart.".to_owned()
            }
            Refusal::ReopenTooLate => {
                "It was cancelled more than five working days ago, and stays so. Please report it anew.".to_owned()
            }
            Refusal::DuplicatesAreRestricted => {
                "What was merged into it is restricted as well. Take that apart first.".to_owned()
            }
            Refusal::CommandHeld => {
                "Its incident manager has missed no update that was promised. Ask them to hand over, \
                 or a manager to name somebody else."
                    .to_owned()
            }
            Refusal::NotForRequests => {
                "A request has no priority, affects no service and is not public. Change its type first.".to_owned()
            }
            Refusal::MajorIsNoRequest => {
                "A major incident is no request, nor is one that waits for that decision.".to_owned()
            }
            Refusal::MajorNeedsRoles => {
                "A major incident needs an incident manager and a communications lead.".to_owned()
            }
            Refusal::NeedsCommand => "A P1 or P2 keeps an incident manager. Choose who takes over.".to_owned(),
            Refusal::LastMember => "A restricted incident keeps at least one active member.".to_owned(),
            Refusal::LastAdministrator => "The last administrator must stay one.".to_owned(),
            Refusal::OwnsIncidents { count } => format!(
                "They own {}. Choose who takes over.",
                self.count(u64::from(*count), "open incident", "open incidents")
            ),
            Refusal::TimelineFull => {
                "This incident holds all it can. Please call the team, or report it anew.".to_owned()
            }
            Refusal::EnoughReports { call } => format!(
                "Your network has sent more reports today than anybody can read, so this one was not taken. \
                 Please call {}; what you wrote is still here.",
                call.as_deref().unwrap_or("the team")
            ),
            Refusal::NoRecipients => "Nobody is in these audiences yet. Add people first.".to_owned(),
            Refusal::Revealing { found } => {
                format!(
                    "Executives would read {}. Take it out, or send it anyway from \u{201c}Tell audiences\u{201d}.",
                    self.list(found)
                )
            }
            Refusal::LinkSpent => "This link was used or has expired. Ask for a new one.".to_owned(),
            Refusal::TooManyAttempts { retry_seconds } => {
                format!("Too many attempts. Try again in {}.", self.span(i64::from(*retry_seconds) * 1000))
            }
            Refusal::ConfirmPassword => "Enter your password again for this.".to_owned(),
            Refusal::SetUpDone => "Sitrep is set up already. Sign in instead.".to_owned(),
            Refusal::NoRoom { needed, free } => format!(
                "The copy needs {} MB of the disk and {} MB are free. Make room, then repeat.",
                needed / MEGABYTE,
                free / MEGABYTE
            ),
            Refusal::DataDamaged => DATA_DAMAGED.to_owned(),
            Refusal::NoDemonstration => {
                "This folder holds a real desk, and its time moves by itself. Only that of a demonstration, \
                 which `sitrep demo` makes, can be moved on."
                    .to_owned()
            }
            Refusal::TooFar => "The time of a demonstration moves on, by ten years at most in all.".to_owned(),
            Refusal::SetByEnvironment => "This is set by the server's environment and is changed there.".to_owned(),
        }
    }
}

impl Locale {
    /// "Rui Costa resolved it just now: “A full disk.” This is not possible while the incident is resolved."
    fn was_first(self, by: &str, act: &str, words: Option<&str>, age: i64, why: &Refusal) -> String {
        let ago = self.ago(Moment(age), Moment(0));
        let said = words.map_or_else(|| ".".to_owned(), |words| format!(": \u{201c}{words}\u{201d}"));
        let then = match why {
            Refusal::Changed { .. } => "Look again, then repeat.".to_owned(),
            other => self.refusal(other),
        };
        format!("{by} {act} {ago}{said} {then}")
    }
}

/// Of a line so much is said again.
const LINE_LETTERS: usize = 60;

fn calendar_line(field: &str, first: &str, more: usize) -> String {
    let form = if field == "hours" {
        "mon-fri 09:00-17:00"
    } else {
        "2026-12-25 Christmas, 2026-12-24 12:00-17:00 Christmas Eve or 2026-12-28..2026-12-31 Closed"
    };
    let rest = if more > 0 { " and others" } else { "" };
    format!("\u{201c}{}\u{201d}{rest} cannot be understood. A line is such as {form}.", shortened(first))
}

fn shortened(first: &str) -> String {
    let mut said: String = first.chars().take(LINE_LETTERS).collect();
    if said.len() < first.len() {
        said.push('\u{2026}');
    }
    said
}

fn lines(first: &str, more: usize) -> String {
    let said = shortened(first);
    let rest = match more {
        0 => String::new(),
        1 => " and one more line".to_owned(),
        more => format!(" and {more} more lines"),
    };
    format!(
        "\u{201c}{said}\u{201d}{rest} could not be understood. Write a name and an address, like Ana Lima <ana@example.org>."
    )
}

const DATA_DAMAGED: &str = "The data is damaged, so this copy was not kept; the log says what was found. The last clean \
                            copy is named under Settings, Backup.";

fn no_folder(why: NoFolder) -> &'static str {
    match why {
        NoFolder::Missing => "The server has no folder of this name. Make it, or mount the disk, then repeat.",
        NoFolder::NotAFolder => "This is a file, not a folder.",
        NoFolder::NotWritable => "The user that runs Sitrep may not write there. Let it, then repeat.",
        NoFolder::OfTheData => {
            "This is in the data folder, which has the daily copies already and which nobody else may read. Name a folder elsewhere."
        }
    }
}

fn overtaken(by: &Changer, now: &str) -> String {
    let who = match by {
        Changer::You => "You",
        Changer::Person(name) => name,
        Changer::Somebody => "Somebody",
    };
    let now = if now.is_empty() { "it is empty".to_owned() } else { format!("it says \u{201c}{now}\u{201d}") };
    format!("{who} changed this meanwhile: {now} now.")
}
