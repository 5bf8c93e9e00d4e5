//! `sitrep healthcheck`: asks the server that these settings describe whether
//! it is ready. For containers and supervisors that run a command.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, bail};

use crate::listen::reachable;
use crate::settings::Settings;

const PATIENCE: Duration = Duration::from_secs(5);
const QUESTION: &[u8] = b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
/// The head and one sentence.
const LONGEST_ANSWER: u64 = 16 * 1024;

pub fn run(settings: &Settings) -> anyhow::Result<()> {
    let address = settings.listen.addresses()?.into_iter().next().context("the listen host has no address")?;
    let address = reachable(address);
    let answer = ask(address).with_context(|| format!("nothing answers at {address}"))?;
    if !answer.starts_with("HTTP/1.1 200") {
        bail!("the server at {address} says: {}", answer.lines().next().unwrap_or("nothing"));
    }
    // What it says beside: that it takes no change, and why.
    print!("{}", answer.split_once("\r\n\r\n").map_or("ready\n", |(_, body)| body));
    Ok(())
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(QUESTION)?;
    let mut answer = Vec::new();
    stream.take(LONGEST_ANSWER).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
