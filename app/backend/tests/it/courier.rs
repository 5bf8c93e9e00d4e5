//! What the courier makes of everything a relay can do, one test per row.

use std::time::Duration;

use backend::mail::courier::{Courier, Encryption, FolderCourier, Outcome, Parcel, Relay, RelayRefusal, SmtpCourier};

use crate::smtp_sink::{Act, Sink, Stage};

const ANA: &str = "ana@example.org";
const RUI: &str = "rui@example.org";
const LETTER: &[u8] = b"Message-ID: <one@example.org>\r\nSubject: [INC-42] Mail is down\r\n\r\nWe look into it.\r\n";
const PATIENCE: Duration = Duration::from_millis(400);

fn parcel(to: &str) -> Parcel<'_> {
    Parcel { name: "20260105-one", envelope_from: "desk@example.org", to, bytes: LETTER }
}

fn courier(url: &str) -> Courier {
    Courier::Smtp(SmtpCourier::new(Relay::parse(url).unwrap(), "example.org", PATIENCE))
}

async fn meets(act: Act) -> (Outcome, Sink) {
    let sink = Sink::start([act]).await;
    let outcome = courier(&sink.url()).deliver(parcel(ANA)).await;
    (outcome, sink)
}

#[tokio::test]
async fn a_well_relay_takes_the_letter_and_its_words_are_kept() {
    let (outcome, sink) = meets(Act::Accept).await;
    assert_eq!(outcome, Outcome::Accepted { answer: "250 2.0.0 queued as A1B2".into() });
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].recipient.as_str(), taken[0].sender.as_str()), (ANA, "desk@example.org"));
    assert_eq!(taken[0].message_id, "<one@example.org>");
    assert!(taken[0].bytes.starts_with(LETTER), "the bytes arrive unchanged");
}

#[tokio::test]
async fn a_busy_mailbox_is_tried_again_later() {
    let (outcome, _) = meets(Act::Answer(Stage::Recipient, "450 4.2.1 mailbox busy")).await;
    assert_eq!(outcome, Outcome::Deferred { answer: "450 4.2.1 mailbox busy".into() });
}

#[tokio::test]
async fn a_relay_that_shuts_down_is_tried_again_later_at_every_stage() {
    for stage in [Stage::Sender, Stage::Recipient, Stage::Data, Stage::FinalDot] {
        let (outcome, _) = meets(Act::Answer(stage, "421 4.3.2 shutting down")).await;
        assert_eq!(outcome, Outcome::Deferred { answer: "421 4.3.2 shutting down".into() }, "{stage:?}");
    }
    for stage in [Stage::Greeting, Stage::Hello] {
        let (outcome, _) = meets(Act::Answer(stage, "421 4.3.2 shutting down")).await;
        assert_eq!(outcome, Outcome::Unreachable { answer: "421 4.3.2 shutting down".into() }, "{stage:?}");
    }
}

#[tokio::test]
async fn an_unknown_mailbox_is_refused_for_ana_and_the_next_letter_goes_to_rui_on_the_same_line() {
    let sink = Sink::start([Act::Answer(Stage::Recipient, "550 5.1.1 no such mailbox")]).await;
    let courier = courier(&sink.url());
    let outcome = courier.deliver(parcel(ANA)).await;
    assert_eq!(outcome, Outcome::Refused { answer: "550 5.1.1 no such mailbox".into() });
    assert!(matches!(courier.deliver(parcel(RUI)).await, Outcome::Accepted { .. }));
    assert_eq!(sink.taken()[0].recipient, RUI);
    assert_eq!(sink.connections(), 1);
}

#[tokio::test]
async fn a_letter_refused_for_its_content_is_refused() {
    for answer in ["552 5.3.4 too large", "554 5.7.1 looks like spam"] {
        let (outcome, sink) = meets(Act::Answer(Stage::FinalDot, answer)).await;
        assert_eq!(outcome, Outcome::Refused { answer: answer.into() });
        assert!(sink.taken().is_empty());
    }
}

#[tokio::test]
async fn a_relay_that_goes_silent_costs_the_patience_and_no_more() {
    for stage in [Stage::Sender, Stage::Recipient, Stage::Data, Stage::InsideLetter, Stage::FinalDot] {
        let started = std::time::Instant::now();
        let (outcome, _) = meets(Act::Silence(stage)).await;
        assert!(matches!(outcome, Outcome::Deferred { .. }), "{stage:?}: {outcome:?}");
        assert!(started.elapsed() < PATIENCE * 4, "{stage:?} took {:?}", started.elapsed());
    }
    let (outcome, _) = meets(Act::Silence(Stage::Greeting)).await;
    assert!(matches!(outcome, Outcome::Unreachable { .. }), "no letter is to blame for a missing banner: {outcome:?}");
}

