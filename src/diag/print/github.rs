//! Workflow commands (`::error file=…,line=…::message`), so that a pull request shows them in place.

use std::fmt::Write as _;

use crate::diag::{Diagnostic, Lang, Severity, SourceMap};

pub(super) fn write(d: &Diagnostic, lang: Lang, map: &mut SourceMap<'_>, out: &mut String) {
    let kind = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut text = d.message.get(lang).to_owned();
    if let Some(help) = &d.help {
        text.push('\n');
        text.push_str(help.get(lang));
    }
    let _ = writeln!(out, "::{kind} {}title={}::{}", place(d, map), d.code.id(), escape(&text));
}

fn place(d: &Diagnostic, map: &mut SourceMap<'_>) -> String {
    let Some(span) = &d.span else { return String::new() };
    let file = escape(span.file.as_str()).replace(':', "%3A").replace(',', "%2C");
    match map.excerpt(span) {
        Some(e) => {
            let (s, t) = (e.start, e.end);
            format!("file={file},line={},col={},endLine={},endColumn={},", s.line, s.column, t.line, t.column)
        }
        None => format!("file={file},"),
    }
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
