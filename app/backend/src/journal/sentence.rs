//! A fact in words, to follow the name of whoever did it. An incident is named only to those who may see it; the
//! caller of this module decides that.

use domain::ids::PersonId;
use domain::locale::{Locale, Names};
use domain::planned::End;
use domain::time::Moment;

use super::{Difference, Fact, Value};
use crate::settings::journal_words;
use crate::time_text::Reader;

/// `incident` is the number of the incident the fact is about, when the reader may know it.
pub fn sentence(locale: Locale, fact: &Fact, incident: Option<&str>, names: &dyn Names, reader: Reader) -> String {
    match locale {
        Locale::English => english(fact, incident, names, reader),
    }
}

#[expect(clippy::too_many_lines, reason = "one match, an arm for each fact")]
fn english(fact: &Fact, incident: Option<&str>, names: &dyn Names, reader: Reader) -> String {
    let name = |id| names.person(id);
    let role = |role| Locale::English.role(role);
    match fact {
        Fact::SignedIn => "signed in".to_owned(),
        Fact::SignInFailed { person: Some(person), .. } => format!("tried a wrong password for {}", name(*person)),
        Fact::SignInFailed { person: None, typed: Some(typed) } => {
            format!("tried to sign in as {typed}, which is nobody's address")
        }
        Fact::SignInFailed { person: None, typed: None } => "tried to sign in with an address nobody has".to_owned(),
        Fact::SignedOut => "signed out".to_owned(),
        Fact::SessionRevoked { person } => format!("ended a session of {}", name(*person)),
        Fact::PasswordChanged => "set a new password".to_owned(),
        Fact::OwnDetailsChanged { fields } => format!("changed their own {}", own_details(fields)),
        Fact::PasswordSetFor { person } => format!("set a password for {}", name(*person)),
        Fact::PersonAdded { person, role: to } => format!("added {} as {}", name(*person), role(*to)),
        Fact::InvitationSent { person } => format!("sent an invitation to {}", name(*person)),
        Fact::InvitationAccepted => "accepted the invitation".to_owned(),
        Fact::RoleChanged { person, from, to } => {
            format!("changed the role of {} from {} to {}", name(*person), role(*from), role(*to))
        }
        Fact::ReceiptsRevoked { person } => format!("made the receipt links of {} void", name(*person)),
        Fact::PersonDisabled { person } => format!("disabled {}", name(*person)),
        Fact::PersonEnabled { person } => format!("enabled {}", name(*person)),
        Fact::PrivateReadGranted { person } => {
            format!("allowed {} to read every restricted incident", name(*person))
        }
        Fact::PrivateReadWithdrawn { person } => {
            format!("no longer allows {} to read restricted incidents without being a member", name(*person))
        }
        Fact::SetUp => "set Sitrep up".to_owned(),
        Fact::SettingsChanged { fields } => {
            let words: Vec<_> = fields.iter().map(|field| journal_words(field)).collect();
            format!("changed settings: {}", words.join(", "))
        }
        Fact::ServiceChanged { name, changes } => {
            changed(&format!("changed the service {name}"), changes, names, reader)
        }
        Fact::ServiceAdded { name } => format!("added the service {name}"),
        Fact::ServiceRetired { name } => format!("retired the service {name}"),
        Fact::AudienceChanged { name } => format!("changed the audience {name}"),
        Fact::AudienceAdded { name } => format!("added the audience {name}"),
        Fact::AudienceRenamed { from, to } => format!("renamed the audience {from} to {to}"),
        Fact::AudienceEntered { name, people } => format!("put {} on the list {name}", all(people, names)),
        Fact::AudienceLeft { name, people } => format!("took {} off the list {name}", all(people, names)),
        Fact::TargetsChanged { service, changes } if service.is_empty() => {
            changed("changed the targets", changes, names, reader)
        }
        Fact::TargetsChanged { service, changes } => {
            changed(&format!("changed the targets of {service}"), changes, names, reader)
        }
        Fact::TargetsDropped { service } => format!("gave {service} the general targets again"),
        Fact::TargetsConfirmed => "said that the targets are promises".to_owned(),
        Fact::TargetsApplied { incidents: 1 } => "let an open incident be judged by the new targets".to_owned(),
        Fact::TargetsApplied { incidents } => format!("let {incidents} open incidents be judged by the new targets"),
        Fact::CalendarAdded { name } => format!("added the hours {name}"),
        Fact::CalendarChanged { name, changes } => {
            changed(&format!("changed the hours {name}"), changes, names, reader)
        }
        Fact::PlaybookAdded { name } => format!("added the checklist \u{201c}{name}\u{201d}"),
        Fact::PlaybookChanged { name, version } => {
            format!("changed the checklist \u{201c}{name}\u{201d}, which is version {version} now")
        }
        Fact::PlaybookRetired { name } => format!("took the checklist \u{201c}{name}\u{201d} away"),
        Fact::PlannedAdded { on, words } => format!("planned work on {on}: \u{201c}{words}\u{201d}"),
        Fact::PlannedChanged { on, changes } => {
            changed(&format!("changed the planned work on {on}"), changes, names, reader)
        }
        Fact::PlannedEnded { on, end: End::Finished } => format!("finished the planned work on {on}"),
        Fact::PlannedEnded { on, end: End::Cancelled } => format!("called off the planned work on {on}"),
        Fact::PlannedTold { on, audiences, people } => {
            let people = Locale::English.people(*people);
            format!("told {people} in {} of the planned work on {on}", audiences.join(", "))
        }
        Fact::RotationAdded { name } => format!("added the rotation {name}"),
        Fact::PushTargetAdded { name } => format!("added {name}, to which alerts are pushed"),
        Fact::PushTargetChanged { name, fields } => {
            format!("changed {name}, to which alerts are pushed: {}", fields.join(", "))
        }
        Fact::PushTargetRemoved { name } => format!("removed {name}, to which alerts were pushed"),
        Fact::EscalationChanged { fields } => format!("changed how alerts go on: {}", fields.join(", ")),
        Fact::OwnAlertsChanged { fields } => format!("changed when and where they are alerted: {}", fields.join(", ")),
        Fact::RotationChanged { name, fields } => format!("changed the rotation {name}: {}", fields.join(", ")),
        Fact::RotationRemoved { name } => format!("removed the rotation {name}"),
        Fact::DutyOverridden { name: rota, person, from, to } => {
            format!("put {} on duty instead for {rota}, {}", stand_in(*person, names), span(*from, *to))
        }
        Fact::DutyOverrideRemoved { name: rota, person, from, to } => {
            format!("took back that {} is on duty instead for {rota}, {}", stand_in(*person, names), span(*from, *to))
        }
        Fact::AwayEntered { person, from, to } => format!("entered {} as away, {}", name(*person), span(*from, *to)),
        Fact::AwayRemoved { person, from, to } => {
            format!("took back that {} is away, {}", name(*person), span(*from, *to))
        }
        Fact::DutyFeedMade => "made a private link to the calendar of who is on call".to_owned(),
        Fact::DutyFeedEnded => "ended their private link to the calendar of who is on call".to_owned(),
        Fact::RestrictedViewed { .. } => format!("opened {}", incident.unwrap_or("a restricted incident")),
        Fact::AccessAsked { .. } => format!("asked for access to {}", incident.unwrap_or("an incident")),
        Fact::MembersByLastResort { .. } => {
            format!("gave {} members, because it had no active one left", incident.unwrap_or("a restricted incident"))
        }
        Fact::ReportersErased { people: 1 } => {
            "erased the name and address of a reporter whose time was over".to_owned()
        }
        Fact::ReportersErased { people } => {
            format!("erased the names and addresses of {people} reporters whose time was over")
        }
        Fact::GlassBroken { person, .. } => {
            format!("made {} a member of {}", names.person(*person), incident.unwrap_or("a restricted incident"))
        }
        Fact::BackedUp { rows } => format!("made a backup of {rows} rows"),
        Fact::OldLettersSent { letters } => format!("sent {letters} letters from before the copy"),
        Fact::OldLettersDropped { letters } => format!("dropped {letters} letters from before the copy"),
        Fact::DamageFound => "found the data damaged, and kept no copy of it".to_owned(),
        Fact::Restored => "restored a backup".to_owned(),
        Fact::IncidentHead { revision, .. } => {
            format!("noted the head of {} at entry {revision}", incident.unwrap_or("an incident"))
        }
    }
}

