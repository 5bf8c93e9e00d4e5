//! Search: what Rui finds and by what, what is found no more, and what is neither found nor counted by whoever may not
//! read it.

use backend::journal::Fact;
use backend::search::{FOUND_MOST, PAGE, SAVED_MOST, SavedDraft};
use backend::storage::{Order, Read, Table};
use backend::{Backend, Caller, Error, Options};
use domain::field::Problem;
use domain::incident::{CancelReason, HoldReason, Press, Resolution};
use domain::report::ReportDraft;
use domain::time::{DAY, SECOND};
use domain::view::board::BoardFilter;
use domain::view::search::{Piece, SearchView};
use domain::view::sorting::ListSort;

use crate::lifecycle::draft;
use crate::office::{ADA, ANA, MARA, Office, RUI, problems};

impl Office {
    async fn search(&self, who: &Caller, typed: &str) -> SearchView {
        let view = self.desk.search(who, typed, 1).await.unwrap();
        assert_eq!(view.misread, None, "{typed}");
        view
    }

    /// The numbers that a query finds, in its order.
    async fn found(&self, who: &Caller, typed: &str) -> Vec<String> {
        let view = self.search(who, typed).await;
        assert!(view.count >= view.found.len() as u64);
        view.found.into_iter().map(|found| found.number).collect()
    }

    /// What is wrong with a query.
    async fn misread(&self, who: &Caller, typed: &str) -> Problem {
        let view = self.desk.search(who, typed, 1).await.unwrap();
        assert!(view.found.is_empty() && view.count == 0);
        view.misread.unwrap().problem
    }
}

fn take() -> Press {
    Press::Take { priority: None, reason: String::new() }
}

fn note(text: &str) -> Press {
    Press::Note { text: text.into() }
}

/// Marks in brackets.
fn drawn(pieces: Vec<Piece>) -> String {
    pieces.into_iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text }).collect()
}

const FINDS_IT: [&str; 22] = [
    "buro netz",
    "NICHTS",
    "\"es lauft nichts\"",
    "strassenbahn",
    "inc-1 switch",
    "c:\\users\\share",
    "anna.meyer+news@office.example",
    "dock",
    "technician",
    "outage cable",
    "rack spare プロジェクター",
    "idle",
    "vera netz",
    "vera@example.org netz",
    "rui netz",
    "switch status:closed",
    "switch is:ended owner:me",
    "owner:rui service:wlan type:outage priority:p1,p2,p3,p4",
    "switch since:14d until:yesterday",
    "switch since:2026-11-23 until:2026-11-23 -since:2026-11-24",
    "switch -printer",
    "is:published",
];

#[tokio::test]
async fn rui_finds_an_incident_by_whatever_anybody_wrote_about_it() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let service = office.service("Straßenbahn-WLAN").await;
    let report = ReportDraft { service, description: "Es läuft NICHTS.".into(), ..draft("Büro ohne Netz") };
    office.visitor_reports(report).await;
    office.visitor_reports(draft("Printer smokes")).await;
    let number = "INC-1";
    let presses = [
        take(),
        note("Looked at C:\\Users\\share with anna.meyer+news@office.example"),
        Press::Message { text: "Please restart your dock".into() },
        Press::Hold { reason: HoldReason::Vendor, note: "They send a technician".into(), until: None },
        Press::EndHold,
        Press::Publish { public_title: "Network outage".into(), workaround: "Use the cable".into() },
        Press::Rename { title: "Switch in rack 7 is dead".into() },
        Press::ProposeMajor { reason: "Everybody is idle".into() },
        Press::Mitigate { what: "Moved to the spare".into(), works: true },
        Press::Resolve {
            resolution: Resolution { text: "A new 会議室ﾌﾟﾛｼﾞｪｸﾀｰ".into(), restored_at: None }
        },
    ];
    for press in presses {
        office.press(&rui, number, press).await.unwrap();
        office.wait(SECOND);
    }
    assert_eq!(office.found(&rui, "switch since:today until:today").await, [number]);
    office.wait(8 * DAY);
    office.desk.fire_due_timers().await.unwrap();
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    for typed in FINDS_IT {
        assert_eq!(office.found(&rui, typed).await, [number], "{typed}");
    }
    for typed in ["toner", "switch -dock", "switch status:open", "switch since:7d", "-vera -smokes"] {
        assert!(!office.found(&rui, typed).await.contains(&number.to_owned()), "{typed}");
    }
    assert_eq!(office.found(&mara, "switch owner:me").await, [""; 0]);
    assert_eq!(office.found(&rui, "says").await, ["INC-2"]);
    office.verified();
}

