//! What happened, oldest first, newest at the bottom beside the composer. Entries of the system in a row fold into
//! one; what was taken back is struck.

use domain::locale::Locale;
use domain::time::Moment;
use domain::view::incident::{LineKind, TimelineLine};
use domain::view::letters::{Delivery, LetterState};
use leptos::prelude::*;

use crate::pages::incident::ask::Ask;
use crate::pages::incident::in_sight::NEWEST;
use crate::pages::incident::on_screen::OnScreen;
use kit::components::icon::{Icon, Symbol};
use kit::components::prose::Prose;
use kit::components::time_text::TimeText;
use kit::routes;

#[component]
pub fn Timeline(here: OnScreen) -> impl IntoView {
    let parts = here.slice_timeline(|page| parts(&page.lines));
    let (earlier, later) = (here.slice_timeline(|page| page.earlier), here.slice_timeline(|page| page.later));
    let (messages, path) = here.peek(|view| (routes::incident_messages(&view.number), routes::incident(&view.number)));
    let newest = format!("{path}#newest");
    let before = move |sequence: u64| format!("{}#newest", routes::earlier(&path, sequence));
    // `external`: another page of it is another page.
    view! {
        <h2 class="visually-hidden">"Timeline"</h2>
        {move || earlier.get().map(|sequence| view! {
            <p class="small"><a href=before(sequence) rel="external">"Show earlier"</a></p>
        })}
        <ol class="tl">
            <For each=move || parts.get() key=Part::key let:part>
                {part.show(here, here.peek(|view| view.as_of.utc), &messages)}
            </For>
        </ol>
        {move || later.get().then(|| view! {
            <p class="small"><a href=newest.clone() rel="external">"Show the newest"</a></p>
        })}
        // Where the head's "last change" leads, and where the page opens.
        <span id=NEWEST></span>
    }
}

/// Lines that are shown together.
#[derive(Clone, PartialEq)]
enum Part {
    Line(TimelineLine),
    Folded(Vec<TimelineLine>),
}

fn parts(lines: &[TimelineLine]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in lines {
        // What could not be delivered hides in no fold.
        let small = line.kind == LineKind::System && !line.pinned && line.letters.is_none();
        match parts.last_mut() {
            Some(Part::Folded(run)) if small => run.push(line.clone()),
            _ if small => parts.push(Part::Folded(vec![line.clone()])),
            _ => parts.push(Part::Line(line.clone())),
        }
    }
    parts
}

impl Part {
    /// Another key when it looks different: then it is drawn anew.
    fn key(&self) -> (u64, usize, usize, Option<Delivery>) {
        match self {
            Self::Line(line) => (line.sequence, 1, looks(line), line.letters),
            Self::Folded(run) => {
                let first = run.first().map_or(0, |line| line.sequence);
                (first, run.len(), run.iter().map(looks).sum(), None)
            }
        }
    }

    /// `messages` is where one reads who was told.
    fn show(self, here: OnScreen, as_of: Moment, messages: &str) -> AnyView {
        match self {
            Self::Line(line) => show_line(here, line, as_of, messages).into_any(),
            Self::Folded(mut run) if run.len() == 1 => {
                run.pop().map(|line| show_line(here, line, as_of, messages)).into_any()
            }
            Self::Folded(run) => show_folded(here, run, as_of, messages).into_any(),
        }
    }
}

/// Another number once it was taken back, or its words were deleted.
fn looks(line: &TimelineLine) -> usize {
    2 * usize::from(line.undone) + usize::from(line.html.is_none())
}

fn show_folded(here: OnScreen, run: Vec<TimelineLine>, as_of: Moment, messages: &str) -> impl IntoView + use<> {
    let words = Locale::English.count(run.len() as u64, "smaller change", "smaller changes");
    let lines = run.into_iter().map(|line| show_line(here, line, as_of, messages)).collect_view();
    view! {
        <li class="tl-fold">
            <span class="tl-mark"><Icon symbol=Symbol::Dots/></span>
            <details class="fold">
                <summary>{words}</summary>
                <ol class="tl">{lines}</ol>
            </details>
        </li>
    }
}

