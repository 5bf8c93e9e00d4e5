use std::collections::VecDeque;

use super::Needs;
use crate::service::Criticality;

/// A service that needs a failing one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<I> {
    pub id: I,
    /// Steps to the nearest failing one: 1 for a service that needs it directly.
    pub distance: u32,
}

impl<I: Ord + Clone> Needs<I> {
    /// What needs a failing service, directly or through others: the nearest first, then by id, without those that fail.
    pub fn hit(&self, failing: &[I]) -> Vec<Hit<I>> {
        let mut distances = vec![None; self.ids.len()];
        let mut ahead: VecDeque<usize> = self.places(failing).collect();
        ahead.iter().for_each(|place| distances[*place] = Some(0));
        while let Some(here) = ahead.pop_front() {
            let next = distances[here].map(|distance: u32| distance + 1);
            for other in &self.needed_by[here] {
                if distances[*other].is_none() {
                    distances[*other] = next;
                    ahead.push_back(*other);
                }
            }
        }
        let reached = self.ids.iter().zip(distances).filter_map(|(id, distance)| Some((id, distance?)));
        let hit = reached.filter(|(_, distance)| *distance > 0).map(|(id, distance)| Hit { id: id.clone(), distance });
        let mut hit: Vec<Hit<I>> = hit.collect();
        // They are in the order of their ids already.
        hit.sort_by_key(|hit| hit.distance);
        hit
    }
}

/// How much the most critical of them matters.
pub fn highest(of: impl IntoIterator<Item = Criticality>) -> Option<Criticality> {
    of.into_iter().max()
}
