//! An incident for somebody who may read it and not its notes. They read the public words, what the team wrote to them
//! and what they said themselves, as on their receipt; nobody else's words or name.

use domain::incident::Status;
use domain::locale::Locale;
use domain::permissions::Action;
use domain::view::own_incident::OwnIncident;
use domain::view::public::SpokenLine;

use crate::error::Result;
use crate::incidents::conversation::{Conversation, question, report_to_take_out};
use crate::incidents::look::Look;
use crate::incidents::{first_word, idempotency, public, together};
use crate::markdown::to_html;
use crate::people::PersonRecord;

pub(super) fn view(look: &Look<'_>, before: Option<u64>) -> Result<OwnIncident> {
    let (lines, earlier) = lines(look, before)?;
    let (incident, me) = (look.whole, look.actor.person_id());
    let first = me.is_some() && incident.first_reporter() == me;
    let follows = look.may(Action::FollowOwnReport);
    let waits =
        me.is_some_and(|me| incident.reporter(me).is_some()) && before.is_none() && lines.iter().all(|line| line.own);
    let first_word = waits.then(|| first_word(look.read, incident, look.now())).transpose()?;
    Ok(OwnIncident {
        number: incident.number.to_string(),
        as_of: look.time(look.now()),
        title: if first { incident.reported_title().to_owned() } else { public::name_of(incident, &look.book) },
        public_title: incident.public_title.clone().filter(|_| incident.is_published()),
        workaround: incident.offered_workaround().map(str::to_owned),
        description: to_html(if first { incident.statement.description.as_str() } else { "" }),
        state: Locale::English.public_state(incident.status).to_owned(),
        fixed: matches!(incident.status, Status::Resolved | Status::Closed),
        first_word: first_word.and_then(|word| word.words(look.now(), |at| look.time(at).text)),
        question: me.and_then(|person| question(incident, person)).map(to_html),
        lines,
        take_out: report_to_take_out(look.read, look.incident, me.filter(|_| follows), look.now())?,
        earlier,
        may_judge: follows && matches!(incident.status, Status::Mitigated | Status::Resolved),
        may_add: follows && !incident.status.is_final(),
        together: together::leads_to(look)?,
        nonce: idempotency::form_nonce(look.now().0)?,
    })
}

/// Nothing for who only reads what is published.
fn lines(look: &Look<'_>, before: Option<u64>) -> Result<(Vec<SpokenLine>, Option<u64>)> {
    let reporter = look.actor.person_id().and_then(|person| look.whole.reporter(person));
    let Some(reporter) = reporter else { return Ok((Vec::new(), None)) };
    let person = PersonRecord::find(look.read, reporter.person)?;
    let conversation = Conversation::of(look.read, look.whole, reporter, person.as_ref())?;
    let (spoken, earlier) = conversation.read(look.read, before)?;
    Ok((spoken.iter().filter_map(|spoken| spoken.line(look.now(), |at| look.time(at))).collect(), earlier))
}
