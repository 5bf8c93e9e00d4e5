//! A bound on the memory of the server, as a small machine has it: `make bench LIMIT=512M`. The load maker is not under
//! it. Root gets a control group of its own, whichever of the two hierarchies holds the memory; others a scope of their
//! systemd. Where neither can be had the bench does not run: a figure without the bound would be read as one with it.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

use crate::table::Table;

const VARIABLE: &str = "BENCH_LIMIT";

static KEPT: OnceLock<Limit> = OnceLock::new();

struct Limit {
    /// As the kernel reads it: `512M`.
    most: String,
    by: By,
}

enum By {
    Group(PathBuf, &'static Names),
    Systemd,
}

/// What the files of a hierarchy are called.
struct Names {
    root: &'static str,
    most: &'static str,
    swap: (&'static str, &'static str),
    peak: &'static str,
    kills: &'static str,
}

const TWO: Names = Names {
    root: "/sys/fs/cgroup",
    most: "memory.max",
    swap: ("memory.swap.max", "0"),
    peak: "memory.peak",
    kills: "memory.events",
};
const ONE: Names = Names {
    root: "/sys/fs/cgroup/memory",
    most: "memory.limit_in_bytes",
    swap: ("memory.swappiness", "0"),
    peak: "memory.max_usage_in_bytes",
    kills: "memory.oom_control",
};

/// To be called before the first desk is started.
pub fn begin() -> Result<()> {
    let Some(most) = std::env::var(VARIABLE).ok().filter(|most| !most.is_empty()) else { return Ok(()) };
    let by = match group(&most, &TWO).or_else(|_| group(&most, &ONE)) {
        Ok(by) => by,
        Err(_) if systemd(&most).arg("true").status().is_ok_and(|status| status.success()) => By::Systemd,
        Err(why) => {
            bail!("THE LIMIT OF {most} CANNOT BE SET HERE: no control group ({why:#}), and no scope of systemd")
        }
    };
    println!("each server runs under {most} of memory");
    KEPT.set(Limit { most, by }).map_err(|_| anyhow::anyhow!("the limit is set already"))
}

/// The server's command, under the limit if there is one, and without this program's environment.
pub fn command(binary: &Path) -> Command {
    match KEPT.get() {
        None => {
            let mut command = Command::new(binary);
            command.env_clear();
            command
        }
        Some(Limit { by: By::Group(group, _), .. }) => {
            // The shell becomes the server, so that the process is the one that was started.
            let enter = format!("echo $$ > {}/cgroup.procs && exec \"$0\" \"$@\"", group.display());
            let mut command = Command::new("/bin/sh");
            command.env_clear().arg("-c").arg(enter).arg(binary);
            command
        }
        Some(Limit { by: By::Systemd, most }) => {
            let mut command = systemd(most);
            command.arg(binary);
            command
        }
    }
}

/// Says how near the limit it came; to be called when all desks have ended, also when one ended early.
pub fn tell(parts: &str, table: &mut Table) -> Result<()> {
    let Some(Limit { most, by }) = KEPT.get() else { return Ok(()) };
    let measured = match by {
        By::Group(group, names) => {
            let peak = fs::read_to_string(group.join(names.peak)).ok().and_then(|text| text.trim().parse::<u64>().ok());
            let peak = peak.map_or_else(|| "not known".to_owned(), |bytes| format!("{} MB", bytes >> 20));
            let killed = kills(group, names)?;
            let loud = if killed == 0 { "" } else { " -- THE KERNEL KILLED IT" };
            let said =
                format!("{peak} at most, what the kernel keeps of its files among them; killed {killed} times{loud}");
            fs::remove_dir(group)?;
            said
        }
        By::Systemd => "ended by itself each time, unless a part above failed".to_owned(),
    };
    let command = format!("\"{parts}\" LIMIT={most}");
    table.add(command, format!("memory of the server under {most}"), measured, "never killed");
    Ok(())
}

fn group(most: &str, names: &'static Names) -> Result<By> {
    let root = Path::new(names.root);
    // It may be on already, or not ours to switch; the next line finds out.
    let _ = say(&root.join("cgroup.subtree_control"), "+memory");
    let group = root.join(format!("sitrep-bench-{}", std::process::id()));
    fs::create_dir(&group).with_context(|| group.display().to_string())?;
    let bounded = say(&group.join(names.most), most).with_context(|| format!("{} in {}", names.most, names.root));
    if bounded.is_err() {
        fs::remove_dir(&group)?;
    }
    bounded?;
    // A machine without swap may have no such file.
    let _ = say(&group.join(names.swap.0), names.swap.1);
    Ok(By::Group(group, names))
}

/// To a file that the kernel made: where no hierarchy is mounted there is none, and none must come to be.
fn say(file: &Path, words: &str) -> std::io::Result<()> {
    fs::OpenOptions::new().write(true).open(file)?.write_all(words.as_bytes())
}

fn kills(group: &Path, names: &Names) -> Result<u64> {
    let events = fs::read_to_string(group.join(names.kills))?;
    let line = events.lines().find_map(|line| line.strip_prefix("oom_kill "));
    line.and_then(|count| count.trim().parse().ok()).context("the kernel does not count what it kills")
}

fn systemd(most: &str) -> Command {
    let mut command = Command::new("systemd-run");
    command.args(["--user", "--scope", "--quiet", "-p"]).arg(format!("MemoryMax={most}"));
    command.args(["-p", "MemorySwapMax=0"]);
    command
}
