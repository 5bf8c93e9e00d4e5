//! A digest over a whole file that stands in the file: it is taken with zeros in its place.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

const NAME: &[u8] = b"sitrep-seal";
/// Between the name and the digest, in a page or in JSON.
const BETWEEN: [&[u8]; 2] = [b"\" content=\"", b"\":\""];
const LENGTH: usize = 64;
pub(super) const UNSEALED: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The text with its seal in the first place that is made for one.
pub(super) fn sealed(mut text: String) -> String {
    let digest = HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
    if let Some(place) = place(text.as_bytes()) {
        text.replace_range(place..place + LENGTH, &digest);
    }
    text
}

pub(super) fn holds(file: &[u8]) -> bool {
    let Some(place) = place(file) else { return false };
    let mut unsealed = file.to_vec();
    unsealed[place..place + LENGTH].copy_from_slice(UNSEALED.as_bytes());
    HEXLOWER.encode(&Sha256::digest(&unsealed)).as_bytes() == &file[place..place + LENGTH]
}

fn place(file: &[u8]) -> Option<usize> {
    let name = file.windows(NAME.len()).position(|window| window == NAME)? + NAME.len();
    let after = file.get(name..)?;
    let between = BETWEEN.iter().find(|between| after.starts_with(between))?;
    let place = name + between.len();
    (file.len() >= place + LENGTH).then_some(place)
}
