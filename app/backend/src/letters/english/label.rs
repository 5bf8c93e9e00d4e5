//! The words on the one link: what opens, unless what is told asks for something there.

use super::super::{Letter, Opens, Reader};

pub(super) fn label(letter: &Letter, reader: &Reader) -> &'static str {
    let Some(opens) = letter.link.as_ref().map(|way| way.opens) else { return "" };
    let asks = matches!(opens, Opens::Report | Opens::Offer);
    // What waits for an answer is asked for, though an update came after it.
    let asked = letter.events.iter().rev().filter(|_| asks).find_map(|event| super::tell(event, letter, reader).button);
    asked.unwrap_or(of_page(opens))
}

pub(super) fn of_page(opens: Opens) -> &'static str {
    match opens {
        Opens::Report => "Open your report",
        Opens::Incident => "Open the incident",
        Opens::Alert => "I have seen it, or take it",
        Opens::PublicWords => "See the current state",
        Opens::Status => "Open the status page",
        Opens::Board => "Open the board",
        Opens::Offer => "Open the incident desk",
    }
}
