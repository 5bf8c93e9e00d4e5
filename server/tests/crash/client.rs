//! A reporter who sends one form and believes only a 303, and whoever only looks.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(15);

/// Whether the report of that place was acknowledged. The nonce is its own, so a resend is the same press.
pub fn report(address: &str, place: u64) -> bool {
    report_status(address, place) == Some(303)
}

/// How it was answered, if it was.
pub fn report_status(address: &str, place: u64) -> Option<u16> {
    let body = format!("title=Report+number+{place}&impact=low&urgency=low&name=Ana&nonce=crash-{place}");
    let length = body.len();
    let head = format!(
        "POST /report HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    );
    status(address, &(head + &body)).ok()
}

/// How a page is answered.
pub fn look(address: &str, page: &str) -> Option<u16> {
    status(address, &format!("GET {page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")).ok()
}

/// All that is answered to one who asks for a page.
pub fn page(address: &str, page: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = format!("GET {page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn status(address: &str, request: &str) -> std::io::Result<u16> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer)?;
    Ok(answer.strip_prefix(b"HTTP/1.1 ").and_then(|code| str::from_utf8(code).ok()?.parse().ok()).unwrap_or_default())
}
