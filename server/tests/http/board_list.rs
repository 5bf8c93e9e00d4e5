//! Several reports cancelled from the list of the board, with plain forms.

use crate::asked::{Answer, form, get};
use crate::office::Office;

const LIST: &str = "/board?view=list";

impl Office {
    async fn list(&self, cookie: &str) -> Answer {
        get(LIST).cookie(cookie).of(&self.site).await
    }
}

/// The ticks of a page, as a browser would post them.
fn ticks(page: &Answer) -> Vec<String> {
    let boxes = page.body.split("name=\"ticked\" value=\"").skip(1);
    boxes.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn cancel<'a>(ticked: &'a [String], reason: &'a str) -> Vec<(&'static str, &'a str)> {
    let ticked = ticked.iter().map(|tick| ("ticked", tick.as_str()));
    [("act", "cancel"), ("why", "false_alarm"), ("reason", reason)].into_iter().chain(ticked).collect()
}

#[tokio::test]
async fn rui_cancels_what_he_ticked_reads_what_was_left_and_takes_it_back_without_script() {
    let office = Office::open();
    let rui = office.responder().await;
    for title in ["You won a price", "You won a car", "The printer smokes"] {
        office.reported(title).await;
    }
    let ticked = ticks(&office.list(&rui).await);
    assert_eq!(ticked.len(), 3);
    let more = form("/incidents/INC-3", &[("act", "note"), ("text", "This one is real")]).cookie(&rui);
    assert_eq!(more.of(&office.site).await.status, 303);
    let answer = form(LIST, &cancel(&ticked, "Junk from outside")).cookie(&rui).of(&office.site).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let done = answer.location().to_owned();
    assert!(done.starts_with("/board?view=list&done="), "{done}");
    let page = get(&done).cookie(&rui).of(&office.site).await;
    for said in ["2 reports cancelled", "INC-3 was changed after you read the list", "Undo"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    assert_eq!(ticks(&page).len(), 1, "only what is open can be ticked");
    let mara = office.signed_in("Mara", "manager").await;
    assert!(!get(&done).cookie(&mara).of(&office.site).await.body.contains("cancelled;"), "it is not her press");

    let press = done.split("done=").nth(1).unwrap();
    let undo = [("act", "undo"), ("press", press)];
    let answer = form(LIST, &undo).cookie(&rui).of(&office.site).await;
    let page = get(answer.location()).cookie(&rui).of(&office.site).await;
    assert!(page.body.contains("Taken back: 2 reports as before"), "{}", page.body);
    assert_eq!(ticks(&page).len(), 3);
}

#[tokio::test]
async fn without_a_reason_every_tick_comes_back_and_nothing_is_cancelled() {
    let office = Office::open();
    let rui = office.responder().await;
    for title in ["You won a price", "The printer smokes"] {
        office.reported(title).await;
    }
    let ticked = ticks(&office.list(&rui).await);
    let refused = form(LIST, &cancel(&ticked[..1], " ")).cookie(&rui).of(&office.site).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Say why, in a few words.") && refused.body.contains("reason-error"), "in its place");
    let is_ticked = |tick: &str| {
        let rest = refused.body.split(&format!("value=\"{tick}\"")).nth(1).unwrap();
        rest.split('>').next().unwrap().contains("checked")
    };
    assert_eq!((is_ticked(&ticked[0]), is_ticked(&ticked[1])), (true, false));
    let none = form(LIST, &cancel(&[], "Junk from outside")).cookie(&rui).of(&office.site).await;
    assert_eq!(none.status, 422);
    assert!(none.body.contains("Tick at least one report") && none.body.contains("value=\"Junk from outside\""));
    assert_eq!(ticks(&office.list(&rui).await).len(), 2);
}

#[tokio::test]
async fn nobody_but_staff_cancels_from_the_list() {
    let office = Office::open();
    office.reported("The printer smokes").await;
    let ana = office.signed_in("Ana", "employee").await;
    let ticked = ["INC-1.1".to_owned()];
    let fields = cancel(&ticked, "Junk from outside");
    assert_eq!(form(LIST, &fields).cookie(&ana).of(&office.site).await.status, 403);
    let visitor = form(LIST, &fields).of(&office.site).await;
    assert_eq!(visitor.status, 401);
    assert!(visitor.body.contains("value=\"Junk from outside\""), "kept to be sent again: {}", visitor.body);
    let rui = office.responder().await;
    assert_eq!(ticks(&office.list(&rui).await).len(), 1);
    assert_eq!(form(LIST, &[("act", "undo"), ("press", "x")]).cookie(&rui).of(&office.site).await.status, 404);
}

#[tokio::test]
async fn rui_sorts_the_list_by_its_heads_without_script_and_the_filter_stays() {
    let office = Office::open();
    let rui = office.responder().await;
    for title in ["Beta printer", "Alpha printer", "The lift"] {
        office.reported(title).await;
    }
    let page = get("/board?view=list&q=printer&sort=title").cookie(&rui).of(&office.site).await;
    let place = |title: &str| page.body.find(&format!(">{title}<")).unwrap();
    assert!(place("Alpha printer") < place("Beta printer") && !page.body.contains(">The lift<"), "{}", page.body);
    let head = page.body.split("aria-sort=\"ascending\"").nth(1).expect("the head says so");
    assert!(head[..200].contains("/board?view=list&amp;q=printer&amp;sort=-title"), "a second press turns it round");
    for said in ["Sorted by title.", "As of ", "name=\"sort\" value=\"title\""] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let unsorted = office.list(&rui).await;
    assert!(unsorted.body.contains("What is late first, then by priority.") && !unsorted.body.contains("aria-sort="));
    assert_eq!(get("/board?view=list&sort=colour").cookie(&rui).of(&office.site).await.status, 200);
}
