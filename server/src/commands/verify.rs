//! `sitrep verify`: looks at every page and compares every row; exit 1 and a list when something differs. Where no server
//! runs the file is read and not touched; a running server looks at a copy.

use backend::storage::{OpenError, SCHEMA, backup, schema_of};
use backend::verify::{self, Verdict};
use backend::{incidents, storage};

use super::restore;
use crate::control::{Order, Reach, perform, verdict_told};
use crate::data_folder;
use crate::settings::Settings;

pub fn run(settings: &Settings) -> anyhow::Result<()> {
    data_folder::must_exist(&settings.data)?;
    match backup::look_at_folder(&settings.data, closed) {
        Ok(Some(verdict)) => verdict_told(&verdict).print(),
        // Its rows are compared once they are as this version makes them.
        Ok(None) => restore::check_quietly(&settings.data.join(backup::DATABASE)),
        Err(OpenError::Locked(_)) => perform(settings, Order::Verify, Reach::OnlyOld)?.print(),
        Err(error) => Err(error.into()),
    }
}

/// Nothing for data of an earlier version.
fn closed(read: &storage::Snapshot) -> backend::Result<Option<Verdict>> {
    if schema_of(read)? != SCHEMA || !incidents::has_todays_shape(read)? {
        return Ok(None);
    }
    verify::verify(read).map(Some)
}
