//! Says which commit a release is built from. A build from a tarball, or without git, says that nobody knows; whoever
//! packs one names it in SITREP_BUILD_COMMIT. A development build does not look, so that a commit compiles nothing anew;
//! in a release this script runs again and finds the front end as it was.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

const SAID: &str = "SITREP_BUILD_COMMIT";
/// Where the manifest lies in the repository; in any other this is somebody else's.
const PREFIX: &str = "server/";

pub fn tell() {
    println!("cargo::rerun-if-env-changed={SAID}");
    println!("cargo::rustc-env=SITREP_BUILT_FROM={}", built_from());
}

fn built_from() -> String {
    let said = env::var(SAID).ok().filter(|said| !said.is_empty() && said.chars().all(|c| c.is_ascii_alphanumeric()));
    if let Some(commit) = said {
        return format!("commit {commit}");
    }
    if !super::is_release() {
        return "development build".to_owned();
    }
    format!("commit {}", asked_of_git().unwrap_or_else(|| "unknown".to_owned()))
}

fn asked_of_git() -> Option<String> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    if git(&manifest, &["rev-parse", "--show-prefix"])? != PREFIX {
        return None;
    }
    // The log of HEAD grows with each commit, which moves HEAD's own file only where no branch is checked out.
    for file in ["HEAD", "logs/HEAD"] {
        let path = manifest.join(git(&manifest, &["rev-parse", "--git-path", file])?);
        // A file that is not there would run this script at every build.
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    git(&manifest, &["rev-parse", "--short=10", "HEAD"])
}

fn git(folder: &Path, words: &[&str]) -> Option<String> {
    let said = Command::new("git").current_dir(folder).args(words).output().ok()?;
    said.status.success().then(|| String::from_utf8_lossy(&said.stdout).trim().to_owned())
}
