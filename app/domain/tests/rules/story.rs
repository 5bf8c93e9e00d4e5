//! One incident with its timeline and a clock. Ana is an employee, Rui responds, Mara manages, Ada administers and
//! handles security reports, Eva and Noor are visitors who reported, Ivo has left.

use domain::Refusal;
use domain::audience::AudienceKind;
use domain::classification::{IncidentType, Level, Priority};
use domain::clock::{Always, Hours};
use domain::ids::{AudienceId, CalendarId, IncidentId, PersonId, ServiceId};
use domain::incident::{
    Calendars, CancelReason, Change, Channel, Command, FIRST_NOTICE_WITHIN, Facts, HoldReason, Incident, LegalDeadline,
    Number, PersonFacts, Plan, Press, RedactFacts, Resolution, ServiceFacts, SlaTerms, Status, UndoFacts, Verdict,
    apply, decide, replay,
};
use domain::permissions::{Action, Actor, Object, Relation, Task, Who, permits};
use domain::person::Role;
use domain::report::ReportDraft;
use domain::service::Criticality;
use domain::time::{DAY, HOUR, MINUTE, Moment};

pub const ANA: PersonId = PersonId(1);
pub const RUI: PersonId = PersonId(2);
pub const MARA: PersonId = PersonId(3);
pub const ADA: PersonId = PersonId(4);
pub const EVA: PersonId = PersonId(5);
pub const NOOR: PersonId = PersonId(6);
pub const IVO: PersonId = PersonId(7);
pub const MAIL: ServiceId = ServiceId(11);
pub const VPN: ServiceId = ServiceId(12);
/// Critical.
pub const NETWORK: ServiceId = ServiceId(13);
/// The number of the other incident.
pub const OTHER: &str = "INC-2";
pub const MORNING: Moment = Moment(1_795_420_800_000);

#[derive(Clone, Debug)]
pub struct Story {
    pub incident: Incident,
    pub log: Vec<(Change, Moment, Who)>,
    /// The first sequence of each press; a press is taken back whole.
    pub presses: Vec<u64>,
    pub now: Moment,
    /// Who was disabled meanwhile.
    pub left: Vec<PersonId>,
    /// Letters that an update comes to.
    pub recipients: u32,
    /// The incident of the number `OTHER`, as far as whoever presses may change it.
    pub other: Option<Incident>,
    /// Whoever joins cannot be told from somebody who did.
    pub alike: bool,
    /// What can be begun on it.
    pub plans: Vec<Plan>,
}

pub fn rui() -> Actor {
    Actor::person(RUI, Role::Responder)
}

pub fn mara() -> Actor {
    Actor::person(MARA, Role::Manager)
}

pub fn ada() -> Actor {
    Actor::person(ADA, Role::Administrator)
}

pub fn ana() -> Actor {
    Actor::person(ANA, Role::Employee)
}

pub fn timers() -> Actor {
    Actor::system(Task::Timers)
}

pub fn draft() -> ReportDraft {
    ReportDraft {
        title: "Mail is down".into(),
        service: MAIL.to_string(),
        impact: "medium".into(),
        urgency: "medium".into(),
        ..ReportDraft::default()
    }
}

/// It is open to the same people as this one, and nothing is known of it yet.
pub fn another(like: &Incident) -> Incident {
    let members = like.members.clone();
    let number = OTHER.parse().unwrap();
    let Ok(story) = begin(&report(draft())) else { unreachable!() };
    Incident { id: IncidentId(100), number, restricted: like.restricted, members, ..story.incident }
}

pub fn report(draft: ReportDraft) -> Command {
    let kind = IncidentType::Outage;
    Command::Report { draft, kind, reporter: Some(EVA), known: false, channel: Channel::Web }
}

pub fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

pub fn mitigate(works: bool) -> Press {
    Press::Mitigate { what: "Restarted it.".into(), works }
}

pub fn resolve() -> Press {
    Press::Resolve { resolution: resolution() }
}

pub fn resolution() -> Resolution {
    Resolution { text: "A full disk.".into(), restored_at: None }
}

pub fn judge(verdict: Verdict) -> Press {
    Press::Judge { verdict, words: String::new() }
}

pub fn classify(impact: Level, urgency: Level, priority: Option<Priority>) -> Press {
    Press::Classify { impact, urgency, priority, reason: "As seen on site.".into() }
}

pub fn hold(reason: HoldReason) -> Press {
    Press::Hold { reason, note: "Waiting for it.".into(), until: None }
}

pub fn cancel() -> Press {
    Press::Cancel { why: CancelReason::FalseAlarm, words: String::new() }
}

