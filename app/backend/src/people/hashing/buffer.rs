//! argon2id in one buffer that is filled again for each password, as large as the costliest hash so far asks for. It
//! is a mapping of its own, so that what is given back is free at once, for the whole machine.

use std::sync::OnceLock;

use argon2::password_hash::phc::{Output, ParamsString, Salt};
use argon2::{Algorithm, Argon2, Block, Params, PasswordHash, Version};
use subtle::ConstantTimeEq;

use crate::error::{Error, Result};

const MEMORY_KIB: u32 = 19 * 1_024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Blocks of 1 KiB that are asked for at least, filled or not; those that are not cost nothing. What is larger than
/// 32 MiB glibc never serves from its heaps, where 19 MiB would stay after they were given back, at the latest the
/// second time: each mapping of less that it is given back raises the size from which it makes the next.
const OWN_MAPPING: usize = 33 * 1_024;

const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

#[derive(Default)]
pub(crate) struct Buffer {
    blocks: Vec<Block>,
}

impl Buffer {
    /// A new hash in PHC form, with the cost of today.
    pub fn hash(&mut self, password: &[u8]) -> Result<String> {
        let argon2 = of_today()?;
        let mut salt = [0; SALT_BYTES];
        getrandom::fill(&mut salt).map_err(Error::internal)?;
        let mut hash = [0; HASH_BYTES];
        self.fill(argon2, password, &salt, &mut hash).map_err(Error::internal)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(argon2.params()).map_err(Error::internal)?,
            salt: Some(Salt::new(&salt).map_err(Error::internal)?),
            hash: Some(Output::new(&hash).map_err(Error::internal)?),
        };
        Ok(hash.to_string())
    }

    /// Whether the password has this hash, whatever it was made with. One that cannot be read fits nothing.
    pub fn fits(&mut self, password: &[u8], hash: &str) -> bool {
        let Ok(stored) = PasswordHash::new(hash) else { return false };
        let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else { return false };
        let algorithm = Algorithm::try_from(stored.algorithm.as_str());
        let version = stored.version.map_or(Ok(Version::default()), Version::try_from);
        let (Ok(algorithm), Ok(version), Ok(params)) = (algorithm, version, Params::try_from(&stored)) else {
            return false;
        };
        let mut found = vec![0; expected.len()];
        let filled = self.fill(&Argon2::new(algorithm, version, params), password, salt.as_ref(), &mut found);
        filled.is_ok() && bool::from(found.ct_eq(expected.as_bytes()))
    }

    pub fn is_held(&self) -> bool {
        self.blocks.capacity() > 0
    }

    /// It is made anew for the next password.
    pub fn give_back(&mut self) {
        self.blocks = Vec::new();
    }

    fn fill(&mut self, argon2: &Argon2<'_>, password: &[u8], salt: &[u8], hash: &mut [u8]) -> argon2::Result<()> {
        let count = argon2.params().block_count();
        if self.blocks.capacity() < count {
            self.give_back();
            self.blocks.reserve_exact(count.max(OWN_MAPPING));
        }
        if self.blocks.len() < count {
            self.blocks.resize(count, Block::default());
        }
        argon2.hash_password_into_with_memory(password, salt, hash, &mut self.blocks[..count])
    }
}

fn of_today() -> Result<&'static Argon2<'static>> {
    static ARGON2: OnceLock<Option<Argon2<'static>>> = OnceLock::new();
    let made = ARGON2.get_or_init(|| {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(HASH_BYTES)).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    });
    made.as_ref().ok_or_else(|| Error::internal("argon2 does not take its parameters"))
}

#[cfg(test)]
mod tests {
    use argon2::{PasswordHasher, PasswordVerifier};

    use super::*;

    #[test]
    fn what_it_hashes_is_read_by_the_library_and_the_other_way_round() {
        let (mut buffer, password) = (Buffer::default(), b"a kestrel over the quay");
        let ours = buffer.hash(password).unwrap();
        assert!(of_today().unwrap().verify_password(password, ours.as_str()).is_ok());
        assert!(buffer.fits(password, &ours) && !buffer.fits(b"another one", &ours));
        let cheap = Argon2::new(Algorithm::Argon2i, Version::V0x10, Params::new(64, 3, 2, None).unwrap());
        let theirs = cheap.hash_password(password).unwrap().to_string();
        assert!(buffer.fits(password, &theirs) && !buffer.fits(b"another one", &theirs));
        assert!(!buffer.fits(password, "no hash at all"));
    }

    #[test]
    fn the_same_buffer_serves_every_password() {
        let mut buffer = Buffer::default();
        let hash = buffer.hash(b"a kestrel over the quay").unwrap();
        let (at, size) = (buffer.blocks.as_ptr(), buffer.blocks.capacity());
        for _ in 0..5 {
            assert!(buffer.fits(b"a kestrel over the quay", &hash));
        }
        assert_eq!((at, size), (buffer.blocks.as_ptr(), buffer.blocks.capacity()));
    }
}
