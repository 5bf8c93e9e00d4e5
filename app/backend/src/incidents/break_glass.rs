//! Break-glass: whoever holds the machine makes somebody a member of a restricted incident whose members cannot be
//! reached. Only the command line comes here. The timeline and the journal keep it, and every administrator is told
//! by mail that it happened; which incident it was stands in the journal for its members.

use domain::Refusal;
use domain::field::Problem;
use domain::incident::{Command, Press, decide};
use domain::permissions::{Action, Object};
use domain::person::Email;
use domain::time::Moment;

use crate::Backend;
use crate::caller::{Caller, must_be_permitted};
use crate::error::{Error, Result};
use crate::incidents::record::{Hand, record};
use crate::incidents::{Origin, facts, index};
use crate::journal::{self, Fact};
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::people::PersonRecord;
use crate::settings::Settings;
use crate::storage::Tx;

const JOURNAL_PAGE: &str = "/settings/journal";

impl Backend {
    /// Answers with the name of the new member.
    pub async fn break_glass(&self, caller: &Caller, number: &str, email: &str) -> Result<String> {
        let email = Email::parse("email", email)?;
        let (caller, number, fixed) = (caller.clone(), number.trim().to_uppercase(), self.options().fixed.clone());
        let add = move |tx: &mut Tx<'_>| {
            let actor = caller.actor(tx)?;
            must_be_permitted(&actor, Action::BreakGlass, Object::Desk)?;
            let incident = index::find_by_number(tx, &number)?.ok_or(Error::NotFound)?;
            let unknown = || Refusal::field("email", Problem::NotEligible);
            let member = PersonRecord::by_email(tx, &email)?.ok_or_else(unknown)?;
            let settings = Settings::load(tx, &fixed)?;
            let command = Command::from(Press::AddMember { person: member.id });
            let facts = facts::gather(tx, Some(&incident), &command, &actor, &settings)?;
            let changes = decide(Some(&incident), &facts, &command, &actor, Moment(tx.now()))?;
            if changes.is_empty() {
                return Ok(member.name);
            }
            let hand = Hand { origin: Origin::CommandLine, ..Hand::of(actor.who) };
            let fact = Fact::GlassBroken { incident: incident.id, person: member.id };
            record(tx, Some(incident), &changes, hand, &settings)?;
            journal::record(tx, actor.who, &fact)?;
            tell_administrators(tx, &member)?;
            Ok(member.name)
        };
        self.storage().write(add).await
    }
}

fn tell_administrators(tx: &mut Tx<'_>, member: &PersonRecord) -> Result<()> {
    for administrator in facts::administrators(tx)? {
        let mut notice = Notice::new(Recipient::Person(administrator), NoticeKind::GlassBroken, Moment(tx.now()));
        notice.words = Some(member.name.clone());
        notice.link = Some(JOURNAL_PAGE.to_owned());
        queue_notice(tx, &notice)?;
    }
    Ok(())
}
