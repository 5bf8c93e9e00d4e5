//! The commands a person can type, one file each. A command prints for people
//! and returns; only `main` knows exit codes.

pub mod config;
pub mod healthcheck;
pub mod serve;

use crate::command_line::{Command, CommandLine, ConfigCommand, Outside};

/// Does what the line says.
pub fn run(line: CommandLine) -> anyhow::Result<()> {
    let outside = Outside::of(&line);
    match line.command {
        Command::Serve(flags) => serve::run(outside.settings(flags.given())?),
        Command::Config(ConfigCommand::Print(flags)) => config::print(&outside.found(flags.given())?),
        Command::Healthcheck(flags) => healthcheck::run(&outside.settings(flags.given())?),
    }
}
