//! Every table of the database on one page, each with its name on disk and what it maps to what.
//! Keys are big-endian composites (`keys.rs`), values are versioned records (`record.rs`). Names on
//! disk never change; a new table is one line here and is created when the folder is next opened.

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident = $name:literal,)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Table {
            $($(#[$doc])* $table,)+
        }

        impl Table {
            pub const ALL: &'static [Table] = &[$(Table::$table,)+];

            /// The name on disk.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Table::$table => $name,)+
                }
            }
        }
    };
}

tables! {
    /// Name of a fact about the database itself -> its bytes (`meta.rs`).
    Meta = "meta",
    /// Name of a setting -> its value.
    Settings = "settings",

    /// Incident -> the incident as its timeline folds it.
    Incidents = "incidents",
    /// Incident, sequence -> header and hashes of one entry (`chain.rs`).
    Timeline = "timeline",
    /// Incident, sequence -> salt and content of that entry; may be deleted, the chain still verifies.
    TimelinePayloads = "timeline_payloads",
    /// Incident, sequence of an entry whose words were deleted -> nothing, until its letters are erased too.
    RedactedEntries = "redacted_entries",
    /// Number as people write it (`INC-42`) -> incident.
    Numbers = "numbers",
    /// Number an incident had before it was restricted -> incident; it opens nothing.
    FormerNumbers = "former_numbers",
    /// Name of a counter -> its last value; no counter counts across visibility classes.
    Counters = "counters",
    /// Visibility class, status, order -> incident and its summary, while it is open or resolved.
    OpenIncidents = "open_incidents",
    /// Visibility class, instant it ended -> incident and its summary.
    EndedIncidents = "ended_incidents",
    /// Status, order -> what visitors may be shown of an incident.
    PublicIncidents = "public_incidents",
    /// Person, incident -> summary of a restricted incident that person is a member of.
    MemberIncidents = "member_incidents",
    /// Person, incident -> how they are related: reporter, owner and the other roles.
    PersonIncidents = "person_incidents",
    /// Person, incident -> the roles that person holds on it while it is open.
    OpenRoles = "open_roles",
    /// Service, instant it ended (the last there is while it lasts), incident, place -> an outage that counts.
    Outages = "outages",
    /// Incident, person -> follower: gets letters about it, with the reason.
    Followers = "followers",

    /// Person -> name, addresses, role, state.
    Persons = "persons",
    /// Address in lower case -> person.
    PersonsByEmail = "persons_by_email",
    /// Person with an account -> whether they work on incidents now; most persons only reported.
    Accounts = "accounts",
    /// Person -> password hash.
    Credentials = "credentials",
    /// SHA-256 of the cookie -> session.
    Sessions = "sessions",
    /// Person, session -> SHA-256 of its cookie.
    SessionsByPerson = "sessions_by_person",
    /// SHA-256 of the link's secret -> what it opens, once, until when.
    OneTimeLinks = "one_time_links",

    /// Service -> name, owner, criticality, dependencies.
    Services = "services",
    /// Instant it stopped, incident, clock -> whether in time: of what is open to the team.
    StoppedClocks = "stopped_clocks",
    /// Instant it was judged, incident, place -> whether the update that was promised came: of what is open to the team.
    JudgedPromises = "judged_promises",
    /// Calendar -> name, zone, hours, days off.
    Calendars = "calendars",
    /// One row -> the targets of the desk.
    Targets = "targets",
    /// Playbook -> name, what it is for, its steps.
    Playbooks = "playbooks",
    /// Rotation -> name, zone, turns, people, hours.
    Rotations = "rotations",
    /// Override -> who is on duty instead, from when to when.
    DutyOverrides = "duty_overrides",
    /// Absence -> who is away, from when to when.
    Absences = "absences",
    /// Person -> how often their private calendar was made anew.
    DutyFeeds = "duty_feeds",
    /// Incident that waits for somebody who takes it -> the next step, when, and who was told.
    Escalations = "escalations",
    /// One row -> the steps by which an alert goes on, and who is the last resort.
    Escalation = "escalation",
    /// Person -> when they may be alerted, and where else.
    AlertPrefs = "alert_prefs",
    /// Audience -> name and rule.
    Audiences = "audiences",
    /// Audience, person -> membership.
    AudienceMembers = "audience_members",
    /// Topic, person -> what that person chose.
    Subscriptions = "subscriptions",
    /// Person, topic -> the same, found by person.
    SubscriptionsByPerson = "subscriptions_by_person",

    /// Planned work -> services, words, from when to when, how it ended.
    Planned = "planned",
    /// Whether it has ended, instant of its begin (or of its end, backwards), planned work -> nothing more.
    PlannedOrder = "planned_order",

    /// Action -> what is done so that an incident does not come back, by whom, until when, and whether it worked.
    Actions = "actions",
    /// Open, ended or watched, its day (or the instant it ended, backwards), action -> nothing more.
    ActionOrder = "action_order",
    /// Incident, whether it is of it or came back in it, action -> nothing more.
    ActionsByIncident = "actions_by_incident",
    /// Incident -> its review: whose, until when, what was written.
    Reviews = "reviews",
    /// Whether it is published, its day (or when it was published, backwards), incident -> nothing more.
    ReviewOrder = "review_order",

    /// Due instant, notice -> a letter to be rendered when it is claimed.
    Notices = "notices",
    /// Incident, notice -> its due instant.
    NoticesByIncident = "notices_by_incident",
    /// Letter -> recipient, reason, rendered bytes, state, the relay's answers.
    Letters = "letters",
    /// Incident, letter -> nothing more.
    LettersByIncident = "letters_by_incident",
    /// Person, letter -> nothing more.
    LettersByRecipient = "letters_by_recipient",
    /// Due instant, letter -> its next attempt.
    LetterQueue = "letter_queue",
    /// Whether it is a finished one, incident, sequence -> how the letters of that entry stand.
    Deliveries = "deliveries",
    /// Recipient, incident -> first and last Message-ID of the thread.
    Threads = "threads",

    /// Mail that came -> from where, when, and what became of it.
    Mails = "mails",
    /// SHA-256 of sender and Message-ID -> mail that came.
    MailsByMessage = "mails_by_message",
    /// Mail that came -> the entry it became, and its bytes, for a while.
    MailOriginals = "mail_originals",
    /// Incident, sequence -> the mail that brought the words of that entry.
    MailOriginalsByEntry = "mail_originals_by_entry",

    /// Push target -> its address, way and secret.
    PushTargets = "push_targets",
    /// Push -> to which target, about what, and what came of it.
    Pushes = "pushes",
    /// Due instant, push -> its next attempt.
    PushQueue = "push_queue",

    /// Due instant, kind, subject, discriminator -> nothing more.
    Timers = "timers",
    /// The key of a timer that could not fire -> how often, and when it is tried again.
    StuckTimers = "stuck_timers",

    /// Name of a regular job -> its last run and what came of it.
    Jobs = "jobs",

    /// Sequence -> header and hashes of one journal entry (`chain.rs`).
    Journal = "journal",
    /// Sequence -> salt and content of that entry.
    JournalPayloads = "journal_payloads",

    /// Idempotency key -> the answer that was given, and until when it is kept.
    Idempotency = "idempotency",
    /// Instant of expiry, idempotency key -> nothing more.
    IdempotencyByExpiry = "idempotency_by_expiry",

    /// Visibility class, age (or restricted incident), incident, sequence -> folded text of that entry, or of the head.
    Search = "search",
    /// Whose (or everybody's), number -> a search with its name.
    SavedSearches = "saved_searches",
}

