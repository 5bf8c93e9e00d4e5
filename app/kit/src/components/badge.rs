//! Small signs: a badge, a priority, a person's initials, the steps of a status. Words first, colour second.

use domain::classification::Priority;
use leptos::prelude::*;

use super::icon::{Icon, Symbol};
use super::tone::Tone;

#[component]
pub fn Badge(
    #[prop(optional)] tone: Tone,
    #[prop(optional)] symbol: Option<Symbol>,
    children: Children,
) -> impl IntoView {
    view! { <span class=tone.badge()>{symbol.map(|symbol| view! { <Icon symbol=symbol/> })}{children()}</span> }
}

/// A request has no priority, and says what it is.
#[component]
pub fn PriorityMark(priority: Option<Priority>) -> impl IntoView {
    let class = match priority {
        Some(Priority::P1) => "prio prio-1",
        Some(Priority::P2) => "prio prio-2",
        Some(Priority::P3) => "prio prio-3",
        Some(Priority::P4) => "prio prio-4",
        None => "prio",
    };
    let title = priority.is_some().then_some("Priority");
    view! { <span class=class title=title>{priority.map_or("Request", Priority::code)}</span> }
}

/// A round with initials; the name stands beside it or in the title. Without a name it is dashed.
#[component]
pub fn Who(#[prop(into)] name: String, #[prop(optional)] large: bool) -> impl IntoView {
    let class = match (name.is_empty(), large) {
        (true, _) => "who who-none",
        (false, true) => "who who-large",
        (false, false) => "who",
    };
    view! { <span class=class aria-hidden="true">{initials(&name)}</span> }
}

/// First letters of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The lifecycle as steps; `current` counts from 0, `good` paints the current one as an end well reached. Those before
/// it that were never taken are among `skipped`.
#[component]
pub fn StatusSteps(
    steps: Vec<String>,
    current: usize,
    #[prop(optional)] good: bool,
    #[prop(optional)] skipped: Vec<usize>,
) -> impl IntoView {
    let rows = steps.into_iter().enumerate().map(|(at, words)| {
        let skipped = skipped.contains(&at);
        let class = match (at < current, at == current && good) {
            _ if skipped => Some("skipped"),
            (true, _) => Some("done"),
            (_, true) => Some("good"),
            (false, false) => None,
        };
        let left_out = skipped.then(|| view! { <span class="visually-hidden">" (left out)"</span> });
        view! { <li class=class aria-current=(at == current).then_some("step")>{words}{left_out}</li> }
    });
    view! { <div class="steps-box"><ol class="steps" aria-label="Status">{rows.collect_view()}</ol></div> }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn mara_de_la_cruz_is_mc_and_sol_is_s() {
        assert_eq!(initials("Mara de la Cruz"), "MC");
        assert_eq!(initials("sol"), "S");
        assert_eq!(initials("  "), "");
        assert_eq!(initials("Łukasz (night) Żak"), "ŁŻ");
    }
}
