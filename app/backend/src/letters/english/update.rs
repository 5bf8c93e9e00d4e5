//! What an audience reads: state and change, what people can do meanwhile, when the next word comes.

use domain::locale::Locale;
use domain::time::Moment;

use super::super::{About, Block, Reader};
use super::{Told, paragraph};

pub(super) fn update(
    about: Option<&About>,
    words: &str,
    workaround: Option<&str>,
    next: Option<Moment>,
    reader: &Reader,
) -> Told {
    let mut blocks = vec![Block::Words(words.to_owned())];
    if let Some(workaround) = workaround.filter(|text| !text.is_empty()) {
        blocks.push(Block::Heading("Until then".to_owned()));
        blocks.push(paragraph(workaround));
    }
    if let Some(next) = next {
        blocks.push(paragraph(format!("Next update by {}.", reader.time(next))));
    }
    let state = about.map_or_else(
        || "An update from the incident desk.".to_owned(),
        |about| Locale::English.letter_state(&super::name_of(about), &about.state),
    );
    Told::of(state, blocks)
}
