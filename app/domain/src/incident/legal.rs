//! What the law asks of an incident that somebody declared: deadlines in wall time from when the organisation knew of
//! it, which nothing pauses. Each ends when an authority was told, or all of them when somebody says why none need be.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::incident::{Bell, Incident};
use crate::time::Moment;

/// As the settings name it, and as it was when an incident was declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalDeadline {
    pub name: String,
    /// Milliseconds of wall time.
    pub within: i64,
}

/// Most deadlines that the settings name.
pub const LEGAL_DEADLINES_MOST: usize = 6;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legal {
    pub declared_at: Moment,
    pub declared_by: PersonId,
    pub criteria: String,
    /// When the organisation knew: the deadlines run from here.
    pub aware_at: Moment,
    pub duties: Vec<Duty>,
    pub exempt: Option<Exempt>,
    pub recovery: Option<Recovery>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub deadline: LegalDeadline,
    /// What it said by itself.
    pub rang: Vec<Bell>,
    pub notified: Option<Notified>,
}

/// Who was told, and under which reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notified {
    pub whom: String,
    pub on: Moment,
    pub reference: Option<String>,
    pub by: PersonId,
}

/// Nobody need be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exempt {
    pub why: String,
    pub by: PersonId,
    pub at: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    pub on: Moment,
    pub by: PersonId,
}

impl Legal {
    pub(super) fn begun(
        by: PersonId,
        criteria: &str,
        aware_at: Moment,
        deadlines: &[LegalDeadline],
        at: Moment,
    ) -> Self {
        let duty = |deadline: &LegalDeadline| Duty { deadline: deadline.clone(), rang: Vec::new(), notified: None };
        Self {
            declared_at: at,
            declared_by: by,
            criteria: criteria.to_owned(),
            aware_at,
            duties: deadlines.iter().map(duty).collect(),
            exempt: None,
            recovery: None,
        }
    }

    pub fn due(&self, duty: &Duty) -> Moment {
        self.aware_at.plus(duty.deadline.within)
    }

    fn rings(&self, duty: &Duty, bell: Bell) -> Moment {
        self.aware_at.plus(duty.deadline.within / 100 * bell.after_percent())
    }

    /// Whoever must be told has not been, with the place of each.
    pub fn open_duties(&self) -> impl Iterator<Item = (u32, &Duty)> {
        let open = |(_, duty): &(u32, &Duty)| duty.notified.is_none() && self.exempt.is_none();
        (0..).zip(&self.duties).filter(open)
    }

    /// Those knew of it later: what had been said of a deadline that now lies ahead is said again.
    pub(super) fn knew(&mut self, to: Moment, at: Moment) {
        self.aware_at = to;
        for duty in &mut self.duties {
            let within = duty.deadline.within / 100;
            duty.rang.retain(|bell| to.plus(within * bell.after_percent()) <= at);
        }
    }
}

impl Incident {
    /// What the legal deadlines say by themselves if nothing else happens.
    pub fn legal_bells(&self) -> Vec<(u32, Bell, Moment)> {
        let Some(legal) = &self.legal else { return Vec::new() };
        let bells = |(place, duty): (u32, &Duty)| {
            let said = |bell: &Bell| duty.rang.contains(bell) || duty.rang.contains(&Bell::Breach);
            let left = Bell::ALL.into_iter().filter(|bell| !said(bell));
            left.map(|bell| (place, bell, legal.rings(duty, bell))).collect::<Vec<_>>()
        };
        legal.open_duties().flat_map(bells).collect()
    }

    pub(super) fn duty(&mut self, place: u32) -> Option<&mut Duty> {
        self.legal.as_mut()?.duties.get_mut(usize::try_from(place).ok()?)
    }

    /// The deadlines that run, by name.
    pub fn legal_dues(&self) -> Vec<(&str, Moment)> {
        let Some(legal) = &self.legal else { return Vec::new() };
        legal.open_duties().map(|(_, duty)| (duty.deadline.name.as_str(), legal.due(duty))).collect()
    }
}
