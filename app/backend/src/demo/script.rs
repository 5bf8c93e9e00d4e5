//! The month: what broke, when, and what was done about it. Deterministic: every demonstration is the same month.

use domain::time::{DAY, HOUR, MINUTE, Moment};

/// What somebody does at an instant.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    pub at: Moment,
    /// Which incident of the month; the script's own count, not its number.
    pub plot: usize,
    pub act: Act,
}

#[derive(Clone, Debug)]
pub(super) enum Act {
    /// Somebody by that name reports; `None` is a visitor.
    Report {
        by: Option<&'static str>,
        trouble: &'static Trouble,
    },
    Join {
        by: &'static str,
    },
    Take {
        by: &'static str,
    },
    Note {
        by: &'static str,
        text: &'static str,
    },
    Publish {
        by: &'static str,
        workaround: &'static str,
    },
    Tell {
        by: &'static str,
        audiences: &'static [&'static str],
        text: &'static str,
        next: i64,
    },
    Hold {
        by: &'static str,
        note: &'static str,
        until: i64,
    },
    Mitigate {
        by: &'static str,
    },
    Resolve {
        by: &'static str,
    },
    StillBroken,
    WorksAgain,
    Cancel {
        by: &'static str,
    },
    Major {
        by: &'static str,
    },
}

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

static TROUBLES: [Trouble; 24] = [
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

static BREACH: Trouble = Trouble {
    title: "Somebody signed in to my mailbox",
    words: "Sent items hold mails I never wrote, from last night.",
    service: "Accounts",
    impact: "medium",
    urgency: "high",
    restricted: true,
    fix: "",
};

const RESPONDERS: [&str; 3] = ["Rui", "Nuno", "In\u{ea}s"];
const REPORTERS: [Option<&str>; 5] = [Some("Ana"), None, Some("Otto"), Some("Lia"), None];
const WORKAROUND: &str = "Use the web access meanwhile; it is not affected.";
const FIRST_WORD: &str = "We know about it and look into it. Nothing you need to do for now.";
const SECOND_WORD: &str = "We found the cause and work on it. Please keep using the workaround.";

/// Incidents that ended before now.
const ENDED: usize = 48;

/// Every scene, in the order of time. The last hours hold what is open now.
pub(super) fn scenes(now: Moment, month: i64) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for plot in 0..ENDED {
        let start =
            Moment(now.0 - month + plot as i64 * (month - 8 * DAY) / ENDED as i64 + (plot as i64 * 37 % 60) * MINUTE);
        ended(&mut scenes, plot, start);
    }
    let begins = ENDED;
    for (place, make) in OPEN.iter().enumerate() {
        make(&mut scenes, begins + place, now);
    }
    scenes.sort_by_key(|scene| scene.at);
    scenes
}

fn ended(scenes: &mut Vec<Scene>, plot: usize, start: Moment) {
    let trouble = &TROUBLES[plot % TROUBLES.len()];
    let by = RESPONDERS[plot % RESPONDERS.len()];
    let mut add = |after: i64, act: Act| scenes.push(Scene { at: start.plus(after), plot, act });
    add(0, Act::Report { by: REPORTERS[plot % REPORTERS.len()], trouble });
    if plot % 12 == 7 {
        add(40 * MINUTE, Act::Cancel { by });
        return;
    }
    let pickup = (4 + plot as i64 * 13 % 50) * MINUTE;
    let work = (1 + plot as i64 * 7 % 9) * HOUR;
    if plot % 4 == 0 {
        add(pickup / 2, Act::Join { by: "Lia" });
    }
    add(pickup, Act::Take { by });
    if plot % 3 == 0 {
        add(pickup + 20 * MINUTE, Act::Note { by, text: "Logs read; a restart did not help. Looking upstream." });
    }
    if trouble.impact == "high" {
        add(pickup + 6 * MINUTE, Act::Publish { by, workaround: WORKAROUND });
        add(pickup + 12 * MINUTE, Act::Tell { by, audiences: &["Everyone affected"], text: FIRST_WORD, next: HOUR });
        add(
            pickup + 62 * MINUTE,
            Act::Tell { by, audiences: &["Everyone affected", "Executive"], text: SECOND_WORD, next: 2 * HOUR },
        );
    }
    if plot % 2 == 0 {
        add(pickup + work / 2 + 65 * MINUTE, Act::Mitigate { by });
    }
    add(pickup + work + 90 * MINUTE, Act::Resolve { by });
    if plot % 11 == 5 {
        add(pickup + work + 3 * HOUR, Act::StillBroken);
        add(pickup + work + 5 * HOUR, Act::Resolve { by });
    }
    if plot % 5 == 0 {
        add(pickup + work + 6 * HOUR, Act::WorksAgain);
    }
}

type Plot = fn(&mut Vec<Scene>, usize, Moment);

