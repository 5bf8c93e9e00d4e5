//! The clocks of an incident, in a line and explained.

use domain::clock::{Ledger, Segment, SegmentKind, State};
use domain::incident::{HoldReason, Milestone, SlaClock, SlaTerms};
use domain::locale::{Locale, Names as _};
use domain::permissions::Action;
use domain::time::Moment;
use domain::view::clocks::{BreachView, ClockBrief, ClocksPage, InstantView, LedgerView, SegmentView, VendorView};

use crate::Backend;
use crate::calendars::{Book, CalendarRecord};
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::idempotency;
use crate::incidents::look::Look;
use crate::targets::TargetsRecord;

/// Segments that a page shows; the oldest are summed up.
const SEGMENTS_MOST: usize = 200;

impl Backend {
    /// Why each clock of an incident stands where it does.
    pub async fn clocks_page(&self, caller: &Caller, number: &str) -> Result<ClocksPage> {
        self.look_at(caller, number, Action::ReadNotes, |look| look.clocks_page()).await
    }
}

impl Look<'_> {
    pub(super) fn clocks(&self) -> Result<Vec<ClockBrief>> {
        let calendars = Book::of(self.read, [self.incident])?;
        let brief = |clock| Some(self.brief(clock, &self.incident.ledger(clock, &calendars, self.now())?));
        Ok(SlaClock::ALL.into_iter().filter_map(brief).collect())
    }

    fn clocks_page(&self) -> Result<ClocksPage> {
        let (incident, sla) = (self.incident, &self.incident.sla);
        let calendars = Book::of(self.read, [incident])?;
        let recorded = incident.as_recorded();
        let mut clocks = Vec::new();
        for clock in SlaClock::ALL {
            if let (Some(terms), Some(ledger)) = (sla.terms(), incident.ledger(clock, &calendars, self.now())) {
                let before = recorded.as_ref().and_then(|before| before.ledger(clock, &calendars, self.now()));
                let corrected = before.filter(|before| before != &ledger).map(|before| self.judged(&before));
                clocks.push(LedgerView { corrected, ..self.explained(clock, terms, &ledger)? });
            }
        }
        Ok(ClocksPage {
            number: incident.number.to_string(),
            title: incident.title.clone(),
            as_of: self.time(self.now()),
            aims: TargetsRecord::load(self.read)?.confirmed.is_none(),
            clocks,
            times: Milestone::ALL.into_iter().filter_map(|which| self.instant(which)).collect(),
            impossible: incident
                .impossible_orders()
                .into_iter()
                .map(|of| Locale::English.impossible_order(of))
                .collect(),
            may_correct: self.may(Action::CorrectTimes),
            zone: self.reader.zone().to_owned(),
            vendor: self.vendor(),
            legal: self.legal(),
            may_declare: self.may_declare(),
            now_typed: self.reader.as_typed(self.now()),
            promise: incident.promise.map(|at| self.time(at)),
            first_notice: incident.update_due().filter(|_| incident.promise.is_none()).map(|at| self.time(at)),
            promises_kept: sla.promises_kept,
            promises_missed: sla.promises_missed,
            may_explain: self.may(Action::ChangeIncident),
            nonce: idempotency::form_nonce(self.now().0)?,
        })
    }

    /// Where it stands there, while it waits for a vendor.
    fn vendor(&self) -> Option<VendorView> {
        let hold = self.incident.hold.as_ref().filter(|hold| hold.reason == HoldReason::Vendor)?;
        let chased = hold.chased.as_ref();
        let again = chased.and_then(|chased| chased.again_at);
        Some(VendorView {
            since: self.time(hold.since),
            ticket: chased.and_then(|chased| chased.ticket.clone()),
            last: chased.map(|chased| self.time(chased.at)),
            note: chased.map(|chased| chased.note.clone()).filter(|note| !note.is_empty()),
            again: again.map(|at| self.time(at)),
            again_typed: again.map(|at| self.reader.as_typed(at)).unwrap_or_default(),
        })
    }

    /// As somebody may correct it; nothing of what has not happened, but that it began earlier.
    fn instant(&self, which: Milestone) -> Option<InstantView> {
        let (at, correction) = (self.incident.instant(which), self.incident.correction(which));
        let recorded = correction.map(|correction| correction.recorded.map(|at| self.time(at)));
        let can = at.is_some() || which == Milestone::Began;
        can.then(|| InstantView {
            which,
            at: at.map(|at| self.time(at)),
            typed: at.map(|at| self.reader.as_typed(at)).unwrap_or_default(),
            recorded,
        })
    }

    /// What it came to by the times that were recorded first.
    fn judged(&self, before: &Ledger) -> String {
        let words = Locale::English;
        let (state, counted) = (words.clock_state(before.state), words.exact_span(before.elapsed));
        let due = before.due.map(|due| format!(", due {}", self.time(due).text)).unwrap_or_default();
        format!("{state}, {counted} counted{due}")
    }

    fn brief(&self, clock: SlaClock, ledger: &Ledger) -> ClockBrief {
        ClockBrief { clock, state: ledger.state, due: ledger.due.map(|at| self.time(at)) }
    }

    fn explained(&self, clock: SlaClock, terms: SlaTerms, ledger: &Ledger) -> Result<LedgerView> {
        let breach = self.incident.sla.breach(clock).map(|rang| BreachView {
            due: self.time(rang.due),
            at: self.time(rang.at),
            owner: rang.owner.map(|owner| self.book.person(owner)),
            overturned: !ledger.breached,
            cause: rang.cause,
            words: rang.cause_words.clone(),
        });
        let hidden = ledger.segments.len().saturating_sub(SEGMENTS_MOST);
        let calendar = CalendarRecord::find(self.read, terms.calendar)?.map_or_else(String::new, |record| record.name);
        let target = clock.target(terms);
        Ok(LedgerView {
            brief: self.brief(clock, ledger),
            because: self.because(clock, target, &calendar, ledger),
            target: Locale::English.working_time(target),
            elapsed: Locale::English.exact_span(ledger.elapsed),
            calendar,
            segments: ledger.segments[hidden..].iter().map(|segment| self.segment(segment)).collect(),
            more: hidden as u64,
            vendor: (clock == SlaClock::Resolution)
                .then(|| self.incident.sla.at_vendor(ledger))
                .filter(|spent| *spent > 0)
                .map(|spent| Locale::English.exact_span(spent)),
            breach,
            corrected: None,
        })
    }

    fn segment(&self, segment: &Segment) -> SegmentView {
        let Segment { from, to, kind } = *segment;
        let length = Locale::English.exact_span(to.since(from));
        SegmentView { kind, from: self.time(from), to: self.time(to), length }
    }

    /// In one plain sentence.
    fn because(&self, clock: SlaClock, target: i64, calendar: &str, ledger: &Ledger) -> String {
        let words = Locale::English;
        let told = |at: Moment| self.time(at).text;
        let (aim, target_words) = (words.clock_aim(clock), words.working_time(target));
        let mut counted = format!("{} counted", words.exact_span(ledger.elapsed));
        for kind in [SegmentKind::Paused, SegmentKind::ConsideredSolved] {
            if let total @ 1.. = ledger.total(kind) {
                counted = format!("{counted}, {} {}", words.exact_span(total), words.segment_not_counted(kind));
            }
        }
        let start =
            format!("{target_words} of {} to {aim} from {}", calendar.to_lowercase(), told(self.incident.starts_at()));
        match (ledger.state, ledger.due) {
            (State::Running, Some(due)) => format!("Due {} because it has {start}: {counted} so far.", told(due)),
            (State::Breached, Some(due)) => {
                format!("It was due {} because it had {start}: {counted} so far.", told(due))
            }
            (State::Met | State::MetLate, Some(due)) => format!("It had {start}, until {}: {counted}.", told(due)),
            (State::Paused, _) => {
                format!("Nothing is due while we wait for the reporter. It has {start}: {counted} so far.")
            }
            (State::Cancelled, _) => format!("It no longer counts: {counted} before."),
            (State::Running | State::Breached | State::Met | State::MetLate, None) => {
                format!("It has {start}, and those hours never come: {counted} so far.")
            }
        }
    }
}
