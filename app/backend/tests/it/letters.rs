//! What stands in a letter: headers that nobody can forge, and text and HTML that say the same.

use backend::mail::compose::{Correspondent, InThread, MessageId, Sheet, Unsubscribe, compose};
use chrono::{DateTime, Utc};
use domain::person::Email;
use mail_parser::MessageParser;
use proptest::prelude::*;

fn email(text: &str) -> Email {
    Email::parse("email", text).unwrap()
}

pub fn sheet() -> Sheet {
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

// 256 cases; `PROPTEST_CASES=100000` for a campaign.
proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

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

pub mod kinds {
    use backend::letters::{About, Called, Event, Letter, Opens, Reader, html, text, write, write_bundle};
    use backend::notices::{FirstWord, Matter, Part};
    use domain::classification::{Level, Priority};
    use domain::incident::{CancelReason, Number, Verdict};
    use domain::locale::Locale;
    use domain::person::Role;
    use domain::time::{HOUR, MINUTE, Moment};

    /// 23 November 2026, 13:00 UTC.
    const NOW: Moment = Moment(1_795_438_800_000);

    pub fn reader() -> Reader {
        Reader {
            locale: Locale::English,
            times: backend::time_text::Reader::new(None, "Europe/Berlin", NOW),
            organisation: "Example & Sons".into(),
        }
    }

    fn about() -> About {
        About {
            number: Number::Open(42),
            called: Called::Title("Mail is down".into()),
            state: "Being looked into".into(),
        }
    }

    pub fn letter(matters: Vec<Matter>) -> Letter {
        Letter {
            answers: false,
            about: Some(about()),
            events: matters
                .into_iter()
                .zip(0..)
                .map(|(matter, n)| Event { at: NOW.plus(n * MINUTE), matter })
                .collect(),
            link: Opens::Incident.at(Some("https://desk.example.org/incidents/INC-42".into())),
            why: vec!["you reported it".into()],
            stop: Some("https://desk.example.org/u/abc".into()),
        }
    }

    pub fn every_kind() -> Vec<Matter> {
        let words = || Some("We <b>found</b> a broken cable.\nIt is being changed.".to_owned());
        let by = || Some("Mara Costa".to_owned());
        let until = NOW.plus(HOUR);
        vec![
            Matter::Receipt { title: Some("Mail is down".into()), restricted: false, first_word: FirstWord::default() },
            Matter::Taken { by: "Rui Dias".into() },
            Matter::Resolved { words: words(), restored_at: Some(NOW) },
            Matter::Reopened,
            Matter::Cancelled { why: CancelReason::FalseAlarm, words: words() },
            Matter::TeamMessage { from: "Rui Dias".into(), words: "Which floor are you on?".into() },
            Matter::Question { from: "Rui Dias".into(), words: "Which floor are you on?".into() },
            Matter::ReporterSaid {
                who: "Ana Silva".into(),
                verdict: Some(Verdict::StillBroken),
                words: words(),
                still_broken: Some((2, 50)),
            },
            Matter::NewIncident {
                service: Some("E-mail".into()),
                request: false,
                priority: Priority::P1,
                proposed: Priority::P1,
                impact: Level::High,
                urgency: Level::High,
                reporter: "Ana Silva".into(),
                words: words(),
            },
            Matter::Assigned { by: by(), part: Part::IncidentManager },
            Matter::Assigned { by: by(), part: Part::Asked },
            Matter::CommandTaken { by: "Mara Silva".into(), now: "Mara Silva".into() },
            Matter::CancelReversed,
            Matter::RestrictionLifted,
            Matter::OpenToTeam { by: "Mara Silva".into(), reason: "It was a cable".into() },
            Matter::MajorProposed { by: "Rui Dias".into(), reason: "Everybody is hit".into() },
            Matter::PriorityRaised { from: Some(Priority::P3), to: Priority::P1, reason: words() },
            Matter::Update {
                words: "Outgoing mail works again.".into(),
                workaround: Some("Use the phone".into()),
                next: Some(until),
            },
            Matter::Restricted,
            Matter::NewSecurityReport { priority: Priority::P3 },
            Matter::Invitation { by: by(), role: Role::Responder, until },
            Matter::PasswordReset { until },
            Matter::SignInLink { until },
            Matter::MailTest { by: by(), courier: "mail.example.org:587 (STARTTLS)".into() },
            Matter::AccessAsked { who: "Sol Reis".into(), number: "SEC-7KQ2".into(), words: words() },
            Matter::ConfirmSubscription { topic: "E-mail".into(), until },
            Matter::PrivateReadGranted { who: "Mara Costa".into(), by: by() },
            Matter::LetterFailed { words: "Taken, to Ana Silva\n550 5.1.1 no such mailbox".into() },
            Matter::DataDamaged { last_clean: Some("2026-11-28.redb".into()) },
            Matter::Monday { parts: vec![("Late: 1".into(), vec!["INC-42 Mail is down: nobody has taken it".into()])] },
            Matter::StandIn { rotation: "Network".into(), by: by(), from: until, to: until },
            Matter::GlassBroken { who: "Rui Dias".into() },
            Matter::MembersByLastResort { number: Number::Open(42) },
        ]
    }

    /// The words of the HTML without markup, entities read back.
    fn words_of(html: &str) -> String {
        let body = html.split("<div class=\"card\"").nth(1).unwrap();
        let mut out = String::new();
        let mut inside = true;
        for c in body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    out.push(' ');
                }
                _ if !inside => out.push(c),
                _ => {}
            }
        }
        let plain = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn text_and_html_of_every_kind_say_the_same_and_load_nothing() {
        for matter in every_kind() {
            let content = write(&letter(vec![matter.clone()]), &reader());
            let (text, html) = (text(&content), html(&content));
            let shown = words_of(&html);
            for word in text.split_whitespace().filter(|word| !matches!(*word, ">" | "--") && !word.starts_with("---"))
            {
                let word = word.trim_end_matches(':');
                let footer_link = word.starts_with("https://desk.example.org/u/");
                assert!(footer_link || shown.contains(word), "{matter:?}: {word} is missing in\n{shown}");
            }
            assert!(text.starts_with(&content.state) && !content.state.trim().is_empty());
            assert!(!text.contains("  ") && !text.contains("\n\n\n"), "{text}");
            assert!(!html.contains("<b>") && !html.contains("<img") && !html.contains("src="), "{html}");
            assert_eq!(html.matches("class=\"link\"").count(), 1, "one thing to press");
            assert!(text.contains("You get this because you reported it."));
            assert!(html.len() < 8_000, "{} bytes", html.len());
        }
    }

    #[test]
    fn several_updates_are_one_letter_with_the_state_first_and_each_in_full() {
        let matters = vec![
            Matter::Update { words: "First words.".into(), workaround: None, next: None },
            Matter::Update { words: "Second words.".into(), workaround: None, next: Some(NOW.plus(HOUR)) },
        ];
        let text = text(&write(&letter(matters), &reader()));
        assert!(text.starts_with("Mail is down: now being looked into."), "{text}");
        let (first, second) = (text.find("First words.").unwrap(), text.find("Second words.").unwrap());
        assert!(second < first, "the newest stands first");
        assert!(text.contains("Next update by 15:00 CET."), "{text}");
    }

    #[test]
    fn what_happened_in_one_minute_stands_under_one_heading_and_promises_one_next_word() {
        let matters = vec![
            Matter::Taken { by: "Rui".into() },
            Matter::Update { words: "We know why.".into(), workaround: None, next: Some(NOW.plus(HOUR)) },
        ];
        let letter = letter(matters);
        let events = letter.events.iter().map(|event| Event { at: NOW, ..event.clone() }).collect();
        let text = text(&write(&Letter { events, ..letter }, &reader()));
        assert_eq!(text.matches("-----").count(), 1, "{text}");
        assert!(text.contains("Rui is looking into it.") && text.contains("Next update by 15:00 CET."));
        assert!(!text.contains("when there is something to say"), "{text}");
    }

    #[test]
    fn many_incidents_in_a_short_time_are_one_letter_that_holds_them_all() {
        let letters: Vec<Letter> = (1..=3)
            .map(|n| {
                let update = Matter::Update { words: format!("Words {n}."), workaround: None, next: None };
                Letter { about: Some(About { number: Number::Open(n), ..about() }), ..letter(vec![update]) }
            })
            .collect();
        let text = text(&write_bundle(&letters, None, &reader(), false));
        assert!(text.starts_with("3 more incidents"), "{text}");
        for n in 1..=3 {
            assert!(text.contains(&format!("[INC-{n}] Mail is down")) && text.contains(&format!("Words {n}.")));
        }
    }

    #[test]
    fn a_secret_link_is_gone_from_what_the_screen_shows() {
        let mut invitation = letter(vec![Matter::SignInLink { until: NOW.plus(HOUR) }]);
        invitation.about = None;
        let content = write(&invitation, &reader()).without_secret();
        let shown = format!("{}{}", text(&content), html(&content));
        assert!(shown.contains("[link removed]") && !shown.contains("/incidents/INC-42"));
    }
}

#[test]
fn lines_stay_lines_in_every_mail_program() {
    use backend::letters::{Block, Content};
    let words = "First line\nSecond line\n\n- a\n- b\n.\n..x <b>";
    let content = Content {
        state: "Being looked into.".into(),
        blocks: vec![Block::Words(words.into()), Block::Facts(vec![("Workaround".into(), "one\ntwo".into())])],
        link: None,
        footer: Vec::new(),
    };
    let html = backend::letters::html(&content);
    assert!(html.contains("First line<br>Second line<br><br>- a<br>- b<br>.<br>..x &lt;b&gt;</blockquote>"), "{html}");
    assert!(html.contains("one<br>two</td>") && !html.contains("pre-line"), "{html}");
    assert!(backend::letters::text(&content).contains("> Second line\n>\n> - a\n> - b"), "the text part says the same");
}
