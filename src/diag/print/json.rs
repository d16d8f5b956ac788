//! One JSON object a line; the fields are fixed by the command's contract.

use serde::Serialize;

use crate::diag::{Diagnostic, Lang, SourceMap};

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    help: Option<&'a str>,
}

pub(super) fn write(d: &Diagnostic, lang: Lang, map: &mut SourceMap<'_>, out: &mut String) {
    let excerpt = d.span.as_ref().and_then(|s| map.excerpt(s));
    let row = Row {
        code: d.code.id(),
        severity: d.severity.id(),
        message: d.message.get(lang),
        file: d.span.as_ref().map(|s| s.file.as_str()),
        line: excerpt.as_ref().map(|e| e.start.line),
        column: excerpt.as_ref().map(|e| e.start.column),
        end_line: excerpt.as_ref().map(|e| e.end.line),
        end_column: excerpt.as_ref().map(|e| e.end.column),
        help: d.help.as_ref().map(|h| h.get(lang)),
    };
    // A struct of strings and numbers always serialises.
    out.push_str(&serde_json::to_string(&row).unwrap_or_default());
    out.push('\n');
}