#[tokio::test]
async fn a_trial_hands_nothing_over_and_is_bounded_at_every_stage() {
    let sink = Sink::start([]).await;
    let sender = "desk@example.org";
    assert_eq!(courier(&sink.url()).try_out(sender).await, Outcome::Accepted { answer: "250 2.1.0 sender ok".into() });
    assert!(sink.taken().is_empty());
    for stage in [Stage::Greeting, Stage::Hello, Stage::Sender] {
        let started = std::time::Instant::now();
        let sink = Sink::start([Act::Silence(stage)]).await;
        let outcome = courier(&sink.url()).try_out(sender).await;
        assert!(matches!(outcome, Outcome::Unreachable { .. }), "{stage:?}: {outcome:?}");
        assert!(started.elapsed() < PATIENCE * 4, "{stage:?} took {:?}", started.elapsed());
    }
    let nobody = courier("smtp://127.0.0.1:1").try_out(sender).await;
    assert!(matches!(nobody, Outcome::Unreachable { .. }), "{nobody:?}");
}

#[tokio::test]
async fn after_a_timeout_the_connection_is_dropped_and_the_next_letter_opens_its_own() {
    let sink = Sink::start([Act::Silence(Stage::FinalDot)]).await;
    let courier = courier(&sink.url());
    assert!(matches!(courier.deliver(parcel(ANA)).await, Outcome::Deferred { .. }));
    assert!(matches!(courier.deliver(parcel(RUI)).await, Outcome::Accepted { .. }));
    assert_eq!(sink.connections(), 2);
}

#[tokio::test]
async fn a_wrong_password_is_trouble_of_the_queue_not_of_a_letter() {
    let refusal = Act::Answer(Stage::SignIn, "535 5.7.8 authentication failed");
    let sink = Sink::offering([refusal], vec!["AUTH PLAIN LOGIN"]).await;
    let url = format!("smtp://desk:wrong@127.0.0.1:{}", sink.port);
    let outcome = courier(&url).deliver(parcel(ANA)).await;
    assert_eq!(outcome, Outcome::QueueTrouble { answer: "535 5.7.8 authentication failed".into() });
    assert!(!outcome.answer().contains("wrong"), "the password is nowhere in the answer");
}

#[tokio::test]
async fn a_sender_the_relay_does_not_allow_is_trouble_of_the_queue() {
    for answer in ["550 5.7.1 sender not allowed", "530 5.7.0 authentication required"] {
        let (outcome, _) = meets(Act::Answer(Stage::Sender, answer)).await;
        assert_eq!(outcome, Outcome::QueueTrouble { answer: answer.into() });
    }
}

#[tokio::test]
async fn a_stripped_starttls_sends_nothing_in_plain_text() {
    let sink = Sink::offering([], vec!["AUTH PLAIN"]).await;
    let url = format!("smtp://desk:secret@127.0.0.1:{}?tls=starttls", sink.port);
    let outcome = courier(&url).deliver(parcel(ANA)).await;
    assert!(matches!(outcome, Outcome::QueueTrouble { .. }), "{outcome:?}");
    assert!(sink.taken().is_empty());
}

