//! Search: what is found by what, and what a query says. The first table holds texts that other systems' users could
//! not find.

use domain::classification::{IncidentType, Priority};
use domain::field::Problem;
use domain::incident::Status;
use domain::search::{
    Filter, Is, Key, Owner, Place, QUERY_MOST, Query, Test, When, fold, marked, number, pieces_of, place_of,
};
use domain::view::search::Piece;

/// Whether every word of the query stands in the text.
fn finds(text: &str, typed: &str) -> bool {
    let query = Query::parse("q", typed).unwrap_or_else(|error| panic!("{typed}: {error:?}"));
    let text = fold(text);
    query.words.iter().all(|word| place_of(&text, word).is_some())
        && query.without.iter().all(|word| place_of(&text, word).is_none())
}

const FOUND: [(&str, &str); 22] = [
    ("大韓民国ネットワーク障害", "民国"),
    ("会議室ﾌﾟﾛｼﾞｪｸﾀｰ故障", "プロジェクター"),
    ("Ägypten: Büro ohne Netz", "ägypten"),
    ("Bu\u{308}ro ohne Netz (decomposed)", "Büro"),
    ("Büro ohne Netz", "bu\u{308}ro"),
    ("Büro ohne Netz", "buro"),
    ("Straßenbahn-WLAN", "strassenbahn"),
    ("STRASSENBAHN", "straße"),
    ("POL-358 cannot be opened", "POL-358"),
    ("POL\u{2011}358 cannot be opened", "POL-358"),
    ("Mail to anna.meyer+news@office.example bounces", "anna.meyer+news@office.example"),
    ("Disk 90% full", "90%"),
    ("service account_id 1234", "account_id"),
    ("C:\\Users\\share", "C:\\Users"),
    ("ΒΟΡΡΑΣ down", "βορρας"),
    ("\"quoted\" title", "\"quoted\""),
    ("NEAR( AND OR", "NEAR("),
    ("See https://example.org:8443/a", "https://example.org:8443/a"),
    ("İstanbul'da ağ yok", "istanbul'da ag"),
    ("Łódź, Ørsted, Encyclopædia", "lodz orsted encyclopaedia"),
    ("pay\u{ad}roll is down", "payroll"),
    ("The printer smokes", "smok print"),
];

