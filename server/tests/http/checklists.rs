//! The checklist without script: Rui goes through an outage step by step.

use crate::asked::{form, get};
use crate::office::Office;

#[tokio::test]
async fn rui_ticks_a_step_leaves_one_out_with_its_reason_and_asks_mara_for_the_next() {
    let office = Office::open();
    let rui = office.responder().await;
    let mara = office.signed_in("Mara", "manager").await;
    office.reported("Nobody can print").await;
    let path = "/incidents/INC-1/checklist";
    let page = get(path).cookie(&rui).of(&office.site).await.body;
    assert!(page.contains("No checklist yet") && page.contains("Begin \u{201c}Outage\u{201d}"), "{page}");

    let outage = [("act", "begin"), ("playbook", "0000000000000001")];
    assert_eq!(form(path, &outage).cookie(&rui).of(&office.site).await.location(), path);
    let of = |act: &'static str, step: &'static str| vec![("act", act), ("checklist", "0"), ("step", step)];
    let done = form(path, &of("done", "0")).cookie(&rui).of(&office.site).await;
    assert_eq!(done.location(), format!("{path}#0-0-step"));

    let skip = [of("skip", "1"), vec![("reason", "")]].concat();
    let refused = form(path, &skip).cookie(&rui).of(&office.site).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"0-1-reason-error\""), "{}", refused.body);
    let skip = [of("skip", "1"), vec![("reason", "Everybody <b>knows</b>.")]].concat();
    assert_eq!(form(path, &skip).cookie(&rui).of(&office.site).await.status, 303);

    let people = get(path).cookie(&rui).of(&office.site).await.body;
    let (_, after) = people.split_once(">Mara<").map(|(before, after)| (after, before)).unwrap();
    let id = after.rsplit("value=\"").next().unwrap()[..16].to_owned();
    let give = [of("give", "2"), vec![("person", id.as_str())]].concat();
    assert_eq!(form(path, &give).cookie(&rui).of(&office.site).await.status, 303);
    let page = get(path).cookie(&mara).of(&office.site).await.body;
    for words in ["2 of 9", "left out: Everybody &lt;b&gt;knows&lt;/b&gt;.", "Mara does it", "Open again"] {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
    for step in ["99", "-1", ""] {
        let broken = form(path, &[("act", "done"), ("checklist", "0"), ("step", step)]).cookie(&rui);
        assert_eq!(broken.of(&office.site).await.status, 422, "{step:?}");
    }
}

#[tokio::test]
async fn a_plan_that_is_refused_comes_back_as_typed_and_a_responder_only_reads_it() {
    let office = Office::open();
    let (rui, mara) = (office.responder().await, office.signed_in("Mara", "manager").await);
    let path = "/settings/playbooks";
    let fields = [("act", "add"), ("name", "Coffee <b>"), ("kinds", "hardware"), ("steps", "- how\nLook")];
    let refused = form(path, &fields).cookie(&mara).of(&office.site).await;
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("Coffee &lt;b&gt;") && refused.body.contains("- how\nLook"), "{}", refused.body);
    assert_eq!(form(path, &fields).cookie(&rui).of(&office.site).await.status, 403);
    let page = get("/settings/playbooks?plan=0000000000000002").cookie(&rui).of(&office.site).await.body;
    assert!(page.contains("Tell people without mail") && !page.contains("name=\"steps\""), "{page}");
    let page = get("/settings/playbooks?plan=0000000000000002").cookie(&mara).of(&office.site).await.body;
    assert!(page.contains("name=\"steps\"") && page.contains("Take it away"), "{page}");
}
