//! Several reports merged from the list, and taken apart again, with plain forms.

use backend::incidents::ChangeRequest;
use domain::incident::{Press, Resolution};

use crate::asked::{form, get};
use crate::office::Office;

#[tokio::test]
async fn rui_merges_what_he_ticked_and_takes_one_apart_without_script() {
    let office = Office::open();
    let rui = office.responder().await;
    for title in ["Mail is down", "No mail", "No mail <b>here</b>"] {
        office.reported(title).await;
    }
    let list = "/board?view=list";
    let none = form(list, &[("act", "cancel"), ("step", "merge"), ("reason", "")]).cookie(&rui).of(&office.site).await;
    assert!(none.status == 422 && none.body.contains("Tick at least one report"), "{}", none.body);
    let ticked = [("act", "cancel"), ("step", "merge"), ("ticked", "INC-2.1"), ("ticked", "INC-3.1")];
    let answer = form(list, &ticked).cookie(&rui).of(&office.site).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/merge?ticked=INC-2.1%2CINC-3.1"));
    let page = get(answer.location()).cookie(&rui).of(&office.site).await;
    assert!(page.body.contains("waits for a number") && page.body.contains("No mail &lt;b&gt;here"), "{}", page.body);
    let preview = get(&format!("{}&into=INC-1", answer.location())).cookie(&rui).of(&office.site).await;
    assert!(preview.body.contains("Merge 2 reports into INC-1"), "{}", preview.body);
    assert_eq!(preview.body.matches("is merged into INC-1").count(), 2);

    let fields = |into| [("ticked", "INC-2.1,INC-3.1"), ("into", into)];
    let refused = form("/merge", &fields("INC-77")).cookie(&rui).of(&office.site).await;
    assert_eq!(refused.status, 422);
    for kept in ["There is no such incident", "into-error", "value=\"INC-77\"", "value=\"INC-2.1,INC-3.1\""] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
    let done = form("/merge", &fields("INC-1")).cookie(&rui).of(&office.site).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let page = get(done.location()).cookie(&rui).of(&office.site).await;
    assert!(page.body.contains("2 reports merged; whoever reported is told."), "{}", page.body);

    let target = get("/incidents/INC-1").cookie(&rui).of(&office.site).await.body;
    assert!(target.contains("2 duplicates") && target.contains("/incidents/INC-3"), "{target}");
    let source = get("/incidents/INC-2").cookie(&rui).of(&office.site).await.body;
    assert!(source.contains("Handled together with") && source.contains("Take apart"), "{source}");
    let apart = form("/incidents/INC-2", &[("act", "apart"), ("nonce", "n-1")]).cookie(&rui).of(&office.site).await;
    assert_eq!((apart.status.as_u16(), apart.location()), (303, "/incidents/INC-2#newest"), "{}", apart.body);
    let source = get("/incidents/INC-2").cookie(&rui).of(&office.site).await.body;
    assert!(!source.contains("Handled together with") && source.contains("took it apart from INC-1 again"));
    let again = form("/incidents/INC-2", &[("act", "apart"), ("nonce", "n-2")]).cookie(&rui).of(&office.site).await;
    assert!(
        again.status == 422 && again.body.contains("not possible while the incident is reported"),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn the_page_asks_whether_the_reports_reopen_what_is_resolved() {
    let office = Office::open();
    let rui = office.responder().await;
    for title in ["Mail is down", "No mail"] {
        office.reported(title).await;
    }
    let preview = async || get("/merge?ticked=INC-2.1&into=INC-1").cookie(&rui).of(&office.site).await.body;
    assert!(!preview().await.contains("Re-open it"), "it is not resolved");
    let press = Press::TakeAndResolve { resolution: Resolution { text: "A cable".into(), restored_at: None } };
    let request = ChangeRequest { number: "INC-1".into(), press, also: None, seen: None, nonce: String::new() };
    office.state.backend.change(&office.caller(&rui).await, request).await.unwrap();
    assert!(preview().await.contains("Re-open it with these reports"));
    let fields = [("ticked", "INC-2.1"), ("into", "INC-1"), ("reopen", "on")];
    assert_eq!(form("/merge", &fields).cookie(&rui).of(&office.site).await.status, 303);
    let target = get("/incidents/INC-1").cookie(&rui).of(&office.site).await.body;
    assert!(target.contains("It was reported again: INC-2"), "{target}");
}

#[tokio::test]
async fn nobody_but_staff_sees_what_a_merge_would_do() {
    let office = Office::open();
    office.reported("Mail is down").await;
    let ana = office.signed_in("Ana", "employee").await;
    let page = "/merge?ticked=INC-1.1&into=INC-1";
    let refused = get(page).cookie(&ana).of(&office.site).await;
    assert!(refused.status == 403 && !refused.body.contains("Mail is down"), "{}", refused.body);
    assert_eq!(
        form("/merge", &[("ticked", "INC-1.1"), ("into", "INC-1")]).cookie(&ana).of(&office.site).await.status,
        403
    );
    assert!(get(page).of(&office.site).await.status.is_redirection());
}
