//! `schema`, `completions` and `man`: what the program says of itself, for editors and shells. All of it goes to
//! standard output.

use std::io::Write as _;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Exit;
use super::args::{Args, SchemaArgs};
use crate::diag::Findings;
use crate::load;
use crate::schema::{self, forms};
use crate::source::Disk;

/// Prints the JSON Schema of a kind of file, or the configuration of an editor for a site.
pub fn schema(args: &SchemaArgs) -> Exit {
    let printed = match (args.editor, args.of) {
        (Some(editor), _) => {
            let disk = Disk::new(&args.site);
            forms::configuration(editor.into(), &load::form_names(&disk, &mut Findings::new()))
        }
        (None, Some(of)) => schema::schema(of.into()),
        // The parser asks for one of them.
        (None, None) => return Exit::Content,
    };
    print(format!("{printed:#}\n").as_bytes())
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
