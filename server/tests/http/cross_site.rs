//! Another site makes Rui's browser write.

use http::Method;

use crate::asked::{asked, form, get};
use crate::office::Office;

/// An address of each kind that takes a write, and one that takes none; the layer knows no addresses.
const WRITES: [&str; 6] = ["/report", "/sign-in", "/sign-out", "/r/token", "/fn/change", "/no/such/place"];

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
