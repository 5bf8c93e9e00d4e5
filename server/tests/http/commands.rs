//! The real binary at a real command line: what an operator types, with and
//! without a server that holds the folder.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::office::PASSWORD;

/// The binary with no settings around it but these arguments.
pub fn sitrep(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
    let around = data.parent().unwrap();
    command.env_clear().current_dir(around).args(arguments).arg("--data").arg(data);
    command.stdin(Stdio::null());
    command
}

pub fn typed(data: &Path, arguments: &[&str]) -> Output {
    sitrep(data, arguments).output().unwrap()
}

pub fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

pub fn assert_fine(output: &Output) -> String {
    assert!(output.status.success(), "{}", text(output));
    text(output)
}

pub fn add_user(data: &Path, name: &str, role: &str) -> Output {
    let email = format!("{}@example.org", name.to_lowercase());
    let mut command =
        sitrep(data, &["user", "add", "--email", &email, "--name", name, "--role", role, "--password-stdin"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{PASSWORD}").unwrap();
    child.wait_with_output().unwrap()
}

/// A server in a process of its own, ended with the test.
pub struct Serving {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Serving {
    pub fn start(data: &Path) -> Self {
        Self::of(data, &["serve", "--listen", "127.0.0.1:0"])
    }

    /// By another command that serves.
    pub fn of(data: &Path, arguments: &[&str]) -> Self {
        Self::by(sitrep(data, arguments))
    }

    pub fn by(command: Command) -> Self {
        Self::heard(command, Stdio::null())
    }

    /// With its log in a file.
    pub fn logging(command: Command, log: &Path) -> Self {
        Self::heard(command, std::fs::File::create(log).unwrap().into())
    }

    fn heard(mut command: Command, log: Stdio) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while out.read_line(&mut line).unwrap() > 0 && !line.contains("Sitrep listens on") {
            // What a demonstration says before.
        }
        let address =
            line.trim().split_once("Sitrep listens on http://").unwrap_or_else(|| panic!("{line}")).1.to_owned();
        Self { child, out, address }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line
    }

    /// Asks the process to end, as a supervisor does; how long it took.
    pub fn stop(mut self) -> Duration {
        let asked = Instant::now();
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        asked.elapsed()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn folder() -> (tempfile::TempDir, PathBuf) {
    let around = tempfile::tempdir().unwrap();
    let data = around.path().join("data");
    (around, data)
}

#[test]
fn a_fresh_folder_prints_a_set_up_link_until_there_is_an_administrator() {
    let (_around, data) = folder();
    let mut first = Serving::start(&data);
    let line = first.next_line();
    assert!(line.starts_with("set-up: http://127.0.0.1:") && line.contains("/setup?token="), "{line}");
    assert!(first.stop() < Duration::from_secs(10));
    assert_fine(&add_user(&data, "Ada", "administrator"));
    let mut second = Serving::start(&data);
    let pid = second.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(second.next_line(), "", "no set-up line and nothing else");
}

#[test]
fn commands_reach_a_running_server_and_a_second_server_is_refused() {
    let (around, data) = folder();
    let serving = Serving::start(&data);
    assert_fine(&add_user(&data, "Rui", "responder"));
    assert!(assert_fine(&typed(&data, &["user", "list"])).contains("rui@example.org"));
    assert!(assert_fine(&typed(&data, &["verify"])).starts_with("clean: "));

    let copy = around.path().join("copy.redb");
    let copied = assert_fine(&typed(&data, &["backup", "copy.redb"]));
    assert!(copied.contains("sha256 ") && copy.exists(), "{copied}");
    let nowhere = typed(&data, &["backup", "missing/copy.redb"]);
    let said = text(&nowhere);
    assert!(!nowhere.status.success() && said.contains("there is no folder") && said.contains("mkdir -p"), "{said}");
    let again = typed(&data, &["backup", "copy.redb"]);
    assert!(!again.status.success() && text(&again).contains("exists already"), "{}", text(&again));

    let refused = typed(&data, &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!refused.status.success() && text(&refused).contains("in use by another Sitrep"), "{}", text(&refused));
    let restore = typed(&data, &["restore", copy.to_str().unwrap()]);
    assert!(!restore.status.success(), "never under a running server: {}", text(&restore));
    assert!(serving.stop() < Duration::from_secs(10));
    assert!(!data.join("control.sock").exists(), "the socket is gone with its server");

    assert_fine(&typed(&data, &["restore", copy.to_str().unwrap(), "--check"]));
    assert_fine(&typed(&data, &["restore", copy.to_str().unwrap()]));
    assert!(assert_fine(&typed(&data, &["user", "list"])).contains("Rui"));
}

#[test]
fn a_reload_by_habit_and_a_closed_terminal_end_nothing() {
    let (_around, data) = folder();
    let serving = Serving::start(&data);
    let pid = serving.child.id().to_string();
    for signal in ["-HUP", "-USR1", "-USR2"] {
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }
    assert_fine(&typed(&data, &["user", "list"]));
    // A process that had died of one of them would not end well.
    serving.stop();
    assert!(!data.join("control.sock").exists());
}

#[cfg(unix)]
#[test]
fn the_folder_and_its_socket_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (around, _) = folder();
    // Deeper than the kernel's 107 bytes for a socket's path.
    let data = around.path().join("a-long-name-of-a-folder/".repeat(6)).join("data");
    std::fs::create_dir_all(data.parent().unwrap()).unwrap();
    let serving = Serving::start(&data);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    assert_eq!(mode(&data.join("control.sock")), 0o600);
    assert_fine(&typed(&data, &["user", "list"]));
    serving.stop();
}

#[test]
fn health_is_asked_of_the_address_in_the_settings() {
    let (_around, data) = folder();
    let serving = Serving::start(&data);
    let ask = |address: &str| {
        Command::new(env!("CARGO_BIN_EXE_sitrep"))
            .env_clear()
            .args(["healthcheck", "--listen", address])
            .output()
            .unwrap()
    };
    assert_eq!(assert_fine(&ask(&serving.address)), "ready\n");
    let address = serving.address.clone();
    serving.stop();
    assert!(!ask(&address).status.success());
}

#[test]
fn a_mistyped_folder_is_not_made_and_a_mistyped_key_is_named() {
    let (around, data) = folder();
    let output = typed(&data, &["verify"]);
    assert!(!output.status.success() && text(&output).contains("there is no Sitrep data"), "{}", text(&output));
    assert!(!data.exists());
    std::fs::write(around.path().join("sitrep.toml"), "\nlisten_on = \"x\"\n").unwrap();
    let output = typed(&data, &["config", "print"]);
    assert!(!output.status.success() && text(&output).contains("sitrep.toml:2"), "{}", text(&output));
}

#[test]
fn passwords_come_by_standard_input_only() {
    let (_around, data) = folder();
    let bare = typed(&data, &["user", "add", "--email", "a@example.org", "--name", "Ada", "--role", "administrator"]);
    assert!(!bare.status.success() && text(&bare).contains("--password-stdin"), "{}", text(&bare));
    let weak = {
        let mut command = sitrep(
            &data,
            &["user", "add", "--email", "a@example.org", "--name", "Ada", "--role", "employee", "--password-stdin"],
        );
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "123456").unwrap();
        child.wait_with_output().unwrap()
    };
    assert!(!weak.status.success() && text(&weak).contains("password"), "{}", text(&weak));
}

#[test]
fn the_version_is_told() {
    let output = Command::new(env!("CARGO_BIN_EXE_sitrep")).arg("--version").output().unwrap();
    assert!(assert_fine(&output).starts_with("sitrep "));
}
