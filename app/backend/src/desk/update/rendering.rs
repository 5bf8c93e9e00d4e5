//! A letter as its readers will get it, before it is sent: the same words, drawn by the same hand. What is each reader's
//! own, the link and why they get it, is left out.

use domain::incident::Status;
use domain::locale::{Locale, Names as _};
use domain::time::Moment;

use crate::error::Result;
use crate::incidents::Look;
use crate::letters::{About, Called, Event, Letter, Reader, html, subject, text, write};
use crate::notices::Matter;

pub(super) struct Written<'a> {
    pub public_title: Option<&'a str>,
    pub promise: Option<Moment>,
}

pub(super) struct Rendered {
    pub subject: String,
    pub text: String,
    pub html: String,
}

pub(super) fn rendered(look: &Look<'_>, words: &str, written: &Written<'_>) -> Result<Rendered> {
    let incident = look.incident;
    let matter = if incident.restricted {
        Matter::Restricted
    } else {
        Matter::Update { words: words.to_owned(), workaround: incident.workaround.clone(), next: written.promise }
    };
    let letter = Letter {
        about: Some(About {
            number: incident.number.clone(),
            called: called(look, written),
            state: state(incident.status, incident.restricted).to_owned(),
        }),
        events: vec![Event { at: look.now(), matter }],
        link: None,
        why: Vec::new(),
        answers: false,
        stop: None,
    };
    let organisation = look.settings.organisation.clone();
    let reader = Reader { locale: Locale::English, times: look.reader, organisation };
    let content = write(&letter, &reader);
    Ok(Rendered { subject: subject(&letter, &reader), text: text(&content), html: html(&content) })
}

fn state(status: Status, restricted: bool) -> &'static str {
    if restricted { Locale::English.status(status) } else { Locale::English.public_state(status) }
}

fn called(look: &Look<'_>, written: &Written<'_>) -> Called {
    if look.incident.restricted {
        return Called::Restricted;
    }
    let unnamed = || Called::Unnamed { service: look.incident.names_itself_by().map(|id| look.book.service(id)) };
    written.public_title.map_or_else(unnamed, |title| Called::Title(title.to_owned()))
}
