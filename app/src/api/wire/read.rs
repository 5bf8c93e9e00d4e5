//! Reads JSON as `serde_json` writes it. What differs from its own reader: it does not say where or why a text cannot be
//! read, a struct is never a list, and an enum is read one way. Each would be compiled once more for every type.

use std::borrow::Cow;

use serde::de::DeserializeOwned;

#[derive(Debug)]
pub struct Unreadable;

pub type Read<T> = Result<T, Unreadable>;

pub fn read<T: DeserializeOwned>(text: &str) -> Read<T> {
    let mut reader = Reader { text, at: 0 };
    let value = T::deserialize(&mut reader)?;
    if reader.peek() == 0 { Ok(value) } else { Err(Unreadable) }
}

pub struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// The next byte that is no blank; 0 at the end.
    pub fn peek(&mut self) -> u8 {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return *byte,
                None => return 0,
            }
        }
    }

    pub fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == byte;
        self.at += usize::from(there);
        there
    }

    pub fn need(&mut self, byte: u8) -> Read<()> {
        if self.take(byte) { Ok(()) } else { Err(Unreadable) }
    }

    pub fn take_word(&mut self, word: &str) -> bool {
        self.peek();
        let there = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        self.at += if there { word.len() } else { 0 };
        there
    }

    pub fn number(&mut self) -> &'a str {
        self.peek();
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_part = |c: char| matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E');
        let number = rest.find(|c| !is_part(c)).map_or(rest, |end| &rest[..end]);
        self.at += number.len();
        number
    }

    pub fn string(&mut self) -> Read<Cow<'a, str>> {
        self.need(b'"')?;
        let mut string = Cow::Borrowed("");
        loop {
            let rest = self.text.get(self.at..).ok_or(Unreadable)?;
            let plain = &rest[..rest.find(['"', '\\']).ok_or(Unreadable)?];
            string += plain;
            self.at += plain.len();
            if self.take(b'"') {
                return Ok(string);
            }
            string.to_mut().push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Read<char> {
        let kind = self.text.as_bytes().get(self.at + 1).ok_or(Unreadable)?;
        self.at += 2;
        Ok(match kind {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.unicode()?,
            other => char::from(*other),
        })
    }

    fn unicode(&mut self) -> Read<char> {
        let mut code = self.hex()?;
        // Half of a pair.
        if code & 0xFC00 == 0xD800 && self.take_word("\\u") {
            code = 0x1_0000 + ((code & 0x3FF) << 10) + (self.hex()? & 0x3FF);
        }
        char::from_u32(code).ok_or(Unreadable)
    }

    fn hex(&mut self) -> Read<u32> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unreadable)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| Unreadable)
    }

    /// A value that nobody asked for.
    pub fn skip(&mut self) -> Read<()> {
        let mut depth = 0;
        loop {
            match self.peek() {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    self.at += 1;
                    depth += 1;
                }
                b'}' | b']' if depth > 0 => {
                    self.at += 1;
                    depth -= 1;
                }
                b',' | b':' if depth > 0 => {
                    self.at += 1;
                    continue;
                }
                b't' | b'f' | b'n' => {
                    let known = self.take_word("true") || self.take_word("false") || self.take_word("null");
                    known.then_some(()).ok_or(Unreadable)?;
                }
                _ if self.number().is_empty() => return Err(Unreadable),
                _ => {}
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }
}
