//! Who types on the machine, and whose the folder is: the service's user, the superuser, somebody else.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use crate::commands::{add_user, assert_fine, folder, sitrep, text, typed};

/// As whom the service runs in these tests, and somebody else; they need no names.
const SERVICE: u32 = 4_747;
const ANOTHER: u32 = 4_848;

/// Only the superuser can play these roles. Where that is not tried it is said, and in CI it is tried.
fn plays_roles() -> bool {
    let superuser = std::fs::metadata("/proc/self").unwrap().uid() == 0;
    assert!(superuser || std::env::var_os("CI").is_none(), "CI must run this as root");
    if !superuser {
        eprintln!("NOT TESTED: only root can be several users");
    }
    superuser
}

/// A folder of the service's, where everybody may come as far as its door.
fn of_the_service() -> (tempfile::TempDir, PathBuf) {
    let (around, data) = folder();
    std::fs::set_permissions(around.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::create_dir(&data).unwrap();
    chown(&data, Some(SERVICE), Some(SERVICE)).unwrap();
    (around, data)
}

fn typed_by(user: u32, data: &Path, arguments: &[&str]) -> std::process::Output {
    sitrep(data, arguments).uid(user).gid(user).output().unwrap()
}

fn owners(folder: &Path, found: &mut Vec<(PathBuf, u32)>) {
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let about = file.metadata().unwrap();
        found.push((file.path(), about.uid()));
        if about.is_dir() {
            owners(&file.path(), found);
        }
    }
}

fn assert_all_the_services(data: &Path) {
    let mut found = Vec::new();
    owners(data, &mut found);
    assert!(found.len() >= 2, "{found:?}");
    assert!(found.iter().all(|(_, owner)| *owner == SERVICE), "{found:?}");
}

#[test]
fn what_root_makes_in_the_folder_of_the_service_belongs_to_the_service() {
    if !plays_roles() {
        return;
    }
    let (around, data) = of_the_service();
    assert_fine(&add_user(&data, "Ada", "administrator"));
    assert_all_the_services(&data);
    assert_fine(&typed(&data, &["test-mail", "ada@example.org"]));
    assert_fine(&typed(&data, &["backup", "copy.redb"]));
    assert_eq!(around.path().join("copy.redb").metadata().unwrap().uid(), 0, "outside it belongs to whoever made it");
    assert_fine(&typed(&data, &["restore", around.path().join("copy.redb").to_str().unwrap()]));
    assert_all_the_services(&data);
    assert!(assert_fine(&typed_by(SERVICE, &data, &["user", "list"])).contains("ada@example.org"));
    assert_fine(&typed_by(SERVICE, &data, &["test-mail", "ada@example.org"]));
}

#[test]
fn whoever_may_not_read_the_folder_is_told_whose_it_is_and_what_to_type() {
    if !plays_roles() {
        return;
    }
    let (_around, data) = of_the_service();
    assert_fine(&add_user(&data, "Ada", "administrator"));
    for typed in [vec!["verify"], vec!["user", "list"], vec!["serve", "--listen", "127.0.0.1:0"]] {
        let output = typed_by(ANOTHER, &data, &typed);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(&format!("belongs to user {SERVICE}, and this is user {ANOTHER}")), "{said}");
        assert!(!said.contains("os error"), "{said}");
    }
    // As an earlier version left it that was typed as root.
    chown(data.join("sitrep.redb"), Some(0), Some(0)).unwrap();
    let said = text(&typed_by(SERVICE, &data, &["verify"]));
    assert!(said.contains("belongs to user root") && said.contains(&format!("chown -R {SERVICE} ")), "{said}");
}

#[test]
fn a_copy_that_does_not_exist_is_called_that() {
    let (_around, data) = folder();
    for typed_line in [vec!["restore", "nothere.redb"], vec!["restore", "nothere.redb", "--check"]] {
        let said = text(&typed(&data, &typed_line));
        assert!(said.contains("there is no file nothere.redb") && !said.contains("put a copy back"), "{said}");
    }
    assert!(!data.exists());
}
