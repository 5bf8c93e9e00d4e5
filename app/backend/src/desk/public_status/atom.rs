//! `/status.atom` (RFC 4287): one entry for each published incident that stands on the page. The id of an entry hangs on
//! the incident and the desk's key, so that it outlives titles, numbers and addresses.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat};
use domain::ids::IncidentId;
use domain::view::public::{KnownLine, StatusView};

use crate::keys::Keys;

const PURPOSE: &str = "status feed";

/// `begun`: when there was nothing to tell yet.
pub(super) fn feed(view: &StatusView, base: &str, begun: i64, keys: &Keys) -> String {
    let mut lines: Vec<&KnownLine> = view.incidents.iter().chain(&view.ended).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.updated.utc));
    let updated = lines.first().map_or_else(|| rfc3339(begun), |line| line.updated.iso.clone());
    let mut feed =
        String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element(&mut feed, "title", &format!("Status of {}", view.organisation));
    element(&mut feed, "id", &id(keys, &[]));
    element(&mut feed, "updated", &updated);
    let _ = writeln!(feed, "<author><name>{}</name></author>", escaped(&view.organisation));
    let _ = writeln!(
        feed,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
        escaped(&format!("{base}/status.atom"))
    );
    let _ =
        writeln!(feed, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(&format!("{base}/status")));
    for line in lines {
        entry(&mut feed, line, base, keys);
    }
    feed.push_str("</feed>\n");
    feed
}

fn entry(feed: &mut String, line: &KnownLine, base: &str, keys: &Keys) {
    let of = line.id.map_or_else(|| line.number.as_bytes().to_vec(), |IncidentId(id)| id.to_be_bytes().to_vec());
    let title = line.public_title.as_ref().unwrap_or(&line.service);
    let reported = line.steps.first().map_or(&line.since, |(_, at)| at);
    feed.push_str("<entry>\n");
    element(feed, "title", title);
    element(feed, "id", &id(keys, &of));
    element(feed, "published", &reported.iso);
    element(feed, "updated", &line.updated.iso);
    let href = escaped(&format!("{base}/status#{}", line.number));
    let _ = writeln!(feed, "<link rel=\"alternate\" type=\"text/html\" href=\"{href}\"/>");
    if !line.service.is_empty() {
        let _ = writeln!(feed, "<category term=\"{}\"/>", escaped(&line.service));
    }
    let _ = writeln!(feed, "<content type=\"text\">{}</content>", escaped(&words(line)));
    feed.push_str("</entry>\n");
}

/// What the page says of it.
fn words(line: &KnownLine) -> String {
    let mut words = format!("{}.", line.state);
    if let Some(workaround) = &line.workaround {
        let _ = write!(words, "\nUntil then: {workaround}");
    }
    for (state, at) in &line.steps {
        // Read on any day: with the date.
        let _ = write!(words, "\n{}: {state}", at.iso.get(..16).unwrap_or_default().replace('T', " "));
    }
    words
}

fn element(feed: &mut String, name: &str, words: &str) {
    let _ = writeln!(feed, "<{name}>{}</{name}>", escaped(words));
}

/// A name-based UUID (RFC 9562, version 8) that nobody can guess an incident by.
fn id(keys: &Keys, of: &[u8]) -> String {
    let signed = keys.sign(PURPOSE, &[of]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&signed[..16]);
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let hex = data_encoding::HEXLOWER.encode(&bytes);
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// What XML 1.0 cannot hold at all is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\t' => safe.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => safe.push(c),
        }
    }
    safe
}

fn rfc3339(at: i64) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_title_ends_no_element_and_holds_nothing_that_xml_cannot() {
        assert_eq!(escaped("a<b & \"c\">\u{1}\u{ffff}d\n"), "a&lt;b &amp; &quot;c&quot;&gt;d\n");
    }
}
