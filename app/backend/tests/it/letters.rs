//! What stands in a letter: headers that nobody can forge, and text and HTML that say the same.

use backend::mail::compose::{Automatic, Correspondent, InThread, MessageId, Sheet, Unsubscribe, compose};
use chrono::{DateTime, Utc};
use domain::person::Email;
use mail_parser::MessageParser;
use proptest::prelude::*;

fn email(text: &str) -> Email {
    Email::parse("email", text).unwrap()
}

fn sheet() -> Sheet {
    Sheet {
        from: Correspondent { name: Some("Incident desk".into()), address: email("desk@example.org") },
        reply_to: Some(email("desk@example.org")),
        to: Correspondent { name: Some("Ana Silva".into()), address: email("ana@example.org") },
        date: DateTime::<Utc>::from_timestamp(1_767_600_120, 0).unwrap(),
        message_id: MessageId::new("inc42.b", "example.org"),
        thread: Some(InThread {
            previous: MessageId::new("inc42.a", "example.org"),
            references: vec![MessageId::new("inc42.root", "example.org"), MessageId::new("inc42.a", "example.org")],
        }),
        subject: "[INC-42] Mail is down".into(),
        list_id: Some("inc-42.incidents.example.org".into()),
        unsubscribe: Some(Unsubscribe {
            url: "https://desk.example.org/u/abc".parse().unwrap(),
            mailto: Some(email("desk@example.org")),
        }),
        automatic: Automatic::Generated,
        urgent: true,
        text: "Mail is being looked into.\n.\nFrom here on\n".into(),
        html: "<p>Mail is being looked into.</p>".into(),
    }
}

fn raw_headers(bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    text.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ")
}

fn header_names(bytes: &[u8]) -> Vec<String> {
    let message = MessageParser::default().parse(bytes).unwrap();
    let mut names: Vec<String> = message.headers().iter().map(|header| header.name().to_ascii_lowercase()).collect();
    names.sort();
    names
}

#[test]
fn a_letter_carries_every_header_that_mail_clients_and_robots_ask_for() {
    let headers = raw_headers(&compose(&sheet()).unwrap());
    for line in [
        "From: \"Incident desk\" <desk@example.org>",
        "To: \"Ana Silva\" <ana@example.org>",
        "Reply-To: desk@example.org",
        "Date: Mon, 05 Jan 2026 08:02:00 +0000",
        "Message-ID: <inc42.b@example.org>",
        "In-Reply-To: <inc42.a@example.org>",
        "References: <inc42.root@example.org> <inc42.a@example.org>",
        "Subject: [INC-42] Mail is down",
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "Importance: high",
        "List-Id: <inc-42.incidents.example.org>",
        "List-Unsubscribe: <https://desk.example.org/u/abc>, <mailto:desk@example.org?subject=unsubscribe>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(headers.split("\r\n").any(|found| found == line), "missing: {line}\n{headers}");
    }
}

#[test]
fn one_click_is_announced_only_where_the_address_is_https() {
    let mut sheet = sheet();
    sheet.unsubscribe = Some(Unsubscribe { url: "http://desk.lan:3000/u/abc".parse().unwrap(), mailto: None });
    let headers = raw_headers(&compose(&sheet).unwrap());
    assert!(headers.contains("List-Unsubscribe: <http://desk.lan:3000/u/abc>"));
    assert!(!headers.contains("List-Unsubscribe-Post"));
}

#[test]
fn text_comes_first_and_both_parts_arrive_as_they_were_written() {
    let bytes = compose(&sheet()).unwrap();
    let message = MessageParser::default().parse(&bytes).unwrap();
    assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), sheet().text.trim_end());
    assert_eq!(message.body_html(0).unwrap().trim_end(), sheet().html);
    let raw = String::from_utf8(bytes).unwrap();
    assert!(raw.find("text/plain").unwrap() < raw.find("text/html").unwrap());
    assert!(raw.lines().all(|line| line.len() <= 998 && line.is_ascii()));
}

#[test]
fn a_long_thread_names_its_root_and_its_newest_letters() {
    let mut sheet = sheet();
    let references = (0..60).map(|n| MessageId::new(&format!("inc42.{n}"), "example.org")).collect();
    sheet.thread = Some(InThread { previous: MessageId::new("inc42.59", "example.org"), references });
    let headers = raw_headers(&compose(&sheet).unwrap());
    let line = headers.split("\r\n").find(|line| line.starts_with("References: ")).unwrap();
    assert_eq!(line.matches('@').count(), 20);
    assert!(line.starts_with("References: <inc42.0@example.org> <inc42.41@example.org>"), "{line}");
    assert!(line.ends_with("<inc42.59@example.org>"));
}

#[test]
fn a_message_id_never_names_this_machine() {
    let bytes = compose(&sheet()).unwrap();
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = host.trim();
    assert!(host.is_empty() || !String::from_utf8(bytes).unwrap().contains(host));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_a_person_types_becomes_a_header(
        subject in "(\\PC|[\r\n\t\0:<>]|Bcc: eve@example\\.org|\u{2028}){0,120}",
        name in "(\\PC|[\r\n\t\0\"<>@,]|\r\nBcc: eve@example\\.org){0,60}",
        list in "(\\PC|[\r\n<>]){0,40}",
        text in "(\\PC|[\r\n\0]|\r\n\\.\r\n|--){0,200}",
    ) {
        let expected = header_names(&compose(&sheet()).unwrap());
        let mut sheet = sheet();
        sheet.subject = subject;
        sheet.to.name = Some(name.clone());
        sheet.from.name = Some(name);
        sheet.list_id = Some(list);
        sheet.text = text.clone();
        sheet.html = text;
        let bytes = compose(&sheet).unwrap();
        prop_assert_eq!(header_names(&bytes), expected);
        let message = MessageParser::default().parse(&bytes).unwrap();
        let to = message.to().unwrap();
        let addresses: Vec<_> = to.iter().filter_map(|who| who.address()).collect();
        prop_assert_eq!(addresses, vec!["ana@example.org"]);
        prop_assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 999));
    }
}
