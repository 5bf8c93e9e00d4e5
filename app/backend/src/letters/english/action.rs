//! Actions, as their owners and managers read of them.

use domain::action::ActionNews;
use domain::time::Moment;

use super::super::{Block, Reader};

/// What is known when it is written; without words of a restricted incident.
pub(super) struct Told<'a> {
    pub number: &'a str,
    pub words: Option<&'a str>,
    pub owner: &'a str,
    pub due: Moment,
    pub met: &'a [String],
}

pub(super) fn action(news: ActionNews, told: &Told<'_>, reader: &Reader) -> super::Told {
    let Told { number, owner, .. } = told;
    let day = reader.times.day_named(told.due);
    let state = match news {
        ActionNews::Given => format!("You have an action of {number}, due until {day}."),
        ActionNews::DueSoon => format!("Your action of {number} is due until {day}."),
        ActionNews::Overdue => format!("Your action of {number} was due until {day}."),
        ActionNews::Escalated => format!("An action of {number} is overdue since {day}. {owner} has it."),
        ActionNews::Asked => format!("Did your action of {number} work? Something like it was reported."),
        ActionNews::NotEffective => format!("An action of {number} did not work: what it should prevent came back."),
    };
    let then = match news {
        ActionNews::Given => "The page says what it should prevent, and takes what you did once it is done.",
        ActionNews::DueSoon | ActionNews::Overdue => {
            "When it is done, say so with a sentence. When the day does not hold, choose another one."
        }
        ActionNews::Escalated => "It may need time, another owner, or to be dropped with a reason.",
        ActionNews::Asked => "Please say whether this is what it should have prevented. No is an answer too.",
        ActionNews::NotEffective => "It counts as not effective from here on. Another action may be needed.",
    };
    let mut blocks = Vec::new();
    blocks.extend(told.words.map(|words| Block::Words(words.to_owned())));
    blocks.extend(told.met.iter().map(|met| super::paragraph(met.clone())));
    blocks.push(super::paragraph(then));
    let subject = match news {
        ActionNews::Given => "An action for you",
        ActionNews::DueSoon => "Action due soon",
        ActionNews::Overdue => "Action overdue",
        ActionNews::Escalated => "Action overdue for a week",
        ActionNews::Asked => "Did it work?",
        ActionNews::NotEffective => "Action not effective",
    };
    super::Told::of(state, blocks).called(format!("{subject}: {number}")).pressed("Open the action")
}
