//! The one place to write: a note for the team, a message to the reporters, an update for stakeholders. Each kind keeps
//! its own field and draft, so that changing the kind loses nothing.

mod draft;
mod letter;
mod promise;
mod public_title;
mod readers;
mod update;
mod words;

use domain::incident::Status;
use domain::view::incident::IncidentHead;
use leptos::prelude::*;

use crate::pages::incident::in_sight::HEAD;
use crate::pages::incident::on_screen::OnScreen;
use kit::ground::FormMessage;
use kit::routes;
use update::UpdateForm;
use words::WordsForm;

pub use draft::Draft;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Note,
    Message,
    Update,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Note, Self::Message, Self::Update];

    /// Whether it leads anywhere as the incident stands.
    pub fn is_open(self, view: &IncidentHead) -> bool {
        match self {
            Self::Note => view.may.change,
            Self::Message => view.may.change && view.spoken_to > 0 && !view.status.is_final(),
            Self::Update => !matches!(view.status, Status::Cancelled | Status::Merged),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Message => "message",
            Self::Update => "update",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Note => "Internal note",
            Self::Message => "To the reporter",
            Self::Update => "Stakeholder update",
        }
    }

    pub fn field_id(self) -> &'static str {
        match self {
            Self::Note => "write-note",
            Self::Message => "write-message",
            Self::Update => "write-update",
        }
    }
}

#[component]
pub fn Composer(here: OnScreen) -> impl IntoView {
    let may = here.may();
    let shown = here.slice(|view| Kind::ALL.map(|kind| kind.is_open(view)));
    let shown = move |kind: Kind| shown.get()[kind as usize];
    let choice = move |kind: Kind| {
        view! {
            <label hidden=move || !shown(kind)>
                <input
                    type="radio"
                    name="composer-kind"
                    value=kind.code()
                    prop:checked=move || here.writing.get() == kind
                    checked=kind == Kind::Note
                    on:change=move |_| here.writing.set(kind)
                />
                {kind.words()}
            </label>
        }
    };
    // A page of its own: words for each audience, and a check before sending.
    let tells = here.slice(|view| view.may.tell && Kind::Update.is_open(view));
    let number = here.slice(|view| view.number.clone());
    // A longer form is opened where it can be sent, once its audiences are there.
    let open = Memo::new(move |_| (here.writing.get() == Kind::Update, here.composer.with(Option::is_some)));
    Effect::new(move |before: Option<()>| {
        if open.get().0 && before.is_some() {
            bring_up();
        }
    });
    view! {
        <div class="composer-dock" hidden=move || !may.get().change>
            <FormMessage message=here.posted_message()/>
            <div class="composer" data-kind=move || here.writing.get().code()>
                <div class="composer-top">
                    <div class="segments" role="radiogroup" aria-label="What to write">{Kind::ALL.map(choice).collect_view()}</div>
                    <a class="b b-small b-quiet" rel="external" href=move || routes::incident_update(&number.get()) hidden=move || !tells.get()>
                        "Tell audiences"
                    </a>
                </div>
                <WordsForm here=here kind=Kind::Note/>
                <WordsForm here=here kind=Kind::Message/>
                <UpdateForm here=here/>
            </div>
        </div>
    }
}

fn bring_up() {
    request_animation_frame(|| {
        let Ok(Some(composer)) = document().query_selector(".composer") else { return };
        let under = composer.get_bounding_client_rect().top() - HEAD;
        if under > 0.0 {
            window().scroll_by_with_x_and_y(0.0, under);
        }
    });
}
