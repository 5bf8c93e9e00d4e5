use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Common, Needs};
use crate::time::{HOUR, Moment};

/// What began farther apart is hardly one failure.
pub const BEGAN_WITHIN: i64 = 4 * HOUR;

/// Something open that hits services.
#[derive(Clone, Debug)]
pub struct Failing<I> {
    pub began: Moment,
    pub services: Vec<I>,
}

impl<I: Ord + Clone> Needs<I> {
    /// What those that began within `BEGAN_WITHIN` of each other have in common, each with the places of the most that do.
    /// A service that all of them name themselves is no news to anybody.
    pub fn causes(&self, open: &[Failing<I>]) -> Vec<Common<I>> {
        let mut order: Vec<usize> = (0..open.len()).filter(|place| !open[*place].services.is_empty()).collect();
        order.sort_by_key(|place| open[*place].began);
        let mut found: BTreeMap<I, Vec<usize>> = BTreeMap::new();
        let mut reached = 0;
        for (first, place) in order.iter().enumerate() {
            let until = open[*place].began.plus(BEGAN_WITHIN);
            let end = order.partition_point(|other| open[*other].began <= until);
            // What ends where the one before did holds nothing more than that one.
            if end > reached && end - first > 1 {
                self.causes_among(open, &order[first..end], &mut found);
            }
            reached = end;
        }
        let mut found: Vec<Common<I>> = found.into_iter().map(|(id, open)| Common { id, open }).collect();
        found.sort_by_key(|common| Reverse(common.open.len()));
        found
    }

    fn causes_among(&self, open: &[Failing<I>], places: &[usize], found: &mut BTreeMap<I, Vec<usize>>) {
        let lists: Vec<Vec<I>> = places.iter().map(|place| open[*place].services.clone()).collect();
        for common in self.common(&lists) {
            if common.open.iter().all(|list| lists[*list].contains(&common.id)) {
                continue;
            }
            let mut open: Vec<usize> = common.open.iter().map(|list| places[*list]).collect();
            open.sort_unstable();
            let known = found.entry(common.id).or_default();
            if open.len() > known.len() {
                *known = open;
            }
        }
    }
}
