//! Ten thousand histories of clocks on the target of the browser: `make test-wasm` runs this in Node. It stops with a trap
//! when they come to anything else than on the server, and when the answer is not the one that is written down.

#[path = "../tests/rules/histories.rs"]
mod histories;

fn main() {
    assert_eq!(histories::checked(10_000), histories::TEN_THOUSAND, "the clocks of the browser are others");
    assert_ne!(histories::checked(9_999), histories::TEN_THOUSAND, "every answer would do");
}
