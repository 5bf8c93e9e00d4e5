//! Deliveries of nothing in particular, on a clock that is moved by hand.

use domain::time::{HOUR, MINUTE, SECOND};

use super::backoff::{TRIED_FOR, TRIES_MOST};
use super::*;
use crate::Clock;
use crate::error::Result;
use crate::storage::{Read, Storage};

const NOW: i64 = 1_795_420_800_000;
const QUEUE: Table = Table::LetterQueue;
const BOOT: u64 = 7;

/// What any record keeps of its place.
#[derive(Clone, Debug, Default, PartialEq)]
struct Parcel {
    id: u64,
    tries: u32,
    first_tried_at: Option<i64>,
    lease: Option<Lease>,
    queued_for: Option<i64>,
}

impl Parcel {
    fn turn(&mut self) -> Turn<'_> {
        let Self { id, tries, first_tried_at, lease, queued_for } = self;
        Turn { queue: QUEUE, id: *id, tries, first_tried_at, lease, queued_for }
    }
}

struct Desk {
    storage: Storage,
    clock: Clock,
}

impl Desk {
    fn open() -> Self {
        let clock = Clock::manual(NOW);
        Self { storage: Storage::in_memory(clock.clone()), clock }
    }

    /// A new parcel, whose turn it is.
    fn parcel(&self, id: u64) -> Parcel {
        self.with(&Parcel { id, ..Parcel::default() }, |turn, tx| turn.give_back(tx)).0
    }

    /// Does something with it in one transaction; the closure may run twice, so it begins from a copy.
    fn with<T: Send + 'static>(
        &self,
        parcel: &Parcel,
        act: impl Fn(&mut Turn<'_>, &mut Tx<'_>) -> T + Send + 'static,
    ) -> (Parcel, T) {
        let before = parcel.clone();
        let done = self.storage.write_blocking(move |tx| {
            let mut parcel = before.clone();
            let came = act(&mut parcel.turn(), tx);
            Ok((parcel, came))
        });
        done.unwrap()
    }

    fn due(&self) -> Vec<u64> {
        let now = self.clock.now();
        self.storage.read(|read| due(read, QUEUE, now, 9)).unwrap()
    }

    fn rows(&self) -> u64 {
        self.storage.read(|read| read.len(QUEUE)).unwrap()
    }

    fn ask<T>(&self, question: impl Fn(&dyn Read) -> Result<T>) -> T {
        self.storage.read(|read| question(read)).unwrap()
    }
}

#[test]
fn what_is_in_hand_is_nobody_elses_and_comes_back_when_it_was_forgotten() {
    let desk = Desk::open();
    let parcel = desk.parcel(1);
    desk.clock.advance(SECOND);
    assert_eq!(desk.due(), [1]);
    let (held, ()) = desk.with(&parcel, |turn, tx| turn.take(tx, BOOT));
    assert_eq!((desk.due(), desk.rows()), (vec![], 1), "one row, in another place");
    desk.clock.advance(29 * MINUTE);
    assert_eq!(desk.due(), [0; 0]);
    desk.clock.advance(2 * MINUTE);
    assert_eq!(desk.due(), [1]);
    let (back, ()) = desk.with(&held, |turn, tx| turn.give_back(tx));
    assert_eq!((back.lease, back.tries, desk.rows()), (None, 0, 1), "it costs no try");
}

#[test]
fn a_new_process_finds_what_the_last_one_had_and_not_what_it_has_itself() {
    let desk = Desk::open();
    let (left, mine, waiting) = (desk.parcel(1), desk.parcel(2), desk.parcel(3));
    desk.with(&left, |turn, tx| turn.take(tx, BOOT));
    desk.with(&mine, |turn, tx| turn.take(tx, BOOT + 1));
    desk.with(&waiting, |turn, tx| turn.put_off(tx));
    assert_eq!(desk.ask(|read| orphans(read, QUEUE, BOOT + 1, 9)), [1]);
}

#[test]
fn a_try_that_failed_is_made_again_later_and_twenty_are_enough() {
    let desk = Desk::open();
    let mut parcel = desk.parcel(1);
    for tries in 1..TRIES_MOST {
        let (next, came) = desk.with(&parcel, |turn, tx| turn.put_off(tx));
        let due = next.queued_for.unwrap();
        assert_eq!((came, next.tries, desk.rows()), (Next::Again, tries, 1));
        assert!((SECOND..=HOUR).contains(&(due - desk.clock.now())), "{due}");
        assert_eq!((desk.due(), desk.ask(|read| next_due(read, QUEUE))), (vec![], Some(due)));
        desk.clock.set(due);
        assert_eq!(desk.due(), [1]);
        parcel = next;
    }
    assert_eq!(desk.with(&parcel, |turn, tx| turn.put_off(tx)).1, Next::Over);
}

#[test]
fn two_days_after_the_first_try_it_is_over_however_few_there_were() {
    let desk = Desk::open();
    let waited = desk.parcel(1);
    desk.clock.advance(2 * TRIED_FOR);
    let (parcel, came) = desk.with(&waited, |turn, tx| turn.put_off(tx));
    assert_eq!(came, Next::Again, "how long it waited for its first try does not count");
    desk.clock.advance(TRIED_FOR);
    let (parcel, came) = desk.with(&parcel, |turn, tx| turn.put_off(tx));
    assert_eq!((came, parcel.tries), (Next::Over, 2));
    let (parcel, ()) = desk.with(&parcel, |turn, tx| turn.begin_again(tx));
    assert_eq!((parcel.tries, parcel.first_tried_at), (0, None));
    assert_eq!(desk.with(&parcel, |turn, tx| turn.put_off(tx)).1, Next::Again);
}

#[test]
fn what_is_parked_or_set_aside_is_due_to_nobody_and_found_by_who_looks_for_it() {
    let desk = Desk::open();
    for id in [1, 2, 3] {
        let parcel = desk.parcel(id);
        desk.with(&parcel, |turn, tx| turn.park(tx));
    }
    let aside = desk.parcel(4);
    desk.with(&aside, |turn, tx| turn.set_aside(tx));
    desk.clock.advance(1_000 * TRIED_FOR);
    assert_eq!((desk.due(), desk.ask(|read| next_due(read, QUEUE))), (vec![], None));
    assert_eq!(desk.ask(|read| parked(read, QUEUE, None, 2)), [3, 2]);
    assert_eq!(desk.ask(|read| parked(read, QUEUE, Some(2), 2)), [1]);
    assert_eq!(desk.ask(|read| count_parked(read, QUEUE)), 3);
}

#[test]
fn what_was_delivered_leaves_no_row() {
    let desk = Desk::open();
    let parcel = desk.parcel(1);
    let (held, ()) = desk.with(&parcel, |turn, tx| turn.take(tx, BOOT));
    let (done, ()) = desk.with(&held, |turn, tx| turn.end(tx));
    assert_eq!((done.tries, done.lease, done.queued_for, desk.rows()), (1, None, None, 0));
}
