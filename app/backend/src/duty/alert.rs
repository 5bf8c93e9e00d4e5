//! Who is told at once of what is new, and whom each further step reaches. Without a rota and without steps of its own
//! it is everybody on the team. Whoever is away, or does not want to be alerted at this hour, is left in peace, unless
//! then nobody would be left: it is never silence.

use std::collections::{BTreeMap, BTreeSet};

use domain::audience::RecipientReason;
use domain::ids::PersonId;
use domain::person::{Email, Role};
use domain::time::Moment;

use super::alert_prefs::AlertPrefs;
use super::policy::{LastResort, PolicyRecord, Step, Whom};
use super::record::AbsenceRecord;
use super::roster::Roster;
use crate::error::Result;
use crate::people::{PersonRecord, active_staff};
use crate::settings::Settings;
use crate::storage::{Read, Table};

pub(crate) type Alerted = Vec<(PersonId, RecipientReason)>;

/// Whom a step comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Reached {
    pub people: Alerted,
    /// The last resort, where that is nobody of the desk.
    pub outside: Option<(String, Email)>,
}

impl Reached {
    pub fn is_nobody(&self) -> bool {
        self.people.is_empty() && self.outside.is_none()
    }
}

/// When it is, and whether whoever has the turn may be woken whatever they wish.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hour {
    pub now: Moment,
    pub is_p1: bool,
}

/// All that it depends on, read once.
pub(crate) struct Callout {
    /// Neither a rota nor steps: nobody has asked for escalation.
    begun: bool,
    policy: PolicyRecord,
    roster: Roster,
    staff: Vec<PersonRecord>,
    absences: Vec<AbsenceRecord>,
    prefs: BTreeMap<PersonId, AlertPrefs>,
    zone: String,
}

/// The people of a step before anybody is left away.
struct Pool {
    people: Vec<PersonId>,
    /// It is their turn.
    in_turn: bool,
}

impl Callout {
    pub fn load(read: &dyn Read) -> Result<Self> {
        let stored = PolicyRecord::stored(read)?;
        Ok(Self {
            begun: stored.is_some() || read.len(Table::Rotations)? > 0,
            policy: stored.unwrap_or_default(),
            roster: Roster::load(read)?,
            staff: active_staff(read)?,
            absences: AbsenceRecord::all(read)?,
            prefs: AlertPrefs::all(read)?.into_iter().map(|prefs| (prefs.person, prefs)).collect(),
            zone: Settings::stored(read)?.zone,
        })
    }

    pub fn escalates(&self) -> bool {
        self.begun
    }

    pub fn steps(&self) -> Vec<Step> {
        self.policy.all()
    }

    pub fn repeats(&self) -> u8 {
        self.policy.repeats
    }

    /// Who is told when it comes in.
    pub fn first(&self, hour: Hour) -> Reached {
        let steps = self.steps();
        let Some(first) = steps.first().filter(|_| self.begun) else {
            let (people, _) = self.left_over(&Pool { people: self.all(), in_turn: false }, hour);
            return Reached { people: with(people, &RecipientReason::Team), outside: None };
        };
        let in_turn = first.whom == Whom::OnDuty;
        self.reached(first.whom, hour, &if in_turn { RecipientReason::OnCall } else { RecipientReason::Team })
    }

    /// Who is told when nobody has answered; some of them may know already. Whoever is on duty by then is among them.
    pub fn further(&self, place: usize, hour: Hour) -> Reached {
        let Some(step) = self.steps().get(place).copied() else { return Reached::default() };
        let mut reached = self.reached(step.whom, hour, &RecipientReason::NotTaken);
        let turn = Pool { people: self.on_duty(hour.now), in_turn: true };
        let known: BTreeSet<_> = reached.people.iter().map(|(person, _)| *person).collect();
        let (turn, none_left) = self.left_over(&turn, hour);
        let turn = turn.into_iter().filter(|person| !none_left && !known.contains(person)).collect();
        reached.people.extend(with(turn, &RecipientReason::NotTaken));
        reached.people.iter_mut().for_each(|(_, reason)| *reason = RecipientReason::NotTaken);
        reached
    }

