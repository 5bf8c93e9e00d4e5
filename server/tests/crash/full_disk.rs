//! A disk that is really full: a small one of its own, which a test as root may mount.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::{look, page, report_status};
use crate::desk::{Desk, verify};

/// What the desk leaves free, and some more for the database and its first copy.
const DISK_MB: usize = 400;
/// After room was made.
const RECOVERY_PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn a_full_disk_takes_no_report_shows_everything_and_loses_nothing() {
    let Some(disk) = disk_to_fill() else { return };
    let folder = disk.path.join("data");
    let desk = Desk::start(&folder);
    assert_eq!(report_status(desk.address(), 1), Some(303));
    let filler = disk.fill();
    assert_eq!(report_status(desk.address(), 2), Some(507), "said at once, and nothing is half there");
    for page in ["/", "/report", "/status", "/readyz"] {
        assert_eq!(look(desk.address(), page), Some(200), "{page}");
    }
    fs::remove_file(filler).unwrap();
    let begun = Instant::now();
    while report_status(desk.address(), 2) != Some(303) {
        assert!(begun.elapsed() < RECOVERY_PATIENCE, "there is room again");
    }
    desk.kill();
    verify(&folder);
}

#[test]
fn on_a_full_disk_it_starts_and_what_saves_the_data_works() {
    let Some(disk) = disk_to_fill() else { return };
    let folder = disk.path.join("data");
    add_ada(&folder);
    let desk = Desk::start(&folder);
    assert_eq!(report_status(desk.address(), 1), Some(303));
    let filler = disk.fill();
    desk.kill();
    let elsewhere = tempfile::tempdir().unwrap();
    let copy = |name: &str| elsewhere.path().join(name).to_str().unwrap().to_owned();
    for typed in [vec!["verify"], vec!["user", "list"], vec!["backup", &copy("stopped.redb")]] {
        fine(&folder, &typed);
    }
    let desk = Desk::start(&folder);
    for page in ["/", "/report", "/status", "/readyz", "/healthz"] {
        assert_eq!(look(desk.address(), page), Some(200), "{page}");
    }
    assert!(page(desk.address(), "/readyz").contains("the disk is full"));
    assert_eq!(look(desk.address(), "/readyz?writes"), Some(503));
    assert_eq!(report_status(desk.address(), 2), Some(507));
    fine(&folder, &["backup", &copy("running.redb")]);
    fine(&folder, &["user", "list"]);
    for name in ["stopped.redb", "running.redb"] {
        fine(&folder, &["restore", &copy(name), "--check"]);
    }
    fs::remove_file(filler).unwrap();
    let begun = Instant::now();
    while report_status(desk.address(), 2) != Some(303) {
        assert!(begun.elapsed() < RECOVERY_PATIENCE, "there is room again");
    }
    assert_eq!(look(desk.address(), "/readyz?writes"), Some(200));
    desk.kill();
    verify(&folder);
}

/// Where this cannot be tried it is said loudly; in CI it must be tried.
fn disk_to_fill() -> Option<SmallDisk> {
    let disk = SmallDisk::mount();
    if disk.is_none() {
        assert!(std::env::var_os("CI").is_none(), "CI must run this as root, who may mount a small disk");
        eprintln!("NOT TESTED: only root may mount the small disk that this test fills");
    }
    disk
}

fn sitrep(folder: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitrep"));
    command.env_clear().args(typed).arg("--data").arg(folder);
    command
}

fn fine(folder: &Path, typed: &[&str]) {
    let output = sitrep(folder, typed).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{typed:?}: {said}");
}

/// A desk that has an administrator has no set-up to begin.
fn add_ada(folder: &Path) {
    use std::io::Write;
    let typed =
        ["user", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "administrator", "--password-stdin"];
    let mut child = sitrep(folder, &typed).stdin(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "nine blue wheelbarrows").unwrap();
    assert!(child.wait().unwrap().success());
}

struct SmallDisk {
    path: PathBuf,
    _place: tempfile::TempDir,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().to_owned();
        let mount =
            Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={DISK_MB}m"), "tmpfs"]).arg(&path).output();
        mount.is_ok_and(|done| done.status.success()).then_some(Self { path, _place: place })
    }

    /// To the last byte.
    fn fill(&self) -> PathBuf {
        let filler = self.path.join("filler");
        fill(&filler);
        filler
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The folder cannot be removed while something is mounted there.
        let _ = Command::new("umount").arg("-l").arg(&self.path).status();
    }
}

fn fill(file: &Path) {
    use std::io::Write;
    let mut filler = fs::File::create(file).unwrap();
    let block = vec![0; 1 << 20];
    while filler.write_all(&block).is_ok() {}
}
