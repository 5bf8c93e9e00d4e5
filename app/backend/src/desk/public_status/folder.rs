//! The copy of the status page in a folder: made anew when what visitors read has changed, and every hour. Nothing is
//! written for a change that they do not read, so that the age of the files tells nobody of one.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use domain::time::Moment;
use domain::view::TimeView;
use domain::view::public::StatusView;

use super::{PublicStatus, copy};
use crate::Backend;
use crate::desk::leisure::at_leisure;
use crate::error::{Error, Result};
use crate::jobs::{self, STATUS_COPY};
use crate::time_text::Reader;

/// What was written last, and where; but for the instant of looking.
#[derive(Debug, Default)]
pub(crate) struct LastCopy(Mutex<Option<(String, StatusView)>>);

impl Backend {
    /// Writes the three files; answers how many, none where no folder is named.
    pub(crate) async fn copy_status(&self) -> Result<u64> {
        let settings = self.settings()?;
        let Some(folder) = settings.status_folder else { return Ok(0) };
        let PublicStatus { view, json, atom } = self.public_status()?;
        let now = Moment(self.storage().now());
        let as_of = Reader::new(None, &settings.zone, now).in_full(view.as_of.utc);
        let page = copy::page(&view, &as_of, settings.public_url.as_deref());
        let into = folder.clone();
        let written = at_leisure(move || {
            let files = [("index.html", page), ("status.json", json), ("status.atom", atom)];
            for (name, words) in &files {
                write(Path::new(&into), name, words.as_bytes()).map_err(|error| {
                    Error::Storage(format!("the copy of the status page, {name} in {into}: {error}"))
                })?;
            }
            Ok(files.len() as u64)
        });
        let written = written.await?;
        *self.last_status_copy() = Some((folder, timeless(view)));
        Ok(written)
    }

    /// The same as the job, if what stands there is not what visitors read now.
    pub async fn follow_status(&self) -> Result<()> {
        let Some(folder) = self.settings()?.status_folder else { return Ok(()) };
        let view = timeless(self.public_status()?.view);
        if self.last_status_copy().as_ref() == Some(&(folder, view)) {
            return Ok(());
        }
        match jobs::run_by_itself(self, STATUS_COPY).await {
            // It is being written just now; the next change or the next hour finds what it missed.
            Ok(()) | Err(Error::Busy) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn last_status_copy(&self) -> std::sync::MutexGuard<'_, Option<(String, StatusView)>> {
        self.status_copy().0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn timeless(view: StatusView) -> StatusView {
    StatusView { as_of: TimeView::default(), ..view }
}

/// Whole or not at all, and readable by the web server that shows it.
fn write(folder: &Path, name: &str, words: &[u8]) -> std::io::Result<()> {
    let draft = folder.join(format!(".{name}.partial"));
    drop(fs::remove_file(&draft));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o644).open(&draft)?;
    file.write_all(words)?;
    file.sync_all()?;
    fs::rename(&draft, folder.join(name))?;
    fs::File::open(folder)?.sync_all()
}
