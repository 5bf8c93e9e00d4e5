//! Which functions and data a program can reach once some of its functions are cut off: the linker's own collection of
//! garbage, done once more with what nobody calls at run time gone.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::links::{Links, Symbol};

/// What is never reached.
pub struct Dead {
    /// Indices of functions.
    pub functions: BTreeSet<u32>,
    /// Positions of bytes in the file.
    pub data: Vec<Range<usize>>,
}

/// `cut` are functions that are never run, though the program names them.
pub fn dead(links: &Links, cut: &BTreeSet<u32>) -> Dead {
    let mut walk = Walk { links, cut, functions: BTreeSet::new(), symbols: BTreeSet::new(), ahead: Vec::new() };
    walk.begin();
    while let Some(place) = walk.ahead.pop() {
        for (_, symbol) in links.addresses.range(place) {
            walk.reach(*symbol);
        }
    }
    let indices = links.imported..links.imported + links.bodies.len() as u32;
    let functions = indices.filter(|index| !walk.functions.contains(index)).collect();
    Dead { functions, data: walk.dead_data() }
}

struct Walk<'a> {
    links: &'a Links,
    cut: &'a BTreeSet<u32>,
    functions: BTreeSet<u32>,
    symbols: BTreeSet<u32>,
    /// What was reached and not looked through yet.
    ahead: Vec<Range<usize>>,
}

impl Walk<'_> {
    fn begin(&mut self) {
        for index in &self.links.entries {
            self.reach_function(*index);
        }
        for (at, symbol) in (0..).zip(&self.links.symbols) {
            if let Symbol::Function { kept: true, .. } | Symbol::Data { kept: true, .. } = symbol {
                self.reach(at);
            }
        }
        self.reach_unclaimed();
    }

    /// An address in data that belongs to no symbol, whatever it is for, is followed.
    fn reach_unclaimed(&mut self) {
        let last_body = self.links.bodies.iter().map(|body| body.place.end).max().unwrap_or_default();
        let claimed = united(self.data_places(|_| true));
        for (position, symbol) in self.links.addresses.range(last_body..) {
            let before = claimed.partition_point(|place| place.end <= *position);
            if claimed.get(before).is_none_or(|place| !place.contains(position)) {
                self.reach(*symbol);
            }
        }
    }

    fn reach(&mut self, symbol: u32) {
        if !self.symbols.insert(symbol) {
            return;
        }
        match self.links.symbols.get(symbol as usize) {
            Some(Symbol::Function { index, .. }) => self.reach_function(*index),
            Some(Symbol::Data { place, .. }) => self.ahead.push(place.clone()),
            _ => {}
        }
    }

    fn reach_function(&mut self, index: u32) {
        let mut called = vec![index];
        while let Some(index) = called.pop() {
            let body = index.checked_sub(self.links.imported).and_then(|at| self.links.bodies.get(at as usize));
            if let Some(body) = body
                && !self.cut.contains(&index)
                && self.functions.insert(index)
            {
                called.extend(&body.calls);
                self.ahead.push(body.place.clone());
            }
        }
    }

    fn data_places(&self, wanted: impl Fn(u32) -> bool) -> Vec<Range<usize>> {
        let symbols = (0..).zip(&self.links.symbols).filter(|(at, _)| wanted(*at));
        let place = |symbol: &Symbol| match symbol {
            Symbol::Data { place, .. } if !place.is_empty() => Some(place.clone()),
            _ => None,
        };
        symbols.filter_map(|(_, symbol)| place(symbol)).collect()
    }

    /// What only unreached symbols claim. Symbols may lie inside one another.
    fn dead_data(&self) -> Vec<Range<usize>> {
        let live = united(self.data_places(|at| self.symbols.contains(&at)));
        let mut dead = Vec::new();
        for place in united(self.data_places(|at| !self.symbols.contains(&at))) {
            let mut start = place.start;
            let first = live.partition_point(|alive| alive.end <= place.start);
            for alive in live[first..].iter().take_while(|alive| alive.start < place.end) {
                dead.extend((start < alive.start).then_some(start..alive.start));
                start = alive.end;
            }
            dead.extend((start < place.end).then_some(start..place.end));
        }
        dead
    }
}

/// In order, without overlaps.
fn united(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| place.start);
    let mut united: Vec<Range<usize>> = Vec::new();
    for place in places {
        match united.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => united.push(place),
        }
    }
    united
}
