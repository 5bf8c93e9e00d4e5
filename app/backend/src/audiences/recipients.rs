//! Who gets a stakeholder update, and why: one row per person, however many audiences they are in.
//!
//! Invariant: a restricted incident reaches its members and nobody else, whatever was chosen. Security duties
//! cannot be unsubscribed from, so stops do not count there; everywhere else a stop of this incident or of
//! everything wins over all reasons, and a stop of every affected service over audiences and subscriptions. Whoever is
//! reached by a subscription only is told of what is as pressing as they wished.

use std::collections::{BTreeMap, BTreeSet};

use domain::audience::{AudienceKind, RecipientReason};
use domain::ids::{AudienceId, PersonId, ServiceId};
use domain::incident::Incident;

use super::record::is_member;
use super::rules::by_themselves;
use super::{AudienceRecord, members_of};
use crate::error::Result;
use crate::people::{PersonRecord, PersonState, is_stranger};
use crate::services::ServiceRecord;
use crate::settings::Settings;
use crate::storage::Read;
use crate::subscriptions::{Choice, Topic, choice_of, subscribers_of};

/// One person who will get one letter.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipient {
    pub person: PersonRecord,
    /// Never empty; in the order of the words, each once.
    pub reasons: Vec<RecipientReason>,
    /// The kinds of the chosen audiences they are reached through; their letter may contain the union.
    pub audiences: Vec<AudienceKind>,
}

/// Why, and through which audiences, before anybody is left out.
#[derive(Default)]
struct Claim {
    reasons: BTreeSet<RecipientReason>,
    audiences: BTreeSet<AudienceKind>,
}

type Claims = BTreeMap<PersonId, Claim>;

/// In the order of names, then addresses. An audience that is gone reaches nobody.
pub fn recipients(read: &dyn Read, incident: &Incident, audiences: &[AudienceId]) -> Result<Vec<Recipient>> {
    let mut chosen = Vec::new();
    for id in audiences {
        chosen.extend(AudienceRecord::find(read, *id)?);
    }
    let mut claims = Claims::new();
    for audience in &chosen {
        claim_members(read, incident, audience, &mut claims)?;
        if audience.kind == AudienceKind::Affected {
            claim_affected(read, incident, &mut claims)?;
        }
    }
    if incident.restricted {
        claims = members_only(incident, &chosen, claims);
    }
    let settings = Settings::stored(read)?;
    let mut recipients = Vec::new();
    for (id, claim) in claims {
        let Some(person) = PersonRecord::find(read, id)? else { continue };
        if !may_be_written_to(&person, &settings) {
            continue;
        }
        let reasons =
            if incident.restricted { claim.reasons } else { not_stopped(read, &person, incident, claim.reasons)? };
        let subscribed_only = reasons.iter().all(|reason| matches!(reason, RecipientReason::Service(_)));
        let wanted = incident.restricted || !subscribed_only || person.wishes.wants(incident.shown_priority());
        if wanted && !reasons.is_empty() {
            let reasons = reasons.into_iter().collect();
            recipients.push(Recipient { person, reasons, audiences: claim.audiences.into_iter().collect() });
        }
    }
    recipients.sort_by_cached_key(|r| {
        (r.person.name.to_lowercase(), r.person.email.as_ref().map(|email| email.folded()), r.person.id)
    });
    Ok(recipients)
}

/// An address we may write to unasked: of an account that is not disabled, of one of our domains, or confirmed.
pub fn may_be_written_to(person: &PersonRecord, settings: &Settings) -> bool {
    person.email.is_some() && person.state != PersonState::Disabled && !is_stranger(person, settings)
}

fn claim(claims: &mut Claims, person: PersonId, reason: RecipientReason, kind: AudienceKind) {
    let claim = claims.entry(person).or_default();
    claim.reasons.insert(reason);
    claim.audiences.insert(kind);
}

fn claim_members(read: &dyn Read, incident: &Incident, audience: &AudienceRecord, claims: &mut Claims) -> Result<()> {
    for person in members_of(read, audience.id)? {
        claim(claims, person, RecipientReason::Audience(audience.name.clone()), audience.kind);
    }
    for (person, reason) in by_themselves(read, audience, &services_of(incident))? {
        claim(claims, person, reason, audience.kind);
    }
    Ok(())
}

