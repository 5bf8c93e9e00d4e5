//! Where an incident stands, as its head, its composer and its dialogs show it to the team.

use domain::incident::{HoldReason, Incident, Reporter, Status, Verdict};
use domain::permissions::Action;
use domain::person::Role;
use domain::time::Moment;
use domain::view::TimeView;
use domain::view::incident::{HoldView, IncidentHead, May, NamedTime};

use crate::error::Result;
use crate::incidents::look::Look;
use crate::incidents::together::together;
use crate::incidents::{composer, conversation, facts, idempotency, timeline};
use crate::people::PersonRecord;
use crate::time_text;

impl Look<'_> {
    pub fn head(&self) -> Result<IncidentHead> {
        let (incident, whole) = (self.incident, self.whole);
        Ok(IncidentHead {
            number: incident.number.to_string(),
            revision: incident.revision,
            as_of: self.time(self.now()),
            title: incident.title.clone(),
            public_title: incident.public_title.clone(),
            workaround: incident.workaround.clone(),
            kind: incident.kind,
            status: incident.status,
            impact: incident.impact,
            urgency: incident.urgency,
            priority: incident.priority,
            computed: incident.computed,
            proposed: incident.proposed_priority(),
            priority_confirmed: incident.priority_confirmed,
            unverified: incident.unverified,
            restricted: incident.restricted,
            major: incident.major,
            incident_manager: incident.incident_manager.map(|p| self.book.person_choice(p)),
            communications_lead: incident.communications_lead.map(|p| self.book.person_choice(p)),
            hold: self.hold(incident),
            considered_solved: incident.considered_solved,
            service: incident.names_itself_by().map(|service| self.book.service_choice(service).name),
            people: whole.people() as u64,
            reporters_told: self.other_reporters().count() as u64,
            spoken_to: self.spoken_to()?,
            has_reporter: whole.first_reporter().is_some(),
            may_close: self.may_close(),
            still_broken: incident.still_broken() as u64,
            times: self.times(incident),
            reopened: incident.reopened,
            reopens_until: self.reopens_until(),
            clocks: self.clocks()?,
            checklist: self.checklist(),
            plan_fits: self.plan_fits()?,
            legal: self.legal_dues().into_iter().map(|(name, at)| NamedTime { name, time: self.time(at) }).collect(),
            promise: incident.promise.map(|at| self.time(at)),
            first_notice: incident.update_due().filter(|_| incident.promise.is_none()).map(|at| self.time(at)),
            promises: incident.promises(),
            alert: self.alert()?,
            last: timeline::last(self)?,
            last_update: timeline::letters_of_last_update(self)?,
            may: self.presses(),
            together: together(self.read, self.actor, incident, self.now(), |at| self.time(at))?,
            reach: self.reach()?,
            nonce: idempotency::form_nonce(self.now().0)?,
            told: composer::told(self)?,
            viewer: self.actor.person_id().map(|p| self.book.person_choice(p)),
            zone: self.reader.zone().to_owned(),
            next_morning: self.time(time_text::next_working_morning(self.now(), time_text::zone(&self.settings.zone))),
        })
    }

    fn presses(&self) -> May {
        May {
            change: self.may(Action::ChangeIncident),
            name_command: self.may(Action::NameCommand),
            decide_major: self.may(Action::DecideMajor),
            tell: self.may(Action::TellStakeholders),
            take_command: self.may_take_command(),
        }
    }

    /// As the rule says it, which is asked again at the press.
    fn may_take_command(&self) -> bool {
        let (incident, me) = (self.incident, self.actor.person_id());
        let holds = incident.incident_manager == me && !incident.acting;
        let manages = self.actor.role >= Some(Role::Manager);
        let free = manages || incident.command_is_free(self.now());
        let may = self.may(Action::ChangeIncident) && incident.status.is_open() && !incident.kind.is_request();
        may && free && !holds
    }

    /// Until when what was cancelled can be re-opened, while it can.
    fn reopens_until(&self) -> Option<TimeView> {
        let cancelled = self.incident.ended_at.filter(|_| self.incident.status == Status::Cancelled)?;
        let until = facts::reopens_until(cancelled, self.settings);
        (self.now() <= until).then(|| self.time(until))
    }

    fn hold(&self, incident: &Incident) -> Option<HoldView> {
        incident.hold.as_ref().map(|hold| HoldView {
            reason: hold.reason,
            note: hold.note.clone(),
            since: self.time(hold.since),
            until: hold.until.map(|at| self.time(at)),
            overdue: incident.hold_watch().is_some_and(|watch| watch.overdue),
            no_answer: hold.reason == HoldReason::AwaitingReporter
                && matches!(incident.status, Status::Investigating | Status::Mitigated)
                && facts::no_answer_at(hold.since, self.settings) <= self.now(),
        })
    }

    /// Nobody hears of their own step.
    fn other_reporters(&self) -> impl Iterator<Item = &Reporter> {
        self.whole.reporters.iter().filter(|reporter| self.actor.person_id() != Some(reporter.person))
    }

    /// Whom of them the team's messages reach.
    fn spoken_to(&self) -> Result<u64> {
        let mut people = 0;
        for reporter in self.other_reporters() {
            let person = PersonRecord::find(self.read, reporter.person)?;
            people += u64::from(conversation::is_part_of(self.whole, reporter, person.as_ref()));
        }
        Ok(people)
    }

    fn may_close(&self) -> bool {
        let first = self.whole.first_reporter();
        let said = self.whole.reporters.iter().find(|reporter| first == Some(reporter.person));
        said.is_none_or(|first| first.verdict == Some(Verdict::WorksAgain))
    }

    fn times(&self, incident: &Incident) -> Vec<NamedTime> {
        let named = [
            ("Began", incident.began_at),
            ("Reported", Some(incident.reported_at)),
            ("Reached us", incident.reached_at),
            ("Taken", incident.taken_at),
            ("Being watched since", incident.mitigated_at),
            ("Restored", incident.restored_at),
            ("Resolved", incident.resolved_at),
            ("Closes by itself", incident.closes_at),
            ("Ended", incident.ended_at),
        ];
        let line =
            |(name, at): (&str, Option<Moment>)| at.map(|at| NamedTime { name: name.to_owned(), time: self.time(at) });
        named.into_iter().filter_map(line).collect()
    }
}
