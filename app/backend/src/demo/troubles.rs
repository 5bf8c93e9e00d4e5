//! What breaks in a demonstration, in the words of those who report it, and what mended it.

/// One kind of trouble and its end.
#[derive(Debug)]
pub(super) struct Trouble {
    pub title: &'static str,
    pub words: &'static str,
    pub service: &'static str,
    pub impact: &'static str,
    pub urgency: &'static str,
    pub restricted: bool,
    pub fix: &'static str,
}

const fn trouble(
    title: &'static str,
    words: &'static str,
    service: &'static str,
    weight: (&'static str, &'static str),
    fix: &'static str,
) -> Trouble {
    Trouble { title, words, service, impact: weight.0, urgency: weight.1, restricted: false, fix }
}

const ALL: (&str, &str) = ("high", "high");
const SLOW: (&str, &str) = ("high", "medium");
const TEAM: (&str, &str) = ("medium", "high");
const HINDERED: (&str, &str) = ("medium", "medium");
const ONE: (&str, &str) = ("low", "medium");
const CAN_WAIT: (&str, &str) = ("low", "low");

pub(super) static TROUBLES: [Trouble; 24] = [
    trouble(
        "No mail since this morning",
        "Outlook says it cannot reach the server. Phone too.",
        "E-mail",
        ALL,
        "A full queue disk on the mail server; log rotation added.",
    ),
    trouble(
        "VPN drops every ten minutes",
        "I work from home and lose the connection in calls.",
        "VPN",
        TEAM,
        "The new client had an aggressive idle time-out.",
    ),
    trouble(
        "Shared drive is very slow",
        "Opening a folder takes a minute.",
        "Files",
        HINDERED,
        "A backup ran during office hours; moved to the night.",
    ),
    trouble("Printer on floor 2 prints blank pages", "All trays. Toner is new.", "Printing", ONE, "Drum replaced."),
    trouble(
        "Website shows the old opening hours",
        "Visitors phone us about it.",
        "Website",
        CAN_WAIT,
        "Cache of the front page cleared.",
    ),
    trouble(
        "Cannot sign in after password change",
        "It says account locked.",
        "Accounts",
        ONE,
        "Phone still had the old password; account unlocked.",
    ),
    trouble(
        "Phones crackle on outside calls",
        "Callers hear us twice.",
        "Phones",
        HINDERED,
        "Quality-of-service rule restored on the switch.",
    ),
    trouble(
        "Internet is down in the annex",
        "Nothing loads, Wi-Fi shows full bars.",
        "Internet",
        ALL,
        "A fibre patch was pulled during building works.",
    ),
    trouble(
        "Calendar invitations arrive twice",
        "Each meeting shows two times.",
        "E-mail",
        CAN_WAIT,
        "A duplicate rule in the shared mailbox removed.",
    ),
    trouble(
        "Scan to folder fails",
        "Error 0x80 on the display.",
        "Printing",
        HINDERED,
        "The service account's password had expired.",
    ),
    trouble(
        "Files disappeared from the project folder",
        "We had twelve drawings there yesterday.",
        "Files",
        TEAM,
        "Restored from last night's snapshot; moved by mistake.",
    ),
    trouble("VPN refuses my certificate", "It worked last week.", "VPN", ONE, "Certificate renewed and pushed."),
    trouble(
        "Mail to one customer bounces",
        "They say our address is blocked.",
        "E-mail",
        HINDERED,
        "Removed from their block list after we fixed the reverse name.",
    ),
    trouble(
        "Website form sends nothing",
        "Three customers told us.",
        "Website",
        TEAM,
        "The mail token of the form had expired.",
    ),
    trouble("Meeting room phone dead", "Display stays black.", "Phones", CAN_WAIT, "A new power supply."),
    trouble(
        "Everything is slow since lunch",
        "Mail, web, files. All of us.",
        "Internet",
        SLOW,
        "A workstation uploaded a disk image; throttled.",
    ),
    trouble(
        "Two-factor codes are not accepted",
        "My clock is right.",
        "Accounts",
        TEAM,
        "Time on the sign-in server had drifted by two minutes.",
    ),
    trouble("Cannot print PDF forms", "Other documents work.", "Printing", ONE, "Driver rolled back."),
    trouble(
        "Spam filter holds invoices",
        "Suppliers resend by fax.",
        "E-mail",
        HINDERED,
        "Three suppliers put on the list of trusted senders.",
    ),
    trouble("Remote desktop freezes", "Only over VPN.", "VPN", HINDERED, "MTU lowered on the tunnel."),
    trouble("New starter has no access to files", "First day today.", "Accounts", ONE, "Added to the right group."),
    trouble(
        "Website certificate warning",
        "Browsers say not private.",
        "Website",
        SLOW,
        "Certificate renewed; renewal is watched now.",
    ),
    trouble("Drive Q is missing", "After the restart this morning.", "Files", ONE, "Sign-in script corrected."),
    trouble(
        "Outgoing calls fail",
        "We hear a busy tone at once.",
        "Phones",
        ALL,
        "The carrier's gateway failed over; number range re-registered.",
    ),
];

pub(super) static BREACH: Trouble = Trouble {
    title: "Somebody signed in to my mailbox",
    words: "Sent items hold mails I never wrote, from last night.",
    service: "Accounts",
    impact: "medium",
    urgency: "high",
    restricted: true,
    fix: "",
};

/// How the trouble of that title ended.
pub(super) fn fix_of(title: &str) -> &'static str {
    TROUBLES.iter().find(|t| t.title == title).map_or("It works again.", |t| t.fix)
}