    fn reached(&self, whom: Whom, hour: Hour, reason: &RecipientReason) -> Reached {
        if whom == Whom::LastResort
            && let Some(LastResort::Outside { name, address }) = &self.policy.last_resort
        {
            return Reached { people: Vec::new(), outside: Some((name.clone(), address.clone())) };
        }
        let (people, none_left) = self.left_over(&self.pool(whom, hour.now), hour);
        if !none_left {
            return Reached { people: with(people, reason), outside: None };
        }
        let reason = &RecipientReason::NobodyOnCall;
        let (people, none_left) = self.left_over(&Pool { people: self.managers(), in_turn: false }, hour);
        let mut reached = Reached { people: with(people, reason), outside: None };
        // They are all away: whoever is the last resort is reached at once.
        if none_left {
            match &self.policy.last_resort {
                Some(LastResort::Outside { name, address }) => reached.outside = Some((name.clone(), address.clone())),
                Some(LastResort::Person(person)) if self.works(*person) => {
                    reached.people.retain(|(known, _)| known != person);
                    reached.people.push((*person, reason.clone()));
                }
                Some(LastResort::Person(_)) | None => {}
            }
        }
        reached
    }

    /// Whoever left is in none.
    fn pool(&self, whom: Whom, now: Moment) -> Pool {
        let one = |person: PersonId| if self.works(person) { vec![person] } else { Vec::new() };
        let people = match whom {
            Whom::OnDuty => return Pool { people: self.on_duty(now), in_turn: true },
            Whom::Person(person) => one(person),
            Whom::Managers => self.managers(),
            Whom::Team => self.all(),
            Whom::LastResort => match self.policy.last_resort {
                Some(LastResort::Person(person)) => one(person),
                Some(LastResort::Outside { .. }) | None => Vec::new(),
            },
        };
        Pool { people, in_turn: false }
    }

    /// Those of them who are there and may be alerted at this hour; where that is nobody, who is there, and else all of
    /// them, with the word that nobody was left.
    fn left_over(&self, pool: &Pool, hour: Hour) -> (Vec<PersonId>, bool) {
        let there: Vec<_> = pool.people.iter().copied().filter(|person| !self.is_away(*person, hour.now)).collect();
        let own_p1 = pool.in_turn && hour.is_p1;
        let awake = there.iter().copied().filter(|person| own_p1 || self.allows(*person, hour.now));
        let awake: Vec<_> = awake.collect();
        match (awake.is_empty(), there.is_empty()) {
            (false, _) => (awake, false),
            (true, false) => (there, true),
            (true, true) => (pool.people.clone(), true),
        }
    }

    fn allows(&self, person: PersonId, now: Moment) -> bool {
        let Some(prefs) = self.prefs.get(&person) else { return true };
        let found = self.staff.iter().find(|one| one.id == person);
        found.is_none_or(|found| prefs.allow(found, &self.zone, now))
    }

    fn is_away(&self, person: PersonId, now: Moment) -> bool {
        self.absences.iter().any(|one| one.person == person && one.from <= now && now < one.to)
    }

    fn works(&self, person: PersonId) -> bool {
        self.staff.iter().any(|one| one.id == person)
    }

    fn all(&self) -> Vec<PersonId> {
        self.staff.iter().map(|person| person.id).collect()
    }

    fn on_duty(&self, now: Moment) -> Vec<PersonId> {
        let all: BTreeSet<_> = self.roster.rotations.iter().filter_map(|one| self.roster.at(one, now).0).collect();
        all.into_iter().collect()
    }

    fn managers(&self) -> Vec<PersonId> {
        let managers = self.staff.iter().filter(|person| person.role >= Some(Role::Manager));
        let managers: Vec<_> = managers.map(|person| person.id).collect();
        if managers.is_empty() { self.all() } else { managers }
    }
}

fn with(people: Vec<PersonId>, reason: &RecipientReason) -> Alerted {
    people.into_iter().map(|person| (person, reason.clone())).collect()
}
