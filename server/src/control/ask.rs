//! The command line's side: takes the folder when nobody has it, else asks the
//! server that does.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::path::Path;

use anyhow::Context;
use backend::storage::OpenError;

use super::address::Address;
use super::order::{Answer, Order};
use crate::data_folder;
use crate::settings::Settings;

/// Whether a command may make the folder it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// A new person may be the first thing in a new folder.
    NewOrOld,
    OnlyOld,
}

/// Carries the order out, here or in the running server.
pub fn perform(settings: &Settings, order: Order, reach: Reach) -> anyhow::Result<Answer> {
    if reach == Reach::OnlyOld {
        data_folder::must_exist(&settings.data)?;
    }
    match data_folder::open(settings) {
        Ok(backend) => {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
            let answer = runtime.block_on(order.carry_out(&backend));
            backend.storage().clone().close_blocking()?;
            Ok(answer)
        }
        Err(error) if matches!(error.downcast_ref(), Some(OpenError::Locked(_))) => ask_the_server(settings, &order),
        Err(error) => Err(error),
    }
}

/// Whether a server takes orders for this folder, from this user.
pub fn is_heard(data: &Path) -> bool {
    Address::of(data).is_ok_and(|address| UnixStream::connect(address.path()).is_ok())
}

fn ask_the_server(settings: &Settings, order: &Order) -> anyhow::Result<Answer> {
    let address = Address::of(&settings.data)?;
    let mut stream = UnixStream::connect(address.path())
        .with_context(|| format!("{}: another process holds it and takes no commands from this user; is it starting or stopping, or run by somebody else?", settings.data.display()))?;
    let mut line = serde_json::to_string(order)?;
    line.push('\n');
    stream.write_all(line.as_bytes())?;
    let mut said = String::new();
    BufReader::new(stream).read_line(&mut said)?;
    let answer = serde_json::from_str(&said).context("the running server gave no answer; its log says why")?;
    Ok(match (order, answer) {
        (Order::Backup { .. }, Answer::Error(mut lines)) => {
            lines.push("The running server writes the copy, as the user it runs as: name a folder open to that".into());
            Answer::Error(lines)
        }
        (_, answer) => answer,
    })
}
