//! The page of the copies, what the command lines on it do as they stand, and what a disk that alters bits is answered.

use std::path::Path;
use std::process::Command;

use backend::Clock;
use backend::storage::backup;

use crate::asked::{form, get};
use crate::commands::{Serving, add_user, assert_fine, folder, text, typed};
use crate::office::Office;

/// What a browser shows of it.
fn shown(html: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

/// One bit in each place where these bytes lie: older pages hold some of them as well.
fn flip(file: &Path, words: &str) {
    let mut bytes = std::fs::read(file).unwrap();
    let places = bytes.windows(words.len()).enumerate().filter(|(_, found)| *found == words.as_bytes());
    let places: Vec<_> = places.map(|(place, _)| place).collect();
    assert!(!places.is_empty(), "\u{201c}{words}\u{201d} lies in the file");
    for place in places {
        bytes[place] ^= 1;
    }
    std::fs::write(file, bytes).unwrap();
}

#[tokio::test]
async fn ada_reads_each_copy_and_the_restore_line_works_as_it_stands() {
    let around = tempfile::tempdir().unwrap();
    let data = around.path().join("Ana's $(data)");
    std::fs::create_dir(&data).unwrap();
    let office = Office::at(Clock::System, Some(&data), &[]);
    let ada = office.signed_in("Ada", "administrator").await;
    let page = async || get("/settings/backup").cookie(&ada).of(&office.site).await.body;
    let before = page().await;
    assert!(before.contains("There is no copy yet.") && !before.contains("sitrep restore"), "{before}");
    let made = form("/settings/backup", &[]).cookie(&ada).of(&office.site).await;
    assert_eq!(made.location(), "/settings/backup?said=made");
    let (day, copy) = backup::newest(&data).unwrap().unwrap();
    let body = page().await;
    for shown in [format!("{day}.redb"), " kB".to_owned(), "clean, ".to_owned()] {
        assert!(body.contains(&shown), "{shown}: {body}");
    }
    let (_, line) = body.split_once("<pre class=\"answer\">sitrep restore ").unwrap();
    let line = format!("sitrep restore {}", shown(line.split_once("</pre>").unwrap().0));
    let binary = Path::new(env!("CARGO_BIN_EXE_sitrep")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", binary.display());
    let run = Command::new("sh").args(["-c", &line]).env_clear().env("PATH", path).current_dir("/").output().unwrap();
    assert!(assert_fine(&run).contains("restored"), "{line}");
    assert!(data.join("sitrep.redb").exists());

    let older = data.join("backups/2026-01-01.redb");
    std::fs::rename(&copy, &older).unwrap();
    flip(&older, "Ada");
    assert!(page().await.contains("not yet"), "nobody has looked at a copy that came from elsewhere");
    assert_eq!(form("/settings/backup", &[]).cookie(&ada).of(&office.site).await.status, 303);
    let body = page().await;
    assert!(body.contains("2026-01-01.redb") && body.contains(">damaged<"), "{body}");
    assert!(body.contains(&format!("/backups/{day}.redb")), "the clean one is to be brought back");
}

#[tokio::test]
async fn a_second_folder_is_looked_at_before_it_is_taken_and_gets_each_copy() {
    let around = tempfile::tempdir().unwrap();
    let (data, second) = (around.path().join("data"), around.path().join("second"));
    std::fs::create_dir(&data).unwrap();
    std::fs::write(around.path().join("file"), b"").unwrap();
    let clock = Clock::manual(1_795_420_800_000);
    let office = Office::at(clock.clone(), Some(&data), &[]);
    let ada = office.signed_in("Ada", "administrator").await;
    let name = async |typed: &Path| {
        let fields = [("act", "second"), ("second_folder", typed.to_str().unwrap())];
        form("/settings/backup", &fields).cookie(&ada).of(&office.site).await
    };
    for (typed, words) in [
        (second.clone(), "The server has no folder of this name."),
        (around.path().join("file"), "This is a file, not a folder."),
        (data.clone(), "This is in the data folder"),
        ("copies".into(), "Write the whole path of a folder"),
    ] {
        let refused = name(&typed).await;
        assert_eq!(refused.status, 422, "{typed:?}");
        assert!(refused.body.contains(words), "{typed:?}: {}", refused.body);
        assert!(
            refused.body.contains(&format!("value=\"{}\"", typed.display())),
            "it is still typed: {}",
            refused.body
        );
    }
    let fields = [("act", "status"), ("status_folder", data.to_str().unwrap())];
    let refused = form("/settings/backup", &fields).cookie(&ada).of(&office.site).await;
    assert!(refused.status == 422 && refused.body.contains("This is in the data folder"), "{}", refused.body);
    std::fs::create_dir(&second).unwrap();
    assert_eq!(name(&second).await.location(), "/settings/backup?said=saved");
    let page = async |path: &str| get(path).cookie(&ada).of(&office.site).await.body;
    let body = page("/settings/backup").await;
    assert!(body.contains("on the same disk as the data") && body.contains("No copy lies there yet."), "{body}");
    assert!(page("/settings/journal").await.contains("second folder for copies"));

    let now = async || form("/settings/backup", &[]).cookie(&ada).of(&office.site).await;
    assert_eq!(now().await.location(), "/settings/backup?said=made");
    assert_eq!(backup::listed_in(&second).unwrap().len(), 1);
    std::fs::remove_dir_all(&second).unwrap();
    let strip = "The newest copy could not be put into the second folder.";
    assert!(!page("/board").await.contains(strip));
    assert_eq!(now().await.location(), "/settings/backup?said=made-here");
    clock.advance(3_000);
    assert!(page("/board").await.contains(strip));
    std::fs::create_dir(&second).unwrap();
    assert_eq!(now().await.location(), "/settings/backup?said=made");
    clock.advance(3_000);
    assert!(!page("/board").await.contains(strip));
    let mara = office.signed_in("Mara", "manager").await;
    let read = get("/settings/backup").cookie(&mara).of(&office.site).await.body;
    assert!(read.contains("Second folder") && !read.contains("name=\"second_folder\""), "{read}");
}

#[test]
fn an_altered_page_is_found_by_verify_and_gets_into_no_copy_closed_or_running() {
    let (_around, data) = folder();
    assert_fine(&add_user(&data, "Rui", "responder"));
    let file = data.join("sitrep.redb");
    flip(&file, "rui@example.org");
    let altered = std::fs::read(&file).unwrap();
    let closed = typed(&data, &["verify"]);
    assert!(!closed.status.success() && text(&closed).contains("cannot be read"), "{}", text(&closed));
    assert_eq!(std::fs::read(&file).unwrap(), altered, "looking changes nothing");
    let copied = typed(&data, &["backup", "copy.redb"]);
    assert!(!copied.status.success() && text(&copied).contains("The data is damaged"), "{}", text(&copied));
    let serving = Serving::start(&data);
    let running = typed(&data, &["verify"]);
    assert!(!running.status.success() && text(&running).contains("cannot be read"), "{}", text(&running));
    let copied = typed(&data, &["backup", "copy.redb"]);
    assert!(!copied.status.success() && text(&copied).contains("The data is damaged"), "{}", text(&copied));
    assert!(!data.parent().unwrap().join("copy.redb").exists());
    drop(serving);
}
