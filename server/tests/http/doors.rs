//! Which doors are open to whom: a visitor reaches the public list and nothing
//! else, whatever anybody mounts; one build, one host.

use axum::Router;
use axum::routing::get as on_get;
use http::Method;
use server::pages::listed;
use server::router::dressed;
use server::security::public_paths::is_public;

use crate::asked::{asked, call, form, get};
use crate::log::Log;
use crate::office::{BUILD, Office};
use crate::registry::{methods, paths, walked};

#[tokio::test]
async fn a_visitor_is_refused_at_every_door_that_is_not_on_the_public_list() {
    let office = Office::open();
    let rui = office.responder().await;
    let paths = paths(&office.site);
    for (call, _) in leptos::server_fn::axum::server_fn_paths() {
        assert!(paths.contains(call), "{call} is registered and not mounted");
    }
    let mut refused = 0;
    for path in &paths {
        for method in methods(&office.site, &rui, path).await {
            let request = asked(method.clone(), &walked(path, "x")).header("sec-fetch-site", "same-origin");
            let answer = request.of(&office.site).await;
            // Only a page that was asked for can be come back to.
            let back =
                if method == Method::GET { format!("/sign-in?next={}", walked(path, "x")) } else { "/sign-in".into() };
            let sent_away = answer.status == 401 || answer.location() == back;
            assert_eq!(sent_away, !is_public(path, &method), "{method} {path}: {}", answer.status);
            if sent_away {
                refused += 1;
                assert!(
                    matches!(answer.body.as_str(), "" | "\"SignedOut\"" | "Sign in first"),
                    "{path}: {}",
                    answer.body
                );
                assert_eq!(path.starts_with("/fn/"), answer.body == "\"SignedOut\"", "{path}");
            }
        }
    }
    assert!(refused > 35, "{refused} doors were closed");
}

#[tokio::test]
async fn a_door_that_somebody_forgot_to_list_is_closed() {
    let office = Office::open();
    let new =
        Router::new().route("/new-page", on_get(|| async { "secret" })).route("/fn/new", on_get(|| async { "secret" }));
    let site = dressed(new, office.state.clone());
    let page = get("/new-page?a=1&b=2").of(&site).await;
    assert_eq!((page.status.as_u16(), page.location()), (303, "/sign-in?next=/new-page?a=1%26b=2"));
    let call = get("/fn/new").of(&site).await;
    assert_eq!(call.status, 401);
    for way in ["/%6eew-page", "//new-page", "/new-page/", "/x/../new-page", "/NEW-PAGE"] {
        let answer = get(way).of(&site).await;
        assert!(!answer.body.contains("secret"), "{way}");
    }
    let rui = office.responder().await;
    assert_eq!(get("/new-page").cookie(&rui).of(&site).await.body, "secret");
}

#[tokio::test]
async fn a_session_ends_with_sign_out_and_a_made_up_one_opens_nothing() {
    let office = Office::open();
    let rui = office.responder().await;
    let closed = dressed(Router::new().route("/board", on_get(|| async { "board" })), office.state.clone());
    assert_eq!(get("/board").cookie(&rui).of(&closed).await.status, 200);
    assert_eq!(form("/sign-out", &[]).cookie(&rui).of(&office.site).await.status, 303);
    assert_eq!(get("/board").cookie(&rui).of(&closed).await.status, 303);
    for cookie in ["sid=", "sid=AAAA", "sid=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "__Host-sid=x"] {
        assert_eq!(get("/board").cookie(cookie).of(&closed).await.status, 303, "{cookie}");
    }
}

#[tokio::test]
async fn a_tab_of_an_older_build_is_told_to_reload() {
    let office = Office::open();
    let call = |build: &'static str| {
        asked(Method::POST, "/fn/frame").header("sec-fetch-site", "same-origin").header("x-sitrep-build", build)
    };
    let answer = call("build-of-yesterday").of(&office.site).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (409, "\"OtherBuild\""));
    assert_ne!(call(BUILD).of(&office.site).await.status, 409);
}

#[tokio::test]
async fn once_a_public_url_is_known_other_hosts_are_told_what_to_do() {
    let open = Office::open();
    assert_eq!(get("/healthz").host("anything.example").of(&open.site).await.status, 200);
    assert_eq!(get("/").host("anything.example").of(&open.site).await.status, 200);

    let named = Office::with(&[("SITREP_PUBLIC_URL", "https://desk.example")]);
    for host in ["desk.example", "DESK.EXAMPLE:443", "127.0.0.1:3000", "[::1]:3000", "localhost:3000"] {
        assert_eq!(get("/").host(host).of(&named.site).await.status, 200, "{host}");
    }
    let refused = get("/").host("evil.example").of(&named.site).await;
    assert_eq!(refused.status, 421);
    assert!(refused.body.contains("proxy_set_header Host"), "{}", refused.body);
    let quoted = get("/").host("<script>alert(1)</script>").of(&named.site).await;
    assert!(!quoted.body.contains("<script>"), "{}", quoted.body);
}

