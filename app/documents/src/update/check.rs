//! The check before sending: what it found, everybody who gets it with the reason, and each letter as it will read.

use domain::locale::Locale;
use domain::view::composer::{ReadersOfOne, RecipientView, UpdateCheck, UpdatePage};
use leptos::prelude::*;

use kit::components::Tone;
use kit::components::button::{ButtonKind, ButtonSize, button_class};
use kit::components::notice::Notice;
use kit::components::prose::Prose;
use kit::form::FormState;
use kit::routes;

/// The frame that shows a letter as mail programs do.
const FRAME: &str = "letter";
/// What the next press says anew.
const NOT_KEPT: [&str; 5] = ["step", "anyway", "revision", "stale", "group"];

#[component]
pub fn Check(page: UpdatePage, check: UpdateCheck, state: FormState) -> impl IntoView {
    let (update, preview) = (routes::incident_update(&page.number), routes::incident_update_preview(&page.number));
    let stale = !state.value("stale", "").is_empty();
    let drawn = page.revision.to_string();
    let revision = if stale { drawn } else { state.value("revision", &drawn) };
    let words = button_words(&check);
    let found = (!check.found.is_empty()).then(|| {
        let found = Locale::English.list(&check.found);
        view! {
            <Notice tone=Tone::Warn>
                {format!("Executives would read {found}. Change it, or send it anyway: the timeline then says so.")}
            </Notice>
            <input type="hidden" name="anyway" value="on"/>
        }
    });
    let warnings =
        check.warning.clone().into_iter().chain(check.kept_from.as_ref().map(|kept| Locale::English.kept_from(kept)));
    let doubled = check.doubled.iter().map(|(list, others)| Locale::English.doubled(list, *others));
    let warnings =
        warnings.chain(doubled).map(|words| view! { <Notice tone=Tone::Warn>{words}</Notice> }).collect_view();
    let groups = check.groups.iter().cloned().enumerate().map(|(place, group)| {
        view! { <Group group=group place=place preview=preview.clone()/> }
    });
    let groups = groups.collect_view();
    let on_receipt = check.on_receipt.clone().map(|html| {
        view! {
            <section class="panel stack" aria-label="On their page">
                <h2>"On the page of those who reported it"</h2>
                <Prose html=html/>
            </section>
        }
    });
    view! {
        <form class="stack" method="post" action=update>
            {kept(&state)}
            <input type="hidden" name="revision" value=revision/>
            {found}
            {warnings}
            <div class="row">
                <button type="submit" name="step" value="send" class=button_class(ButtonKind::Primary, ButtonSize::Medium, false)>{words}</button>
                <button type="submit" name="step" value="edit" class=button_class(ButtonKind::Plain, ButtonSize::Medium, false)>"Change it"</button>
            </div>
            <p class="help">"One letter each, ten seconds after you press. Each ends with its reader\u{2019}s own link and why they get it."</p>
            {groups}
            {on_receipt}
            <section class="preview stack stack-tight" aria-label="As mail programs show it">
                <iframe class="preview-frame" name=FRAME sandbox="" title="The letter as it looks"></iframe>
            </section>
        </form>
    }
}

/// Everything that was typed, for the next press.
fn kept(state: &FormState) -> impl IntoView + use<> {
    let typed = state.values.iter().filter(|(name, _)| !NOT_KEPT.contains(&name.as_str()));
    let fields = typed.flat_map(|(name, value)| {
        let values = if name == "audience" { value.lines().map(str::to_owned).collect() } else { vec![value.clone()] };
        let name = name.clone();
        values.into_iter().map(move |value| view! { <input type="hidden" name=name.clone() value=value/> })
    });
    fields.collect_view()
}

fn button_words(check: &UpdateCheck) -> String {
    let alone =
        check.people == 1 && check.lists == 0 && check.groups.iter().flat_map(|group| &group.people).all(|one| one.you);
    let anyway = if check.found.is_empty() { "Send" } else { "Send anyway" };
    if alone {
        return format!("{anyway} to yourself only");
    }
    let audiences = Locale::English.count(check.audiences, "audience", "audiences");
    format!("{anyway} to {} in {audiences}", Locale::English.readers(check.people, check.lists))
}

#[component]
fn Group(group: ReadersOfOne, place: usize, preview: String) -> impl IntoView {
    let ReadersOfOne { audiences, people, lists, more, subject, text, .. } = group;
    let count = Locale::English.readers((people.len() as u64 + more).saturating_sub(lists), lists);
    let heading = format!("{audiences}: {count}");
    let label = heading.clone();
    let look = format!("See it as mail: {audiences}");
    let more = (more > 0).then(|| view! { <li class="quiet">{format!("and {more} more")}</li> });
    view! {
        <section class="panel stack" aria-label=label>
            <h2>{heading}</h2>
            <ul class="readers" tabindex="0" aria-label="Recipients">{people.into_iter().map(reader).collect_view()}{more}</ul>
            <p><span class="quiet">"Subject, where they had no letter yet: "</span>{subject}</p>
            <pre class="letter-text" tabindex="0">{text}</pre>
            <div>
                <button type="submit" name="group" value=place.to_string() formaction=preview formtarget=FRAME class=button_class(ButtonKind::Quiet, ButtonSize::Small, false)>{look}</button>
            </div>
        </section>
    }
}

fn reader(one: RecipientView) -> impl IntoView {
    let name = if one.name.is_empty() { one.email.clone() } else { one.name };
    let you = one.you.then(|| view! { " "<span class="badge">"you"</span> });
    let you = if one.list { Some(view! { " "<span class="badge">"list"</span> }) } else { you };
    view! { <li><span>{name}{you}" "<small>{one.email}</small></span><small>{one.reasons.join(", ")}</small></li> }
}
