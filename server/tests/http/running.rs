//! The pages for operators (`docs/running`) and README are true: the commands they type are commands, the settings they
//! name are settings, and the files beside them are read by the programs they are for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Parser;
use regex::Regex;
use server::command_line::CommandLine;
use server::settings::{KEYS, Settings, Surroundings};

use crate::asked::form;
use crate::log::Log;
use crate::office::Office;

fn house() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn written(name: &str) -> String {
    std::fs::read_to_string(house().join("docs/running").join(name)).unwrap()
}

/// Every page and file for operators, with README, by name.
fn pages() -> BTreeMap<String, String> {
    let mut pages =
        BTreeMap::from([("README.md".to_owned(), std::fs::read_to_string(house().join("README.md")).unwrap())]);
    let mut folders = vec![house().join("docs/running")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let name = entry.strip_prefix(house()).unwrap().display().to_string();
                pages.insert(name, std::fs::read_to_string(entry).unwrap());
            }
        }
    }
    assert!(pages.len() > 10, "{:?}", pages.keys());
    pages
}

/// What stands between fences, line by line, and what stands between backticks in a line.
fn code(page: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            found.push(line.trim().to_owned());
        } else {
            // A form of several commands at once is no command.
            let inline = line.split('`').skip(1).step_by(2).filter(|code| !code.contains(['|', '[']));
            found.extend(inline.map(str::to_owned));
        }
    }
    found
}

/// Words as a shell parts them; quotes keep together.
fn words(line: &str) -> Vec<String> {
    let quoted = line.split('"').enumerate();
    let parts = quoted.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![part.to_owned()],
    });
    parts.collect()
}

/// The words from `sitrep` on, where that is what the line runs.
fn typed(line: &str) -> Option<Vec<String>> {
    let all = words(line.split(" | ").next().unwrap_or_default());
    let begin = all.iter().position(|word| !word.contains('='))?;
    let run = match all[begin].as_str() {
        "sitrep" => begin,
        "sudo" => begin + 3,
        "podman" if all.get(begin + 1).is_some_and(|word| word == "exec") => begin + 3,
        _ => return None,
    };
    // Alone it is the name of the user.
    (all.len() > run + 1 && all[run] == "sitrep").then(|| all[run..].to_vec())
}

#[test]
fn every_command_that_a_page_for_operators_types_is_one() {
    let mut seen = 0;
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for (name, page) in pages().iter().filter(|(name, _)| name.ends_with(".md")) {
        lines.extend(code(page).iter().filter_map(|line| typed(line)).map(|line| (name.clone(), line)));
    }
    let unit = written("sitrep.service");
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
    lines.push(("sitrep.service".to_owned(), words(start)));
    for line in written("Containerfile").lines().filter_map(|line| line.split_once("CMD [")) {
        let command: Vec<String> = serde_json::from_str(&format!("[{}", line.1)).unwrap();
        let own = if command[0] == "sitrep" { command } else { [vec!["sitrep".to_owned()], command].concat() };
        lines.push(("Containerfile".to_owned(), own));
    }
    for (name, line) in lines {
        let parsed = CommandLine::try_parse_from(&line);
        let told = parsed.as_ref().err().map(clap::Error::kind);
        let fine = parsed.is_ok() || told == Some(clap::error::ErrorKind::DisplayVersion);
        assert!(fine, "{name}: {}: {told:?}", line.join(" "));
        seen += 1;
    }
    assert!(seen > 25, "only {seen} commands were found");
}

#[test]
fn every_setting_that_a_page_for_operators_names_is_one() {
    let mut known: BTreeSet<String> =
        KEYS.iter().flat_map(|key| [key.variable.to_owned(), key.file_variable()]).collect();
    known.insert("SITREP_CONFIG".to_owned());
    let name = Regex::new("SITREP_[A-Z_]*[A-Z]").unwrap();
    for (page, text) in pages() {
        for found in name.find_iter(&text) {
            assert!(known.contains(found.as_str()), "{page}: there is no {}", found.as_str());
        }
    }
}

#[test]
fn the_settings_beside_the_unit_are_taken() {
    let text = written("sitrep.env");
    // Also those that are only offered.
    let lines = text.lines().map(|line| line.trim_start_matches('#')).filter(|line| line.starts_with("SITREP_"));
    let environment: BTreeMap<String, String> = lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    assert_eq!(environment.len(), 5);
    let folder = PathBuf::from("/nowhere");
    let settings = Settings::load(&Surroundings { environment, folder, ..Surroundings::default() }).unwrap();
    assert!(settings.public_url.unwrap().value.is_https());
}

