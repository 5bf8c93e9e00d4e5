//! Who gets the update, and why, asked anew whenever the choice of audiences changes. Until the answer is there, and
//! when none comes, nobody is shown, and so nothing can be sent.

use std::collections::BTreeSet;

use domain::locale::Locale;
use domain::view::composer::{RecipientView, RecipientsView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::incidents::recipients;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::button::{Button, ButtonSize};
use kit::components::icon::{Icon, Symbol};

#[derive(Clone, Copy)]
pub struct Preview {
    /// Of the audiences that are chosen now.
    shown: RwSignal<Option<RecipientsView>>,
    failed: RwSignal<Option<String>>,
    again: RwSignal<u32>,
}

impl Preview {
    /// To be called in a component.
    pub fn new(here: OnScreen, chosen: RwSignal<BTreeSet<String>>) -> Self {
        let preview = Self { shown: RwSignal::new(None), failed: RwSignal::new(None), again: RwSignal::new(0) };
        let newest = StoredValue::new(0_u64);
        // Who is in it may change with the incident: its services, followers, members.
        let revision = here.slice(|view| (view.number.clone(), view.revision));
        Effect::new(move |before: Option<BTreeSet<String>>| {
            let (ids, (number, _)) = (chosen.get(), revision.get());
            preview.again.track();
            if before.as_ref() != Some(&ids) {
                preview.shown.set(None);
                preview.failed.set(None);
            }
            newest.update_value(|newest| *newest += 1);
            let (asked, mine) = (ids.iter().cloned().collect::<Vec<_>>(), newest.get_value());
            if !asked.is_empty() {
                spawn_local(async move {
                    let answer = recipients(number, asked).await;
                    // An answer to an older question is dropped.
                    if newest.try_get_value() == Some(mine) {
                        preview.take(answer);
                    }
                });
            }
            ids
        });
        preview
    }

    /// People and lists; `None` until it is known.
    pub fn readers(self) -> Option<(u64, u64)> {
        self.shown.with(|shown| shown.as_ref().map(people_and_lists))
    }

    /// Whoever writes it is the only one who would read it.
    pub fn only_you(self) -> bool {
        let alone = |view: &RecipientsView| view.recipients.len() == 1 && view.recipients.iter().all(|one| one.you);
        self.shown.with(|shown| shown.as_ref().is_some_and(alone))
    }

    pub fn known_untracked(self) -> bool {
        self.shown.with_untracked(Option::is_some)
    }

    fn take(self, answer: Result<RecipientsView, crate::api::ApiError>) {
        match answer {
            Ok(view) => {
                self.failed.set(None);
                self.shown.set(Some(view));
            }
            Err(error) => {
                self.shown.set(None);
                self.failed.set(Some(error.sentence()));
            }
        }
    }
}

#[component]
pub fn Readers(preview: Preview) -> impl IntoView {
    let warned =
        move |words: String| view! { <p class="notice is-warn"><Icon symbol=Symbol::Alert/><span>{words}</span></p> };
    let list = move || {
        let view = preview.shown.get()?;
        let (people, lists) = people_and_lists(&view);
        let count = Locale::English.readers(people, lists);
        let you = view.recipients.iter().any(|one| one.you);
        let words = match view.recipients.len() {
            0 => "Nobody is in these audiences yet".to_owned(),
            1 if you => "Only you will read it, and why".to_owned(),
            _ if you => format!("{count}, you among them, will read it, and why"),
            _ => format!("{count} will read it, and why"),
        };
        Some(view! {
            {view.warning.map(warned)}
            {view.kept_from.map(|kept| warned(Locale::English.kept_from(&kept)))}
            <details class="fold readers-fold" open=true>
                <summary>{words}</summary>
                <ul class="readers" tabindex="0" aria-label="Recipients">{view.recipients.into_iter().map(reader).collect_view()}</ul>
            </details>
        })
    };
    let again = Callback::new(move |()| preview.again.update(|again| *again += 1));
    let failed = move || {
        let words = preview.failed.get()?;
        Some(view! {
            {warned(format!("Who would read it cannot be shown, so it cannot be sent. {words}"))}
            <p><Button size=ButtonSize::Small on_press=again>"Ask again"</Button></p>
        })
    };
    view! {
        {failed}
        {list}
    }
}

fn people_and_lists(view: &RecipientsView) -> (u64, u64) {
    let lists = view.recipients.iter().filter(|one| one.list).count();
    ((view.recipients.len() - lists) as u64, lists as u64)
}

fn reader(recipient: RecipientView) -> impl IntoView {
    let name = if recipient.name.is_empty() { recipient.email.clone() } else { recipient.name };
    let list = recipient.list.then(|| view! { " "<span class="badge">"list"</span> });
    let you = recipient.you.then(|| view! { " "<span class="badge">"you"</span> });
    view! { <li><span>{name}{list}{you}" "<small>{recipient.email}</small></span><small>{recipient.reasons.join(", ")}</small></li> }
}
