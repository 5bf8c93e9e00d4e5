//! `/incidents/{number}/checklist`: what to do, step by step. A document: a step is ticked by a form, and the answer is
//! the page as it stands then, with what others ticked meanwhile.

use backend::Result;
use domain::incident::StepMark;
use domain::view::Choice;
use domain::view::account::FrameView;
use domain::view::checklist::{ChecklistView, ChecklistsPage, OfferedPlan, StepView};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::button::{Button, ButtonKind, ButtonSize};
use kit::components::choice_field::{Offer, SelectField};
use kit::components::empty_state::EmptyState;
use kit::components::icon::{Icon, Symbol};
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let number = asked.part("number");
    let page = asked.desk.checklists_page(&asked.caller, &number).await?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    Document::new(format!("Checklist of {}", page.number), move || {
        view! { <Checklists frame=frame page=page state=state/> }
    })
    .shown()
}

/// What every form of the page is written with.
#[derive(Clone)]
struct Ground {
    number: String,
    nonce: String,
    revision: u64,
    people: Vec<Choice>,
    viewer: Option<Choice>,
    may_change: bool,
    state: FormState,
}

impl Ground {
    fn of(page: &ChecklistsPage, state: FormState) -> Self {
        Self {
            number: page.number.clone(),
            nonce: page.nonce.clone(),
            revision: page.revision,
            people: page.people.clone(),
            viewer: page.viewer.clone(),
            may_change: page.may_change,
            state,
        }
    }

    /// What a refused post brought back, where it was about this step.
    fn came_back(&self, place: Place, act: &str) -> FormState {
        let is = |field: &str, value: u32| self.state.value(field, "") == value.to_string();
        let own = is("checklist", place.checklist) && is("step", place.step) && self.state.value("act", "") == act;
        if own { self.state.clone() } else { FormState::default() }
    }
}

/// Which step, each counted from 0.
#[derive(Clone, Copy)]
struct Place {
    checklist: u32,
    step: u32,
}

impl Place {
    fn field(self, name: &str) -> String {
        format!("{}-{}-{name}", self.checklist, self.step)
    }
}

#[component]
fn Checklists(frame: FrameView, page: ChecklistsPage, state: FormState) -> impl IntoView {
    let ground = Ground::of(&page, state.clone());
    let back = format!("Back to {}", page.number);
    let none = page.checklists.is_empty();
    let lists = (0..).zip(page.checklists).map(|(place, list)| {
        view! { <OneChecklist list=list place=place ground=ground.clone()/> }
    });
    let lists = lists.collect_view();
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">"Checklist"</h1>
                    <a href=routes::incident(&page.number) rel="external">{back}</a>
                    <p class="page-lead">{page.title.clone()}</p>
                </header>
                <FormProblems state=state/>
                {none.then(|| view! {
                    <EmptyState symbol=Symbol::List title="No checklist yet"><p>"Begin one below. It is copied: what is changed in the plan later changes nothing here."</p></EmptyState>
                })}
                {lists}
                <Begin offered=page.offered ground=ground/>
                <p><a href=routes::PLAYBOOKS rel="external">"The plans these are copied from"</a></p>
            </main>
        </Framed>
    }
}

#[component]
fn OneChecklist(list: ChecklistView, place: u32, ground: Ground) -> impl IntoView {
    let name = list.brief.name.clone();
    let next = list.steps.iter().position(|step| step.mark == StepMark::Open);
    let far = format!("{} of {}", list.brief.settled, list.brief.of);
    let steps = (0..).zip(list.steps).map(|(step, shown)| {
        let place = Place { checklist: place, step };
        view! { <Line step=shown place=place next=next == Some(step as usize) ground=ground.clone()/> }
    });
    let steps = steps.collect_view();
    view! {
        <section class="stack stack-tight" aria-label=name>
            <h2>{list.brief.name}" "<span class="quiet">{far}</span></h2>
            <ol class="rows checklist">{steps}</ol>
        </section>
    }
}

