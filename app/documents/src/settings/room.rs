//! The room all pages of the settings stand in: the frame, the list of pages at the left, one column at the right.
//! The list shows what the reader's role opens; the server decides again whatever is asked for.

use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use domain::view::settings::Setting;
use leptos::prelude::*;

use kit::components::icon::{Icon, Symbol};
use kit::ground::{Framed, may_on};
use kit::routes;

pub const MAIL: &str = "/settings/mail";
pub const PUSH: &str = "/settings/push";
pub const BACKUP: &str = "/settings/backup";
pub const AUDIENCES: &str = "/settings/audiences";
pub const ACCOUNT: &str = "/settings/account";
pub const TARGETS: &str = "/settings/targets";
pub const HOURS: &str = "/settings/hours";
pub const JOBS: &str = "/settings/jobs";
pub const JOURNAL: &str = "/settings/journal";

/// `here` is the address of this page.
#[component]
pub fn Room(
    frame: FrameView,
    here: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
    children: Children,
) -> impl IntoView {
    let reads = |section| may_on(&frame, Action::Read, Object::Settings(section));
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::Basics));
    let all = [
        (reads(Section::Basics), routes::SETTINGS, "Basics", Symbol::Settings),
        (reads(Section::Mail), MAIL, "Mail", Symbol::Mail),
        (reads(Section::Mail), PUSH, "Push", Symbol::Send),
        (reads(Section::People), routes::PEOPLE, "People", Symbol::People),
        (may_on(&frame, Action::Read, Object::Audiences), AUDIENCES, "Audiences", Symbol::Message),
        (reads(Section::Targets), TARGETS, "Targets", Symbol::Clock),
        (reads(Section::Targets), HOURS, "Hours", Symbol::Clock),
        (reads(Section::Playbooks), routes::PLAYBOOKS, "Checklists", Symbol::List),
        (may_on(&frame, Action::Change, Object::Duty), routes::ON_CALL, "On call", Symbol::Phone),
        (may_on(&frame, Action::Read, Object::Duty), routes::ESCALATION, "Escalation", Symbol::Alert),
        (reads(Section::Backup), BACKUP, "Backup", Symbol::Database),
        (reads(Section::Jobs), JOBS, "Jobs", Symbol::Clock),
        (reads(Section::Journal), JOURNAL, "Journal", Symbol::Book),
        (true, ACCOUNT, "Your account", Symbol::Person),
        (changes, routes::READY, "First steps", Symbol::Flag),
    ];
    let open: Vec<_> = all.into_iter().filter(|(open, ..)| *open).collect();
    // Who may open one page only needs no list of pages.
    let nav = (open.len() > 1).then(|| {
        let links = open.into_iter().map(|(_, href, words, symbol)| {
            view! { <a href=href aria-current=(href == here).then_some("page")><Icon symbol=symbol/>{words}</a> }
        });
        view! { <nav class="settings-nav" aria-label="Settings">{links.collect_view()}</nav> }
    });
    let page = view! {
        <main id="main" class="page">
            <div class="page-head"><h1 tabindex="-1">{title.clone()}</h1><p class="page-lead">{lead}</p></div>
            <div class="settings">
                {nav}
                <div class="settings-body">{children()}</div>
            </div>
        </main>
    };
    view! { <Framed frame=frame here=routes::SETTINGS>{page}</Framed> }
}

/// A value that this reader, or nobody on this page, can change.
#[component]
pub fn Shown(label: &'static str, setting: Setting) -> impl IntoView {
    let value = if setting.words.is_empty() { "—".to_owned() } else { setting.words };
    view! { <div><dt>{label}</dt><dd>{value}<Locked by=setting.locked_by/></dd></div> }
}

#[component]
fn Locked(by: Option<String>) -> impl IntoView {
    by.map(|variable| view! { <span class="locked"><Icon symbol=Symbol::Lock small=true/>"set by "<code>{variable}</code></span> })
}

/// In the place of a field whose value the environment fixes.
#[component]
pub fn LockedField(label: &'static str, setting: Setting) -> impl IntoView {
    view! {
        <div class="field">
            <span class="strong">{label}</span>
            <p class="row">{setting.words}<Locked by=setting.locked_by/></p>
        </div>
    }
}
