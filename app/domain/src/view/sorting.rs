//! How the list of incidents is sorted, as the address says it: `?sort=due`, or `?sort=-due` the other way round.

use serde::{Deserialize, Serialize};

/// Without a word: what is late first, then by priority, then the oldest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSort {
    pub by: SortBy,
    /// The other way round.
    pub falling: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortBy {
    /// What has to be looked at first.
    #[default]
    Pressing,
    Priority,
    Number,
    Title,
    Service,
    Status,
    Owner,
    People,
    Due,
    Age,
}

impl SortBy {
    /// Everything that is the head of a column.
    pub const HEADS: [Self; 9] = [
        Self::Priority,
        Self::Number,
        Self::Title,
        Self::Service,
        Self::Status,
        Self::Owner,
        Self::People,
        Self::Due,
        Self::Age,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Pressing => "",
            Self::Priority => "priority",
            Self::Number => "number",
            Self::Title => "title",
            Self::Service => "service",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::People => "people",
            Self::Due => "due",
            Self::Age => "age",
        }
    }

    /// What one wants to see first of it: the most people, the oldest.
    const fn falls_first(self) -> bool {
        matches!(self, Self::People | Self::Age)
    }
}

impl ListSort {
    /// Anything else is the order without a word.
    pub fn parse(code: &str) -> Self {
        let (code, falling) = code.strip_prefix('-').map_or((code, false), |rest| (rest, true));
        let by = SortBy::HEADS.into_iter().find(|by| by.code() == code);
        by.map_or_else(Self::default, |by| Self { by, falling })
    }

    pub fn code(self) -> String {
        format!("{}{}", if self.falling { "-" } else { "" }, self.by.code())
    }

    /// What a press on that head leads to: its own order, and then the other way round.
    #[must_use]
    pub fn pressed(self, by: SortBy) -> Self {
        let falling = if self.by == by { !self.falling } else { by.falls_first() };
        Self { by, falling }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_order_is_a_word_of_the_address_and_any_other_word_is_the_pressing_one() {
        for by in SortBy::HEADS {
            for falling in [false, true] {
                let sort = ListSort { by, falling };
                assert_eq!(ListSort::parse(&sort.code()), sort);
            }
        }
        for none in ["", "-", "colour", "-colour", "Age"] {
            assert_eq!(ListSort::parse(none), ListSort::default(), "{none}");
        }
    }

    #[test]
    fn a_second_press_on_a_head_turns_the_order_round() {
        let titles = ListSort::default().pressed(SortBy::Title);
        assert_eq!((titles.code().as_str(), titles.pressed(SortBy::Title).code().as_str()), ("title", "-title"));
        assert_eq!(titles.pressed(SortBy::Age).code(), "-age", "the oldest first");
    }
}
