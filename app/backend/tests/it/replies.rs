//! Stories of answers by mail: they land at the incident they answer, for the team, and nothing that a machine or a
//! stranger sends moves anything.

use backend::Error;
use backend::replies::{Came, Way, Why};
use backend::replies::{CameView, PER_SENDER_MOST, RepliesView};
use backend::settings::SettingsDraft;
use domain::audience::AudienceKind;
use domain::incident::{HoldReason, Press, Resolution, Status};
use domain::permissions::Section;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::view::letters::LetterState;

use crate::office::{ADA, ANA, MARA, RUI, SOL};
use crate::outbox::House;
use crate::smtp_sink::Sink;

/// A mail as somebody's program writes it.
#[derive(Clone, Default)]
struct Mail {
    from: &'static str,
    to: String,
    subject: String,
    heads: Vec<String>,
    words: String,
}

impl Mail {
    fn from(from: &'static str, words: &str) -> Self {
        Self {
            from,
            words: words.to_owned(),
            to: "desk@example.org".into(),
            subject: "Hello".into(),
            heads: Vec::new(),
        }
    }

    fn about(mut self, subject: &str) -> Self {
        self.subject = subject.to_owned();
        self
    }

    fn with(mut self, head: impl Into<String>) -> Self {
        self.heads.push(head.into());
        self
    }

    fn answers(self, message_id: &str) -> Self {
        self.with(format!("In-Reply-To: <{message_id}>"))
    }

    fn bytes(&self) -> Vec<u8> {
        let heads: String = self.heads.iter().map(|head| format!("{head}\r\n")).collect();
        format!("From: {}\r\nTo: {}\r\nSubject: {}\r\n{heads}\r\n{}\r\n", self.from, self.to, self.subject, self.words)
            .into_bytes()
    }
}

impl House {
    async fn takes(&self, mail: &Mail) -> Came {
        self.office.desk.take_mail(&self.office.desk.operator(), mail.bytes()).await.unwrap()
    }

    /// Ana's report, which Rui has, and the Message-ID of her newest letter.
    async fn at_work(&self) -> (String, String) {
        let number = self.ana_reports("Mail is down").await;
        self.rui_takes(&number).await;
        self.later(11 * SECOND).await;
        let newest = self.letters(ANA).pop().unwrap().message_id;
        (number, newest)
    }

    /// The newest line of the timeline that holds words, as Rui reads it.
    async fn newest_words(&self, number: &str) -> (String, String, String) {
        let rui = self.office.signed_in(RUI).await;
        let line = self.office.lines(&rui, number).await.into_iter().rev().find(|line| line.html.is_some()).unwrap();
        (line.who, line.act, line.html.unwrap())
    }

    async fn log(&self) -> RepliesView {
        let ada = self.office.signed_in(ADA).await;
        self.office.desk.replies(&ada).unwrap()
    }

    async fn is_clean(&self) {
        let verdict = self.office.desk.storage().read(|read| backend::verify::verify(read)).unwrap();
        assert!(verdict.is_clean(), "{:#?}", verdict.differences);
    }
}

#[tokio::test]
async fn ana_answers_a_letter_and_the_team_reads_it_at_her_incident() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let came = house.takes(&Mail::from(ANA, "It works on the 2nd floor.\r\n\r\n> quoted").answers(&letter)).await;
    assert!(matches!(came, Came::Joined { way: Way::InReplyTo, .. }), "{came:?}");
    let (who, act, html) = house.newest_words(&number).await;
    assert!(who.starts_with("Ana Silva") && act == "added words" && html.contains("2nd floor"), "{who} {act} {html}");
    assert!(!html.contains("quoted"));
    house.later(11 * SECOND).await;
    assert!(house.letters(RUI).pop().unwrap().text.contains("2nd floor"), "its owner is told");
    assert_eq!(house.letters(ANA).len(), 2, "nobody answers her by itself");
    house.is_clean().await;
}

