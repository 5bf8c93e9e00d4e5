//! `sitrep user add|list|reset-password`: people at the command line, also while a server runs.

use std::io::BufRead;

use anyhow::Context;

use crate::command_line::NewUser;
use crate::control::{Order, Reach, perform};
use crate::settings::Settings;

pub fn add(settings: &Settings, user: NewUser) -> anyhow::Result<()> {
    let password = password(user.password_stdin)?;
    let order = Order::UserAdd { email: user.email, name: user.name, role: user.role, password };
    perform(settings, order, Reach::NewOrOld)?.print()
}

pub fn reset_password(settings: &Settings, email: String, from_stdin: bool) -> anyhow::Result<()> {
    let password = password(from_stdin)?;
    perform(settings, Order::UserResetPassword { email, password }, Reach::OnlyOld)?.print()
}

pub fn list(settings: &Settings) -> anyhow::Result<()> {
    perform(settings, Order::UserList, Reach::OnlyOld)?.print()
}

/// Never an argument: those are seen in the list of processes.
fn password(from_stdin: bool) -> anyhow::Result<String> {
    anyhow::ensure!(from_stdin, "give the password on standard input and say --password-stdin");
    first_line().context("no password came on standard input")
}

/// A password that was typed or echoed ends with a newline that is not part of it.
fn first_line() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let password = line.trim_end_matches(['\n', '\r']);
    anyhow::ensure!(!password.is_empty(), "the first line is empty");
    Ok(password.to_owned())
}
