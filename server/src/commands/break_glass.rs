//! `sitrep break-glass NUMBER --email ADDRESS`: the way into a restricted
//! incident whose members cannot be reached.

use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn run(settings: &Settings, number: String, email: String) -> anyhow::Result<()> {
    perform(settings, Order::BreakGlass { number, email }, Reach::OnlyOld)?.print()
}