#[component]
fn Line(step: StepView, place: Place, next: bool, ground: Ground) -> impl IntoView {
    let (symbol, class, stands) = match &step.mark {
        StepMark::Open => (Symbol::Circle, "step", None),
        StepMark::Done => (Symbol::CheckRound, "step step-done", Some("done".to_owned())),
        StepMark::Skipped { reason } => (Symbol::Cross, "step step-left", Some(left_out(reason))),
    };
    let open = step.mark == StepMark::Open;
    let by = step.marked.zip(stands).map(|((who, at), stands)| {
        view! { <small>{stands}", "{who}" "<TimeText time=at/></small> }
    });
    let owner = step.owner.clone().filter(|_| open).map(|owner| view! { <small>{owner.name}" does it"</small> });
    let acts =
        ground.may_change.then(|| view! { <Acts step=step.owner open=open next=next place=place ground=ground/> });
    view! {
        <li class=class id=place.field("step") aria-current=next.then_some("step")>
            <Icon symbol=symbol/>
            <div class="grow">
                <span class="strong">{step.what}</span>
                {(open && !step.how.is_empty()).then(|| view! { <p class="quiet">{step.how}</p> })}
                {owner}
                {by}
            </div>
            {acts}
        </li>
    }
}

fn left_out(reason: &str) -> String {
    if reason.is_empty() { "left out".to_owned() } else { format!("left out: {reason}") }
}

#[component]
fn Acts(step: Option<Choice>, open: bool, next: bool, place: Place, ground: Ground) -> impl IntoView {
    if !open {
        return view! { <Form act="open" place=place ground=ground><Button submit=true size=ButtonSize::Small kind=ButtonKind::Quiet>"Open again"</Button></Form> }
            .into_any();
    }
    let kind = if next { ButtonKind::Primary } else { ButtonKind::Plain };
    let (skip, give) = (ground.came_back(place, "skip"), ground.came_back(place, "give"));
    let offers = ground.people.iter().map(|person| Offer::new(person.id.clone(), person.name.clone())).collect();
    let me = ground.viewer.clone().map(|me| me.id).unwrap_or_default();
    let chosen = give.value("person", &step.map_or(me, |owner| owner.id));
    let unfolded = skip.is_refused() || give.is_refused();
    view! {
        <div class="step-acts">
            <Form act="done" place=place ground=ground.clone()><Button submit=true size=ButtonSize::Small kind=kind>"Done"</Button></Form>
            <details class="fold" open=unfolded>
                <summary>"Somebody else, or not at all"</summary>
                <Form act="give" place=place ground=ground.clone()>
                    <SelectField name="person" id=place.field("person") label="Who does it" offers=offers value=chosen blank="Nobody named" error=give.error("person")/>
                    <Button submit=true size=ButtonSize::Small>"Ask them"</Button>
                </Form>
                <Form act="skip" place=place ground=ground>
                    <TextField name="reason" id=place.field("reason") label="Why it is left out" value=skip.value("reason", "") error=skip.error("reason") autocomplete="off"/>
                    <Button submit=true size=ButtonSize::Small>"Leave it out"</Button>
                </Form>
            </details>
        </div>
    }
    .into_any()
}

#[component]
fn Form(act: &'static str, place: Place, ground: Ground, children: Children) -> impl IntoView {
    view! {
        <form class="form" method="post" action=routes::incident_checklist(&ground.number)>
            <input type="hidden" name="act" value=act/>
            <input type="hidden" name="checklist" value=place.checklist/>
            <input type="hidden" name="step" value=place.step/>
            <input type="hidden" name="nonce" value=ground.nonce/>
            <input type="hidden" name="revision" value=ground.revision/>
            {children()}
        </form>
    }
}

/// What fits stands first, by name; the rest behind a fold.
#[component]
fn Begin(offered: Vec<OfferedPlan>, ground: Ground) -> impl IntoView {
    if offered.is_empty() {
        return None;
    }
    let (fit, rest): (Vec<_>, Vec<_>) = offered.into_iter().partition(|plan| plan.fits);
    let button = move |plan: OfferedPlan| {
        let ground = ground.clone();
        view! {
            <form method="post" action=routes::incident_checklist(&ground.number)>
                <input type="hidden" name="act" value="begin"/>
                <input type="hidden" name="playbook" value=plan.id/>
                <input type="hidden" name="nonce" value=ground.nonce/>
                <Button submit=true>{format!("Begin \u{201c}{}\u{201d}", plan.name)}</Button>
            </form>
        }
    };
    let fit = fit.into_iter().map(&button).collect_view();
    let others = rest.len();
    let rest = rest.into_iter().map(&button).collect_view();
    Some(view! {
        <section class="panel stack" aria-label="Begin a checklist">
            <h2>"Begin a checklist"</h2>
            <div class="row">{fit}</div>
            {(others > 0).then(|| view! { <details class="fold"><summary>"All others"</summary><div class="row">{rest}</div></details> })}
        </section>
    })
}