/// Tables of earlier schemas that nobody reads any more, by their names on disk: a migration takes them along.
pub const RETIRED: [&str; 1] = ["timers_by_incident"];

impl Table {
    pub const COUNT: usize = Table::ALL.len();

    /// What visitors may read is made of these tables: while none of them changes, it stays the same but for the time.
    pub const PUBLIC: [Table; 11] = [
        Table::Settings,
        Table::Incidents,
        Table::PublicIncidents,
        Table::Outages,
        Table::Services,
        Table::Calendars,
        Table::Targets,
        Table::Rotations,
        Table::DutyOverrides,
        Table::Absences,
        Table::Planned,
    ];

    /// The table with that name on disk.
    pub fn named(name: &str) -> Option<Table> {
        Table::ALL.iter().copied().find(|table| table.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_has_a_name_of_its_own_and_is_found_by_it() {
        let names: BTreeSet<_> = Table::ALL.iter().map(|table| table.name()).collect();
        assert_eq!(names.len(), Table::COUNT);
        for (place, table) in Table::ALL.iter().enumerate() {
            assert_eq!(Table::named(table.name()), Some(*table));
            assert_eq!(*table as usize, place);
        }
        assert!(RETIRED.iter().all(|name| Table::named(name).is_none()), "a name that is gone is not given again");
    }
}
