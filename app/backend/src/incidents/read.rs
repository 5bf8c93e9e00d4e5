//! One incident for one viewer.

use std::collections::BTreeSet;

use domain::audience::AudienceKind;
use domain::ids::{AudienceId, PersonId};
use domain::incident::{Change, Incident};
use domain::locale::{Locale, Names as _};
use domain::permissions::{Action, Actor, Object, Relation, Who, permits};
use domain::time::Moment;
use domain::view::incident::{
    AffectedView, AudienceChoice, HoldView, IncidentView, May, NamedTime, ReporterView, TimelineLine,
};
use domain::view::{Choice, TimeView};

use crate::Backend;
use crate::audiences::{AudienceRecord, recipients};
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::NameBook;
use crate::incidents::board::staff;
use crate::incidents::change::open_gate;
use crate::incidents::entry::{self, TimelineEntry};
use crate::incidents::standing::add_standing;
use crate::incidents::{conversation, idempotency, reduced};
use crate::journal::{self, Fact};
use crate::markdown::to_html;
use crate::people::{PersonRecord, active_staff};
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::{Read, live};
use crate::time_text::{self, Reader};

impl Backend {
    /// The incident with its timeline. Reading a restricted one is journaled.
    pub async fn incident(&self, caller: &Caller, number: &str) -> Result<IncidentView> {
        let settings = self.settings()?;
        let now = Moment(self.storage().now());
        let (view, actor, id) = self.storage().read(|read| {
            let actor = caller.actor(read)?;
            let incident = open_gate(read, &actor, number, Action::ReadIncident)?;
            let times = Reader::of(read, &actor, &settings, now)?;
            let pen = Pen { read, actor: &actor, settings: &settings, now, times, book: NameBook::new(read) };
            let mut view = pen.view(&incident)?;
            if !view.may.read_notes {
                reduced::reduce(&mut view, &incident, actor.person_id());
            }
            view.cursor = self.seal_cursor(live::cursor(read)?);
            Ok((view, actor, incident.id))
        })?;
        if view.restricted {
            let fact = Fact::RestrictedViewed { incident: id };
            self.storage().write(move |tx| journal::record(tx, actor.who, &fact)).await?;
        }
        Ok(view)
    }
}

/// Everything a view is written with.
struct Pen<'a> {
    read: &'a dyn Read,
    actor: &'a Actor,
    settings: &'a Settings,
    now: Moment,
    times: Reader,
    book: NameBook<'a>,
}

