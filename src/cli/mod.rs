//! Commands: arguments in, exit code out. The only place that prints and that asks for the clock.

mod args;
mod build;
mod explain;
mod export;
mod extract;
mod extract_write;
mod import;
mod import_sheet;
mod import_write;
mod lsp;
mod mend;
mod new;
mod page_links;
mod progress;
mod proofread;
mod report;
mod rewrite;
mod shell;
mod verify;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

/// How a command ended (blueprint §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: the content stops it.
    Content,
    /// 3: the machine failed.
    Machine,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Content => Self::from(1),
            Exit::Machine => Self::from(3),
        }
    }
}

/// Runs the program on the arguments it was called with; wrong ones end it with code 2.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    let lang = args.lang();
    report::soften_panics(lang);
    match args.command {
        Command::Build(command) => build::build(&command, lang).into(),
        Command::Watch(command) => watch::watch(&command, lang).into(),
        Command::Check(command) => build::check(&command, lang).into(),
        Command::Export(command) => export::export(&command, lang).into(),
        Command::Extract(command) => extract::extract(&command, lang).into(),
        Command::Import(command) => import::import(&command, lang).into(),
        Command::Lsp(command) => lsp::lsp(&command, lang).into(),
        Command::Explain(command) => explain::explain(&command, lang),
        Command::New(args) => new::new(&args.what, lang),
        Command::Schema(args) => shell::schema(&args).into(),
        Command::Completions(args) => shell::completions(args.shell).into(),
        Command::Man => shell::man().into(),
        Command::Verify(command) => verify::verify(&command, lang).into(),
    }
}
