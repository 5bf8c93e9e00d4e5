//! Every form that was refused leads from its summary to each field that is to be mended.

use backend::notices::Notice;
use backend::storage::{self, Order, Read, Table};

use crate::asked::{Answer, form, get};
use crate::office::{Office, PASSWORD};

type Fields<'a> = &'a [(&'a str, &'a str)];

const WHAT_ADA_GETS_WRONG: &[(&str, Fields<'static>)] = &[
    (
        "/settings",
        &[("act", "basics"), ("reach", "moon"), ("public_url", "x"), ("mail_domains", "a..b"), ("zone", "Moon/Base")],
    ),
    ("/settings/mail", &[("act", "mail"), ("smtp_url", "ftp://x"), ("mail_from", "x")]),
    ("/settings/mail", &[("act", "test"), ("smtp_url", "ftp://x")]),
    (
        "/settings/mail",
        &[("act", "mail"), ("smtp_host", "a/b"), ("smtp_port", "x"), ("smtp_security", "x"), ("smtp_user", "desk")],
    ),
    ("/settings/mail", &[("act", "test"), ("smtp_host", ""), ("smtp_security", "tls"), ("smtp_password", "x")]),
    ("/settings/people", &[("act", "invite"), ("email", "x"), ("role", "king")]),
    ("/settings/people", &[("act", "invite"), ("name", "Sol"), ("email", "sol@example.org"), ("role", "manager")]),
    ("/settings/people", &[("act", "paste"), ("people", "nobody at all")]),
    ("/settings/people", &[("act", "role"), ("id", "{rui}"), ("role", "king")]),
    ("/settings/people", &[("act", "disable"), ("id", "{rui}"), ("new_owner", "{rui}")]),
    ("/settings/audiences", &[("act", "add"), ("name", "")]),
    ("/settings/audiences", &[("act", "rename"), ("id", "{audience}"), ("name", "")]),
    ("/settings/audiences", &[("act", "enter"), ("id", "{audience}"), ("email", "x")]),
    ("/settings/audiences", &[("act", "paste"), ("id", "{audience}"), ("people", "nobody at all")]),
    ("/settings/account", &[("act", "details"), ("name", ""), ("zone", "Moon/Base")]),
    ("/settings/account", &[("act", "password"), ("password_old", "guess"), ("password", "x")]),
    ("/settings/account", &[("act", "password"), ("password_old", PASSWORD), ("password", "x")]),
    ("/settings/account", &[("act", "letters"), ("services", "x")]),
    ("/services", &[("act", "add"), ("criticality", "x"), ("owner", "x"), ("depends_on", "x")]),
    ("/ready", &[("act", "services"), ("services", "Moon base")]),
    ("/ready", &[("act", "team"), ("people", "Sol <sol@example.org>")]),
    ("/ready", &[("act", "team"), ("people", "nobody at all")]),
    ("/ready", &[("act", "stakeholders"), ("audience", "x"), ("people", "sol@example.org")]),
    ("/ready", &[("act", "stakeholders"), ("audience", "executive"), ("people", "nobody at all")]),
];

const WHAT_VISITORS_GET_WRONG: &[(&str, Fields<'static>)] = &[
    ("/report", &[("title", ""), ("email", "ana@"), ("service", "x")]),
    ("/sign-in", &[("email", "x"), ("password", "")]),
    ("/sign-in", &[("email", "ana@example.org"), ("password", "guess guess")]),
    ("/reset", &[("email", "x")]),
    ("/status", &[("email", "x")]),
];

/// Where the summary of a refused page leads.
fn ways(answer: &Answer) -> Vec<String> {
    let Some((_, summary)) = answer.body.split_once("class=\"summary\"") else { return Vec::new() };
    let summary = summary.split("</ul>").next().unwrap_or_default();
    summary.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

async fn assert_each_way_ends_at_a_field(office: &Office, cookie: &str, path: &str, fields: Fields<'_>) {
    let answer = form(path, fields).cookie(cookie).of(&office.site).await;
    assert_eq!(answer.status, 422, "{path} with {fields:?}: {}", answer.body);
    let ways = ways(&answer);
    assert!(!ways.is_empty(), "{path} with {fields:?} has no summary: {}", answer.body);
    for way in ways {
        let (page, id) = way.split_once('#').unwrap_or_else(|| panic!("{path} with {fields:?} leads to {way}"));
        let there =
            if page.is_empty() { answer.body.clone() } else { get(page).cookie(cookie).of(&office.site).await.body };
        assert_eq!(there.matches(&format!(" id=\"{id}\"")).count(), 1, "{path} with {fields:?} leads to {way}");
    }
}

#[tokio::test]
async fn each_line_of_the_summary_leads_ada_to_its_field() {
    let office = Office::open();
    let ada = office.signed_in("Ada", "administrator").await;
    office.responder().await;
    // A service can only need another one.
    assert_eq!(
        form("/services", &[("act", "add"), ("name", "Network")]).cookie(&ada).of(&office.site).await.status,
        303
    );
    let page = get("/settings/audiences").cookie(&ada).of(&office.site).await;
    let audience = page.body.split("?audience=").nth(1).unwrap()[..16].to_owned();
    let rui = office.id("Rui");
    for (path, fields) in WHAT_ADA_GETS_WRONG {
        let of = |value: &'static str| match value {
            "{rui}" => rui.as_str(),
            "{audience}" => audience.as_str(),
            other => other,
        };
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, of(value))).collect();
        assert_each_way_ends_at_a_field(&office, &ada, path, &fields).await;
    }
}

