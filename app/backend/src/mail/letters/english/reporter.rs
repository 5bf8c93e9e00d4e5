//! What a reporter reads about their own report.

use domain::locale::Locale;

use super::super::{Block, Matter, Reader};
use super::{Told, paragraph, quoted};

pub(super) fn tell(matter: &Matter, number: &str, reader: &Reader) -> Option<Told> {
    Some(match matter {
        Matter::Receipt { title, restricted } => receipt(number, title.as_deref(), *restricted),
        Matter::Taken { by } => Told {
            state: format!("{number}: {by} is looking into it."),
            blocks: vec![paragraph(
                "There is nothing you need to do. The next letter comes when there is something to say, or when it is fixed.",
            )],
        },
        Matter::Resolved { words, restored_at } => {
            let since = restored_at.map(|at| format!(" since {}", reader.time(at))).unwrap_or_default();
            let mut blocks: Vec<Block> = quoted(words.as_ref()).into_iter().collect();
            blocks.push(paragraph("Does it work for you again? One press on your report page says so."));
            Told { state: format!("{number}: it should work again{since}."), blocks }
        }
        Matter::Reopened => Told {
            state: format!("{number}: it is not fixed yet; the team is looking into it again."),
            blocks: Vec::new(),
        },
        Matter::Cancelled { why, words } => {
            let mut blocks: Vec<Block> = quoted(words.as_ref()).into_iter().collect();
            blocks.push(paragraph("If it still troubles you, please report it again."));
            Told { state: format!("{number} was put aside: {}.", Locale::English.cancel_reason(*why)), blocks }
        }
        Matter::TeamMessage { from, words } => {
            Told { state: format!("{number}: {from} wrote to you."), blocks: vec![Block::Words(words.clone())] }
        }
        Matter::Question { from, words } => Told {
            state: format!("{number}: {from} needs your answer."),
            blocks: vec![
                Block::Words(words.clone()),
                paragraph("Your report waits until you answer on your report page."),
            ],
        },
        _ => return None,
    })
}

fn receipt(number: &str, title: Option<&str>, restricted: bool) -> Told {
    let mut blocks = Vec::new();
    if let Some(title) = title.filter(|title| !title.is_empty() && !restricted) {
        blocks.push(Block::Words(title.to_owned()));
    }
    let readers = if restricted {
        "Only the people who handle such reports can read it."
    } else {
        "The team has been told and will look into it."
    };
    blocks.push(paragraph(format!(
        "{readers} You get a letter when somebody takes it and when it is fixed. \
         On your report page you can follow it, add words, or say that it works again."
    )));
    Told { state: format!("We have your report. Its number is {number}."), blocks }
}
