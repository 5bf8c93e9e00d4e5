//! Another site makes Rui's browser write.

use http::Method;

use crate::asked::{asked, form, get};
use crate::log::Log;
use crate::office::Office;

/// An address of each kind that takes a write, and one that takes none; the layer knows no addresses.
const WRITES: [&str; 7] =
    ["/report", "/sign-in", "/sign-out", "/r/token", "/subscriptions/token", "/fn/change", "/no/such/place"];

#[tokio::test]
async fn a_write_from_another_site_is_refused_everywhere() {
    let office = Office::open();
    let rui = office.responder().await;
    let disguises: [&[(&str, &str)]; 6] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://127.0.0.1:3000")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:3000.evil.example")],
        &[],
    ];
    for path in WRITES {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            for disguise in disguises {
                let mut request = asked(method.clone(), path).cookie(&rui);
                for (name, value) in disguise {
                    request = request.header(name, value);
                }
                let answer = request.of(&office.site).await;
                assert_eq!(answer.status, 403, "{method} {path} {disguise:?}");
                assert_eq!(answer.header("x-content-type-options"), "nosniff");
            }
        }
    }
}

#[tokio::test]
async fn our_own_forms_pass_on_https_and_on_a_plain_intranet() {
    let office = Office::open();
    let fields = [("title", "Printer smokes"), ("impact", "low"), ("urgency", "low")];
    assert_eq!(form("/report", &fields).of(&office.site).await.status, 303);
    let plain = asked(Method::POST, "/report").host("desk.lan:3000").header("origin", "http://desk.lan:3000");
    let plain = plain.header("content-type", "application/x-www-form-urlencoded").cookie("theme=dark");
    let answer = plain.body("title=Printer+smokes&impact=low&urgency=low").of(&office.site).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[tokio::test]
async fn a_program_without_cookie_and_origin_may_report() {
    let office = Office::open();
    let request = asked(Method::POST, "/report").header("content-type", "application/x-www-form-urlencoded");
    let answer = request.body("title=Disk+full&impact=low&urgency=low").of(&office.site).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
}

#[tokio::test]
async fn reading_from_anywhere_is_harmless() {
    let office = Office::open();
    assert_eq!(get("/").header("sec-fetch-site", "cross-site").of(&office.site).await.status, 200);
}

#[tokio::test]
async fn a_web_mail_presses_the_one_click_link_from_its_own_page_and_nothing_else() {
    let office = Office::open();
    let ana = office.signed_in("Ana", "employee").await;
    let desk = &office.state.backend;
    let person = office.id("Ana").parse().unwrap();
    let token = desk.unsubscribe_token(person, backend::subscriptions::Scope::All);
    let foreign: [&[(&str, &str)]; 3] = [
        &[("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")],
        &[("origin", "null"), ("sec-fetch-site", "cross-site")],
        &[("origin", "https://mail.example")],
    ];
    for headers in foreign {
        let press = |path: &str, body: &str| {
            let request = asked(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
            headers
                .iter()
                .fold(request.cookie(&ana), |request, (name, value)| request.header(name, value))
                .body(body.to_owned())
        };
        let pressed = press(&format!("/u/{token}"), "List-Unsubscribe=One-Click").of(&office.site).await;
        assert_eq!((pressed.status.as_u16(), pressed.body.as_str()), (200, "stopped\n"), "{headers:?}");
        assert_eq!(press("/u/forged", "List-Unsubscribe=One-Click").of(&office.site).await.status, 404);
        for path in [format!("/subscriptions/{token}"), "/settings/account".to_owned(), "/report".to_owned()] {
            assert_eq!(press(&path, "act=stop&title=x").of(&office.site).await.status, 403, "{path} {headers:?}");
        }
    }
}

#[tokio::test]
async fn behind_a_strict_referrer_policy_ana_reads_the_cause_and_keeps_her_words() {
    let office = Office::open();
    let log = Log::listen();
    let post = |path: &str, body: &str| {
        let request = asked(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
        request.header("origin", "null").body(body.to_owned())
    };
    let refused = post("/report", "title=Printer+%3Csmokes%3E&impact=low").of(&office.site).await;
    assert_eq!(refused.status, 403);
    assert!(refused.body.contains("Referrer-Policy: no-referrer") && refused.body.contains("same-origin"));
    assert!(refused.body.contains("<pre>Printer &lt;smokes&gt;</pre>") && !refused.body.contains("<form"));
    assert!(log.read().contains("Referrer-Policy: no-referrer"));
    let guessed = post("/sign-in", "email=ana%40example.org&password=a+kestrel").of(&office.site).await;
    assert!(guessed.body.contains("ana@example.org") && !guessed.body.contains("kestrel"), "{}", guessed.body);
    // Our own pages say it themselves, and what a page says holds over what a proxy adds.
    assert!(get("/report").of(&office.site).await.body.contains("name=\"referrer\" content=\"same-origin\""));
}
