//! A reporter who sends one form and believes only a 303.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// Whether the report of that place was acknowledged. The nonce is its own, so a resend is the same press.
pub fn report(address: &str, place: u64) -> bool {
    try_report(address, place).unwrap_or(false)
}

fn try_report(address: &str, place: u64) -> std::io::Result<bool> {
    let body = format!("title=Report+number+{place}&impact=low&urgency=low&name=Ana&nonce=crash-{place}");
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    let head = format!(
        "POST /report HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all((head + &body).as_bytes())?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer)?;
    Ok(&answer == b"HTTP/1.1 303")
}
