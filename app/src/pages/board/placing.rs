//! How a card that changed moves the columns: pure, so that the board stays true without being fetched anew. A column
//! shows the first of its cards only; what happens among the hidden ones cannot be known here and is said so.

use std::collections::HashMap;

use domain::classification::Priority;
use domain::view::board::{CardUpdate, CardView, Column};

/// How a card looks after it came or changed while one looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    New,
    Changed,
}

/// What an update came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    pub touch: Option<Touch>,
    /// A count or an age can no longer be known from here.
    pub drifted: bool,
}

/// Puts the card where it belongs now.
pub fn place(columns: &mut [Column], update: CardUpdate) -> Placed {
    let at = columns.iter().position(|column| column.cards.iter().any(|card| card.number == update.number));
    let stood = at.and_then(|at| columns[at].cards.iter().find(|card| card.number == update.number).cloned());
    if stood.is_some() && stood == update.card {
        return Placed::default();
    }
    let mut drifted = false;
    if let (Some(at), Some(card)) = (at, &stood) {
        drifted |= !take_out(&mut columns[at], card);
    } else {
        // It may have stood among the hidden ones, and then it was counted.
        drifted |= columns.iter().any(is_cut);
    }
    let touch = update.card.as_ref().map(|_| if stood.is_some() { Touch::Changed } else { Touch::New });
    if let Some(card) = update.card
        && let Some(column) = columns.iter_mut().find(|column| column.status == card.status)
    {
        put_in(column, card);
    }
    Placed { touch, drifted }
}

/// What changed between two pictures of the whole board.
pub fn touches(before: &[Column], after: &[Column]) -> Vec<(String, Touch)> {
    let cards = |columns: &[Column]| columns.iter().flat_map(|column| column.cards.clone()).collect::<Vec<_>>();
    let old: HashMap<String, u64> = cards(before).into_iter().map(|card| (card.number, card.revision)).collect();
    let touch = |card: CardView| match old.get(&card.number) {
        None => Some((card.number, Touch::New)),
        Some(revision) => (*revision != card.revision).then_some((card.number, Touch::Changed)),
    };
    cards(after).into_iter().filter_map(touch).collect()
}

/// Some of its cards are not shown.
fn is_cut(column: &Column) -> bool {
    hidden(column) > 0
}

pub fn hidden(column: &Column) -> u64 {
    column.count.saturating_sub(column.cards.len() as u64)
}

/// Answers whether the age of the oldest is still known.
fn take_out(column: &mut Column, card: &CardView) -> bool {
    let cut = is_cut(column);
    column.cards.retain(|other| other.number != card.number);
    column.count = column.count.saturating_sub(1);
    let was_oldest = column.oldest == Some(card.reported_at);
    if was_oldest && !cut {
        column.oldest = column.cards.iter().map(|card| card.reported_at).min();
    }
    !(was_oldest && cut)
}

fn put_in(column: &mut Column, card: CardView) {
    column.oldest = Some(column.oldest.map_or(card.reported_at, |oldest| oldest.min(card.reported_at)));
    column.count += 1;
    let order = |card: &CardView| (Priority::rank(card.priority), card.reported_at);
    let at = column.cards.partition_point(|other| order(other) <= order(&card));
    column.cards.insert(at, card);
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::incident::Status;
    use domain::time::{HOUR, Moment};
    use domain::view::board::Marks;

    fn card(number: &str, status: Status, hour: i64) -> CardView {
        CardView {
            number: number.to_owned(),
            revision: 1,
            status,
            priority: Some(Priority::P3),
            title: String::new(),
            service: String::new(),
            owner: String::new(),
            people: 0,
            duplicates: 0,
            reported_at: Moment(hour * HOUR),
            due: None,
            marks: Marks::default(),
            letters: None,
            alert: None,
        }
    }

    fn board(reported: Vec<CardView>, count: u64) -> Vec<Column> {
        let mut columns = Status::BOARD.map(|status| Column { status, cards: Vec::new(), count: 0, oldest: None });
        columns[0].oldest = reported.iter().map(|card| card.reported_at).min();
        (columns[0].cards, columns[0].count) = (reported, count);
        columns.into()
    }

    fn update(card: CardView) -> CardUpdate {
        CardUpdate { number: card.number.clone(), card: Some(card) }
    }

    #[test]
    fn a_card_that_rui_takes_moves_with_its_count_and_its_age() {
        let mut columns = board(vec![card("INC-1", Status::Reported, 1), card("INC-2", Status::Reported, 2)], 2);
        let placed = place(&mut columns, update(card("INC-1", Status::Investigating, 1)));
        assert_eq!(placed, Placed { touch: Some(Touch::Changed), drifted: false });
        assert_eq!((columns[0].count, columns[0].oldest), (1, Some(Moment(2 * HOUR))));
        assert_eq!((columns[1].count, columns[1].oldest), (1, Some(Moment(HOUR))));
        assert_eq!(place(&mut columns, update(card("INC-1", Status::Investigating, 1))), Placed::default());
    }

    #[test]
    fn a_report_that_arrives_is_new_and_one_that_ends_is_gone() {
        let mut columns = board(vec![card("INC-1", Status::Reported, 1)], 1);
        let placed = place(&mut columns, update(card("INC-2", Status::Reported, 2)));
        assert_eq!(placed, Placed { touch: Some(Touch::New), drifted: false });
        place(&mut columns, CardUpdate { number: "INC-1".to_owned(), card: None });
        assert_eq!((columns[0].count, columns[0].oldest), (1, Some(Moment(2 * HOUR))));
    }

    #[test]
    fn what_happens_among_hidden_cards_asks_for_the_whole_board() {
        let mut columns = board(vec![card("INC-1", Status::Reported, 1)], 250);
        assert!(place(&mut columns, update(card("INC-201", Status::Investigating, 9))).drifted);
        assert!(place(&mut columns, CardUpdate { number: "INC-202".to_owned(), card: None }).drifted);
        assert!(place(&mut columns, update(card("INC-1", Status::Investigating, 1))).drifted, "the oldest left");
    }

    #[test]
    fn between_two_pictures_of_the_board_only_what_differs_glows() {
        let before = board(vec![card("INC-1", Status::Reported, 1), card("INC-2", Status::Reported, 2)], 2);
        let mut changed = card("INC-2", Status::Reported, 2);
        changed.revision = 2;
        let after = board(vec![card("INC-1", Status::Reported, 1), changed, card("INC-3", Status::Reported, 3)], 3);
        let expected = [("INC-2".to_owned(), Touch::Changed), ("INC-3".to_owned(), Touch::New)];
        assert_eq!(touches(&before, &after), expected);
    }
}
