//! The binary `sitrep`: reads the line, does what it says, tells how it ended.

use std::process::ExitCode;

use clap::Parser;
use server::command_line::CommandLine;
use server::commands::serve::Insisted;

/// As shells count it: 128 and the signal's number.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    match server::commands::run(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sitrep: {error:#}");
            if error.is::<Insisted>() { ExitCode::from(INTERRUPTED) } else { ExitCode::FAILURE }
        }
    }
}