impl Pen<'_> {
    fn view(&self, incident: &Incident) -> Result<IncidentView> {
        let may = self.may(incident);
        let people = active_staff(self.read)?;
        let entries = entry::entries(self.read, incident.id)?;
        let eligible = |choice: &Choice| {
            !incident.restricted || choice.id.parse::<PersonId>().is_ok_and(|person| incident.is_member(person))
        };
        Ok(IncidentView {
            number: incident.number.to_string(),
            revision: incident.revision,
            cursor: String::new(),
            as_of: self.time(self.now),
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
            question: None,
            considered_solved: incident.considered_solved,
            affected: self.affected(incident),
            reporters: if may.read_notes { self.reporters(incident)? } else { Vec::new() },
            still_broken: incident.still_broken() as u64,
            times: self.times(incident),
            resolution: incident.resolution.as_deref().map(to_html),
            reopened: incident.reopened,
            promise: incident.promise.map(|at| self.time(at)),
            timeline: self.timeline(incident, &entries, may)?,
            may,
            people: staff(&people).into_iter().filter(eligible).collect(),
            colleagues: if incident.restricted && may.change { staff(&people) } else { Vec::new() },
            services: self.services(incident)?,
            nonce: idempotency::form_nonce(self.now.0)?,
            audiences: if may.tell { self.audiences(incident, |_| true)? } else { Vec::new() },
            told: if may.read_notes { self.told(incident, &entries)? } else { Vec::new() },
            viewer: self.actor.person_id().map(|p| self.book.person_choice(p)),
            zone: self.times.zone().to_owned(),
            next_morning: self.time(time_text::next_working_morning(self.now, time_text::zone(&self.settings.zone))),
        })
    }

    fn may(&self, incident: &Incident) -> May {
        let object = Object::Incident(Relation::of(self.actor, incident));
        let may = |action| permits(self.actor, action, object);
        May {
            read_notes: may(Action::ReadNotes),
            change: may(Action::ChangeIncident),
            name_command: may(Action::NameCommand),
            decide_major: may(Action::DecideMajor),
            tell: may(Action::TellStakeholders),
            follow_own: may(Action::FollowOwnReport),
        }
    }

    fn time(&self, at: Moment) -> TimeView {
        self.times.time(at)
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

    fn reader(&self) -> Result<Option<PersonRecord>> {
        self.actor.person_id().map_or(Ok(None), |person| PersonRecord::find(self.read, person))
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

    fn timeline(&self, incident: &Incident, entries: &[TimelineEntry], may: May) -> Result<Vec<TimelineLine>> {
        let undone = entry::undone(entries);
        let line = |entry: &TimelineEntry| {
            let taken_back = undone.contains(&entry.sequence);
            TimelineLine { undone: taken_back, ..self.line(incident, entry) }
        };
        let mut lines: Vec<_> = entries.iter().map(line).collect();
        if may.read_notes {
            add_standing(self.read, incident.id, &mut lines)?;
        } else {
            lines = reduced::lines(self.read, incident, entries, lines, self.reader()?.as_ref())?;
        }
        Ok(lines)
    }

    fn line(&self, incident: &Incident, entry: &TimelineEntry) -> TimelineLine {
        let who = match entry.who {
            Who::Person(person) => self.book.person(person),
            Who::Receipt { person, .. } => self.book.reporter(incident, person),
            Who::Visitor => "A visitor".to_owned(),
            Who::Operator => "The operator".to_owned(),
            Who::Task(_) => "Sitrep".to_owned(),
        };
        let sentence = match &entry.change {
            Some(change) => Locale::English.sentence(change, &self.book),
            None => Locale::English.deleted_sentence(),
        };
        TimelineLine {
            sequence: entry.sequence,
            at: self.time(entry.at),
            who,
            act: sentence.act,
            html: sentence.words.as_deref().map(to_html),
            kind: sentence.kind,
            pinned: sentence.pinned,
            undone: false,
            letters: None,
        }
    }

    fn services(&self, incident: &Incident) -> Result<Vec<Choice>> {
        let hit: Vec<_> = incident.affected_now().map(|a| a.service).collect();
        let free = ServiceRecord::all(self.read)?.into_iter().filter(|s| !s.retired && !hit.contains(&s.id));
        Ok(free.map(|s| Choice { id: s.id.to_string(), name: s.name }).collect())
    }

    fn told(&self, incident: &Incident, entries: &[TimelineEntry]) -> Result<Vec<AudienceChoice>> {
        let undone = entry::undone(entries);
        let standing = entries.iter().filter(|entry| !undone.contains(&entry.sequence));
        let told: BTreeSet<AudienceId> = standing.flat_map(|entry| told_in(entry).iter().copied()).collect();
        if told.is_empty() { Ok(Vec::new()) } else { self.audiences(incident, |id| told.contains(&id)) }
    }

    fn audiences(&self, incident: &Incident, wanted: impl Fn(AudienceId) -> bool) -> Result<Vec<AudienceChoice>> {
        let mut choices = Vec::new();
        for audience in AudienceRecord::all(self.read)?.into_iter().filter(|audience| wanted(audience.id)) {
            let people = recipients(self.read, incident, &[audience.id])?.len() as u64;
            let own = audience.kind == AudienceKind::Other;
            let name = if own { audience.name } else { Locale::English.audience_kind(audience.kind).to_owned() };
            choices.push(AudienceChoice { id: audience.id.to_string(), name, people });
        }
        Ok(choices)
    }
}

fn told_in(entry: &TimelineEntry) -> &[AudienceId] {
    if let Some(Change::StakeholdersTold { audiences, .. }) = &entry.change { audiences } else { &[] }
}
