//! The table of the list: what is due with its words, each head an order; while any row is open, inside the form that
//! acts on what is ticked.

use domain::locale::Locale;
use domain::time::Moment;
use domain::view::board::{BoardFilter, CardView, Due, DueKind, Marks};
use domain::view::sorting::{ListSort, SortBy};
use leptos::prelude::*;

use crate::pages::board::cancel_many::{CancelMany, Tick, was_ticked};
use kit::components::badge::PriorityMark;
use kit::components::data_table::{DataTable, Head, Order};
use kit::components::empty_state::EmptyState;
use kit::components::icon::Symbol;
use kit::components::time_sense::{NEAR, TimeSense, seconds};
use kit::form::FormState;
use kit::routes;

/// What the heads lead to, where the list can be sorted.
#[derive(Clone)]
pub struct Sortable {
    pub filter: BoardFilter,
    pub sort: ListSort,
}

/// `sortable` is the list of what is open; what has ended stands newest first and has no ticks.
#[component]
pub fn Rows(
    cards: Vec<CardView>,
    as_of: Moment,
    sortable: Option<Sortable>,
    here: String,
    state: FormState,
) -> impl IntoView {
    if cards.is_empty() {
        return view! { <EmptyState symbol=Symbol::Check title="Nothing here" level=2><p>"No incident fits this list."</p></EmptyState> }
            .into_any();
    }
    let (ended, any_open) = (sortable.is_none(), cards.iter().any(|card| card.status.is_open()));
    let lines = cards.into_iter().map(|card| {
        let open = card.status.is_open();
        let cell = (!ended).then(|| {
            let (number, revision) = (card.number.clone(), card.revision);
            let checked = was_ticked(&state, &number);
            let tick = open.then(|| view! { <Tick number=number revision=revision checked=checked/> });
            view! { <td class="tight" class:none=!open>{tick}</td> }
        });
        row(card, as_of, cell)
    });
    let lines = lines.collect_view();
    let table = view! { <DataTable caption="Incidents" heads=heads(sortable.as_ref())>{lines}</DataTable> };
    if any_open {
        view! { <CancelMany action=here state=state>{table}</CancelMany> }.into_any()
    } else {
        table.into_any()
    }
}

fn heads(sortable: Option<&Sortable>) -> Vec<Head> {
    let tick = sortable.map(|_| Head::tight("Tick"));
    tick.into_iter().chain(SortBy::HEADS.map(|by| head(by, sortable))).collect()
}

fn head(by: SortBy, sortable: Option<&Sortable>) -> Head {
    let words = Locale::English.sorted_by(by);
    let head = if by == SortBy::People { Head::number(words) } else { Head::new(words) };
    let Some(Sortable { filter, sort }) = sortable else { return head };
    let order = match (sort.by == by, sort.falling) {
        (false, _) => Order::None,
        (true, false) => Order::Ascending,
        (true, true) => Order::Descending,
    };
    head.sorted(routes::board_sorted(filter, sort.pressed(by)), order)
}

/// `tick` is its first cell, where there is such a column.
fn row(card: CardView, as_of: Moment, tick: Option<impl IntoView>) -> impl IntoView {
    let serviceless = card.service.is_empty();
    let age = TimeSense::Age.words(card.reported_at, as_of);
    let owner = if card.owner.is_empty() { "nobody".to_owned() } else { card.owner };
    let marks = MARKS.into_iter().filter(|(mark, ..)| card.marks.has(*mark));
    let marks = marks.map(|(_, class, words)| view! { " "<span class=class>{words}</span> }).collect_view();
    view! {
        <tr>
            {tick}
            <td><PriorityMark priority=card.priority/></td>
            <td class="mono nowrap">{card.number.clone()}</td>
            <th scope="row"><a class="table-main" href=routes::incident(&card.number)>{card.title}</a>{marks}</th>
            <td class:none=serviceless data-label="Service">{card.service}</td>
            <td data-label="Status">{Locale::English.status(card.status)}</td>
            <td data-label="Owner">{owner}</td>
            <td data-label="People" class="n">{card.people}</td>
            <td class="nowrap" class:none=card.due.is_none()>{card.due.map(|due| due_chip(due, as_of))}</td>
            <td data-label="Age" class="nowrap"><span class="rel d-a" data-u=seconds(card.reported_at).to_string()>{age}</span></td>
        </tr>
    }
}

const MARKS: [(Marks, &str, &str); 5] = [
    (Marks::MAJOR, "badge badge-full", "major"),
    (Marks::RESTRICTED, "badge", "restricted"),
    (Marks::HOLD, "badge", "hold"),
    (Marks::OVERDUE_HOLD, "badge badge-warn", "too long"),
    (Marks::STILL_BROKEN, "badge badge-warn", "still broken"),
];

/// What is due, and by when, in words: "Update 8 min late".
fn due_chip(due: Due, as_of: Moment) -> impl IntoView {
    let class = match (due.is_late(as_of), due.is_over(as_of), due.kind) {
        (true, ..) => "due due-late",
        (_, true, _) => "due due-near",
        (.., DueKind::Promise | DueKind::Response | DueKind::Resolution | DueKind::Legal)
            if due.at.since(as_of) <= NEAR =>
        {
            "due due-near"
        }
        (.., DueKind::Promise | DueKind::Response | DueKind::Resolution | DueKind::Legal) => "due due-running",
        (.., DueKind::Hold | DueKind::Chase | DueKind::Close) => "due",
    };
    let words = Locale::English.due(due.kind);
    let when = TimeSense::Deadline.words(due.at, as_of);
    view! { <span class=class>{words}" "<span class="rel rel-due" data-u=seconds(due.at).to_string()>{when}</span></span> }
}
