//! What else is hit by an incident, and which service several open ones may have in common. Both are read from the
//! catalogue and from the rows that the viewer may see: what is restricted takes part for its members only.

use std::collections::HashMap;

use domain::blast_radius::Failing;
use domain::classification::raised_impact;
use domain::ids::{IncidentId, ServiceId};
use domain::incident::Incident;
use domain::permissions::{Action, Actor};
use domain::view::Choice;
use domain::view::reach::{
    CAUSES_SHOWN_MOST, CommonCause, HIT_SHOWN_MOST, HitService, INCIDENTS_NAMED_MOST, OpenOne, Reach,
};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::CardRow;
use crate::incidents::look::Look;
use crate::incidents::open_cards::each_open;
use crate::services::{ServiceRecord, needs};
use crate::storage::Read;

/// Open incidents that are compared; in a desk with more of them a common cause is no longer a question of hints.
const COMPARED_MOST: usize = 500;

impl Backend {
    /// For a board that was renewed card by card.
    pub fn common_causes(&self, caller: &Caller) -> Result<Vec<CommonCause>> {
        self.storage().read(|read| {
            let actor = caller.may(read, Action::ReadBoard)?;
            common_causes(read, &actor, &ServiceRecord::all(read)?)
        })
    }
}

impl Look<'_> {
    /// Nothing of what has ended, of a request, and where nothing is affected.
    pub fn reach(&self) -> Result<Reach> {
        let incident = self.incident;
        let failing: Vec<ServiceId> = incident.affected_now().map(|affected| affected.service).collect();
        if !incident.status.is_open() || incident.kind.is_request() || failing.is_empty() {
            return Ok(Reach::default());
        }
        let services = ServiceRecord::all(self.read)?;
        let causes = found(self.read, self.actor, &services, Some(incident.id))?;
        Ok(Reach { causes, ..hit(incident, &failing, &services) })
    }
}

fn hit(incident: &Incident, failing: &[ServiceId], services: &[ServiceRecord]) -> Reach {
    let known: HashMap<ServiceId, &ServiceRecord> = services.iter().map(|service| (service.id, service)).collect();
    let mut all = needs(services).hit(failing);
    // Ids are in no order that a reader knows; services are by name.
    all.sort_by_key(|hit| (hit.distance, services.iter().position(|service| service.id == hit.id)));
    let matters = all.iter().map(|hit| hit.id).chain(failing.iter().copied());
    let impact = raised_impact(incident.impact, matters.filter_map(|id| known.get(&id).map(|s| s.criticality)));
    let shown = all.iter().take(HIT_SHOWN_MOST).filter_map(|hit| Some((known.get(&hit.id)?, hit.distance)));
    let view = |(service, distance): (&&ServiceRecord, u32)| HitService {
        service: choice(service),
        criticality: service.criticality,
        direct: distance == 1,
    };
    Reach {
        hit: shown.map(view).collect(),
        more: all.len().saturating_sub(HIT_SHOWN_MOST) as u64,
        impact: (impact > incident.impact && !all.is_empty()).then_some(impact),
        causes: Vec::new(),
    }
}

/// Of all that is open.
pub(super) fn common_causes(read: &dyn Read, actor: &Actor, services: &[ServiceRecord]) -> Result<Vec<CommonCause>> {
    found(read, actor, services, None)
}

/// Only those of one incident, which then names the others. None in a catalogue where nothing needs anything: no row is
/// read for it.
fn found(
    read: &dyn Read,
    actor: &Actor,
    services: &[ServiceRecord],
    of: Option<IncidentId>,
) -> Result<Vec<CommonCause>> {
    if services.iter().all(|service| service.depends_on.is_empty()) {
        return Ok(Vec::new());
    }
    let mut open: Vec<CardRow> = Vec::new();
    each_open(read, actor, &mut |row| {
        if !row.kind.is_request() && !row.services.is_empty() {
            open.push(row);
        }
        open.len() < COMPARED_MOST
    })?;
    let began = |row: &CardRow| row.began_at.unwrap_or(row.reported_at);
    let failing = open.iter().map(|row| Failing { began: began(row), services: row.services.clone() });
    let mut causes = Vec::new();
    for common in needs(services).causes(&failing.collect::<Vec<_>>()) {
        let those: Vec<&CardRow> = common.open.iter().filter_map(|place| open.get(*place)).collect();
        let concerns = of.is_none_or(|incident| those.iter().any(|row| row.id == incident));
        let service = services.iter().find(|service| service.id == common.id);
        if let Some(service) = service.filter(|_| concerns) {
            let others: Vec<&CardRow> = those.into_iter().filter(|row| Some(row.id) != of).collect();
            causes.push(cause(service, &others));
        }
        if causes.len() == CAUSES_SHOWN_MOST {
            break;
        }
    }
    Ok(causes)
}

fn cause(service: &ServiceRecord, those: &[&CardRow]) -> CommonCause {
    let one = |row: &&CardRow| OpenOne { number: row.number.to_string(), title: row.title.clone() };
    CommonCause {
        service: choice(service),
        incidents: those.iter().take(INCIDENTS_NAMED_MOST).map(one).collect(),
        more: those.len().saturating_sub(INCIDENTS_NAMED_MOST) as u64,
    }
}

fn choice(service: &ServiceRecord) -> Choice {
    Choice { id: service.id.to_string(), name: service.name.clone() }
}
