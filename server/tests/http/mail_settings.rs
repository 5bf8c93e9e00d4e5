//! The mail settings, over HTTP: what saving them says, and a test letter that is kept as a file.

use std::path::Path;

use backend::Clock;
use backend::mail::courier::Relay;
use domain::time::MINUTE;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::asked::{form, get};
use crate::office::{Office, PASSWORD};
use crate::people::{carried, with_password};

/// Monday, 23 November 2026, 08:00 UTC.
const MORNING: i64 = 1_795_420_800_000;

/// A mail server that says what is wanted of it.
async fn relay(to_the_sender: &'static str) -> String {
    greeting("220 relay.test", to_the_sender).await
}

async fn greeting(greeting: &'static str, to_the_sender: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://127.0.0.1:{}", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(format!("{greeting}\r\n").as_bytes()).await.unwrap();
            while let Ok(Some(line)) = lines.next_line().await {
                let answer = if line.starts_with("MAIL") { to_the_sender } else { "250 ok" };
                if write.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    url
}

#[tokio::test]
async fn saving_mail_settings_says_what_the_mail_server_says_and_no_page_says_otherwise() {
    let clock = Clock::manual(MORNING);
    let office = Office::by(clock.clone(), &[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let save = async |url: &str| {
        let desk = &office.state.backend;
        let seen = desk.settings().unwrap().stamps.revision().to_string();
        let fields = [("act", "mail"), ("smtp_url", url), ("mail_from", "desk@example.org"), ("revision", &seen)];
        form("/settings/mail", &fields).cookie(&ada).of(&office.site).await
    };
    let page = async |path: &str| get(path).cookie(&ada).of(&office.site).await.body;

    let answered = save(&relay("250 ok").await).await;
    assert_eq!((answered.status.as_u16(), answered.location()), (303, "/settings/mail?said=answered"));
    let said = page("/settings/mail?said=answered").await;
    assert!(said.contains("Saved. The mail server answered.") && said.contains("Letters go out."), "{said}");

    let nobody = save("smtp://127.0.0.1:1").await;
    assert_eq!(nobody.status, 200);
    let words = "Saved, but the mail server 127.0.0.1:1 (not encrypted) cannot be reached.";
    assert!(nobody.body.contains(words) && !nobody.body.contains("Letters go out."), "{}", nobody.body);
    assert_eq!(office.state.backend.settings().unwrap().smtp_url.as_deref(), Some("smtp://127.0.0.1:1"));
    let later = page("/settings/mail").await;
    assert!(
        later.contains("Paused: the mail server cannot be reached.") && !later.contains("Letters go out."),
        "{later}"
    );
    clock.advance(2_000);
    assert!(page("/settings/backup").await.contains("Letters wait: the mail server"), "a strip on every page");

    let refused = save(&relay("550 5.7.1 not you").await).await.body;
    assert!(refused.contains("refuses us.") && refused.contains("550 5.7.1 not you"), "{refused}");
    let paused = page("/settings/mail").await;
    assert!(paused.contains("Paused: the mail server refuses us.") && paused.contains("550 5.7.1 not you"), "{paused}");

    let none = save("").await;
    assert_eq!(none.location(), "/settings/mail?said=kept");
    assert!(page("/settings/mail?said=kept").await.contains("letters are kept as files"));
}

#[tokio::test]
async fn a_test_letter_without_a_mail_server_says_where_it_is_kept_as_a_file() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().join("mail");
    let kept = format!("kept as a file in {}", folder.display());
    let is_there = || std::fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some());

    let office = Office::at(Clock::manual(MORNING), Some(data.path()), &[]);
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let token = link.split('=').nth(1).unwrap();
    let tried = [("act", "test"), ("token", token), ("email", "ada@example.org"), ("smtp_url", "")];
    let page = form("/setup", &tried).of(&office.site).await;
    assert!(page.status == 200 && page.body.contains(&kept) && !page.body.contains("was taken"), "{}", page.body);
    assert!(is_there());

    std::fs::remove_dir_all(Path::new(&folder)).unwrap();
    let ada = office.signed_in("Ada", "administrator").await;
    let page = form("/settings/mail", &[("act", "test"), ("smtp_url", "")]).cookie(&ada).of(&office.site).await;
    assert!(page.status == 200 && page.body.contains(&kept) && !page.body.contains("was taken"), "{}", page.body);
    assert!(is_there());
}

#[tokio::test]
async fn ada_types_the_mail_server_into_fields_at_the_set_up_as_well() {
    let office = Office::with(&[]);
    let link = office.state.backend.set_up_link().await.unwrap().unwrap();
    let token = link.split('=').nth(1).unwrap();
    let page = get(&format!("/setup?token={token}")).of(&office.site).await;
    for field in ["smtp_host", "smtp_port", "smtp_security", "smtp_user", "smtp_password", "smtp_url"] {
        assert!(page.body.contains(&format!("name=\"{field}\"")), "{field}: {}", page.body);
    }
    let url = relay("250 ok").await;
    let port = url.rsplit(':').next().unwrap();
    let typed = |password| {
        let mut typed = fields("", port, password, "");
        typed.extend([("token", token), ("organisation", "Example"), ("zone", "UTC"), ("reach", "network")]);
        typed.extend([("public_url", "http://127.0.0.1:3000"), ("name", "Ada Lima"), ("email", "ada@example.org")]);
        typed
    };
    let refused = form("/setup", &typed("")).of(&office.site).await;
    assert_eq!(refused.status, 422);
    for kept in ["smtp_password-error", "id=\"password-error\"", "value=\"127.0.0.1\"", "value=\"desk@example.org\""] {
        assert!(refused.body.contains(kept), "{kept}: {}", refused.body);
    }
    let password = "a#b?c%2Fd@e:f+g &h";
    let done = form("/setup", &[typed(password), vec![("password", PASSWORD)]].concat()).of(&office.site).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let stored = Relay::parse(&office.state.backend.settings().unwrap().smtp_url.unwrap()).unwrap();
    assert_eq!(stored.credentials, Some(("desk@example.org".to_owned(), password.to_owned())));
    assert_eq!(stored.host, "127.0.0.1");
}

/// The fields of the mail server, as the form sends them.
fn fields<'a>(act: &'a str, port: &'a str, password: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("act", act),
        ("smtp_host", "127.0.0.1"),
        ("smtp_port", port),
        ("smtp_security", "none"),
        ("smtp_user", "desk@example.org"),
        ("smtp_password", password),
        ("smtp_url", ""),
        ("mail_from", "desk@example.org"),
        ("revision", revision),
    ]
}

