//! Arguments in, exit status out. One file for each command.

mod audit;
mod check;
mod commented;
mod dismiss;
mod evaluate;
mod house;
mod output;
mod privacy;
mod pseudonyms;
mod reading;
mod restructure;
mod rules;
mod session;
mod settled;
mod supervise;
#[cfg(feature = "training")]
mod train;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Arranges a social-care recording, in its writer's own words, into what matters, strengths, priority risks and agreed actions.
///
/// Everything happens on this machine. Nothing is sent anywhere.
#[derive(Parser)]
#[command(name = "whatmatters", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Restructure(restructure::Restructure),
    Check(check::Check),
    Audit(audit::Audit),
    Supervise(supervise::Supervise),
    Dismiss(dismiss::Dismiss),
    Rules(rules::Rules),
    Explain(rules::Explain),
    Evaluate(evaluate::Evaluate),
    Privacy(privacy::Privacy),
    #[cfg(feature = "training")]
    Train(train::Train),
}

/// How a command ended, as scripts read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    FoundSomething = 1,
    /// Bad usage, or nothing could be read.
    Failed = 2,
    /// Some of the recordings could not be read.
    PartlyRead = 3,
}

/// A reason to stop, and what to do next.
pub struct Failure {
    pub message: String,
    pub hint: String,
}

pub fn run() -> ExitCode {
    // The message of a panic may quote what was being read; where it happened is enough to mend it.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(|| "an unknown line".into(), ToString::to_string);
        anstream::eprintln!("error: whatmatters {} made a mistake at {place}", env!("CARGO_PKG_VERSION"));
    }));
    let outcome = match Arguments::parse().command {
        Command::Restructure(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Audit(command) => command.run(),
        Command::Supervise(command) => command.run(),
        Command::Dismiss(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::Privacy(command) => command.run(),
        #[cfg(feature = "training")]
        Command::Train(command) => command.run(),
    };
    let exit = outcome.unwrap_or_else(|failure| {
        anstream::eprintln!("error: {}", failure.message);
        anstream::eprintln!("  {}", failure.hint);
        Exit::Failed
    });
    ExitCode::from(exit as u8)
}

impl Failure {
    fn new(message: impl ToString, hint: impl ToString) -> Failure {
        Failure { message: message.to_string(), hint: hint.to_string() }
    }

    /// Standard output that nobody reads any more is no failure: `whatmatters … | head` ends so.
    fn from_output(error: &std::io::Error) -> Option<Failure> {
        let hint = match error.kind() {
            std::io::ErrorKind::BrokenPipe => return None,
            std::io::ErrorKind::FileTooLarge => "write fewer recordings at once, or as csv",
            _ => "check that there is room on the disk",
        };
        Some(Failure::new(format!("the output could not be written: {}", crate::files::in_words(error.kind())), hint))
    }
}
