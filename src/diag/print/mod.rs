//! Printers: one report, four forms. They must not decide anything, only write.

mod github;
mod human;
mod json;
mod short;

use super::{Diagnostic, Lang, Severity, SourceMap, TextStore};

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With source line, mark and help, for people.
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Writes diagnostics in the given form and language. The order is the caller's.
#[must_use]
pub fn report(diagnostics: &[Diagnostic], format: Format, lang: Lang, texts: &dyn TextStore) -> String {
    let mut map = SourceMap::new(texts);
    let mut out = String::new();
    for d in diagnostics {
        match format {
            Format::Human => human::write(d, lang, &mut map, &mut out),
            Format::Short => short::write(d, lang, &mut map, &mut out),
            Format::Json => json::write(d, lang, &mut map, &mut out),
            Format::Github => github::write(d, lang, &mut map, &mut out),
        }
    }
    out
}

fn severity_word(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "提醒",
        (Severity::Note, Lang::Zh) => "说明",
        (other, Lang::En) => other.id(),
    }
}

/// Messages are one line in every form: a line break from content must not forge a second report line.
fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
}
