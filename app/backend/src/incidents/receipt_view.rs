//! What a reporter sees at their private link: all that their letters said, and what they said themselves. Nobody
//! else's words, and none of the team's that are not for reporters.

use domain::incident::{Incident, Status};
use domain::locale::{Locale, Names as _};
use domain::time::Moment;
use domain::view::TimeView;
use domain::view::public::{Joined, ReceiptView};

use crate::error::{Error, Result};
use crate::incidents::conversation::{Conversation, Spoken, question, report_to_take_out};
use crate::incidents::write_to_me::is_out_of_reach;
use crate::incidents::{NameBook, ReceiptLink, first_word, idempotency, index, merged, public};
use crate::markdown::to_html;
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::Read;
use crate::time_text::Reader;

pub(super) fn view(
    read: &dyn Read,
    link: ReceiptLink,
    before: Option<u64>,
    now: Moment,
    settings: &Settings,
) -> Result<ReceiptView> {
    let own = index::find(read, link.incident)?.ok_or(Error::NotFound)?;
    let stands = merged::leads_to(read, own.clone())?;
    let incident = merged::read_through(read, &stands)?;
    let reporter = incident.reporter(link.person).ok_or(Error::NotFound)?;
    let first = own.first_reporter() == Some(link.person);
    let person = PersonRecord::find(read, link.person)?;
    let reader = Reader::new(person.as_ref().and_then(|person| person.zone.as_deref()), &settings.zone, now);
    let time = |at| reader.time(at);
    let conversation = Conversation::of(read, &incident, reporter, person.as_ref())?;
    let (mut spoken, earlier) = conversation.read(read, before)?;
    let promise = promise(&incident, &spoken).filter(|_| before.is_none()).map(time);
    if own.id != incident.id && earlier.is_none() {
        // What was written before it was merged stays with the report.
        let reporter = own.reporter(link.person).ok_or(Error::NotFound)?;
        let (alone, _) = Conversation::of(read, &own, reporter, person.as_ref())?.read(read, None)?;
        spoken.splice(0..0, alone.into_iter().map(Spoken::before_merge));
    }
    let lines: Vec<_> = spoken.iter().filter_map(|spoken| spoken.line(now, time)).collect();
    let answered = lines.iter().any(|line| !line.own);
    let first_word = if answered { None } else { first_word(read, &incident, now)?.words(now, |at| time(at).text) };
    Ok(ReceiptView {
        organisation: settings.organisation.clone(),
        number: own.number.to_string(),
        together: (own.id != incident.id).then(|| NameBook::new(read).incident(incident.id)),
        // Somebody who joined never sees the first reporter's words.
        title: if first { own.reported_title().to_owned() } else { incident.public_title.clone().unwrap_or_default() },
        public_title: incident.public_title.clone(),
        joined: (!first).then(|| joined(read, &own, person.as_ref(), time)),
        workaround: incident.offered_workaround().map(str::to_owned),
        status: incident.status,
        state: Locale::English.public_state(incident.status).to_owned(),
        reported: time(own.reporter(link.person).unwrap_or(reporter).at),
        people: incident.people() as u64,
        first_word,
        promise,
        question: question(&incident, link.person).map(to_html),
        readers: incident.restricted.then_some(incident.members.len() as u64),
        lines,
        take_out: if own.id == incident.id { report_to_take_out(read, &own, Some(link.person), now)? } else { None },
        earlier,
        may_judge: matches!(incident.status, Status::Mitigated | Status::Resolved),
        verdict: reporter.verdict,
        may_add: !incident.status.is_final(),
        has_email: person.is_some_and(|p| p.email.is_some()),
        nonce: idempotency::form_nonce(now.0)?,
    })
}

/// The names that the line had where they pressed "me too".
fn joined(
    read: &dyn Read,
    incident: &Incident,
    person: Option<&PersonRecord>,
    time: impl Fn(Moment) -> TimeView,
) -> Joined {
    let over = incident.status.is_final();
    Joined {
        what: public::name_of(incident, &NameBook::new(read)),
        reported: time(incident.reported_at),
        may_leave: !over,
        may_give_address: !over && !incident.restricted && person.is_some_and(is_out_of_reach),
    }
}

/// What the last update that they could read promised, while it is open; what others were promised is not theirs.
fn promise(incident: &Incident, spoken: &[Spoken]) -> Option<Moment> {
    let promised = spoken.iter().rev().find_map(Spoken::promise);
    promised.flatten().filter(|_| incident.status.is_open())
}
