//! `sitrep ack NUMBER --as ADDRESS`: somebody has seen it, and nobody else is woken.

use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn run(settings: &Settings, number: String, email: String) -> anyhow::Result<()> {
    perform(settings, Order::Ack { number, email }, Reach::OnlyOld)?.print()
}
