//! `/settings/backup`: the daily copies with what was found in them, where else they lie, and the command that brings the
//! last clean one back.

use std::path::{Path, PathBuf};

use domain::permissions::{Action, Object, Section};
use domain::time::Moment;
use domain::view::TimeView;
use domain::view::settings::Setting;

use super::leisure::at_leisure;
use crate::Backend;
use crate::caller::Caller;
use crate::error::Result;
use crate::jobs;
use crate::settings::{SECOND_FOLDER, SETTINGS, STATUS_FOLDER, Settings};
use crate::storage::backup::{self, DailyCopy};
use crate::time_text::Reader;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupPage {
    /// The newest first.
    pub copies: Vec<CopyLine>,
    /// The last copy was refused, for the data is damaged.
    pub damaged: bool,
    /// Where the copies lie.
    pub folder: String,
    pub second: Option<SecondFolder>,
    /// The settings, and the revision their forms are drawn at.
    pub setting: Setting,
    pub status: Setting,
    /// The status page could not be written there.
    pub status_fails: bool,
    pub revision: u64,
    pub commands: Commands,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CopyLine {
    pub name: String,
    pub bytes: u64,
    pub made: TimeView,
    /// When somebody last looked, and whether it was whole.
    pub checked: Option<(TimeView, bool)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SecondFolder {
    pub same_disk: bool,
    /// The last copy could not be put there.
    pub fails: bool,
    /// The newest copy that lies there.
    pub newest: Option<String>,
}

/// To be typed as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commands {
    pub backup: String,
    pub verify: String,
    /// Of the last clean copy; `None` while there is none.
    pub restore: Option<String>,
}

impl Backend {
    /// Looks at files, perhaps of another machine, in a thread of its own.
    pub async fn backup_page(&self, caller: &Caller) -> Result<BackupPage> {
        let (desk, caller) = (self.clone(), caller.clone());
        at_leisure(move || desk.read_backup_page(&caller)).await
    }

    fn read_backup_page(&self, caller: &Caller) -> Result<BackupPage> {
        // Nothing is said of files to whoever may not read it.
        self.storage().read(|read| caller.may_on(read, Action::Read, Object::Settings(Section::Backup)))?;
        let now = Moment(self.storage().now());
        let data = self.options().folder.clone().unwrap_or_default();
        let data = std::path::absolute(&data).unwrap_or(data);
        let copies = backup::listed(&data)?;
        let clean = copies.iter().find(|copy| !copy.is_damaged()).map(|copy| copy.path.clone());
        self.storage().read(|read| {
            let actor = caller.may_on(read, Action::Read, Object::Settings(Section::Backup))?;
            let settings = Settings::load(read, &self.options().fixed)?;
            let reader = Reader::of(read, &actor, &settings, now)?;
            // Files know real time only.
            let at = |at: i64| reader.time(Moment(at.saturating_add(self.storage().moved())));
            let line = |copy: &DailyCopy| CopyLine {
                name: format!("{}.redb", copy.day),
                bytes: copy.bytes,
                made: at(copy.made),
                checked: copy.checked.as_ref().map(|checked| (reader.time(Moment(checked.at)), checked.clean)),
            };
            Ok(BackupPage {
                copies: copies.iter().map(line).collect(),
                damaged: jobs::found_damage(read),
                folder: data.join(backup::FOLDER).display().to_string(),
                second: settings.second_folder.as_deref().map(|second| SecondFolder {
                    fails: jobs::second_folder_fails(read),
                    ..second_folder(&data, Path::new(second))
                }),
                setting: setting(&settings, SECOND_FOLDER),
                status: setting(&settings, STATUS_FOLDER),
                status_fails: settings.status_folder.is_some() && jobs::status_copy_fails(read),
                revision: settings.stamps.revision(),
                commands: commands(&data, clean),
            })
        })
    }
}

fn second_folder(data: &Path, second: &Path) -> SecondFolder {
    let newest = backup::listed_in(second).ok().and_then(|copies| copies.into_iter().next());
    let newest = newest.map(|copy| format!("{}.redb", copy.day));
    SecondFolder { same_disk: backup::same_disk(data, second), fails: false, newest }
}

fn setting(settings: &Settings, name: &str) -> Setting {
    let line = SETTINGS.iter().find(|line| line.name == name);
    let value = line.map(|line| line.shown(settings)).unwrap_or_default();
    Setting { words: value.clone(), value, locked_by: None }
}

fn commands(data: &Path, clean: Option<PathBuf>) -> Commands {
    let folder = quoted(data);
    Commands {
        backup: format!("sitrep backup /elsewhere/sitrep.redb --data {folder}"),
        verify: format!("sitrep verify --data {folder}"),
        restore: clean.map(|copy| format!("sitrep restore {} --data {folder}", quoted(&copy))),
    }
}

/// As a shell takes it for one word.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:,@%".contains(c);
    if !path.is_empty() && path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word_for_a_shell() {
        assert_eq!(quoted(Path::new("/srv/sitrep-data/2026-11-28.redb")), "/srv/sitrep-data/2026-11-28.redb");
        assert_eq!(quoted(Path::new("/srv/Ana's desk")), "'/srv/Ana'\\''s desk'");
        assert_eq!(quoted(Path::new("/srv/$(rm -rf x)")), "'/srv/$(rm -rf x)'");
    }
}