/// Runs a program of the machine, or says loudly that it is not there.
fn with(program: &str, arguments: &[&str]) -> Option<String> {
    let places = ["", "/usr/sbin/", "/usr/bin/"].map(|place| format!("{place}{program}"));
    let ran = places.iter().find_map(|place| Command::new(place).args(arguments).output().ok());
    let Some(output) = ran else {
        // Past the harness, which keeps what passing tests print to itself.
        let _ = writeln!(std::io::stderr(), "{program} is absent: what docs/running has for it was not read by it");
        return None;
    };
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{program}: {said}");
    Some(said)
}

#[test]
fn the_unit_is_one_to_systemd_and_leaves_little_open() {
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("sitrep.service");
    let text = written("sitrep.service").replace("/usr/local/bin/sitrep", env!("CARGO_BIN_EXE_sitrep"));
    std::fs::write(&unit, text).unwrap();
    let unit = unit.to_str().unwrap();
    let said = with("systemd-analyze", &["verify", "--man=no", "--recursive-errors=no", unit]).unwrap_or_default();
    assert!(!said.contains("sitrep.service:"), "{said}");
    // Of ten, ten is a service that may do everything.
    with("systemd-analyze", &["security", "--offline=yes", "--no-pager", "--threshold=20", unit]);
}

#[test]
fn the_proxies_read_what_is_written_for_them() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().display();
    // Certificates are the machine's own, and ports below 1024 root's.
    let lines = written("nginx.conf");
    let lines: Vec<&str> = lines.lines().filter(|line| !line.trim_start().starts_with("ssl_certificate")).collect();
    let server = lines.join("\n").replace("443 ssl http2", "18443").replace("80;", "18080;");
    let kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|of| format!("{of}_temp_path {place}/{of};"));
    let around = format!("pid {place}/pid;\nerror_log stderr;\nevents {{}}\n");
    let whole = format!("{around}http {{\naccess_log off;\n{}\n{server}\n}}\n", kept.join("\n"));
    let file = folder.path().join("nginx.conf");
    std::fs::write(&file, whole).unwrap();
    with("nginx", &["-t", "-q", "-p", folder.path().to_str().unwrap(), "-c", file.to_str().unwrap()]);
    let caddyfile = house().join("docs/running/Caddyfile");
    with("caddy", &["validate", "--adapter", "caddyfile", "--config", caddyfile.to_str().unwrap()]);
}

#[test]
fn what_the_unit_promises_is_what_the_server_does() {
    let unit = written("sitrep.service");
    let seconds = |name: &str| -> u64 {
        let line = unit.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim_start_matches('=').parse().unwrap()
    };
    assert!(seconds("TimeoutStopSec") > server::listen::DRAIN.as_secs() + 5, "the stop is given its time");
    for line in ["Type=notify", "User=sitrep", "StateDirectory=sitrep", "Environment=SITREP_DATA=/var/lib/sitrep"] {
        assert!(unit.lines().any(|found| found == line), "{line}");
    }
}

/// As fail2ban reads it: its own names stand for the line's beginning, which our log does not have, and for an address.
fn fail2ban_reads() -> Vec<Regex> {
    let filter = written("fail2ban/filter.conf");
    let rest = filter.split_once("failregex = ").unwrap().1;
    let lines = rest.lines().take_while(|line| !line.starts_with("ignoreregex"));
    let pattern = |line: &str| {
        let line = line.trim().replace("%(__prefix_line)s", r"(?:\S+ \S+\[\d+\]: )?");
        Regex::new(&line.replace("<ADDR>", r"(?P<address>[0-9a-fA-F.:]+)")).unwrap()
    };
    lines.map(pattern).collect()
}

#[tokio::test]
async fn fail2ban_finds_the_address_of_a_sign_in_that_failed_and_of_nothing_else() {
    let filter = fail2ban_reads();
    assert_eq!(filter.len(), 2);
    let found = |line: &str| filter.iter().find_map(|regex| Some(regex.captures(line)?["address"].to_owned()));
    let log = Log::listen();
    let office = Office::open();
    office.responder().await;
    log.read();
    let wrong = [("email", "rui@example.org"), ("password", "a wrong one")];
    assert_eq!(form("/sign-in", &wrong).seen_from([203, 0, 113, 9]).of(&office.site).await.status, 422);
    let crossed = form("/sign-in", &wrong).header("sec-fetch-site", "cross-site").of(&office.site).await;
    assert_eq!(crossed.status, 403);
    let lines = log.read();
    let addresses: Vec<String> = lines.lines().filter_map(found).collect();
    assert_eq!(addresses, ["203.0.113.9"], "{lines}");
    // In the journal, and as JSON.
    let line = lines.lines().find(|line| line.contains("sign-in failed")).unwrap();
    assert!(found(&format!("desk sitrep[4711]: {line}")).is_some(), "{line}");
    let json = r#"{"timestamp":"2026-11-28T07:34:03Z","level":"WARN","message":"sign-in failed from 2001:db8::7","target":"server"}"#;
    assert_eq!(found(json).as_deref(), Some("2001:db8::7"));
    assert_eq!(found(&line.replace("from 203", "from x 203")), None);
}
