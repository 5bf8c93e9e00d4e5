//! Stories of an operator who says the same thing in several places.

use std::collections::BTreeMap;
use std::path::Path;

use super::*;

fn around(folder: &Path) -> Surroundings {
    Surroundings { folder: folder.to_owned(), ..Surroundings::default() }
}

fn says(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn complaint(surroundings: &Surroundings) -> String {
    Settings::load(surroundings).expect_err("must be refused").to_string()
}

#[test]
fn an_empty_folder_gives_the_defaults() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::load(&around(folder.path())).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(settings.data, PathBuf::from("./data"));
    assert_eq!(settings.limits, Limits::On);
    assert!(settings.public_url.is_none() && settings.smtp_url.is_none());
}

#[test]
fn the_flag_wins_over_the_variable_over_the_named_file_over_the_toml() {
    let folder = tempfile::tempdir().unwrap();
    let mut around = around(folder.path());
    let listen = |around: &Surroundings| Settings::load(around).unwrap().listen.port;

    std::fs::write(folder.path().join("sitrep.toml"), "listen = \"127.0.0.1:1001\"\n").unwrap();
    assert_eq!(listen(&around), 1001);

    let value = folder.path().join("listen");
    std::fs::write(&value, "127.0.0.1:1002\n").unwrap();
    around.environment = says(&[("SITREP_LISTEN_FILE", value.to_str().unwrap())]);
    assert_eq!(listen(&around), 1002);

    around.environment.insert("SITREP_LISTEN".into(), "127.0.0.1:1003".into());
    assert_eq!(listen(&around), 1003);

    around.flags.insert("listen", "127.0.0.1:1004".into());
    assert_eq!(listen(&around), 1004);
}

#[test]
fn a_mistyped_key_names_its_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sitrep.toml"), "# ours\nlisten = \"[::1]:80\"\nlisen = 3\n").unwrap();
    let said = complaint(&around(folder.path()));
    assert!(said.contains("sitrep.toml:3") && said.contains("`lisen` is no setting"), "{said}");
}

#[test]
fn a_wrong_value_names_the_place_it_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let mut around = around(folder.path());
    around.environment = says(&[("SITREP_LISTEN", "three thousand")]);
    let said = complaint(&around);
    assert!(said.starts_with("listen (SITREP_LISTEN):"), "{said}");
    around.environment = says(&[("SITREP_TRUSTED_PROXIES", "10.0.0.0/8, proxy.local")]);
    assert!(complaint(&around).contains("`proxy.local` is no network"));
    around.environment = says(&[("SITREP_WORKERS", "2")]);
    assert!(complaint(&around).contains("from 4 to 256"));
}

#[test]
fn a_zone_that_does_not_exist_and_a_relay_that_is_none_are_refused_by_their_setting() {
    let folder = tempfile::tempdir().unwrap();
    let mut around = around(folder.path());
    around.environment = says(&[("SITREP_ZONE", "Mars/Olympus")]);
    let said = complaint(&around);
    assert!(said.starts_with("zone (SITREP_ZONE): `Mars/Olympus` is no time zone"), "{said}");
    around.environment = says(&[("SITREP_ZONE", "europe/vienna")]);
    assert!(complaint(&around).ends_with("Europe/Vienna"));
    for wrong in ["http://x", "mail.example", "smtp://", "smtps://desk:hunter2@mail.example/inbox", "smtp://desk@x"] {
        around.environment = says(&[("SITREP_SMTP_URL", wrong)]);
        let said = complaint(&around);
        assert!(said.starts_with("smtp_url (SITREP_SMTP_URL): the mail URL"), "{wrong}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    around.environment = says(&[("SITREP_LOG_LEVEL", "info,=loud=")]);
    assert!(complaint(&around).starts_with("log_level (SITREP_LOG_LEVEL): "));
}

#[test]
fn a_named_settings_file_that_is_missing_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut around = around(folder.path());
    around.file = Some(folder.path().join("gone.toml"));
    assert!(complaint(&around).contains("there is no such settings file"));
}

#[test]
fn limits_go_off_on_loopback_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut around = around(folder.path());
    around.environment = says(&[("SITREP_LIMITS", "off")]);
    assert_eq!(Settings::load(&around).unwrap().limits, Limits::Off);
    around.environment.insert("SITREP_PUBLIC_URL".into(), "https://desk.example".into());
    assert!(complaint(&around).starts_with("limits (SITREP_LIMITS)"));
    around.environment.insert("SITREP_PUBLIC_URL".into(), "http://localhost:3000".into());
    Settings::load(&around).unwrap();
    around.environment.insert("SITREP_LISTEN".into(), "0.0.0.0:3000".into());
    assert!(complaint(&around).contains("loopback listen address"));
}

#[test]
fn printing_hides_the_relays_password_and_says_where_a_value_came_from() {
    let folder = tempfile::tempdir().unwrap();
    let mut around = around(folder.path());
    around.environment =
        says(&[("SITREP_SMTP_URL", "smtps://desk:hunter2@mail.example"), ("SITREP_ZONE", "Europe/Vienna")]);
    let page = printed(&gather(&around).unwrap());
    assert!(!page.contains("hunter2") && page.contains("(hidden)"), "{page}");
    assert!(page.contains("zone = \"Europe/Vienna\"  # SITREP_ZONE"), "{page}");
    let settings = Settings::load(&around).unwrap();
    assert!(!format!("{settings:?}").contains("hunter2"));
}

#[cfg(unix)]
#[test]
fn a_file_with_the_relays_password_must_not_be_open_to_everybody() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sitrep.toml");
    std::fs::write(&path, "smtp_url = \"smtps://desk:hunter2@mail.example\"\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(complaint(&around(folder.path())).contains("chmod 600"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    Settings::load(&around(folder.path())).unwrap();
}

#[test]
fn a_variable_with_our_prefix_that_means_nothing_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let mut around = around(folder.path());
    around.environment = says(&[("SITREP_PUBLIC_ULR", "https://desk.example"), ("HOME", "/")]);
    assert_eq!(gather(&around).unwrap().unknown_variables, ["SITREP_PUBLIC_ULR"]);
}

#[test]
fn a_public_url_is_a_host_and_nothing_more() {
    for wrong in ["desk.example", "ftp://desk.example", "https://desk.example/sitrep", "https://a@desk", "https://"] {
        assert!(PublicUrl::parse(wrong).is_err(), "{wrong}");
    }
    assert_eq!(PublicUrl::parse("HTTPS://Desk.Example:443/").unwrap().to_string(), "https://desk.example");
    assert_eq!(PublicUrl::parse("http://desk.lan:3000").unwrap().to_string(), "http://desk.lan:3000");
    assert!(PublicUrl::parse("http://[::1]:3000").unwrap().is_loopback());
}
