//! Orders about people: the only way in when nobody can sign in any more.

use backend::people::with_account;
use backend::{Backend, Error};
use domain::Refusal;
use domain::locale::Locale;

use super::Answer;

pub async fn add(backend: &Backend, email: &str, name: &str, role: &str, password: &str) -> Answer {
    match backend.add_person(&backend.operator(), email, name, role, password).await {
        Ok(_) => Answer::Ok(vec![format!("{name} <{email}> can sign in as {role}")]),
        Err(error) => refused(&error),
    }
}

pub async fn reset_password(backend: &Backend, email: &str, password: &str) -> Answer {
    match backend.set_password(&backend.operator(), email, password).await {
        Ok(()) => Answer::Ok(vec![format!("{email} has a new password and is signed out everywhere")]),
        Err(error) => refused(&error),
    }
}

pub async fn break_glass(backend: &Backend, number: &str, email: &str) -> Answer {
    match backend.break_glass(&backend.operator(), number, email).await {
        Ok(name) => Answer::Ok(vec![
            format!("{name} is a member of {number}"),
            "It stands in the journal, and all administrators are told by mail.".to_owned(),
        ]),
        Err(Error::NotFound) => Answer::refused(format!("there is no incident {number}")),
        Err(error) => refused(&error),
    }
}

pub async fn acknowledge_for(backend: &Backend, number: &str, email: &str) -> Answer {
    match backend.acknowledge_for(&backend.operator(), number, email).await {
        Ok((name, true)) => Answer::Ok(vec![format!("{name} has seen {number}: nobody else is woken for it")]),
        Ok((_, false)) => Answer::Ok(vec![format!("{number} was seen already")]),
        Err(Error::NotFound) => Answer::refused(format!("there is no incident {number} that they can see")),
        Err(error) => refused(&error),
    }
}

pub fn list(backend: &Backend) -> Answer {
    match backend.storage().read(|read| with_account(read)) {
        Ok(people) => Answer::Ok(people.iter().map(line).collect()),
        Err(error) => refused(&error),
    }
}

fn line(person: &backend::people::PersonRecord) -> String {
    let role = person.role.map_or("", |role| role.code());
    let email = person.email.as_ref().map_or("", |email| email.as_str());
    format!("{role:<13}  {:<8}  {email:<32}  {}", format!("{:?}", person.state).to_lowercase(), person.name)
}

/// The words a form would show, with the names of the fields.
pub(super) fn refused(error: &Error) -> Answer {
    match error {
        Error::Refused(Refusal::Fields(fields)) => {
            let lines = fields.iter().map(|field| format!("{}: {}", field.field, Locale::English.problem(field)));
            Answer::Error(lines.collect())
        }
        Error::Refused(refusal) => Answer::refused(Locale::English.refusal(refusal)),
        other => Answer::refused(other),
    }
}
