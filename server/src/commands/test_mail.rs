//! `sitrep test-mail ADDRESS`: sends one letter now and says what the relay
//! answered.

use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn run(settings: &Settings, to: String) -> anyhow::Result<()> {
    perform(settings, Order::TestMail { to }, Reach::OnlyOld)?.print()
}
