//! The forms of the page's one dialog. Each sends one command; what is refused stands beside its field, and what was
//! typed is kept until it is sent, even when the dialog is closed meanwhile.

mod cancel;
mod classify;
mod hold;
mod last_word;
mod merge;
mod mitigate;
mod public_words;
mod reason;
mod rename;
mod resolve;
mod restrict;
mod take;
mod until;
mod when;

use domain::incident::{Press, Status};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

use crate::components::dialog::Dialog;
use crate::pages::incident::ask::Ask;
use crate::pages::incident::kept::KeptField;
use crate::pages::incident::keys::all_keys;
use crate::pages::incident::on_screen::OnScreen;
use crate::pages::incident::sending::Sending;
use kit::components::button::{Button, ButtonKind};
use kit::components::field::FieldMessage;
use kit::components::icon::{Icon, Symbol};
use kit::components::text_field::AreaField;

#[component]
pub fn AskDialog(here: OnScreen) -> impl IntoView {
    let number = here.slice(|view| view.number.clone());
    let title = Signal::derive(move || here.asked.get().title(&number.get()));
    view! { <Dialog open=here.asking id="ask" title=title busy=here.sending>{move || body(here, here.asked.get())}</Dialog> }
}

fn body(here: OnScreen, ask: Ask) -> AnyView {
    match ask {
        Ask::Take => view! { <take::TakeForm here=here/> }.into_any(),
        Ask::TakeAndResolve | Ask::Resolve => view! { <resolve::ResolveForm here=here ask=ask/> }.into_any(),
        Ask::Mitigate => view! { <mitigate::MitigateForm here=here/> }.into_any(),
        Ask::Resume => {
            because(here, ask, |reason| Press::Resume { reason }, "What does not work after all", "Go on investigating")
        }
        Ask::Reopen => {
            let cancelled = here.peek(|view| view.status == Status::Cancelled);
            let label = if cancelled { "Why it is an incident after all" } else { "What is broken again" };
            because(here, ask, |reason| Press::Reopen { reason }, label, "Re-open it")
        }
        Ask::ProposeMajor => {
            let why = "Why it needs immediate, coordinated response";
            because(here, ask, |reason| Press::ProposeMajor { reason }, why, "Propose it to the managers")
        }
        Ask::DeclineMajor => because(here, ask, |reason| Press::DeclineMajor { reason }, "Why it is none", "Decline"),
        Ask::Cancel => view! { <cancel::CancelForm here=here/> }.into_any(),
        Ask::Hold => view! { <hold::HoldForm here=here/> }.into_any(),
        Ask::Classify => view! { <classify::ClassifyForm here=here/> }.into_any(),
        Ask::Rename => view! { <rename::RenameForm here=here/> }.into_any(),
        Ask::Publish => view! { <public_words::PublicWordsForm here=here/> }.into_any(),
        Ask::Restrict => view! { <restrict::RestrictForm here=here/> }.into_any(),
        Ask::LiftRestriction => view! { <restrict::LiftForm here=here/> }.into_any(),
        Ask::Merge => view! { <merge::MergeForm here=here/> }.into_any(),
        Ask::Redact(sequence) => {
            let press = move |reason| Press::Redact { sequence, reason };
            because(here, ask, press, "Why they must go", "Take the words out")
        }
        Ask::Keys => view! { <Keys/> }.into_any(),
    }
}

fn because(
    here: OnScreen,
    ask: Ask,
    press: impl Fn(String) -> Press + Send + Sync + 'static,
    label: &'static str,
    button: &'static str,
) -> AnyView {
    view! { <reason::ReasonForm here=here ask=ask press=Callback::new(press) label=label button=button/> }.into_any()
}

/// Fields above, the button that names the consequence below.
#[component]
fn AskForm(
    sending: Sending,
    /// The fields that show their own errors.
    fields: &'static [&'static str],
    #[prop(into)] button: Signal<String>,
    #[prop(optional)] danger: bool,
    #[prop(into)] on_send: Callback<()>,
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <form class="ask" novalidate on:submit=submit on:input=move |_| sending.soothe() on:keydown=sends(move || on_send.run(()))>
            <div class="dialog-body">
                {children()}
                <FormNotice sending=sending fields=fields/>
            </div>
            <div class="dialog-end">
                <Button kind=kind submit=true pending=sending.pending()>{move || button.get()}</Button>
            </div>
        </form>
    }
}

/// Ctrl-Enter sends from within a text of many lines.
pub fn sends(send: impl Fn() + 'static) -> impl Fn(KeyboardEvent) + 'static {
    move |event| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        }
    }
}

/// What was refused and belongs to no field.
#[component]
pub fn FormNotice(sending: Sending, fields: &'static [&'static str]) -> impl IntoView {
    let message = sending.message(fields);
    view! {
        <div role="alert">
            {move || message.get().map(|words| view! { <div class="notice is-bad"><Icon symbol=Symbol::Alert/><p>{words}</p></div> })}
        </div>
    }
}

/// The main text of a step.
#[component]
fn StepWords(
    field: KeptField,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] help: Option<String>,
    #[prop(optional, into)] error: FieldMessage,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let (name, kept, typed) = (field.name, field.now(), field.typed());
    let id = format!("ask-{name}");
    match help {
        Some(help) => view! {
            <AreaField name=name label=label id=id value=kept help=help error=error optional=optional on_input=typed/>
        }
        .into_any(),
        None => {
            view! { <AreaField name=name label=label id=id value=kept error=error optional=optional on_input=typed/> }
                .into_any()
        }
    }
}

#[component]
fn Keys() -> impl IntoView {
    let row = |(key, words): (&'static str, String)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div> };
    view! {
        <div class="dialog-body">
            <dl class="facts keys">
                {all_keys().into_iter().map(row).collect_view()}
                <div><dt><kbd>"Ctrl"</kbd>" "<kbd>"Enter"</kbd></dt><dd>"Send what you are writing"</dd></div>
            </dl>
            <p class="help">"Keys of one letter can be switched off in your menu at the top right."</p>
        </div>
    }
}
