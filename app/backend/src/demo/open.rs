//! What is open now, each as a report some time ago and what followed.

use domain::time::{HOUR, MINUTE, Moment};

use super::script::{Act, FIRST_WORD, REPORTERS, SECOND_WORD, Scene};
use super::troubles::{BREACH, TROUBLES};

type Plot = fn(&mut Vec<Scene>, usize, Moment);

/// What is on the board now: every open status, a hold, a re-opened one, a major one, a restricted one; one that nobody
/// takes and that goes further, one whose time has passed with a promise missed, and one that waits for its reporter.
pub(super) const OPEN: [Plot; 18] = [
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
                (7, Act::Confirm { by: "Rui" }),
                (8, Act::Step { by: "Rui", step: 0 }),
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
                (16, Act::Step { by: "Mara", step: 1 }),
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
        lately(s, plot, now, 4, 70 * HOUR, &[(600, Act::Take { by: "Nuno" }), (660, Act::Resolve { by: "Nuno" })])
    },
    |s, plot, now| {
        let start = now.plus(-4 * HOUR);
        s.push(Scene { at: start, plot, act: Act::Report { by: Some("Ana"), trouble: &BREACH } });
        s.push(Scene { at: start.plus(7 * MINUTE), plot, act: Act::Take { by: "Ada" } });
        let text = "Sessions revoked, password reset. Sign-in came from an unknown network at 02:14.";
        s.push(Scene { at: start.plus(30 * MINUTE), plot, act: Act::Note { by: "Ada", text } });
    },
    |s, plot, now| lately(s, plot, now, 13, 24 * MINUTE, &[]),
    |s, plot, now| lately(s, plot, now, 18, 6 * HOUR, &[]),
    |s, plot, now| {
        let told = &["Everyone affected"];
        lately(
            s,
            plot,
            now,
            15,
            9 * HOUR,
            &[
                (8, Act::Take { by: "Nuno" }),
                (20, Act::Tell { by: "Nuno", audiences: told, text: FIRST_WORD, next: 3 * HOUR }),
                (150, Act::Tell { by: "Nuno", audiences: told, text: SECOND_WORD, next: 5 * HOUR }),
            ],
        );
    },
    |s, plot, now| {
        let question = "Which number did you call, and at what time?";
        lately(s, plot, now, 6, 26 * HOUR, &[(15, Act::Take { by: "Nuno" }), (40, Act::Ask { by: "Nuno", question })]);
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
