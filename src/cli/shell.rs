//! `schema`, `completions` and `man`: what the program says of itself, for editors and shells. All of it goes to
//! standard output.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Exit;
use super::args::Args;
use crate::schema::{self, Subject};

/// Prints the JSON Schema of a kind of file.
pub fn schema(subject: Subject) -> Exit {
    print(format!("{:#}\n", schema::schema(subject)).as_bytes())
}

/// Prints a completion script.
pub fn completions(shell: Shell) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "fangzhi", &mut script);
    print(&script)
}

/// Prints the man page of the program, with a section for each command.
pub fn man() -> Exit {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    let mut whole = clap_mangen::Man::new(command.clone()).render(&mut page);
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let man = clap_mangen::Man::new(sub.clone());
        let heading = writeln!(page, ".SH {}", sub.get_name().to_uppercase());
        let parts = heading
            .and_then(|()| man.render_synopsis_section(&mut page))
            .and_then(|()| man.render_description_section(&mut page))
            .and_then(|()| man.render_options_section(&mut page));
        whole = whole.and(parts);
    }
    match whole {
        Ok(()) => print(&page),
        Err(_) => Exit::Machine,
    }
}

/// A closed pipe (`| head`) is no failure of ours.
fn print(bytes: &[u8]) -> Exit {
    let _ = anstream::stdout().write_all(bytes);
    Exit::Done
}
