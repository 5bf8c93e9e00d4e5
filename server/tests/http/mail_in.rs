//! `sitrep mail-in`, as an MTA pipes: with and without a server that holds the folder, what it ends with, and Debian's
//! postfix as the MTA.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use backend::incidents::NewReport;
use backend::storage::{Options, Storage};
use backend::{Backend, Caller, Clock};
use domain::report::ReportDraft;

use crate::commands::{Serving, assert_fine, folder, sitrep, text};

const ANA: &str = "ana@example.org";

fn opened(data: &Path) -> Backend {
    let storage = Storage::open(data, Options::default(), Clock::System).unwrap();
    Backend::new(storage, backend::Options::default()).unwrap()
}

/// A folder in which Ana has reported something; the number of it.
fn ana_has_reported(data: &Path) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let desk = opened(data);
    let email = ANA.to_owned();
    let draft = ReportDraft { title: "Mail is down".into(), email, nonce: "n".into(), ..ReportDraft::default() };
    let draft = ReportDraft { impact: "low".into(), urgency: "low".into(), ..draft };
    let number = runtime.block_on(desk.report(&Caller::visitor(), NewReport::by_web(draft, false))).unwrap().number;
    desk.storage().clone().close_blocking().unwrap();
    number
}

/// Everything that stands in the timeline, as the file of the incident tells it.
fn timeline(data: &Path, number: &str) -> String {
    assert_fine(&sitrep(data, &["dossier", number]).output().unwrap())
}

