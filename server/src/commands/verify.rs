//! `sitrep verify`: replays and compares everything; exit 1 and a list when
//! something differs.

use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn run(settings: &Settings) -> anyhow::Result<()> {
    perform(settings, Order::Verify, Reach::OnlyOld)?.print()
}
