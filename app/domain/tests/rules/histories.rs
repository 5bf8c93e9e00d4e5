//! Clocks that nobody thought of: what happens to them in any order, over hours of any shape. Whatever it is, the segments
//! that count add up to what is counted, and nothing is missing between. The bench walks a million of them
//! (`server/examples/bench/clocks.rs`), and the browser's target the same ten thousand (`app/domain/examples/histories.rs`).

use domain::clock::{Ledger, Mark, MarkKind, SegmentKind, Span, Stretches, Terms, ledger};
use domain::time::{HOUR, MINUTE, Moment, SECOND};

/// Most marks, and stretches of working time, of one history.
const MARKS: u64 = 30;
const STRETCHES: u64 = 40;

/// What ten thousand come to wherever they are folded.
pub const TEN_THOUSAND: u64 = 12_437_091_457_797_319_539;

/// The same numbers on every machine.
struct Dice(u64);

impl Dice {
    /// Below that.
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }

    fn span(&mut self, most: i64) -> i64 {
        i64::try_from(self.roll(most.unsigned_abs())).unwrap_or(0)
    }
}

/// Folds so many, each checked; answers with a digest of all they say.
pub fn checked(count: u64) -> u64 {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    (0..count).fold(0xcbf2_9ce4_8422_2325, |digest, _| one(&mut dice, digest))
}

fn one(dice: &mut Dice, digest: u64) -> u64 {
    let hours = [stretches(dice), stretches(dice)];
    let mut at = Moment(dice.span(HOUR));
    let start = at;
    let terms = |dice: &mut Dice| Terms { target: dice.span(20 * HOUR), hours: &hours[dice.roll(2) as usize] };
    let first = terms(dice);
    let mut marks = vec![Mark { at, kind: MarkKind::Start }];
    for _ in 0..dice.roll(MARKS) {
        // Some fall together.
        at = at.plus(dice.span(5 * HOUR) * i64::from(dice.roll(4) > 0));
        let kind = match dice.roll(7) {
            0 => MarkKind::Pause,
            1 => MarkKind::Resume,
            2 => MarkKind::Stop,
            3 | 4 => MarkKind::Reopen,
            5 => MarkKind::Cancel,
            _ => MarkKind::Target { terms: terms(dice), floor: at.plus(dice.span(HOUR)) },
        };
        marks.push(Mark { at, kind });
    }
    let now = start.plus(dice.span(200 * HOUR));
    let Some(told) = ledger(first, &marks, now) else { return digest };
    adds_up(&told, start, now);
    say(&told, digest)
}

fn stretches(dice: &mut Dice) -> Stretches {
    let mut from = Moment(dice.span(3 * HOUR));
    let spans = (0..dice.roll(STRETCHES)).map(|_| {
        let to = from.plus(dice.span(9 * HOUR) + MINUTE);
        let span = Span { from, to };
        from = to.plus(dice.span(15 * HOUR) + SECOND);
        span
    });
    Stretches(spans.collect())
}

fn adds_up(told: &Ledger, start: Moment, now: Moment) {
    let all = &told.segments;
    assert_eq!(told.total(SegmentKind::Running), told.elapsed, "{told:?}");
    assert!(all.iter().all(|segment| segment.from < segment.to), "{told:?}");
    assert!(all.windows(2).all(|two| two[0].to == two[1].from && two[0].kind != two[1].kind), "{told:?}");
    assert!(all.first().is_none_or(|first| first.from == start), "{told:?}");
    assert!(all.last().is_none_or(|last| last.to <= now), "{told:?}");
}

fn say(told: &Ledger, digest: u64) -> u64 {
    let mut digest = digest;
    let mut add = |number: i64| {
        for byte in number.to_be_bytes() {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(told.state as i64);
    add(told.due.map_or(-1, |due| due.0));
    add(i64::from(told.breached));
    add(told.elapsed);
    for segment in &told.segments {
        [segment.from.0, segment.to.0, segment.kind as i64].into_iter().for_each(&mut add);
    }
    digest
}

#[test]
fn ten_thousand_random_histories_add_up_and_come_to_what_they_come_to_everywhere() {
    assert_eq!(checked(10_000), TEN_THOUSAND);
}
