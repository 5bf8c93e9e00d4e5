//! One incident for one viewer: whole for whoever may read its notes, their own part for everybody else.

use domain::incident::Incident;
use domain::permissions::Action;
use domain::time::Moment;
use domain::view::incident::{AffectedView, HoldView, IncidentView, May, NamedTime, Opened, ReporterView, TeamPage};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::look::Look;
use crate::incidents::together::together;
use crate::incidents::{choices, composer, conversation, idempotency, own_incident, timeline};
use crate::markdown::to_html;
use crate::people::PersonRecord;
use crate::storage::live;
use crate::time_text;

impl Backend {
    /// As much of the incident as the caller may read; its timeline back from the newest entry, or from the one before
    /// that sequence.
    pub async fn opened(&self, caller: &Caller, number: &str, before: Option<u64>) -> Result<Opened> {
        self.look_at(caller, number, Action::ReadIncident, |look| {
            if !look.may(Action::ReadNotes) {
                return own_incident::view(look, before).map(|own| Opened::Own(Box::new(own)));
            }
            let cursor = self.seal_cursor(live::cursor(look.read)?);
            let (timeline, choices) = (timeline::page(look, before)?, choices::view(look)?);
            let page = TeamPage { incident: look.view()?, timeline, choices, cursor };
            Ok(Opened::Team(Box::new(page)))
        })
        .await
    }

    /// The incident without its timeline, for the team.
    pub async fn incident(&self, caller: &Caller, number: &str) -> Result<IncidentView> {
        self.look_at(caller, number, Action::ReadNotes, |look| look.view()).await
    }
}

impl Look<'_> {
    pub(super) fn view(&self) -> Result<IncidentView> {
        let incident = self.incident;
        Ok(IncidentView {
            number: incident.number.to_string(),
            revision: incident.revision,
            as_of: self.time(self.now()),
            title: incident.title.clone(),
            description: to_html(&incident.statement.description),
            statement: incident.statement.clone(),
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
            members: incident.members.iter().map(|m| self.book.person_choice(*m)).collect(),
            followers: incident.followers.iter().map(|f| self.book.person_choice(*f)).collect(),
            major: incident.major,
            owner: incident.owner.map(|p| self.book.person_choice(p)),
            incident_manager: incident.incident_manager.map(|p| self.book.person_choice(p)),
            acting: incident.acting,
            communications_lead: incident.communications_lead.map(|p| self.book.person_choice(p)),
            hold: self.hold(incident),
            considered_solved: incident.considered_solved,
            affected: self.affected(incident),
            reporters: self.reporters(self.whole)?,
            still_broken: incident.still_broken() as u64,
            times: self.times(incident),
            resolution: incident.resolution.as_deref().map(to_html),
            reopened: incident.reopened,
            promise: incident.promise.map(|at| self.time(at)),
            last: timeline::last(self)?,
            last_update: timeline::letters_of_last_update(self)?,
            may: self.presses(),
            together: together(self.read, self.actor, incident, self.now(), |at| self.time(at))?,
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
        }
    }

    fn hold(&self, incident: &Incident) -> Option<HoldView> {
        incident.hold.as_ref().map(|hold| HoldView {
            reason: hold.reason,
            note: hold.note.clone(),
            since: self.time(hold.since),
            until: hold.until.map(|at| self.time(at)),
        })
    }

    fn affected(&self, incident: &Incident) -> Vec<AffectedView> {
        let view = |affected: &domain::incident::Affected| AffectedView {
            service: self.book.service_choice(affected.service),
            effect: incident.effect_on(affected),
            from: self.time(affected.from),
            to: affected.to.map(|at| self.time(at)),
        };
        incident.affected.iter().map(view).collect()
    }

    fn reporters(&self, incident: &Incident) -> Result<Vec<ReporterView>> {
        let view = |reporter: &domain::incident::Reporter| {
            let person = PersonRecord::find(self.read, reporter.person)?;
            Ok(ReporterView {
                id: reporter.person.to_string(),
                name: self.book.reporter(incident, reporter.person),
                email: person.as_ref().and_then(|p| p.email.as_ref()).map(ToString::to_string),
                contact: person.as_ref().and_then(|p| p.contact_for(incident.id)).map(str::to_owned),
                at: self.time(reporter.at),
                spoken_to: conversation::is_part_of(incident, reporter, person.as_ref()),
                first: incident.first_reporter() == Some(reporter.person),
                verdict: reporter.verdict,
            })
        };
        incident.reporters.iter().map(view).collect()
    }

    fn times(&self, incident: &Incident) -> Vec<NamedTime> {
        let named = [
            ("Began", incident.began_at),
            ("Reported", Some(incident.reported_at)),
            ("Taken", incident.taken_at),
            ("Mitigated", incident.mitigated_at),
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