#[tokio::test]
async fn each_way_finds_the_incident_in_its_turn() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let referring = Mail::from(ANA, "two")
        .with("In-Reply-To: <rewritten@relay.example>")
        .with(format!("References: <{letter}> <x@y>"));
    assert!(matches!(house.takes(&referring).await, Came::Joined { way: Way::References, .. }));
    let tagged = Mail::from(ANA, "four").about(&format!("AW: [{number}] Mail is down"));
    assert!(matches!(house.takes(&tagged).await, Came::Joined { way: Way::Subject, .. }));
    // The letter is surer than the subject.
    let second = house.ana_reports("The printer is out of paper").await;
    let both = Mail::from(ANA, "five").about(&format!("[{second}]")).answers(&letter);
    let Came::Joined { way: Way::InReplyTo, .. } = house.takes(&both).await else { panic!("by another way") };
    assert!(house.newest_words(&number).await.2.contains("five"));
}

#[tokio::test]
async fn the_same_mail_by_two_addresses_is_there_once() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let mail = Mail::from(ANA, "Once").answers(&letter).with("Message-ID: <same-1@example.org>");
    let first = house.takes(&mail.clone().with("Delivered-To: desk@example.org")).await;
    let second = house.takes(&mail.with("Delivered-To: it@example.org")).await;
    assert_eq!(first, second);
    let rui = house.office.signed_in(RUI).await;
    let said = house
        .office
        .lines(&rui, &number)
        .await
        .into_iter()
        .filter(|line| line.html.as_deref().is_some_and(|html| html.contains("Once")));
    assert_eq!(said.count(), 1);
}

#[tokio::test]
async fn an_answer_ends_the_wait_for_it_and_a_machines_does_not() {
    let house = House::open().await;
    house.office.address_is_set().await;
    let (number, letter) = house.at_work().await;
    house
        .rui(&number, Press::Hold { reason: HoldReason::AwaitingReporter, note: "Which door?".into(), until: None })
        .await;
    let rui = house.office.signed_in(RUI).await;
    let waits = || async { house.office.desk.incident_head(&rui, &number).await.unwrap().hold.is_some() };
    let away = Mail::from(ANA, "I am away").answers(&letter).with("Auto-Submitted: auto-replied");
    assert_eq!(house.takes(&away).await, Came::Dropped(Why::Automatic));
    for (head, why) in [("List-Id: <all.example.org>", Why::List), ("Return-Path: <>", Why::Automatic)] {
        assert_eq!(house.takes(&Mail::from(ANA, "x").answers(&letter).with(head)).await, Came::Dropped(why));
    }
    assert!(waits().await, "still");
    house.takes(&Mail::from(ANA, "The blue one").answers(&letter)).await;
    assert!(!waits().await);
}

#[tokio::test]
async fn nothing_that_came_by_mail_opens_again_what_has_ended() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let resolution = Resolution { text: "A new cable.".into(), restored_at: None };
    house.rui(&number, Press::Resolve { resolution }).await;
    let rui = house.office.signed_in(RUI).await;
    house.takes(&Mail::from(ANA, "Thank you").answers(&letter)).await;
    assert_eq!(house.office.status_of(&rui, &number).await, Status::Resolved);
    house.office.wait(8 * DAY);
    house.office.desk.fire_due_timers().await.unwrap();
    assert_eq!(house.office.status_of(&rui, &number).await, Status::Closed);
    house.takes(&Mail::from(ANA, "It is broken again").answers(&letter)).await;
    assert_eq!(house.office.status_of(&rui, &number).await, Status::Closed);
    let (_, act, html) = house.newest_words(&number).await;
    assert!(act == "answered by mail" && html.contains("broken again"), "not lost: {act} {html}");
    house.later(11 * SECOND).await;
    assert!(house.letters(RUI).pop().unwrap().text.contains("broken again"));
    house.is_clean().await;
}

