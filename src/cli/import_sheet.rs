//! `import` of a workbook: the first run writes a mapping beside it, the next one goes by that.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::Exit;
use super::args::ImportArgs;
use super::import::{Names, county_id, id, in_sheets, place, told};
use super::import_write::{NewFolder, new_file, problem, write};
use super::report::say;
use crate::diag::{Code, Diagnostic, Findings, Lang, SourcePath, Words};
use crate::import::sheet::{self, Book, Mapping, Place, Write};
use crate::import::{self, Known};
use crate::source::Disk;

/// Imports a workbook.
pub(super) fn import(args: &ImportArgs, name: &str, book: &Book, names: &Names, lang: Lang) -> Exit {
    let path = args.file.with_extension("mapping.yaml");
    let disk = Disk::new(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    let file = SourcePath::new(path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default());
    let known = in_sheets(names);
    if !path.exists() {
        return first_run(args, &path, &sheet::propose(book, &known), lang, &disk);
    }
    let mut findings = Findings::new();
    let mapping = match disk.text_file(&file) {
        Ok(text) => Mapping::read(&file, &text.text, &mut findings),
        Err(problem) => return told(&[*problem], lang, &disk),
    };
    let Some(mapping) = mapping else { return told(&findings.into_vec(), lang, &disk) };
    if mapping.write == Write::Articles && mapping.date.or(args.date).is_none() {
        return told(&[no_date(&file)], lang, &disk);
    }
    match sheet::stories(book, &mapping, &known) {
        Ok(places) if mapping.write == Write::Metrics => metrics(&places),
        Ok(places) => articles(args, name, places, names, lang, &disk),
        Err(problems) => told(&problems, lang, &disk),
    }
}

fn first_run(args: &ImportArgs, path: &Path, mapping: &Mapping, lang: Lang, disk: &Disk) -> Exit {
    let text = mapping.print();
    if args.dry_run {
        let _ = anstream::stdout().write_all(text.as_bytes());
        return Exit::Done;
    }
    if let Err(error) = new_file(path, text.as_bytes()) {
        return told(&[problem(path, &error)], lang, disk);
    }
    let _ = writeln!(anstream::stdout(), "{}", path.display());
    say(
        &Words::new(
            "已写出对照文件：说明表里的行和列各是什么。核对、补全以后，再运行一次同样的命令。",
            "wrote a mapping that says what rows and columns are. Check and complete it, then run the same command again.",
        ),
        lang,
    );
    Exit::Done
}

fn no_date(file: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        Code::BadMapping,
        Words::new("对照文件没有稿件日期（date）", "the mapping has no date for the articles"),
    )
    .at(crate::diag::Span::file(file))
    .help(Words::new("加一行 date: 2024-02-01", "add a line `date: 2024-02-01`"))
}

/// Lines to paste, county by county.
fn metrics(places: &[Place]) -> Exit {
    let mut out = String::new();
    for place in places {
        let lines: String = place.metrics.iter().map(|line| format!("  {line}\n")).collect();
        let _ = write!(out, "# {}\nmetrics:\n{lines}", place.county);
    }
    let _ = anstream::stdout().write_all(out.as_bytes());
    Exit::Done
}

fn articles(args: &ImportArgs, name: &str, places: Vec<Place>, names: &Names, lang: Lang, disk: &Disk) -> Exit {
    let stem = args.name.clone().unwrap_or_else(|| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned());
    let mut folders = Vec::new();
    for one in places {
        let county = county_id(&one.county, &names.counties).unwrap_or(&one.county).to_owned();
        let date = one.story.date.or(args.date);
        let id = id(&format!("{county}-{stem}.x"), date);
        let known = Known { county: Some(county), date, period: None };
        let text = import::article(&one.story, &known, &one.metrics, &[]);
        if args.dry_run {
            let _ = anstream::stdout().write_all(text.as_bytes());
        }
        folders.push(NewFolder { path: place(&id, date), pictures: Vec::new(), text });
    }
    if args.dry_run {
        return Exit::Done;
    }
    match write(&args.site, &folders) {
        Ok(written) => done(&written, lang),
        Err(problem) => told(&[*problem], lang, disk),
    }
}

fn done(written: &[PathBuf], lang: Lang) -> Exit {
    for path in written {
        let _ = writeln!(anstream::stdout(), "{}", path.display());
    }
    let count = written.len();
    say(
        &Words::new(
            format!("已写入{count}篇稿件。请核对后删去 draft。"),
            format!("{count} articles written. Check them, then remove `draft`."),
        ),
        lang,
    );
    Exit::Done
}