fn piped(data: &Path, message: &str) -> Output {
    let mut command = sitrep(data, &["mail-in"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Whoever ends early hears no more.
    let _ = child.stdin.take().unwrap().write_all(message.as_bytes());
    child.wait_with_output().unwrap()
}

fn answer(number: &str, words: &str) -> String {
    format!(
        "From: {ANA}\r\nMessage-ID: <{}@example.org>\r\nSubject: Re: [{number}] Mail is down\r\n\r\n{words}\r\n",
        words.len()
    )
}

#[test]
fn what_is_piped_in_joins_the_incident_with_and_without_a_server() {
    let (_around, data) = folder();
    let number = ana_has_reported(&data);
    assert!(assert_fine(&piped(&data, &answer(&number, "Nobody serves"))).contains("taken"));
    let serving = Serving::start(&data);
    assert!(assert_fine(&piped(&data, &answer(&number, "Somebody serves it now"))).contains("taken"));
    let large = answer(&number, &format!("A long one\r\n\r\n> {}", "x\r\n> ".repeat(400_000)));
    assert!(assert_fine(&piped(&data, &large)).contains("taken"), "more than a line of orders used to hold");
    let stranger = piped(&data, &answer(&number, "Buy this now").replace(ANA, "eve@evil.example"));
    assert!(assert_fine(&stranger).contains("dropped: nobody here has the address"), "and never bounced");
    let told = timeline(&data, &number);
    for words in ["Nobody serves", "Somebody serves it now", "A long one"] {
        assert!(told.contains(words), "{words}");
    }
    assert!(!told.contains("Buy this now"));
    drop(serving);
}

#[test]
fn what_cannot_be_taken_now_is_to_be_handed_over_again() {
    let (around, data) = folder();
    let nothing_there = piped(&data, &answer("INC-1", "x"));
    assert_eq!(nothing_there.status.code(), Some(75), "{}", text(&nothing_there));
    let number = ana_has_reported(&data);
    // Somebody has the folder and takes no orders.
    let storage = Storage::open(&data, Options::default(), Clock::System).unwrap();
    let busy = piped(&data, &answer(&number, "x"));
    assert_eq!(busy.status.code(), Some(75), "{}", text(&busy));
    drop(storage);
    let mut wrong = sitrep(&data, &["mail-in"]);
    let wrong = wrong.env("SITREP_CACHE_MB", "many").output().unwrap();
    assert_eq!(wrong.status.code(), Some(75), "a mistyped setting loses nobody's words: {}", text(&wrong));
    drop(around);
}

#[test]
fn postfix_pipes_an_answer_into_a_running_desk() {
    let Some(postfix) = Postfix::prepare() else { return };
    let data = postfix.home.path().join("data");
    let number = ana_has_reported(&data);
    postfix.give_away(&data);
    let _serving = Serving::by(postfix.as_their_user(&data));
    postfix.start();
    postfix.sends(&answer(&number, "Through a real postfix"));
    for _ in 0..100 {
        if timeline(&data, &number).contains("Through a real postfix") {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("it did not come: {}", postfix.log());
}

/// Whose data folder it is: postfix pipes for nobody who may do everything.
const USER: &str = "nobody";

struct Postfix {
    home: tempfile::TempDir,
    port: u16,
}

impl Postfix {
    /// `None`, after a loud line, where postfix cannot run; where tests are the gate it must.
    fn prepare() -> Option<Self> {
        let absent = |why: &str| {
            eprintln!("postfix is absent: the test that pipes through it did not run ({why})");
            assert!(std::env::var_os("CI").is_none(), "postfix is absent: {why}");
        };
        if !Path::new("/usr/sbin/postfix").exists() {
            absent("apt-get install postfix");
            return None;
        }
        let home = tempfile::tempdir().unwrap();
        if fs::metadata(home.path()).unwrap().uid() != 0 {
            absent("it starts for root only");
            return None;
        }
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        for folder in ["etc", "queue", "postfix", "log"] {
            fs::create_dir(home.path().join(folder)).unwrap();
        }
        // Where the tests were built nobody else may read.
        fs::copy(env!("CARGO_BIN_EXE_sitrep"), home.path().join("sitrep")).unwrap();
        let postfix = Self { home, port };
        postfix.run("chown", &["postfix".as_ref(), postfix.home.path().join("postfix").as_os_str()]);
        fs::write(postfix.etc().join("main.cf"), postfix.main_cf()).unwrap();
        fs::write(postfix.etc().join("master.cf"), postfix.master_cf()).unwrap();
        Some(postfix)
    }

    fn etc(&self) -> PathBuf {
        self.home.path().join("etc")
    }

    fn run(&self, program: &str, arguments: &[&std::ffi::OsStr]) {
        assert!(Command::new(program).args(arguments).status().unwrap().success(), "{program}");
    }

    fn give_away(&self, data: &Path) {
        self.run("chown", &["-R".as_ref(), format!("{USER}:nogroup").as_ref(), data.as_os_str()]);
    }

    fn as_their_user(&self, data: &Path) -> Command {
        let mut command = Command::new("setpriv");
        command.env_clear().env("PATH", "/usr/bin:/bin").current_dir(self.home.path());
        command.args(["--reuid", USER, "--regid", "nogroup", "--clear-groups"]).arg(self.home.path().join("sitrep"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data).stdin(Stdio::null());
        command
    }

    fn start(&self) {
        self.run("/usr/sbin/postfix", &["-c".as_ref(), self.etc().as_os_str(), "start".as_ref()]);
        for _ in 0..200 {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("postfix does not listen: {}", self.log());
    }

    fn sends(&self, message: &str) {
        let mut socket = std::net::TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let said = format!(
            "EHLO client.example.org\r\nMAIL FROM:<{ANA}>\r\nRCPT TO:<desk+k3m7q@desk.example.org>\r\nDATA\r\n{message}.\r\nQUIT\r\n"
        );
        for line in said.split_inclusive("\r\n") {
            socket.write_all(line.as_bytes()).unwrap();
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut answers = String::new();
        std::io::Read::read_to_string(&mut socket, &mut answers).unwrap();
        assert!(answers.contains("250 2.0.0 Ok: queued"), "{answers}");
    }

    fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log/mail.log")).unwrap_or_default()
    }

    fn main_cf(&self) -> String {
        let home = self.home.path().display();
        format!(
            "compatibility_level = 3.6\nqueue_directory = {home}/queue\ndata_directory = {home}/postfix\n\
             maillog_file_prefixes = {home}\nmaillog_file = {home}/log/mail.log\nmail_owner = postfix\n\
             setgid_group = postdrop\nmyhostname = mx.example.net\nmydestination =\ninet_interfaces = 127.0.0.1\n\
             inet_protocols = ipv4\nmynetworks = 127.0.0.0/8\nalias_maps =\nalias_database =\n\
             relay_domains = desk.example.org\nrelay_transport = sitrep\nrecipient_delimiter = +\n\
             smtpd_relay_restrictions = permit_mynetworks, reject\n"
        )
    }

    fn master_cf(&self) -> String {
        let (port, home) = (self.port, self.home.path().display());
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
        lines.push_str(&format!(
            "sitrep unix - n n - 4 pipe\n  flags=DRX user={USER} argv={home}/sitrep mail-in --data {home}/data\n"
        ));
        lines
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let _ = Command::new("/usr/sbin/postfix").arg("-c").arg(self.etc()).arg("stop").status();
    }
}
