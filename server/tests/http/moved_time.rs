//! `sitrep demo --advance`: moves the time of a demonstration that runs, and of nothing else.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use backend::demo::mark;
use domain::time::{HOUR, SECOND};

use crate::asked::get;
use crate::commands::{Serving, add_user, assert_fine, folder, sitrep, text, typed};
use crate::live::Stream;
use crate::office::Office;
use crate::operator::said;

const EMPTY: &[&str] = &["demo", "--empty", "--listen", "127.0.0.1:0"];

/// The server's time in seconds, as every page tells it to its script, ahead of real time.
fn ahead(serving: &Serving) -> i64 {
    let page = said(serving.address(), "GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    let now = page.split("data-now=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    now.parse::<i64>().unwrap() - i64::try_from(real).unwrap()
}

fn is_about(ahead: i64, expected: i64) -> bool {
    (ahead - expected / SECOND).abs() < 60
}

#[test]
fn a_demonstration_that_runs_is_moved_on_and_goes_on_from_there_when_it_is_started_again() {
    let (_around, data) = folder();
    let serving = Serving::of(&data, EMPTY);
    assert!(is_about(ahead(&serving), 0));
    let moved = assert_fine(&typed(&data, &["demo", "--advance", "3h"]));
    assert!(moved.starts_with("the demonstration has moved on: it is "), "{moved}");
    assert!(is_about(ahead(&serving), 3 * HOUR));
    assert_fine(&typed(&data, &["demo", "--advance", "2d"]));
    serving.stop();
    let again = Serving::of(&data, EMPTY);
    assert!(is_about(ahead(&again), 51 * HOUR));
    assert!(assert_fine(&typed(&data, &["verify"])).starts_with("clean: "));
    again.stop();
    // Without a server it is moved where it lies.
    assert_fine(&typed(&data, &["demo", "--advance", "1h"]));
    let last = Serving::of(&data, EMPTY);
    assert!(is_about(ahead(&last), 52 * HOUR));
}

#[test]
fn a_real_desk_is_not_moved_running_or_not_nor_served_as_a_demonstration() {
    let (_around, data) = folder();
    assert_fine(&add_user(&data, "Ada", "administrator"));
    let refused = |arguments: &[&str], why: &str| {
        let output = typed(&data, arguments);
        assert!(!output.status.success() && text(&output).contains(why), "{}", text(&output));
    };
    refused(&["demo", "--advance", "3h"], "This folder holds a real desk");
    refused(EMPTY, "holds a desk that is no demonstration");
    let serving = Serving::start(&data);
    refused(&["demo", "--advance", "3h"], "This folder holds a real desk");
    assert!(is_about(ahead(&serving), 0));
    let nowhere = typed(&data.with_file_name("nowhere"), &["demo", "--advance", "3h"]);
    assert!(!nowhere.status.success() && text(&nowhere).contains("there is no Sitrep data"), "{}", text(&nowhere));
}

#[test]
fn a_span_of_another_form_is_refused_with_the_forms_that_are_taken() {
    let (_around, data) = folder();
    for span in ["3", "soon", "0h", "1h30m", "-3h", "3 h"] {
        let output = typed(&data, &["demo", &format!("--advance={span}")]);
        let said = text(&output);
        assert!(!output.status.success() && said.contains("a span is written as 90s, 15m, 3h or 2d"), "{said}");
    }
    assert!(!data.exists());
}

#[test]
fn without_a_folder_the_one_demonstration_that_runs_is_meant() {
    let (around, data) = folder();
    let temporary = around.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    let advance = || nowhere(&data, &["demo", "--advance", "3h"], &temporary).output().unwrap();
    assert!(text(&advance()).contains("no demonstration runs here"), "{}", text(&advance()));
    let first = Serving::by(nowhere(&data, EMPTY, &temporary));
    assert_fine(&advance());
    assert!(is_about(ahead(&first), 3 * HOUR));
    let second = Serving::by(nowhere(&data, EMPTY, &temporary));
    assert!(text(&advance()).contains("several demonstrations run"), "{}", text(&advance()));
    first.stop();
    assert_fine(&advance());
    assert!(is_about(ahead(&second), 3 * HOUR));
}

/// The command without a named folder.
fn nowhere(data: &Path, arguments: &[&str], temporary: &Path) -> std::process::Command {
    let around = sitrep(data, &[]);
    let mut command = std::process::Command::new(around.get_program());
    command.env_clear().env("TMPDIR", temporary).current_dir(data.parent().unwrap()).args(arguments);
    command
}

#[tokio::test(flavor = "multi_thread")]
async fn open_pages_hear_what_time_it_is_and_their_sessions_go_on() {
    let office = Office::open();
    let rui = office.responder().await;
    let desk = &office.state.backend;
    mark(desk).await.unwrap();
    let mut stream = Stream::open(&office, &rui, "").await;
    let now = |hello: &str| -> i64 {
        assert!(hello.contains("event: hello"), "{hello}");
        hello.split("\"now\":").nth(1).unwrap().trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap()
    };
    let before = now(&stream.event().await.unwrap());
    desk.advance(&desk.operator(), 30 * 24 * HOUR).await.unwrap();
    let after = now(&stream.event().await.unwrap());
    assert!(after - before >= 30 * 24 * HOUR && after - before < 30 * 24 * HOUR + 60 * SECOND);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(get("/board").cookie(&rui).of(&office.site).await.status, 200, "he is signed in still");
}
