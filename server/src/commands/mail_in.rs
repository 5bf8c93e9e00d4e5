//! `sitrep mail-in < message.eml`: what an MTA pipes a message into. It ends well once what became of the message is
//! durable, and otherwise as "try again later" (EX_TEMPFAIL), so that the MTA keeps it; nothing is ever bounced, for that
//! would tell a stranger something.

use std::io::{Read, copy, sink, stdin};

use backend::replies::MAIL_MOST;

use crate::control::{Answer, Order, Reach, perform};
use crate::settings::Settings;

/// The message was not taken; whoever handed it over is to come back with it.
#[derive(Debug, thiserror::Error)]
#[error("the message was not taken; it is to be handed over again later: {0:#}")]
pub struct NotTaken(anyhow::Error);

pub fn run(settings: anyhow::Result<Settings>) -> anyhow::Result<()> {
    settings.and_then(|settings| hand_over(&settings)).map_err(|error| NotTaken(error).into())
}

fn hand_over(settings: &Settings) -> anyhow::Result<()> {
    let mut bytes = Vec::new();
    // One byte more tells that it is too long.
    stdin().take(MAIL_MOST as u64 + 1).read_to_end(&mut bytes)?;
    // Whoever writes is let finish.
    copy(&mut stdin(), &mut sink())?;
    match perform(settings, Order::mail_in(&bytes), Reach::OnlyOld)? {
        Answer::Ok(lines) => lines.iter().for_each(|line| eprintln!("sitrep: {line}")),
        Answer::Error(lines) => anyhow::bail!("{}", lines.join("\n")),
    }
    Ok(())
}