#[tokio::test]
async fn behind_a_trusted_proxy_one_network_cannot_take_every_turn() {
    let office = Office::with(&[("SITREP_TRUSTED_PROXIES", "10.0.0.0/8")]);
    let slow = Router::new().route("/status", on_get(|| async { std::future::pending::<&str>().await }));
    let site = dressed(slow, office.state.clone());
    let from = |client: &str| get("/status").seen_from([10, 0, 0, 1]).header("x-forwarded-for", client);
    let mut waiting = Vec::new();
    // One more than there are turns: when it was refused, all turns are taken.
    for _ in 0..=server::request::turns::MOST_AT_ONCE_PER_NETWORK {
        let (request, site) = (from("203.0.113.9"), site.clone());
        waiting.push(tokio::spawn(async move { request.of(&site).await.status }));
    }
    while !waiting.iter().any(tokio::task::JoinHandle::is_finished) {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let one_more = from("203.0.113.9").of(&site).await;
    assert_eq!(one_more.status, 429);
    assert!(!one_more.header("retry-after").is_empty());
    let neighbour = tokio::time::timeout(std::time::Duration::from_millis(100), from("203.0.113.10").of(&site)).await;
    assert!(neighbour.is_err(), "the neighbour waits for the page, not for a turn");
    waiting.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn a_slash_at_the_end_leads_to_the_page_and_past_no_guard() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    let live = listed().iter().map(|page| page.path().to_owned());
    let documents = documents::TABLE.iter().map(|(pattern, _)| (*pattern).to_owned());
    let pages: Vec<String> = live.chain(documents).filter(|pattern| pattern != "/").collect();
    for page in &pages {
        let path = walked(page, "x");
        for spelling in [format!("{path}/"), format!("{path}//"), format!("/{path}"), format!("//{path}/")] {
            for cookie in ["", ada.as_str()] {
                let answer = get(&format!("{spelling}?a=1")).cookie(cookie).of(&office.site).await;
                assert_eq!(
                    (answer.status.as_u16(), answer.location()),
                    (308, format!("{path}?a=1").as_str()),
                    "{spelling}"
                );
                assert_eq!(answer.body, "", "{spelling}");
            }
        }
    }
    assert!(pages.len() > 20, "no page was walked");
    assert_eq!(get("/poster/").of(&office.site).await.location(), "/poster");
    assert_eq!(get("/\\evil.example/").of(&office.site).await.status, 404);
    assert_eq!(get("//").of(&office.site).await.location(), "/");
}

#[tokio::test]
async fn what_is_nowhere_gets_the_page_that_says_so_and_no_other() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    for path in ["/no/such/page", "/board/x", "/%62oard", "/settings/nothing", "/BOARD"] {
        let answer = get(path).cookie(&ada).of(&office.site).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("There is nothing at this address"), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_secret_link_never_stands_in_the_log() {
    let log = Log::listen();
    let office = Office::open();
    for path in ["/invite/heliotrope", "/reset/heliotrope", "/sign-in/heliotrope", "/r/heliotrope", "/u/heliotrope"] {
        form(path, &[]).header("sec-fetch-site", "cross-site").cookie("theme=dark").of(&office.site).await;
        form(path, &[("password", "heliotrope-too")]).of(&office.site).await;
        get(&format!("{path}/")).of(&office.site).await;
        get(path).of(&office.site).await;
    }
    let log = log.read();
    assert!(log.contains("refused a write from another site") && log.contains("/invite/{token}"), "{log}");
    assert!(!log.contains("heliotrope"), "{log}");
}

#[tokio::test]
async fn a_desk_of_this_machine_alone_takes_no_other_name() {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    for host in ["localhost:3000", "192.168.1.5:3000", "[::1]:3000"] {
        assert_eq!(get("/").host(host).of(&office.site).await.status, 200, "{host}");
    }
    let rebound = form("/report", &[("title", "x")]).host("rebound.example:3000").of(&office.site).await;
    assert_eq!(rebound.status, 421);
    assert!(rebound.body.contains("SITREP_PUBLIC_URL"), "{}", rebound.body);
}

#[tokio::test]
async fn what_only_the_desk_may_say_is_no_press_of_a_session() {
    let office = Office::open();
    office.reported("The printer smokes").await;
    let (ana, rui) = (office.signed_in("Ana", "employee").await, office.responder().await);
    for person in ["1", "424242424242"] {
        let said = [("Join", "person"), ("Follow", "person"), ("Assign", "owner")];
        for (name, field) in said {
            let person: u64 = person.parse().unwrap();
            let press = serde_json::json!({ name: { field: person } });
            let body = serde_json::json!({"number": "INC-1", "press": press, "seen": null, "nonce": ""});
            let answer = call("/fn/change", &body).cookie(&ana).of(&office.site).await;
            assert!(answer.status.is_client_error(), "{name} {person}: {} {}", answer.status, answer.body);
        }
    }
    let page = call("/fn/incident", &serde_json::json!({"number": "INC-1"})).cookie(&rui).of(&office.site).await;
    assert!(page.status == 200 && !page.body.contains("424242424242"), "{}", page.body);
    let verdict = office.state.backend.storage().read(|read| backend::verify::verify(read)).unwrap();
    assert!(verdict.is_clean(), "{:#?}", verdict.differences);
}

#[tokio::test]
async fn a_call_that_cannot_be_read_is_no_failure_of_ours_and_leads_nowhere() {
    let office = Office::open();
    let rui = office.responder().await;
    for path in paths(&office.site).into_iter().filter(|path| path.starts_with("/fn/")) {
        for junk in ["", "{", "null", "[]", "{\"number\":7}", "\u{0}", "{\"press\":{\"Nothing\":{}}}"] {
            for accept in ["application/json", "text/html"] {
                let request = asked(Method::POST, &path).header("content-type", "application/json").cookie(&rui);
                let request = request.header("sec-fetch-site", "same-origin").header("accept", accept);
                let request = request.header("referer", "https://evil.example/x");
                let answer = request.body(junk.to_owned()).of(&office.site).await;
                let status = answer.status;
                assert!(!status.is_server_error(), "{path} {junk:?} {accept}: {status} {}", answer.body);
                assert!(!answer.location().contains("evil"), "{path} {junk:?} {accept} leads to {}", answer.location());
            }
        }
    }
}
