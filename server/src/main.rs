//! The binary `sitrep`: reads the line, does what it says, tells how it ended.

use std::process::ExitCode;

use clap::Parser;
use server::command_line::CommandLine;
use server::commands::mail_in::NotTaken;
use server::commands::serve::Insisted;

/// As shells count it: 128 and the signal's number.
const INTERRUPTED: u8 = 130;
/// As MTAs understand it: keep the message, and come back with it.
const TRY_AGAIN_LATER: u8 = 75;

fn main() -> ExitCode {
    match server::commands::run(CommandLine::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sitrep: {error:#}");
            match () {
                () if error.is::<Insisted>() => ExitCode::from(INTERRUPTED),
                () if error.is::<NotTaken>() => ExitCode::from(TRY_AGAIN_LATER),
                () => ExitCode::FAILURE,
            }
        }
    }
}
