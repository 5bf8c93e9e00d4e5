//! The form: whom one can tell, and words that are ready made for where the incident stands.

use domain::audience::AudienceKind;
use domain::english::{Stage, Standing};
use domain::incident::{Change, Status};
use domain::locale::{Locale, Names as _};
use domain::permissions::Action;
use domain::promise::Preset;
use domain::view::composer::{Filled, TellableAudience, UpdatePage};

use crate::Backend;
use crate::audiences::{AudienceRecord, recipients};
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::{Look, audience_name, entry, idempotency, people_and_lists};
use crate::time_text;

impl Backend {
    /// `stage` by its code: the ready-made words that are wanted. `undone`: the entry whose words come back.
    pub async fn update_page(
        &self,
        caller: &Caller,
        number: &str,
        stage: &str,
        undone: Option<u64>,
    ) -> Result<UpdatePage> {
        self.look_at(caller, number, Action::TellStakeholders, |look| page(look, stage, undone)).await
    }
}

fn page(look: &Look<'_>, stage: &str, undone: Option<u64>) -> Result<UpdatePage> {
    let incident = look.incident;
    let audiences = audiences(look)?;
    let filled = match undone.map_or(Ok(None), |sequence| taken_back(look, sequence))? {
        Some(filled) => filled,
        None => ready_made(look, Stage::parse(stage).unwrap_or_else(|| Stage::of(incident)), &audiences),
    };
    let morning = time_text::next_working_morning(look.now(), time_text::zone(&look.settings.zone));
    Ok(UpdatePage {
        number: incident.number.to_string(),
        title: incident.title.clone(),
        revision: incident.revision,
        nonce: idempotency::form_nonce(look.now().0)?,
        restricted: incident.restricted,
        published: incident.is_published(),
        audiences,
        open: incident.status.is_open(),
        usual: Preset::usual(incident.status, incident.priority, incident.promises()),
        next_morning: look.time(morning),
        filled,
    })
}

fn audiences(look: &Look<'_>) -> Result<Vec<TellableAudience>> {
    let mut all = Vec::new();
    for audience in AudienceRecord::all(look.read)? {
        let (people, lists) = people_and_lists(&recipients(look.read, look.whole, &[audience.id])?);
        let (id, kind) = (audience.id.to_string(), audience.kind);
        all.push(TellableAudience { id, name: audience_name(audience), kind, people, lists });
    }
    Ok(all)
}

/// Everybody who can be told is ticked, and only who is ticked has words.
fn ready_made(look: &Look<'_>, stage: Stage, audiences: &[TellableAudience]) -> Filled {
    let ticked: Vec<_> = audiences.iter().filter(|audience| audience.people + audience.lists > 0).collect();
    let (text, mut only) = Locale::English.template(stage, &standing(look));
    let told = |kind| ticked.iter().any(|audience| audience.kind == kind);
    if !told(AudienceKind::Affected) && !told(AudienceKind::ServiceOwners) {
        only.affected.clear();
    }
    if !told(AudienceKind::Executive) {
        only.executive.clear();
    }
    Filled { audiences: ticked.into_iter().map(|audience| audience.id.clone()).collect(), text, only }
}

fn standing(look: &Look<'_>) -> Standing {
    let incident = look.incident;
    let mut hit: Vec<_> = incident.affected_now().map(|affected| affected.service).collect();
    if hit.is_empty() {
        // What has recovered is still what it was about.
        hit.extend(incident.affected.iter().map(|affected| affected.service));
    }
    let mut services = Vec::new();
    for name in hit.into_iter().map(|service| look.book.service(service)) {
        if !services.contains(&name) {
            services.push(name);
        }
    }
    let over = matches!(incident.status, Status::Resolved | Status::Closed);
    Standing {
        services,
        people: look.whole.people() as u64,
        since: look.time(incident.began_at.unwrap_or(incident.reported_at)).text,
        until: incident.restored_at.filter(|_| over).map(|at| look.time(at).text),
        workaround: incident.workaround.clone(),
    }
}

/// The words of an update that was taken back.
fn taken_back(look: &Look<'_>, sequence: u64) -> Result<Option<Filled>> {
    let found = entry(look.read, look.incident.id, sequence)?.and_then(|entry| entry.change);
    let Some(Change::StakeholdersTold { audiences, text, only, .. }) = found else { return Ok(None) };
    let audiences = audiences.iter().map(ToString::to_string).collect();
    Ok(Some(Filled { audiences, text, only }))
}
