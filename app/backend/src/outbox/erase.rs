//! Letters that still say who a reporter was, when that is to be forgotten: where they went, and the name in what
//! the team was told. That a letter went out, when, why and how it ended stays.

use std::collections::BTreeSet;

use domain::ids::{IncidentId, LetterId, PersonId};

use super::record::LetterRecord;
use crate::error::Result;
use crate::letters::{Block, Content};
use crate::people::PersonRecord;
use crate::storage::{Key, KeyParts, Order, Read, Table, Tx};

/// Stands in place of whatever told who it was.
const SOMEBODY: &str = "somebody";
/// Letters looked through for one person and one incident.
const LOOKED_THROUGH_MOST: usize = 20_000;

/// The letters to this person, and those about these incidents that name them.
pub fn letters_naming(read: &dyn Read, person: &PersonRecord, incidents: &[IncidentId]) -> Result<Vec<LetterId>> {
    let mut ids = BTreeSet::new();
    let prefixes = incidents.iter().map(|incident| (Table::LettersByIncident, incident.0));
    for (table, prefix) in prefixes.chain([(Table::LettersByRecipient, person.id.0)]) {
        let prefix = Key::new().u64(prefix).done();
        for (key, _) in read.scan_prefix(table, &prefix, Order::Ascending, LOOKED_THROUGH_MOST)? {
            ids.insert(LetterId(KeyParts::of(&key[prefix.len()..]).u64()?));
        }
    }
    let mut naming = Vec::new();
    for id in ids {
        let Some(record) = LetterRecord::find(read, id)? else { continue };
        if erased(&record, person) != record {
            naming.push(id);
        }
    }
    Ok(naming)
}

pub fn erase_in_letter(tx: &mut Tx<'_>, letter: LetterId, person: &PersonRecord) -> Result<()> {
    match LetterRecord::find(tx, letter)? {
        Some(record) => erased(&record, person).update(tx),
        None => Ok(()),
    }
}

fn erased(record: &LetterRecord, person: &PersonRecord) -> LetterRecord {
    let mut record = record.clone();
    if is_to(&record, person.id) {
        record.to_name.clear();
        record.to.clear();
    }
    let address = person.email.as_ref().map(|email| email.as_str());
    let told = [Some(person.name.as_str()), address, person.contact.as_deref()];
    let contacts = person.contacts.iter().map(|given| given.contact.as_str());
    for known_by in told.into_iter().flatten().chain(contacts).filter(|known_by| !known_by.is_empty()) {
        record.subject = without(&record.subject, known_by);
        if let Some(content) = &mut record.content {
            erase_in(content, known_by);
        }
    }
    record
}

fn is_to(record: &LetterRecord, person: PersonId) -> bool {
    record.recipient == Some(person)
}

fn erase_in(content: &mut Content, known_by: &str) {
    content.state = without(&content.state, known_by);
    for line in &mut content.footer {
        line.text = without(&line.text, known_by);
    }
    for block in &mut content.blocks {
        match block {
            Block::Paragraph(text) | Block::Heading(text) | Block::Words(text) => *text = without(text, known_by),
            Block::Link(_) => {}
            Block::Facts(facts) => facts.iter_mut().for_each(|(_, fact)| *fact = without(fact, known_by)),
        }
    }
}

/// Whole words only: "Al" is not in "Also".
fn without(text: &str, known_by: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(known_by) {
        let (before, found) = rest.split_at(at);
        let after = &found[known_by.len()..];
        let inside = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        let part =
            inside(before.chars().next_back().or_else(|| kept.chars().next_back())) || inside(after.chars().next());
        kept.push_str(before);
        kept.push_str(if part { known_by } else { SOMEBODY });
        rest = after;
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_goes_wherever_it_stands_as_a_word_and_nowhere_else() {
        assert_eq!(without("Al says: also Al's mail.", "Al"), "somebody says: also somebody's mail.");
        assert_eq!(without("AlAl and Alma, al", "Al"), "AlAl and Alma, al");
        assert_eq!(without("Mail: Åsa Öberg.", "Åsa Öberg"), "Mail: somebody.");
        assert_eq!(without("", "Al"), "");
    }
}
