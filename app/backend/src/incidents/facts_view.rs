//! Who and what an incident touches, as it stands beside the timeline.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::incident::Incident;
use domain::permissions::Action;
use domain::view::incident::{AffectedView, IncidentFacts, ReporterView};

use crate::actions::is_named_in;
use crate::error::{Error, Result};
use crate::incidents::conversation;
use crate::incidents::look::Look;
use crate::people::PersonRecord;
use crate::reviews::is_reviewed;

impl Look<'_> {
    pub fn facts(&self) -> Result<IncidentFacts> {
        let incident = self.incident;
        let facts = IncidentFacts {
            statement: incident.statement.clone(),
            owner: incident.owner.map(|p| self.book.person_choice(p)),
            acting: incident.acting,
            members: incident.members.iter().map(|m| self.book.person_choice(*m)).collect(),
            followers: incident.followers.iter().map(|f| self.book.person_choice(*f)).collect(),
            affected: self.affected(incident),
            reporters: self.reporters(self.whole)?,
            learned: self.may(Action::Hear)
                && (is_reviewed(self.read, incident.id)? || is_named_in(self.read, incident.id)?),
            digest: String::new(),
        };
        Ok(IncidentFacts { digest: digest(&facts)?, ..facts })
    }

    fn affected(&self, incident: &Incident) -> Vec<AffectedView> {
        let view = |affected: &domain::incident::Affected| AffectedView {
            service: self.book.service_choice(affected.service),
            effect: incident.effect_on(affected),
            named: affected.named,
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
                alike: reporter.alike,
                verdict: reporter.verdict,
            })
        };
        incident.reporters.iter().map(view).collect()
    }
}

/// Compared with what the same program said a moment ago, and with nothing else.
fn digest(facts: &IncidentFacts) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let written =
        serde_json::to_vec(facts).map_err(|error| Error::Storage(format!("facts of an incident: {error}")))?;
    written.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}
