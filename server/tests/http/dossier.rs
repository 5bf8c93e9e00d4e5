//! The incident file in a browser and at the command line.

use std::path::Path;
use std::process::{Command, Output};

use backend::demo::{PASSWORD, enter_office};
use backend::incidents::NewReport;
use backend::storage::Storage;
use backend::{Backend, Clock, Options};
use domain::report::ReportDraft;

use crate::asked::{form, get};
use crate::commands::{Serving, assert_fine, text, typed};
use crate::office::Office;

#[tokio::test]
async fn rui_opens_it_as_a_page_that_may_do_nothing_and_ana_does_not() {
    let office = Office::open();
    let (ana, rui) = (office.signed_in("Ana", "employee").await, office.responder().await);
    let fields = [("title", "No mail"), ("impact", "medium"), ("urgency", "high")];
    assert_eq!(form("/report", &fields).cookie(&ana).of(&office.site).await.status, 303);
    let path = "/incidents/INC-1/dossier";
    let page = get(path).cookie(&rui).of(&office.site).await;
    assert!(page.status == 200 && page.body.contains("How to check this file"), "{}", page.body);
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    assert_eq!(page.headers["content-disposition"], "inline; filename=\"INC-1.html\"");
    let json = get(&format!("{path}?form=json")).cookie(&rui).of(&office.site).await;
    assert_eq!(serde_json::from_str::<serde_json::Value>(&json.body).unwrap()["number"], "INC-1");
    assert!(get("/incidents/INC-1").cookie(&rui).of(&office.site).await.body.contains(path), "its page leads there");
    for (who, path) in [(&ana, path), (&rui, "/incidents/INC-9/dossier"), (&rui, "/incidents/nothing/dossier")] {
        assert_eq!(get(path).cookie(who).of(&office.site).await.status, 404, "{path}");
    }
}

/// A folder in which somebody reported something.
fn with_one_incident(data: &Path) {
    std::fs::create_dir_all(data).unwrap();
    let storage = Storage::open(data, backend::storage::Options::default(), Clock::System).unwrap();
    let desk = Backend::new(storage.clone(), Options::default()).unwrap();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        enter_office(&desk).await.unwrap();
        let cookie = desk.sign_in("ana@example.org", PASSWORD, "test", "127.0.0.1").await.unwrap().cookie;
        let ana = desk.caller_from_session(&cookie).await.unwrap().unwrap();
        let draft =
            ReportDraft { title: "No mail\r\nat all".into(), description: "a\r\nb".into(), ..ReportDraft::default() };
        let draft = ReportDraft { impact: "low".into(), urgency: "low".into(), title: "No mail".into(), ..draft };
        desk.report(&ana, NewReport::by_web(draft, false)).await.unwrap();
    });
    drop(desk);
    storage.close_blocking().unwrap();
}

fn verified(file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sitrep")).env_clear().args(["verify", "--dossier"]).arg(file).output().unwrap()
}

#[test]
fn an_operator_prints_it_and_anybody_checks_it_without_a_desk() {
    let around = tempfile::tempdir().unwrap();
    let data = around.path().join("data");
    with_one_incident(&data);
    let alone = typed(&data, &["dossier", "INC-1"]);
    assert_fine(&alone);
    let file = around.path().join("INC-1.html");
    std::fs::write(&file, &alone.stdout).unwrap();
    assert!(assert_fine(&verified(&file)).starts_with("intact: INC-1, "));

    let serving = Serving::start(&data);
    let json = typed(&data, &["dossier", "INC-1", "--json"]);
    assert_fine(&json);
    let none = typed(&data, &["dossier", "INC-9"]);
    assert!(!none.status.success() && text(&none).contains("there is no incident INC-9"), "{}", text(&none));
    serving.stop();
    let file = around.path().join("INC-1.json");
    std::fs::write(&file, &json.stdout).unwrap();
    assert_fine(&verified(&file));

    let mut whole: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    whole["chain"][0]["header"] = "AAAA".into();
    std::fs::write(&file, whole.to_string()).unwrap();
    let broken = verified(&file);
    assert_eq!(broken.status.code(), Some(1));
    assert!(text(&broken).contains("broken at entry 1"), "{}", text(&broken));
    std::fs::write(&file, String::from_utf8_lossy(&json.stdout).replacen("No mail", "No post", 1)).unwrap();
    assert!(text(&verified(&file)).contains("was changed after it was made"));
}
