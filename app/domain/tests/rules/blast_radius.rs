//! What else is hit, and what several failures have in common, against an oracle that walks every path anew.

use std::collections::BTreeSet;
use std::time::Instant;

use domain::blast_radius::{BEGAN_WITHIN, Common, Failing, Hit, Needs, NoMap};
use domain::time::Moment;
use proptest::prelude::*;

type Map = Vec<(u8, Vec<u8>)>;

fn needs(map: &[(&'static str, &[&'static str])]) -> Needs<&'static str> {
    Needs::of(map.iter().map(|(id, needs)| (*id, needs.to_vec())).collect()).unwrap()
}

fn hit<I>(id: I, distance: u32) -> Hit<I> {
    Hit { id, distance }
}

#[test]
fn what_is_hit_is_everything_that_needs_it_the_nearest_first() {
    let office = needs(&[
        ("accounts", &[]),
        ("files", &["accounts", "network"]),
        ("mail", &["accounts", "network"]),
        ("network", &[]),
        ("printing", &["files"]),
        ("website", &[]),
    ]);
    assert_eq!(office.hit(&["network"]), [hit("files", 1), hit("mail", 1), hit("printing", 2)]);
    assert_eq!(office.hit(&["network", "files"]), [hit("mail", 1), hit("printing", 1)], "without those that fail");
    assert_eq!(office.hit(&["website"]), []);
    assert_eq!(office.hit(&[]), []);
}

#[test]
fn the_nearest_common_service_is_named_and_no_other_behind_it() {
    let office =
        needs(&[("mail", &["rack"]), ("phones", &["rack"]), ("power", &[]), ("rack", &["power"]), ("web", &["power"])]);
    let lists = [vec!["mail"], vec!["phones"], vec!["web"]];
    let (power, rack) = (Common { id: "power", open: vec![0, 1, 2] }, Common { id: "rack", open: vec![0, 1] });
    assert_eq!(office.common(&lists), [power, rack.clone()]);
    assert_eq!(office.common(&lists[..2]), [rack], "power serves the same two and lies behind");
    assert_eq!(office.common(&lists[..1]), []);
    assert_eq!(office.common(&[vec!["rack"], vec!["mail"]]), [Common { id: "rack", open: vec![0, 1] }], "itself");
}

#[test]
fn what_began_hours_apart_is_hardly_one_failure() {
    let office = needs(&[("mail", &["rack"]), ("phones", &["rack"]), ("rack", &[]), ("web", &["rack"])]);
    let began = |at: i64, service| Failing { began: Moment(at), services: vec![service] };
    let rack = |open: &[usize]| [Common { id: "rack", open: open.to_vec() }];
    assert_eq!(office.causes(&[began(BEGAN_WITHIN, "mail"), began(0, "web")]), rack(&[0, 1]), "in any order");
    assert_eq!(office.causes(&[began(0, "mail"), began(BEGAN_WITHIN + 1, "web")]), []);
    let chain = [began(0, "mail"), began(3, "phones"), began(BEGAN_WITHIN + 1, "web"), began(BEGAN_WITHIN + 2, "mail")];
    assert_eq!(office.causes(&chain), rack(&[1, 2, 3]), "the most that began together");
    assert_eq!(office.causes(&[began(0, "mail"), began(1, "mail")]), [], "all of them say so themselves");
    assert_eq!(office.causes(&[began(0, "mail"), began(1, "rack")]), rack(&[0, 1]), "one of them does not");
}

#[test]
fn loops_end_and_nobody_on_one_hides_another() {
    let looped = needs(&[("a", &["b"]), ("b", &["a", "b"]), ("c", &["a"])]);
    assert_eq!(looped.hit(&["a"]), [hit("b", 1), hit("c", 1)]);
    let both = [Common { id: "a", open: vec![0, 1] }, Common { id: "b", open: vec![0, 1] }];
    assert_eq!(looped.common(&[vec!["a"], vec!["b"]]), both);
}

#[test]
fn a_map_with_a_hole_or_a_double_is_none() {
    let unknown = Needs::of(vec![("a", vec!["b"])]);
    assert_eq!(unknown.unwrap_err(), NoMap::Unknown { service: "a", needs: "b" });
    assert_eq!(Needs::of(vec![("a", vec![]), ("a", vec![])]).unwrap_err(), NoMap::Twice("a"));
}

