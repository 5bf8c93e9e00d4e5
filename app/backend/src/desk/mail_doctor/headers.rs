//! What each header of our letters is for, and what to look for in one that arrived.

use super::{Finding, FindingLine};

const KNOWN: [(&str, &str); 12] = [
    ("From", "The sender of the settings, always the same. Its domain is the one whose records count."),
    ("To", "One person: no letter has two."),
    ("Date", "When it was written."),
    ("Message-ID", "Ours, the same in every attempt, under the sender's domain and never this machine's name."),
    ("Subject", "Of an incident it stays as in the first letter, so that mail programs keep one thread."),
    ("Auto-Submitted", "No person wrote it: absence notes do not answer it (RFC 3834)."),
    ("X-Auto-Response-Suppress", "The same for Exchange."),
    ("MIME-Version", "It has parts."),
    ("Content-Type", "Text and HTML that say the same; mail programs show one of them."),
    ("List-Unsubscribe", "The link that stops these letters."),
    ("List-Unsubscribe-Post", "Mail programs may stop them with one press (RFC 8058)."),
    ("Importance", "Only where something presses."),
];

pub(super) fn explained(headers: Vec<(String, String)>) -> Finding {
    let words = |name: &str| KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, words)| *words);
    let mut lines: Vec<_> = headers
        .into_iter()
        .map(|(name, value)| {
            let words = words(&name).unwrap_or("Of the form of the letter.");
            FindingLine::new(name, value, words)
        })
        .collect();
    lines.push(FindingLine::new(
        "Authentication-Results",
        "spf=pass dkim=pass dmarc=pass",
        "Not ours: whoever receives the letter adds it. Send yourself a test letter to an address elsewhere, show its source, and look for these three.",
    ));
    let about = "As a test letter has them; letters that can be stopped have List-Unsubscribe as well.".to_owned();
    Finding { head: "The headers of a letter", about, lines }
}
