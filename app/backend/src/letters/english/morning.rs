//! What somebody reads at the start of their day who asked for it.

use domain::locale::Locale;

use super::super::{Block, Reader};
use super::{Told, paragraph};
use crate::notices::{MorningGroup, MorningLine, MorningPart};

pub(super) fn morning(groups: &[MorningGroup], reader: &Reader) -> Told {
    let counts: Vec<_> =
        groups.iter().map(|group| counted(group.part, group.lines.len() as u64 + group.more)).collect();
    let subject = format!("Your day: {}", counts.join(", "));
    let blocks = groups.iter().flat_map(|group| listed(group, reader)).collect();
    Told::of(format!("{subject}."), blocks).called(subject).pressed("See what is due")
}

fn counted(part: MorningPart, many: u64) -> String {
    match part {
        MorningPart::Late => format!("{many} late"),
        MorningPart::DueToday => format!("{many} due today"),
        MorningPart::HoldEnded => Locale::English.count(many, "wait over", "waits over"),
        MorningPart::ToReview => format!("{many} waiting for review"),
        MorningPart::OwnerAway => format!("{many} whose owner is away"),
    }
}

fn listed(group: &MorningGroup, reader: &Reader) -> Vec<Block> {
    let heading = match group.part {
        MorningPart::Late => "Late",
        MorningPart::DueToday => "Due today",
        MorningPart::HoldEnded => "Waits longer than expected",
        MorningPart::ToReview => "Waiting for review",
        MorningPart::OwnerAway => "The owner is away",
    };
    let facts =
        group.lines.iter().map(|line| (format!("{} {}", line.number, line.title), told(group.part, line, reader)));
    let mut blocks = vec![Block::Heading(heading.to_owned()), Block::Facts(facts.collect())];
    if group.more > 0 {
        blocks.push(paragraph(format!("And {} more.", group.more)));
    }
    blocks
}

fn told(part: MorningPart, line: &MorningLine, reader: &Reader) -> String {
    let due = line.due.map(|due| (Locale::English.due(due.kind), reader.time(due.at)));
    let free = if line.free { ", nobody has it" } else { "" };
    match (part, due, &line.away) {
        (MorningPart::OwnerAway, _, Some((owner, until))) => format!("{owner} is away until {}", reader.time(*until)),
        (MorningPart::HoldEnded, Some((_, at)), _) => format!("expected until {at}"),
        (MorningPart::Late | MorningPart::DueToday, Some((what, at)), _) => format!("{what} by {at}{free}"),
        (MorningPart::ToReview, ..) => "has waited for days without an end".to_owned(),
        (MorningPart::Late | MorningPart::DueToday | MorningPart::HoldEnded | MorningPart::OwnerAway, ..) => {
            String::new()
        }
    }
}
