use super::{Availability, Cause, Part};
use crate::clock::{Hours, Span};
use crate::service::Effect;
use crate::time::Moment;

/// Over which time, and what of it counts.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    pub observed: Span,
    pub hours: &'a dyn Hours,
    /// Planned time counts as any other.
    pub count_planned: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    pub span: Span,
    pub effect: Effect,
    pub planned: bool,
}

/// Down wins over degraded; both lose to planned time that is not counted.
pub fn availability(terms: Terms<'_>, outages: &[Outage]) -> Availability {
    let mut marks = Vec::new();
    for outage in outages {
        let (from, to) = (outage.span.from.max(terms.observed.from), outage.span.to.min(terms.observed.to));
        let cause = cause_of(outage, terms.count_planned);
        if let Some(cause) = cause.filter(|_| from < to) {
            marks.extend([(from, cause, 1), (to, cause, -1)]);
        }
    }
    marks.sort_by_key(|(at, ..)| *at);
    let mut walk = Walk { terms, here: terms.observed.from, lasting: [0; 3], found: Availability::default() };
    for (at, cause, by) in marks {
        walk.to(at);
        walk.lasting[cause as usize] += by;
    }
    walk.to(terms.observed.to);
    walk.found
}

fn cause_of(outage: &Outage, count_planned: bool) -> Option<Cause> {
    match outage.effect {
        Effect::NotAffected => None,
        Effect::Down | Effect::Degraded if outage.planned && !count_planned => Some(Cause::Planned),
        Effect::Down => Some(Cause::Down),
        Effect::Degraded => Some(Cause::Degraded),
    }
}

struct Walk<'a> {
    terms: Terms<'a>,
    here: Moment,
    /// How many outages of each cause last here.
    lasting: [i32; 3],
    found: Availability,
}

impl Walk<'_> {
    /// On to there, as far as it lies in hours that count.
    fn to(&mut self, there: Moment) {
        while self.here < there {
            let Some(open) = self.terms.hours.open_after(self.here).filter(|open| open.from < there) else { break };
            self.add(Span { from: open.from.max(self.here), to: open.to.min(there) });
            self.here = open.to.min(there);
        }
        self.here = self.here.max(there);
    }

    fn add(&mut self, span: Span) {
        let found = &mut self.found;
        let cause = [Cause::Planned, Cause::Down, Cause::Degraded].into_iter().find(|c| self.lasting[*c as usize] > 0);
        match cause {
            Some(Cause::Planned) => found.planned += span.length(),
            Some(Cause::Down) => found.down += span.length(),
            Some(Cause::Degraded) => found.degraded += span.length(),
            None => {}
        }
        if cause != Some(Cause::Planned) {
            found.observed += span.length();
        }
        let Some(cause) = cause else { return };
        match found.parts.last_mut() {
            Some(last) if last.cause == cause && last.to == span.from => last.to = span.to,
            Some(_) | None => found.parts.push(Part { from: span.from, to: span.to, cause }),
        }
    }
}