/// Everyone hit: who reported, joined or follows, and who subscribed to a service it hit at any time, so that
/// those who read "broken" also read "works again".
fn claim_affected(read: &dyn Read, incident: &Incident, claims: &mut Claims) -> Result<()> {
    let kind = AudienceKind::Affected;
    for (place, reporter) in incident.reporters.iter().enumerate() {
        let reason = if place == 0 { RecipientReason::Reporter } else { RecipientReason::Joined };
        claim(claims, reporter.person, reason, kind);
    }
    for follower in &incident.followers {
        claim(claims, *follower, RecipientReason::Follower, kind);
    }
    for service in services_of(incident) {
        let Some(record) = ServiceRecord::find(read, service)? else { continue };
        for person in subscribers_of(read, service)? {
            claim(claims, person, RecipientReason::Service(record.name.clone()), kind);
        }
    }
    Ok(())
}

/// Through which kinds of these audiences somebody is reached now, asked again when their letter is written: whoever left
/// an audience meanwhile reads its words no more.
pub fn kinds_of(
    read: &dyn Read,
    incident: &Incident,
    audiences: &[AudienceId],
    person: PersonId,
) -> Result<Vec<AudienceKind>> {
    let mut kinds = BTreeSet::new();
    for id in audiences {
        let Some(audience) = AudienceRecord::find(read, *id)? else { continue };
        let is_in = is_member(read, audience.id, person)?
            || (audience.kind == AudienceKind::Affected && is_affected(read, incident, person)?)
            || by_themselves(read, &audience, &services_of(incident))?.iter().any(|(one, _)| *one == person);
        if is_in {
            kinds.insert(audience.kind);
        }
    }
    Ok(kinds.into_iter().collect())
}

fn is_affected(read: &dyn Read, incident: &Incident, person: PersonId) -> Result<bool> {
    if incident.reporter(person).is_some() || incident.followers.contains(&person) {
        return Ok(true);
    }
    for service in services_of(incident) {
        if choice_of(read, person, Topic::Service(service))? == Some(Choice::Subscribed) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// All members, in an audience or not: the update is for those who may know. Nobody else, in one or not.
fn members_only(incident: &Incident, chosen: &[AudienceRecord], mut claims: Claims) -> Claims {
    claims.retain(|person, _| incident.is_member(*person));
    if chosen.is_empty() {
        return claims;
    }
    for member in &incident.members {
        let claim = claims.entry(*member).or_default();
        claim.reasons.insert(RecipientReason::Member);
        if claim.audiences.is_empty() {
            claim.audiences.extend(chosen.iter().map(|audience| audience.kind));
        }
    }
    claims
}

/// What is left of the reasons after what the person stopped.
fn not_stopped(
    read: &dyn Read,
    person: &PersonRecord,
    incident: &Incident,
    mut reasons: BTreeSet<RecipientReason>,
) -> Result<BTreeSet<RecipientReason>> {
    let stopped = |topic| choice_of(read, person.id, topic).map(|choice| choice == Some(Choice::Stopped));
    let mut none = person.stopped_all;
    // Whoever stopped the letters of a duplicate wants none of the whole.
    for of in [incident.id].iter().chain(&incident.duplicates) {
        none = none || stopped(Topic::Incident(*of))?;
    }
    if none {
        return Ok(BTreeSet::new());
    }
    let services = services_of(incident);
    let mut all_stopped = !services.is_empty();
    for service in services {
        all_stopped = all_stopped && stopped(Topic::Service(service))?;
    }
    if all_stopped {
        let through_services = |reason: &RecipientReason| {
            use RecipientReason::{Audience, OwnsService, Rule, Service};
            matches!(reason, Audience(_) | Rule { .. } | Service(_) | OwnsService(_))
        };
        reasons.retain(|reason| !through_services(reason));
    }
    Ok(reasons)
}

fn services_of(incident: &Incident) -> BTreeSet<ServiceId> {
    incident.affected.iter().map(|affected| affected.service).collect()
}
