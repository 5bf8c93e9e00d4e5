//! The one way a change gets onto disk.

use domain::ids::IncidentId;
use domain::incident::{Change, Incident, apply};
use domain::permissions::Who;
use domain::time::Moment;

use crate::error::{Error, Result};
use crate::incidents::{Origin, entry, escalation, index, notices, redact, searchable, timers};
use crate::journal::{self, Fact};
use crate::reviews;
use crate::settings::Settings;
use crate::storage::chain::{self, Chain};
use crate::storage::{Audience, LiveChange, Topic, Tx};

/// What was recorded: the state now, and the sequence of the first entry.
pub(super) struct Recorded {
    pub incident: Incident,
    pub first: u64,
}

/// Who changed it, how, and whether letters about it are wanted.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    pub who: Who,
    pub origin: Origin,
    /// Over a rate limit a report is stored without letters.
    pub quiet: bool,
    /// Over the limit of letters to strangers: told to everybody but whoever's address was typed.
    pub no_receipt: bool,
}

impl Hand {
    /// Somebody's press, or the operator's command.
    pub fn of(who: Who) -> Self {
        let origin = match who {
            Who::Operator => Origin::CommandLine,
            Who::Task(_) => Origin::Timer,
            Who::Visitor | Who::Person(_) | Who::Receipt { .. } => Origin::Web,
        };
        Self { who, origin, quiet: false, no_receipt: false }
    }
}

/// Appends the changes and brings state, index rows, timers, notices and the live announcement along,
/// all in the transaction given. `changes` is not empty.
pub(super) fn record(
    tx: &mut Tx<'_>,
    before: Option<Incident>,
    changes: &[Change],
    hand: Hand,
    _settings: &Settings,
) -> Result<Recorded> {
    let at = Moment(tx.now());
    let mut state = before.clone();
    let mut first = None;
    for change in changes {
        apply(&mut state, change, at);
        let incident = state.as_ref().ok_or_else(|| Error::internal("a timeline that does not begin with a report"))?;
        let sequence = entry::append(tx, incident.id, at, hand.who, hand.origin, change)?;
        if sequence != incident.revision {
            return Err(Error::internal(format!("entry {sequence} of a state at revision {}", incident.revision)));
        }
        first.get_or_insert(sequence);
    }
    let incident = state.ok_or_else(|| Error::internal("nothing to record"))?;
    index::store(tx, before.as_ref(), &incident)?;
    searchable::follow(tx, before.as_ref(), &incident, first.unwrap_or_default(), changes)?;
    redact::follow(tx, &incident, changes)?;
    timers::follow(tx, before.as_ref(), &incident)?;
    escalation::follow(tx, before.as_ref(), &incident, hand.quiet)?;
    reviews::follow(tx, &incident, hand.who)?;
    if !hand.quiet {
        notices::queue(tx, before.as_ref(), &incident, changes, hand)?;
    }
    if incident.status.is_final() {
        record_head(tx, &incident, hand.who)?;
    }
    announce(tx, before.as_ref(), &incident);
    Ok(Recorded { incident, first: first.unwrap_or_default() })
}

/// Whoever knew it by its old number hears of that one only; the new number is its members'. Of what is restricted no
/// longer the old one leads there.
fn announce(tx: &mut Tx<'_>, before: Option<&Incident>, after: &Incident) {
    let said = |of: &Incident, before, now| {
        let (number, revision) = (of.number.to_string(), after.revision);
        Topic::Incident(LiveChange { incident: after.id.0, number, revision, before, after: now })
    };
    match before {
        Some(old) if old.number != after.number => {
            let still = if after.restricted { Audience::Nobody } else { audience(old) };
            tx.announce(said(old, audience(old), still));
            tx.announce(said(after, Audience::Nobody, audience(after)));
        }
        _ => tx.announce(said(after, before.map_or(Audience::Nobody, audience), audience(after))),
    }
}

/// How its letters stand is no entry of its timeline; open pages that show it ask again.
pub(crate) fn announce_letters(tx: &mut Tx<'_>, incident: IncidentId) -> Result<()> {
    if let Some(incident) = index::find(tx, incident)? {
        tx.announce(Topic::Letters { number: incident.number.to_string(), audience: audience(&incident) });
    }
    Ok(())
}

/// From here on the journal would show if the end of the timeline were cut off.
pub(super) fn record_head(tx: &mut Tx<'_>, incident: &Incident, who: Who) -> Result<()> {
    let Some(head) = chain::head(tx, Chain::Incident(incident.id.0))? else { return Ok(()) };
    let fact = Fact::IncidentHead { incident: incident.id, revision: head.sequence, hash: head.hash };
    journal::record(tx, who, &fact).map(|_| ())
}

fn audience(incident: &Incident) -> Audience {
    if incident.restricted {
        Audience::Members(incident.members.iter().map(|m| m.0).collect())
    } else {
        Audience::Staff
    }
}