#[tokio::test]
async fn ada_types_the_mail_server_into_fields_and_any_password_is_kept_as_it_is() {
    let clock = Clock::manual(MORNING);
    let office = Office::by(clock.clone(), &[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let url = relay("250 ok").await;
    let port = url.rsplit(':').next().unwrap();
    let stored = || Relay::parse(&office.state.backend.settings().unwrap().smtp_url.unwrap()).unwrap();
    let revision = || office.state.backend.settings().unwrap().stamps.revision().to_string();
    let post = async |fields: &[(&str, &str)]| form("/settings/mail", fields).cookie(&ada).of(&office.site).await;

    for password in ["AbCd/EfGh", "a#b?c%2Fd@e:f+g &h"] {
        // After ten minutes her own password is asked for, and she types the server's once.
        clock.advance(10 * MINUTE + 1);
        let asked = post(&fields("mail", port, password, &revision())).await;
        assert_eq!(asked.status, 422);
        let kept = carried(&asked);
        let saved = post(&with_password(&kept, PASSWORD)).await;
        assert!(saved.status == 200 || saved.status == 303, "{}", saved.body);
        assert!(!saved.body.contains("Enter your password again"), "{}", saved.body);
        assert_eq!(stored().credentials, Some(("desk@example.org".to_owned(), password.to_owned())));
    }
    let page = get("/settings/mail").cookie(&ada).of(&office.site).await.body;
    assert!(page.contains("value=\"desk@example.org\"") && page.contains(&format!("value=\"{port}\"")), "{page}");
    assert!(!page.contains("a#b") && !page.contains("a%23b"), "{page}");

    post(&fields("mail", port, "", &revision())).await;
    assert_eq!(stored().credentials.unwrap().1, "a#b?c%2Fd@e:f+g &h", "an empty field keeps it");
    let elsewhere = post(&fields("mail", "26", "", &revision())).await;
    assert!(elsewhere.status == 422 && elsewhere.body.contains("for the same server"), "{}", elsewhere.body);
    assert_eq!(stored().port.to_string(), port);

    clock.advance(10 * MINUTE + 1);
    let tested = post(&fields("test", port, "another", &revision())).await;
    let tested = post(&with_password(&carried(&tested), PASSWORD)).await;
    assert!(tested.status == 200 && !tested.body.contains("Enter your password again"), "{}", tested.body);
}

#[tokio::test]
async fn what_is_wrong_with_a_mail_server_is_said_with_what_to_do_and_in_no_words_of_others() {
    let office = Office::by(Clock::manual(MORNING), &[("SITREP_PUBLIC_URL", "http://127.0.0.1:3000")]);
    let ada = office.signed_in("Ada", "administrator").await;
    let post = async |act: &str, url: &str| {
        let revision = office.state.backend.settings().unwrap().stamps.revision().to_string();
        let fields = [("act", act), ("smtp_url", url), ("mail_from", "desk@example.org"), ("revision", &revision)];
        form("/settings/mail", &fields).cookie(&ada).of(&office.site).await.body
    };
    for act in ["mail", "test"] {
        let nobody = post(act, "smtp://127.0.0.1:1").await;
        assert!(nobody.contains("Nobody listens at 127.0.0.1:1"), "{nobody}");
        let (_, folded) = nobody.split_once("What came back, word for word").unwrap();
        assert!(folded.contains("refused"), "{nobody}");
        assert_eq!(nobody.matches("os error").count(), folded.matches("os error").count(), "only where it is folded");

        let shell = post(act, &greeting("SSH-2.0-OpenSSH_9.2p1 secret-host", "250 ok").await).await;
        assert!(shell.contains("is no mail server") && !shell.contains("OpenSSH"), "{shell}");

        let malformed = post(act, "smtp://AKIA:AbCd/EfGh@mail.example:587").await;
        assert!(malformed.contains("is typed into the fields instead"), "{malformed}");
    }
}