#[tokio::test]
async fn whoever_is_no_part_of_it_is_dropped_and_learns_nothing() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let stranger = Mail::from("eve@evil.example", "Let me in").about(&format!("Re: [{number}]")).answers(&letter);
    assert_eq!(house.takes(&stranger).await, Came::Dropped(Why::UnknownSender));
    // Known, and had no letter about it.
    let vera = house.office.visitor_reports(crate::lifecycle::draft("The door sticks")).await;
    let hers = Mail::from("vera@example.org", "And this?").about(&format!("[{number}]"));
    assert_eq!(house.takes(&hers).await, Came::Dropped(Why::NoIncident));
    assert_eq!(house.takes(&Mail::from("vera@example.org", "Hello?")).await, Came::Dropped(Why::NoIncident));
    let own = Mail::from("vera@example.org", "It is open").about(&format!("[{}]", vera.number));
    assert!(matches!(house.takes(&own).await, Came::Joined { .. }));
    house.later(MINUTE).await;
    assert!(house.letters("eve@evil.example").is_empty());
    let rui = house.office.signed_in(RUI).await;
    let lines = house.office.lines(&rui, &number).await;
    assert!(!lines.iter().any(|line| line.html.as_deref().is_some_and(|html| html.contains("Let me in"))));
}

#[tokio::test]
async fn a_stakeholder_who_had_an_update_answers_the_team_and_nobody_else() {
    let house = House::open().await;
    let (number, _) = house.at_work().await;
    let ada = house.office.signed_in(ADA).await;
    let audience = house.office.audience(AudienceKind::Executive);
    house.office.desk.add_member(&ada, audience, "Sol Vaz", SOL).await.unwrap();
    let text = "We look into it".to_owned();
    house
        .rui(&number, Press::Tell { public_title: String::new(), audiences: vec![audience], text, promise: None })
        .await;
    house.later(11 * SECOND).await;
    let update = house.letters(SOL).pop().unwrap();
    let came = house.takes(&Mail::from(SOL, "We close the shop at 16:00").answers(&update.message_id)).await;
    assert!(matches!(came, Came::Joined { .. }), "{came:?}");
    let (who, act, html) = house.newest_words(&number).await;
    assert!(act == "answered by mail" && html.contains("16:00"), "{who} {act} {html}");
    house.later(11 * SECOND).await;
    assert!(house.letters(RUI).pop().unwrap().text.contains("16:00"), "its owner is told");
    let ana = house.letters(ANA);
    assert!(!ana.iter().any(|letter| letter.text.contains("16:00")), "for the team only");
    house.is_clean().await;
}

#[tokio::test]
async fn an_answer_to_what_was_merged_lands_where_it_is_handled() {
    let house = House::open().await;
    let (number, _) = house.at_work().await;
    let vera = house.office.visitor_reports(crate::lifecycle::draft("No mail since 8")).await;
    house.later(SECOND).await;
    let receipt = house.letters("vera@example.org").pop().unwrap();
    house.rui(&vera.number, Press::Merge { into: number.clone(), reopen: false }).await;
    for mail in [
        Mail::from("vera@example.org", "by letter").answers(&receipt.message_id),
        Mail::from("vera@example.org", "by number").about(&format!("Re: [{}] No mail", vera.number)),
    ] {
        assert!(matches!(house.takes(&mail).await, Came::Joined { .. }));
        let (who, act, html) = house.newest_words(&number).await;
        assert!(
            who.starts_with("Vera") && act == "added words" && html.contains(mail.words.as_str()),
            "{who} {act} {html}"
        );
    }
    house.is_clean().await;
}

#[tokio::test]
async fn a_restricted_incident_hears_its_members_and_its_reporter_and_its_log_is_theirs() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    house.rui(&number, Press::Restrict).await;
    let found = house.office.desk.storage().read(|read| {
        let id = backend::incidents::find_by_number(read, &number)?.map(|found| found.id);
        assert!(id.is_none(), "the old number opens nothing");
        Ok(())
    });
    found.unwrap();
    assert!(matches!(house.takes(&Mail::from(ANA, "I saw more").answers(&letter)).await, Came::Joined { .. }));
    let mara = house.takes(&Mail::from(MARA, "What is it?").about(&format!("[{number}]")).answers(&letter)).await;
    assert_eq!(mara, Came::Dropped(Why::NoIncident));
    let joined = |log: &RepliesView| log.rows.iter().filter(|row| matches!(row.came, CameView::Joined { .. })).count();
    let mara = house.office.signed_in(MARA).await;
    let log = house.office.desk.replies(&mara).unwrap();
    assert_eq!(joined(&log), 0, "Mara is no member");
    assert!(log.last_at.is_none());
    assert_eq!(joined(&house.log().await), 1, "Ada is, who handles security reports");
}

