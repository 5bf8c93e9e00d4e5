//! One running release binary, and somebody who is signed in to it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::limit;
use crate::seed::{EMAIL, PASSWORD};
use crate::wire::{Wire, form};

const READY_PATIENCE: Duration = Duration::from_secs(60);
const COPY_PATIENCE: Duration = Duration::from_secs(600);
/// The buffer for passwords is given back after a minute without one.
const QUIET: Duration = Duration::from_secs(63);

pub struct Desk {
    child: Child,
    folder: PathBuf,
    pub address: String,
    pub cookie: String,
    /// From start to the first 200 of `/readyz`.
    pub ready_after: Duration,
    /// Before anybody signed in.
    pub idle_mb: u64,
}

impl Desk {
    /// Starts on a free port; `loads` switches the rate limits off, without it callers name their own addresses.
    pub async fn start(folder: &Path, loads: bool) -> Result<Self> {
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut command = limit::command(&binary()?);
        command.args(["serve", "--data"]).arg(folder).args(["--listen", &address]);
        command.env("SITREP_PUBLIC_URL", format!("http://{address}"));
        if loads {
            command.env("SITREP_LIMITS", "off");
        } else {
            command.env("SITREP_TRUSTED_PROXIES", "127.0.0.1");
        }
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let child = command.spawn().context("the release binary does not start; run `make release`")?;
        let folder = folder.to_owned();
        let mut desk = Self { child, folder, address, cookie: String::new(), ready_after: Duration::ZERO, idle_mb: 0 };
        desk.wait_until_ready(begun).await?;
        desk.idle_mb = desk.memory_mb()?;
        desk.cookie = desk.sign_in().await?;
        Ok(desk)
    }

    /// A folder that is new to the day is copied first, which would be measured along with whatever comes next.
    pub async fn settle(&self) -> Result<()> {
        let copies = self.folder.join("backups");
        let begun = Instant::now();
        while !copied(&copies) {
            if begun.elapsed() > COPY_PATIENCE {
                bail!("no daily copy after {COPY_PATIENCE:?}");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(())
    }

    /// Until what the last sign-in took is given back.
    pub async fn rest(&self) {
        tokio::time::sleep(QUIET).await;
    }

    async fn wait_until_ready(&mut self, begun: Instant) -> Result<()> {
        loop {
            if let Ok(mut wire) = Wire::to(&self.address).await
                && let Ok(answer) = wire.get("/readyz", "", "identity").await
                && answer.status == 200
            {
                self.ready_after = begun.elapsed();
                return Ok(());
            }
            if begun.elapsed() > READY_PATIENCE {
                bail!("not ready after {READY_PATIENCE:?}");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn sign_in(&self) -> Result<String> {
        let mut wire = Wire::to(&self.address).await?;
        let answer = wire.post("/sign-in", "", &form(&[("email", EMAIL), ("password", PASSWORD)])).await?;
        let cookie = answer.header("set-cookie").and_then(|c| c.split(';').next()).map(str::to_owned);
        cookie.with_context(|| format!("sign-in answered {}", answer.status))
    }

    pub fn memory_mb(&self) -> Result<u64> {
        self.status_of("VmRSS")
    }

    pub fn peak_memory_mb(&self) -> Result<u64> {
        self.status_of("VmHWM")
    }

    fn status_of(&self, field: &str) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with(field)).context("no such field")?;
        let kilobytes: u64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
        Ok(kilobytes / 1024)
    }

    /// As a supervisor would.
    pub async fn stop(&mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status()?;
        for _ in 0..1_500 {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        bail!("did not stop within 15 s")
    }

    /// As a power cut of the process would.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

fn copied(copies: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(copies) else { return false };
    entries.flatten().any(|entry| entry.path().extension().is_some_and(|end| end == "redb"))
}

/// Beside this program: `target/release/sitrep`.
fn binary() -> Result<PathBuf> {
    let examples = std::env::current_exe()?;
    let release = examples.parent().and_then(Path::parent).context("where am I?")?;
    Ok(release.join("sitrep"))
}

fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
