//! `/compliance`: of a month, what was taken, what worked again and which promised updates came in time, by priority;
//! every figure leads to exactly the incidents behind it. The same lines are a file at `/compliance.csv`.

use backend::Result;
use domain::locale::Locale;
use domain::view::account::FrameView;
use domain::view::compliance::{ComplianceCell, CompliancePage, ComplianceQuery, StoppedLine};
use leptos::prelude::*;

use crate::{Answer, Asked, Document};

use kit::components::Tone;
use kit::components::badge::Badge;
use kit::components::button::Button;
use kit::components::choice_field::{Offer, SelectField};
use kit::components::data_table::{DataTable, Head};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::notice::Notice;
use kit::components::time_text::TimeText;
use kit::ground::Framed;
use kit::routes;

pub async fn page(asked: &Asked) -> Result<Answer> {
    let word = |name: &str| asked.word(name).unwrap_or_default();
    let query = ComplianceQuery {
        month: word("month"),
        service: word("service"),
        clock: word("clock"),
        priority: word("priority"),
        in_time: word("in_time"),
    };
    let (page, frame) = (asked.desk.compliance(&asked.caller, &query)?, asked.frame()?);
    Document::new(format!("In time, {}", page.words), move || {
        view! { <Compliance frame=frame page=page query=query/> }
    })
    .shown()
}

#[component]
fn Compliance(frame: FrameView, page: CompliancePage, query: ComplianceQuery) -> impl IntoView {
    let month = page.month.clone();
    let here = ComplianceQuery { month: month.clone(), service: query.service.clone(), ..ComplianceQuery::default() };
    let other = |month: &str| address(routes::COMPLIANCE, &ComplianceQuery { month: month.to_owned(), ..here.clone() });
    let before = view! { <a href=other(&page.before.id) rel="external">{format!("\u{2190} {}", page.before.name)}</a> };
    let after = page.after.clone().map(|after| {
        view! { <a href=other(&after.id) rel="external">{format!("{} \u{2192}", after.name)}</a> }
    });
    let offers = page.services.iter().map(|service| Offer::new(&service.id, &service.name)).collect();
    let file = address("/compliance.csv", &ComplianceQuery { month: month.clone(), ..query.clone() });
    let cells = page.cells.iter().map(|cell| view! { <Cell cell=*cell here=here.clone()/> }).collect_view();
    let heads = vec![
        Head::new("What"),
        Head::new("Priority"),
        Head::number("In time"),
        Head::number("Late"),
        Head::number("Share in time"),
    ];
    let nothing = page.cells.is_empty();
    let figures = if nothing {
        view! { <EmptyState symbol=Symbol::Clock title="Nothing counted in this month"><p>"What was taken or worked again, and each promised update, is counted here."</p></EmptyState> }
            .into_any()
    } else {
        view! { <DataTable caption="In time and late" heads=heads>{cells}</DataTable> }.into_any()
    };
    view! {
        <Framed frame=frame here=routes::COMPLIANCE>
            <main id="main" class="page">
                <header class="page-head">
                    <h1 tabindex="-1">{format!("In time, {}", page.words)}</h1>
                    <p class="page-lead">"What was taken, and what worked again, within its target, and which promised updates came. By the month in which it happened; requests and restricted incidents are left out."</p>
                </header>
                {page.aims.then(|| view! {
                    <Notice tone=Tone::Plain>"The targets are aims still: only promised updates are counted before somebody says under Settings, Targets that the targets are promises, too."</Notice>
                })}
                <nav class="row" aria-label="Months">{before}{after}</nav>
                <form class="form" method="get" action=routes::COMPLIANCE>
                    <input type="hidden" name="month" value=month/>
                    <SelectField name="service" id="service" label="Service" offers=offers value=query.service.clone() blank="All services"/>
                    <div class="row"><Button submit=true>"Show"</Button><a href=file rel="external">"As a file (CSV)"</a></div>
                </form>
                {figures}
                <Lines lines=page.lines/>
                <Impossible lines=page.impossible/>
            </main>
        </Framed>
    }
}