#[tokio::test]
async fn what_counts_more_comes_first_and_shows_where_it_stands() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    for title in ["Reprinting fails", "Printer smokes", "Screen is dark", "Printer is slow"] {
        office.visitor_reports(draft(title)).await;
        office.wait(SECOND);
    }
    office.press(&rui, "INC-3", note("It is **beside** the printer,\n\nwhich smokes")).await.unwrap();
    let view = office.search(&rui, "print").await;
    let numbers: Vec<_> = view.found.iter().map(|found| found.number.as_str()).collect();
    assert_eq!(numbers, ["INC-4", "INC-2", "INC-1", "INC-3"], "beginnings of words in titles, the newest first");
    assert_eq!((view.count, view.more), (4, false));
    assert_eq!(drawn(view.found[1].title.clone()), "[Print]er smokes");
    assert_eq!(view.found[1].line, None, "nothing but the title");
    let line = view.found[3].line.clone().unwrap();
    assert_eq!(drawn(line.pieces), "It is **beside** the [print]er, which smokes");
    assert_eq!(office.found(&rui, "printer smokes").await[0], "INC-2", "both in the title");
}

#[tokio::test]
async fn whatever_it_was_once_called_finds_it_below_what_is_called_so_now() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    for title in ["Petunia wilts", "Something else", "A third matter"] {
        office.visitor_reports(draft(title)).await;
        office.wait(SECOND);
    }
    for title in ["A switch", "Petunia is slow", "Geranium"] {
        office.press(&rui, "INC-2", Press::Rename { title: title.into() }).await.unwrap();
        office.wait(11 * SECOND);
    }
    let view = office.search(&rui, "petunia").await;
    let numbers: Vec<_> = view.found.iter().map(|found| found.number.as_str()).collect();
    assert_eq!(numbers, ["INC-1", "INC-2"], "the older one is called so now");
    let line = view.found[1].line.clone().unwrap();
    assert_eq!((line.what.as_str(), drawn(line.pieces).as_str()), ("once called", "[Petunia] is slow"));
    assert_eq!(office.found(&rui, "something else").await, ["INC-2"], "its reporter's title");
    assert_eq!(office.search(&rui, "geranium").await.found[0].line, None, "nothing but the title");
    office.verified();
}

#[tokio::test]
async fn a_number_leads_to_its_incident_if_the_reader_may_read_it() {
    let office = Office::open().await;
    let (rui, ada) = (office.signed_in(RUI).await, office.signed_in(ADA).await);
    office.visitor_reports(draft("Mail is down")).await;
    let secret = office.visitor_reports(ReportDraft { restricted: "on".into(), ..draft("A leak") }).await.number;
    for typed in ["1", "#1", "inc-001", "INC 1"] {
        assert_eq!(office.desk.search_jump(&rui, typed).unwrap().as_deref(), Some("INC-1"), "{typed}");
    }
    for typed in ["INC-2", "mail", "", secret.as_str()] {
        assert_eq!(office.desk.search_jump(&rui, typed).unwrap(), None, "{typed}");
    }
    assert_eq!(office.desk.search_jump(&ada, &secret.to_lowercase()).unwrap(), Some(secret));
}

#[tokio::test]
async fn what_was_taken_back_or_deleted_is_found_no_more() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    let done = office.press(&rui, "INC-1", note("The heliotrope is at fault")).await.unwrap();
    assert_eq!(office.found(&rui, "heliotrope").await, ["INC-1"]);
    office.press(&rui, "INC-1", Press::Undo { sequence: done.sequence.unwrap() }).await.unwrap();
    assert_eq!(office.found(&rui, "heliotrope").await, [""; 0]);
    office.wait(SECOND);
    let renamed = office.press(&rui, "INC-1", Press::Rename { title: "Petunia".into() }).await.unwrap();
    office.press(&rui, "INC-1", Press::Undo { sequence: renamed.sequence.unwrap() }).await.unwrap();
    assert_eq!(office.found(&rui, "petunia").await, [""; 0]);
    office.press(&rui, "INC-1", note("A dahlia")).await.unwrap();
    let cancel = Press::Cancel { why: CancelReason::FalseAlarm, words: "Only a rehearsal".into() };
    office.press(&rui, "INC-1", cancel).await.unwrap();
    assert_eq!(office.found(&rui, "rehearsal mail").await, ["INC-1"], "cancelled ones are found");
    office.verified();

    // Content that is deleted takes its row along; one that was left is found by `verify` and gone when rows are made.
    let storage = office.desk.storage().clone();
    storage
        .write_blocking(|tx| {
            for (key, value) in tx.scan(Table::TimelinePayloads, &[], &[], Order::Ascending, 99)? {
                if String::from_utf8_lossy(&value).contains("dahlia") {
                    tx.delete(Table::TimelinePayloads, key);
                }
            }
            Ok(())
        })
        .unwrap();
    let left = office.differences();
    assert!(left.iter().any(|difference| difference.contains("search")), "{left:?}");
    storage
        .write_blocking(|tx| {
            backend::storage::set_shape(tx, "fold 0");
            Ok(())
        })
        .unwrap();
    let desk = Backend::new(storage, Options::default()).unwrap();
    assert_eq!(desk.search(&rui, "dahlia", 1).await.unwrap().count, 0);
    let told = "INC-1 has an entry whose content is gone, and no entry tells who deleted it";
    assert_eq!(office.differences(), [told], "nobody took it out by a press");
}

