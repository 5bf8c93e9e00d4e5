//! The one place where letters get their words and bytes. Runs outside every write transaction.

use chrono::{DateTime, Utc};
use domain::ids::LetterId;
use domain::locale::Locale;
use domain::person::Email;
use domain::time::Moment;

use super::sender::Sender;
use super::thread::{Frozen, ThreadRecord};
use crate::letters::{
    Called, Content, Letter, Opens, Reader, Way, bundle_subject, html, subject, text, write, write_bundle,
};
use crate::mail::compose::{ComposeRefusal, Correspondent, MessageId, Sheet, Unsubscribe, compose};
use crate::time_text;

pub(super) struct Order<'a> {
    pub sender: &'a Sender,
    pub to: &'a Correspondent,
    pub zone: &'a str,
    /// One, or several in a bundle.
    pub letters: &'a [Letter],
    pub in_thread: bool,
    /// What the recipient got before in this thread.
    pub thread: Option<&'a ThreadRecord>,
    /// Where its answer goes, if not to the sender.
    pub reply_to: Option<Email>,
    pub urgent: bool,
    /// Several that waited for the morning, and not because there were too many.
    pub daily: bool,
    pub id: LetterId,
    pub now: i64,
}

pub(super) struct Rendered {
    pub id: LetterId,
    pub message_id: MessageId,
    pub subject: String,
    /// Words for it may still come.
    pub wordless: bool,
    pub content: Content,
    /// Letters are ASCII: quoted-printable bodies, encoded headers.
    pub bytes: String,
}

pub(super) fn render(order: &Order<'_>) -> Result<Rendered, ComposeRefusal> {
    let id = order.id;
    let message_id = MessageId::new(&id.to_string(), order.sender.domain());
    let reader = reader(order.sender, order.zone, order.now);
    let (content, own_subject) = match order.letters {
        [only] => (write(only, &reader), subject(only, &reader)),
        several => (
            write_bundle(several, way_of_bundle(several, order.sender), &reader, order.daily),
            bundle_subject(several.len(), &reader, order.daily),
        ),
    };
    let own = Frozen { text: own_subject, wordless: is_wordless(order.letters) };
    let Frozen { text: subject, wordless } = order.thread.map_or(own.clone(), |thread| thread.subject(own));
    let bytes = String::from_utf8(compose(&sheet(order, &content, &message_id, &subject))?)?;
    Ok(Rendered { id, message_id, subject, wordless, content, bytes })
}

/// Bytes that one of the letters comes to, text and HTML together.
pub(super) fn size(letter: &Letter, sender: &Sender, zone: &str, now: i64) -> usize {
    let content = write(letter, &reader(sender, zone, now));
    text(&content).len() + html(&content).len()
}

fn is_wordless(letters: &[Letter]) -> bool {
    let unnamed = |letter: &Letter| letter.about.as_ref().is_some_and(|a| matches!(a.called, Called::Unnamed { .. }));
    letters.first().is_some_and(unnamed)
}

/// Whoever may open one of the incidents may open the board; all others are visitors there.
fn way_of_bundle(letters: &[Letter], sender: &Sender) -> Option<Way> {
    let opens_one =
        |letter: &Letter| letter.link.as_ref().is_some_and(|way| matches!(way.opens, Opens::Incident | Opens::Alert));
    if letters.iter().any(opens_one) {
        Opens::Board.at(sender.page("/board"))
    } else {
        Opens::Status.at(sender.page("/status"))
    }
}

fn reader(sender: &Sender, zone: &str, now: i64) -> Reader {
    Reader {
        locale: Locale::English,
        times: time_text::Reader::new(Some(zone), &sender.zone, Moment(now)),
        organisation: sender.organisation.clone(),
    }
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
        reply_to: order.reply_to.clone(),
        to: order.to.clone(),
        date: DateTime::<Utc>::from_timestamp_millis(order.now).unwrap_or_default(),
        message_id: message_id.clone(),
        thread: order.thread.and_then(ThreadRecord::next),
        subject: subject.to_owned(),
        list_id: about.map(|about| format!("{}.incidents.{domain}", about.number.to_string().to_lowercase())),
        unsubscribe: stop.and_then(|url| url.parse().ok()).map(|url| Unsubscribe { url, mailto: None }),
        urgent: order.urgent,
        text: text(content),
        html: html(content),
    }
}
