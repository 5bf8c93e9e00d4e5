//! End to end through Debian's dovecot: Ana's answer lies in a mailbox, is read out of it once, and is marked there.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use backend::replies::CameView;
use backend::settings::SettingsDraft;
use domain::permissions::Section;
use domain::time::SECOND;
use tempfile::TempDir;

use crate::office::{ADA, ANA, RUI};
use crate::outbox::House;

#[tokio::test]
async fn an_answer_is_read_out_of_a_real_mailbox_once() {
    let Some(dovecot) = Dovecot::start() else { return };
    let house = House::open().await;
    let number = house.ana_reports("Mail is down").await;
    house.rui_takes(&number).await;
    house.later(11 * SECOND).await;
    let letter = house.letters(ANA).pop().unwrap().message_id;
    assert_eq!(house.office.desk.read_mailbox().await, Ok(0), "none is set");
    dovecot.read_by(&house, "secret").await;
    assert_eq!(house.office.desk.read_mailbox().await, Ok(0), "it is empty: {}", dovecot.log());

    dovecot.holds(
        "1",
        &format!(
            "From: {ANA}\r\nMessage-ID: <m1@example.org>\r\nIn-Reply-To: <{letter}>\r\n\r\nOut of the mailbox\r\n"
        ),
    );
    dovecot.holds("2", &format!("From: eve@evil.example\r\nSubject: [{number}]\r\n\r\nBuy this\r\n"));
    assert_eq!(house.office.desk.read_mailbox().await, Ok(2), "{}", dovecot.log());
    let rui = house.office.signed_in(RUI).await;
    let said = async || {
        let lines = house.office.lines(&rui, &number).await;
        lines.iter().filter(|line| line.html.as_deref().is_some_and(|html| html.contains("Out of the mailbox"))).count()
    };
    assert_eq!(said().await, 1);
    assert_eq!(house.office.desk.read_mailbox().await, Ok(0), "both are marked");
    // Somebody marks it as unread: it is the same message.
    dovecot.marks_all_unread();
    assert_eq!(house.office.desk.read_mailbox().await, Ok(2));
    assert_eq!(said().await, 1);
    let ada = house.office.signed_in(ADA).await;
    let log = house.office.desk.replies(&ada).unwrap();
    assert!(log.rows.iter().all(|row| !row.by_pipe) && log.rows.len() == 2);
    assert!(
        log.rows.iter().any(|row| matches!(&row.came, CameView::Joined { number: joined, .. } if *joined == number))
    );
    assert!(log.mailbox.unwrap().1.is_none());

    dovecot.read_by(&house, "wrong").await;
    assert!(house.office.desk.read_mailbox().await.is_err());
    let trouble = house.office.desk.replies(&ada).unwrap().mailbox.unwrap().1.unwrap();
    assert!(trouble.contains("Authentication failed") && !trouble.contains("wrong"), "{trouble}");
}

struct Dovecot {
    port: u16,
    home: TempDir,
    child: Child,
}

impl Dovecot {
    /// `None`, after a loud line, where dovecot cannot run; where tests are the gate it must.
    fn start() -> Option<Self> {
        let absent = |why: &str| {
            eprintln!("dovecot is absent: the test that reads a real mailbox did not run ({why})");
            assert!(std::env::var_os("CI").is_none(), "dovecot is absent: {why}");
        };
        if !Path::new("/usr/sbin/dovecot").exists() {
            absent("apt-get install dovecot-imapd");
            return None;
        }
        let home = tempfile::tempdir().unwrap();
        if fs::metadata(home.path()).unwrap().uid() != 0 {
            absent("it starts for root only");
            return None;
        }
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        for folder in ["maildir", "maildir/new", "maildir/cur", "maildir/tmp", "run"] {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let conf = home.path().join("dovecot.conf");
        fs::write(&conf, conf_of(home.path(), port)).unwrap();
        let child =
            Command::new("/usr/sbin/dovecot").arg("-F").arg("-c").arg(&conf).stderr(Stdio::null()).spawn().unwrap();
        let dovecot = Self { port, home, child };
        dovecot.give_to_mail();
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(dovecot);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("dovecot does not listen: {}", dovecot.log());
    }

    async fn read_by(&self, house: &House, password: &str) {
        let url = format!("imap://desk:{password}@127.0.0.1:{}/INBOX?tls=none", self.port);
        let ada = house.office.signed_in(ADA).await;
        let typed = SettingsDraft::posted(Section::Mail, [("imap_url".to_owned(), url)].into(), None);
        house.office.desk.change_settings(&ada, &typed).await.unwrap();
    }

    fn holds(&self, name: &str, message: &str) {
        fs::write(self.folder("new").join(name), message).unwrap();
        self.give_to_mail();
    }

    fn marks_all_unread(&self) {
        for seen in fs::read_dir(self.folder("cur")).unwrap().flatten() {
            let name = seen.file_name().into_string().unwrap();
            assert!(name.ends_with('S'), "{name}");
            fs::rename(seen.path(), self.folder("cur").join(name.trim_end_matches('S'))).unwrap();
        }
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.home.path().join("maildir").join(name)
    }

    fn give_to_mail(&self) {
        let maildir = self.home.path().join("maildir");
        assert!(Command::new("chown").arg("-R").arg("mail:mail").arg(maildir).status().unwrap().success());
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("dovecot.log")).unwrap_or_default()
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        // It ends its own children on SIGTERM, which `kill` of the library does not send.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn conf_of(home: &Path, port: u16) -> String {
    let home = home.display();
    format!(
        "base_dir = {home}/run\nlog_path = {home}/dovecot.log\nprotocols = imap\nssl = no\ndisable_plaintext_auth = no\n\
         listen = 127.0.0.1\nmail_location = maildir:{home}/maildir\nfirst_valid_uid = 1\nfirst_valid_gid = 1\n\
         auth_failure_delay = 0\n\
         passdb {{\n  driver = static\n  args = password=secret\n}}\n\
         userdb {{\n  driver = static\n  args = uid=mail gid=mail home={home}/maildir\n}}\n\
         service imap-login {{\n  inet_listener imap {{\n    port = {port}\n  }}\n  inet_listener imaps {{\n    port = 0\n  }}\n}}\n"
    )
}
