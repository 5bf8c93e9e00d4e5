//! What is read of messages as mail programs and servers write them (`tests/mail`), and of bytes that nobody ever meant
//! as one.

use backend::replies::message::{Bounce, Kind, Message, read};
use proptest::prelude::*;

macro_rules! mail {
    ($name:literal) => {
        include_bytes!(concat!("../mail/", $name, ".eml"))
    };
}

/// What came, whose words stand in it, and its kind in a word.
const CAME: [(&[u8], &str, &str, &str); 12] = [
    (
        mail!("outlook-reply-german"),
        "joerg.beispiel@office.example",
        "Hallo zusammen,\n\nseit 9 Uhr geht der Drucker im Büro Süd wieder, danke für die schnelle Hilfe.\nNur der Ausdruck für Frau Müller fehlt noch.\n\nViele Grüße\nJörg Beispiel",
        "person",
    ),
    (
        mail!("iphone-reply-relay-rewrote-id"),
        "ines.torres@partner.example",
        "Still broken on the second floor.",
        "person",
    ),
    (mail!("gmail-reply-wrapped-head"), "asa.lindstrom@customer.example", "Fungerar igen här. Tack!", "person"),
    (
        mail!("human-with-suppress-header"),
        "chidi.okafor@customer.example",
        "Since this morning the folder Q: asks for a password.\n\nChidi",
        "person",
    ),
    (
        mail!("exchange-out-of-office"),
        "mara.reis@customer.example",
        "Ich bin bis 4. Dezember nicht im Büro.\nIn dringenden Fällen: vertretung@customer.example",
        "automatic",
    ),
    (
        mail!("bounce-gmail-shape"),
        "mailer-daemon@bigmail.example",
        "** Address not found **\n\nYour message wasn't delivered to nobody.here@customer.example because the address couldn't be found.",
        "bounced",
    ),
    (mail!("outlook-winmail-dat"), "petra.novak@customer.example", "", "person"),
    (mail!("korean-ks-c-5601"), "minsu@customer.example", "회의실 프린터가 작동하지 않습니다.", "person"),
    (mail!("hebrew-iso-8859-8-i"), "dana@customer.example", "המדפסת בקומה השנייה לא עובדת", "person"),
    (mail!("latin1-without-charset"), "jose@customer.example", "La impresora está sin tóner. “urgente”", "person"),
    (mail!("calendar-reply"), "invited@customer.example", "", "calendar"),
    (mail!("delivered-to-desk"), "lena.hof@office.example", "No dial tone.", "person"),
];

fn kind(message: &Message) -> &'static str {
    match message.kind {
        Kind::Person => "person",
        Kind::Automatic => "automatic",
        Kind::List => "list",
        Kind::Calendar => "calendar",
        Kind::Bounced(_) => "bounced",
    }
}

#[test]
fn what_programs_write_is_read_as_its_writer_meant_it() {
    for (bytes, from, words, of_kind) in CAME {
        let message = read(bytes);
        assert_eq!(message.from, from);
        assert_eq!((message.words.as_str(), kind(&message)), (words, of_kind), "{from}");
    }
}

#[test]
fn a_message_says_what_it_answers() {
    let german = read(mail!("outlook-reply-german"));
    assert_eq!(
        (german.in_reply_to, german.tags),
        (vec!["<root.inc42.u7@office.example>".into()], vec!["INC-42".to_owned()])
    );
    let swedish = read(mail!("gmail-reply-wrapped-head"));
    assert_eq!(swedish.references, ["<u2.inc42.u9@office.example>", "<root.inc42.u9@office.example>"], "newest first");
    assert_eq!((swedish.to, swedish.tags), (vec!["desk+r7kq2m9@office.example".into()], vec!["INC-42".to_owned()]));
}

#[test]
fn words_that_only_outlook_reads_are_a_file_that_is_named() {
    assert_eq!(read(mail!("outlook-winmail-dat")).files, ["winmail.dat"]);
}

#[test]
fn a_bounce_tells_which_letter_did_not_reach_whom_and_why() {
    let Kind::Bounced(bounce) = read(mail!("bounce-gmail-shape")).kind else { panic!("no bounce") };
    let Bounce { letters, recipient, status, reason, is_final } = bounce;
    assert_eq!(letters, ["<u3.inc42.u15@office.example>"]);
    assert_eq!((recipient.as_str(), status.as_str(), is_final), ("nobody.here@customer.example", "5.1.1", true));
    assert!(reason.starts_with("550-5.1.1 The email account"), "{reason}");
}

fn of_heads(heads: &str) -> Message {
    read(format!("From: a@b.example\r\nSubject: x\r\n{heads}\r\nHello\r\n").as_bytes())
}

#[test]
fn a_machine_is_told_by_its_marks_and_a_person_by_having_none() {
    for (heads, expected) in [
        ("", "person"),
        ("Auto-Submitted: no\r\n", "person"),
        ("X-Auto-Response-Suppress: All\r\n", "person"),
        ("Return-Path: <a@b.example>\r\n", "person"),
        ("Auto-Submitted: auto-replied\r\n", "automatic"),
        ("auto-submitted: auto-generated (vacation)\r\n", "automatic"),
        ("Return-Path: <>\r\n", "automatic"),
        ("X-Autoreply: yes\r\n", "automatic"),
        ("Precedence: auto_reply\r\n", "automatic"),
        ("Precedence: bulk\r\n", "list"),
        ("List-Id: <all.b.example>\r\n", "list"),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x\r\n", "automatic"),
    ] {
        assert_eq!(kind(&of_heads(heads)), expected, "{heads}");
    }
}

#[test]
fn a_delay_is_no_failure() {
    let report = "From: a@b.example\r\nContent-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n\
        Final-Recipient: rfc822; c@d.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n--x--\r\n";
    let Kind::Bounced(bounce) = read(report.as_bytes()).kind else { panic!("no bounce") };
    assert!(!bounce.is_final);
}

#[test]
fn ten_megabytes_of_anything_are_read_in_a_moment() {
    let begun = std::time::Instant::now();
    let fillers = ["> quoted\n", "a:\n", "On 1 x wrote\n", "<div>", "<a@b> ", "[A-1]"];
    for (filler, size) in fillers.into_iter().zip([10_000_000, 10_000_000, 500_000, 500_000, 500_000, 500_000]) {
        let body = filler.repeat(size / filler.len());
        read(format!("From: a@b.example\r\nSubject: x\r\n\r\n{body}").as_bytes());
        read(format!("From: a@b.example\r\nReferences: {}\r\n\r\nx", filler.trim().repeat(100_000)).as_bytes());
        read(body.as_bytes());
    }
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    assert_eq!(read(b""), Message::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Bytes changed, left out and doubled: nothing of it makes the reading fail.
    #[test]
    fn no_byte_makes_it_fail(which in 0..CAME.len(), cuts in prop::collection::vec((0..4_000_usize, any::<u8>(), 0..3_u8), 1..20)) {
        let mut bytes = CAME[which].0.to_vec();
        for (at, byte, how) in cuts {
            let at = at % bytes.len().max(1);
            match how {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at.max(1)),
                _ => bytes.splice(at..at, bytes[at..].to_vec()).for_each(drop),
            }
            bytes.truncate(200_000);
        }
        let message = read(&bytes);
        let marked = message.words.contains('\u{feff}');
        prop_assert!(!marked);
    }

    #[test]
    fn neither_does_any_text(body in "(> |On |wrote:|From:|--|\\PC|\n){0,200}") {
        read(format!("From: a@b.example\r\n\r\n{body}").as_bytes());
    }
}
