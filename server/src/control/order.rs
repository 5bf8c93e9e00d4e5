//! What can be ordered, and how each order is carried out on an open desk. An
//! order travels as JSON, so its names stay as they are once released.

mod clock;
mod copies;
mod dossier;
mod mail;
mod people;

pub use copies::verdict_told;

use std::path::PathBuf;

use backend::Backend;
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum Order {
    /// Copy the database to a file that does not exist yet.
    Backup {
        file: PathBuf,
    },
    /// Replay and compare everything.
    Verify,
    /// Everything about one incident, as one file.
    Dossier {
        number: String,
        json: bool,
    },
    UserAdd {
        email: String,
        name: String,
        role: String,
        password: String,
    },
    UserList,
    UserResetPassword {
        email: String,
        password: String,
    },
    /// Somebody becomes a member of a restricted incident.
    BreakGlass {
        number: String,
        email: String,
    },
    /// Somebody has seen an incident.
    Ack {
        number: String,
        email: String,
    },
    /// One letter now.
    TestMail {
        to: String,
    },
    /// A message that came by mail, in Base64.
    MailIn {
        message: String,
    },
    /// What it takes for letters to get through.
    DoctorMail,
    /// The time of a demonstration moves on.
    Advance {
        milliseconds: i64,
    },
}

/// Lines for the person who typed the command.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    Ok(Vec<String>),
    /// Each line is one thing that is wrong.
    Error(Vec<String>),
}

impl Answer {
    pub fn refused(why: impl ToString) -> Self {
        Self::Error(vec![why.to_string()])
    }

    /// Prints the lines; an error becomes the command's own.
    pub fn print(self) -> anyhow::Result<()> {
        match self {
            Self::Ok(lines) => lines.iter().for_each(|line| println!("{line}")),
            Self::Error(lines) => anyhow::bail!("{}", lines.join("\n")),
        }
        Ok(())
    }
}

impl Order {
    pub fn mail_in(bytes: &[u8]) -> Self {
        Self::MailIn { message: BASE64.encode(bytes) }
    }

    pub async fn carry_out(self, backend: &Backend) -> Answer {
        let backend = backend.clone();
        match self {
            Self::Backup { file } => blocking(move || copies::backup(&backend, &file)).await,
            Self::Verify => blocking(move || copies::verify(&backend)).await,
            Self::UserAdd { email, name, role, password } => {
                people::add(&backend, &email, &name, &role, &password).await
            }
            Self::UserResetPassword { email, password } => people::reset_password(&backend, &email, &password).await,
            Self::BreakGlass { number, email } => people::break_glass(&backend, &number, &email).await,
            Self::Ack { number, email } => people::acknowledge_for(&backend, &number, &email).await,
            Self::Dossier { number, json } => dossier::dossier(&backend, &number, json).await,
            Self::Advance { milliseconds } => clock::advance(&backend, milliseconds).await,
            Self::MailIn { message } => mail::take(&backend, &message).await,
            Self::TestMail { to } => mail::test(&backend, &to).await,
            Self::DoctorMail => mail::doctor(&backend).await,
            Self::UserList => blocking(move || people::list(&backend)).await,
        }
    }
}

/// Copies and replays read the whole file; a worker thread has other guests.
async fn blocking(act: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    tokio::task::spawn_blocking(act).await.unwrap_or_else(|_| Answer::refused("the command failed; the log says why"))
}
