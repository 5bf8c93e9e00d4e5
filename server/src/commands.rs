//! The commands a person can type, one file each. A command prints for people
//! and returns; only `main` knows exit codes.

pub mod ack;
pub mod backup;
pub mod break_glass;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod dossier;
pub mod explain;
pub mod healthcheck;
pub mod mail_in;
pub mod restore;
mod scratch;
pub mod serve;
pub mod test_mail;
pub mod user;
pub mod verify;

use crate::command_line::{Command, CommandLine, ConfigCommand, DoctorCommand, Outside, UserCommand};

/// Does what the line says.
pub fn run(line: CommandLine) -> anyhow::Result<()> {
    let outside = Outside::of(&line);
    match line.command {
        Command::Serve(flags) => serve::run(outside.settings(flags.given())?),
        Command::Demo(flags) => demo::run(outside.settings(flags.listen.given())?, &flags),
        Command::Config(ConfigCommand::Print(flags)) => config::print(&outside.found(flags.given())?),
        Command::User(UserCommand::Add(user)) => user::add(&outside.settings(user.data.given())?, user),
        Command::User(UserCommand::List(data)) => user::list(&outside.settings(data.given())?),
        Command::User(UserCommand::ResetPassword { data, email, password_stdin }) => {
            user::reset_password(&outside.settings(data.given())?, email, password_stdin)
        }
        Command::BreakGlass { number, email, data } => {
            break_glass::run(&outside.settings(data.given())?, number, email)
        }
        Command::MailIn { data } => mail_in::run(outside.settings(data.given()).map_err(Into::into)),
        Command::Ack { number, email, data } => ack::run(&outside.settings(data.given())?, number, email),
        Command::TestMail { to, data } => test_mail::run(&outside.settings(data.given())?, to),
        Command::Doctor(DoctorCommand::Mail(data)) => doctor::mail(&outside.settings(data.given())?),
        Command::Backup { file, data } => backup::run(&outside.settings(data.given())?, &file),
        Command::Restore { file, check: true, .. } => restore::check(&file),
        Command::Restore { file, data, .. } => restore::run(&outside.settings(data.given())?, &file),
        Command::Verify { dossier: Some(file), .. } => dossier::check(&file),
        Command::Verify { dossier: None, data } => verify::run(&outside.settings(data.given())?),
        Command::Dossier { number, json, data } => dossier::run(&outside.settings(data.given())?, number, json),
        Command::Clock { explain } => explain::run(&explain, backend::calendars::explain),
        Command::Availability { explain } => explain::run(&explain, backend::calendars::explain_availability),
        Command::BlastRadius { explain } => explain::run(&explain, backend::services::explain),
        Command::OnCall { explain } => explain::run(&explain, backend::duty::explain),
        Command::Healthcheck(flags) => healthcheck::run(&outside.settings(flags.given())?),
    }
}
