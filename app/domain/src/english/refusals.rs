//! Why not, and how to mend it.

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

/// Words that fit every field.
pub(super) const GENERAL: [&str; 3] =
    ["This is needed.", "Choose one of the list.", "This cannot be understood as it stands."];
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

fn missing(field: &str) -> &'static str {
    match field {
        "title" => "Say in a few words what is broken.",
        "impact" => "Choose how many are hit.",
        "urgency" => "Choose what it does to the work.",
        "email" => "Write a mail address.",
        "password" => "Write a password.",
        "name" => "Write a name.",
        "reason" => "Say why, in a few words.",
        "resolution" => "Say how it was fixed.",
        "what" => "Say what was done.",
        "text" | "words" => "Write something first.",
        "public_title" => "Give it a public title; the workaround is shown under it.",
        "at" | "aware_at" => "Say when it was.",
        "criteria" => "Say what makes it one that the law asks about.",
        "whom" => "Say who was told.",
        "why_not" => "Say why nobody need be told.",
        "whom1" => "Say who is alerted first.",
        _ if field.starts_with("minutes") => "Write how many minutes to wait, from 1 to 240.",
        "last_resort" => "Say who is the last resort, or leave their step away.",
        "last_address" => "Write the mail address of the last resort.",
        "push_url" => "Write where it is sent to, such as https://ntfy.sh/your-topic.",
        "push_secret" => "Write a secret of at least 16 characters, which the receiver knows too.",
        "begins" => "Say when it begins.",
        "ends" => "Say when it ends.",
        "note" => "Say what it waits for.",
        "unread" => "Ask somebody else to read it and press \u{201c}I have read it\u{201d}, or tick that nobody has.",
        "line_at" => "Say when that was.",
        "line" => "Write what happened then.",
        "number" => "Write the number of the incident it comes from.",
        "owner" => "Choose who does it.",
        "due" => "Choose the day until which it is done.",
        "question" => "Write what you ask them.",
        "audiences" => "Choose at least one audience.",
        "ticked" => "Tick at least one report in the list.",
        "into" => "Write the number of the incident that they belong to.",
        "smtp_host" => "Write the name of the mail server.",
        "smtp_user" => "Write the user that this password is of.",
        "smtp_password" => "Write the password: the stored one is kept for the same server, user and way only.",
        "public_url" => "Say under which address people reach Sitrep; links in letters begin with it.",
        _ => GENERAL[0],
    }
}

fn unknown(field: &str) -> &'static str {
    match field {
        "into" | "number" => "There is no such incident, or it is not yours to see. Write a number like INC-42.",
        _ => GENERAL[1],
    }
}

fn malformed(field: &str) -> &'static str {
    match field {
        "begins" | "ends" | "at" | "aware_at" | "reached" | "again" => "Choose a day and a time.",
        "zone" => "Write a time zone like Europe/Lisbon.",
        "public_url" => "Write an address like https://desk.example.org, without a path.",
        "smtp_url" | "second_smtp_url" => {
            "Write an address like smtps://user:password@mail.example.org. A password that holds / # ? or % is typed into \
             the fields instead."
        }
        "smtp_host" => "Write only the name of the server, such as mail.example.org; the port has a field of its own.",
        "smtp_port" => "Write a number from 1 to 65535, or nothing for the usual one.",
        "smtp_password" => "A password cannot hold the end of a line.",
        "mail_domains" => "Write domains like example.org, separated by spaces.",
        "target" => "Write a number of percent like 99.5, above 0 and at most 100.",
        "legal_deadlines" => "Write a name and a time for each, such as Notification 72h, with commas between them.",
        "second_folder" => "Write the whole path of a folder of the server, such as /mnt/copies.",
        "quiet_from" => "Write a time like 22:00.",
        "quiet_to" => "Write a time like 06:30, another one than where they begin.",
        "status_folder" => "Write the whole path of a folder of the server, such as /srv/status.",
        "hours" => "Write days and hours, one line each, like mon-fri 09:00-17:00; a night is two lines.",
        "hours_from" => "Write a day, such as 2027-01-01.",
        "off" => "This calendar file has no days that can be read.",
        "P1_response" | "P1_resolution" | "P2_response" | "P2_resolution" | "P3_response" | "P3_resolution"
        | "P4_response" | "P4_resolution" => "Write 15m, 4h or 2d; a day is a working day of eight hours.",
        "watch_days" => "Write a number of days from 0 to 366; 0 watches for nothing.",
        "due" => "Choose a day.",
        _ if field.starts_with("minutes") => "Write a number of minutes from 1 to 240.",
        "push_secret" => "Write it in plain letters, digits and signs, without spaces.",
        "push_url" => "Write the whole address, such as https://ntfy.sh/your-topic, without a user or password in it.",
        "repeats" => "Write a number from 0 to 5.",
        "alert_hours" => "Write days and hours, one line each, like mon-fri 07:00-22:00; empty is always.",
        "every_days" => "Write a number of days from 1 to 366.",
        "first" | "from" | "to" => "Choose a day and a time.",
        "emergency_phone" => "Write a number that people can call, like +351 21 000 0000.",
        _ => GENERAL[2],
    }
}
