//! The bar of 48 px above every screen of people who are signed in. Plain values in, no data of its own; links are
//! plain addresses, and signing out is a form, so that it works without script.

use leptos::prelude::*;

use super::badge::{Who, initials};
use super::icon::{Icon, Mark, Symbol};
use super::theme_switch::{KeysSwitch, ThemeSwitch};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NavLink {
    pub href: String,
    pub words: String,
}

impl NavLink {
    pub fn new(href: impl Into<String>, words: impl Into<String>) -> Self {
        Self { href: href.into(), words: words.into() }
    }
}

/// Who is signed in, as the menu at the right shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FramePerson {
    pub name: String,
    /// Address and role in words.
    pub about: String,
    pub links: Vec<NavLink>,
    /// Where the form that signs out posts to.
    pub sign_out: String,
}

/// Without a person it offers to sign in at `sign_in`.
#[component]
pub fn Frame(
    #[prop(into)] organisation: String,
    #[prop(default = "/".to_owned(), into)] home: String,
    links: Vec<NavLink>,
    /// The path of the page below.
    here: &'static str,
    #[prop(optional_no_strip)] person: Option<FramePerson>,
    #[prop(default = "/sign-in".to_owned(), into)] sign_in: String,
    /// Where the search sends its `q`; none shows none.
    #[prop(optional_no_strip)]
    search: Option<String>,
    #[prop(optional_no_strip)] on_call: Option<String>,
    /// More signs at the right, such as the state of the live stream.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let can_search = search.is_some();
    view! {
        <header class="frame">
            <a class="frame-mark" href=home><Mark/><span>{organisation}</span></a>
            <nav id="frame-nav" class="frame-nav" popover="auto" aria-label="Main">
                {links.into_iter().map(|link| view! { <NavEntry current=is_under(here, &link.href) link=link/> }).collect_view()}
            </nav>
            <span class="frame-fill"></span>
            {search.map(|action| view! { <Search action=action/> })}
            {children.map(|children| children())}
            {on_call.map(|name| view! { <span class="frame-call"><Icon symbol=Symbol::Phone small=true/>"On call " <b>{name}</b></span> })}
            {can_search.then(|| view! {
                <button type="button" class="b b-quiet b-icon frame-find" popovertarget="frame-search" aria-label="Search"><Icon symbol=Symbol::Search/></button>
            })}
            {match person {
                Some(person) => view! { <PersonMenu person=person/> }.into_any(),
                None => view! { <a class="b" href=sign_in>"Sign in"</a> }.into_any(),
            }}
            <button type="button" class="b b-quiet b-icon frame-burger" popovertarget="frame-nav" aria-label="Menu"><Icon symbol=Symbol::Menu/></button>
        </header>
    }
}

#[component]
fn NavEntry(link: NavLink, current: bool) -> impl IntoView {
    view! { <a href=link.href aria-current=current.then_some("page")>{link.words}</a> }
}

fn is_under(path: &str, section: &str) -> bool {
    path.strip_prefix(section).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// `/` and Ctrl-K put the cursor into it from anywhere but another field.
#[component]
fn Search(action: String) -> impl IntoView {
    view! {
        <form id="frame-search" class="frame-search" role="search" action=action popover="auto">
            <Icon symbol=Symbol::Search/>
            <input type="search" name="q" placeholder="Search" aria-label="Search" autocomplete="off"/>
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}

#[component]
fn PersonMenu(person: FramePerson) -> impl IntoView {
    let FramePerson { name, about, links, sign_out } = person;
    let entry = |link: NavLink| view! { <a class="menu-item" href=link.href>{link.words}</a> };
    view! {
        <button type="button" class="b b-quiet b-icon frame-person" popovertarget="person-menu" aria-label=format!("{}: {name}, your menu", initials(&name))>
            <Who name=name.clone()/>
        </button>
        <div popover="auto" id="person-menu" class="menu" role="group" aria-label="You">
            <p class="menu-head"><b>{name}</b>{about}</p>
            {links.into_iter().map(entry).collect_view()}
            <hr/>
            <div class="menu-head"><ThemeSwitch/></div>
            <div class="menu-head"><KeysSwitch/></div>
            <hr/>
            // What was begun and not sent does not outlive the session: the script forgets it.
            <form method="post" action=sign_out data-forget>
                <button type="submit" class="menu-item"><Icon symbol=Symbol::SignOut/>"Sign out"</button>
            </form>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::is_under;

    #[test]
    fn a_section_is_current_on_its_own_pages_only() {
        assert!(is_under("/settings", "/settings"));
        assert!(is_under("/settings/mail", "/settings"));
        assert!(!is_under("/statuses", "/status"));
        assert!(!is_under("/board", "/settings"));
    }
}
