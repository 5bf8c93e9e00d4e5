//! End to end through Debian's postfix: our courier, a real relay with a configuration of its own, our sink.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use backend::mail::courier::{Courier, Outcome, Parcel, Relay, SmtpCourier};
use tempfile::TempDir;

use crate::smtp_sink::Sink;

const LETTER: &[u8] = b"From: desk@example.org\r\nTo: ana@example.org\r\nDate: Mon, 5 Jan 2026 08:02:00 +0000\r\n\
    Message-ID: <inc42.1@example.org>\r\nSubject: [INC-42] Mail is down\r\n\r\nWe look into it.\r\n.\r\n..two\r\n";

#[tokio::test]
async fn a_letter_travels_through_a_real_postfix_with_its_message_id() {
    let sink = Sink::start([]).await;
    let Some(relay) = Postfix::start(sink.port) else { return };
    let url = format!("smtp://127.0.0.1:{}", relay.port);
    let courier = Courier::Smtp(SmtpCourier::new(Relay::parse(&url).unwrap(), "example.org", Duration::from_secs(10)));

    let parcel = Parcel { name: "one", envelope_from: "desk@example.org", to: "ana@example.org", bytes: LETTER };
    let outcome = courier.deliver(parcel).await;
    assert!(
        matches!(&outcome, Outcome::Accepted { answer } if answer.starts_with("250 2.0.0")),
        "{outcome:?} {}",
        relay.log()
    );

    let gone = courier.deliver(Parcel { to: "gone@example.org", ..parcel }).await;
    assert!(matches!(&gone, Outcome::Refused { answer } if answer.starts_with("554 5.7.1")), "{gone:?}");

    assert!(sink.wait_for(1, Duration::from_secs(20)).await, "postfix passed nothing on: {}", relay.log());
    let taken = sink.taken();
    assert_eq!(taken[0].message_id, "<inc42.1@example.org>");
    assert_eq!(taken[0].recipient, "ana@example.org");
    let text = String::from_utf8(taken[0].bytes.clone()).unwrap();
    assert!(text.contains("We look into it.\r\n.\r\n..two\r\n"), "dots survive: {text}");
}

struct Postfix {
    port: u16,
    home: TempDir,
}

impl Postfix {
    /// `None`, after a loud line, where postfix cannot run.
    fn start(next_hop: u16) -> Option<Self> {
        let program = Path::new("/usr/sbin/postfix");
        if !program.exists() {
            eprintln!("postfix is absent: the end-to-end mail test did not run (apt-get install postfix)");
            return None;
        }
        let home = tempfile::tempdir().unwrap();
        if fs::metadata(home.path()).unwrap().uid() != 0 {
            eprintln!("postfix is absent: it starts for root only, so the end-to-end mail test did not run");
            return None;
        }
        let port = free_port();
        lay_out(home.path(), port, next_hop);
        let relay = Self { port, home };
        let started = relay.control("start");
        assert!(started, "postfix did not start: {}", relay.log());
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(relay);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("postfix does not listen: {}", relay.log());
    }

    fn control(&self, verb: &str) -> bool {
        let output =
            Command::new("/usr/sbin/postfix").arg("-c").arg(self.home.path().join("etc")).arg(verb).output().unwrap();
        if !output.status.success() {
            eprintln!("postfix {verb}: {}", String::from_utf8_lossy(&output.stderr));
        }
        output.status.success()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log/mail.log")).unwrap_or_default()
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        self.control("stop");
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn lay_out(home: &Path, port: u16, next_hop: u16) {
    fs::set_permissions(home, fs::Permissions::from_mode(0o755)).unwrap();
    let folder = |name: &str| -> PathBuf {
        let path = home.join(name);
        fs::create_dir(&path).unwrap();
        path
    };
    let (etc, _queue, data, _log) = (folder("etc"), folder("queue"), folder("data"), folder("log"));
    let owned = Command::new("chown").arg("postfix").arg(&data).status().unwrap();
    assert!(owned.success());
    fs::write(etc.join("main.cf"), main_cf(home, next_hop)).unwrap();
    fs::write(etc.join("master.cf"), master_cf(port)).unwrap();
}

fn main_cf(home: &Path, next_hop: u16) -> String {
    let home = home.display();
    format!(
        "compatibility_level = 3.6\nqueue_directory = {home}/queue\ndata_directory = {home}/data\n\
         maillog_file_prefixes = {home}\nmaillog_file = {home}/log/mail.log\n\
         mail_owner = postfix\nsetgid_group = postdrop\nmyhostname = relay.example.net\nmydestination =\n\
         inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nmynetworks = 127.0.0.0/8\n\
         relayhost = [127.0.0.1]:{next_hop}\nalias_maps =\nalias_database =\n\
         smtp_host_lookup = native\nsmtp_tls_security_level = none\n\
         smtpd_recipient_restrictions = check_recipient_access inline:{{gone@example.org=REJECT}}, permit_mynetworks, reject\n\
         smtpd_relay_restrictions = permit_mynetworks, reject\n"
    )
}

fn master_cf(port: u16) -> String {
    let mut lines = format!("127.0.0.1:{port} inet n - n - - smtpd\npostlog unix-dgram n - n - 1 postlogd\n");
    for (name, program, private, wakeup, limit) in [
        ("pickup", "pickup", "n", "60", "1"),
        ("cleanup", "cleanup", "n", "-", "0"),
        ("qmgr", "qmgr", "n", "300", "1"),
        ("tlsmgr", "tlsmgr", "-", "1000?", "1"),
        ("rewrite", "trivial-rewrite", "-", "-", "-"),
        ("bounce", "bounce", "-", "-", "0"),
        ("defer", "bounce", "-", "-", "0"),
        ("trace", "bounce", "-", "-", "0"),
        ("proxymap", "proxymap", "-", "-", "-"),
        ("smtp", "smtp", "-", "-", "-"),
        ("relay", "smtp", "-", "-", "-"),
        ("error", "error", "-", "-", "-"),
        ("retry", "error", "-", "-", "-"),
        ("anvil", "anvil", "-", "-", "1"),
        ("scache", "scache", "-", "-", "1"),
    ] {
        lines.push_str(&format!("{name} unix {private} - n {wakeup} {limit} {program}\n"));
    }
    lines
}
