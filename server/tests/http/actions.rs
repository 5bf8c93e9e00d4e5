//! Actions in plain HTML: Rui writes one down, what he typed wrongly comes back, and he says what he did.

use crate::asked::{form, get};
use crate::office::Office;

#[tokio::test]
async fn rui_writes_down_an_action_and_says_what_he_did() {
    let office = Office::open();
    let rui = office.responder().await;
    let report = [("title", "Mail queue is full"), ("impact", "medium"), ("urgency", "high")];
    let report = [&report[..], &[("description", "x"), ("name", "Vera"), ("email", "vera@example.org")]].concat();
    form("/report", &report).of(&office.site).await;
    let empty = get("/actions").cookie(&rui).of(&office.site).await.body;
    assert!(empty.contains("You have no action"), "{empty}");
    let page = get("/actions?incident=INC-1").cookie(&rui).of(&office.site).await.body;
    assert!(page.contains("value=\"INC-1\""), "{page}");
    let me = page.split("name=\"owner\"").nth(1).unwrap().split("value=\"").nth(2).unwrap()[..16].to_owned();

    let wrong = [("act", "add"), ("number", "INC-77"), ("words", "A <i>second disk"), ("owner", me.as_str())];
    let refused = form("/actions", &wrong).cookie(&rui).of(&office.site).await;
    assert_eq!(refused.status, 422);
    for words in ["There is no such incident", "A &lt;i"] {
        assert!(refused.body.contains(words), "{words} is missing in {}", refused.body);
    }
    let typed = [("act", "add"), ("number", "INC-1"), ("words", "A <i>second disk"), ("kind", "prevent")];
    let unsaid = form("/actions", &typed).cookie(&rui).of(&office.site).await;
    for words in ["Choose who does it.", "Choose the day until which it is done.", "id=\"add-due-error\"", "INC-1"] {
        assert!(unsaid.body.contains(words), "{words} is missing in {}", unsaid.body);
    }
    let due = office.typed_in(9 * domain::time::DAY)[..10].to_owned();
    let typed = [&typed[..], &[("owner", me.as_str()), ("due", due.as_str())]].concat();
    let added = form("/actions", &typed).cookie(&rui).of(&office.site).await;
    assert_eq!(added.status, 303, "{}", added.body);
    let opened = get(added.location()).cookie(&rui).of(&office.site).await.body;
    assert!(opened.contains("A &lt;i") && opened.contains("It is done"), "{opened}");

    let id = added.location().split("action=").nth(1).unwrap()[..16].to_owned();
    let done = [("act", "done"), ("id", id.as_str()), ("revision", "0"), ("what", "")];
    let refused = form("/actions", &done).cookie(&rui).of(&office.site).await;
    assert!(refused.status == 422 && refused.body.contains("Say what was done."), "{}", refused.body);
    let done = [("act", "done"), ("id", id.as_str()), ("revision", "0"), ("what", "It has 200 GB")];
    let done = form("/actions", &done).cookie(&rui).of(&office.site).await;
    assert!(done.location().ends_with("said=done"), "{}", done.body);
    let all = get("/actions?view=all").cookie(&rui).of(&office.site).await.body;
    assert!(all.contains("done, and nothing is watched for"), "{all}");
    let ana = office.signed_in("Ana", "employee").await;
    assert_eq!(get("/actions").cookie(&ana).of(&office.site).await.status, 403);
    assert_eq!(form("/actions", &typed).cookie(&ana).of(&office.site).await.status, 403);
}