/// What is on the board now: every open status, a hold, a re-opened one, a major one, a restricted one.
const OPEN: [Plot; 14] = [
    |s, plot, now| lately(s, plot, now, 3, 4 * MINUTE, &[]),
    |s, plot, now| lately(s, plot, now, 14, 18 * MINUTE, &[]),
    |s, plot, now| lately(s, plot, now, 9, 51 * MINUTE, &[]),
    |s, plot, now| lately(s, plot, now, 20, 3 * HOUR, &[]),
    |s, plot, now| {
        lately(
            s,
            plot,
            now,
            7,
            95 * MINUTE,
            &[
                (2, Act::Join { by: "Lia" }),
                (3, Act::Join { by: "Otto" }),
                (5, Act::Take { by: "Rui" }),
                (9, Act::Major { by: "Mara" }),
                (12, Act::Publish { by: "Rui", workaround: "The guest Wi-Fi in the main building works." }),
                (
                    14,
                    Act::Tell {
                        by: "Mara",
                        audiences: &["Everyone affected", "Executive", "Technical"],
                        text: FIRST_WORD,
                        next: HOUR,
                    },
                ),
                (
                    40,
                    Act::Note {
                        by: "Rui",
                        text: "- Switch **annex-2** has no uplink\n- Building works since 13:00\n- On the way with a spare patch",
                    },
                ),
                (
                    72,
                    Act::Tell {
                        by: "Mara",
                        audiences: &["Everyone affected", "Executive"],
                        text: SECOND_WORD,
                        next: 45 * MINUTE,
                    },
                ),
            ],
        );
    },
    |s, plot, now| {
        lately(
            s,
            plot,
            now,
            1,
            5 * HOUR,
            &[(12, Act::Take { by: "Nuno" }), (30, Act::Note { by: "Nuno", text: "Seen on my own machine too." })],
        )
    },
    |s, plot, now| {
        lately(
            s,
            plot,
            now,
            12,
            26 * HOUR,
            &[
                (25, Act::Take { by: "In\u{ea}s" }),
                (60, Act::Hold { by: "In\u{ea}s", note: "Their postmaster answers within a day", until: 30 * HOUR }),
            ],
        );
    },
    |s, plot, now| {
        lately(s, plot, now, 16, 7 * HOUR, &[(8, Act::Take { by: "Nuno" }), (90, Act::Mitigate { by: "Nuno" })])
    },
    |s, plot, now| {
        lately(s, plot, now, 2, 9 * HOUR, &[(8, Act::Take { by: "Rui" }), (200, Act::Mitigate { by: "Rui" })])
    },
    |s, plot, now| {
        lately(
            s,
            plot,
            now,
            10,
            28 * HOUR,
            &[(10, Act::Take { by: "Nuno" }), (120, Act::Resolve { by: "Nuno" }), (600, Act::StillBroken)],
        );
    },
    |s, plot, now| {
        lately(s, plot, now, 5, 30 * HOUR, &[(6, Act::Take { by: "Rui" }), (45, Act::Resolve { by: "Rui" })])
    },
    |s, plot, now| {
        lately(
            s,
            plot,
            now,
            17,
            50 * HOUR,
            &[(20, Act::Take { by: "In\u{ea}s" }), (90, Act::Resolve { by: "In\u{ea}s" }), (300, Act::WorksAgain)],
        )
    },
    |s, plot, now| {
        lately(s, plot, now, 4, 70 * HOUR, &[(50, Act::Take { by: "Nuno" }), (160, Act::Resolve { by: "Nuno" })])
    },
    |s, plot, now| {
        let start = now.plus(-4 * HOUR);
        s.push(Scene { at: start, plot, act: Act::Report { by: Some("Ana"), trouble: &BREACH } });
        s.push(Scene { at: start.plus(7 * MINUTE), plot, act: Act::Take { by: "Ada" } });
        let text = "Sessions revoked, password reset. Sign-in came from an unknown network at 02:14.";
        s.push(Scene { at: start.plus(30 * MINUTE), plot, act: Act::Note { by: "Ada", text } });
    },
];

/// A report so long ago, and what followed, in minutes after it.
fn lately(scenes: &mut Vec<Scene>, plot: usize, now: Moment, trouble: usize, ago: i64, acts: &[(i64, Act)]) {
    let start = now.plus(-ago);
    let trouble = &TROUBLES[trouble % TROUBLES.len()];
    let by = REPORTERS[plot % REPORTERS.len()];
    scenes.push(Scene { at: start, plot, act: Act::Report { by, trouble } });
    for (minutes, act) in acts {
        scenes.push(Scene { at: start.plus(minutes * MINUTE), plot, act: act.clone() });
    }
}

/// How the trouble of that title ended.
pub(super) fn fix_of(title: &str) -> &'static str {
    TROUBLES.iter().find(|t| t.title == title).map_or("It works again.", |t| t.fix)
}
