//! A disk that is really full: a small one of its own, which a test as root may mount.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use crate::client::{look, report_status};
use crate::desk::{Desk, verify};

/// What the desk leaves free, and some more for the database and its first copy.
const DISK_MB: usize = 400;
/// After room was made.
const RECOVERY_PATIENCE: Duration = Duration::from_secs(10);

#[test]
fn a_full_disk_takes_no_report_shows_everything_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount() else {
        eprintln!("NOT TESTED: only root may mount the small disk that this test fills");
        return;
    };
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