#[tokio::test]
async fn a_bounce_marks_the_letter_and_the_address_until_they_write_again() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let ada = house.office.signed_in(ADA).await;
    let audience = house.office.audience(AudienceKind::Executive);
    house.office.desk.add_member(&ada, audience, "", ANA).await.unwrap();
    let warned = || {
        let said = house.office.desk.preview_recipients(&ada, &number, &[audience]).unwrap().warning;
        said.is_some_and(|said| said.contains("came back (bounced) from: Ana Silva (5.1.1)"))
    };
    let bounce = |id: &str, action: &str| Mail {
        words: format!(
            "--x\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; {ANA}\r\nAction: {action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}>\r\n\r\n--x--"
        ),
        ..Mail::from("mailer-daemon@example.net", "")
            .with("Content-Type: multipart/report; report-type=delivery-status; boundary=x")
    };
    assert_eq!(house.takes(&bounce(&letter, "delayed")).await, Came::Dropped(Why::Delay));
    assert_eq!(house.takes(&bounce("nobody@knows.example", "failed")).await, Came::Dropped(Why::StrangeBounce));
    let Came::Bounced { .. } = house.takes(&bounce(&letter, "failed")).await else { panic!("not taken") };
    let filter = backend::outbox::LetterFilter { recipient: Some(house.office.id(ANA)), ..Default::default() };
    let failed = house.stored(&filter).into_iter().find(|letter| letter.state == LetterState::Failed).unwrap();
    assert_eq!(failed.attempts.last().unwrap().answer, "bounced: 5.1.1 550 5.1.1 no such user");
    assert_eq!(house.office.person(ANA).bounced.unwrap().status, "5.1.1");
    assert!(warned(), "before somebody writes to her");
    house.later(11 * SECOND).await;
    assert!(house.letters(ADA).pop().unwrap().text.contains("550 5.1.1 no such user"), "administrators are told");
    house.takes(&Mail::from(ANA, "I am here").about(&format!("[{number}]"))).await;
    assert!(house.office.person(ANA).bounced.is_none() && !warned());
    house.is_clean().await;
}

#[tokio::test]
async fn too_many_at_once_wait_where_they_lie() {
    let house = House::open().await;
    let (_, letter) = house.at_work().await;
    for round in 0..PER_SENDER_MOST {
        house.takes(&Mail::from(ANA, &format!("words {round}")).answers(&letter)).await;
    }
    let more = Mail::from(ANA, "one more").answers(&letter);
    let operator = house.office.desk.operator();
    assert_eq!(house.office.desk.take_mail(&operator, more.bytes()).await, Err(Error::Busy));
    house.office.wait(HOUR);
    assert!(matches!(house.takes(&more).await, Came::Joined { .. }));
}

#[tokio::test]
async fn only_who_holds_the_machine_hands_mail_over() {
    let house = House::open().await;
    let ada = house.office.signed_in(ADA).await;
    let mail = Mail::from(ANA, "x").bytes();
    assert_eq!(house.office.desk.take_mail(&ada, mail.clone()).await, Err(Error::Denied));
    assert_eq!(house.office.desk.take_mail(&backend::Caller::visitor(), mail).await, Err(Error::SignedOut));
}

#[tokio::test]
async fn the_mail_itself_is_kept_for_the_team_and_goes_with_its_words() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let file = "--y\r\nContent-Type: text/plain\r\n\r\nSee the picture\r\n--y\r\nContent-Type: image/png; name=\"door.png\"\r\nContent-Disposition: attachment; filename=\"door.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--y--";
    let mail = Mail::from(ANA, file).answers(&letter).with("Content-Type: multipart/mixed; boundary=y");
    let Came::Joined { sequence, .. } = house.takes(&mail).await else { panic!("not taken") };
    let (_, _, html) = house.newest_words(&number).await;
    assert!(html.contains("See the picture") && html.contains("door.png"), "{html}");
    let rui = house.office.signed_in(RUI).await;
    let lines = house.office.lines(&rui, &number).await;
    assert!(lines.iter().find(|line| line.sequence == sequence).unwrap().by_mail);
    let original = house.office.desk.mail_original(&rui, &number, sequence).await.unwrap();
    assert_eq!(original.bytes, mail.bytes());
    let ana = house.office.signed_in(ANA).await;
    assert!(house.office.desk.mail_original(&ana, &number, sequence).await.is_err(), "for the team only");
    let mara = house.office.signed_in(MARA).await;
    house.office.press(&mara, &number, Press::Redact { sequence, reason: "A password".into() }).await.unwrap();
    assert_eq!(house.office.desk.mail_original(&rui, &number, sequence).await.err(), Some(Error::NotFound));
    house.is_clean().await;
}

