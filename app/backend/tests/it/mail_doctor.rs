//! What it takes for letters to get through, looked at before one is lost.

use std::time::Duration;

use backend::Error;
use backend::mail::courier::{Courier, Outcome, Pair, Parcel, Relay, SmtpCourier};
use backend::settings::Settings;

use crate::office::{ADA, Office, RUI};
use crate::smtp_sink::{Act, Sink, Stage};

impl Office {
    async fn relay_is(&self, url: &str) {
        let url = url.to_owned();
        let set = move |tx: &mut backend::storage::Tx<'_>| {
            let (smtp_url, mail_from) = (Some(url.clone()), Some("it@example.org".to_owned()));
            Settings { smtp_url, mail_from, ..Settings::stored(tx)? }.save(tx)
        };
        self.desk.storage().write(set).await.unwrap();
    }
}

fn said(found: &[backend::desk::Finding], name: &str) -> (String, bool) {
    let line = found.iter().flat_map(|part| &part.lines).find(|line| line.name.starts_with(name)).unwrap();
    (format!("{} {}", line.value, line.words), line.wrong)
}

#[tokio::test]
async fn ada_reads_what_the_server_offers_what_to_publish_and_what_headers_are_for() {
    let office = Office::open().await;
    let ada = office.signed_in(ADA).await;
    let none = office.desk.mail_doctor_page(&ada).await.unwrap();
    assert!(none[0].about.contains("There is no mail server yet") && none[0].lines.is_empty());

    let sink = Sink::offering([], vec!["SIZE 36700160", "AUTH PLAIN LOGIN", "SMTPUTF8"]).await;
    office.relay_is(&sink.url()).await;
    let found = office.desk.mail_doctor_page(&ada).await.unwrap();
    assert_eq!(said(&found, "SIZE").0.split(' ').next(), Some("36700160"));
    assert!(said(&found, "AUTH").0.contains("A user and a password will do."));
    assert!(said(&found, "SMTPUTF8").0.starts_with("offered"));
    assert_eq!(said(&found, "SPF: example.org TXT").0.split(" -all").next(), Some("v=spf1 mx"));
    assert!(said(&found, "From").0.contains("it@example.org"));
    assert!(said(&found, "Authentication-Results").0.contains("dmarc=pass"));
    assert!(sink.taken().is_empty(), "no letter was handed over");
    assert!(found.iter().flat_map(|part| &part.lines).all(|line| !line.wrong), "{found:#?}");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_what_to_change() {
    let office = Office::open().await;
    let (ada, rui) = (office.signed_in(ADA).await, office.signed_in(RUI).await);
    let sink = Sink::offering([Act::Answer(Stage::SignIn, "535 5.7.8 no")], vec!["AUTH PLAIN"]).await;
    office.relay_is(&format!("smtp://desk:secret@127.0.0.1:{}", sink.port)).await;
    let found = office.desk.mail_doctor_page(&ada).await.unwrap();
    let (words, wrong) = said(&found, "Sign-in");
    assert!(
        wrong && words.contains("535 5.7.8 no") && words.contains("does not take this user and password"),
        "{words}"
    );
    assert!(!format!("{found:?}").contains("secret"));
    office.relay_is("smtp://127.0.0.1:1").await;
    let (words, wrong) = said(&office.desk.mail_doctor_page(&ada).await.unwrap(), "Answer");
    assert!(wrong && words.contains("Nobody listens at 127.0.0.1:1"), "{words}");
    assert_eq!(office.desk.mail_doctor_page(&rui).await, Err(Error::Denied));
}

#[tokio::test]
async fn the_second_server_takes_letters_while_the_first_cannot_be_reached_and_no_others() {
    let parcel =
        |name| Parcel { name, envelope_from: "it@example.org", to: "ana@example.org", bytes: b"Subject: x\r\n\r\nx" };
    let smtp = |url: &str| SmtpCourier::new(Relay::parse(url).unwrap(), "example.org", Duration::from_millis(500));
    let (first, second) =
        (Sink::start([Act::Answer(Stage::Recipient, "550 no such mailbox")]).await, Sink::start([]).await);
    let both = Courier::Pair(Pair::new(smtp(&first.url()), smtp(&second.url())));
    assert!(matches!(both.deliver(parcel("a")).await, Outcome::Refused { .. }), "the first has answered");
    assert!(matches!(both.deliver(parcel("b")).await, Outcome::Accepted { .. }));
    assert_eq!((first.taken().len(), second.taken().len()), (1, 0));

    let gone = Courier::Pair(Pair::new(smtp("smtp://127.0.0.1:1"), smtp(&second.url())));
    for name in ["c", "d"] {
        let Outcome::Accepted { answer } = gone.deliver(parcel(name)).await else { panic!("not taken") };
        assert!(answer.contains("by the second server, 127.0.0.1:"), "{answer}");
    }
    assert!(matches!(gone.try_out("it@example.org").await, Outcome::Accepted { .. }));
    assert_eq!(second.taken().len(), 2);
    let neither = Courier::Pair(Pair::new(smtp("smtp://127.0.0.1:1"), smtp("smtp://127.0.0.1:2")));
    let Outcome::Unreachable { answer } = neither.deliver(parcel("e")).await else { panic!("taken") };
    assert!(answer.contains("; the second server: "), "{answer}");
}
