//! Which letters about services somebody wants, and when: chosen behind a link from any letter, or signed in.

use domain::locale::Locale;
use domain::permissions::Action;
use domain::wishes::WishesDraft;

use super::told_of_choices::tell;
use crate::error::{Error, Result};
use crate::people::PersonRecord;
use crate::{Backend, Caller};

impl Backend {
    /// By whoever holds the link; the one whose letters they are is told of it.
    pub async fn change_letter_wishes(&self, token: &str, draft: &WishesDraft) -> Result<()> {
        let (person, _) = self.open_unsubscribe_token(token)?;
        let (wishes, desk, link) = (draft.parse()?, self.clone(), format!("/subscriptions/{token}"));
        let change = move |tx: &mut crate::storage::Tx<'_>| {
            let mut found = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            if found.wishes == wishes {
                return Ok(());
            }
            found.wishes = wishes.clone();
            found.save(tx)?;
            tell(tx, &desk, &found, Locale::English.letter_wishes(&found.wishes), link.clone())
        };
        self.storage().write(change).await
    }

    pub async fn change_own_letter_wishes(&self, caller: &Caller, draft: &WishesDraft) -> Result<()> {
        let person = caller.person().ok_or(Error::SignedOut)?;
        let (wishes, caller) = (draft.parse()?, caller.clone());
        let change = move |tx: &mut crate::storage::Tx<'_>| {
            caller.may(tx, Action::SubscribeSelf)?;
            let mut found = PersonRecord::find(tx, person)?.ok_or(Error::NotFound)?;
            found.wishes = wishes.clone();
            found.save(tx)
        };
        self.storage().write(change).await
    }
}
