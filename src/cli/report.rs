//! Printing: diagnostics, summaries, and what is said if the program itself fails.

use std::collections::BTreeMap;
use std::io::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::diag::print::{Format, report};
use crate::diag::{Diagnostic, Explanation, Lang, Severity, TextStore, Words};

/// Whether the findings stop a build.
pub fn stops(list: &[Diagnostic], strict: bool) -> bool {
    let least = if strict { Severity::Warning } else { Severity::Error };
    list.iter().any(|d| d.severity >= least)
}

/// Prints findings: for people on standard error, for machines on standard output.
pub fn print(list: &[Diagnostic], format: Format, lang: Lang, texts: &dyn TextStore) {
    let text = report(list, format, lang, texts);
    // A closed pipe (`| head`) is no failure of ours.
    let _ = match format {
        Format::Human => anstream::stderr().write_all(text.as_bytes()),
        _ => anstream::stdout().write_all(text.as_bytes()),
    };
}

/// One line for people, on standard error.
pub fn say(words: &Words, lang: Lang) {
    let _ = writeln!(anstream::stderr(), "{}", words.get(lang));
}

/// Reports shorter than this are their own summary.
const LONG: usize = 6;

/// What a long report found, by file and by code.
pub fn summary_table(list: &[Diagnostic], lang: Lang) {
    if list.len() < LONG {
        return;
    }
    let nowhere = Words::new("（整个网站）", "(the whole site)");
    let file = |d: &Diagnostic| {
        d.span.as_ref().map_or_else(|| nowhere.get(lang).to_owned(), |span| span.file.as_str().to_owned())
    };
    let code = |d: &Diagnostic| {
        let meaning = Explanation::of(d.code).map(|told| told.meaning(lang)).unwrap_or_default();
        format!("{}  {meaning}", d.code.id())
    };
    let heads = match lang {
        Lang::Zh => ["文件", "代码", "错误", "提醒", "说明"],
        Lang::En => ["file", "code", "errors", "warnings", "notes"],
    };
    let [by_file, by_code, severities @ ..] = heads;
    let text = format!("{}\n{}", table(by_file, severities, list, &file), table(by_code, severities, list, &code));
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Counts by a key, in columns that line up on a terminal, where a Han character is two wide.
fn table(head: &str, severities: [&str; 3], list: &[Diagnostic], key: &dyn Fn(&Diagnostic) -> String) -> String {
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for d in list {
        let [errors, warnings, notes] = counts.entry(key(d)).or_default();
        match d.severity {
            Severity::Error => *errors += 1,
            Severity::Warning => *warnings += 1,
            Severity::Note => *notes += 1,
        }
    }
    let width = counts.keys().map(|key| key.width()).chain([head.width()]).max().unwrap_or_default();
    let row = |name: &str, cells: [String; 3]| {
        let cells = cells
            .iter()
            .zip(severities)
            .map(|(cell, head)| format!("{}{cell}", " ".repeat((head.width() + 2).saturating_sub(cell.width()))));
        format!("{name}{}{}\n", " ".repeat(width - name.width()), cells.collect::<String>())
    };
    let mut text = row(head, severities.map(str::to_owned));
    for (name, counts) in &counts {
        text.push_str(&row(name, counts.map(|n| if n == 0 { "-".to_owned() } else { n.to_string() })));
    }
    text
}

/// `3个错误，1条提醒`.
pub fn tally(list: &[Diagnostic]) -> Words {
    let count = |s: Severity| list.iter().filter(|d| d.severity == s).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    Words::new(
        format!("{errors}个错误，{warnings}条提醒"),
        format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    )
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// A fault of the program is told in one line, without a backtrace.
pub fn soften_panics(lang: Lang) {
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(|l| format!("{}:{}", l.file(), l.line())).unwrap_or_default();
        say(
            &Words::new(
                format!("程序本身出了错（FZ999，{place}）。网站没有改动。请把这一行和稿件一起报给开发者。"),
                format!(
                    "the program itself failed (FZ999, {place}). The site was not changed. Please report this line."
                ),
            ),
            lang,
        );
    }));
}
