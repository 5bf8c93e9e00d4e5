use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Letters and digits that are not taken for one another when read aloud.
pub const CLEAR_LETTERS: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTUVWXY";

/// What people call an incident: `INC-42`, or a random `SEC-7KQ2` that says nothing about how many there are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    Open(u64),
    Restricted(String),
}

impl Number {
    /// A restricted number from four or more random bytes.
    pub fn restricted(random: &[u8]) -> Self {
        Self::Restricted(
            random.iter().map(|b| char::from(CLEAR_LETTERS[usize::from(*b) % CLEAR_LETTERS.len()])).collect(),
        )
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(n) => write!(f, "INC-{n}"),
            Self::Restricted(tail) => write!(f, "SEC-{tail}"),
        }
    }
}

/// The text is no incident's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl FromStr for Number {
    type Err = NotANumber;

    /// Case does not matter; `inc-042` is not `INC-42`, so that every incident has one address.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let upper = text.to_ascii_uppercase();
        if let Some(digits) = upper.strip_prefix("INC-") {
            let canonical = !digits.is_empty()
                && digits.len() <= 12
                && !digits.starts_with('0')
                && digits.bytes().all(|b| b.is_ascii_digit());
            return if canonical { digits.parse().map(Self::Open).map_err(|_| NotANumber) } else { Err(NotANumber) };
        }
        match upper.strip_prefix("SEC-") {
            Some(tail) if (4..=12).contains(&tail.len()) && tail.bytes().all(|b| CLEAR_LETTERS.contains(&b)) => {
                Ok(Self::Restricted(tail.to_owned()))
            }
            _ => Err(NotANumber),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|NotANumber| serde::de::Error::custom("not an incident number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_as_it_is_written() {
        for number in [Number::Open(42), Number::restricted(&[3, 17, 255, 29])] {
            assert_eq!(number.to_string().parse::<Number>(), Ok(number));
        }
        for wrong in ["INC-", "INC-042", "INC--1", "SEC-0OIL", "42", "SEC-7K"] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
    }
}
