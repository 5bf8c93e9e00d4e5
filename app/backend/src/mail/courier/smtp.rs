//! The SMTP relay, spoken to stage by stage so that each refusal is judged by where it fell.
//!
//! lettre's own transport bounds only the connect by its timeout and hides the stage; here every delivery as
//! a whole runs under one timeout, and a connection that ran into it is dropped, never reused. A few idle
//! connections are kept for a batch. It must not know what a letter says or when to try again.

mod examine;

pub use examine::Examined;

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::time::{timeout, timeout_at};

use super::{Encryption, Outcome, Parcel, Relay};
use crate::mail::fault::NO_SMTP;

/// Relays hang up on silence; a connection idle for longer is not trusted again.
pub const IDLE_LIMIT: Duration = Duration::from_secs(30);
/// Connections kept open between two letters.
const KEPT_CONNECTIONS: usize = 4;
const FAREWELL: Duration = Duration::from_secs(2);
/// A relay's words are kept up to here; some answer with pages.
const ANSWER_LIMIT: usize = 500;

#[derive(Debug)]
pub struct SmtpCourier {
    relay: Relay,
    hello: ClientId,
    patience: Duration,
    idle: Mutex<Vec<Idle>>,
}

impl SmtpCourier {
    /// `hello` is the name told to the relay: the domain of our sender, never the machine's own name.
    pub fn new(relay: Relay, hello: &str, patience: Duration) -> Self {
        Self { relay, hello: ClientId::Domain(hello.to_owned()), patience, idle: Mutex::new(Vec::new()) }
    }

    pub(super) fn describe(&self) -> String {
        self.relay.to_string()
    }

    /// Connecting and sending share one patience. A connection that ran into it is owned by the dropped future.
    pub(super) async fn deliver(&self, parcel: Parcel<'_>) -> Outcome {
        let (Ok(from), Ok(to)) = (parcel.envelope_from.parse::<Address>(), parcel.to.parse::<Address>()) else {
            return Outcome::Refused { answer: "not a mail address".to_owned() };
        };
        let until = tokio::time::Instant::now() + self.patience;
        let mut connection = match timeout_at(until, self.connection()).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(outcome)) => return outcome,
            Err(_) => return Outcome::Unreachable { answer: self.late() },
        };
        let sending = async move {
            let outcome = transmit(&mut connection, from, to, parcel.bytes).await;
            // Only a conversation that ended in order may be continued.
            let usable = match &outcome {
                Ok(_) => true,
                Err(failed) => failed.connection_usable && connection.command(Rset).await.is_ok(),
            };
            (outcome, usable.then_some(connection))
        };
        let Ok((outcome, usable)) = timeout_at(until, sending).await else {
            return Outcome::Deferred { answer: self.late() };
        };
        if let Some(connection) = usable {
            self.keep(connection);
        }
        match outcome {
            Ok(response) => Outcome::Accepted { answer: words(&response) },
            Err(failed) => failed.outcome,
        }
    }

    /// Connects, signs in and names the sender, each as for a letter, and hangs up before any recipient.
    pub(super) async fn try_out(&self, envelope_from: &str) -> Outcome {
        let Ok(from) = envelope_from.parse::<Address>() else {
            return Outcome::QueueTrouble { answer: "the sender is not a mail address".to_owned() };
        };
        let trial = async {
            let mut connection = self.connect().await?;
            let said = connection.command(Mail::new(Some(from), Vec::new())).await;
            let outcome = match said {
                Ok(response) => Ok(Outcome::Accepted { answer: words(&response) }),
                Err(error) => Err(failed(&error, trouble).outcome),
            };
            // What it says to a farewell changes nothing.
            let _ = timeout(FAREWELL, connection.quit()).await;
            outcome
        };
        match timeout(self.patience, trial).await {
            Ok(Ok(outcome) | Err(outcome)) => outcome,
            Err(_) => Outcome::Unreachable { answer: self.late() },
        }
    }

    pub(super) async fn rest(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for mut kept in idle {
            // A peer that is gone already need not hear a farewell.
            let _ = timeout(FAREWELL, kept.connection.quit()).await;
        }
    }

    fn late(&self) -> String {
        format!("no answer within {} s", self.patience.as_secs_f32())
    }

    async fn connection(&self) -> Result<AsyncSmtpConnection, Outcome> {
        match self.take_idle().await {
            Some(connection) => Ok(connection),
            None => self.connect().await,
        }
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Outcome> {
        let mut connection = self.open().await?;
        self.sign_in(&mut connection).await?;
        Ok(connection)
    }

    /// Encrypted as the settings say, not signed in yet.
    async fn open(&self) -> Result<AsyncSmtpConnection, Outcome> {
        let tls = match self.relay.encryption {
            Encryption::None => None,
            Encryption::StartTls | Encryption::Implicit => {
                Some(TlsParameters::new(self.relay.host.clone()).map_err(|error| trouble(&error))?)
            }
        };
        let from_first_byte = tls.clone().filter(|_| self.relay.encryption == Encryption::Implicit);
        let server = (self.relay.host.as_str(), self.relay.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.patience), &self.hello, from_first_byte, None)
                .await
                .map_err(|error| before_any_letter(&error))?;
        if let Some(tls) = tls.filter(|_| self.relay.encryption == Encryption::StartTls) {
            if !connection.can_starttls() {
                return Err(Outcome::QueueTrouble {
                    answer: "the relay offers no STARTTLS; use smtps://, or ?tls=none on a network you trust"
                        .to_owned(),
                });
            }
            connection.starttls(tls, &self.hello).await.map_err(|error| before_any_letter(&error))?;
        }
        Ok(connection)
    }

    async fn sign_in(&self, connection: &mut AsyncSmtpConnection) -> Result<(), Outcome> {
        if let Some((user, password)) = &self.relay.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection
                .auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .await
                .map_err(|error| before_any_letter(&error))?;
        }
        Ok(())
    }

    /// A kept connection that still answers; a stale one costs one NOOP, not a letter's attempt.
    async fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        loop {
            let mut kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if kept.since.elapsed() < IDLE_LIMIT && kept.connection.command(Noop).await.is_ok() {
                return Some(kept.connection);
            }
        }
    }

    fn keep(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT_CONNECTIONS {
            idle.push(Idle { connection, since: Instant::now() });
        }
    }
}

