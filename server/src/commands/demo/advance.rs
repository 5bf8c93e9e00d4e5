//! `sitrep demo --advance 3h`: the order goes to the demonstration that runs, or into the named folder, which is
//! refused when it holds a real desk.

use std::path::{Path, PathBuf};

use super::place::PURPOSE;
use crate::commands::scratch::all_for;
use crate::control::{Order, Reach, is_heard, perform};
use crate::settings::Settings;

pub fn run(mut settings: Settings, named: Option<&Path>, milliseconds: i64) -> anyhow::Result<()> {
    settings.data = match named {
        Some(folder) => folder.to_owned(),
        None => the_one_that_runs()?,
    };
    perform(&settings, Order::Advance { milliseconds }, Reach::OnlyOld)?.print()
}

/// Those without a folder of their own lie together.
fn the_one_that_runs() -> anyhow::Result<PathBuf> {
    let mut running: Vec<PathBuf> = all_for(PURPOSE).into_iter().filter(|folder| is_heard(folder)).collect();
    match running.pop() {
        Some(only) if running.is_empty() => Ok(only),
        Some(one) => {
            running.push(one);
            let folders: Vec<String> = running.iter().map(|folder| folder.display().to_string()).collect();
            anyhow::bail!("several demonstrations run; name one with --data:\n{}", folders.join("\n"))
        }
        None => {
            anyhow::bail!("no demonstration runs here; `sitrep demo` starts one, and --data names one that is kept")
        }
    }
}
