//! Who finds no seat is told so in a whole answer. A socket that is closed with
//! a request unread is reset by the kernel, and the browser then shows "connection
//! reset" instead of our words; so what was sent is read and thrown away first.

use std::sync::LazyLock;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::refusal::BUSY;
use crate::security::headers::bare;

/// Who comes when that many are being told is not told.
const MOST_AT_ONCE: usize = 64;
const PATIENCE: Duration = Duration::from_secs(1);
/// A head, a form, and no more.
const MOST_READ: u64 = 128 * 1024;

static TELLING: Semaphore = Semaphore::const_new(MOST_AT_ONCE);
static ANSWER: LazyLock<String> = LazyLock::new(answer);

pub async fn turn_away(stream: TcpStream) {
    let Ok(_one) = TELLING.try_acquire() else { return };
    let _gone = tokio::time::timeout(PATIENCE, tell(stream)).await;
}

async fn tell(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(ANSWER.as_bytes()).await?;
    stream.shutdown().await?;
    tokio::io::copy(&mut stream.take(MOST_READ), &mut tokio::io::sink()).await?;
    Ok(())
}

fn answer() -> String {
    let page = BUSY.page("");
    let mut head = String::from("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\nConnection: close\r\n");
    for (name, value) in bare() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{head}Content-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{page}", page.len())
}
