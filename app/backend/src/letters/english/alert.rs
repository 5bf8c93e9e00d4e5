//! What somebody reads who is woken elsewhere than in their own mail box: few words, for a small screen.

use domain::classification::Priority;

use super::super::Reader;
use super::{Told, paragraph};

/// To a second address, such as that of a telephone.
pub(super) fn second(number: Option<&str>, priority: Priority, since: &str) -> Told {
    let what = number.unwrap_or("A restricted incident");
    let state = format!("{what} ({}) waits since {since} and nobody has it.", priority.code());
    let subject = format!("{what}: {}, nobody has it", priority.code());
    Told::of(state, Vec::new()).called(subject).pressed("I have seen it, or take it")
}

/// To whoever has no account: which incident it is, and whom to ask.
pub(super) fn last_resort(
    number: &str,
    priority: Priority,
    since: &str,
    (told, phone): (Option<&str>, Option<&str>),
    reader: &Reader,
) -> Told {
    let state = format!("{number} ({}) waits since {since}, and nobody has answered.", priority.code());
    let told = told.map_or_else(String::new, |told| format!(" Alerted before you: {told}."));
    let why = format!("You are the person of last resort of {}.{told}", reader.organisation);
    let call = phone.map(|phone| paragraph(format!("The emergency number is {phone}.")));
    let please = paragraph("Please reach one of the team. What was reported stands in the incident desk only.");
    let blocks = [Some(paragraph(why)), Some(please), call].into_iter().flatten().collect();
    let subject = format!("{number}: nobody answers, please help");
    Told::of(state, blocks).called(subject).pressed("See the current state")
}

/// To administrators who are no members of it.
pub(super) fn members_not_reached(since: &str) -> Told {
    let state = format!("A restricted incident waits since {since}, and none of its members has answered.");
    let then =
        "Please reach whoever handles security reports; Settings, Basics names them. You cannot read it yourself.";
    Told::of(state, vec![paragraph(then)]).called("A restricted incident waits").pressed("Open the settings")
}
