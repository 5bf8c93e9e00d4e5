//! "Your reports": what somebody signed in has reported or joined, with its state as its reporters read it.

use std::cmp::Reverse;

use domain::ids::IncidentId;
use domain::incident::Incident;
use domain::locale::Locale;
use domain::permissions::{Action, Actor, Object, Relation, permits};
use domain::time::Moment;
use domain::view::public::{HomeView, OwnReport};

use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{NameBook, ReceiptLink, index, merged, public, rows};
use crate::retention::RECEIPT_LINK;
use crate::storage::{Key, KeyParts, Order, Read, Table};
use crate::time_text::Reader;

/// Most of them that stand on one page.
pub const OWN_MOST: usize = 20;
/// Most rows that are looked through for them: of staff, all they ever worked on.
const LOOKED_THROUGH_MOST: usize = 5_000;

impl Backend {
    /// The first page of whoever asks. What they reported stands among their own, and is not offered for "me too".
    pub fn home_of(&self, caller: &Caller) -> Result<HomeView> {
        let mut home = self.home(caller)?;
        let own = self.own_reports(caller)?;
        home.known.retain(|line| own.iter().all(|(_, handled_in)| *handled_in != line.number));
        home.own = own.into_iter().map(|(own, _)| own).collect();
        Ok(home)
    }

    /// With the number of what each is handled in.
    fn own_reports(&self, caller: &Caller) -> Result<Vec<(OwnReport, String)>> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        self.storage().read(|read| {
            let actor = caller.actor(read)?;
            let mut own = reported_by(read, &actor, now)?;
            own.sort_by_key(|(incident, stands)| (!stands.status.is_open(), Reverse(incident.reported_at)));
            own.truncate(OWN_MOST);
            let book = NameBook::new(read);
            let reader = Reader::of(read, &actor, &settings, now)?;
            let line = |(incident, stands): &(Incident, Incident)| {
                (self.own_report(incident, stands, &actor, &book, reader), stands.number.to_string())
            };
            Ok(own.iter().map(line).collect())
        })
    }

    fn own_report(
        &self,
        incident: &Incident,
        stands: &Incident,
        actor: &Actor,
        book: &NameBook<'_>,
        reader: Reader,
    ) -> OwnReport {
        let first = incident.first_reporter() == actor.person_id();
        // Its page is its members'; to whoever reported it the receipt is open.
        let reads = permits(actor, Action::ReadIncident, Object::Incident(Relation::of(actor, incident)));
        let link = actor.person_id().map(|person| ReceiptLink { incident: incident.id, person });
        OwnReport {
            number: incident.number.to_string(),
            title: if first { incident.reported_title().to_owned() } else { public::name_of(incident, book) },
            state: Locale::English.public_state(stands.status).to_owned(),
            reported: reader.time(incident.reported_at),
            receipt: link.filter(|_| !reads).map(|link| self.receipt_token(link)),
        }
    }
}

/// What they may follow, with what it is handled in, until its receipt ends. Rows say what may stand on the page; only
/// that is read whole.
fn reported_by(read: &dyn Read, actor: &Actor, now: Moment) -> Result<Vec<(Incident, Incident)>> {
    let Some(person) = actor.person_id().filter(|_| permits(actor, Action::FollowOwnReport, Object::Desk)) else {
        return Ok(Vec::new());
    };
    let prefix = Key::new().u64(person.0).done();
    let mut ties = Vec::new();
    for (key, value) in read.scan_prefix(Table::PersonIncidents, &prefix, Order::Ascending, LOOKED_THROUGH_MOST)? {
        let tie = rows::Tie::of(&value)?;
        if tie.relations & rows::RELATION_REPORTER != 0 {
            ties.push((!tie.may_be_open, Reverse(tie.at), KeyParts::of(&key[prefix.len()..]).u64().map(IncidentId)?));
        }
    }
    ties.sort();
    let mut own: Vec<(Incident, Incident)> = Vec::new();
    for (ended, _, id) in ties {
        // The rest is older than a page of its kind.
        if own.iter().filter(|(_, stands)| ended || stands.status.is_open()).count() >= OWN_MOST {
            break;
        }
        let lasts = |incident: &Incident| incident.ended_at.is_none_or(|ended| ended.plus(RECEIPT_LINK) >= now);
        let follows = |incident: &Incident| {
            permits(actor, Action::FollowOwnReport, Object::Incident(Relation::of(actor, incident)))
        };
        let Some(incident) = index::find(read, id)?.filter(follows) else { continue };
        let stands = merged::leads_to(read, incident.clone())?;
        if lasts(&stands) {
            own.push((incident, stands));
        }
    }
    Ok(own)
}
