//! Reviews, as their owners read of them, and those to whom they are published.

use domain::review::ReviewNews;
use domain::time::Moment;

use super::super::{Block, Reader};

/// What is known when it is written; without a title, and without words, of a restricted incident.
pub(super) struct Told<'a> {
    pub number: &'a str,
    pub title: Option<&'a str>,
    pub due: Option<Moment>,
    /// Nobody but who wrote it has read it.
    pub unread: bool,
    pub parts: &'a [(String, String)],
}

pub(super) fn review(news: ReviewNews, told: &Told<'_>, reader: &Reader) -> super::Told {
    let number = told.number;
    let named = told.title.map(|title| format!(" {title}")).unwrap_or_default();
    let until = told.due.map(|due| format!(", due until {}", reader.times.day_named(due))).unwrap_or_default();
    let state = match news {
        ReviewNews::Yours => format!("You have the review of {number}{named}{until}."),
        ReviewNews::DueSoon => format!("Your review of {number}{named} is due soon{until}."),
        ReviewNews::Overdue => format!("Your review of {number}{named} is overdue{until}."),
        ReviewNews::Published => format!("The review of {number}{named} is published."),
    };
    let mut blocks = Vec::new();
    for (part, words) in told.parts {
        blocks.push(Block::Heading(part.clone()));
        blocks.push(Block::Words(words.clone()));
    }
    let then = match news {
        ReviewNews::Yours | ReviewNews::DueSoon | ReviewNews::Overdue => Some(
            "Three fields are enough: what happened, why, and what we change. The page drafts the first from the record.",
        ),
        ReviewNews::Published if told.unread => Some("Nobody but who wrote it has read it before."),
        ReviewNews::Published => None,
    };
    blocks.extend(then.map(super::paragraph));
    let subject = match news {
        ReviewNews::Yours => "A review for you",
        ReviewNews::DueSoon => "Review due soon",
        ReviewNews::Overdue => "Review overdue",
        ReviewNews::Published => "What we learned",
    };
    super::Told::of(state, blocks).called(format!("{subject}: {number}{named}")).pressed("Open the review")
}
