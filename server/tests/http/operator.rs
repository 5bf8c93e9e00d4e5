//! What an operator types when something is wrong: no mail, no password, no trust in the data, no member in reach.

use std::io::{BufRead, BufReader, Read as _, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use backend::Clock;
use backend::storage::{Options, Order, Read, Storage, Table};

use crate::asked::{form, get};
use crate::commands::{Serving, add_user, assert_fine, folder, sitrep, text, typed};
use crate::letters::restricted_number;
use crate::office::Office;

/// With these words on standard input.
fn told(data: &Path, arguments: &[&str], words: &str) -> std::process::Output {
    let mut command = sitrep(data, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{words}").unwrap();
    child.wait_with_output().unwrap()
}

/// What the server at this address answers.
pub fn said(address: &str, request: &str) -> String {
    let mut socket = TcpStream::connect(address).unwrap();
    socket.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_test_letter_says_what_the_other_side_answered() {
    let (_around, data) = folder();
    assert_fine(&add_user(&data, "Ada", "administrator"));
    let sent = assert_fine(&typed(&data, &["test-mail", "ada@example.org"]));
    assert!(sent.starts_with("kept as a file, ") && !sent.contains("accepted"), "{sent}");
    let letters: Vec<_> = std::fs::read_dir(data.join("mail")).unwrap().flatten().collect();
    assert_eq!(letters.len(), 1, "without a relay letters land in the folder");
    let doctor = assert_fine(&typed(&data, &["doctor", "mail"]));
    assert!(doctor.contains("There is no mail server yet") && doctor.contains("_dmarc."), "{doctor}");
    let malformed = typed(&data, &["test-mail", "ada@"]);
    assert!(!malformed.status.success() && text(&malformed).contains("ada@"), "{}", text(&malformed));
    let mut nobody = sitrep(&data, &["test-mail", "ada@example.org"]);
    let nobody = nobody.env("SITREP_SMTP_URL", "smtp://127.0.0.1:1?tls=none").output().unwrap();
    assert_eq!(nobody.status.code(), Some(1), "{}", text(&nobody));
}

#[test]
fn rui_gets_a_new_password_while_the_server_runs() {
    let (_around, data) = folder();
    assert_fine(&add_user(&data, "Rui", "responder"));
    let serving = Serving::start(&data);
    let reset = ["user", "reset-password", "--email", "rui@example.org", "--password-stdin"];
    let done = told(&data, &reset, "nine blue wheelbarrows");
    assert!(assert_fine(&done).contains("signed out everywhere"));
    let weak = told(&data, &reset, "123456");
    assert!(!weak.status.success() && text(&weak).contains("password"), "{}", text(&weak));
    let nobody = ["user", "reset-password", "--email", "sol@example.org", "--password-stdin"];
    assert!(!told(&data, &nobody, "nine blue wheelbarrows").status.success());
    serving.stop();
}

#[test]
fn the_settings_are_printed_without_their_secrets_and_a_mistyped_variable_is_named() {
    let (around, data) = folder();
    std::fs::write(around.path().join("sitrep.toml"), "cache_mb = 32\n").unwrap();
    let mut command = sitrep(&data, &["config", "print", "--listen", "127.0.0.1:4000"]);
    command
        .env("SITREP_SMTP_URL", "smtp://desk:hunter2@mail.example")
        .env("SITREP_PUBLIC_ULR", "x")
        .env("SITREP_CONFIG", "");
    let output = command.output().unwrap();
    let said = assert_fine(&output);
    assert!(!said.contains("hunter2"), "{said}");
    for line in ["listen = \"127.0.0.1:4000\"  # --listen", "cache_mb = \"32\"  # ./sitrep.toml:1", "# smtp_url = "] {
        assert!(said.contains(line), "{line} is missing in {said}");
    }
    assert!(said.contains("SITREP_PUBLIC_ULR means nothing"), "{said}");
}

#[test]
fn printing_the_settings_refuses_what_the_start_would_refuse() {
    let (_around, data) = folder();
    for (variable, value) in [("SITREP_ZONE", "Mars/Olympus"), ("SITREP_SMTP_URL", "http://x")] {
        for typed in [vec!["config", "print"], vec!["serve", "--listen", "127.0.0.1:0"]] {
            let output = sitrep(&data, &typed).env(variable, value).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{}", text(&output));
            assert!(text(&output).contains(&format!("({variable}): ")), "{}", text(&output));
        }
    }
    assert!(!data.exists());
}

#[test]
fn a_difference_is_listed_and_the_exit_code_is_one() {
    let (_around, data) = folder();
    assert_fine(&add_user(&data, "Rui", "responder"));
    let storage = Storage::open(&data, Options::default(), Clock::System).unwrap();
    let desk = backend::Backend::new(storage, backend::Options::default()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let draft = domain::report::ReportDraft {
        title: "Mail is down".into(),
        impact: "low".into(),
        urgency: "low".into(),
        ..Default::default()
    };
    let new = backend::incidents::NewReport::by_web(draft, false);
    runtime.block_on(desk.report(&backend::Caller::visitor(), new)).unwrap();
    let spoil = |tx: &mut backend::storage::Tx<'_>| {
        for (key, _) in tx.scan(Table::OpenIncidents, &[], &[], Order::Ascending, 10)? {
            tx.delete(Table::OpenIncidents, key);
        }
        Ok(())
    };
    desk.storage().write_blocking(spoil).unwrap();
    desk.storage().clone().close_blocking().unwrap();
    drop(desk);
    let output = typed(&data, &["verify"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains("INC-1"), "{}", text(&output));
}

#[test]
fn limits_stay_on_where_others_can_come_in() {
    let (_around, data) = folder();
    for (listen, url) in [("0.0.0.0:0", "http://127.0.0.1:3000"), ("127.0.0.1:0", "https://desk.example")] {
        let mut command = sitrep(&data, &["serve", "--listen", listen, "--public-url", url]);
        let output = command.env("SITREP_LIMITS", "off").output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", text(&output));
        assert!(text(&output).contains("for benchmarks on one machine"), "{}", text(&output));
    }
}

#[test]
fn ada_breaks_the_glass_at_the_machine() {
    let (_around, data) = folder();
    assert_fine(&add_user(&data, "Ada", "administrator"));
    assert_fine(&add_user(&data, "Mara", "manager"));
    let serving = Serving::start(&data);
    let unknown = typed(&data, &["break-glass", "SEC-0000", "--email", "mara@example.org"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown).contains("there is no incident SEC-0000"), "{}", text(&unknown));

    let report = "title=My+badge+was+copied&impact=low&urgency=high&restricted=on";
    let head = "POST /report HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n";
    let form =
        format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{report}", report.len());
    let answer = said(serving.address(), &format!("{head}{form}"));
    let receipt = answer.split("location: ").nth(1).unwrap().split_whitespace().next().unwrap();
    let page =
        said(serving.address(), &format!("GET {receipt} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
    let number = restricted_number(&page);
    let broken = assert_fine(&typed(&data, &["break-glass", &number, "--email", "mara@example.org"]));
    assert!(broken.contains(&format!("Mara is a member of {number}")), "{broken}");
    assert!(assert_fine(&typed(&data, &["verify"])).starts_with("clean: "));
    serving.stop();
}

#[test]
fn a_copy_on_a_medium_that_takes_no_writes_is_checked() {
    use std::os::unix::fs::PermissionsExt;
    let (around, data) = folder();
    assert_fine(&add_user(&data, "Rui", "responder"));
    let medium = around.path().join("medium");
    std::fs::create_dir(&medium).unwrap();
    assert_fine(&typed(&data, &["backup", "medium/copy.redb"]));
    let copy = medium.join("copy.redb");
    std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o400)).unwrap();
    std::fs::set_permissions(&medium, std::fs::Permissions::from_mode(0o500)).unwrap();
    let checked = assert_fine(&typed(&data, &["restore", "medium/copy.redb", "--check"]));
    assert!(checked.contains("clean: "), "{checked}");
    let left: Vec<_> = std::fs::read_dir(&medium).unwrap().flatten().map(|file| file.file_name()).collect();
    assert_eq!(left, ["copy.redb"], "nothing is written beside the copy");
    std::fs::set_permissions(&medium, std::fs::Permissions::from_mode(0o700)).unwrap();
    let mut nowhere = sitrep(&data, &["restore", "medium/copy.redb", "--check"]);
    let refused = nowhere.env("TMPDIR", "/nowhere").output().unwrap();
    assert!(!refused.status.success() && text(&refused).contains("/nowhere"), "{}", text(&refused));
}

#[test]
fn a_demonstration_leaves_nothing_behind_when_it_is_told_to_end() {
    let (around, data) = folder();
    let temporary = around.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let folders = || std::fs::read_dir(&temporary).unwrap().count();
    for signs_in_first in [false, true] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sitrep"));
        command.env_clear().env("TMPDIR", &temporary).current_dir(around.path());
        command.args(["demo", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.next().unwrap().unwrap().contains("playing a month"));
        if signs_in_first {
            assert!(lines.next().unwrap().unwrap().starts_with("sign in: "));
            assert!(lines.any(|line| line.unwrap().starts_with("Sitrep listens on ")));
        } else {
            std::thread::sleep(Duration::from_millis(300));
        }
        assert_eq!(folders(), 1);
        let pid = child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
        assert_eq!(folders(), 0, "the folder is left");
    }
    assert!(!data.exists());
}

#[tokio::test]
async fn after_48_hours_without_a_copy_every_page_of_ada_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::at(Clock::System, Some(folder.path()), &[]);
    let ada = office.signed_in("Ada", "administrator").await;
    let strip = "The newest backup is older than 48 hours.";
    assert!(get("/board").cookie(&ada).of(&office.site).await.body.contains(strip), "there is none at all");
    assert!(office.state.backend.run_due_jobs().await.unwrap() > 0, "the daily job makes today's");
    let copies = || std::fs::read_dir(folder.path().join("backups")).unwrap().flatten().map(|copy| copy.path());
    let copy = copies().find(|file| file.extension().is_some_and(|end| end == "redb")).unwrap();
    let later = Office::at(Clock::System, Some(folder.path()), &[]);
    let ada = later.signed_in("Ada", "administrator").await;
    assert!(!get("/board").cookie(&ada).of(&later.site).await.body.contains(strip));
    let rui = later.responder().await;
    let two_days = std::time::SystemTime::now() - Duration::from_secs(49 * 3600);
    std::fs::File::options().write(true).open(&copy).unwrap().set_modified(two_days).unwrap();
    let old = Office::at(Clock::System, Some(folder.path()), &[]);
    let ada = old.signed_in("Ada", "administrator").await;
    assert!(get("/board").cookie(&ada).of(&old.site).await.body.contains(strip));
    drop(rui);
    assert_eq!(form("/settings/backup", &[("act", "now")]).cookie(&ada).of(&old.site).await.status, 303);
}

#[tokio::test]
async fn a_balancer_is_told_ready_while_everything_is_shown_and_not_ready_for_writes() {
    let clock = Clock::manual(1_000);
    let office = Office::by(clock.clone(), &[]);
    let (release, held) = std::sync::mpsc::channel::<()>();
    let begun = std::sync::Arc::new(tokio::sync::Notify::new());
    let entered = begun.clone();
    let held = std::sync::Mutex::new(held);
    let ready = async |path: &str| {
        let answer = get(path).of(&office.site).await;
        (answer.status.as_u16(), answer.body)
    };
    assert_eq!(ready("/readyz?writes").await, (200, "ready\n".to_owned()));
    let storage = office.state.backend.storage().clone();
    let stuck = tokio::task::spawn_blocking(move || {
        storage.write_blocking(move |_| {
            entered.notify_one();
            held.lock().unwrap().recv().unwrap();
            Ok(())
        })
    });
    // This write, and not one of the desk's own.
    begun.notified().await;
    clock.advance(11_000);
    let (status, said) = ready("/readyz").await;
    assert!(status == 200 && said.starts_with("ready to read, not to write: the disk does not finish"), "{said}");
    assert_eq!(ready("/readyz?writes").await.0, 503);
    release.send(()).unwrap();
    stuck.await.unwrap().unwrap();
}

#[test]
fn a_deleted_data_folder_takes_no_report_and_says_so_to_whoever_watches() {
    let (_around, data) = folder();
    let serving = Serving::start(&data);
    // The copy of the day may be written into it at this moment.
    while std::fs::remove_dir_all(&data).is_err() {}
    let asked = |path: &str| {
        said(serving.address(), &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
    };
    assert!(asked("/readyz?writes").starts_with("HTTP/1.1 503"));
    let ready = asked("/readyz");
    assert!(ready.starts_with("HTTP/1.1 200") && ready.contains("the database file was deleted"), "{ready}");
    let report = "title=Mail+is+down&impact=low&urgency=low";
    let head = "POST /report HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n";
    let form =
        format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{report}", report.len());
    let answer = said(serving.address(), &format!("{head}{form}"));
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
}