struct Idle {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl std::fmt::Debug for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "idle for {:?}", self.since.elapsed())
    }
}

struct Failed {
    outcome: Outcome,
    connection_usable: bool,
}

async fn transmit(
    connection: &mut AsyncSmtpConnection,
    from: Address,
    to: Address,
    bytes: &[u8],
) -> Result<Response, Failed> {
    let mut options = Vec::new();
    let domestic = AsRef::<str>::as_ref(&to).is_ascii() && AsRef::<str>::as_ref(&from).is_ascii();
    if !domestic {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            let answer = "the relay takes no addresses outside ASCII".to_owned();
            return Err(Failed { outcome: Outcome::Refused { answer }, connection_usable: true });
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    // The sender is the same for every letter, so a refusal here is a setting, not a recipient.
    connection.command(Mail::new(Some(from), options)).await.map_err(|error| failed(&error, trouble))?;
    connection.command(Rcpt::new(to, Vec::new())).await.map_err(|error| failed(&error, refused))?;
    connection.command(Data).await.map_err(|error| failed(&error, refused))?;
    connection.message(bytes).await.map_err(|error| failed(&error, refused))
}

/// Judges a failure inside a delivery; `permanently` says what a 5xx means at that stage.
fn failed(error: &Error, permanently: fn(&Error) -> Outcome) -> Failed {
    let code = error.status().map(u16::from);
    let outcome = match code {
        // Authentication required, too weak, failed, or encryption demanded: RFC 4954, RFC 3207.
        Some(530 | 534 | 535 | 538) => trouble(error),
        Some(500..) => permanently(error),
        _ => Outcome::Deferred { answer: spoken(error) },
    };
    // 421 announces that the relay hangs up.
    Failed { outcome, connection_usable: code.is_some_and(|code| code != 421) }
}

/// Judges a failure before any recipient was named: it concerns every letter alike.
fn before_any_letter(error: &Error) -> Outcome {
    if error.is_permanent() || error.is_client() || error.is_tls() || is_handshake_failure(error) {
        trouble(error)
    } else {
        Outcome::Unreachable { answer: spoken(error) }
    }
}

/// lettre reports a failed TLS handshake as a connection error around what rustls says in an `InvalidData`.
fn is_handshake_failure(error: &Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if inner.downcast_ref::<std::io::Error>().is_some_and(|io| io.kind() == std::io::ErrorKind::InvalidData) {
            return true;
        }
        source = inner.source();
    }
    false
}

fn trouble(error: &Error) -> Outcome {
    Outcome::QueueTrouble { answer: spoken(error) }
}

fn refused(error: &Error) -> Outcome {
    Outcome::Refused { answer: spoken(error) }
}

/// The relay's own code and words, or what the network said.
fn spoken(error: &Error) -> String {
    // Whatever else listens there speaks to nobody through us.
    if error.is_response() {
        return NO_SMTP.to_owned();
    }
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let text = match error.status() {
        Some(code) => format!("{code} {said}"),
        None if said.is_empty() => error.to_string(),
        None => said,
    };
    bounded(&text)
}

fn words(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    bounded(&format!("{} {}", response.code(), lines.join(" ")))
}

fn bounded(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(ANSWER_LIMIT).collect::<String>().trim().to_owned()
}
