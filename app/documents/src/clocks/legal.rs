//! What the law asks: nothing before somebody declares it, then each deadline until somebody was told, or need not be.

use domain::view::clocks::{ClocksPage, DutyView, LegalView};
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::Button;
use kit::components::choice_field::{Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::icon::Symbol;
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::routes;

/// Nothing at all of what nobody asks about.
#[component]
pub fn Legal(page: ClocksPage, state: FormState) -> impl IntoView {
    let of = Form { page: page.clone(), state };
    let declare = page.may_declare.then(|| view! { <Declare of=of.clone()/> });
    let declared = page.legal.map(|legal| view! { <Declared legal=legal of=of/> });
    (declare.is_some() || declared.is_some()).then(|| {
        view! {
            <section class="stack" aria-label="Legal deadlines">
                <h2>"Legal deadlines"</h2>
                {declare}
                {declared}
            </section>
        }
    })
}

/// What every form here needs: which page it goes back to, and what was typed if it came back.
#[derive(Clone)]
pub(super) struct Form {
    pub page: ClocksPage,
    pub state: FormState,
}

impl Form {
    fn own(&self, act: &str) -> FormState {
        if self.state.value("act", "") == act { self.state.clone() } else { FormState::default() }
    }

    /// Folded away until it is wanted.
    pub(super) fn folded(
        &self,
        act: &'static str,
        summary: &'static str,
        press: &'static str,
        fields: AnyView,
    ) -> AnyView {
        let (nonce, action) = (self.page.nonce.clone(), routes::incident_clocks(&self.page.number));
        view! {
            <details class="fold" open=self.own(act).is_refused()>
                <summary>{summary}</summary>
                <form class="form" method="post" action=action novalidate=true>
                    <input type="hidden" name="act" value=act/>
                    <input type="hidden" name="nonce" value=nonce/>
                    {fields}
                    <div><Button submit=true>{press}</Button></div>
                </form>
            </details>
        }
        .into_any()
    }

    /// What is known already, to be changed.
    pub(super) fn typed(&self, act: &'static str, name: &'static str, label: &'static str, now: &str) -> AnyView {
        let own = self.own(act);
        view! { <TextField name=name id=field_id(&own, act, name) label=label value=own.value(name, now) error=own.error(name) optional=true autocomplete="off"/> }
            .into_any()
    }

    pub(super) fn words(&self, act: &'static str, name: &'static str, label: &'static str, optional: bool) -> AnyView {
        let own = self.own(act);
        view! { <TextField name=name id=field_id(&own, act, name) label=label value=own.value(name, "") error=own.error(name) optional=optional autocomplete="off"/> }
            .into_any()
    }

    pub(super) fn instant(&self, act: &'static str, name: &'static str, label: &'static str, now: &str) -> AnyView {
        let (own, zone) = (self.own(act), format!("In your zone, {}.", self.page.zone));
        view! { <TextField name=name id=field_id(&own, act, name) kind="datetime-local" label=label value=own.value(name, now) error=own.error(name) help=zone/> }
            .into_any()
    }
}

/// What is wrong with a form leads to its fields by their names; of all other forms here each has an id of its own.
pub(super) fn field_id(own: &FormState, act: &str, name: &str) -> String {
    if own.is_refused() { name.to_owned() } else { format!("{act}-{name}") }
}

#[component]
fn Declare(of: Form) -> impl IntoView {
    let now = of.page.now_typed.clone();
    let fields = view! {
        <p class="help">"From then on the legal deadlines run, day and night, until you record who was told, or why nobody need be."</p>
        {of.words("declare", "criteria", "What makes it one that the law asks about", false)}
        {of.instant("declare", "aware_at", "Since when you knew", &now)}
    };
    of.folded("declare", "Declare it", "Declare it: the deadlines run", fields.into_any())
}

#[component]
fn Declared(legal: LegalView, of: Form) -> impl IntoView {
    let heads = ["What", "Within", "Due", "How it stands", "Reference"].map(Head::new).to_vec();
    let rows = legal.duties.iter().cloned().map(|duty| view! { <Row duty=duty/> }).collect_view();
    let none = legal.duties.is_empty();
    let forms = of.page.may_explain.then(|| view! { <Forms legal=legal.clone() of=of/> });
    view! {
        <p>"Declared "<TimeText time=legal.declared/>" by "{legal.by}": "{legal.criteria}</p>
        <p>"Known since "<TimeText time=legal.aware/>"."</p>
        {none.then(|| view! { <p class="quiet">"The settings name no legal deadline."</p> })}
        {(!none).then(|| view! { <DataTable caption="What the law asks" heads=heads>{rows}</DataTable> })}
        {legal.exempt.map(|words| view! { <p>{words}</p> })}
        {legal.recovery.map(|words| view! { <p>{words}</p> })}
        {forms}
    }
}

#[component]
fn Row(duty: DutyView) -> impl IntoView {
    let (tone, symbol) = match (duty.missed, duty.open) {
        (true, _) => (Tone::Bad, Symbol::Alert),
        (false, true) => (Tone::Warn, Symbol::Clock),
        (false, false) => (Tone::Good, Symbol::Check),
    };
    view! {
        <tr>
            <th scope="row">{duty.name}</th>
            <td data-label="Within" class="nowrap">{duty.within}</td>
            <td data-label="Due" class="nowrap"><TimeText time=duty.due/></td>
            <td data-label="How it stands"><Badge tone=tone symbol=symbol>{duty.stands}</Badge></td>
            <td data-label="Reference">{duty.reference}</td>
        </tr>
    }
}

#[component]
fn Forms(legal: LegalView, of: Form) -> impl IntoView {
    let now = of.page.now_typed.clone();
    let open: Vec<_> = legal.duties.iter().filter(|duty| duty.open).collect();
    let first = open.first().map(|duty| duty.place.to_string()).unwrap_or_default();
    let offers: Vec<_> = open.iter().map(|duty| Offer::new(duty.place.to_string(), duty.name.clone())).collect();
    let notify = (!offers.is_empty()).then(|| {
        let own = of.own("notify");
        let fields = view! {
            <SelectField name="deadline" id=field_id(&own, "notify", "deadline") label="Which deadline" offers=offers value=own.value("deadline", &first) blank="Choose" error=own.error("deadline")/>
            {of.words("notify", "whom", "Who was told", false)}
            {of.instant("notify", "at", "When", &now)}
            {of.words("notify", "reference", "Reference they gave", true)}
        };
        let told = of.folded("notify", "Somebody was told", "Keep who was told", fields.into_any());
        let why = of.words("exempt", "why_not", "Why nobody need be told", false);
        let exempt = of.folded("exempt", "Nobody need be told", "End the deadlines", why);
        view! { {told}{exempt} }
    });
    let aware = view! {
        {of.instant("aware", "aware_at", "Since when you knew", &legal.aware_typed)}
        {of.words("aware", "reason", "How you know", false)}
    };
    let aware = of.folded("aware", "You knew at another time", "Let the deadlines run from then", aware.into_any());
    let recovery = legal.recovery.is_none().then(|| {
        let at = of.instant("recovery", "at", "When", &now);
        of.folded("recovery", "The recovery is over", "Declare it over", at)
    });
    view! { {notify}{aware}{recovery} }
}
