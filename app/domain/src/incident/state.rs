use serde::{Deserialize, Serialize};

use crate::classification::{IncidentType, Level, Priority, UNVERIFIED_CAP};
use crate::ids::{AudienceId, IncidentId, PersonId, ServiceId};
use crate::incident::{
    Acknowledged, Affected, Channel, Checklist, Correction, Hold, Legal, Major, Number, Reporter, STILL_BROKEN_PEOPLE,
    Sla, Status, Verdict, Watch,
};
use crate::report::Statement;
use crate::service::{Effect, Standing};
use crate::time::Moment;

/// One incident as it stands: the fold of its timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    pub id: IncidentId,
    pub number: Number,
    /// Sequence of the newest timeline entry; the first is 1.
    pub revision: u64,
    pub title: String,
    pub statement: Statement,
    /// The only words, with the workaround, that visitors may see; set means published.
    pub public_title: Option<String>,
    pub workaround: Option<String>,
    pub kind: IncidentType,
    pub status: Status,
    pub impact: Level,
    pub urgency: Level,
    pub priority: Priority,
    /// What the matrix says, kept beside a priority somebody chose.
    pub computed: Priority,
    /// A responder has confirmed or changed the priority.
    pub priority_confirmed: bool,
    /// Reported by a visitor nobody knows, and not confirmed since.
    pub unverified: bool,
    pub restricted: bool,
    /// Who may see a restricted incident.
    pub members: Vec<PersonId>,
    /// Who gets its letters besides reporters and audiences.
    pub followers: Vec<PersonId>,
    pub major: Major,
    pub owner: Option<PersonId>,
    pub incident_manager: Option<PersonId>,
    /// The incident manager holds the role only because they took it first.
    pub acting: bool,
    pub communications_lead: Option<PersonId>,
    pub hold: Option<Hold>,
    /// Of the hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watch: Option<Watch>,
    /// Mitigated, and it works again for everybody.
    pub considered_solved: bool,
    pub affected: Vec<Affected>,
    /// Who reported or joined, in that order.
    pub reporters: Vec<Reporter>,
    pub channel: Channel,
    pub began_at: Option<Moment>,
    pub reported_at: Moment,
    /// When the call or the mail came in, where somebody said so; the clocks start there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_at: Option<Moment>,
    pub taken_at: Option<Moment>,
    pub mitigated_at: Option<Moment>,
    pub restored_at: Option<Moment>,
    pub resolved_at: Option<Moment>,
    pub ended_at: Option<Moment>,
    /// When a resolved incident closes by itself.
    pub closes_at: Option<Moment>,
    pub resolution: Option<String>,
    pub reopened: u32,
    /// When the next stakeholder update is due.
    pub promise: Option<Moment>,
    /// When stakeholders are to hear of it for the first time; see `update_due`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_notice: Option<Moment>,
    pub told_at: Option<Moment>,
    /// Every audience that had an update, and so waits to hear its end.
    #[serde(default)]
    pub told: Vec<AudienceId>,
    /// The sequence of the last of those updates.
    #[serde(default)]
    pub told_in: Option<u64>,
    /// The incident it is handled with.
    #[serde(default)]
    pub merged_into: Option<IncidentId>,
    /// What was merged into it, in that order; at most `DUPLICATES_MOST`.
    #[serde(default)]
    pub duplicates: Vec<IncidentId>,
    #[serde(default)]
    pub sla: Sla,
    /// At most `CHECKLISTS_MOST`, as they were begun.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklists: Vec<Checklist>,
    /// Somebody declared it to be one that the law asks about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal: Option<Box<Legal>>,
    /// Instants that were corrected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// What those said who reported a duplicate of it: they are no reporters of its own.
    #[serde(default)]
    pub also_said: Vec<(PersonId, Verdict)>,
    /// Somebody has seen it, and nobody has taken it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Acknowledged>,
    pub changed_at: Moment,
    /// When what visitors may read of it changed last: its state, its public title, its workaround.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_at: Option<Moment>,
}

impl Incident {
    pub fn is_member(&self, person: PersonId) -> bool {
        self.members.contains(&person)
    }

    /// Who reported it: nobody where the team did. Whoever joins comes later, and no two changes share an instant.
    pub fn first_reporter(&self) -> Option<PersonId> {
        self.reporters.first().filter(|reporter| reporter.at == self.reported_at).map(|reporter| reporter.person)
    }

    pub fn reporter(&self, person: PersonId) -> Option<&Reporter> {
        self.reporters.iter().find(|r| r.person == person)
    }

    /// The service that its subjects and pages name where it has no public title: one that is affected now, else the first.
    pub fn names_itself_by(&self) -> Option<ServiceId> {
        self.affected_now().next().or_else(|| self.affected.first()).map(|affected| affected.service)
    }

    /// How many have it, as every page says it: who reported or joined, and those alike as one.
    pub fn people(&self) -> usize {
        let counted = self.reporters.iter().filter(|reporter| !reporter.alike).count();
        counted.max(self.reporters.len().min(1))
    }

    pub fn still_broken(&self) -> usize {
        let own = self.reporters.iter().filter_map(|reporter| reporter.verdict);
        own.chain(self.also_said.iter().map(|(_, said)| *said)).filter(|said| *said == Verdict::StillBroken).count()
    }

    /// What somebody said last who reported it, or a duplicate of it.
    pub fn verdict_of(&self, person: PersonId) -> Option<Verdict> {
        let also = self.also_said.iter().find(|(by, _)| *by == person).map(|(_, said)| *said);
        self.reporter(person).map_or(also, |reporter| reporter.verdict)
    }