/// An hour to take it at P1, and an hour more for each step down; four times as long until it works again.
pub fn terms(priority: Priority) -> SlaTerms {
    let response = (priority as i64 + 1) * HOUR;
    SlaTerms { response, resolution: 4 * response, calendar: CalendarId(1), version: 1 }
}

/// Every calendar runs around the clock.
pub struct NoCalendars;

impl Calendars for NoCalendars {
    fn hours(&self, _: CalendarId, _: Moment) -> &dyn Hours {
        &Always
    }
}

fn facts(at: Moment, restricted: bool) -> Facts {
    let roles = [(ANA, Some(Role::Employee)), (RUI, Some(Role::Responder)), (MARA, Some(Role::Manager))];
    let more = [(ADA, Some(Role::Administrator)), (EVA, None), (NOOR, None), (IVO, Some(Role::Responder))];
    let person = |(id, role): (PersonId, Option<Role>)| PersonFacts { id, role, active: role.is_some() && id != IVO };
    let number = if restricted { Number::restricted(&[1, 2, 3, 4, 5, 6]) } else { Number::Open(1) };
    let service = |id, criticality| ServiceFacts { id, criticality };
    Facts {
        fresh: Some((IncidentId(99), number)),
        reached_at: None,
        deadlines: [("Early warning", DAY), ("Notification", 3 * DAY)]
            .map(|(name, within)| LegalDeadline { name: name.into(), within })
            .to_vec(),
        services: vec![
            service(MAIL, Criticality::Normal),
            service(VPN, Criticality::Low),
            service(NETWORK, Criticality::Critical),
        ],
        people: roles.into_iter().chain(more).map(person).collect(),
        security_handlers: vec![ADA],
        hold: None,
        closes_at: at.plus(5 * DAY),
        audiences: vec![AudienceId(1)],
        recipients: 3,
        lists: 0,
        kinds: vec![AudienceKind::Affected],
        unions: vec![vec![AudienceKind::Affected]],
        people_found: Vec::new(),
        distinct_people: 0,
        alike: false,
        terms: Some(Priority::ALL.map(terms)),
        first_notice_by: Some(at.plus(FIRST_NOTICE_WITHIN)),
        reporter_reachable: true,
        reopens_until: None,
        undo: None,
        redact: None,
        other: None,
        plans: Vec::new(),
    }
}

/// What the command comes to on a desk where there is no such incident yet.
pub fn begin(command: &Command) -> Result<Story, Refusal> {
    let restricted = matches!(command, Command::Report { draft, kind, .. }
        if draft.restricted == "on" || kind.starts_restricted());
    let changes = decide(None, &facts(MORNING, restricted), command, &Actor::VISITOR, MORNING)?;
    let mut state = None;
    let mut log = Vec::new();
    for change in changes {
        apply(&mut state, &change, MORNING);
        log.push((change, MORNING, Who::Visitor));
    }
    Ok(Story {
        incident: state.unwrap(),
        log,
        presses: vec![1],
        now: MORNING,
        left: Vec::new(),
        recipients: 3,
        other: None,
        alike: false,
        plans: Vec::new(),
    })
}

impl Story {
    /// Eva, a visitor, has reported it.
    pub fn reported() -> Self {
        let mut story = begin(&report(draft())).unwrap();
        story.other = Some(another(&story.incident));
        story
    }

    /// The shortest way to a status.
    pub fn at(status: Status) -> Self {
        let mut story = Self::reported();
        let way: &[Press] = match status {
            Status::Reported => &[],
            Status::Investigating => &[take()],
            Status::Mitigated => &[take(), mitigate(true)],
            Status::Resolved => &[take(), resolve()],
            Status::Closed => &[take(), resolve()],
            Status::Cancelled => &[cancel()],
            Status::Merged => &[Press::Merge { into: OTHER.to_owned(), reopen: false }],
        };
        for command in way {
            story.must(&rui(), command.clone());
        }
        if status == Status::Closed {
            story.wait(5 * DAY);
            story.must(&timers(), Press::Close);
        }
        story
    }

    /// The first reporter, by the link of their receipt.
    pub fn eva(&self) -> Actor {
        self.by_receipt(EVA)
    }

    pub fn by_receipt(&self, person: PersonId) -> Actor {
        Actor { who: Who::Receipt { incident: self.incident.id, person }, role: None, private_read: false }
    }

    pub fn wait(&mut self, milliseconds: i64) {
        self.now = self.now.plus(milliseconds);
    }

