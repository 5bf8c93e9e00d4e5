//! Who may read which words of an update, and the check before sending.

use domain::Refusal;
use domain::audience::{AudienceKind, Block, OnlyFor, read_as, readable};
use domain::classification::Level;
use domain::field::Problem;
use domain::ids::{AudienceId, PersonId};
use domain::incident::{Change, Command, Facts, Press, decide};
use proptest::prelude::*;

use crate::story::*;

const KINDS: [AudienceKind; 5] = [
    AudienceKind::Affected,
    AudienceKind::Executive,
    AudienceKind::Technical,
    AudienceKind::ServiceOwners,
    AudienceKind::Other,
];

fn only(affected: &str, executive: &str, technical: &str) -> OnlyFor {
    OnlyFor { affected: affected.into(), executive: executive.into(), technical: technical.into() }
}

fn tell(text: &str, only: OnlyFor, anyway: bool) -> Press {
    let (public_title, audiences) = (String::new(), vec![AudienceId(1)]);
    Press::TellEach { public_title, audiences, text: text.into(), only, promise: None, anyway }
}

/// What comes of it when the chosen audiences are of these kinds, and each set is one recipient.
fn told(unions: &[&[AudienceKind]], people: &[(Block, PersonId, &str)], press: Press) -> Result<Change, Refusal> {
    let story = taken_as(Level::Low, Level::Low);
    let mut kinds: Vec<_> = unions.iter().flat_map(|union| union.iter().copied()).collect();
    kinds.dedup();
    let facts = Facts {
        audiences: vec![AudienceId(1)],
        recipients: 1,
        kinds,
        unions: unions.iter().map(|union| union.to_vec()).collect(),
        people_found: people.iter().map(|(of, id, name)| (*of, *id, (*name).to_owned())).collect(),
        ..Facts::default()
    };
    let changes = decide(Some(&story.incident), &facts, &Command::from(press), &rui(), story.now)?;
    Ok(changes.into_iter().next_back().unwrap())
}

fn problems(said: Result<Change, Refusal>) -> Vec<(String, Problem)> {
    let Err(Refusal::Fields(errors)) = said else { panic!("{said:?}") };
    errors.into_iter().map(|error| (error.field, error.problem)).collect()
}

#[test]
fn a_union_holds_what_each_audience_may_see_in_fixed_order() {
    use AudienceKind::*;
    let parts = only("Use the web.", "Sales stands still.", "srv-db-01 is full.");
    let reads = |kinds: &[AudienceKind]| read_as(kinds, "Mail is down.", &parts);
    assert_eq!(reads(&[Affected]), "Mail is down.\n\nUse the web.");
    assert_eq!(reads(&[Executive]), "Mail is down.\n\nSales stands still.");
    assert_eq!(reads(&[Technical, Affected]), "Mail is down.\n\nUse the web.\n\nsrv-db-01 is full.");
    assert_eq!(reads(&[ServiceOwners]), "Mail is down.\n\nUse the web.");
    assert_eq!((reads(&[Other]), reads(&[])), ("Mail is down.".into(), "Mail is down.".into()));
    assert_eq!(
        read_as(&[Affected], "Written before there were blocks.", &OnlyFor::default()),
        "Written before there were blocks."
    );
}

proptest! {
    #[test]
    fn no_technical_block_is_in_any_letter_whose_union_lacks_it(
        kinds in prop::collection::vec(prop::sample::select(KINDS.to_vec()), 0..5),
        parts in prop::collection::vec("[a-z]{0,6}", 3),
    ) {
        let marked = |n: usize, mark: &str| if parts[n].is_empty() { String::new() } else { format!("{mark}{}", parts[n]) };
        let parts = only(&marked(0, "A-"), &marked(1, "E-"), &marked(2, "T-"));
        let letter = read_as(&kinds, "everybody", &parts);
        prop_assert_eq!(letter.contains("T-"), kinds.contains(&AudienceKind::Technical) && !parts.technical.is_empty());
        prop_assert_eq!(letter.contains("E-"), kinds.contains(&AudienceKind::Executive) && !parts.executive.is_empty());
        let blocks: Vec<_> = readable(&kinds, "everybody", &parts).into_iter().map(|(of, _)| of).collect();
        prop_assert!(blocks.is_sorted() && blocks.contains(&Block::All));
    }
}

#[test]
fn words_for_an_audience_that_is_not_chosen_are_refused_and_so_is_an_audience_that_would_read_nothing() {
    use AudienceKind::*;
    let technical = told(&[&[Affected]], &[], tell("Mail is down.", only("", "", "The disk is full."), false));
    assert_eq!(problems(technical), [("block_technical".to_owned(), Problem::ReadByNobody)]);
    let nothing = told(&[&[Affected], &[Technical]], &[], tell("", only("", "", "The disk is full."), false));
    assert_eq!(problems(nothing), [("block_all".to_owned(), Problem::NothingFor { kind: Affected })]);
    let empty = told(&[&[Affected]], &[], tell(" ", only("", "", ""), false));
    assert_eq!(problems(empty), [("block_all".to_owned(), Problem::Missing)]);
    let restricted = told(&[&[Technical]], &[], tell("Like SEC-9XY3.", only("", "", ""), true));
    assert_eq!(
        problems(restricted),
        [("block_all".to_owned(), Problem::NamesRestricted { number: "SEC-9XY3".into() })]
    );
}

#[test]
fn machines_and_people_in_what_executives_read_are_told_and_go_out_with_another_press_that_is_recorded() {
    use AudienceKind::*;
    let people = [(Block::Executive, RUI, "Rui Costa"), (Block::Technical, NOOR, "Noor Aziz")];
    let parts = || only("", "Rui Costa restarts srv-db-01.", "exch2 is full, Noor Aziz looks.");
    let both: &[&[AudienceKind]] = &[&[Executive], &[Technical]];
    let found = vec!["srv-db-01".to_owned(), "Rui Costa".to_owned()];
    let first = told(both, &people, tell("Mail is down.", parts(), false));
    assert_eq!(first, Err(Refusal::Revealing { found: found.clone() }));
    let Ok(Change::StakeholdersTold { despite, named, only, .. }) =
        told(both, &people, tell("Mail is down.", parts(), true))
    else {
        panic!("sent anyway");
    };
    assert_eq!((despite, named, only), (vec!["srv-db-01".to_owned()], vec![RUI], parts()));
    // Whoever is an executive and technical reads the union, and so does the check.
    let union: &[&[AudienceKind]] = &[&[Executive, Technical]];
    let Err(Refusal::Revealing { found }) = told(union, &people, tell("Mail is down.", parts(), false)) else {
        panic!("not told");
    };
    assert_eq!(found, ["srv-db-01", "exch2", "Rui Costa", "Noor Aziz"]);
    let clean = told(&[&[Technical]], &people, tell("srv-db-01 is down.", OnlyFor::default(), false));
    assert!(matches!(clean, Ok(Change::StakeholdersTold { despite, .. }) if despite.is_empty()));
}
