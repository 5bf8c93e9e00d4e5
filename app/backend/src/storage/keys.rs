//! Composite keys that sort as their parts do. Numbers are big-endian (signed ones with the sign
//! flipped); texts are terminated, so that "ab" + "c" and "a" + "bc" never meet and a shorter text
//! sorts first; raw bytes are for parts of fixed width or for the last place.

use crate::error::{Error, Result};

/// A zero byte inside a text is written as these two; the terminator sorts before them.
const ESCAPED_ZERO: [u8; 2] = [0, 0xff];
const TERMINATOR: [u8; 2] = [0, 1];

/// Builds a key part by part.
#[derive(Clone, Debug, Default)]
pub struct Key(Vec<u8>);

impl Key {
    pub fn new() -> Key {
        Key(Vec::with_capacity(24))
    }

    #[must_use]
    pub fn byte(mut self, byte: u8) -> Key {
        self.0.push(byte);
        self
    }

    #[must_use]
    pub fn u32(mut self, number: u32) -> Key {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    #[must_use]
    pub fn u64(mut self, number: u64) -> Key {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// For instants.
    #[must_use]
    pub fn i64(self, number: i64) -> Key {
        self.u64(number.cast_unsigned() ^ (1 << 63))
    }

    /// A whole text; what follows never runs into it.
    #[must_use]
    pub fn text(mut self, text: &str) -> Key {
        self.push_escaped(text);
        self.0.extend_from_slice(&TERMINATOR);
        self
    }

    /// The beginning of a text, to scan all that begin so. Nothing may follow it.
    #[must_use]
    pub fn text_beginning(mut self, text: &str) -> Key {
        self.push_escaped(text);
        self
    }

    #[must_use]
    pub fn raw(mut self, bytes: &[u8]) -> Key {
        self.0.extend_from_slice(bytes);
        self
    }

    pub fn done(self) -> Vec<u8> {
        self.0
    }

    fn push_escaped(&mut self, text: &str) {
        for &byte in text.as_bytes() {
            if byte == 0 {
                self.0.extend_from_slice(&ESCAPED_ZERO);
            } else {
                self.0.push(byte);
            }
        }
    }
}

/// The first key that sorts after every key that begins with `prefix`; empty when there is none,
/// which scans read as "to the end of the table".
pub fn prefix_end(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < 0xff {
            end.push(last + 1);
            break;
        }
    }
    end
}

/// The first key that sorts after `key`: where the next page of a list begins.
pub fn after(key: &[u8]) -> Vec<u8> {
    let mut next = key.to_vec();
    next.push(0);
    next
}

/// Takes a key apart in the order in which it was built.
#[derive(Clone, Copy, Debug)]
pub struct KeyParts<'a>(&'a [u8]);

impl<'a> KeyParts<'a> {
    pub fn of(key: &'a [u8]) -> KeyParts<'a> {
        KeyParts(key)
    }

    pub fn byte(&mut self) -> Result<u8> {
        Ok(self.fixed::<1>()?[0])
    }

    pub fn u32(&mut self) -> Result<u32> {
        Ok(u32::from_be_bytes(self.fixed()?))
    }

    pub fn u64(&mut self) -> Result<u64> {
        Ok(u64::from_be_bytes(self.fixed()?))
    }

    pub fn i64(&mut self) -> Result<i64> {
        Ok((self.u64()? ^ (1 << 63)).cast_signed())
    }

    pub fn text(&mut self) -> Result<String> {
        let mut bytes = Vec::new();
        loop {
            match self.0 {
                [0, 0xff, rest @ ..] => {
                    bytes.push(0);
                    self.0 = rest;
                }
                [0, 1, rest @ ..] => {
                    self.0 = rest;
                    return String::from_utf8(bytes).map_err(|_| broken("a text is not UTF-8"));
                }
                [byte, rest @ ..] if *byte != 0 => {
                    bytes.push(*byte);
                    self.0 = rest;
                }
                _ => return Err(broken("a text does not end")),
            }
        }
    }

    pub fn fixed<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (part, rest) = self.0.split_first_chunk::<N>().ok_or_else(|| broken("a part is missing"))?;
        self.0 = rest;
        Ok(*part)
    }

    pub fn rest(self) -> &'a [u8] {
        self.0
    }
}

fn broken(what: &str) -> Error {
    Error::Storage(format!("unreadable key: {what}"))
}
