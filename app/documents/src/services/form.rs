//! The fields of one service, new or known, and the end of it.

use domain::locale::Locale;
use domain::service::Criticality;
use domain::view::settings::ServiceRow;
use leptos::prelude::*;

use super::Catalogue;

use crate::settings::returned::Slip;
use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Checkbox, Offer, SelectField};
use kit::components::field::FieldError;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::routes;

/// `words` are the button's.
#[component]
pub fn ServiceForm(
    service: Option<ServiceRow>,
    catalogue: Catalogue,
    slip: Slip,
    words: &'static str,
) -> impl IntoView {
    let name = service.as_ref().map(|known| known.name.clone()).unwrap_or_default();
    let revision = service.as_ref().map(|known| known.revision);
    let owner = service.as_ref().and_then(|known| known.owner.clone());
    let matters = service.as_ref().map_or(Criticality::Normal, |known| known.criticality);
    let target = service.as_ref().and_then(|known| known.target).map(|target| Locale::English.percent(target));
    let target = target.unwrap_or_default();
    let mut owners: Vec<_> = catalogue.owners.iter().map(|one| Offer::new(one.id.clone(), one.name.clone())).collect();
    // Whoever owns it may stay, also after they left.
    if let Some(owner) = owner.as_ref().filter(|owner| !owners.iter().any(|offer| offer.value == owner.id)) {
        owners.push(Offer::new(owner.id.clone(), owner.name.clone()));
    }
    let owner = owner.map(|owner| owner.id).unwrap_or_default();
    view! {
        <form class="form" method="post" action=routes::SERVICES>
            {slip.hidden()}
            {revision.map(|revision| slip.drawn_at(revision))}
            <TextField name="name" id=slip.field("name") label="Name" value=slip.value("name", &name) error=slip.error("name") autocomplete="off"/>
            <div class="form-row">
                <SelectField name="owner" id=slip.field("owner") label="Owner" offers=owners blank="Nobody" value=slip.value("owner", &owner) error=slip.error("owner") help="Answers for it, and is told first."/>
                <SelectField name="criticality" id=slip.field("criticality") label="How much it matters" offers=degrees() value=slip.value("criticality", matters.code()) error=slip.error("criticality") help="Critical: once it is known to be hit, never of low impact."/>
            </div>
            <TextField name="target" id=slip.field("target") label="Availability target" value=slip.value("target", &target) error=slip.error("target") optional=true help="Percent of each month, such as 99.5. Only what your team confirmed counts against it." autocomplete="off"/>
            <Needs service=service catalogue=catalogue slip=slip/>
            <div><Button kind=ButtonKind::Primary submit=true>{words}</Button></div>
        </form>
    }
}

fn degrees() -> Vec<Offer> {
    vec![
        Offer::new("critical", "Critical: work stops"),
        Offer::new("normal", "Normal"),
        Offer::new("low", "Low: can wait"),
    ]
}

#[component]
fn Needs(service: Option<ServiceRow>, catalogue: Catalogue, slip: Slip) -> impl IntoView {
    let own = service.as_ref().map(|known| known.id.clone());
    let needed = service.map(|known| known.depends_on).unwrap_or_default();
    let others = catalogue.services.into_iter().filter(|other| Some(&other.id) != own.as_ref());
    let boxes = others.map(|other| {
        let now = needed.iter().any(|need| need.id == other.id);
        let checked = slip.ticked("depends_on", &other.id, now);
        view! { <Checkbox name="depends_on" label=other.name value=other.id checked=checked/> }
    });
    let boxes: Vec<_> = boxes.collect();
    (!boxes.is_empty()).then(|| {
        view! {
            <fieldset class="field" id=slip.field("depends_on") tabindex="-1">
                <legend>"Needs"</legend>
                <p class="help">"What must work so that this works."</p>
                <div class="starters">{boxes}</div>
                <FieldError id=slip.field("depends_on") error=slip.error("depends_on")/>
            </fieldset>
        }
    })
}

#[component]
pub fn Retire(service: ServiceRow) -> impl IntoView {
    let slip = Slip::of(&FormState::default(), "retire", &service.id);
    view! {
        <form class="form-section" method="post" action=routes::SERVICES>
            {slip.hidden()}
            {slip.drawn_at(service.revision)}
            <p class="quiet">"Retiring takes it out of every list. Its incidents keep its name; added again under the same name it comes back."</p>
            <div><Button kind=ButtonKind::Danger submit=true>"Retire"</Button></div>
        </form>
    }
}
