//! One incident for one viewer: whole for whoever may read its notes, their own part for everybody else.

use domain::permissions::Action;
use domain::view::incident::{IncidentFacts, IncidentHead, Opened, TeamPage};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{choices, own_incident, timeline};
use crate::storage::live;

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
            let page = TeamPage { head: look.head()?, facts: look.facts()?, timeline, choices, cursor };
            Ok(Opened::Team(Box::new(page)))
        })
        .await
    }

    /// Where it stands, for the team.
    pub async fn incident_head(&self, caller: &Caller, number: &str) -> Result<IncidentHead> {
        self.look_at(caller, number, Action::ReadNotes, |look| look.head()).await
    }

    /// Who and what it touches, for the team.
    pub async fn incident_facts(&self, caller: &Caller, number: &str) -> Result<IncidentFacts> {
        self.look_at(caller, number, Action::ReadNotes, |look| look.facts()).await
    }
}
