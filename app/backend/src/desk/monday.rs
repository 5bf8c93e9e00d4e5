//! The letter of each Monday, to whoever of the team asked for it: what was opened, what is late and why, what waits for
//! whom, what came back, which letters failed and how old the newest copy is; also when all is well. Restricted incidents
//! take no part in it, so that it says the same to everybody and may lie in a mailbox.

use chrono::{Datelike as _, NaiveTime, Weekday};
use domain::ids::PersonId;
use domain::incident::{Bell, Incident, SlaClock};
use domain::locale::{Locale, Names as _};
use domain::permissions::{Action, Actor, Object, permits};
use domain::time::{DAY, Moment};

use crate::calendars::Book;
use crate::error::{Error, Result};
use crate::incidents::{NameBook, open_incidents, reported_since};
use crate::local_time::{begins, wall};
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::outbox::mail_health;
use crate::people::{PersonRecord, active_staff};
use crate::retention::BACKUP_OLD;
use crate::storage::{Read, Tx};
use crate::time_text::{Reader, zone};
use crate::{Backend, Caller};

/// When it is queued, where its reader is.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).unwrap();
/// Lines of one part; the rest is counted.
const LINES_MOST: usize = 10;

type Parts = Vec<(String, Vec<String>)>;

impl Backend {
    /// Switches the caller's own Monday letter on or off.
    pub async fn choose_monday_letter(&self, caller: &Caller, wanted: bool) -> Result<()> {
        let person = caller.person().ok_or(Error::SignedOut)?;
        let caller = caller.clone();
        let choose = move |tx: &mut Tx<'_>| {
            caller.may_on(tx, Action::ReadBoard, Object::Desk)?;
            let mut found = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            if found.monday.is_some() != wanted {
                // Switched on on a Monday, the first one comes a week later.
                found.monday = wanted.then(|| tx.now());
                found.save(tx)?;
            }
            Ok(())
        };
        self.storage().write(choose).await
    }

    /// Queues those that are due; answers how many.
    pub(crate) async fn send_monday_letters(&self) -> Result<u64> {
        let (settings, now) = (self.settings()?, Moment(self.storage().now()));
        let backup = self.newest_backup();
        let due = self.storage().read(|read| {
            let mut due = Vec::new();
            for person in active_staff(read)? {
                let here = zone(person.zone.as_deref().unwrap_or(&settings.zone));
                let today = wall(now, here);
                let morning = begins(today.date().and_time(MORNING), here);
                let monday = today.weekday() == Weekday::Mon && now >= morning;
                if monday && person.monday.is_some_and(|last| last < morning.0) && may_read(&person) {
                    let reader = Reader::new(person.zone.as_deref(), &settings.zone, now);
                    let words = serde_json::to_string(&parts(read, reader, backup)?).map_err(Error::internal)?;
                    due.push((person.id, words));
                }
            }
            Ok(due)
        })?;
        let count = due.len() as u64;
        if count > 0 {
            self.storage().write_background(move |tx| queue(tx, &due)).await?;
        }
        Ok(count)
    }
}

fn may_read(person: &PersonRecord) -> bool {
    person.role.is_some_and(|role| permits(&Actor::person(person.id, role), Action::ReadBoard, Object::Desk))
}

fn queue(tx: &mut Tx<'_>, due: &[(PersonId, String)]) -> Result<()> {
    let now = tx.now();
    for (id, words) in due {
        let Some(mut person) = PersonRecord::find(tx, *id)?.filter(|person| person.monday.is_some()) else { continue };
        person.monday = Some(now);
        person.save(tx)?;
        let mut notice = Notice::new(Recipient::Person(*id), NoticeKind::Monday, Moment(now));
        notice.words = Some(words.clone());
        notice.link = Some("/board".to_owned());
        // On another day it would be no letter of a Monday.
        notice.expires = Some(Moment(now + DAY));
        queue_notice(tx, &notice)?;
    }
    Ok(())
}

fn parts(read: &dyn Read, reader: Reader, backup: Option<i64>) -> Result<Parts> {
    let now = reader.now();
    let mut open = open_incidents(read)?;
    open.retain(|incident| !incident.restricted);
    let (mut opened, _) = reported_since(read, now.plus(-7 * DAY))?;
    for all in [&mut open, &mut opened] {
        all.sort_by_key(|incident| (incident.priority, incident.reported_at));
    }
    let names = NameBook::new(read);
    let book = Book::of(read, &open)?;
    let is_late = |incident: &&Incident| {
        SlaClock::ALL.iter().any(|clock| incident.rings_at(*clock, Bell::Breach, &book).is_some_and(|due| due < now))
    };
    let why = |incident: &Incident| match (&incident.hold, incident.owner) {
        (Some(hold), _) => Locale::English.hold_reason(hold.reason).to_owned(),
        (None, None) => "nobody has taken it".to_owned(),
        (None, Some(owner)) => format!("with {}", names.person(owner)),
    };
    let late = open.iter().filter(is_late).map(|incident| format!("{}: {}", called(incident), why(incident)));
    let waits = open.iter().filter_map(|incident| {
        let hold = incident.hold.as_ref()?;
        let (reason, since) = (Locale::English.hold_reason(hold.reason), reader.named(hold.since));
        Some(format!("{}: {reason}, since {since}", called(incident)))
    });
    let back = open.iter().filter(|incident| incident.reopened > 0).map(|incident| {
        let times = Locale::English.count(u64::from(incident.reopened), "time", "times");
        format!("{}: re-opened {times}", called(incident))
    });
    let failed = mail_health(read)?.failed;
    Ok(vec![
        part("Opened in seven days", opened.iter().map(called).collect()),
        part("Late", late.collect()),
        part("Waiting", waits.collect()),
        part("Came back", back.collect()),
        ("Letters that could not be sent".to_owned(), vec![failed.to_string()]),
        ("Newest copy of the data".to_owned(), vec![copy(backup, reader)]),
    ])
}

fn called(incident: &Incident) -> String {
    let priority = incident.shown_priority().map(|priority| format!(", {}", priority.code())).unwrap_or_default();
    format!("{} {}{priority}", incident.number, incident.title)
}

fn part(head: &str, mut lines: Vec<String>) -> (String, Vec<String>) {
    let count = lines.len();
    lines.truncate(LINES_MOST);
    match count {
        0 => lines.push("None".to_owned()),
        more if more > LINES_MOST => lines.push(format!("and {} more", more - LINES_MOST)),
        _ => {}
    }
    (format!("{head}: {count}"), lines)
}

fn copy(backup: Option<i64>, reader: Reader) -> String {
    match backup {
        None => "There is none.".to_owned(),
        Some(at) if reader.now().0 - at > BACKUP_OLD => {
            format!("{}, which is more than two days ago", reader.named(Moment(at)))
        }
        Some(at) => reader.named(Moment(at)),
    }
}
