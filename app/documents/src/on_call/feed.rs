//! The private link by which one's own calendar reads who is on call.

use leptos::prelude::*;

use kit::components::button::{Button, ButtonKind};
use kit::routes;

/// `address` is the whole of it, where there is one.
#[component]
pub fn Feed(address: Option<String>) -> impl IntoView {
    let made = address.is_some();
    let shown = address.map(|address| {
        let mine = format!("{address}?mine");
        view! {
            <p>"Everybody's turns: "<a href=address.clone() rel="external nofollow">{address.clone()}</a></p>
            <p>"Your own turns: "<a href=mine.clone() rel="external nofollow">{mine.clone()}</a></p>
            <p class="quiet">"Whoever has a link reads the names on it without signing in. A new one ends it."</p>
        }
    });
    let words = if made { "Make new links" } else { "Make links" };
    let end = made.then(|| {
        view! {
            <form method="post" action=routes::ON_CALL>
                <input type="hidden" name="act" value="feed-end"/>
                <Button kind=ButtonKind::Danger submit=true>"End them"</Button>
            </form>
        }
    });
    view! {
        <details class="fold panel" open=made>
            <summary>"In your calendar"</summary>
            <p>"A private link that calendars subscribe to; it shows a month back and three ahead."</p>
            {shown}
            <div class="row">
                <form method="post" action=routes::ON_CALL>
                    <input type="hidden" name="act" value="feed"/>
                    <Button submit=true>{words}</Button>
                </form>
                {end}
            </div>
        </details>
    }
}
