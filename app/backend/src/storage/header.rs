//! The header of a file of the engine, as far as its flags and the numbers of its two commits.

/// Bytes of the header with its two commits, as the engine's format has it: a byte of flags, and of each commit its number.
pub const HEADER: usize = 320;
const FLAGS: usize = 9;
const SECOND_COUNTS: u8 = 1;
const NOT_CLOSED: u8 = 2;
const COMMITS: [usize; 2] = [64, 192];
const NUMBER: usize = 104;

/// The commit that counts is not the newer one, although it was closed or copied after that one.
pub fn older_counts(header: &[u8; HEADER], between_commits: bool) -> bool {
    let number = |commit: usize| {
        let at = COMMITS[commit] + NUMBER;
        header[at..at + 8].try_into().map_or(0, u64::from_le_bytes)
    };
    let counts = usize::from(header[FLAGS] & SECOND_COUNTS != 0);
    let closed = header[FLAGS] & NOT_CLOSED == 0;
    (closed || between_commits) && number(1 - counts) > number(counts)
}
