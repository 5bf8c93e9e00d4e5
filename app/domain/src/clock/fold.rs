use crate::clock::{Hours, Ledger, Segment, SegmentKind, Span, State};
use crate::time::Moment;

/// What a clock is judged by.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// Milliseconds of working time.
    pub target: i64,
    pub hours: &'a dyn Hours,
}

/// Something that happened to a clock.
#[derive(Clone, Copy)]
pub struct Mark<'a> {
    pub at: Moment,
    pub kind: MarkKind<'a>,
}

#[derive(Clone, Copy)]
pub enum MarkKind<'a> {
    Start,
    Pause,
    Resume,
    Stop,
    Reopen,
    /// Judged by these from here on, and not due before `floor`.
    Target {
        terms: Terms<'a>,
        floor: Moment,
    },
    Cancel,
}

/// Stretches walked towards a due instant before it is given up: more than a century of working days.
const STRETCHES_MOST: usize = 50_000;

/// Folds the marks, which are in order, up to `now`; those after it have not happened. What a mark asks of a clock that
/// is not in a state for it, such as a second stop, changes nothing. `None` before the start.
pub fn ledger<'a>(terms: Terms<'a>, marks: &[Mark<'a>], now: Moment) -> Option<Ledger> {
    let mut marks = marks.iter().filter(|mark| mark.at <= now);
    let start = marks.by_ref().find(|mark| matches!(mark.kind, MarkKind::Start))?;
    let mut walk = Walk::begin(terms, start.at);
    for mark in marks {
        walk.to(mark.at);
        walk.mark(mark);
    }
    if !walk.is_over() {
        walk.to(now);
    }
    Some(walk.told())
}

/// The first instant at which so many milliseconds of working time have passed since `from`.
pub fn opens_for(hours: &dyn Hours, from: Moment, mut left: i64) -> Option<Moment> {
    let mut here = from;
    for _ in 0..STRETCHES_MOST {
        let open = hours.open_after(here)?;
        let open = Span { from: open.from.max(here), ..open };
        if left <= open.length() {
            return Some(open.from.plus(left));
        }
        left -= open.length();
        here = open.to;
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Running,
    Paused,
    Stopped,
    Cancelled,
}

struct Walk<'a> {
    terms: Terms<'a>,
    mode: Mode,
    /// How far it was walked.
    here: Moment,
    elapsed: i64,
    /// When the elapsed time came to the target in force.
    reached: Option<Moment>,
    floor: Moment,
    /// The due instant that went by.
    breach: Option<Moment>,
    /// Of a clock that stands still: when it was due, as judged at the stop.
    judged: Option<Moment>,
    segments: Vec<Segment>,
}

impl<'a> Walk<'a> {
    fn begin(terms: Terms<'a>, at: Moment) -> Self {
        let reached = (terms.target <= 0).then_some(at);
        let (breach, judged, segments) = (None, None, Vec::new());
        Self { terms, mode: Mode::Running, here: at, elapsed: 0, reached, floor: at, breach, judged, segments }
    }

    fn is_over(&self) -> bool {
        matches!(self.mode, Mode::Stopped | Mode::Cancelled)
    }

    /// What lies between here and there, as the mode has it.
    fn to(&mut self, there: Moment) {
        match self.mode {
            Mode::Stopped | Mode::Cancelled => self.add(SegmentKind::ConsideredSolved, there),
            Mode::Running | Mode::Paused => {
                while self.here < there {
                    match self.terms.hours.open_after(self.here) {
                        Some(open) if open.from < there => {
                            self.add(SegmentKind::OutOfHours, open.from);
                            self.work(open.to.min(there));
                        }
                        Some(_) | None => self.add(SegmentKind::OutOfHours, there),
                    }
                }
            }
        }
        let due = self.reached.map(|reached| reached.max(self.floor));
        if self.mode != Mode::Cancelled && self.judged.is_none() && due.is_some_and(|due| due < there) {
            self.breach = self.breach.or(due);
        }
    }

    /// Working time from here to there.
    fn work(&mut self, there: Moment) {
        if self.mode == Mode::Paused {
            return self.add(SegmentKind::Paused, there);
        }
        let left = self.terms.target.saturating_sub(self.elapsed);
        let passes = there.since(self.here);
        if self.reached.is_none() && left <= passes {
            self.reached = Some(self.here.plus(left));
        }
        self.elapsed += passes;
        self.add(SegmentKind::Running, there);
    }

    /// A segment from here to there, and on to there; nothing where that lies behind.
    fn add(&mut self, kind: SegmentKind, there: Moment) {
        if there <= self.here {
            return;
        }
        match self.segments.last_mut() {
            Some(last) if last.kind == kind => last.to = there,
            Some(_) | None => self.segments.push(Segment { from: self.here, to: there, kind }),
        }
        self.here = there;
    }

    fn mark(&mut self, mark: &Mark<'a>) {
        match (mark.kind, self.mode) {
            (MarkKind::Pause, Mode::Running) => self.mode = Mode::Paused,
            (MarkKind::Resume, Mode::Paused) => self.mode = Mode::Running,
            // Stopping ends a pause first.
            (MarkKind::Stop, Mode::Running | Mode::Paused) => {
                self.mode = Mode::Running;
                self.judged = self.due();
                self.mode = Mode::Stopped;
            }
            (MarkKind::Reopen, Mode::Stopped | Mode::Cancelled) => (self.mode, self.judged) = (Mode::Running, None),
            (MarkKind::Cancel, Mode::Running | Mode::Paused) => self.mode = Mode::Cancelled,
            (MarkKind::Target { terms, floor }, _) => self.judge_by(terms, floor, mark.at),
            (MarkKind::Start | MarkKind::Pause, _)
            | (MarkKind::Resume, Mode::Running | Mode::Stopped | Mode::Cancelled)
            | (MarkKind::Stop | MarkKind::Cancel, Mode::Stopped | Mode::Cancelled)
            | (MarkKind::Reopen, Mode::Running | Mode::Paused) => {}
        }
    }

    /// The time before counts as it was; a due instant never lies before the change that made it.
    fn judge_by(&mut self, terms: Terms<'a>, floor: Moment, at: Moment) {
        self.terms = terms;
        self.floor = floor.max(at);
        self.reached = (terms.target <= self.elapsed).then_some(at);
    }

    /// The instant at which the target is or was reached, if the clock runs on from here.
    fn due(&self) -> Option<Moment> {
        let reached = self.breach.or(self.reached).or_else(|| self.ahead());
        reached.map(|reached| if self.breach.is_some() { reached } else { reached.max(self.floor) })
    }

    fn ahead(&self) -> Option<Moment> {
        opens_for(self.terms.hours, self.here, self.terms.target.saturating_sub(self.elapsed))
    }

    fn told(self) -> Ledger {
        let breached = self.breach.is_some();
        let (state, due) = match self.mode {
            Mode::Running if breached => (State::Breached, self.due()),
            Mode::Running => (State::Running, self.due()),
            Mode::Paused => (State::Paused, None),
            Mode::Stopped if breached => (State::MetLate, self.judged),
            Mode::Stopped => (State::Met, self.judged),
            Mode::Cancelled => (State::Cancelled, None),
        };
        Ledger { state, due, breached, elapsed: self.elapsed, segments: self.segments }
    }
}
