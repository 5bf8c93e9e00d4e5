//! `/settings/backup`: the daily copies and what was found in them, one more now, a second folder for them, and how to
//! bring one back.

use backend::Result;
use backend::desk::{BackupPage, Commands, CopyLine, SecondFolder};
use backend::settings::{SECOND_FOLDER, STATUS_FOLDER};
use domain::permissions::{Action, Object, Section};
use domain::view::account::FrameView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use super::returned::{News, Slip, words_for};
use super::room::{BACKUP, Room, Shown};
use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::{Button, ButtonKind};
use kit::components::data_table::{DataTable, Head};
use kit::components::icon::Symbol;
use kit::components::notice::Notice;
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::may_on;

const KILOBYTE: u64 = 1_000;
const MEGABYTE: u64 = 1_000_000;

pub async fn backup(asked: &Asked) -> Result<Answer> {
    let (frame, page, state) = (asked.frame()?, asked.desk.backup_page(&asked.caller).await?, asked.form.clone());
    let words = [
        ("made", "The copy is made."),
        ("made-here", "The copy is made. It could not be put into the second folder."),
        ("saved", "Saved."),
    ];
    let said = words_for(asked.word("said"), &words);
    Document::new("Backup", move || view! { <Backup frame=frame page=page state=state said=said/> }).shown()
}

#[component]
fn Backup(frame: FrameView, page: BackupPage, state: FormState, said: Option<String>) -> impl IntoView {
    let now = may_on(&frame, Action::RunJobs, Object::Settings(Section::Jobs)).then(|| {
        view! {
            <form method="post" action=BACKUP><Button kind=ButtonKind::Primary submit=true>"Back up now"</Button></form>
        }
    });
    let changes = may_on(&frame, Action::Change, Object::Settings(Section::Backup));
    let slip = Slip::of(&state, "second", "");
    let status_slip = Slip::of(&state, "status", "");
    let BackupPage { copies, damaged, folder, second, setting, status, status_fails, revision, commands } = page;
    let status = if changes {
        view! { <StatusForm value=status.value fails=status_fails revision=revision slip=status_slip/> }.into_any()
    } else {
        view! { <div class="panel"><dl class="facts"><Shown label="Folder for the status page" setting=status/></dl></div> }
            .into_any()
    };
    let second = if changes {
        view! { <SecondForm second=second value=setting.value revision=revision slip=slip/> }.into_any()
    } else {
        view! { <div class="panel"><dl class="facts"><Shown label="Second folder" setting=setting/></dl></div> }
            .into_any()
    };
    let damage = damaged.then(|| view! { <Damage restore=commands.restore.clone()/> });
    view! {
        <Room frame=frame here=BACKUP title="Backup" lead="A copy is made every day by itself, while everybody works on.">
            <News state=state said=said/>
            {damage}
            <Copies copies=copies/>
            <div class="panel stack">
                <p class="quiet">"Copies are files in "<code>{folder}</code>". Each is checked before it is kept, and again about once a week. Keep some of them on another machine."</p>
                {now}
            </div>
            {second}
            {status}
            <OnTheServer commands=commands/>
        </Room>
    }
}

#[component]
fn Damage(restore: Option<String>) -> impl IntoView {
    let next = match restore {
        Some(line) => view! {
            <p>"Stop Sitrep, then bring back the last clean copy. What is there now is kept beside it."</p>
            <pre class="answer">{line}</pre>
        }
        .into_any(),
        None => view! { <p>"No clean copy lies here. Look for one in the second folder or on another machine."</p> }
            .into_any(),
    };
    view! {
        <Notice tone=Tone::Bad>
            <div class="stack stack-tight">
                <p>"The last copy was not kept: the data is damaged on the disk. The log says what was found. Clean copies are kept until a new one is made."</p>
                {next}
            </div>
        </Notice>
    }
}

#[component]
fn Copies(copies: Vec<CopyLine>) -> AnyView {
    if copies.is_empty() {
        return view! { <Notice tone=Tone::Warn>"There is no copy yet."</Notice> }.into_any();
    }
    let rows = copies.into_iter().map(|copy| view! { <Row copy=copy/> }).collect_view();
    let heads = vec![Head::new("Copy"), Head::new("Size"), Head::new("Made"), Head::new("Checked")];
    view! { <DataTable caption="Daily copies" heads=heads>{rows}</DataTable> }.into_any()
}

