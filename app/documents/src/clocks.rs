//! `/incidents/{number}/clocks`: why what is due is due then. Each clock with the segments that its time is the sum of,
//! and of a target that was missed, why.

mod legal;
mod times;
mod vendor;

use backend::Result;
use domain::clock::{SegmentKind, State};
use domain::incident::{BreachCause, SlaClock};
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::clocks::{BreachView, ClocksPage, LedgerView, SegmentView};
use leptos::prelude::*;

use self::legal::Legal;
use self::times::Times;
use self::vendor::Vendor;
use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::Button;
use kit::components::choice_field::{Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::text_field::TextField;
use kit::components::time_text::TimeText;
use kit::form::FormState;
use kit::ground::{FormProblems, Framed};
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let number = asked.part("number");
    let page = asked.desk.clocks_page(&asked.caller, &number).await?;
    let (frame, state) = (asked.frame()?, asked.form.clone());
    Document::new(format!("Why due then: {}", page.number), move || {
        view! { <Clocks frame=frame page=page state=state/> }
    })
    .shown()
}

#[component]
fn Clocks(frame: FrameView, page: ClocksPage, state: FormState) -> impl IntoView {
    let back = format!("Back to {}", page.number);
    let none = page.clocks.is_empty();
    let (may, nonce, number) = (page.may_explain, page.nonce.clone(), page.number.clone());
    let clocks = page.clocks.clone().into_iter().map(|ledger| {
        view! { <Clock ledger=ledger number=number.clone() may=may nonce=nonce.clone() state=state.clone()/> }
    });
    let clocks = clocks.collect_view();
    view! {
        <Framed frame=frame here=routes::BOARD>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">"Why due then"</h1>
                    <a href=routes::incident(&page.number) rel="external">{back}</a>
                    <p class="page-lead">{page.title.clone()}</p>
                </header>
                <FormProblems state=state.clone()/>
                {page.aims.then(|| view! {
                    <p class="quiet">"The targets are aims: nobody has confirmed them, so lateness shows and nobody is written to about it."</p>
                })}
                {none.then(|| view! {
                    <EmptyState symbol=Symbol::Clock title="No clocks"><p>"Requests have none, nor has what was reported before there were targets."</p></EmptyState>
                })}
                {clocks}
                <Vendor page=page.clone() state=state.clone()/>
                <Legal page=page.clone() state=state.clone()/>
                <Times page=page.clone() state=state.clone()/>
                <Promises page=page/>
            </main>
        </Framed>
    }
}

#[component]
fn Clock(ledger: LedgerView, number: String, may: bool, nonce: String, state: FormState) -> impl IntoView {
    let (clock, heading) = (ledger.brief.clock, Locale::English.clock(ledger.brief.clock));
    let (tone, symbol) = look(ledger.brief.state);
    let words = Locale::English.clock_state(ledger.brief.state);
    let heads = vec![Head::new("From"), Head::new("To"), Head::number("How long"), Head::new("What it is")];
    let rows = ledger.segments.into_iter().map(|segment| view! { <Row segment=segment/> }).collect_view();
    let caption = format!("{heading}: what its time is the sum of");
    let more = (ledger.more > 0)
        .then(|| view! { <p class="quiet">{Locale::English.count(ledger.more, "earlier segment", "earlier segments")}" not shown"</p> });
    let breach = ledger.breach.map(|breach| {
        view! { <Breach breach=breach clock=clock number=number may=may nonce=nonce state=state/> }
    });
    view! {
        <section class="stack" aria-label=heading>
            <h2>{heading}" "<Badge tone=tone symbol=symbol>{words}</Badge></h2>
            <p>{ledger.because}</p>
            {ledger.corrected.map(|before| view! { <p class="quiet">"Corrected. Before that it was judged: "{before}"."</p> })}
            {more}
            <DataTable caption=caption heads=heads>
                {rows}
                <tr>
                    <th scope="row" colspan="2">"Counted"</th>
                    <td data-label="Counted" class="n strong">{ledger.elapsed}</td>
                    <td data-label="Of">"of "{ledger.target}", "{ledger.calendar.to_lowercase()}</td>
                </tr>
                {ledger.vendor.map(|spent| view! {
                    <tr>
                        <th scope="row" colspan="2">"Of which at the vendor"</th>
                        <td data-label="Of which at the vendor" class="n">{spent}</td>
                        <td></td>
                    </tr>
                })}
            </DataTable>
            {breach}
        </section>
    }
}

