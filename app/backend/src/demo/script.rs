//! The month: what broke, when, and what was done about it. Deterministic: every demonstration is the same month.

use domain::time::{DAY, HOUR, MINUTE, Moment};

use super::learning::{self, Lesson};
use super::planned::{self, Work};
use super::troubles::{BREACH, TROUBLES, Trouble};

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
    /// Plans work on a service, and tells audiences of it.
    Plan {
        by: &'static str,
        work: Work,
    },
    /// What was planned and has begun is done.
    FinishPlanned {
        by: &'static str,
    },
    /// What somebody does so that it does not come back.
    Learn {
        by: &'static str,
        lesson: Lesson,
    },
    /// Comes back to the desk, and so was seen lately.
    SignIn {
        by: &'static str,
    },
}

const RESPONDERS: [&str; 3] = ["Rui", "Nuno", "In\u{ea}s"];
const REPORTERS: [Option<&str>; 5] = [Some("Ana"), None, Some("Otto"), Some("Lia"), None];
const WORKAROUND: &str = "Use the web access meanwhile; it is not affected.";
const FIRST_WORD: &str = "We know about it and look into it. Nothing you need to do for now.";
const SECOND_WORD: &str = "We found the cause and work on it. Please keep using the workaround.";

/// Who was at the desk last, so long ago.
const SEEN: [(&str, i64); 8] = [
    ("Otto", 26 * HOUR),
    ("Ana", 5 * HOUR),
    ("In\u{ea}s", 4 * HOUR),
    ("Ada", 2 * HOUR),
    ("Lia", 94 * MINUTE),
    ("Mara", 22 * MINUTE),
    ("Nuno", 16 * MINUTE),
    ("Rui", 3 * MINUTE),
];

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
    for (at, act) in planned::acts(now) {
        scenes.push(Scene { at, plot: begins, act });
    }
    scenes.extend(learning::scenes(now));
    for (by, ago) in SEEN {
        scenes.push(Scene { at: now.plus(-ago), plot: begins, act: Act::SignIn { by } });
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
    if plot.is_multiple_of(4) {
        add(pickup / 2, Act::Join { by: "Lia" });
    }
    add(pickup, Act::Take { by });
    if plot.is_multiple_of(3) {
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
    if plot.is_multiple_of(2) {
        add(pickup + work / 2 + 65 * MINUTE, Act::Mitigate { by });
    }
    add(pickup + work + 90 * MINUTE, Act::Resolve { by });
    if plot % 11 == 5 {
        add(pickup + work + 3 * HOUR, Act::StillBroken);
        add(pickup + work + 5 * HOUR, Act::Resolve { by });
    }
    if plot.is_multiple_of(5) {
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