#[test]
fn a_chain_of_thousands_exhausts_nothing() {
    let chain = (0..100_000_u32).map(|id| (id, if id == 0 { vec![] } else { vec![id - 1] })).collect();
    let chain = Needs::of(chain).unwrap();
    assert_eq!(chain.hit(&[0]).last(), Some(&hit(99_999, 99_999)));
    assert_eq!(chain.common(&[vec![99_999], vec![50_000]]), [Common { id: 50_000, open: vec![0, 1] }]);
}

/// Generously: nobody optimises a test. `make bench` holds the figure that is wanted.
#[test]
fn a_large_catalogue_is_walked_while_nobody_waits() {
    let services: Vec<(u32, Vec<u32>)> =
        (0..2_000).map(|id| (id, (1..=5).map(|step| (id * 7 + step * 131) % 2_000).collect())).collect();
    let open: Vec<Vec<u32>> = (0..200).map(|list| vec![list * 9 % 2_000, list * 31 % 2_000]).collect();
    let begun = Instant::now();
    let map = Needs::of(services).unwrap();
    assert!(!map.hit(&[0]).is_empty());
    assert!(!map.common(&open).is_empty());
    assert!(begun.elapsed().as_millis() < 1_000, "{:?}", begun.elapsed());
}

/// Everything that `from` needs, by following each path until nothing is new.
fn upstream(map: &Map, from: u8) -> BTreeSet<u8> {
    let mut found = BTreeSet::new();
    loop {
        let before = found.len();
        for (id, needs) in map {
            if *id == from || found.contains(id) {
                found.extend(needs);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn distance(map: &Map, from: u8, failing: &[u8]) -> Option<u32> {
    let mut here = BTreeSet::from([from]);
    for distance in 0..=u32::try_from(map.len()).unwrap() {
        if here.iter().any(|id| failing.contains(id)) {
            return Some(distance);
        }
        here = map.iter().filter(|(id, _)| here.contains(id)).flat_map(|(_, needs)| needs.clone()).collect();
    }
    None
}

fn naive_hit(map: &Map, failing: &[u8]) -> Vec<Hit<u8>> {
    let mut found: Vec<_> = map
        .iter()
        .filter_map(|(id, _)| distance(map, *id, failing).filter(|distance| *distance > 0).map(|d| hit(*id, d)))
        .collect();
    found.sort_by_key(|hit| (hit.distance, hit.id));
    found
}

fn naive_common(map: &Map, open: &[Vec<u8>]) -> Vec<Common<u8>> {
    let serves = |id: u8| -> Vec<usize> {
        let touches = |list: &Vec<u8>| list.iter().any(|one| *one == id || upstream(map, *one).contains(&id));
        (0..open.len()).filter(|place| touches(&open[*place])).collect()
    };
    let behind = |id: u8, lists: &Vec<usize>| {
        map.iter().any(|(other, _)| {
            let (above, below) = (upstream(map, *other).contains(&id), upstream(map, id).contains(other));
            *other != id && above && !below && serves(*other) == *lists
        })
    };
    let all = map.iter().map(|(id, _)| (*id, serves(*id))).filter(|(_, lists)| lists.len() > 1);
    let mut named: Vec<_> =
        all.filter(|(id, lists)| !behind(*id, lists)).map(|(id, open)| Common { id, open }).collect();
    named.sort_by_key(|common| (std::cmp::Reverse(common.open.len()), common.id));
    named
}

fn maps() -> impl Strategy<Value = (Map, Vec<u8>, Vec<Vec<u8>>)> {
    (1_u8..12).prop_flat_map(|size| {
        let ids = prop::collection::vec(0..size, 0..4);
        let map = prop::collection::vec(ids.clone(), usize::from(size))
            .prop_map(|needs| needs.into_iter().enumerate().map(|(id, needs)| (id as u8, needs)).collect());
        (map, ids.clone(), prop::collection::vec(ids, 0..5))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn it_answers_as_whoever_follows_every_path((map, failing, open) in maps()) {
        let needs = Needs::of(map.clone()).unwrap();
        prop_assert_eq!(needs.hit(&failing), naive_hit(&map, &failing));
        prop_assert_eq!(needs.common(&open), naive_common(&map, &open));
    }
}
