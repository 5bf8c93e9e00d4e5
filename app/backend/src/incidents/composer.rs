//! Whom one can tell about an incident, and how many people that comes to: asked when somebody begins to write to them,
//! for it is counted anew each time.

use domain::audience::AudienceKind;
use domain::ids::AudienceId;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::view::Choice;
use domain::view::composer::{AudienceChoice, ComposerView};

use crate::Backend;
use crate::audiences::{AudienceRecord, Recipient, recipients};
use crate::caller::Caller;
use crate::error::Result;
use crate::incidents::look::Look;

impl Backend {
    pub async fn composer(&self, caller: &Caller, number: &str) -> Result<ComposerView> {
        self.look_at(caller, number, Action::ReadNotes, view).await
    }
}

/// Who may not tell stakeholders learns who waits to hear of it, and has nobody to choose.
fn view(look: &Look<'_>) -> Result<ComposerView> {
    let told = |id: AudienceId| look.incident.told.contains(&id);
    let all = counted(look, |id| look.may(Action::TellStakeholders) || told(id))?;
    let waits = |choice: &&AudienceChoice| choice.id.parse().is_ok_and(told);
    let told = all.iter().filter(waits).cloned().collect();
    let audiences = if look.may(Action::TellStakeholders) { all } else { Vec::new() };
    Ok(ComposerView { audiences, told })
}

fn counted(look: &Look<'_>, wanted: impl Fn(AudienceId) -> bool) -> Result<Vec<AudienceChoice>> {
    let mut choices = Vec::new();
    for audience in AudienceRecord::all(look.read)?.into_iter().filter(|audience| wanted(audience.id)) {
        let (people, lists) = people_and_lists(&recipients(look.read, look.whole, &[audience.id])?);
        choices.push(AudienceChoice { id: audience.id.to_string(), name: audience_name(audience), people, lists });
    }
    Ok(choices)
}

/// The audiences that had an update, by name.
pub(super) fn told(look: &Look<'_>) -> Result<Vec<Choice>> {
    if look.incident.told.is_empty() {
        return Ok(Vec::new());
    }
    let told = AudienceRecord::all(look.read)?.into_iter().filter(|one| look.incident.told.contains(&one.id));
    Ok(told.map(|audience| Choice { id: audience.id.to_string(), name: audience_name(audience) }).collect())
}

/// How many of them are people, and how many go on to several.
pub(crate) fn people_and_lists(told: &[Recipient]) -> (u64, u64) {
    let lists = told.iter().filter(|one| one.person.is_list()).count();
    ((told.len() - lists) as u64, lists as u64)
}

/// What an audience is called.
pub(crate) fn audience_name(audience: AudienceRecord) -> String {
    let own = audience.kind == AudienceKind::Other;
    if own { audience.name } else { Locale::English.audience_kind(audience.kind).to_owned() }
}
