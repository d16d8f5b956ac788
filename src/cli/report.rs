//! Printing: diagnostics, summaries, and what is said if the program itself fails.

use std::io::Write as _;

use crate::diag::print::{Format, report};
use crate::diag::{Diagnostic, Lang, Severity, TextStore, Words};

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