#[component]
fn Row(copy: CopyLine) -> impl IntoView {
    let checked = match copy.checked {
        Some((at, true)) => view! { "clean, "<TimeText time=at/> }.into_any(),
        Some((at, false)) => {
            view! { <Badge tone=Tone::Bad symbol=Symbol::Alert>"damaged"</Badge>" "<TimeText time=at/> }.into_any()
        }
        None => view! { <span class="quiet">"not yet"</span> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{copy.name}</th>
            <td data-label="Size">{size(copy.bytes)}</td>
            <td data-label="Made"><TimeText time=copy.made/></td>
            <td data-label="Checked"><span class="row">{checked}</span></td>
        </tr>
    }
}

fn size(bytes: u64) -> String {
    if bytes < MEGABYTE {
        return format!("{} kB", bytes.div_ceil(KILOBYTE));
    }
    format!("{}.{} MB", bytes / MEGABYTE, bytes % MEGABYTE / (MEGABYTE / 10))
}

#[component]
fn SecondForm(second: Option<SecondFolder>, value: String, revision: u64, slip: Slip) -> impl IntoView {
    let state = second.map(|second| view! { <State second=second/> });
    view! {
        <form class="form" method="post" action=BACKUP>
            <h2>"A second folder"</h2>
            {state}
            {slip.hidden()}
            {slip.drawn_at(revision)}
            <TextField
                name=SECOND_FOLDER
                id=slip.field(SECOND_FOLDER)
                label="Second folder for daily copies (optional)"
                help="A folder of the server on another disk, or of another machine that is mounted. Each daily copy is put there as well."
                value=slip.value(SECOND_FOLDER, &value)
                error=slip.error(SECOND_FOLDER)
                autocomplete="off"
            />
            <div class="form-end"><Button submit=true>"Save"</Button></div>
        </form>
    }
}

#[component]
fn StatusForm(value: String, fails: bool, revision: u64, slip: Slip) -> impl IntoView {
    let fails = fails.then(|| {
        view! { <Notice tone=Tone::Bad>"The status page could not be written there; the log says why. It is tried again with each change and every hour."</Notice> }
    });
    view! {
        <form class="form" method="post" action=BACKUP>
            <h2>"A copy of the status page"</h2>
            {fails}
            {slip.hidden()}
            {slip.drawn_at(revision)}
            <TextField
                name=STATUS_FOLDER
                id=slip.field(STATUS_FOLDER)
                label="Folder for the status page (optional)"
                help="A folder that another web server shows. What visitors read of the status is written there on each change: index.html, status.json and status.atom."
                value=slip.value(STATUS_FOLDER, &value)
                error=slip.error(STATUS_FOLDER)
                autocomplete="off"
            />
            <div class="form-end"><Button submit=true>"Save the folder"</Button></div>
        </form>
    }
}

/// How it stands with the folder that is named.
#[component]
fn State(second: SecondFolder) -> impl IntoView {
    let SecondFolder { same_disk, fails, newest } = second;
    let fails = fails.then(|| {
        view! { <Notice tone=Tone::Bad>"The newest copy could not be put there; the log says why. It is tried again every hour."</Notice> }
    });
    let newest =
        newest.map_or_else(|| "No copy lies there yet.".to_owned(), |name| format!("The newest copy there is {name}."));
    let disk = same_disk.then(|| {
        view! { <Notice tone=Tone::Warn>"It lies on the same disk as the data: that helps against a mistake, and not against a broken disk."</Notice> }
    });
    view! { {fails}{disk}<p class="quiet">{newest}</p> }
}

#[component]
fn OnTheServer(commands: Commands) -> impl IntoView {
    let restore = commands.restore.map(|line| {
        view! { <Command about="Bring the newest clean copy back. Stop Sitrep first; what was there is kept beside." line=line/> }
    });
    view! {
        <div class="panel stack">
            <h2>"On the server"</h2>
            <Command about="Make a copy where you like, also while Sitrep runs." line=commands.backup/>
            <Command about="Look whether the data is whole and unaltered, page by page." line=commands.verify/>
            {restore}
        </div>
    }
}

#[component]
fn Command(about: &'static str, line: String) -> impl IntoView {
    view! { <div class="stack stack-tight"><p class="quiet">{about}</p><pre class="answer">{line}</pre></div> }
}
