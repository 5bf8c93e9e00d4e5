//! What a person can type: `sitrep COMMAND`. Each command is one file under
//! `commands/`; this page only names them and turns flags into settings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::time::{SPAN_FORMS, span_typed};

use crate::settings::{BadSetting, Found, Settings, Surroundings, gather};
use crate::version::VERSION;

#[derive(Debug, Parser)]
#[command(name = "sitrep", version = VERSION, about = "The incident desk of a small organisation, in one binary.")]
pub struct CommandLine {
    /// Settings file; ./sitrep.toml is read when it exists
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the desk until told to stop
    Serve(ServeFlags),
    /// Serve a throw-away folder with a month of incidents, print its sign-ins, and move its time on
    Demo(DemoFlags),
    /// Show or check settings
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Add people who may sign in, or list them
    #[command(subcommand)]
    User(UserCommand),
    /// Make somebody a member of a restricted incident nobody can be reached for; all administrators are told
    BreakGlass {
        /// The number of the incident, for example SEC-7KQ2
        number: String,
        /// Whose account gets in; they must work on incidents
        #[arg(long)]
        email: String,
        #[command(flatten)]
        data: DataFlags,
    },
    /// Say for somebody that they have seen an incident: nobody else is woken for it
    Ack {
        /// The number of the incident, for example INC-42
        number: String,
        /// Whose account has seen it; they must work on incidents
        #[arg(long = "as", value_name = "ADDRESS")]
        email: String,
        #[command(flatten)]
        data: DataFlags,
    },
    /// Send one letter now and print what the relay answers
    TestMail {
        to: String,
        #[command(flatten)]
        data: DataFlags,
    },
    /// Take the message on standard input, as an MTA pipes it; exit 75 when it is to be handed over again later
    MailIn {
        #[command(flatten)]
        data: DataFlags,
    },
    /// Look at what it takes for something to work, and say what to change
    #[command(subcommand)]
    Doctor(DoctorCommand),
    /// Copy the database to a new file, also while a server runs
    Backup {
        file: PathBuf,
        #[command(flatten)]
        data: DataFlags,
    },
    /// Put a copy in the place of the database, which is kept
    Restore {
        file: PathBuf,
        /// Only open, replay and count; nothing is changed
        #[arg(long)]
        check: bool,
        #[command(flatten)]
        data: DataFlags,
    },
    /// Replay every timeline, check chains, indexes and references; exit 1 on a difference
    Verify {
        /// Check an incident file instead, anywhere and without a desk
        #[arg(long, value_name = "FILE", conflicts_with = "data")]
        dossier: Option<PathBuf>,
        #[command(flatten)]
        data: DataFlags,
    },
    /// Print everything about one incident as one file that opens without a server
    Dossier {
        /// The number of the incident, for example INC-42
        number: String,
        /// As JSON instead of a page
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        data: DataFlags,
    },
    /// Work out by hand what an SLA clock does
    Clock {
        /// A clock with its calendar and what happened to it, as JSON; the ledger is printed
        #[arg(long, value_name = "FILE")]
        explain: PathBuf,
    },
    /// Work out by hand what else is hit when a service fails
    BlastRadius {
        /// Services with what they depend on, and which fail, as JSON; what else is hit is printed
        #[arg(long, value_name = "FILE")]
        explain: PathBuf,
    },
    /// Work out by hand how much of a month a service was there
    Availability {
        /// A month with its outages, as JSON; the figure and what it is made of are printed
        #[arg(long, value_name = "FILE")]
        explain: PathBuf,
    },
    /// Work out by hand who is on duty when
    OnCall {
        /// Rotations with what changes their turns, as JSON; who has which hours is printed
        #[arg(long, value_name = "FILE")]
        explain: PathBuf,
    },
    /// Ask a running server whether it is well; exit 1 when it is not
    Healthcheck(ListenFlags),
}

