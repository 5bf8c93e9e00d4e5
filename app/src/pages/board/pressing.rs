//! What cannot wait, told where the columns do not stand side by side: at the tab of each column the worst in it and how
//! many are late, and above them majors and late ones by number, whatever column one looks at.

use domain::classification::Priority;
use domain::locale::Locale;
use domain::time::Moment;
use domain::view::board::{CardView, Column, Marks};
use leptos::prelude::*;

use crate::pages::board::on_board::OnBoard;
use kit::components::icon::{Icon, Symbol};
use kit::components::time_sense::{TimeSense, seconds};
use kit::routes;

/// Of each kind so many are named; the list has all of them.
const NAMED_MOST: usize = 3;

/// What the tab of a column says beside its count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TabMarks {
    worst: Option<Priority>,
    late: u64,
}

impl TabMarks {
    /// Of the cards that it shows: those beyond are of no higher priority.
    pub fn of(column: &Column, now: Moment) -> Self {
        let worst = column.cards.iter().filter_map(|card| card.priority).min();
        Self { worst, late: column.cards.iter().filter(|card| late_since(card, now).is_some()).count() as u64 }
    }

    pub fn view(self) -> impl IntoView {
        let worst = self.worst.map(|worst| {
            let class = match worst {
                Priority::P1 => "tab-worst p1",
                Priority::P2 => "tab-worst p2",
                Priority::P3 => "tab-worst p3",
                Priority::P4 => "tab-worst p4",
            };
            view! { <span class=class><span class="visually-hidden">"worst "</span>{worst.code()}</span> }
        });
        let late = (self.late > 0).then(|| view! { <span class="tab-late">{format!("{} late", self.late)}</span> });
        view! { {worst} {late} }
    }
}

/// One that is named above the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    number: String,
    late: Option<Moment>,
}

fn late_since(card: &CardView, now: Moment) -> Option<Moment> {
    card.due.filter(|due| due.is_late(now)).map(|due| due.at)
}

/// Majors, and what else is late; in both the late ones first, then by priority.
fn named(columns: &[Column], now: Moment) -> (Vec<Named>, Vec<Named>) {
    let mut cards: Vec<&CardView> = columns.iter().flat_map(|column| &column.cards).collect();
    cards.sort_by_key(|card| (late_since(card, now).is_none(), Priority::rank(card.priority), card.reported_at));
    let name = |card: &CardView| Named { number: card.number.clone(), late: late_since(card, now) };
    let (majors, rest): (Vec<&CardView>, Vec<&CardView>) =
        cards.into_iter().partition(|card| card.marks.has(Marks::MAJOR));
    let late = rest.into_iter().filter(|card| late_since(card, now).is_some());
    (majors.into_iter().map(name).collect(), late.map(name).collect())
}

#[component]
pub fn Pressing(board: OnBoard) -> impl IntoView {
    // Drawn anew only when others are named: a link in it may have the focus.
    let named = Memo::new(move |_| board.on_all(named));
    move || {
        let (majors, late) = named.get();
        let now = board.as_of.get_untracked();
        (!majors.is_empty() || !late.is_empty()).then(|| {
            let majors = (!majors.is_empty())
                .then(|| group(board, Locale::English.count(majors.len() as u64, "major", "majors"), majors, now));
            let late = (!late.is_empty()).then(|| group(board, format!("{} late", late.len()), late, now));
            view! {
                <section class="board-pressing" aria-label="What cannot wait">
                    <Icon symbol=Symbol::Alert small=true/>
                    <p>{majors}" "{late}</p>
                </section>
            }
        })
    }
}

fn group(board: OnBoard, head: String, all: Vec<Named>, now: Moment) -> impl IntoView {
    let more = all.len().saturating_sub(NAMED_MOST);
    let one = move |(at, one): (usize, Named)| {
        let late = one.late.map(|at| {
            let words = TimeSense::Deadline.words(at, now);
            view! { ", update "<b class="rel rel-due" data-u=seconds(at).to_string()>{words}</b> }
        });
        let comma = (at > 0).then_some("; ");
        view! { {comma}<a href=routes::incident(&one.number)>{one.number.clone()}</a>{late} }
    };
    let links = all.into_iter().take(NAMED_MOST).enumerate().map(one).collect_view();
    let more = (more > 0).then(|| {
        let list = routes::board_list(&board.filter());
        view! { "; "<a href=list>{format!("{more} more")}</a> }
    });
    view! { <span><b>{head}":"</b>" "{links}{more}". "</span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::incident::Status;
    use domain::time::{HOUR, MINUTE};
    use domain::view::board::{Due, DueKind};

    const NOW: Moment = Moment(1_795_446_000_000);

    fn card(number: &str, priority: Priority, promised_in: Option<i64>, marks: Marks) -> CardView {
        CardView {
            number: number.to_owned(),
            revision: 1,
            status: Status::Investigating,
            priority: Some(priority),
            title: String::new(),
            service: String::new(),
            owner: String::new(),
            people: 1,
            duplicates: 0,
            reported_at: NOW.plus(-HOUR),
            due: promised_in.map(|minutes| Due { kind: DueKind::Promise, at: NOW.plus(minutes * MINUTE) }),
            marks,
            letters: None,
            alert: None,
        }
    }

    fn column(cards: Vec<CardView>) -> Column {
        Column { status: Status::Investigating, count: cards.len() as u64, oldest: None, cards }
    }

    #[test]
    fn a_tab_says_the_worst_and_how_many_are_late() {
        let none = Marks::default();
        let cards = vec![card("INC-1", Priority::P3, Some(-8), none), card("INC-2", Priority::P2, Some(20), none)];
        assert_eq!(TabMarks::of(&column(cards), NOW), TabMarks { worst: Some(Priority::P2), late: 1 });
        assert_eq!(TabMarks::of(&column(Vec::new()), NOW), TabMarks::default());
    }

    #[test]
    fn mara_reads_majors_first_and_then_what_else_is_late() {
        let none = Marks::default();
        let reported = column(vec![card("INC-1", Priority::P4, None, none), card("INC-2", Priority::P3, None, none)]);
        let working = column(vec![
            card("INC-3", Priority::P2, Some(30), Marks::MAJOR),
            card("INC-4", Priority::P3, Some(-2), none),
            card("INC-58", Priority::P2, Some(-8), Marks::MAJOR),
        ]);
        let (majors, late) = named(&[reported, working], NOW);
        let numbers = |named: &[Named]| named.iter().map(|one| one.number.clone()).collect::<Vec<_>>();
        assert_eq!(numbers(&majors), ["INC-58", "INC-3"]);
        assert_eq!(numbers(&late), ["INC-4"]);
        assert_eq!(majors[0].late, Some(NOW.plus(-8 * MINUTE)));
    }
}
