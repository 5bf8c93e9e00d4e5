//! What a reporter reads about their own report.

use domain::incident::CancelReason;
use domain::locale::Locale;
use domain::time::Moment;

use super::super::{Block, Opens, Reader};
use super::label::of_page;
use super::{Told, paragraph, quoted};
use crate::notices::FirstWord;

pub(super) fn receipt(
    number: &str,
    title: Option<&str>,
    restricted: bool,
    first_word: &FirstWord,
    reader: &Reader,
) -> Told {
    let mut blocks = Vec::new();
    if let Some(title) = title.filter(|title| !title.is_empty() && !restricted) {
        blocks.push(Block::Words(title.to_owned()));
    }
    blocks.extend(first_word.words(reader.times.now(), |at| reader.time(at)).map(paragraph));
    let readers = if restricted {
        "Only the people who handle such reports can read it."
    } else {
        "The team has been told and will look into it."
    };
    blocks.push(paragraph(format!(
        "{readers} You get a letter when somebody takes it and when it is fixed. \
         On your report page you can follow it, add words, or say that it works again."
    )));
    Told::of(format!("We have your report. Its number is {number}."), blocks)
}

pub(super) fn taken(number: &str, by: &str) -> Told {
    let wait =
        "There is nothing you need to do. The next letter comes when there is something to say, or when it is fixed.";
    Told::of(format!("{number}: {by} is looking into it."), vec![paragraph(wait)])
}

pub(super) fn resolved(number: &str, words: Option<&String>, restored_at: Option<Moment>, reader: &Reader) -> Told {
    let since = restored_at.map(|at| format!(" since {}", reader.time(at))).unwrap_or_default();
    let mut blocks: Vec<Block> = quoted(words).into_iter().collect();
    blocks.push(paragraph("Does it work for you again? One press on your report page says so."));
    Told::of(format!("{number}: it should work again{since}."), blocks).pressed("Say whether it works")
}

pub(super) fn reopened(number: &str) -> Told {
    let state = format!("{number}: it is not fixed yet; the team is looking into it again.");
    Told::of(state, Vec::new()).pressed(of_page(Opens::Report))
}

pub(super) fn taken_up_again(number: &str) -> Told {
    let state = format!("{number}: your report was put aside, and the team has taken it up again.");
    Told::of(state, Vec::new()).pressed(of_page(Opens::Report))
}

pub(super) fn restriction_lifted(number: &str) -> Told {
    let then = "Only a few people could read it until now. What you wrote is still not shown to visitors, and the links \
                that you have still open it.";
    Told::of(format!("{number}: everybody on the team can read your report now."), vec![paragraph(then)])
        .pressed(of_page(Opens::Report))
}

pub(super) fn cancelled(number: &str, why: CancelReason, words: Option<&String>) -> Told {
    let mut blocks: Vec<Block> = quoted(words).into_iter().collect();
    blocks.push(paragraph("If it still troubles you, please report it again."));
    let why = Locale::English.cancel_reason(why);
    Told::of(format!("{number} was put aside: {why}."), blocks).pressed(of_page(Opens::Report))
}

pub(super) fn merged(number: &str, with: &str) -> Told {
    let then = format!(
        "It is the same matter, so the team handles both as one. What you wrote stays with your report, and its page \
         shows how {with} stands. Letters about {with} reach you from now on."
    );
    Told::of(format!("{number}: your report is handled together with {with}."), vec![paragraph(then)])
        .pressed(of_page(Opens::Report))
}

pub(super) fn taken_apart(number: &str, from: &str) -> Told {
    let then = format!("It is another matter than {from} after all. Letters about {from} reach you no longer.");
    Told::of(format!("{number}: your report is handled by itself again."), vec![paragraph(then)])
        .pressed(of_page(Opens::Report))
}

pub(super) fn team_message(number: &str, from: &str, words: &str) -> Told {
    let blocks = vec![Block::Words(words.to_owned())];
    Told::of(format!("{number}: {from} wrote to you."), blocks).pressed("Answer")
}

pub(super) fn question(number: &str, from: &str, words: &str) -> Told {
    let waits = paragraph("Your report waits until you answer on your report page.");
    let blocks = vec![Block::Words(words.to_owned()), waits];
    Told::of(format!("{number}: {from} needs your answer."), blocks).pressed("Answer")
}

pub(super) fn reminded(number: &str, words: &str) -> Told {
    let waits = paragraph("Your report still waits for it. Answer on your report page; a few words are enough.");
    let mut blocks = vec![waits];
    if !words.is_empty() {
        blocks.insert(0, Block::Words(words.to_owned()));
    }
    Told::of(format!("{number}: the team still needs your answer."), blocks).pressed("Answer")
}
