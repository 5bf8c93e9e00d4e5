//! One action with all there is about it.

use domain::incident::Incident;
use domain::locale::{Locale, Names};
use domain::permissions::Actor;
use domain::view::Choice;
use domain::view::actions::{ActionRow, HistoryLine, OpenedAction, QuestionLine, TypedAction};

use super::gate::may_hear;
use super::page::row;
use super::{ActionDraft, ActionRecord, actions_of, came_back_in};
use crate::error::Result;
use crate::incidents::{Look, NameBook, find};
use crate::storage::Read;
use crate::time_text::Reader;

pub(super) fn opened(
    read: &dyn Read,
    actor: &Actor,
    record: &ActionRecord,
    incident: &Incident,
    reader: Reader,
) -> Result<OpenedAction> {
    let (book, english) = (NameBook::new(read), Locale::English);
    let history = record.history.iter().rev().map(|happened| HistoryLine {
        at: reader.time(happened.at),
        who: happened.by.map_or_else(|| "Sitrep".to_owned(), |by| book.person(by)),
        act: english.action_deed(&happened.deed, &book),
    });
    Ok(OpenedAction {
        row: row(record, incident, &book, reader),
        incident_title: incident.title.clone(),
        prevents: english.prevents(&record.prevents, &book),
        ended: record.ended.as_ref().map(|ended| (reader.time(ended.at), ended.words.clone())),
        questions: questions(read, actor, record, &book)?,
        history: history.collect(),
        typed: typed(record, &book, reader),
        revision: record.stamps.revision(),
    })
}

/// Those about incidents that the actor hears of.
fn questions(read: &dyn Read, actor: &Actor, record: &ActionRecord, book: &NameBook<'_>) -> Result<Vec<QuestionLine>> {
    let mut lines = Vec::new();
    for question in &record.questions {
        let Some(met) = find(read, question.incident)?.filter(|met| may_hear(actor, met)) else { continue };
        lines.push(QuestionLine {
            incident: met.id.to_string(),
            number: met.number.to_string(),
            title: met.title.clone(),
            why: Locale::English.fit(&question.fit, book),
            answer: question.answer.map(|answer| answer.yes),
        });
    }
    Ok(lines)
}

fn typed(record: &ActionRecord, book: &NameBook<'_>, reader: Reader) -> TypedAction {
    let draft = ActionDraft::of(record, reader);
    let service = record.prevents.service.map(|service| book.service_choice(service));
    TypedAction {
        words: draft.words,
        kind: draft.kind,
        owner: Choice { id: draft.owner, name: book.person(record.owner) },
        due: draft.due,
        prevents_service: service.unwrap_or_default(),
        prevents_kind: draft.prevents_kind,
        prevents_words: draft.prevents_words,
        watch_days: draft.watch_days,
    }
}

impl Look<'_> {
    /// The actions of this incident, and those that should have prevented it; nothing for who does not hear of it.
    pub(crate) fn actions(&self) -> Result<(Vec<ActionRow>, Vec<ActionRow>)> {
        if !may_hear(self.actor, self.incident) {
            return Ok((Vec::new(), Vec::new()));
        }
        let own = actions_of(self.read, self.incident.id)?;
        let own = own.iter().map(|record| row(record, self.incident, &self.book, self.reader)).collect();
        let mut failed = Vec::new();
        for record in came_back_in(self.read, self.incident.id)? {
            if let Some(of) = find(self.read, record.incident)?.filter(|of| may_hear(self.actor, of)) {
                failed.push(row(&record, &of, &self.book, self.reader));
            }
        }
        Ok((own, failed))
    }
}
