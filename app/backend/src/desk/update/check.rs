//! The check before sending: exactly who gets what and why, and what in it should not be read by whom.

use std::collections::BTreeMap;

use domain::audience::{AudienceKind, OnlyFor, read_as};
use domain::ids::PersonId;
use domain::incident::{Change, Command, Press, decide};
use domain::locale::{Locale, Names as _};
use domain::permissions::Action;
use domain::view::composer::{ReadersOfOne, RecipientView, UpdateCheck};

use super::draft::{UpdateDraft, and_problem};
use super::rendering::{Written, rendered};
use crate::Backend;
use crate::audiences::{AudienceRecord, Recipient, doubled, recipients};
use crate::caller::Caller;
use crate::desk::mail_state;
use crate::desk::preview::{kept_from, recipient_view, warning};
use crate::error::{Error, Result};
use crate::incidents::{Look, audience_name, people_and_lists, readers};
use crate::markdown::to_html;

/// People of one group that are shown; the rest is a number.
const SHOWN_MOST: usize = 500;

impl Backend {
    /// Every problem at once; nothing is sent.
    pub async fn check_update(&self, caller: &Caller, number: &str, draft: &UpdateDraft) -> Result<UpdateCheck> {
        self.look_at(caller, number, Action::TellStakeholders, |look| check(look, draft)).await
    }

    /// The HTML part of what that group would get.
    pub async fn update_html(
        &self,
        caller: &Caller,
        number: &str,
        draft: &UpdateDraft,
        group: usize,
    ) -> Result<String> {
        let check = self.check_update(caller, number, draft).await?;
        check.groups.into_iter().nth(group).map(|group| group.html).ok_or(Error::NotFound)
    }
}

fn check(look: &Look<'_>, draft: &UpdateDraft) -> Result<UpdateCheck> {
    let (press, problem) = draft.looked_at(look);
    // As if it were sent anyway: what it finds is shown here.
    let Press::TellEach { public_title, audiences, text, only, promise, .. } = press else {
        return Err(Error::NotFound);
    };
    let press = Press::TellEach { public_title, audiences: audiences.clone(), text, only, promise, anyway: true };
    let command = Command::from(press);
    let facts = readers::facts(look.read, Some(look.incident), &command)?;
    let changes = and_problem(decide(Some(look.incident), &facts, &command, look.actor, look.now()), problem)?;
    let Some(told) = changes.iter().find_map(Told::of) else { return Err(Error::internal("an update tells nobody")) };
    let people = recipients(look.read, look.whole, &audiences)?;
    let chosen = chosen(look, &audiences)?;
    let affected = chosen.iter().any(|(_, kind)| *kind == AudienceKind::Affected);
    let written = Written {
        public_title: changes.iter().find_map(|change| title(change)).or(look.incident.public_title.as_deref()),
        promise: told.promise,
    };
    let reached = people_and_lists(&people);
    Ok(UpdateCheck {
        people: reached.0,
        lists: reached.1,
        doubled: doubled(people.iter().map(|one| &one.person)),
        audiences: audiences.len() as u64,
        groups: grouped(look, &people, &chosen, &told, &written)?,
        found: told.despite.iter().cloned().chain(told.named.iter().map(|one| look.book.person(*one))).collect(),
        on_receipt: (affected && !look.incident.restricted)
            .then(|| to_html(&read_as(&[AudienceKind::Affected], told.text, told.only))),
        warning: warning(&mail_state(look.read, look.actor, look.settings, look.now().0)?),
        kept_from: kept_from(look.read, look.whole, &audiences, &people)?,
    })
}

/// What is recorded of an update, by reference.
struct Told<'a> {
    text: &'a str,
    only: &'a OnlyFor,
    despite: &'a [String],
    named: &'a [PersonId],
    promise: Option<domain::time::Moment>,
}

impl<'a> Told<'a> {
    fn of(change: &'a Change) -> Option<Self> {
        let Change::StakeholdersTold { text, only, despite, named, promise, .. } = change else { return None };
        Some(Self { text, only, despite, named, promise: *promise })
    }
}

fn title(change: &Change) -> Option<&str> {
    if let Change::Published { public_title, .. } = change { public_title.as_deref() } else { None }
}

fn chosen(look: &Look<'_>, audiences: &[domain::ids::AudienceId]) -> Result<Vec<(String, AudienceKind)>> {
    let mut chosen = Vec::new();
    for id in audiences {
        let Some(audience) = AudienceRecord::find(look.read, *id)? else { continue };
        let kind = audience.kind;
        chosen.push((audience_name(audience), kind));
    }
    Ok(chosen)
}

/// Those who are in the same audiences get the same letter.
fn grouped(
    look: &Look<'_>,
    people: &[Recipient],
    chosen: &[(String, AudienceKind)],
    told: &Told<'_>,
    written: &Written<'_>,
) -> Result<Vec<ReadersOfOne>> {
    let mut unions: BTreeMap<&[AudienceKind], Vec<&Recipient>> = BTreeMap::new();
    for one in people {
        unions.entry(&one.audiences).or_default().push(one);
    }
    let mut groups = Vec::new();
    for (kinds, people) in unions {
        let names: Vec<_> =
            chosen.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(name, _)| name.clone()).collect();
        let letter = rendered(look, &read_as(kinds, told.text, told.only), written)?;
        groups.push(ReadersOfOne {
            audiences: Locale::English.list(&names),
            lists: people.iter().filter(|one| one.person.is_list()).count() as u64,
            more: people.len().saturating_sub(SHOWN_MOST) as u64,
            people: people.into_iter().take(SHOWN_MOST).map(|one| view(look, one)).collect(),
            subject: letter.subject,
            text: letter.text,
            html: letter.html,
        });
    }
    Ok(groups)
}

fn view(look: &Look<'_>, one: &Recipient) -> RecipientView {
    recipient_view(look.actor, one)
}