#[tokio::test]
async fn a_relay_that_speaks_no_tls_where_tls_is_asked_is_trouble_of_the_queue() {
    let sink = Sink::start([]).await;
    let outcome = courier(&format!("smtps://127.0.0.1:{}", sink.port)).deliver(parcel(ANA)).await;
    assert!(matches!(outcome, Outcome::QueueTrouble { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_line_cut_inside_the_letter_is_tried_again_and_nothing_was_taken() {
    let (outcome, sink) = meets(Act::HangUp(Stage::InsideLetter)).await;
    assert!(matches!(outcome, Outcome::Deferred { .. }), "{outcome:?}");
    assert!(sink.taken().is_empty());
}

#[tokio::test]
async fn a_line_cut_after_the_final_dot_may_bring_a_second_copy_with_the_same_message_id() {
    let sink = Sink::start([Act::HangUp(Stage::FinalDot)]).await;
    let courier = courier(&sink.url());
    assert!(matches!(courier.deliver(parcel(ANA)).await, Outcome::Deferred { .. }));
    assert!(matches!(courier.deliver(parcel(ANA)).await, Outcome::Accepted { .. }));
    let taken = sink.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0].message_id, taken[1].message_id);
    assert_eq!(taken[0].bytes, taken[1].bytes);
}

#[tokio::test]
async fn a_slow_relay_within_the_patience_is_waited_for() {
    let (outcome, _) = meets(Act::Slow(Duration::from_millis(20))).await;
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
}

#[tokio::test]
async fn nobody_listening_is_an_unreachable_relay() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let outcome = courier(&format!("smtp://127.0.0.1:{port}")).deliver(parcel(ANA)).await;
    assert!(matches!(outcome, Outcome::Unreachable { .. }), "{outcome:?}");
}

#[tokio::test]
async fn nonsense_instead_of_an_answer_is_tried_again() {
    let (outcome, _) = meets(Act::Answer(Stage::Recipient, "what?")).await;
    assert!(matches!(outcome, Outcome::Deferred { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_connection_the_relay_closed_while_idle_costs_no_attempt() {
    let sink = Sink::start([]).await;
    let courier = courier(&sink.url());
    for _ in 0..3 {
        assert!(matches!(courier.deliver(parcel(ANA)).await, Outcome::Accepted { .. }));
    }
    assert_eq!(sink.connections(), 1, "a batch shares one connection");
    courier.rest().await;
    assert!(matches!(courier.deliver(parcel(ANA)).await, Outcome::Accepted { .. }));
    assert_eq!(sink.connections(), 2);
}

#[tokio::test]
async fn an_address_outside_ascii_is_refused_where_the_relay_cannot_take_it() {
    let sink = Sink::start([]).await;
    let outcome = courier(&sink.url()).deliver(parcel("josé@example.org")).await;
    assert!(matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
}

#[tokio::test]
async fn without_a_relay_letters_are_files_only_their_owner_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("mail");
    let courier = Courier::Folder(FolderCourier::open(&folder).unwrap());
    for _ in 0..2 {
        let outcome = courier.deliver(parcel(ANA)).await;
        assert!(matches!(&outcome, Outcome::Kept { answer } if answer.contains("20260105-one.eml")), "{outcome:?}");
    }
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files, [folder.join("20260105-one.eml")], "a second attempt is the same file");
    assert_eq!(std::fs::read(&files[0]).unwrap(), LETTER);
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert_eq!(std::fs::metadata(&files[0]).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_mail_url_says_how_to_speak_and_never_falls_back_to_plain_text() {
    let parse = |text: &str| Relay::parse(text).map(|relay| (relay.port, relay.encryption));
    assert_eq!(parse("smtps://mail.example.org"), Ok((465, Encryption::Implicit)));
    assert_eq!(parse("smtp://mail.example.org"), Ok((587, Encryption::StartTls)));
    assert_eq!(parse("smtp://mail.example.org:25?tls=starttls"), Ok((25, Encryption::StartTls)));
    assert_eq!(parse("smtp://10.0.0.5?tls=none"), Ok((25, Encryption::None)));
    assert_eq!(parse("smtp://localhost:2525"), Ok((2525, Encryption::None)));
    assert_eq!(parse("smtp://[::1]:2525"), Ok((2525, Encryption::None)));
    assert_eq!(parse("smtp://mail.example.org?tls=opportunistic"), Err(RelayRefusal::Option));
    assert_eq!(parse("smtps://mail.example.org?tls=none"), Err(RelayRefusal::SmtpsOption));
    assert_eq!(parse("http://mail.example.org"), Err(RelayRefusal::Scheme));
    assert_eq!(parse("smtp://desk@mail.example.org"), Err(RelayRefusal::NoPassword));
    assert_eq!(parse("smtp://mail.example.org/path"), Err(RelayRefusal::Path));
    assert_eq!(parse("mail.example.org"), Err(RelayRefusal::Unreadable));
}

#[test]
fn a_password_may_hold_any_sign_and_is_never_shown() {
    let relay = Relay::parse("smtps://desk%40example.org:p%40ss+w=r%26d%25@mail.example.org").unwrap();
    assert_eq!(relay.credentials, Some(("desk@example.org".into(), "p@ss+w=r&d%".into())));
    assert!(!format!("{relay} {relay:?}").contains("p@ss"));
    assert!(Relay::parse("smtp://a:b@mail.example.org?tls=none").unwrap().exposes_password());
    assert!(!Relay::parse("smtp://a:b@127.0.0.1").unwrap().exposes_password());
}
