//! Applies recorded changes. Holds no rule: whatever was decided once is taken as it stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::ids::PersonId;
use crate::incident::{Affected, Change, Incident, Major, Reported, Reporter, Sla, SlaMark, Status};
use crate::time::Moment;

/// Folds one change, recorded at `at`, into the state. `None` begins with `Change::Reported`;
/// a change of nothing, or a second report, is a broken timeline and leaves the state as it was.
pub fn apply(incident: &mut Option<Incident>, change: &Change, at: Moment) {
    match (incident.as_mut(), change) {
        (None, Change::Reported(reported)) => *incident = Some(begin(reported, at)),
        (None, _) | (Some(_), Change::Reported(_)) => {}
        (Some(state), change) => {
            state.revision += 1;
            state.changed_at = at;
            let strikes = change.strikes(state);
            let face = (state.status, state.restricted, state.public_title.clone(), state.workaround.clone());
            change.fold(state, at);
            if face != (state.status, state.restricted, state.public_title.clone(), state.workaround.clone()) {
                state.public_at = Some(at);
            }
            state.sla.marks.extend(strikes.map(|what| SlaMark::new(at, what)));
        }
    }
}

impl Change {
    /// As it comes from the disk.
    fn as_stored(&self) -> Cow<'_, Self> {
        let mut stored = Cow::Borrowed(self);
        if let Self::Redacted { after: Some(_), .. } = self
            && let Self::Redacted { after, .. } = stored.to_mut()
        {
            *after = None;
        }
        stored
    }

    /// The entry before which it goes back.
    pub fn returns_to(&self) -> Option<u64> {
        if let Self::Undone { sequence, .. } | Self::TakenApart { sequence, .. } = self {
            Some(*sequence)
        } else {
            None
        }
    }
}

/// A timeline folded from its beginning, entry by entry.
#[derive(Debug, Default)]
pub struct Replay {
    pub state: Option<Incident>,
    returns: BTreeSet<u64>,
    kept: BTreeMap<u64, Incident>,
}

impl Replay {
    /// `returns` are the sequences that an `Undone` of this timeline goes back to: the state before each is kept.
    pub fn returning_to(returns: BTreeSet<u64>) -> Self {
        Self { returns, ..Self::default() }
    }

    /// The next entry.
    pub fn step(&mut self, sequence: u64, change: &Change, at: Moment) {
        if self.returns.contains(&sequence)
            && let Some(state) = &self.state
        {
            self.kept.insert(sequence, state.clone());
        }
        let back = change.returns_to();
        let before = back.and_then(|sequence| self.kept.get(&sequence)).cloned().map(Box::new);
        match back {
            Some(sequence) => apply(&mut self.state, &Change::Undone { sequence, before }, at),
            // What stands in place of the words was folded there.
            None => apply(&mut self.state, &change.as_stored(), at),
        }
    }
}

/// The state after the given changes; `None` for a timeline that does not begin with a report.
pub fn replay<'a>(changes: impl Iterator<Item = (&'a Change, Moment)> + Clone) -> Option<Incident> {
    let returns = changes.clone().filter_map(|(change, _)| change.returns_to()).collect();
    let mut replay = Replay::returning_to(returns);
    for (sequence, (change, at)) in (1..).zip(changes) {
        replay.step(sequence, change, at);
    }
    replay.state
}

#[expect(clippy::too_many_lines, reason = "one value, a line for each field")]
fn begin(reported: &Reported, at: Moment) -> Incident {
    let Reported { id, number, title, statement, kind, impact, urgency, computed, priority, .. } = reported.clone();
    Incident {
        id,
        number,
        revision: 1,
        title,
        statement,
        public_title: None,
        workaround: None,
        kind,
        status: Status::Reported,
        impact,
        urgency,
        priority,
        computed,
        priority_confirmed: false,
        unverified: reported.unverified,
        restricted: reported.restricted,
        members: reported.members.clone(),
        followers: Vec::new(),
        major: Major::No,
        owner: None,
        incident_manager: None,
        acting: false,
        communications_lead: None,
        hold: None,
        watch: None,
        considered_solved: false,
        affected: reported
            .affected
            .iter()
            .map(|(service, effect)| {
                let (service, effect, named) = (*service, *effect, reported.named);
                Affected { service, effect, named, from: at, to: None }
            })
            .collect(),
        reporters: reported.reporter.map(|person| first(reported, person, at)).into_iter().collect(),
        channel: reported.channel,
        began_at: reported.began_at,
        reported_at: at,
        reached_at: reported.reached_at,
        taken_at: None,
        mitigated_at: None,
        restored_at: None,
        resolved_at: None,
        ended_at: None,
        closes_at: None,
        resolution: None,
        reopened: 0,
        promise: None,
        first_notice: None,
        told_at: None,
        told: Vec::new(),
        told_in: None,
        merged_into: None,
        duplicates: Vec::new(),
        sla: Sla::begun(reported.terms, at),
        checklists: Vec::new(),
        legal: None,
        corrections: Vec::new(),
        also_said: Vec::new(),
        acknowledged: None,
        changed_at: at,
        public_at: None,
    }
}

fn first(reported: &Reported, person: PersonId, at: Moment) -> Reporter {
    Reporter { person, at, unproven: reported.unproven, alike: false, verdict: None }
}