fn look(state: State) -> (Tone, Symbol) {
    match state {
        State::Running => (Tone::Plain, Symbol::Clock),
        State::Paused => (Tone::Warn, Symbol::Pause),
        State::Met => (Tone::Good, Symbol::Check),
        State::MetLate | State::Breached => (Tone::Bad, Symbol::Alert),
        State::Cancelled => (Tone::Plain, Symbol::Info),
    }
}

#[component]
fn Row(segment: SegmentView) -> impl IntoView {
    let counts = segment.kind == SegmentKind::Running;
    view! {
        <tr class:strong=counts>
            <td data-label="From" class="nowrap"><TimeText time=segment.from/></td>
            <td data-label="To" class="nowrap"><TimeText time=segment.to/></td>
            <td data-label="How long" class="n nowrap">{segment.length}</td>
            <td data-label="What it is">{Locale::English.segment(segment.kind)}</td>
        </tr>
    }
}

/// What stays on record, and the question why.
#[component]
fn Breach(
    breach: BreachView,
    clock: SlaClock,
    number: String,
    may: bool,
    nonce: String,
    state: FormState,
) -> impl IntoView {
    let whose = breach.owner.map_or_else(|| "nobody had it".to_owned(), |owner| format!("{owner} had it"));
    let overturned = breach.overturned.then_some(" A time was corrected since: by that it was in time.");
    let cause = breach.cause.map(|cause| {
        let words = breach.words.clone().map(|words| format!(": {words}")).unwrap_or_default();
        view! { <p>"Why: "{Locale::English.breach_cause(cause)}{words}</p> }
    });
    let own = if state.value("clock", "") == clock.code() { state } else { FormState::default() };
    let chosen = own.value("cause", breach.cause.map_or("", BreachCause::code));
    let offers = BreachCause::ALL.map(|cause| Offer::new(cause.code(), Locale::English.breach_cause(cause)));
    let id = format!("{}-words", clock.code());
    let form = may.then(|| {
        view! {
            <details class="fold" open=own.is_refused()>
                <summary>"Say why it was missed"</summary>
                <form class="form" method="post" action=routes::incident_clocks(&number)>
                    <input type="hidden" name="clock" value=clock.code()/>
                    <input type="hidden" name="nonce" value=nonce/>
                    <SelectField name="cause" id=format!("{}-cause", clock.code()) label="What was it?" offers=offers.to_vec() value=chosen blank="Choose" error=own.error("cause")/>
                    <TextField name="words" id=id label="In words" value=own.value("words", breach.words.as_deref().unwrap_or_default()) error=own.error("words") optional=true autocomplete="off"/>
                    <div><Button submit=true>"Keep it"</Button></div>
                </form>
            </details>
        }
    });
    view! {
        <div class="panel stack">
            <p class="strong">"Missed: due "<TimeText time=breach.due/>", and "{whose}"."{overturned}</p>
            {cause}
            {form}
        </div>
    }
}

#[component]
fn Promises(page: ClocksPage) -> impl IntoView {
    let counted = page.promises_kept + page.promises_missed;
    let next = page.promise.clone().map(|at| {
        view! { <p>"The next update is promised by "<TimeText time=at as_of=page.as_of.utc/>"."</p> }
    });
    let first = page.first_notice.clone().map(|at| {
        view! { <p>"Stakeholders are to hear of it for the first time by "<TimeText time=at as_of=page.as_of.utc/>", a quarter of an hour after it was taken or became that grave."</p> }
    });
    let kept = (counted > 0).then(|| {
        let of = Locale::English.count(u64::from(counted), "promised update", "promised updates");
        view! { <p>{page.promises_kept}" of "{of}" came in time."</p> }
    });
    (next.is_some() || first.is_some() || kept.is_some()).then(|| {
        view! { <section class="stack" aria-label="Updates"><h2>"Updates"</h2>{next}{first}{kept}</section> }
    })
}
