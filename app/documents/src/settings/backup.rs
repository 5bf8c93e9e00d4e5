//! `/settings/backup`: when the newest copy was made, one more now, and how to bring one back.

use backend::Result;
use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::basics::DeskSettings;
use super::returned::{News, words_for};
use super::room::{BACKUP, Room};
use kit::components::Tone;
use kit::components::button::{Button, ButtonKind};
use kit::components::notice::Notice;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::may_on;

pub async fn backup(asked: &Asked) -> Result<Answer> {
    let (frame, desk, state) = (asked.frame()?, DeskSettings::read(asked)?, asked.form.clone());
    let said = words_for(asked.word("said"), &[("made", "The copy is made.")]);
    Document::new("Backup", move || view! { <Backup frame=frame desk=desk state=state said=said/> }).shown()
}

#[component]
fn Backup(frame: FrameView, desk: DeskSettings, state: FormState, said: Option<String>) -> impl IntoView {
    let newest = match desk.view.newest_backup {
        Some(at) => view! { <p>"The newest copy is of "<TimeText time=at/>"."</p> }.into_any(),
        None => view! { <Notice tone=Tone::Warn>"There is no copy yet."</Notice> }.into_any(),
    };
    let now = may_on(&frame, Action::RunJobs, Object::Settings(Section::Jobs)).then(|| {
        view! {
            <form method="post" action=BACKUP><Button kind=ButtonKind::Primary submit=true>"Back up now"</Button></form>
        }
    });
    let folder = desk.folder;
    view! {
        <Room frame=frame here=BACKUP title="Backup" lead="A copy is made every day by itself, while everybody works on.">
            <News state=state said=said/>
            <div class="panel stack">
                {newest}
                <p class="quiet">"Copies are files in "<code>{format!("{folder}/backups")}</code>". Keep some of them on another machine."</p>
                {now}
            </div>
            <div class="panel stack">
                <h2>"On the server"</h2>
                <Command about="Make a copy where you like, also while Sitrep runs." line=format!("sitrep backup /elsewhere/sitrep.redb --data {folder}")/>
                <Command about="Look whether data or a copy is whole and unaltered." line=format!("sitrep verify --data {folder}")/>
                <Command about="Bring a copy back. Stop Sitrep first; what was there is kept beside." line=format!("sitrep restore {folder}/backups/2026-01-31.redb --data {folder}")/>
            </div>
        </Room>
    }
}

#[component]
fn Command(about: &'static str, line: String) -> impl IntoView {
    view! { <div class="stack stack-tight"><p class="quiet">{about}</p><pre class="answer">{line}</pre></div> }
}