fn stand_in(person: Option<PersonId>, names: &dyn Names) -> String {
    person.map_or_else(|| "nobody".to_owned(), |person| names.person(person))
}

/// The same for every reader, so in UTC.
fn span(from: Moment, to: Moment) -> String {
    let reader = Reader::new(None, "UTC", to);
    format!("{} to {}", reader.in_full(from), reader.in_full(to))
}

fn all(people: &[PersonId], names: &dyn Names) -> String {
    people.iter().map(|person| names.person(*person)).collect::<Vec<_>>().join(", ")
}

/// `changed the service E-mail: owner from nobody to Rui Costa`.
fn changed(lead: &str, changes: &[Difference], names: &dyn Names, reader: Reader) -> String {
    let said = |field: &str, value: &Value| match value {
        Value::Nothing if field == "owner" => "nobody".to_owned(),
        Value::Nothing => "nothing".to_owned(),
        Value::Words(words) => format!("\u{201c}{words}\u{201d}"),
        Value::Person(person) => names.person(*person),
        Value::At(at) => reader.time(*at).text,
    };
    let field = |name: &str| match name {
        "criticality" => "how much it matters".to_owned(),
        "target" => "the target of its availability".to_owned(),
        "depends_on" => "what it needs".to_owned(),
        "begins" => "when it begins".to_owned(),
        "ends" => "when it ends".to_owned(),
        "team_note" => "the note for the team".to_owned(),
        other => other.to_owned(),
    };
    let one = |change: &Difference| {
        let (before, after) = (said(&change.field, &change.before), said(&change.field, &change.after));
        format!("{} from {before} to {after}", field(&change.field))
    };
    let changes: Vec<_> = changes.iter().map(one).collect();
    if changes.is_empty() { lead.to_owned() } else { format!("{lead}: {}", changes.join("; ")) }
}

fn own_details(fields: &[String]) -> String {
    let words = fields.iter().map(|field| if field == "zone" { "time zone" } else { field.as_str() });
    words.collect::<Vec<_>>().join(" and ")
}