    /// As a use case does it: permits, facts, decide, apply. `false` when nothing changed.
    pub fn press(&mut self, actor: &Actor, command: impl Into<Command>) -> Result<bool, Refusal> {
        let command = command.into();
        self.now = self.now.plus(1);
        let relation = Relation::of(actor, &self.incident);
        if !permits(actor, command.action(), Object::Incident(relation)) {
            return Err(Refusal::NotAllowed);
        }
        let restricted = matches!(command, Command::Press(Press::Restrict | Press::ChangeType { .. }));
        let mut facts = Facts {
            recipients: self.recipients,
            distinct_people: self.incident.people() + usize::from(matches!(command, Command::Join { .. })),
            reopens_until: self.incident.ended_at.map(|ended| ended.plus(5 * DAY)),
            ..facts(self.now, restricted)
        };
        facts
            .people
            .iter_mut()
            .filter(|person| self.left.contains(&person.id))
            .for_each(|person| person.active = false);
        if let Command::Press(Press::Undo { sequence }) = command {
            facts.undo = self.undo_facts(sequence);
        }
        if command == Press::TakeApart.into() {
            let newest = self.log.last().is_some_and(|(change, ..)| matches!(change, Change::Merged { .. }));
            facts.undo = newest.then(|| self.undo_facts(self.incident.revision)).flatten();
        }
        if let Command::Press(Press::Redact { sequence, .. } | Press::TakeOutOwnWords { sequence }) = command {
            facts.redact = self.redact_facts(sequence, actor, relation);
        }
        facts.other = self.other.clone().map(Box::new);
        facts.alike = self.alike;
        facts.plans = self.plans.clone();
        let changes = decide(Some(&self.incident), &facts, &command, actor, self.now)?;
        let mut state = Some(self.incident.clone());
        self.presses.extend((!changes.is_empty()).then_some(self.incident.revision + 1));
        for change in &changes {
            apply(&mut state, change, self.now);
            self.log.push((change.clone(), self.now, actor.who));
            if let Change::Redacted { sequence, stump, .. } = change {
                self.log[place(*sequence)].0 = Change::clone(stump);
            }
        }
        self.incident = state.unwrap();
        Ok(!changes.is_empty())
    }

    pub fn must(&mut self, actor: &Actor, command: impl Into<Command>) {
        let command = command.into();
        let told = format!("{command:?}");
        self.press(actor, command).unwrap_or_else(|refusal| panic!("{told}: {refusal:?}"));
    }

    /// The state as the timeline tells it.
    pub fn replayed(&self) -> Incident {
        replay(self.log.iter().map(|(change, at, _)| (change, *at))).unwrap()
    }

    /// The sequence that the next press begins with.
    pub fn next(&self) -> u64 {
        self.incident.revision + 1
    }

    pub fn told(&self, change: &Change) -> bool {
        self.log.iter().any(|(recorded, ..)| recorded == change)
    }

    fn redact_facts(&self, sequence: u64, actor: &Actor, relation: Relation) -> Option<RedactFacts> {
        let (change, at, who) = sequence.checked_sub(1).and_then(|_| self.log.get(place(sequence)))?;
        let own = who.person().is_some_and(|who| actor.person_id() == Some(who));
        let allowed = own || permits(actor, Action::RedactOthers, Object::Incident(relation));
        let without_words = change.without_words().map(|stump| {
            let mut log = self.log.clone();
            log[place(sequence)].0 = stump.clone();
            let after = replay(log.iter().map(|(change, at, _)| (change, *at))).unwrap();
            (Box::new(stump), Box::new(after))
        });
        let told = actor.person_id().is_some_and(|person| change.is_told_by(person));
        Some(RedactFacts { allowed, told_at: told.then_some(*at), without_words })
    }

    fn undo_facts(&self, sequence: u64) -> Option<UndoFacts> {
        self.presses.contains(&sequence).then_some(())?;
        let place = usize::try_from(sequence).ok().filter(|s| *s >= 2)? - 1;
        let by = |who: &Who| match who {
            Who::Person(person) | Who::Receipt { person, .. } => Some(*person),
            _ => None,
        };
        let before = replay(self.log[..place].iter().map(|(change, at, _)| (change, *at)))?;
        let (_, at, who) = &self.log[place];
        let mine = |(change, _, other): &(Change, Moment, Who)| by(other) == by(who) && !change.ends_undo();
        let alone = self.log[place..].iter().all(mine);
        Some(UndoFacts { before: Box::new(before), by: by(who), at: *at, alone })
    }
}

fn place(sequence: u64) -> usize {
    usize::try_from(sequence).unwrap() - 1
}

/// A report long enough ago that nothing of it can be undone.
pub fn taken_as(impact: Level, urgency: Level) -> Story {
    let draft = ReportDraft { impact: impact.code().into(), urgency: urgency.code().into(), ..draft() };
    let mut story = begin(&report(draft)).unwrap();
    story.wait(MINUTE);
    story.must(&rui(), take());
    story
}
