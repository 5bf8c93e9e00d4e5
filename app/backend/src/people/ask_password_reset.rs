//! "I forgot my password." The answer, and the work done for it, are the same whether we know the address or not:
//! for an unknown one a link is stored that nobody is told.

use domain::person::Email;
use domain::time::Moment;

use super::PersonRecord;
use super::one_time_link::{self, Purpose};
use crate::Backend;
use crate::error::Result;
use crate::notices::{Notice, NoticeKind, Recipient, queue_notice};
use crate::storage::Tx;

impl Backend {
    pub async fn ask_password_reset(&self, email: &str) -> Result<()> {
        let email = Email::parse("email", email)?;
        if !self.door().letters_asked.one_more(&email.folded(), self.storage().real_now()) {
            return Ok(());
        }
        self.storage().write(move |tx| ask(tx, &email)).await
    }
}

fn ask(tx: &mut Tx<'_>, email: &Email) -> Result<()> {
    match PersonRecord::by_email(tx, email)?.filter(PersonRecord::is_active) {
        Some(person) => {
            let link = one_time_link::make(tx, Purpose::PasswordReset, &person)?;
            mail(tx, Recipient::Person(person.id), NoticeKind::PasswordReset, link)
        }
        None => one_time_link::make_for_address(tx, Purpose::PasswordReset, email).map(drop),
    }
}

/// Queues the letter that carries a link.
pub(super) fn mail(tx: &mut Tx<'_>, to: Recipient, kind: NoticeKind, link: one_time_link::Made) -> Result<()> {
    let mut notice = Notice::new(to, kind, Moment(tx.now()));
    notice.link = Some(link.path);
    notice.expires = Some(link.expires);
    queue_notice(tx, &notice)
}
