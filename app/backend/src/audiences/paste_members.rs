//! Entering many people at once, as they stand in somebody's address book.

use domain::ids::AudienceId;
use domain::permissions::Action;
use domain::person::Email;
use domain::text::{PersonName, ends_a_line};

use super::AudienceRecord;
use super::add_member::{Entered, Newcomer, enter};
use crate::error::{Error, Result};
use crate::journal::{Fact, PEOPLE_OF_ENTRY};
use crate::people::confirm_password;
use crate::{Backend, Caller};

/// Most addresses pasted at a time.
pub const PASTED_MOST: usize = 500;

/// What came of a pasted list. Whoever can be understood is entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    pub members: usize,
    /// Asked by mail first.
    pub asked: usize,
    pub already: usize,
    /// What could not be understood, or was more than `PASTED_MOST`, as it was typed.
    pub left: Vec<String>,
}

impl Backend {
    /// One person a line, or several with commas between: `Sol Vaz <sol@example.org>`, `Sol Vaz, sol@example.org`
    /// or the address alone.
    pub async fn paste_members(&self, caller: &Caller, audience: AudienceId, pasted: &str) -> Result<Pasted> {
        let mut outcome = Pasted::default();
        let mut newcomers = Vec::new();
        for typed in people(pasted) {
            match parse(&typed) {
                Some((name, email)) if newcomers.len() < PASTED_MOST => newcomers.push(self.newcomer(name, email)?),
                _ => outcome.left.push(typed),
            }
        }
        let caller = caller.clone();
        self.storage()
            .write(move |tx| {
                let actor = caller.may(tx, Action::SubscribeOthers)?;
                confirm_password::require(tx, &caller)?;
                let audience = AudienceRecord::find(tx, audience)?.ok_or(Error::NotFound)?;
                let mut outcome = outcome.clone();
                let mut entered = Vec::new();
                for newcomer in &newcomers {
                    let came = enter(tx, &actor, &audience, newcomer);
                    entered.extend(came.iter().filter(|(_, how)| *how != Entered::Already).map(|(person, _)| *person));
                    match came.map(|(_, how)| how) {
                        Ok(Entered::Member) => outcome.members += 1,
                        Ok(Entered::Asked) => outcome.asked += 1,
                        Ok(Entered::Already) => outcome.already += 1,
                        Err(Error::Refused(_)) => outcome.left.push(as_typed(newcomer)),
                        Err(other) => return Err(other),
                    }
                }
                for people in entered.chunks(PEOPLE_OF_ENTRY) {
                    let fact = Fact::AudienceEntered { name: audience.name.clone(), people: people.to_vec() };
                    caller.note(tx, &actor, &fact)?;
                }
                Ok(outcome)
            })
            .await
    }
}

/// The pasted text cut into people: at each line and semicolon, and at commas that follow an address.
pub(crate) fn people(pasted: &str) -> Vec<String> {
    let mut people = Vec::new();
    for line in pasted.split(|c| matches!(c, '\n' | ';') || ends_a_line(c)) {
        let mut person = String::new();
        for piece in line.split(',') {
            if person.contains('@') {
                people.push(std::mem::take(&mut person));
            } else if !person.is_empty() {
                person.push(',');
            }
            person.push_str(piece);
        }
        people.push(person);
    }
    people.into_iter().map(|person| person.trim().to_owned()).filter(|person| !person.is_empty()).collect()
}

pub(crate) fn parse(typed: &str) -> Option<(Option<PersonName>, Email)> {
    let (name, email) = match typed.rsplit_once('<') {
        Some((name, rest)) => (name, rest.trim_end().strip_suffix('>')?),
        None => match typed.rsplit_once([',', ' ', '\t']) {
            Some((name, email)) => (name, email),
            None => ("", typed),
        },
    };
    let email = Email::parse("email", email).ok()?;
    let name = name.trim().trim_matches(['"', '\'', ',']);
    PersonName::parse_optional("name", name).ok().map(|name| (name, email))
}

fn as_typed(newcomer: &Newcomer) -> String {
    match &newcomer.name {
        Some(name) => format!("{name} <{}>", newcomer.email),
        None => newcomer.email.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_books_are_understood_in_every_shape_people_paste() {
        let pasted = "Sol Vaz <sol@example.org>\r\nmara@example.org; \"Lima, Ada\" <ada@example.org>\n\
                      Rui Costa, rui@example.org\n Eva eva@example.org\nx@example.org, y@example.org\n\n";
        let understood: Vec<_> = people(pasted)
            .iter()
            .map(|typed| {
                let (name, email) = parse(typed).unwrap();
                (name.map(PersonName::into_string).unwrap_or_default(), email.to_string())
            })
            .collect();
        let expected = [
            ("Sol Vaz", "sol@example.org"),
            ("", "mara@example.org"),
            ("Lima, Ada", "ada@example.org"),
            ("Rui Costa", "rui@example.org"),
            ("Eva", "eva@example.org"),
            ("", "x@example.org"),
            ("", "y@example.org"),
        ];
        assert_eq!(understood, expected.map(|(name, email)| (name.to_owned(), email.to_owned())));
        assert_eq!(
            people("Ada <a@x.io>\u{b}b@x.io\u{2028}c@x.io\u{85}d@x.io").len(),
            4,
            "line marks of other programs"
        );
        assert_eq!(
            parse("J\u{fc}rgen <post@m\u{fc}nchen.example\u{200b}>").unwrap().1.as_str(),
            "post@xn--mnchen-3ya.example"
        );
        assert!(parse("nobody").is_none());
        assert!(parse("Sol <sol@").is_none());
    }
}