#[derive(Debug, Subcommand)]
pub enum DoctorCommand {
    /// What the mail server offers, the records to publish, and what each header is for; exit 1 when something is to be changed
    Mail(DataFlags),
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print every setting and where it came from, secrets hidden
    Print(ServeFlags),
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add a person with a password; no set-up is needed for them to sign in
    Add(NewUser),
    /// Give somebody a new password and sign them out everywhere
    ResetPassword {
        #[command(flatten)]
        data: DataFlags,
        #[arg(long)]
        email: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List everybody with an account
    List(DataFlags),
}

#[derive(Args, Debug)]
pub struct NewUser {
    #[command(flatten)]
    pub data: DataFlags,
    #[arg(long)]
    pub email: String,
    #[arg(long)]
    pub name: String,
    #[arg(long, value_parser = ["administrator", "manager", "responder", "employee"])]
    pub role: String,
    /// Read the password from the first line of standard input
    #[arg(long)]
    pub password_stdin: bool,
}

/// Settings that may be given as flags.
#[derive(Args, Clone, Debug, Default)]
pub struct ServeFlags {
    #[command(flatten)]
    pub data: DataFlags,
    #[command(flatten)]
    pub listen: ListenFlags,
    /// The address people type, for example https://desk.example.org
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Networks of proxies whose X-Forwarded-For is believed
    #[arg(long, value_name = "CIDR,...")]
    trusted_proxies: Option<String>,
}

#[derive(Args, Clone, Debug, Default)]
pub struct DataFlags {
    /// Folder with everything Sitrep keeps [default: ./data]
    #[arg(long, value_name = "DIR")]
    data: Option<String>,
}

#[derive(Args, Clone, Debug, Default)]
pub struct DemoFlags {
    #[command(flatten)]
    pub listen: ListenFlags,
    /// Keep the demonstration in this folder, and go on with the one that is there
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Begin with four people, before anything has happened
    #[arg(long)]
    pub empty: bool,
    /// Do not serve: move the time of the running demonstration on by 90s, 15m, 3h or 2d
    #[arg(long, value_name = "SPAN", value_parser = span, conflicts_with_all = ["empty", "listen"])]
    pub advance: Option<i64>,
}

/// Milliseconds.
fn span(typed: &str) -> Result<i64, String> {
    span_typed(typed).ok_or_else(|| format!("a span is written as {SPAN_FORMS}"))
}

#[derive(Args, Clone, Debug, Default)]
pub struct ListenFlags {
    /// Where to wait for connections [default: 127.0.0.1:3000]
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
}

/// Flags that were given, by the name of their setting.
pub type Given = BTreeMap<&'static str, String>;

impl ServeFlags {
    pub fn given(&self) -> Given {
        let mut given = self.data.given();
        given.append(&mut self.listen.given());
        put(&mut given, "public_url", self.public_url.as_ref());
        put(&mut given, "trusted_proxies", self.trusted_proxies.as_ref());
        given
    }
}

impl DataFlags {
    pub fn given(&self) -> Given {
        let mut given = Given::new();
        put(&mut given, "data", self.data.as_ref());
        given
    }
}

impl ListenFlags {
    pub fn given(&self) -> Given {
        let mut given = Given::new();
        put(&mut given, "listen", self.listen.as_ref());
        given
    }
}

fn put(given: &mut Given, name: &'static str, text: Option<&String>) {
    if let Some(text) = text {
        given.insert(name, text.clone());
    }
}

/// The flags in their surroundings: this process's environment and folder.
#[derive(Clone, Debug)]
pub struct Outside(Surroundings);

impl Outside {
    pub fn of(line: &CommandLine) -> Self {
        let environment = std::env::vars_os();
        let readable =
            environment.filter_map(|(name, text)| Some((name.into_string().ok()?, text.into_string().ok()?)));
        Self(Surroundings {
            environment: readable.collect(),
            file: line.config.clone(),
            folder: PathBuf::from("."),
            ..Surroundings::default()
        })
    }

    /// Says at once which variables mean nothing, whatever the command.
    pub fn found(&self, given: Given) -> Result<Found, BadSetting> {
        let found = gather(&Surroundings { flags: given, ..self.0.clone() })?;
        for name in &found.unknown_variables {
            eprintln!("sitrep: the variable {name} means nothing to Sitrep; is it mistyped?");
        }
        Ok(found)
    }

    pub fn settings(&self, given: Given) -> Result<Settings, BadSetting> {
        Settings::from_found(&self.found(given)?)
    }
}