#[tokio::test]
async fn each_line_of_the_summary_leads_a_visitor_to_its_field() {
    let office = Office::open();
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let token = link.split('=').nth(1).unwrap();
    let set_up = [
        ("token", token),
        ("zone", "Moon/Base"),
        ("reach", "moon"),
        ("smtp_host", "a b"),
        ("smtp_port", "x"),
        ("smtp_user", "y"),
        ("mail_from", "x"),
    ];
    assert_each_way_ends_at_a_field(&office, "", "/setup", &set_up).await;
    let ada = office.signed_in("Ada", "administrator").await;
    // Without a service there are no letters to ask for.
    assert_eq!(
        form("/services", &[("act", "add"), ("name", "E-mail")]).cookie(&ada).of(&office.site).await.status,
        303
    );
    for (path, fields) in WHAT_VISITORS_GET_WRONG {
        assert_each_way_ends_at_a_field(&office, "", path, fields).await;
    }
    let receipt = office.reported("The printer smokes").await.location().to_owned();
    assert_each_way_ends_at_a_field(&office, "", &receipt, &[("act", "add"), ("text", " ")]).await;
}

#[tokio::test]
async fn each_line_of_the_summary_leads_to_its_field_behind_a_mailed_link() {
    let office = Office::with(&[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let invitation = [("act", "invite"), ("name", "Sol"), ("email", "sol@example.org"), ("role", "manager")];
    assert_eq!(form("/settings/people", &invitation).cookie(&ada).of(&office.site).await.status, 303);
    assert_eq!(form("/reset", &[("email", "ada@example.org")]).of(&office.site).await.status, 303);
    let links = mailed_links(&office);
    assert_eq!(links.len(), 2, "{links:?}");
    for link in links {
        assert_each_way_ends_at_a_field(&office, "", &link, &[("password", "short")]).await;
    }
}

/// The paths of the links in letters that wait.
fn mailed_links(office: &Office) -> Vec<String> {
    let desk = &office.state.backend;
    let rows = desk.storage().read(|read| read.scan(Table::Notices, &[], &[], Order::Ascending, 100)).unwrap();
    let notices = rows.iter().map(|(_, value)| storage::decode::<Notice>(value).unwrap());
    notices
        .filter_map(|notice| notice.link)
        .map(|link| link.split("127.0.0.1:3000").last().unwrap().to_owned())
        .collect()
}
