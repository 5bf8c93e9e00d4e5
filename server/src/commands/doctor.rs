//! `sitrep doctor mail`: what it takes for letters to get through, also while a server runs.

use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn mail(settings: &Settings) -> anyhow::Result<()> {
    perform(settings, Order::DoctorMail, Reach::OnlyOld)?.print()
}