    /// So many say "still broken" that the owner must know: a few people, or one tenth of all who reported.
    pub fn is_still_broken_for_many(&self) -> bool {
        let still = self.still_broken();
        still >= STILL_BROKEN_PEOPLE || (still > 0 && still * 10 >= self.reporters.len())
    }

    /// What the first reporter called it; the team may have renamed it since. Timelines that began before the
    /// statement held it have the title only.
    pub fn reported_title(&self) -> &str {
        if self.statement.title.is_empty() { &self.title } else { &self.statement.title }
    }

    /// How it was resolved was written for whoever reported it first; others read it once the incident is published.
    pub fn tells_resolution_to(&self, reporter: PersonId) -> bool {
        self.first_reporter() == Some(reporter) || self.is_published()
    }

    /// The priority a take confirms: without the cap that a visitor's report is held under until then.
    pub fn proposed_priority(&self) -> Priority {
        let capped = self.unverified && !self.priority_confirmed && self.priority == UNVERIFIED_CAP;
        if capped { self.priority.min(self.computed) } else { self.priority }
    }

    pub fn is_published(&self) -> bool {
        self.public_title.is_some() && !self.restricted
    }

    /// What people can do until it is fixed, as visitors read it; afterwards nobody should.
    pub fn offered_workaround(&self) -> Option<&str> {
        self.workaround.as_deref().filter(|_| self.is_published() && self.status.is_open())
    }

    /// Its priority as everybody reads and sorts it: a request has none.
    pub fn shown_priority(&self) -> Option<Priority> {
        (!self.kind.is_request()).then_some(self.priority)
    }

    /// When somebody looks again at what it waits for.
    pub fn hold_watch(&self) -> Option<Watch> {
        self.watch.filter(|_| self.hold.is_some())
    }

    /// P1, P2 or an accepted major incident: only those in command speak to stakeholders.
    pub fn needs_command(&self) -> bool {
        self.shown_priority().is_some_and(Priority::needs_command) || self.major == Major::Accepted
    }

    /// Any responder may take command: nobody holds it, somebody only until it is handed over, or whoever holds it has
    /// missed the update that was promised.
    pub fn command_is_free(&self, now: Moment) -> bool {
        self.incident_manager.is_none() || self.acting || self.promise.is_some_and(|promise| promise < now)
    }

    /// How many updates were promised so far.
    pub fn promises(&self) -> u32 {
        self.sla.promises_kept + self.sla.promises_missed + u32::from(self.promise.is_some())
    }

    /// How it hits a service, as the team said. Of a timeline that began when a report's word was taken for it: until
    /// they say anything, as they classified it when they took it; only the report itself affects a service at the
    /// instant it came in.
    pub fn effect_on(&self, affected: &Affected) -> Effect {
        let stops_all = (self.impact, self.urgency) == (Level::High, Level::High);
        let unsaid = !affected.named && affected.from == self.reported_at && affected.effect == Effect::Degraded;
        if unsaid && stops_all && self.taken_at.is_some() { Effect::Down } else { affected.effect }
    }

    /// What it makes of a service it affects, as visitors read it: the same as they read of the incident itself.
    pub fn standing_of(&self, affected: &Affected) -> Standing {
        match (self.status, self.effect_on(affected)) {
            (Status::Reported, Effect::Degraded | Effect::Down) => Standing::Reported,
            (Status::Investigating, Effect::Degraded | Effect::Down) if affected.named => Standing::LookedInto,
            (Status::Investigating, Effect::Degraded) => Standing::Degraded,
            (Status::Investigating, Effect::Down) => Standing::Down,
            (Status::Mitigated, Effect::Degraded | Effect::Down) => Standing::Watched,
            (Status::Resolved | Status::Closed | Status::Cancelled | Status::Merged, _) | (_, Effect::NotAffected) => {
                Standing::Fine
            }
        }
    }

    /// The services affected or named now, not those that recovered.
    pub fn affected_now(&self) -> impl Iterator<Item = &Affected> {
        self.affected.iter().filter(|a| a.to.is_none() && a.effect != Effect::NotAffected)
    }

    /// Those of them of which the team has said so.
    pub fn confirmed_now(&self) -> impl Iterator<Item = &Affected> {
        self.affected_now().filter(|affected| !affected.named)
    }
}

/// What several changes do alike.
impl Incident {
    /// What was said before is asked anew.
    pub(super) fn forget(&mut self, stale: Verdict, asks_again: bool) {
        for reporter in self.reporters.iter_mut().filter(|r| asks_again && r.verdict == Some(stale)) {
            reporter.verdict = None;
        }
        self.also_said.retain(|(_, said)| !asks_again || *said != stale);
    }

    /// What was missed before stays on record; what was not due yet is promised no more.
    pub(super) fn end(&mut self, status: Status, at: Moment) {
        if self.promise.is_some_and(|promise| promise < at) {
            self.judge_promise(at);
        }
        self.status = status;
        self.ended_at = Some(at);
        self.considered_solved = false;
        (self.closes_at, self.promise) = (None, None);
    }

    pub(super) fn end_effects(&mut self, at: Moment) {
        for affected in self.affected.iter_mut().filter(|a| a.to.is_none()) {
            affected.to = Some(at.max(affected.from));
        }
    }

    /// What was only named is no interval: nobody said that it was hit.
    pub(super) fn recover(&mut self, service: ServiceId, at: Moment) {
        self.affected.retain(|a| a.service != service || a.to.is_some() || !a.named);
        for affected in self.affected.iter_mut().filter(|a| a.service == service && a.to.is_none()) {
            affected.to = Some(at);
        }
    }

    /// An effect that never lasted is no interval.
    pub(super) fn drop_what_never_lasted(&mut self) {
        self.affected.retain(|a| a.effect != Effect::NotAffected && a.to.is_none_or(|to| to > a.from));
    }
}
