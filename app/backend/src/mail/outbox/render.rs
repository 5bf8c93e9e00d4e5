//! The one place where letters get their words and bytes. Runs outside every write transaction.

use chrono::{DateTime, Utc};
use domain::ids::LetterId;
use domain::locale::Locale;
use domain::time::Moment;

use super::record::new_id;
use super::sender::Sender;
use super::thread::ThreadRecord;
use crate::error::{Error, Result};
use crate::mail::compose::{Automatic, Correspondent, MessageId, Sheet, Unsubscribe, compose};
use crate::mail::letters::{Content, Letter, Reader, bundle_subject, html, subject, text, write, write_bundle};
use crate::time_text;

pub(in crate::mail) struct Order<'a> {
    pub sender: &'a Sender,
    pub to: &'a Correspondent,
    pub zone: &'a str,
    /// One, or several in a bundle.
    pub letters: &'a [Letter],
    pub in_thread: bool,
    /// What the recipient got before in this thread.
    pub thread: Option<&'a ThreadRecord>,
    pub urgent: bool,
    pub now: i64,
}

pub(in crate::mail) struct Rendered {
    pub id: LetterId,
    pub message_id: MessageId,
    pub subject: String,
    pub content: Content,
    /// Letters are ASCII: quoted-printable bodies, encoded headers.
    pub bytes: String,
}

pub(in crate::mail) fn render(order: &Order<'_>) -> Result<Rendered> {
    let mut random = [0; 8];
    getrandom::fill(&mut random).map_err(Error::internal)?;
    let id = new_id(order.now, u64::from_le_bytes(random));
    let message_id = MessageId::new(&id.to_string(), order.sender.domain());
    let reader = Reader {
        locale: Locale::English,
        zone: time_text::zone(order.zone),
        now: Moment(order.now),
        organisation: order.sender.organisation.clone(),
    };
    let (content, own_subject) = match order.letters {
        [only] => (write(only, &reader), subject(only, &reader)),
        several => {
            let board = order.sender.page("/board");
            (write_bundle(several, board, &reader), bundle_subject(several.len(), &reader))
        }
    };
    let subject = order.thread.map_or(own_subject, |thread| thread.subject().to_owned());
    let bytes = compose(&sheet(order, &content, &message_id, &subject)).map_err(Error::internal)?;
    let bytes = String::from_utf8(bytes).map_err(Error::internal)?;
    Ok(Rendered { id, message_id, subject, content, bytes })
}

fn sheet(order: &Order<'_>, content: &Content, message_id: &MessageId, subject: &str) -> Sheet {
    let domain = order.sender.domain();
    let about = order.letters.first().filter(|_| order.in_thread).and_then(|letter| letter.about.as_ref());
    // The header speaks of one thing that stops; a bundle has a link for each of its parts.
    let stop = match order.letters {
        [only] => only.stop.as_deref(),
        _ => None,
    };
    Sheet {
        from: order.sender.from.clone(),
        reply_to: None,
        to: order.to.clone(),
        date: DateTime::<Utc>::from_timestamp_millis(order.now).unwrap_or_default(),
        message_id: message_id.clone(),
        thread: order.thread.and_then(ThreadRecord::next),
        subject: subject.to_owned(),
        list_id: about.map(|about| format!("{}.incidents.{domain}", about.number.to_string().to_lowercase())),
        unsubscribe: stop.and_then(|url| url.parse().ok()).map(|url| Unsubscribe { url, mailto: None }),
        automatic: Automatic::Generated,
        urgent: order.urgent,
        text: text(content),
        html: html(content),
    }
}
