//! `/search` as a browser without script meets it: found and marked, a number that leads on, what is wrong beside the
//! field, searches that are kept.

use crate::asked::{form, get};
use crate::office::Office;

async fn page(office: &Office, cookie: &str, query: &str) -> crate::asked::Answer {
    get(&format!("/search{query}")).cookie(cookie).of(&office.site).await
}

#[tokio::test]
async fn rui_searches_from_the_bar_and_reads_where_the_words_stand() {
    let office = Office::open();
    let rui = office.responder().await;
    office.reported("The printer <smokes>").await;
    office.reported("Mail is down").await;
    let board = get("/board").cookie(&rui).of(&office.site).await;
    assert!(board.body.contains("action=\"/search\""), "the bar leads there: {}", board.body);
    let found = page(&office, &rui, "?q=print%20smok").await;
    assert_eq!(found.status, 200);
    for said in
        ["1 incident fits", "/incidents/INC-1", "<mark>print</mark>er", "&lt;<mark>smok</mark>es&gt;", "/board?q=print"]
    {
        assert!(found.body.contains(said), "{said}: {}", found.body);
    }
    assert!(!found.body.contains("Mail is down"));
    let jump = page(&office, &rui, "?q=inc-002").await;
    assert_eq!((jump.status.as_u16(), jump.location()), (303, "/incidents/INC-2"));
    let none = page(&office, &rui, "?q=INC-77").await;
    assert!(none.status == 200 && none.body.contains("Nothing fits"), "{}", none.body);
    let empty = page(&office, &rui, "").await;
    assert!(empty.body.contains("How to search") && !empty.body.contains("Nothing fits"), "{}", empty.body);
}

#[tokio::test]
async fn a_filter_that_is_none_is_named_beside_the_field_and_nothing_typed_is_lost() {
    let office = Office::open();
    let rui = office.responder().await;
    office.reported("Mail is down").await;
    let wrong = page(&office, &rui, "?q=mail%20status:soon").await;
    assert_eq!(wrong.status, 422);
    for said in
        ["value=\"mail status:soon\"", "\u{201c}status:soon\u{201d} is not understood", "q-error", "aria-invalid"]
    {
        assert!(wrong.body.contains(said), "{said}: {}", wrong.body);
    }
    let board = get("/board?q=status:soon").cookie(&rui).of(&office.site).await;
    assert!(board.status == 200 && board.body.contains("is not understood"), "{}", board.body);
    assert!(board.body.contains("Mail is down"), "and filters nothing");
    let list = get("/board?view=list&q=-mail").cookie(&rui).of(&office.site).await;
    assert!(list.body.contains("No incident fits this list"), "{}", list.body);
}

#[tokio::test]
async fn rui_keeps_a_search_for_all_and_mara_takes_it_away() {
    let office = Office::open();
    let (rui, mara) = (office.responder().await, office.signed_in("Mara", "manager").await);
    let save = |name: &'static str| {
        [("act", "save"), ("id", ""), ("q", "is:held -owner:me"), ("name", name), ("whose", "all")]
    };
    let refused = form("/search", &save(" ")).cookie(&rui).of(&office.site).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Write a name.") && refused.body.contains("value=\"is:held -owner:me\""));
    let saved = form("/search", &save("Waiting <for> others")).cookie(&rui).of(&office.site).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, "/search?q=is%3Aheld%20-owner%3Ame&said=saved"));
    let hers = page(&office, &mara, "").await;
    for said in ["Waiting &lt;for&gt; others", "/search?q=is%3Aheld", "everybody's, saved by Rui"] {
        assert!(hers.body.contains(said), "{said}: {}", hers.body);
    }
    let id =
        hers.body.split("name=\"id\" value=\"").filter_map(|rest| rest.split('"').next()).find(|id| id.len() == 16);
    let removed = [("act", "remove"), ("id", id.unwrap()), ("q", "")];
    assert_eq!(form("/search", &removed).cookie(&mara).of(&office.site).await.location(), "/search?said=removed");
    assert!(!page(&office, &rui, "").await.body.contains("Waiting"));
    let again = form("/search", &removed).cookie(&mara).of(&office.site).await;
    assert_eq!(again.status, 404);
}

#[tokio::test]
async fn search_is_the_teams() {
    let office = Office::open();
    office.reported("The printer smokes").await;
    let ana = office.signed_in("Ana", "employee").await;
    for query in ["?q=printer", "?q=INC-1", ""] {
        let answer = page(&office, &ana, query).await;
        assert!(answer.status == 403 && !answer.body.contains("smokes"), "{query}: {}", answer.body);
    }
    let visitor = get("/search?q=printer").of(&office.site).await;
    assert_eq!((visitor.status.as_u16(), visitor.location()), (303, "/sign-in?next=/search?q=printer"));
    let first = get("/").cookie(&ana).of(&office.site).await;
    assert!(!first.body.contains("action=\"/search\""), "no field for whom it is closed");
}
