//! The check before sending: what in a text gives away what its readers are not meant to read. Names of machines, mail
//! addresses and names of people are found by their look and told to the writer; the number of a restricted incident is
//! refused. It errs towards telling: the writer may send anyway, and that is recorded.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::incident::Number;

/// What is told of one text; more says no more.
pub const FOUND_MOST: usize = 20;
/// A part of a name that is shorter is no name by itself.
const NAME_PART_LEAST: usize = 3;
/// What begins the names of machines.
const OF_MACHINES: [&str; 18] = [
    "srv", "svr", "db", "vm", "dc", "fw", "esx", "esxi", "sql", "dns", "dhcp", "ldap", "nas", "san", "lb", "prod",
    "stg", "k8s",
];
/// First names and surnames that are words as well: alone they name nobody.
const ALSO_WORDS: [&str; 40] = [
    "april", "art", "august", "best", "bill", "black", "brown", "chase", "day", "dean", "faith", "field", "fields",
    "frank", "grace", "grant", "green", "guy", "hope", "joy", "june", "king", "long", "major", "mark", "mail", "may",
    "miles", "north", "page", "price", "rich", "rose", "service", "summer", "west", "white", "will", "young", "team",
];

/// Numbers of restricted incidents in it, but for its own.
pub fn restricted_numbers(text: &str, own: &Number) -> Vec<String> {
    let found = tokens(text).filter_map(|token| token.parse::<Number>().ok());
    let restricted = found.filter(|number| matches!(number, Number::Restricted(_)) && number != own);
    restricted.map(|number| number.to_string()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// What looks like the name or address of a machine, or like a mail address.
pub fn host_names(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for token in tokens(text).filter(|token| is_host(token)) {
        if !found.iter().any(|known| known == token) {
            found.push(token.to_owned());
        }
    }
    found
}

/// A text in words, asked for one name after another.
pub struct Words<'a> {
    typed: Vec<&'a str>,
    lower: Vec<String>,
}

impl<'a> Words<'a> {
    pub fn of(text: &'a str) -> Self {
        let typed: Vec<_> = parts(text).collect();
        let lower = typed.iter().map(|word| word.to_lowercase()).collect();
        Self { typed, lower }
    }

    /// The name in full; of somebody who works here, `by_part`, also a part of it that is written as a name.
    pub fn name(&self, name: &str, by_part: bool) -> bool {
        let wanted: Vec<_> = parts(name).map(str::to_lowercase).collect();
        if wanted.len() > 1 && self.lower.windows(wanted.len()).any(|words| words == wanted) {
            return true;
        }
        by_part && parts(name).any(|part| self.part(part))
    }

    fn part(&self, part: &str) -> bool {
        let lower = part.to_lowercase();
        let is_name = part.chars().count() >= NAME_PART_LEAST && !ALSO_WORDS.contains(&lower.as_str());
        is_name && self.typed.iter().any(|word| *word == part && word.starts_with(char::is_uppercase))
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let cut =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '"' | '\'' | '<' | '>' | '/' | '`' | '*');
    let trim = |c: char| !c.is_alphanumeric();
    text.split(cut).map(move |token| token.trim_matches(trim)).filter(|token| !token.is_empty())
}

fn is_host(token: &str) -> bool {
    if token.contains('@') {
        return token.split_once('@').is_some_and(|(user, host)| !user.is_empty() && is_dotted(host));
    }
    let bare = token.rsplit_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(token, |(host, _)| host);
    if bare.parse::<IpAddr>().is_ok() || token.parse::<IpAddr>().is_ok() {
        return true;
    }
    is_dotted(bare) || is_machine(bare)
}

/// `mail.example.org`: names in small letters with dots between, the last one of letters only.
fn is_dotted(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let plain = |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let last = labels.last().copied().unwrap_or_default();
    let top = last.chars().count() >= 2 && last.chars().all(|c| c.is_lowercase());
    // "e.g." and "i.e." are none.
    labels.len() > 1 && labels.iter().all(plain) && top && labels[0].chars().count() > 1
}

/// `srv-db-01`, `exch2`, `DB_PROD`: letters with a number at the end, or parts that machines are named by.
fn is_machine(text: &str) -> bool {
    if text.parse::<Number>().is_ok() || !text.starts_with(char::is_alphabetic) {
        return false;
    }
    let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    let pieces: Vec<&str> = text.split(['-', '_']).collect();
    let several = pieces.len() > 1 && pieces.iter().all(|piece| !piece.is_empty());
    let counted =
        text.ends_with(|c: char| c.is_ascii_digit()) && text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let named = pieces.iter().any(|piece| {
        let letters = piece.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
        OF_MACHINES.contains(&letters.as_str())
    });
    plain && (counted || (several && named))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_machines_are_found_by_their_look() {
        let text = "srv-db-01 is full, exch2 and DB_PROD too; see mail.example.org:443, 10.0.0.7, fe80::1 \
                    (https://wiki.example.org/x) or ask ops@example.org.";
        let found = ["srv-db-01", "exch2", "DB_PROD", "mail.example.org:443", "10.0.0.7", "fe80::1"];
        let more = ["wiki.example.org", "ops@example.org"];
        assert_eq!(host_names(text), [&found[..], &more[..]].concat());
    }

    #[test]
    fn plain_words_numbers_and_times_are_no_machines() {
        let text = "INC-42 is a P1 since 08:02, e.g. on floor 3. It is well-known, 24x7, version 2.5, the 2nd time. \
                    We look into it; Monday 10:30 at the latest. E-mail works. And/or.";
        assert_eq!(host_names(text), Vec::<String>::new());
    }

    #[test]
    fn people_are_found_by_their_full_name_and_who_works_here_by_a_part_of_it() {
        let words = Words::of("rui costa restarts it, Ana's mailbox is lost. May we wait?");
        assert!(words.name("Rui Costa", false) && words.name("Ana Silva", true));
        assert!(!words.name("Ana Silva", false), "of others only the full name");
        assert!(!words.name("May Lin", true), "a word that is a name as well");
        assert!(!words.name("Costa Rica", false) && !words.name("", true) && !words.name("Jo", true));
    }

    #[test]
    fn the_number_of_another_restricted_incident_is_found_and_its_own_is_not() {
        let own: Number = "SEC-7KQ2".parse().unwrap();
        assert_eq!(restricted_numbers("See sec-7kq2, SEC-9XY3 (SEC-9XY3) and INC-4.", &own), ["SEC-9XY3"]);
        assert!(restricted_numbers("The sec-ond floor", &own).is_empty());
    }
}
