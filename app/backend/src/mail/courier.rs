//! What hands a letter to the outside: an SMTP relay, a folder, or a readable inbox.
//!
//! One of the two outside worlds of Sitrep that stand behind an enum. A courier delivers exactly the bytes
//! it is given, to one recipient, and says what the other side answered. It must not know incidents, people
//! or the queue, and it never decides whether or when to try again: the outbox does.

mod folder;
mod inbox;
mod pair;
mod relay;
mod smtp;

pub use folder::FolderCourier;
pub use inbox::{Delivered, Inbox};
pub use pair::Pair;
pub use relay::{Encryption, Relay, RelayRefusal};
pub use smtp::{Examined, IDLE_LIMIT, SmtpCourier};

/// One letter on its way to one recipient.
#[derive(Debug, Clone, Copy)]
pub struct Parcel<'a> {
    /// Names the file in a folder; the same in every attempt, so that a second attempt overwrites the first.
    pub name: &'a str,
    pub envelope_from: &'a str,
    pub to: &'a str,
    pub bytes: &'a [u8],
}

/// What the other side answered, always with its own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Accepted {
        answer: String,
    },
    /// Nobody was spoken to: it lies in a folder.
    Kept {
        answer: String,
    },
    /// Not now, for this letter: a 4xx, or the line went dead on the way.
    Deferred {
        answer: String,
    },
    /// Never, for this recipient: a 5xx.
    Refused {
        answer: String,
    },
    /// The relay cannot be spoken to at all. No letter is to blame, so the whole queue waits and one is tried.
    Unreachable {
        answer: String,
    },
    /// A setting is wrong (sign-in, TLS, sender): every letter would meet it, so the queue stops with an alarm.
    QueueTrouble {
        answer: String,
    },
}

impl Outcome {
    pub fn answer(&self) -> &str {
        match self {
            Outcome::Accepted { answer }
            | Outcome::Kept { answer }
            | Outcome::Deferred { answer }
            | Outcome::Refused { answer }
            | Outcome::Unreachable { answer }
            | Outcome::QueueTrouble { answer } => answer,
        }
    }
}

#[derive(Debug)]
pub enum Courier {
    Smtp(SmtpCourier),
    Pair(Pair),
    Folder(FolderCourier),
    Memory(Inbox),
}

impl Courier {
    pub async fn deliver(&self, parcel: Parcel<'_>) -> Outcome {
        match self {
            Courier::Smtp(smtp) => smtp.deliver(parcel).await,
            Courier::Pair(pair) => pair.deliver(parcel).await,
            Courier::Folder(folder) => folder.deliver(parcel).await,
            Courier::Memory(inbox) => inbox.deliver(parcel),
        }
    }

    /// Whether letters from this sender could be handed over now; hands over none.
    pub async fn try_out(&self, envelope_from: &str) -> Outcome {
        match self {
            Courier::Smtp(smtp) => smtp.try_out(envelope_from).await,
            Courier::Pair(pair) => pair.try_out(envelope_from).await,
            Courier::Folder(folder) => folder.try_out().await,
            Courier::Memory(inbox) => inbox.try_out(),
        }
    }

    /// Hangs up idle connections; the outbox calls it when nothing is due.
    pub async fn rest(&self) {
        match self {
            Courier::Smtp(smtp) => smtp.rest().await,
            Courier::Pair(pair) => pair.rest().await,
            Courier::Folder(_) | Courier::Memory(_) => {}
        }
    }

    /// Where letters go, in words for the screen. Holds no secret.
    pub fn describe(&self) -> String {
        match self {
            Courier::Smtp(smtp) => smtp.describe(),
            Courier::Pair(pair) => pair.describe(),
            Courier::Folder(folder) => folder.describe(),
            Courier::Memory(_) => "memory".to_owned(),
        }
    }
}