#[tokio::test]
async fn a_restricted_incident_is_found_and_counted_by_its_members_only() {
    let office = Office::open().await;
    let (rui, mara, ada) = (office.signed_in(RUI).await, office.signed_in(MARA).await, office.signed_in(ADA).await);
    office.visitor_reports(draft("The heliotrope is open")).await;
    office.visitor_reports(draft("A heliotrope leaks")).await;
    office.press(&mara, "INC-2", note("Heliotrope again")).await.unwrap();
    assert_eq!(office.search(&rui, "heliotrope").await.count, 2);
    office.press(&mara, "INC-2", Press::Restrict).await.unwrap();
    let secret = office.found(&mara, "heliotrope leaks").await.remove(0);
    assert!(secret.starts_with("SEC-"));
    office.press(&mara, &secret, note("A nasturtium, too")).await.unwrap();
    let view = office.search(&rui, "heliotrope").await;
    assert_eq!((view.count, view.found.len(), view.more), (1, 1, false));
    for typed in ["leaks", "nasturtium", "again", "is:restricted", &secret, "INC-2"] {
        assert_eq!(office.search(&rui, typed).await.count, 0, "{typed}");
    }
    let view = office.search(&mara, "heliotrope").await;
    assert_eq!((view.count, view.found.len()), (2, 2));
    assert_eq!(office.found(&mara, "is:restricted nasturtium").await, [secret.as_str()]);
    office.verified();

    let read = || office.journal().into_iter().filter(|fact| matches!(fact, Fact::RestrictedViewed { .. })).count();
    let before = read();
    let ana = office.signed_in(ANA).await;
    assert_eq!(office.desk.search(&ana, "heliotrope", 1).await.unwrap_err(), Error::Denied);
    assert_eq!(office.desk.search(&Caller::visitor(), "heliotrope", 1).await.unwrap_err(), Error::SignedOut);
    assert_eq!(read(), before, "members are journaled when they open it");
    office.desk.grant_private_read(&ada, office.id(RUI)).await.unwrap();
    let rui = office.signed_in(RUI).await;
    assert_eq!(office.search(&rui, "heliotrope").await.count, 2);
    assert_eq!(read(), before + 1, "whoever reads by a grant is journaled");
}

#[tokio::test]
async fn a_filter_that_names_nothing_is_said_and_nothing_is_searched() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    office.visitor_reports(draft("Mail is down")).await;
    for typed in ["mail service:fax", "owner:vera", "since:2026-02-30", "until:9999-01-01", "status:late"] {
        let problem = office.misread(&rui, typed).await;
        assert!(matches!(problem, Problem::Filter { .. }), "{typed}: {problem:?}");
    }
    let empty = office.search(&rui, "  ").await;
    assert_eq!((empty.count, empty.found.len()), (0, 0), "an empty query finds nothing");
}

#[tokio::test]
async fn more_than_are_ranked_is_said_and_pages_hold_each_once() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    for place in 0..=FOUND_MOST {
        let draft = ReportDraft { nonce: format!("n-{place}"), ..draft(&format!("Printer {place}")) };
        office.visitor_reports(draft).await;
        office.wait(1);
    }
    let view = office.search(&rui, "printer").await;
    assert_eq!((view.count, view.more, view.found.len()), (FOUND_MOST as u64, true, PAGE));
    assert_eq!(view.found[0].number, format!("INC-{}", FOUND_MOST + 1), "the newest first");
    let exact = office.search(&rui, "printer -\"printer 0\"").await;
    assert_eq!((exact.count, exact.more), (FOUND_MOST as u64, false));
    let (mut seen, mut page) = (std::collections::BTreeSet::new(), Some(1));
    while let Some(at) = page {
        let view = office.desk.search(&rui, "printer", at).await.unwrap();
        seen.extend(view.found.into_iter().map(|found| found.number));
        page = view.older;
    }
    assert_eq!(seen.len(), FOUND_MOST);
    assert!(office.desk.search(&rui, "printer", usize::MAX).await.unwrap().found.is_empty());
}

