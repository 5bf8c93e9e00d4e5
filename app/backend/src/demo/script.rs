//! The month: what broke, when, and what was done about it. Deterministic: every demonstration is the same month.

use domain::time::{DAY, HOUR, MINUTE, Moment};

use super::clocks::{self, DeskAct};
use super::learning::{self, Lesson};
use super::open::OPEN;
use super::planned::{self, Work};
use super::troubles::{TROUBLES, Trouble};

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
    /// Says that the service which the report names is down.
    Confirm {
        by: &'static str,
    },
    /// Does a step of the checklist, by its place from 0.
    Step {
        by: &'static str,
        step: u32,
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
    /// Asks whoever reported it, and waits for the answer.
    Ask {
        by: &'static str,
        question: &'static str,
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
    /// What is entered about who is there.
    Desk(DeskAct),
    /// Comes back to the desk, and so was seen lately.
    SignIn {
        by: &'static str,
    },
}

const RESPONDERS: [&str; 3] = ["Rui", "Nuno", "In\u{ea}s"];
pub(super) const REPORTERS: [Option<&str>; 5] = [Some("Ana"), None, Some("Otto"), Some("Lia"), None];
const WORKAROUND: &str = "Use the web access meanwhile; it is not affected.";
pub(super) const FIRST_WORD: &str = "We know about it and look into it. Nothing you need to do for now.";
pub(super) const SECOND_WORD: &str = "We found the cause and work on it. Please keep using the workaround.";

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
    for (at, act) in clocks::acts(now) {
        scenes.push(Scene { at, plot: begins, act: Act::Desk(act) });
    }
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
        add(pickup + 3 * MINUTE, Act::Confirm { by });
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