fn show_line(here: OnScreen, line: TimelineLine, as_of: Moment, messages: &str) -> impl IntoView + use<> {
    let (class, symbol) = dress(&line);
    let letters = line.letters.map(|letters| view! { <LettersOf letters=letters messages=messages.to_owned()/> });
    let mail = line.by_mail.then(|| here.peek(|view| routes::incident_mail(&view.number, line.sequence)));
    let mail = mail.map(|mail| view! { <p class="tl-letters">"Came by mail: "<a href=mail rel="external">"read the mail itself"</a></p> });
    let redact = line.redactable.then(|| view! { <TakeOut here=here sequence=line.sequence/> });
    let by = view! { <b>{line.who}</b>" "{line.act} };
    let by = if line.undone {
        view! { <del>{by}</del>" "<span class="badge">"taken back"</span> }.into_any()
    } else {
        by.into_any()
    };
    let words = line.html.map(|html| {
        let class = if line.undone { "tl-text prose tl-struck" } else { "tl-text prose" };
        view! { <Prose html=html class=class/> }
    });
    view! {
        <li class=class>
            <span class="tl-mark"><Icon symbol=symbol/></span>
            <div class="tl-body">
                <p class="tl-by">{by}" "<TimeText time=line.at as_of=as_of/>{redact}</p>
                {words}
                {letters}
                {mail}
            </div>
        </li>
    }
}

/// Asks why its words must go. Seldom wanted, so it is quiet.
#[component]
fn TakeOut(here: OnScreen, sequence: u64) -> impl IntoView {
    view! {
        <button type="button" class="b b-link tiny tl-take-out" on:click=move |_| here.ask(Ask::Redact(sequence))>
            "Take the words out"
        </button>
    }
}

/// How the letters of a line stand, and where one reads to whom.
#[component]
fn LettersOf(letters: Delivery, messages: String) -> impl IntoView {
    let (class, state) = match letters {
        Delivery { failed: 1.., .. } => ("tl-letters tl-failed", LetterState::Failed.code()),
        Delivery { waiting: 1.., .. } => ("tl-letters tl-late", ""),
        _ => ("tl-letters", ""),
    };
    let messages = routes::with_words(&messages, &[("state", state)]);
    let words = Locale::English.delivery(&letters);
    view! { <p class=class>{words}": "<a href=messages>"see who was told"</a></p> }
}

fn dress(line: &TimelineLine) -> (&'static str, Symbol) {
    if line.undone {
        return ("tl-gone", Symbol::Undo);
    }
    match line.kind {
        LineKind::Step if line.sequence == 1 => ("tl-report", Symbol::Flag),
        LineKind::Step => ("tl-step", Symbol::Bolt),
        LineKind::Note => ("tl-note", Symbol::Note),
        LineKind::Message => ("tl-message", Symbol::Message),
        LineKind::Update => ("tl-update", Symbol::Send),
        LineKind::System => ("tl-small", Symbol::Dots),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::view::TimeView;

    fn line(sequence: u64, kind: LineKind) -> TimelineLine {
        TimelineLine {
            sequence,
            at: TimeView::default(),
            who: "Rui".to_owned(),
            act: "did it".to_owned(),
            html: None,
            kind,
            pinned: false,
            undone: false,
            letters: None,
            redactable: false,
            by_mail: false,
        }
    }

    #[test]
    fn small_changes_in_a_row_fold_and_what_rui_wrote_stands_alone() {
        use LineKind::{Note, Step, System};
        let lines: Vec<_> =
            [Step, System, System, Note, System].into_iter().zip(1..).map(|(k, n)| line(n, k)).collect();
        let lengths: Vec<_> = parts(&lines).iter().map(|part| part.key().1).collect();
        assert_eq!(lengths, [1, 2, 1, 1]);
    }

    #[test]
    fn what_was_taken_back_is_drawn_anew() {
        let (before, mut after) = (line(3, LineKind::Note), line(3, LineKind::Note));
        after.undone = true;
        assert_ne!(Part::Line(before).key(), Part::Line(after).key());
    }
    #[test]
    fn letters_that_could_not_be_delivered_hide_in_no_fold_and_are_drawn_anew() {
        let mut failed = line(2, LineKind::System);
        failed.letters = Some(Delivery { letters: 1, failed: 1, ..Delivery::default() });
        let around = [line(1, LineKind::System), failed, line(3, LineKind::System)];
        assert_eq!(parts(&around).len(), 3);
        let keys = |lines: &[TimelineLine]| parts(lines).iter().map(Part::key).collect::<Vec<_>>();
        let mut mended = around.clone();
        mended[1].letters = Some(Delivery { letters: 1, waiting: 1, ..Delivery::default() });
        assert_ne!(keys(&around), keys(&mended));
    }
}
