//! Planned work, as audiences read of it.

use domain::planned::Telling;
use domain::time::Moment;

use super::super::{Block, Reader};
use super::Told;

pub(super) struct Times {
    pub begins: Moment,
    pub ends: Moment,
    pub ended: Option<Moment>,
}

/// Every instant stands there in full: such a letter is read days later.
pub(super) fn planned(telling: Telling, services: &str, words: &str, times: &Times, reader: &Reader) -> Told {
    let full = |at| reader.times.in_full(at);
    let (begins, ends) = (full(times.begins), full(times.ends));
    let state = match telling {
        Telling::Announced => format!("Planned work on {services}, from {begins} until {ends}."),
        Telling::DayBefore => format!("To remind you: planned work on {services}, from {begins} until {ends}."),
        Telling::Overrun => format!("Planned work on {services} takes longer: it was planned until {ends}."),
        Telling::Finished => match times.ended {
            Some(at) => format!("Planned work on {services} is finished since {}.", full(at)),
            None => format!("Planned work on {services} is finished."),
        },
        Telling::Cancelled => format!("Planned work on {services} is called off. It was planned from {begins}."),
    };
    let then = match telling {
        Telling::Announced | Telling::DayBefore => "Does something else not work, then or now? Please report it.",
        Telling::Overrun => "The status page says when it is done.",
        Telling::Finished => "Does something still not work? Please report it.",
        Telling::Cancelled => "You need to do nothing.",
    };
    let blocks = vec![Block::Words(words.to_owned()), super::paragraph(then)];
    Told::of(state, blocks).called(format!("Planned work: {services}"))
}
