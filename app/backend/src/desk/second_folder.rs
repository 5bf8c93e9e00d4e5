//! The second folder for daily copies, and the one for the status page: each looked at before it is taken; and the newest
//! copy carried to the first.

use std::io::ErrorKind;
use std::path::Path;

use domain::Refusal;
use domain::field::{NoFolder, Problem};
use domain::permissions::{Action, Object, Section};

use super::leisure::at_leisure;
use crate::Backend;
use crate::caller::Caller;
use crate::error::{Error, Result};
use crate::people::confirm_password;
use crate::settings::{SECOND_FOLDER, SETTINGS, STATUS_FOLDER, Settings, SettingsDraft};
use crate::storage::backup;

impl Backend {
    /// Names either folder, or none. One that takes no files is refused beside its field.
    pub async fn name_second_folder(&self, caller: &Caller, draft: &SettingsDraft) -> Result<()> {
        let now = self.storage().real_now();
        self.storage().read(|read| {
            caller.may_on(read, Action::Change, Object::Settings(Section::Backup))?;
            confirm_password::require_at(read, caller, now)
        })?;
        // Whoever may not change it learns nothing of the server's folders.
        for field in [SECOND_FOLDER, STATUS_FOLDER] {
            let Some(second) = typed(draft, field) else { continue };
            let data = self.options().folder.clone();
            let looked = at_leisure(move || Ok(no_folder(data.as_deref(), Path::new(&second)))).await?;
            if let Some(why) = looked {
                return Err(Refusal::field(field, Problem::Folder(why)).into());
            }
        }
        self.change_settings(caller, draft).await
    }

    /// Brings the newest daily copy there, unless it lies there; answers how many were brought.
    pub(crate) async fn carry_copy(&self) -> Result<u64> {
        let Some(folder) = self.options().folder.clone() else { return Ok(0) };
        let Some(second) = self.settings()?.second_folder else { return Ok(0) };
        let now = self.storage().now();
        at_leisure(move || {
            let second = Path::new(&second);
            backup::takes_copies(second).map_err(|error| {
                Error::Storage(format!("the second folder {} takes no copies: {error}", second.display()))
            })?;
            backup::carry(&folder, second, now)
        })
        .await
    }
}

/// Why copies cannot lie in this folder, by trying.
fn no_folder(data: Option<&Path>, second: &Path) -> Option<NoFolder> {
    let own = |data: &Path| match (data.canonicalize(), second.canonicalize()) {
        (Ok(data), Ok(second)) => second.starts_with(data),
        _ => false,
    };
    if data.is_some_and(own) {
        return Some(NoFolder::OfTheData);
    }
    let error = backup::takes_copies(second).err()?;
    let kind = error.kind();
    if kind == ErrorKind::NotFound {
        return Some(NoFolder::Missing);
    }
    if kind == ErrorKind::NotADirectory {
        return Some(NoFolder::NotAFolder);
    }
    // Whatever else it is: trying to write there failed.
    tracing::warn!("the folder {} takes no files: {error}", second.display());
    Some(NoFolder::NotWritable)
}

/// The folder in the form, where what is in it can be one.
fn typed(draft: &SettingsDraft, field: &str) -> Option<String> {
    let mut settings = Settings::default();
    let line = SETTINGS.iter().find(|line| line.name == field)?;
    line.write(&mut settings, draft.typed(field)?).ok()?;
    settings.second_folder.or(settings.status_folder)
}
