//! The real binary on a real folder, and its end.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

const READY_PATIENCE: Duration = Duration::from_secs(30);

pub struct Desk {
    child: Mutex<Child>,
    address: String,
}

impl Desk {
    /// Starts and waits until it answers.
    pub fn start(folder: &Path) -> Self {
        let desk = Self::start_without_waiting(folder);
        let begun = Instant::now();
        while std::net::TcpStream::connect(&desk.address).is_err() {
            let ended = desk.lock().try_wait().unwrap();
            assert!(ended.is_none(), "it did not start again: {ended:?}");
            assert!(begun.elapsed() < READY_PATIENCE, "it does not answer");
            thread::sleep(Duration::from_millis(5));
        }
        desk
    }

    pub fn start_without_waiting(folder: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let address = format!("127.0.0.1:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
        command.args(["serve", "--data"]).arg(folder).args(["--listen", &address]).env_clear();
        command.env("SITREP_PUBLIC_URL", format!("http://{address}")).env("SITREP_LIMITS", "off");
        command.stdout(Stdio::null()).stderr(Stdio::inherit());
        Self { child: Mutex::new(command.spawn().unwrap()), address }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn kill_now(&self) {
        let _ = self.lock().kill();
    }

    pub fn kill(self) {
        self.kill_now();
        let _ = self.lock().wait();
    }

    pub fn kill_after(self, life: Duration) {
        thread::sleep(life);
        self.kill();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `sitrep verify` finds nothing.
pub fn verify(folder: &Path) {
    let verdict = Command::new(env!("CARGO_BIN_EXE_sitrep")).args(["verify", "--data"]).arg(folder).output().unwrap();
    let said = String::from_utf8_lossy(&verdict.stdout).into_owned() + &String::from_utf8_lossy(&verdict.stderr);
    assert!(verdict.status.success(), "{said}");
    println!("{said}");
}
