//! One letter at once, past the queue, to see what a relay says: for set-up, settings and the command line.

use std::time::Duration;

use domain::person::Email;
use domain::time::Moment;

use super::render::Rendered;
use super::{Numbers, Order, Sender, render};
use crate::Backend;
use crate::error::{Error, Result};
use crate::letters::{Event, Letter, Opens};
use crate::mail::MAIL_FOLDER;
use crate::mail::compose::Correspondent;
use crate::mail::courier::{Courier, FolderCourier, Inbox, Outcome, Parcel, Relay, SmtpCourier};
use crate::mail::reply_token;
use crate::notices::Matter;
use crate::settings::{Proof, Settings};

/// A person waits for this on a screen.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends a test letter through `smtp_url` (not saved yet), or as the settings say. The answer is the relay's own.
/// Whoever calls has asked whether the caller may.
pub async fn send_test_letter(
    desk: &Backend,
    smtp_url: Option<&str>,
    to: &Email,
    by: Option<String>,
) -> Result<Outcome> {
    send_test_letter_as(desk, desk.settings()?, smtp_url, to, by).await
}

/// The same in the name of a house that is not saved yet.
pub(crate) async fn send_test_letter_as(
    desk: &Backend,
    settings: Settings,
    smtp_url: Option<&str>,
    to: &Email,
    by: Option<String>,
) -> Result<Outcome> {
    let answers = answers_to(desk, &settings);
    let (expected, plus) = (settings.reply_address.clone(), settings.reply_plus);
    let url = smtp_url.map(str::to_owned).or_else(|| settings.smtp_url.clone());
    let sender = Sender::from_settings(settings)?;
    let courier = match url {
        Some(url) => match Relay::parse(&url) {
            Ok(relay) => Courier::Smtp(SmtpCourier::new(relay, sender.domain(), PATIENCE)),
            Err(refusal) => return Ok(Outcome::QueueTrouble { answer: refusal.to_string() }),
        },
        None => match &desk.options().folder {
            Some(folder) => Courier::Folder(FolderCourier::open(folder.join(MAIL_FOLDER)).map_err(Error::internal)?),
            None => Courier::Memory(Inbox::default()),
        },
    };
    let rendered = test_letter(desk, &sender, courier.describe(), to, by, answers.clone())?;
    let outcome = courier
        .deliver(Parcel {
            name: &format!("test-{}", rendered.id),
            envelope_from: sender.from.address.as_str(),
            to: to.as_str(),
            bytes: rendered.bytes.as_bytes(),
        })
        .await;
    courier.rest().await;
    if let (Some(_), Some(address)) = (answers, expected) {
        let id = rendered.message_id.as_str().to_owned();
        desk.storage().write(move |tx| Proof::expect(tx, &id, &address, plus)).await?;
    }
    Ok(outcome)
}

/// Where its answer would show that this desk reads answers, if an address for them is set.
fn answers_to(desk: &Backend, settings: &Settings) -> Option<Email> {
    let address = Email::parse("reply_address", settings.reply_address.as_deref()?).ok()?;
    let (incident, person) = reply_token::OF_TEST;
    let token = reply_token::make(desk.keys(), incident, person);
    let plus = reply_token::with_plus(&address, &token).filter(|_| settings.reply_plus);
    Some(plus.unwrap_or(address))
}

/// The headers of such a letter to its own sender, each on one line.
pub(crate) fn headers_of_test_letter(desk: &Backend) -> Result<Vec<(String, String)>> {
    let sender = Sender::from_settings(desk.settings()?)?;
    let to = sender.from.address.clone();
    let letter = test_letter(desk, &sender, String::new(), &to, None, None)?;
    let head = letter.bytes.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ").replace("\r\n\t", " ");
    let split = |line: &str| line.split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
    Ok(head.split("\r\n").filter_map(split).collect())
}

/// `answers`: where an answer to it would prove that this desk reads them.
fn test_letter(
    desk: &Backend,
    sender: &Sender,
    courier: String,
    to: &Email,
    by: Option<String>,
    answers: Option<Email>,
) -> Result<Rendered> {
    let now = desk.storage().now();
    let letter = Letter {
        about: None,
        events: vec![Event { at: Moment(now), matter: Matter::MailTest { by, courier } }],
        link: Opens::Offer.at(sender.page("/")),
        why: vec!["somebody tests whether mail reaches you".to_owned()],
        stop: None,
        answers: false,
    };
    let to = Correspondent { name: None, address: to.clone() };
    render(&Order {
        sender,
        to: &to,
        zone: &sender.zone,
        letters: &[letter],
        in_thread: false,
        thread: None,
        reply_to: answers.or_else(|| sender.reply_to(desk.keys(), None)),
        urgent: false,
        daily: false,
        id: Numbers::at(now)?.draw(),
        now,
    })
    .map_err(Error::internal)
}
