//! The binary `sitrep`: reads the line, does what it says, tells how it ended.

use std::process::ExitCode;

use clap::Parser;
use server::command_line::CommandLine;

fn main() -> ExitCode {
    match server::commands::run(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sitrep: {error:#}");
            ExitCode::FAILURE
        }
    }
}
