//! Who gets the update, and why, asked anew whenever the choice of audiences changes.

use std::collections::BTreeSet;

use domain::locale::Locale;
use domain::view::incident::{RecipientView, RecipientsView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::recipients;
use crate::components::icon::{Icon, Symbol};
use crate::pages::incident::on_screen::OnScreen;

#[derive(Clone, Copy)]
pub struct Preview {
    shown: RwSignal<Option<RecipientsView>>,
    failed: RwSignal<Option<String>>,
}

impl Preview {
    /// To be called in a component.
    pub fn new(here: OnScreen, chosen: RwSignal<BTreeSet<String>>) -> Self {
        let preview = Self { shown: RwSignal::new(None), failed: RwSignal::new(None) };
        // Who is in it may change with the incident: its services, followers, members.
        let revision = here.slice(|view| (view.number.clone(), view.revision));
        Effect::new(move || {
            let (ids, (number, _)) = (chosen.get(), revision.get());
            if ids.is_empty() {
                preview.shown.set(None);
                return;
            }
            spawn_local(async move {
                let answer = recipients(number, ids.iter().cloned().collect()).await;
                // An answer to an older choice is dropped.
                if chosen.try_with_untracked(|now| *now == ids) == Some(true) {
                    preview.take(answer);
                }
            });
        });
        preview
    }

    /// `None` until it is known.
    pub fn people(self) -> Option<u64> {
        self.shown.with(|shown| shown.as_ref().map(|view| view.recipients.len() as u64))
    }

    pub fn people_untracked(self) -> u32 {
        let people = self.shown.with_untracked(|shown| shown.as_ref().map_or(0, |view| view.recipients.len()));
        u32::try_from(people).unwrap_or(u32::MAX)
    }

    fn take(self, answer: Result<RecipientsView, crate::api::ApiError>) {
        match answer {
            Ok(view) => {
                self.failed.set(None);
                self.shown.set(Some(view));
            }
            Err(error) => self.failed.set(Some(error.sentence())),
        }
    }
}

#[component]
pub fn Readers(preview: Preview) -> impl IntoView {
    let warned =
        move |words: String| view! { <p class="notice is-warn"><Icon symbol=Symbol::Alert/><span>{words}</span></p> };
    let list = move || {
        let view = preview.shown.get()?;
        let count = Locale::English.people(view.recipients.len() as u64);
        let words = if view.recipients.is_empty() {
            "Nobody is in these audiences yet".to_owned()
        } else {
            format!("{count} will read it, and why")
        };
        Some(view! {
            {view.warning.map(warned)}
            <details class="fold readers-fold" open=true>
                <summary>{words}</summary>
                <ul class="readers" tabindex="0" aria-label="Recipients">{view.recipients.into_iter().map(reader).collect_view()}</ul>
            </details>
        })
    };
    view! {
        {move || preview.failed.get().map(warned)}
        {list}
    }
}

fn reader(recipient: RecipientView) -> impl IntoView {
    let name = if recipient.name.is_empty() { recipient.email.clone() } else { recipient.name };
    view! { <li><span>{name}" "<small>{recipient.email}</small></span><small>{recipient.reasons.join(", ")}</small></li> }
}
