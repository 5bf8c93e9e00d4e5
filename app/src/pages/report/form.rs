//! The form itself. As plain HTML it is whole; in the browser it checks while one types, keeps a draft, and shows
//! that it is on its way.

use std::collections::BTreeSet;

use domain::classification::Level;
use domain::locale::Locale;
use domain::refusal::Refusal;
use domain::report::ReportDraft;
use domain::view::public::ReportView;
use leptos::ev::{Event, FocusEvent, SubmitEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::draft;
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::{Checkbox, Offer, RadioCards, SelectField};
use kit::components::error_summary::{ErrorSummary, FieldProblem};
use kit::components::field::FieldMessage;
use kit::components::notice::Notice;
use kit::components::text_field::{AreaField, TextField};
use kit::form::FormState;
use kit::ground::FormMessage;
use kit::routes;

/// What the form knows of itself while one types.
#[derive(Clone, Copy)]
struct Watch {
    draft: RwSignal<ReportDraft>,
    /// Fields that were left once: only these complain while one types.
    left: RwSignal<BTreeSet<String>>,
    /// What the server refused; it stands until the field is touched.
    refused: StoredValue<FormState>,
    problems: RwSignal<Vec<FieldProblem>>,
    sending: RwSignal<bool>,
    restored: RwSignal<bool>,
}

impl Watch {
    fn new(state: &FormState, draft: RwSignal<ReportDraft>) -> Self {
        let problems = state.problems();
        Self {
            draft,
            left: RwSignal::new(BTreeSet::new()),
            refused: StoredValue::new(state.clone()),
            problems: RwSignal::new(problems),
            sending: RwSignal::new(false),
            restored: RwSignal::new(false),
        }
    }

    fn message(self, field: &'static str) -> FieldMessage {
        Signal::derive(move || {
            if self.left.with(|left| left.contains(field)) {
                self.draft.with(|draft| problem_of(draft, field))
            } else {
                self.refused.with_value(|state| state.error(field))
            }
        })
    }

    fn typed(self) {
        draft::keep();
        self.draft.set(draft::read_form());
    }

    fn leave(self, field: String) {
        if !field.is_empty() {
            self.draft.set(draft::read_form());
            self.left.update(|left| left.extend([field]));
        }
    }

    /// Stops a report that the server would refuse, and says why; lets any other go.
    fn send(self, event: &SubmitEvent) {
        let draft = draft::read_form();
        match draft.parse() {
            Err(Refusal::Fields(errors)) => {
                event.prevent_default();
                let words = |error| Locale::English.problem_from_afar(error);
                self.left.update(|left| left.extend(errors.iter().map(|error| error.field.clone())));
                let problems = errors.iter().map(|e| FieldProblem { field: e.field.clone(), words: words(e) });
                self.problems.set(problems.collect());
                self.draft.set(draft);
            }
            _ => {
                draft::mark_sent(&draft);
                self.sending.set(true);
            }
        }
    }
}

fn problem_of(draft: &ReportDraft, field: &str) -> Option<String> {
    match draft.parse() {
        Err(Refusal::Fields(errors)) => {
            errors.iter().find(|error| error.field == field).map(|error| Locale::English.problem(error))
        }
        _ => None,
    }
}

#[component]
pub fn ReportForm(
    view: ReportView,
    state: FormState,
    /// What stands in it, for whoever helps along beside it.
    draft: RwSignal<ReportDraft>,
) -> impl IntoView {
    let watch = Watch::new(&state, draft);
    let nonce = state.value("nonce", &view.nonce);
    let untouched = !state.is_refused();
    Effect::new(move || {
        if untouched && draft::restore() {
            watch.restored.set(true);
        }
        watch.draft.set(draft::read_form());
    });
    view! {
        <ErrorSummary problems=watch.problems/>
        <FormMessage message=state.message.clone()/>
        <form
            id="report"
            class="report"
            method="post"
            action=routes::REPORT
            novalidate=true
            on:input=move |_: Event| watch.typed()
            on:focusout=move |event: FocusEvent| {
                if !goes_to_a_button(&event) {
                    watch.leave(name_of(&event));
                }
            }
            on:submit=move |event: SubmitEvent| watch.send(&event)
        >
            <input type="hidden" name="nonce" value=nonce/>
            <Restored watch=watch/>
            <What view=view.clone() state=state.clone() watch=watch/>
            <HowBad state=state.clone() watch=watch/>
            <Reporter view=view state=state watch=watch/>
            <div class="report-end">
                <Button kind=ButtonKind::Primary size=ButtonSize::Large submit=true pending=watch.sending>
                    "Send to the IT team"
                </Button>
                <p class="help">
                    "What happens next: somebody in the team takes it, and your private page says so. Has work stopped for many? Call them as well."
                </p>
            </div>
        </form>
    }
}

fn name_of(event: &FocusEvent) -> String {
    let target = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
    target.and_then(|element| element.get_attribute("name")).unwrap_or_default()
}

/// A complaint under the field just left would move the button away from under the press; sending complains anyway.
fn goes_to_a_button(event: &FocusEvent) -> bool {
    let next = event.related_target().and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
    next.is_some_and(|next| next.tag_name() == "BUTTON")
}

#[component]
fn Restored(watch: Watch) -> impl IntoView {
    let again = move |_| {
        draft::clear();
        if let Ok(Some(form)) = document().query_selector("#report") {
            form.unchecked_into::<leptos::web_sys::HtmlFormElement>().reset();
        }
        watch.left.set(BTreeSet::new());
        watch.restored.set(false);
        watch.draft.set(draft::read_form());
    };
    move || {
        watch.restored.get().then(|| {
            view! {
                <Notice tone=Tone::Accent>
                    "What you had typed here is back; it was kept on this device only. "
                    <button type="button" class="b b-link" on:click=again>"Start afresh"</button>
                </Notice>
            }
        })
    }
}

#[component]
fn What(view: ReportView, state: FormState, watch: Watch) -> impl IntoView {
    let services = view.services.into_iter().map(|service| Offer::new(service.id, service.name)).collect();
    view! {
        <TextField
            name="title"
            label="What is broken?"
            help="In a few words, such as “Cannot open the shared drive”."
            value=state.value("title", "")
            error=watch.message("title")
            required=true
            autocomplete="off"
        />
        <AreaField
            name="description"
            label="What do you see?"
            help="What you were doing, what happened, any message on the screen. Never write a password."
            value=state.value("description", "")
            error=watch.message("description")
            optional=true
            rows=4
        />
        <SelectField
            name="service"
            label="Which service is it?"
            offers=services
            blank="I don’t know"
            value=state.value("service", "")
            error=watch.message("service")
        />
    }
}

#[component]
fn HowBad(state: FormState, watch: Watch) -> impl IntoView {
    let locale = Locale::English;
    let impact = Level::ALL.into_iter().map(|level| Offer::new(level.code(), locale.impact_sentence(level))).collect();
    let urgency =
        Level::ALL.into_iter().map(|level| Offer::new(level.code(), locale.urgency_sentence(level))).collect();
    view! {
        <RadioCards row=true name="impact" legend="How many are hit?" offers=impact value=state.value("impact", "") error=watch.message("impact")/>
        <RadioCards row=true name="urgency" legend="What does it do to the work?" offers=urgency value=state.value("urgency", "") error=watch.message("urgency")/>
    }
}

#[component]
fn Reporter(view: ReportView, state: FormState, watch: Watch) -> impl IntoView {
    let known = (!view.name.is_empty()).then(|| format!("{} ({})", view.name, view.email));
    let who = match known {
        Some(who) => view! { <p class="help">"You report as "<b>{who}</b>"."</p> }.into_any(),
        None => view! { <Stranger state=state.clone() watch=watch/> }.into_any(),
    };
    view! {
        <div class="form-section">
            <h2>"Who are you?"</h2>
            {who}
            <TextField
                name="contact"
                label="How can we reach you?"
                help="A phone extension, a room, a chat name."
                value=state.value("contact", "")
                error=watch.message("contact")
                optional=true
                autocomplete="off"
            />
            <Checkbox
                name="restricted"
                label="Only few people should see this"
                help="For a lost device, a suspicious mail or anything personal. Only those who handle security reports will read it."
                checked=!state.value("restricted", "").is_empty()
            />
        </div>
    }
}

#[component]
fn Stranger(state: FormState, watch: Watch) -> impl IntoView {
    view! {
        <TextField
            name="name"
            label="Name"
            value=state.value("name", "")
            error=watch.message("name")
            optional=true
            autocomplete="name"
        />
        <TextField
            name="email"
            kind="email"
            label="Mail address"
            help="Then we write to you when somebody takes it and when it works again."
            value=state.value("email", "")
            error=watch.message("email")
            optional=true
            autocomplete="email"
        />
    }
}