#[tokio::test]
async fn the_same_words_filter_the_board_and_what_is_wrong_with_them_is_said() {
    let office = Office::open().await;
    let rui = office.signed_in(RUI).await;
    let service = office.service("E-mail").await;
    office.visitor_reports(ReportDraft { service, ..draft("Büro ohne Post") }).await;
    office.wait(DAY);
    office.visitor_reports(draft("Printer smokes")).await;
    office.press(&rui, "INC-2", take()).await.unwrap();
    let on_board = |q: &str| {
        let view = office.desk.board(&rui, &BoardFilter { q: q.into(), ..BoardFilter::default() }).unwrap();
        let cards = view.columns.into_iter().flat_map(|column| column.cards);
        (cards.map(|card| card.number).collect::<Vec<_>>(), view.misread)
    };
    for (q, expected) in [
        ("buro", ["INC-1"].as_slice()),
        ("e-mail", &["INC-1"]),
        ("rui", &["INC-2"]),
        ("owner:me", &["INC-2"]),
        ("-smokes", &["INC-1"]),
        ("until:2026-11-23", &["INC-1"]),
        ("status:investigating type:outage", &["INC-2"]),
        ("inc-", &["INC-1", "INC-2"]),
        ("toner", &[]),
    ] {
        assert_eq!(on_board(q), (expected.iter().map(ToString::to_string).collect(), None), "{q}");
    }
    let (cards, misread) = on_board("status:soon");
    assert_eq!(cards.len(), 2, "nothing is filtered");
    assert!(matches!(misread.unwrap().problem, Problem::Filter { .. }));
    let filter = BoardFilter { q: "service:mail".into(), ..BoardFilter::default() };
    assert_eq!(
        office.desk.listed_incidents(&rui, &filter, ListSort::default(), None).unwrap().cards.len(),
        1,
        "the list as well"
    );
}

#[tokio::test]
async fn searches_are_kept_for_oneself_and_for_all_and_are_bounded() {
    let office = Office::open().await;
    let (rui, mara) = (office.signed_in(RUI).await, office.signed_in(MARA).await);
    let kept = |name: &str, query: &str, for_all: bool| SavedDraft { name: name.into(), query: query.into(), for_all };
    office.desk.save_search(&rui, kept("Mine", "owner:me", false)).await.unwrap();
    office.desk.save_search(&rui, kept("Held", "is:held", true)).await.unwrap();
    let names =
        |view: SearchView| view.saved.into_iter().map(|saved| (saved.name, saved.shared_by)).collect::<Vec<_>>();
    let shared = ("Held".to_owned(), Some(office.person(RUI).name));
    assert_eq!(names(office.search(&rui, "").await), [("Mine".to_owned(), None), shared.clone()]);
    assert_eq!(names(office.search(&mara, "").await), [shared]);
    let refused = |name: &str, query: &str| office.desk.save_search(&rui, kept(name, query, false));
    assert_eq!(problems(refused("mine", "mail").await), [("name".to_owned(), Problem::Taken)]);
    let both = problems(refused("", " ").await);
    assert_eq!(both, [("name".to_owned(), Problem::Missing), ("q".to_owned(), Problem::Missing)]);
    assert!(matches!(problems(refused("Odd", "is:odd").await)[0].1, Problem::Filter { .. }));

    let (own, all) = {
        let mut saved = office.search(&rui, "").await.saved;
        (saved.remove(0).id, saved.remove(0).id)
    };
    assert_eq!(office.desk.remove_search(&mara, &own).await, Err(Error::NotFound), "it is not hers");
    office.desk.remove_search(&mara, &all).await.unwrap();
    office.desk.remove_search(&rui, &own).await.unwrap();
    assert!(office.search(&rui, "").await.saved.is_empty());
    for place in 0..SAVED_MOST {
        office.desk.save_search(&rui, kept(&format!("S {place}"), "mail", false)).await.unwrap();
    }
    assert!(matches!(problems(refused("One more", "mail").await)[0].1, Problem::TooMany { .. }));
    let ana = office.signed_in(ANA).await;
    assert_eq!(office.desk.save_search(&ana, kept("Hers", "mail", false)).await, Err(Error::Denied));
    office.verified();
}