fn address(path: &str, query: &ComplianceQuery) -> String {
    let ComplianceQuery { month, service, clock, priority, in_time } = query;
    let words =
        [("month", month), ("service", service), ("clock", clock), ("priority", priority), ("in_time", in_time)];
    routes::with_words(path, &words.map(|(name, word)| (name, word.as_str())))
}

#[component]
fn Cell(cell: ComplianceCell, here: ComplianceQuery) -> impl IntoView {
    let link = |many: u64, in_time: &str| {
        let (clock, priority) = (cell.what.code().to_owned(), cell.priority.code().to_owned());
        let query = ComplianceQuery { clock, priority, in_time: in_time.to_owned(), ..here.clone() };
        let href = format!("{}#lines", address(routes::COMPLIANCE, &query));
        if many == 0 { view! { "0" }.into_any() } else { view! { <a href=href rel="external">{many}</a> }.into_any() }
    };
    view! {
        <tr>
            <th scope="row">{Locale::English.counted(cell.what)}</th>
            <td data-label="Priority">{cell.priority.code()}</td>
            <td data-label="In time" class="n">{link(cell.in_time, "yes")}</td>
            <td data-label="Late" class="n">{link(cell.late, "no")}</td>
            <td data-label="Share in time" class="n">{cell.share()}" of "{cell.in_time + cell.late}</td>
        </tr>
    }
}

#[component]
fn Lines(lines: Vec<StoppedLine>) -> impl IntoView {
    if lines.is_empty() {
        return None;
    }
    let heads = ["Number", "Title", "What", "Priority", "When", "Due", "Working time", ""].map(Head::new).to_vec();
    let many = Locale::English.count(lines.len() as u64, "line", "lines");
    let rows = lines.into_iter().map(|line| view! { <Line line=line/> }).collect_view();
    Some(view! {
        <section class="stack" id="lines" aria-label="Behind the figures">
            <h2>"Behind the figures: "{many}</h2>
            <DataTable caption="Each clock that stopped, each promised update" heads=heads>{rows}</DataTable>
        </section>
    })
}

/// Nothing where there is none.
#[component]
fn Impossible(lines: Vec<StoppedLine>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let heads = ["Number", "Title", "Clock", "Priority", "Stopped", "Due", "Working time", ""].map(Head::new).to_vec();
        let many = Locale::English.count(lines.len() as u64, "clock", "clocks");
        let rows = lines.into_iter().map(|line| view! { <Line line=line/> }).collect_view();
        view! {
            <section class="stack" aria-label="Left out">
                <h2>"Left out: "{many}</h2>
                <p class="quiet">"The times of these cannot all be right: something would have ended before it began. They are counted nowhere until a manager corrects them."</p>
                <DataTable caption="Times that cannot all be right" heads=heads>{rows}</DataTable>
            </section>
        }
    })
}

#[component]
fn Line(line: StoppedLine) -> impl IntoView {
    let (tone, symbol, words) =
        if line.in_time { (Tone::Good, Symbol::Check, "in time") } else { (Tone::Bad, Symbol::Alert, "late") };
    let corrected = line.was_in_time.map(|was| if was { " corrected, was in time" } else { " corrected, was late" });
    view! {
        <tr>
            <td class="mono nowrap"><a href=routes::incident_clocks(&line.number) rel="external">{line.number.clone()}</a></td>
            <th scope="row">{line.title}</th>
            <td data-label="What">{Locale::English.counted(line.what)}</td>
            <td data-label="Priority">{line.priority.code()}</td>
            <td data-label="When" class="nowrap"><TimeText time=line.stopped/></td>
            <td data-label="Due" class="nowrap">{line.due.map(|due| view! { <TimeText time=due/> })}</td>
            <td data-label="Working time" class="nowrap">{line.elapsed}</td>
            <td><Badge tone=tone symbol=symbol>{words}</Badge>{corrected}</td>
        </tr>
    }
}
