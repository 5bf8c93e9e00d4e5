//! What an audience reads: state and change, what people can do meanwhile, when the next word comes.

use domain::locale::Locale;

use super::super::{Block, Letter, Matter, Reader};
use super::{Told, paragraph};

pub(super) fn tell(matter: &Matter, letter: &Letter, reader: &Reader) -> Option<Told> {
    let Matter::Update { words, workaround, next } = matter else { return None };
    let mut blocks = vec![Block::Words(words.clone())];
    if let Some(workaround) = workaround.as_deref().filter(|text| !text.is_empty()) {
        blocks.push(Block::Heading("Until then".to_owned()));
        blocks.push(paragraph(workaround));
    }
    if let Some(next) = next {
        blocks.push(paragraph(format!("The next update comes by {}.", reader.time(*next))));
    }
    let state = letter.about.as_ref().map_or_else(
        || "An update from the incident desk.".to_owned(),
        |about| Locale::English.letter_state(&super::name_of(about), &about.state),
    );
    Some(Told { state, blocks })
}
