//! What the law asks of an incident, as its page of clocks shows it.

use domain::incident::{Duty, Legal};
use domain::locale::{Locale, Names as _};
use domain::permissions::Action;
use domain::time::Moment;
use domain::view::clocks::{DutyView, LegalView};

use crate::incidents::look::Look;

impl Look<'_> {
    /// Nothing of what nobody has declared.
    pub(super) fn legal(&self) -> Option<LegalView> {
        let legal = self.incident.legal.as_deref()?;
        let open: Vec<u32> = legal.open_duties().map(|(place, _)| place).collect();
        let duties = (0..).zip(&legal.duties).map(|(place, duty)| self.duty(legal, duty, place, &open)).collect();
        Some(LegalView {
            declared: self.time(legal.declared_at),
            by: self.book.person(legal.declared_by),
            criteria: legal.criteria.clone(),
            aware: self.time(legal.aware_at),
            aware_typed: self.reader.as_typed(legal.aware_at),
            duties,
            exempt: legal.exempt.as_ref().map(|exempt| {
                let (by, at) = (self.book.person(exempt.by), self.time(exempt.at).text);
                format!("{by} decided {at} that nobody need be told: {}", exempt.why)
            }),
            recovery: legal.recovery.map(|recovery| {
                format!("Recovery over {}, as {} says.", self.time(recovery.on).text, self.book.person(recovery.by))
            }),
        })
    }

    fn duty(&self, legal: &Legal, duty: &Duty, place: u32, open: &[u32]) -> DutyView {
        let due = legal.due(duty);
        let stands = match (&duty.notified, &legal.exempt) {
            (Some(told), _) => {
                let late = if told.on > due { ", late" } else { "" };
                let by = self.book.person(told.by);
                format!("{} told {}{late}, recorded by {by}", told.whom, self.time(told.on).text)
            }
            (None, Some(_)) => "nobody need be told".to_owned(),
            (None, None) if due < self.now() => "missed, and still to be done".to_owned(),
            (None, None) => "runs".to_owned(),
        };
        DutyView {
            place,
            name: duty.deadline.name.clone(),
            within: Locale::English.exact_span(duty.deadline.within),
            due: self.time(due),
            open: open.contains(&place),
            missed: duty.notified.as_ref().map_or(self.now(), |told| told.on) > due && legal.exempt.is_none(),
            reference: duty.notified.as_ref().and_then(|told| told.reference.clone()),
            stands,
        }
    }

    /// The deadlines that run, for the head of its page.
    pub(super) fn legal_dues(&self) -> Vec<(String, Moment)> {
        self.incident.legal_dues().into_iter().map(|(name, due)| (name.to_owned(), due)).collect()
    }

    /// Of these kinds the form to declare it is offered at once; of all others nobody is asked.
    pub(super) fn may_declare(&self) -> bool {
        let undeclared = self.incident.legal.is_none() && self.incident.kind.starts_restricted();
        undeclared && self.may(Action::ChangeIncident)
    }
}
