//! Searches that are kept: links with a name, one's own and those of everybody.

use domain::view::search::SavedSearch;
use leptos::prelude::*;

use crate::settings::returned::Slip;

use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::text_field::TextField;
use kit::form::FormState;
use kit::routes;

#[component]
pub fn SaveForm(slip: Slip, query: String) -> impl IntoView {
    let offers = vec![Offer::new("me", "Me"), Offer::new("all", "Everybody on the team")];
    view! {
        <details class="fold panel" open=slip.came_back()>
            <summary>"Save this search"</summary>
            <form class="form" method="post" action=routes::SEARCH>
                {slip.hidden()}
                <input type="hidden" name="q" value=query/>
                <TextField
                    name="name"
                    id=slip.field("name")
                    label="Name"
                    value=slip.value("name", "")
                    error=slip.error("name").or_else(|| slip.error("q"))
                    autocomplete="off"
                />
                <SelectField
                    name="whose"
                    id=slip.field("whose")
                    label="For"
                    offers=offers
                    value=slip.value("whose", "me")
                    error=slip.error("whose")
                />
                <div><Button submit=true>"Save"</Button></div>
            </form>
        </details>
    }
}

/// `query` is what is searched for now: it stays when one is removed.
#[component]
pub fn SavedSearches(saved: Vec<SavedSearch>, query: String) -> impl IntoView {
    (!saved.is_empty()).then(|| {
        let rows = saved.into_iter().map(|saved| view! { <Line saved=saved query=query.clone()/> }).collect_view();
        view! {
            <section class="stack" aria-label="Saved searches">
                <h2>"Saved searches"</h2>
                <ul class="rows">{rows}</ul>
            </section>
        }
    })
}

#[component]
fn Line(saved: SavedSearch, query: String) -> impl IntoView {
    let SavedSearch { id, name, query: kept, shared_by } = saved;
    let remove = Slip::of(&FormState::default(), "remove", &id);
    let label = format!("Remove {name}");
    let whose = shared_by.map_or_else(|| "yours alone".to_owned(), |by| format!("everybody's, saved by {by}"));
    view! {
        <li>
            <span class="grow"><a href=routes::search(&kept, 1)>{name}</a><small>{kept}</small></span>
            <span class="quiet">{whose}</span>
            <form method="post" action=routes::SEARCH>
                {remove.hidden()}
                <input type="hidden" name="q" value=query/>
                <Button kind=ButtonKind::Quiet size=ButtonSize::Small label=label submit=true>"Remove"</Button>
            </form>
        </li>
    }
}
