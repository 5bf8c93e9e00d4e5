//! Where the keyboard is while cards change under it. A card that changed is drawn anew, and the focus would fall to the
//! page: it follows the card into another column, and when the card left the board it goes to the next one there.

use leptos::prelude::*;
use leptos::web_sys::{Element, FocusOptions, HtmlElement};
use wasm_bindgen::JsCast;

use crate::pages::board::on_board::OnBoard;

/// Cards to put the focus on, the likeliest first: the card itself, those after it in its column, then those before.
pub type Stand = Vec<String>;

/// Where `number` stands in a column of these.
pub fn stand_in(column: &[String], number: &str) -> Stand {
    let at = column.iter().position(|other| other == number).unwrap_or(column.len());
    let after = column.iter().skip(at + 1);
    let before = column.iter().take(at).rev();
    [number.to_owned()].iter().chain(after).chain(before).cloned().collect()
}

pub fn focused_card() -> Option<Element> {
    document().active_element()?.closest("li.c").ok().flatten()
}

/// Nothing has the focus: what had it is gone.
fn is_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

impl OnBoard {
    /// Whatever becomes of that card, the focus stays with it.
    pub fn stand_at(self, number: &str) {
        self.stand.try_set_value(self.stand_of(number));
    }

    /// Before cards are drawn anew.
    pub(super) fn hold_focus(self) {
        if let Some(card) = focused_card() {
            self.stand_at(&card.id());
        }
    }

    /// Once they are drawn; a dialog or a field that has the focus meanwhile keeps it.
    pub fn settle_focus(self) {
        request_animation_frame(move || {
            if is_lost() {
                let stand = self.stand.try_update_value(std::mem::take).unwrap_or_default();
                let there =
                    |number: &String| document().get_element_by_id(number).filter(|e| e.class_list().contains("c"));
                if let Some(card) = stand.iter().find_map(there) {
                    focus_card(&card);
                }
            } else if focused_card().is_some() {
                self.stand.try_set_value(Stand::new());
            }
        });
    }
}

pub fn focus_card(card: &Element) {
    let Ok(Some(link)) = card.query_selector("a.t") else { return };
    let options = FocusOptions::new();
    // A finger looks at one column, and stays there.
    options.set_prevent_scroll(is_under_a_finger());
    if let Ok(link) = link.dyn_into::<HtmlElement>() {
        // Refused only by what is hidden.
        let _ = link.focus_with_options(&options);
    }
}

fn is_under_a_finger() -> bool {
    window().match_media("(pointer: coarse)").ok().flatten().is_some_and(|query| query.matches())
}

#[cfg(test)]
mod tests {
    use super::stand_in;

    #[test]
    fn when_its_card_left_the_keyboard_goes_on_at_the_next_and_at_the_end_at_the_one_before() {
        let column = ["INC-1", "INC-2", "INC-3"].map(str::to_owned);
        assert_eq!(stand_in(&column, "INC-2"), ["INC-2", "INC-3", "INC-1"]);
        assert_eq!(stand_in(&column, "INC-3"), ["INC-3", "INC-2", "INC-1"]);
        assert_eq!(stand_in(&[], "INC-9"), ["INC-9"]);
    }
}
