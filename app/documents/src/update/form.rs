//! What is told, to whom, and when they hear again. Words of their own for some stay folded until somebody wants them.

use domain::audience::{AudienceKind, Block, block};
use domain::english::Stage;
use domain::locale::Locale;
use domain::promise::Preset;
use domain::view::composer::{TellableAudience, UpdatePage};
use leptos::prelude::*;

use kit::components::button::{Button, ButtonKind};
use kit::components::choice_field::{Checkbox, Offer, SelectField};
use kit::components::field::FieldError;
use kit::components::text_field::{AreaField, TextField};
use kit::form::FormState;
use kit::routes;

#[component]
pub fn Form(page: UpdatePage, state: FormState) -> impl IntoView {
    let action = routes::incident_update(&page.number);
    // A form that came back because somebody was quicker has told of it, and is drawn anew.
    let stale = !state.value("stale", "").is_empty();
    let revision = page.revision.to_string();
    let revision = if stale { revision } else { state.value("revision", &revision) };
    let nonce = state.value("nonce", &page.nonce);
    let titled = page.restricted || page.published;
    let title = (!titled).then(|| {
        view! {
            <TextField
                name="public_title"
                label="Public title"
                help="What the letters call it; with it the incident is published on the status page."
                value=state.value("public_title", "")
                error=state.error("public_title")
                optional=true
                autocomplete="off"
            />
        }
    });
    view! {
        <Templates number=page.number.clone()/>
        <form class="form" method="post" action=action novalidate=true>
            <input type="hidden" name="step" value="check"/>
            <input type="hidden" name="nonce" value=nonce/>
            <input type="hidden" name="revision" value=revision/>
            <Audiences audiences=page.audiences.clone() filled=page.filled.audiences.clone() state=state.clone()/>
            {title}
            <Words of=Block::All page=page.clone() state=state.clone() rows=3/>
            <Others page=page.clone() state=state.clone()/>
            <Promise page=page state=state/>
            <div><Button kind=ButtonKind::Primary submit=true>"Check before sending"</Button></div>
        </form>
    }
}

/// Words for each stage, ready made; what was typed is replaced only by who follows the link.
#[component]
fn Templates(number: String) -> impl IntoView {
    let links = Stage::ALL.map(|stage| {
        let href = format!("{}?template={}", routes::incident_update(&number), stage.code());
        view! { <a class="b b-small b-quiet" href=href rel="external">{Locale::English.stage(stage)}</a> }
    });
    view! { <p class="row" aria-label="Ready made"><span class="quiet">"Ready made:"</span>{links.collect_view()}</p> }
}

#[component]
fn Audiences(audiences: Vec<TellableAudience>, filled: Vec<String>, state: FormState) -> impl IntoView {
    let came_back = !state.values.is_empty();
    let boxes = audiences.into_iter().map(|audience| {
        let ticked = if came_back {
            state.value("audience", "").lines().any(|line| line == audience.id)
        } else {
            filled.contains(&audience.id)
        };
        let people = Locale::English.readers(audience.people, audience.lists);
        let label = format!("{} ({people})", audience.name);
        view! { <Checkbox name="audience" label=label value=audience.id help=reads(audience.kind) checked=ticked/> }
    });
    let boxes = boxes.collect_view();
    view! {
        <fieldset class="field" id="audience" tabindex="-1">
            <legend>"Who is told"</legend>
            <div class="choices">{boxes}</div>
            <FieldError id="audience" error=state.error("audience")/>
        </fieldset>
    }
}

/// In the words of the blocks below.
fn reads(kind: AudienceKind) -> String {
    let own = Block::ALL.into_iter().find(|of| *of != Block::All && of.is_for(kind));
    let own = own.map(|of| Locale::English.block(of).to_lowercase());
    own.map_or_else(
        || "Reads what is for everybody.".to_owned(),
        |own| format!("Reads what is for everybody, and {own}."),
    )
}

#[component]
fn Words(of: Block, page: UpdatePage, state: FormState, rows: u32) -> impl IntoView {
    let filled = block(of, &page.filled.text, &page.filled.only).to_owned();
    view! {
        <AreaField
            name=of.field()
            label=Locale::English.block(of).to_owned()
            help=Locale::English.block_help(of)
            value=state.value(of.field(), &filled)
            error=state.error(of.field())
            rows=rows
            optional=of != Block::All
        />
    }
}

#[component]
fn Others(page: UpdatePage, state: FormState) -> impl IntoView {
    let others = [Block::Affected, Block::Executive, Block::Technical];
    let held = |of: &Block| {
        let filled = block(*of, &page.filled.text, &page.filled.only);
        !state.value(of.field(), filled).is_empty() || state.error(of.field()).is_some()
    };
    let open = others.iter().any(held);
    let fields = others.map(|of| view! { <Words of=of page=page.clone() state=state.clone() rows=3/> });
    view! {
        <details class="fold panel" open=open>
            <summary>"Words of their own for some"</summary>
            <div class="form">{fields.collect_view()}</div>
        </details>
    }
}

#[component]
fn Promise(page: UpdatePage, state: FormState) -> impl IntoView {
    if !page.open {
        return view! { <p class="help">"It is no longer open, so there is no next update."</p> }.into_any();
    }
    let offers = Preset::ALL.map(|preset| {
        let words = match preset {
            Preset::None => "none".to_owned(),
            Preset::HalfHour => "in 30 min".to_owned(),
            Preset::Hour => "in 1 h".to_owned(),
            Preset::TwoHours => "in 2 h".to_owned(),
            Preset::NextMorning => page.next_morning.text.clone(),
        };
        Offer::new(preset.code(), words)
    });
    let value = state.value("promise", page.usual.code());
    view! { <SelectField name="promise" label="Next update by" offers=offers.to_vec() value=value error=state.error("promise")/> }
        .into_any()
}
