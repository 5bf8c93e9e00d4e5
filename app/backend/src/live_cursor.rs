//! The place in the live stream that a browser carries: opaque, because the sequence counts changes of every
//! incident, restricted ones too, and nobody may learn from two cursors how many lay between them.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use data_encoding::BASE64URL_NOPAD;

use crate::Backend;
use crate::storage::Cursor;

const PURPOSE: &str = "live cursor";
const NONCE: usize = 12;
const EPOCH: usize = 16;
const SEQUENCE: usize = 8;
/// Nonce, epoch, sequence and tag in base 64.
const LONGEST: usize = 80;

impl Backend {
    /// For a page to carry. Without randomness it is empty, and the browser starts afresh.
    pub fn seal_cursor(&self, cursor: Cursor) -> String {
        let mut nonce = [0; NONCE];
        if getrandom::fill(&mut nonce).is_err() {
            return String::new();
        }
        let plain = [cursor.epoch.as_slice(), &cursor.sequence.to_be_bytes()].concat();
        match self.cursor_cipher().encrypt(&Nonce::from(nonce), plain.as_slice()) {
            Ok(sealed) => BASE64URL_NOPAD.encode(&[nonce.as_slice(), &sealed].concat()),
            Err(_) => String::new(),
        }
    }

    /// `None` when it is not one of ours.
    pub fn open_cursor(&self, sealed: &str) -> Option<Cursor> {
        if sealed.len() > LONGEST {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes()).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        let plain = self.cursor_cipher().decrypt(&Nonce::from(*nonce), sealed).ok()?;
        let (epoch, rest) = plain.split_first_chunk::<EPOCH>()?;
        let sequence = <[u8; SEQUENCE]>::try_from(rest).ok()?;
        Some(Cursor { epoch: *epoch, sequence: u64::from_be_bytes(sequence) })
    }

    fn cursor_cipher(&self) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&self.keys().derive(PURPOSE).into())
    }
}

#[cfg(test)]
mod tests {
    use crate::storage::{Cursor, Storage};
    use crate::{Backend, Clock, Options};

    fn desk() -> Backend {
        Backend::new(Storage::in_memory(Clock::manual(0)), Options::default()).unwrap()
    }

    #[test]
    fn a_cursor_comes_back_and_tells_nothing() {
        let desk = desk();
        let cursor = Cursor { epoch: [7; 16], sequence: 41 };
        let (one, other) = (desk.seal_cursor(cursor), desk.seal_cursor(cursor));
        assert_ne!(one, other, "two looks at the same place cannot be compared");
        assert_eq!(desk.open_cursor(&one), Some(cursor));
        assert_eq!(desk.open_cursor(&other), Some(cursor));
    }

    #[test]
    fn what_is_not_ours_is_no_cursor() {
        let desk = desk();
        let theirs = self::desk().seal_cursor(Cursor { epoch: [0; 16], sequence: 1 });
        for text in ["", "AAAA", "not base64!", theirs.as_str(), "A".repeat(500).as_str()] {
            assert_eq!(desk.open_cursor(text), None, "{text}");
        }
    }
}
