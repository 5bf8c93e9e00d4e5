//! A small HTTP/1.1 client over one kept-alive connection: the load maker must cost less than what it measures.

use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Longest answer that is read.
const ANSWER_MOST: usize = 16 * 1024 * 1024;

pub struct Wire {
    stream: TcpStream,
    host: String,
    /// Whom the proxy in front says it asks for.
    pub asks_for: Option<String>,
    buffer: Vec<u8>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Wire {
    pub async fn to(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, host: address.to_owned(), asks_for: None, buffer: Vec::with_capacity(256 * 1024) })
    }

    pub async fn get(&mut self, path: &str, cookie: &str, encoding: &str) -> Result<Answer> {
        let mut head = self.head("GET", path, cookie);
        let _ = write!(head, "Accept: text/html\r\nAccept-Encoding: {encoding}\r\n\r\n");
        self.exchange(head.as_bytes()).await
    }

    pub async fn post(&mut self, path: &str, cookie: &str, body: &str) -> Result<Answer> {
        self.post_as(path, cookie, "application/x-www-form-urlencoded", body).await
    }

    pub async fn post_as(&mut self, path: &str, cookie: &str, kind: &str, body: &str) -> Result<Answer> {
        let mut head = self.head("POST", path, cookie);
        let _ = write!(head, "Origin: http://{}\r\nContent-Type: {kind}\r\n", self.host);
        let _ = write!(head, "Content-Length: {}\r\n\r\n{body}", body.len());
        self.exchange(head.as_bytes()).await
    }

    fn head(&self, method: &str, path: &str, cookie: &str) -> String {
        let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.host);
        if !cookie.is_empty() {
            let _ = write!(head, "Cookie: {cookie}\r\n");
        }
        if let Some(address) = &self.asks_for {
            let _ = write!(head, "X-Forwarded-For: {address}\r\n");
        }
        head
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.read_more().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("no status")?;
        let mut answer = Answer { status, head, body: Vec::new() };
        if answer.header("transfer-encoding").is_some_and(|t| t.contains("chunked")) {
            answer.body = self.chunked(end).await?;
        } else {
            let length: usize = answer.header("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
            while self.buffer.len() < end + length {
                self.read_more().await?;
            }
            answer.body = self.buffer[end..end + length].to_vec();
        }
        Ok(answer)
    }

    async fn chunked(&mut self, mut at: usize) -> Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let line = loop {
                if let Some(found) = find(&self.buffer[at..], b"\r\n") {
                    break at + found;
                }
                self.read_more().await?;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&self.buffer[at..line])?.trim(), 16)?;
            at = line + 2;
            while self.buffer.len() < at + size + 2 {
                self.read_more().await?;
            }
            body.extend_from_slice(&self.buffer[at..at + size]);
            at += size + 2;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    async fn read_more(&mut self) -> Result<()> {
        let read = self.stream.read_buf(&mut self.buffer).await?;
        if read == 0 || self.buffer.len() > ANSWER_MOST {
            bail!("the server hung up");
        }
        Ok(())
    }

    /// The connection itself, for a stream that never ends; whatever was read is dropped.
    pub async fn open_stream(mut self, path: &str, cookie: &str) -> Result<TcpStream> {
        let mut head = self.head("GET", path, cookie);
        head.push_str("Accept: text/event-stream\r\n\r\n");
        self.stream.write_all(head.as_bytes()).await?;
        Ok(self.stream)
    }
}

/// A form body.
pub fn form(fields: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        let _ = write!(body, "{name}=");
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() {
                body.push(char::from(byte));
            } else {
                let _ = write!(body, "%{byte:02X}");
            }
        }
    }
    body
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
