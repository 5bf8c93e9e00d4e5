//! "Ready in six steps", after set-up: services, team, stakeholders, a test report with its letter, a first letter to
//! stakeholders, the poster.
//! Each step is a plain form of its own; what is done is ticked and folded.

mod letter;
mod steps;

use backend::Result;
use domain::view::account::FrameView;
use domain::view::settings::ReadyView;
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use crate::openers::WhoOpens;
use crate::settings::returned::{News, Slip};
use kit::components::button::{ButtonKind, LinkButton};
use kit::form::FormState;
use kit::ground::Framed;
use kit::routes;
use letter::FirstLetter;
use steps::{Look, PosterStep, Services, Stakeholders, Team, Test};

pub async fn page(asked: &Asked) -> Result<Answer> {
    let view = asked.desk.ready(&asked.caller)?;
    let (frame, state, said) = (asked.frame()?, asked.form.clone(), asked.word("said"));
    Document::new("Ready in six steps", move || {
        view! { <Ready frame=frame view=view state=state said=said/> }
    })
    .shown()
}

#[component]
fn Ready(frame: FrameView, view: ReadyView, state: FormState, said: Option<String>) -> impl IntoView {
    let done = [!view.services.is_empty(), view.team > 1, view.stakeholders > 0, view.tested, view.told]
        .map(u8::from)
        .iter()
        .sum::<u8>();
    let act = state.value("act", "");
    // One next step at a time: until all is done it is in the step that is open.
    let leave = if done == 5 { ButtonKind::Primary } else { ButtonKind::Plain };
    // The step that was refused is open, else the first that is not done.
    let first = [view.services.is_empty(), view.team < 2, view.stakeholders == 0, !view.tested, !view.told, true];
    let first = first.iter().position(|open| *open);
    let look = |at: usize, name: &'static str, done: bool| Look {
        done,
        open: if act.is_empty() { first == Some(at) } else { act == name },
        slip: Slip::of(&state, name, ""),
    };
    let (services, team) = (look(0, "services", !view.services.is_empty()), look(1, "team", view.team > 1));
    let (stakeholders, test) = (look(2, "stakeholders", view.stakeholders > 0), look(3, "test", view.tested));
    let letter = look(4, "letter", view.told);
    let address = view.report_url.trim_end_matches(routes::REPORT).to_owned();
    view! {
        <Framed frame=frame>
            <main id="main" class="page page-narrow">
                <header class="stack stack-tight">
                    <h1 tabindex="-1">"Ready in six steps"</h1>
                    <p class="quiet">{format!("{done} of 5 done, and a poster to print. Each can wait; you find this page again in the settings.")}</p>
                </header>
                <WhoOpens address=address/>
                <News state=state said=said.map(|code| outcome(&code))/>
                <ol class="five">
                    <Services look=services view=view.clone()/>
                    <Team look=team view=view.clone()/>
                    <Stakeholders look=stakeholders view=view.clone()/>
                    <Test look=test view=view.clone()/>
                    <FirstLetter look=letter view=view.clone()/>
                    <PosterStep view=view/>
                </ol>
                <p><LinkButton href=routes::BOARD kind=leave>"Go to the board"</LinkButton></p>
            </main>
        </Framed>
    }
}

/// What a step did, from `added-3` or `invited-4-1`: done, known before. It travels in the address
/// so that a reload says it again; nothing of it is a person's words.
fn outcome(code: &str) -> String {
    let mut parts = code.split('-');
    let act = parts.next().unwrap_or_default();
    let mut next = || parts.next().and_then(|number| number.parse::<u64>().ok()).unwrap_or_default();
    let (done, already) = (next(), next());
    let people = |count| domain::locale::Locale::English.people(count);
    let mut words = match act {
        "added" => format!("{} added.", domain::locale::Locale::English.count(done, "service", "services")),
        "invited" => format!("{} invited; each gets a letter with a link.", people(done)),
        "entered" => format!("{} added.", people(done)),
        "told" => format!("The letter goes to {} in ten seconds.", people(done)),
        "tested" => "Reported. The letter appears here in a moment; load the page again.".to_owned(),
        _ => "Done.".to_owned(),
    };
    if already > 0 {
        words += &format!(" {} had been there already.", people(already));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::outcome;

    #[test]
    fn what_a_step_did_is_said_in_words() {
        assert_eq!(
            outcome("invited-4-1"),
            "4 people invited; each gets a letter with a link. 1 person had been there already."
        );
        assert_eq!(outcome("<script>"), "Done.");
    }
}
