//! What a refused post brings back to a page with several forms: `act` says which form it was, `id` which row. Here
//! is also the one place where a page asks for the password again: everything typed waits in hidden fields, so that
//! nobody types a thing twice.

use backend::settings::section_of;
use domain::field::Problem;
use domain::permissions::Section;
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::error_summary::{ErrorSummary, FieldProblem};
use kit::components::icon::{Icon, Symbol};
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::ground::FormMessage;
use kit::routes;

/// One form of a page, with what was typed into it before.
#[derive(Clone)]
pub struct Slip {
    act: &'static str,
    id: String,
    state: FormState,
}

impl Slip {
    /// Takes from the page's state what belongs to the form `act` about `id`.
    pub fn of(state: &FormState, act: &'static str, id: &str) -> Self {
        let own = state.value("act", "") == act && state.value("id", "") == id;
        Self { act, id: id.to_owned(), state: if own { state.clone() } else { FormState::default() } }
    }

    pub fn came_back(&self) -> bool {
        !self.state.values.is_empty()
    }

    /// The id of a field on the page, where other forms have fields of the same name.
    pub fn field(&self, name: &str) -> String {
        place(self.act, &self.id, name)
    }

    pub fn value(&self, field: &str, otherwise: &str) -> String {
        self.state.value(field, otherwise)
    }

    pub fn error(&self, field: &str) -> Option<String> {
        let wrong = self.state.errors.iter().any(|error| error.field == field && error.problem == Problem::Wrong);
        if wrong { Some(WRONG.to_owned()) } else { self.state.error(field) }
    }

    /// Whether a box was ticked, where every box of one name says what it stands for.
    pub fn ticked(&self, field: &str, value: &str, otherwise: bool) -> bool {
        if !self.came_back() {
            return otherwise;
        }
        self.state.values.get(field).is_some_and(|lines| lines.lines().any(|line| line == value))
    }

    /// Which form this is, for the handler.
    pub fn hidden(&self) -> impl IntoView + use<> {
        view! { <input type="hidden" name="act" value=self.act/><input type="hidden" name="id" value=self.id.clone()/> }
    }

    /// At which revision of what it changes the form is drawn. One that came back keeps the revision it came with, unless
    /// it tells of what somebody changed meanwhile: then the next press may overwrite that, and nothing later.
    pub fn drawn_at(&self, revision: u64) -> impl IntoView + use<> {
        let told = self.state.told_at().map(|revision| revision.to_string());
        let revision = told.unwrap_or_else(|| self.value("revision", &revision.to_string()));
        view! { <input type="hidden" name="revision" value=revision/> }
    }
}

/// Where a refused field stands: in its own form, or on the page of the basics, which other forms lean on.
fn place(act: &str, id: &str, field: &str) -> String {
    let of_mail = section_of(field) == Some(Section::Mail) || field.starts_with("smtp_");
    if act != "basics" && (field == "public_url" || (matches!(act, "mail" | "test") && !of_mail)) {
        return format!("{}#basics-{field}", routes::SETTINGS);
    }
    format!("{act}{id}-{field}")
}

const OVERTAKEN: &str = "Somebody was quicker, and nothing is saved yet. Press again to save what you typed.";
const WRONG: &str = "This is not your password.";

/// Whether the page must ask for something more, as the handler marked it.
pub fn asks(state: &FormState, what: &str) -> bool {
    state.value(what, "") == "on"
}

/// What came of the post before this page: the good news in `said`, or everything that was wrong.
#[component]
pub fn News(state: FormState, said: Option<String>) -> impl IntoView {
    if asks(&state, "ask_password") {
        return view! { <PasswordAgain state=state why=WHY/> }.into_any();
    }
    if let Some(done) = state.done.clone() {
        return view! { <PartlyDone done=done state=state/> }.into_any();
    }
    if state.is_refused() {
        let (act, id) = (state.value("act", ""), state.value("id", ""));
        let mut problems = state.problems_at(|field| place(&act, &id, field));
        for (problem, error) in problems.iter_mut().zip(&state.errors) {
            if error.problem == Problem::Wrong {
                WRONG.clone_into(&mut problem.words);
            }
        }
        let lead = state.is_overtaken().then_some(OVERTAKEN);
        return view! { <FormMessage message=state.message/><ErrorSummary problems=Signal::stored(problems) lead=lead/> }
            .into_any();
    }
    said.map(|words| view! { <Notice tone=Tone::Good>{words}</Notice> }).into_any()
}

/// Something was done, and what came back can be mended: no failure, and no red.
#[component]
fn PartlyDone(done: String, state: FormState) -> impl IntoView {
    let (act, id) = (state.value("act", ""), state.value("id", ""));
    let lead = |problem: FieldProblem| view! { " "<a href=format!("#{}", problem.field)>{problem.words}</a> };
    let left = state.problems_at(|field| place(&act, &id, field)).into_iter().map(lead).collect_view();
    view! {
        <div class="notice is-warn summary-part" role="status" tabindex="-1" autofocus>
            <Icon symbol=Symbol::CheckRound/><p>{done}{left}</p>
        </div>
    }
}

const WHY: &str = "This change needs it, and the next ten minutes then do not. What you typed is kept.";

/// What was asked for once more, with the password in it.
#[component]
pub fn PasswordAgain(state: FormState, why: &'static str) -> impl IntoView {
    let wrong = state.errors.iter().any(|error| error.field == "password" && error.problem == Problem::Wrong);
    let error = if wrong { Some(WRONG.to_owned()) } else { state.error("password") };
    let typed = state.values.into_iter().filter(|(name, _)| name != "ask_password");
    let kept = typed.map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    let kept = kept.collect_view();
    // Without an address a form posts to where its page came from, which is where the change was posted.
    view! {
        <form class="panel form again" method="post" role="alert">
            {kept}
            <input type="hidden" name="ask_password" value="on"/>
            <p class="strong"><Icon symbol=Symbol::Lock/>" Enter your password again"</p>
            <p class="quiet">{why}</p>
            <TextField name="password" id="password-again" kind="password" label="Your password" error=error autocomplete="current-password" autofocus=true/>
            <div><Button kind=ButtonKind::Primary submit=true>"Go on"</Button></div>
        </form>
    }
}

/// The words for what a form did. `code` travels in the address, as `pasted-4-1` with numbers behind.
pub fn words_for(code: Option<String>, words: &[(&str, &str)]) -> Option<String> {
    let code = code?;
    let mut parts = code.split('-');
    let what = parts.next()?;
    if what != "pasted" {
        return words.iter().find(|(known, _)| *known == what).map(|(_, words)| (*words).to_owned());
    }
    let mut number = || parts.next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default();
    let (done, already) = (number(), number());
    let people = |count| domain::locale::Locale::English.people(count);
    let before = if already > 0 { format!(" {} had been there already.", people(already)) } else { String::new() };
    Some(format!("{} added.{before}", people(done)))
}
