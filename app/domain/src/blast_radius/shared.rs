use std::cmp::Reverse;

use super::Needs;

/// A service that several lists of failing services have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common<I> {
    pub id: I,
    /// The places of the lists that contain it or need it, in order.
    pub open: Vec<usize>,
}

/// Places of lists, a bit each.
type Lists = Vec<u64>;

impl<I: Ord + Clone> Needs<I> {
    /// The services that at least two of the lists contain or need, directly or through others. One is left out where
    /// another that needs it, and that it does not need, serves the same lists: the nearest is named. Most lists first,
    /// then by id.
    pub fn common(&self, open: &[Vec<I>]) -> Vec<Common<I>> {
        let served = self.served(open);
        let found = (0..self.ids.len()).filter(|place| count(&served.of[served.loops[*place]]) > 1);
        let nearest = found.filter(|place| !served.nearer[served.loops[*place]]);
        let named = nearest.map(|place| Common {
            id: self.ids[place].clone(),
            open: (0..open.len()).filter(|list| has(&served.of[served.loops[place]], *list)).collect(),
        });
        let mut named: Vec<Common<I>> = named.collect();
        // They are in the order of their ids already.
        named.sort_by_key(|common| Reverse(common.open.len()));
        named
    }

    /// Services that need one another serve the same lists. Everything a service serves is served by what it needs as
    /// well, so on the way down the lists only become more, and whoever serves the same lists as another above does so
    /// as its neighbour does: it is enough to look at neighbours.
    fn served(&self, open: &[Vec<I>]) -> Served {
        let (loops, count) = self.loops();
        let mut of: Vec<Lists> = vec![vec![0; open.len().div_ceil(64)]; count];
        for (list, services) in open.iter().enumerate() {
            self.places(services).for_each(|place| of[loops[place]][list / 64] |= 1 << (list % 64));
        }
        let mut members = vec![Vec::new(); count];
        loops.iter().enumerate().for_each(|(place, found)| members[*found].push(place));
        // Loops are counted from below: whoever needs one has a higher number.
        let down = |from: usize| {
            let needed = members[from].iter().flat_map(|place| &self.needs[*place]).map(|place| loops[*place]);
            needed.filter(move |to| *to != from)
        };
        for from in (0..count).rev() {
            for to in down(from) {
                for word in 0..of[from].len() {
                    of[to][word] |= of[from][word];
                }
            }
        }
        let mut nearer = vec![false; count];
        for from in 0..count {
            down(from).filter(|to| of[*to] == of[from]).for_each(|to| nearer[to] = true);
        }
        Served { loops, of, nearer }
    }

    /// The loop that each service lies on, most of them alone, and how many there are. None needs one with a higher
    /// number (Tarjan's, with the calls written out so that no long chain exhausts the stack).
    fn loops(&self) -> (Vec<usize>, usize) {
        const NONE: usize = usize::MAX;
        let length = self.ids.len();
        let (mut entered, mut lowest, mut loops) = (vec![NONE; length], vec![0; length], vec![NONE; length]);
        let (mut clock, mut count, mut waiting) = (0, 0, Vec::new());
        for start in 0..length {
            let mut calls = if entered[start] == NONE { vec![(start, 0)] } else { Vec::new() };
            while let Some((here, next)) = calls.pop() {
                if next == 0 {
                    (entered[here], lowest[here]) = (clock, clock);
                    clock += 1;
                    waiting.push(here);
                }
                let Some(to) = self.needs[here].get(next).copied() else {
                    if lowest[here] == entered[here] {
                        while let Some(member) = waiting.pop() {
                            loops[member] = count;
                            if member == here {
                                break;
                            }
                        }
                        count += 1;
                    }
                    if let Some((above, _)) = calls.last() {
                        lowest[*above] = lowest[*above].min(lowest[here]);
                    }
                    continue;
                };
                calls.push((here, next + 1));
                if entered[to] == NONE {
                    calls.push((to, 0));
                } else if loops[to] == NONE {
                    lowest[here] = lowest[here].min(entered[to]);
                }
            }
        }
        (loops, count)
    }
}

struct Served {
    /// By service.
    loops: Vec<usize>,
    /// By loop.
    of: Vec<Lists>,
    /// By loop: another that needs it serves the same lists.
    nearer: Vec<bool>,
}

fn count(lists: &Lists) -> u32 {
    lists.iter().map(|word| word.count_ones()).sum()
}

fn has(lists: &Lists, list: usize) -> bool {
    lists[list / 64] & (1 << (list % 64)) != 0
}
