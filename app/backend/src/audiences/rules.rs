//! Members by rule: by role, by what they own that is hit, by what they subscribed to. Who that is, is asked each time,
//! so that whoever joins the team is told and whoever leaves it is not.

use std::collections::BTreeSet;

use domain::Refusal;
use domain::audience::{AudienceKind, MemberRule, RecipientReason};
use domain::field::Problem;
use domain::ids::{AudienceId, PersonId, ServiceId};
use domain::locale::Locale;
use domain::permissions::{Action, Object};
use domain::person::Role;
use domain::service::Criticality;

use super::AudienceRecord;
use crate::error::{Error, Result};
use crate::journal::Fact;
use crate::people::{confirm_password, with_account};
use crate::services::ServiceRecord;
use crate::storage::Read;
use crate::subscriptions::subscribers_of;
use crate::{Backend, Caller};

/// Most rules of one audience.
pub const RULES_MOST: usize = 20;

impl Backend {
    pub async fn add_rule(&self, caller: &Caller, audience: AudienceId, rule: &str) -> Result<()> {
        let rule = MemberRule::parse("rule", rule).map_err(Refusal::from)?;
        self.change_rules(caller, audience, rule, true).await
    }

    pub async fn remove_rule(&self, caller: &Caller, audience: AudienceId, rule: &str) -> Result<()> {
        let rule = MemberRule::parse("rule", rule).map_err(Refusal::from)?;
        self.change_rules(caller, audience, rule, false).await
    }

    async fn change_rules(&self, caller: &Caller, audience: AudienceId, rule: MemberRule, there: bool) -> Result<()> {
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may_on(tx, Action::Change, Object::Audiences)?;
                confirm_password::require(tx, &caller)?;
                let mut record = AudienceRecord::find(tx, audience)?.ok_or(Error::NotFound)?;
                if record.rules.contains(&rule) == there {
                    return Ok(());
                }
                if let MemberRule::Service(service) = rule
                    && there
                    && ServiceRecord::find(tx, service)?.is_none()
                {
                    return Err(Refusal::field("rule", Problem::Unknown).into());
                }
                if there && record.rules.len() >= RULES_MOST {
                    let full = Problem::TooMany { most: RULES_MOST, now: RULES_MOST + 1 };
                    return Err(Refusal::field("rule", full).into());
                }
                record.rules.retain(|known| *known != rule);
                record.rules.extend(there.then_some(rule));
                record.save(tx)?;
                caller.note(tx, &actor, &Fact::AudienceChanged { name: record.name })?;
                Ok(())
            })
            .await
    }
}

/// Whoever is in it without being entered while these services are hit, and why.
pub fn by_themselves(
    read: &dyn Read,
    audience: &AudienceRecord,
    hit: &BTreeSet<ServiceId>,
) -> Result<Vec<(PersonId, RecipientReason)>> {
    let mut all = Vec::new();
    for rule in &audience.rules {
        let reason = |r#as| RecipientReason::Rule { audience: audience.name.clone(), r#as };
        all.extend(people_by(read, *rule, hit)?.into_iter().map(|(person, r#as)| (person, reason(r#as))));
    }
    if audience.kind == AudienceKind::ServiceOwners {
        let concerns = |service: &ServiceRecord| {
            hit.contains(&service.id) || service.depends_on.iter().any(|needed| hit.contains(needed))
        };
        let services = ServiceRecord::all(read)?.into_iter().filter(|service| !service.retired && concerns(service));
        all.extend(services.filter_map(|service| Some((service.owner?, RecipientReason::OwnsService(service.name)))));
    }
    Ok(all)
}

/// Whom a rule brings in, and as what.
fn people_by(read: &dyn Read, rule: MemberRule, hit: &BTreeSet<ServiceId>) -> Result<Vec<(PersonId, String)>> {
    match rule {
        MemberRule::Role(role) => {
            let people =
                with_account(read)?.into_iter().filter(|person| person.is_active() && person.role == Some(role));
            Ok(people.map(|person| (person.id, Locale::English.role(role).to_owned())).collect())
        }
        MemberRule::Matters(least) => {
            let all = ServiceRecord::all(read)?.into_iter();
            let matters = all.filter(|service| hit.contains(&service.id) && service.criticality >= least);
            Ok(matters.filter_map(|service| Some((service.owner?, format!("owner of {}", service.name)))).collect())
        }
        MemberRule::Service(service) => {
            let Some(record) = ServiceRecord::find(read, service)? else { return Ok(Vec::new()) };
            let people = subscribers_of(read, service)?.into_iter();
            Ok(people.map(|person| (person, format!("subscriber of {}", record.name))).collect())
        }
    }
}

/// Code and words of each.
pub(super) fn told(read: &dyn Read, rules: impl IntoIterator<Item = MemberRule>) -> Result<Vec<(String, String)>> {
    let services = ServiceRecord::all(read)?;
    let name = |id: ServiceId| {
        let known = services.iter().find(|service| service.id == id);
        known.map_or_else(|| "a removed service".to_owned(), |service| service.name.clone())
    };
    Ok(rules.into_iter().map(|rule| (rule.code(), Locale::English.member_rule(rule, name))).collect())
}

/// Every rule that an audience has not.
pub(super) fn offered(read: &dyn Read, audience: &AudienceRecord) -> Result<Vec<(String, String)>> {
    let services = ServiceRecord::all(read)?.into_iter().filter(|service| !service.retired);
    let roles = Role::ALL.map(MemberRule::Role).into_iter();
    let matters = Criticality::ALL.map(MemberRule::Matters).into_iter();
    let all = roles.chain(matters).chain(services.map(|service| MemberRule::Service(service.id)));
    told(read, all.filter(|rule| !audience.rules.contains(rule)))
}