#[tokio::test]
async fn after_ninety_days_the_words_stay_and_the_mail_is_forgotten() {
    let house = House::open().await;
    let (number, letter) = house.at_work().await;
    let Came::Joined { sequence, .. } = house.takes(&Mail::from(ANA, "Words").answers(&letter)).await else { panic!() };
    house.office.wait(89 * DAY);
    assert_eq!(house.office.desk.forget_mail().await, Ok(0));
    house.office.wait(2 * DAY);
    assert_eq!(house.office.desk.forget_mail().await, Ok(2));
    let rui = house.office.signed_in(RUI).await;
    assert!(house.office.desk.mail_original(&rui, &number, sequence).await.is_err());
    assert!(house.newest_words(&number).await.2.contains("Words"));
}

fn reply_to(letter: &str) -> String {
    let unfolded = letter.replace("\r\n ", " ");
    unfolded.lines().find_map(|line| line.strip_prefix("Reply-To: ")).unwrap().trim().to_owned()
}

#[tokio::test]
async fn no_letter_asks_to_be_answered_before_an_answer_was_seen() {
    let house = House::open().await;
    let ada = house.office.signed_in(ADA).await;
    let set = |name: &str, value: &str| {
        SettingsDraft::posted(Section::Mail, [(name.to_owned(), value.to_owned())].into(), None)
    };
    house.office.desk.change_settings(&ada, &set("replies_to", "it@example.org")).await.unwrap();
    house.ana_reports("Mail is down").await;
    house.later(0).await;
    let raw = |house: &House| house.inbox.letters_to(ANA).pop().unwrap().raw();
    assert!(raw(&house).contains("Reply-To: it@example.org\r\n"), "{}", raw(&house));
    house.office.desk.change_settings(&ada, &set("reply_address", "desk@example.org")).await.unwrap();
    house.office.desk.change_settings(&ada, &set("reply_plus", "yes")).await.unwrap();
    house.ana_reports("The door sticks").await;
    house.later(0).await;
    assert!(raw(&house).contains("Reply-To: it@example.org\r\n") && !raw(&house).contains("can answer"));
    // Ada answers her test letter.
    let sink = Sink::start([]).await;
    house.office.desk.test_mail(&ada, &format!("smtp://127.0.0.1:{}?tls=none", sink.port)).await.unwrap();
    let to = reply_to(&String::from_utf8(sink.taken()[0].bytes.clone()).unwrap());
    assert!(to.starts_with("desk+"), "{to}");
    assert_eq!(house.takes(&Mail { to, ..Mail::from(ADA, "Seen") }).await, Came::Test);
    assert!(house.log().await.shown_at.is_some());
    let number = house.ana_reports("The light flickers").await;
    house.later(0).await;
    let letter = raw(&house);
    assert!(letter.contains("You can answer this letter"), "{letter}");
    let to = reply_to(&letter);
    assert!(to.starts_with("desk+") && to.ends_with("@example.org"), "{to}");
    // Whatever became of the ids and of the subject.
    let came = house.takes(&Mail { to: to.to_uppercase(), ..Mail::from(ANA, "By its mark") }).await;
    assert!(matches!(came, Came::Joined { way: Way::Token, .. }), "{came:?}");
    assert!(house.newest_words(&number).await.2.contains("By its mark"));
    // Another address has shown nothing yet.
    house.office.desk.change_settings(&ada, &set("reply_address", "help@example.org")).await.unwrap();
    assert!(house.log().await.shown_at.is_none());
}
