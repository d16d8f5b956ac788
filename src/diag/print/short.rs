//! `file:line:column: severity[code]: message`, for terminals that link places.

use std::fmt::Write as _;

use super::{one_line, severity_word};
use crate::diag::{Diagnostic, Lang, SourceMap};

pub(super) fn write(d: &Diagnostic, lang: Lang, map: &mut SourceMap<'_>, out: &mut String) {
    let place = place(d, map);
    let _ =
        writeln!(out, "{place}{}[{}]: {}", severity_word(d.severity, lang), d.code.id(), one_line(d.message.get(lang)));
}

fn place(d: &Diagnostic, map: &mut SourceMap<'_>) -> String {
    let Some(span) = &d.span else { return String::new() };
    match map.excerpt(span) {
        Some(e) => format!("{}:{}:{}: ", span.file, e.start.line, e.start.column),
        None => format!("{}: ", span.file),
    }
}