#[test]
fn what_people_type_finds_what_people_wrote() {
    for (text, typed) in FOUND {
        assert!(finds(text, typed), "{typed} in {text}");
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for (text, typed) in [
        ("Disk 80 full", "90%"),
        ("service accountXid 1234", "account_id"),
        ("ガス", "カス"),
        ("Mail is down", "mail \"is up\""),
        ("Mail is down", "\"down is\""),
        ("Mail is down", "mail -down"),
        ("Mail is down", "-\"is  down\""),
    ] {
        assert!(!finds(text, typed), "{typed} in {text}");
    }
    assert!(!finds("Mail is down", "mail -"), "a hyphen by itself is a word");
    assert!(finds("Mail is down", "\"IS   down\" -up"));
    assert!(finds("a 5\" disk", "5\""), "a mark inside a word opens nothing");
    assert!(finds("never closed", "\"never clo"));
}

#[test]
fn the_beginning_of_a_word_is_the_better_place() {
    let text = fold("Reprinting: the printer");
    assert_eq!(place_of(&text, "print"), Some(Place::Beginning));
    assert_eq!(place_of(&text, "inter"), Some(Place::Inside));
    assert_eq!(place_of(&text, "fax"), None);
}

fn only_filter(typed: &str) -> Test {
    let mut query = Query::parse("q", typed).unwrap();
    assert!(query.words.is_empty() && query.filters.len() == 1, "{typed}: {query:?}");
    query.filters.remove(0).test
}

#[test]
fn a_filter_says_what_it_means() {
    assert_eq!(only_filter("status:closed,Cancelled"), Test::Status(vec![Status::Closed, Status::Cancelled]));
    assert_eq!(
        only_filter("STATUS:open"),
        Test::Status(vec![Status::Reported, Status::Investigating, Status::Mitigated])
    );
    assert_eq!(only_filter("priority:p1,P2"), Test::Priority(vec![Priority::P1, Priority::P2]));
    assert_eq!(only_filter("service:\"Mail server\""), Test::Service("mail server".into()));
    assert_eq!(only_filter("owner:me"), Test::Owner(Owner::Me));
    assert_eq!(only_filter("owner:nobody"), Test::Owner(Owner::Nobody));
    assert_eq!(only_filter("owner:Réné"), Test::Owner(Owner::Named("rene".into())));
    assert_eq!(only_filter("type:data-loss"), Test::Type(vec![IncidentType::DataLoss]));
    assert_eq!(only_filter("is:held"), Test::Is(Is::Held));
    assert_eq!(only_filter("since:7d"), Test::Since(When::Ago(7 * domain::time::DAY)));
    assert_eq!(only_filter("until:2026-11-23"), Test::Until(When::Day("2026-11-23".into())));
    assert_eq!(only_filter("since:yesterday"), Test::Since(When::DaysBack(1)));
    let turned = Query::parse("q", "mail -is:major").unwrap();
    assert_eq!(
        turned.filters,
        [Filter { word: "is:major".into(), turned: true, test: Test::Is(Is::Major) }],
        "{turned:?}"
    );
}

#[test]
fn a_filter_that_is_no_filter_is_named_and_one_of_nobodys_is_a_word() {
    for (typed, word, key) in [
        ("mail status:foo", "status:foo", Key::Status),
        ("priority:5", "priority:5", Key::Priority),
        ("since:soon", "since:soon", Key::Since),
        ("is:", "is:", Key::Is),
        ("-type:fire", "type:fire", Key::Type),
    ] {
        let error = Query::parse("q", typed).unwrap_err();
        assert_eq!(error.problem, Problem::Filter { word: word.into(), key }, "{typed}");
        assert!(domain::locale::Locale::English.problem(&error).contains(word));
    }
    assert_eq!(Query::parse("q", "foo:bar \"status:foo\"").unwrap().words, ["foo:bar", "status:foo"]);
    let long = "x".repeat(QUERY_MOST + 1);
    assert!(matches!(Query::parse("q", &long).unwrap_err().problem, Problem::TooLong { .. }));
    assert!(matches!(Query::parse("q", &"a b ".repeat(9)).unwrap_err().problem, Problem::TooMany { .. }));
    assert!(Query::parse("q", " \u{200b} \"\" ").unwrap().is_empty());
}

#[test]
fn a_number_is_read_however_it_is_typed() {
    for typed in ["INC-42", "inc-042", "INC42", "inc 42", "#42", " 42 ", "0042"] {
        assert_eq!(number(typed).map(|number| number.to_string()).as_deref(), Some("INC-42"), "{typed}");
    }
    assert_eq!(number("sec-7kq2").map(|number| number.to_string()).as_deref(), Some("SEC-7KQ2"));
    for typed in ["", "0", "#", "inc", "42 mail", "\"42\"", "INC-4x", "9999999999999", "section"] {
        assert_eq!(number(typed), None, "{typed}");
    }
}

/// Marks in brackets.
fn drawn(pieces: Vec<Piece>) -> String {
    pieces.into_iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text }).collect()
}

#[test]
fn what_was_sought_is_marked_where_it_stands_in_the_original() {
    let words = |typed: &str| Query::parse("q", typed).unwrap().words;
    let cases = [
        ("Bu\u{308}ro ohne Netz", "buro netz", "[Bu\u{308}ro] ohne [Netz]"),
        ("Straßenbahn", "strass", "[Straß]enbahn"),
        ("Straßenbahn", "stras", "[Straß]enbahn"),
        ("会議室ﾌﾟﾛｼﾞｪｸﾀｰ故障", "プロジェクター", "会議室[ﾌﾟﾛｼﾞｪｸﾀｰ]故障"),
        ("abcd", "abc bcd", "[abcd]"),
        ("nothing", "else", "nothing"),
    ];
    for (text, typed, expected) in cases {
        assert_eq!(drawn(pieces_of(text, &words(typed))), expected);
    }
    let long = format!("{} the needle\n\nis {}", "before ".repeat(40), "after ".repeat(40));
    let shown = drawn(marked(&long, &words("needle")).unwrap());
    assert!(shown.starts_with('…') && shown.ends_with('…') && shown.contains("the [needle] is after"), "{shown}");
    assert!(shown.chars().count() < 200, "{shown}");
    assert_eq!(marked("nothing", &words("else")), None);
}
