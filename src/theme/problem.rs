//! Tera's errors as problems with a place and a hint. Knows the forms of Tera's messages, and no page.
//!
//! Tera gives a byte range for what it finds while parsing one template or rendering. What it finds between templates
//! (unknown filters, functions, components) comes as finished English text; the place is read back from that.

use std::ops::Range;

use tera::{Error, ErrorKind};

use super::hint;
use super::sources::Sources;
use crate::diag::Words;

/// Something wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateProblem {
    /// Path of the file as the editor knows it; empty when no file is to blame.
    pub path: String,
    /// Tera's name of the template.
    pub template: String,
    /// Line from 1.
    pub line: usize,
    /// Column from 1, in characters.
    pub column: usize,
    /// The place in the file's bytes.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: Words,
    /// How to mend it.
    pub hint: Option<Words>,
    /// The page that was being rendered; the caller knows it.
    pub page: Option<String>,
}

/// A problem before its place has been looked up.
struct Found {
    template: String,
    range: Option<Range<usize>>,
    message: String,
}

/// The first problem an error tells of.
pub(super) fn one(error: &Error, sources: &Sources) -> TemplateProblem {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let found = Found {
                template: report.filename().to_owned(),
                range: Some(report.span().range.clone()),
                message: report.message().to_owned(),
            };
            place(found, sources)
        }
        other => place(unplaced(other), sources),
    }
}

/// All problems an error tells of.
pub(super) fn all(error: &Error, sources: &Sources) -> Vec<TemplateProblem> {
    match error.kind() {
        ErrorKind::Msg(text) if text.starts_with(REPORT) => text
            .split("\n\nerror: ")
            .filter_map(|report| reported(report, sources))
            .map(|f| place(f, sources))
            .collect(),
        _ => vec![one(error, sources)],
    }
}

/// How a report begins.
const REPORT: &str = "error: ";

/// Reads back a report: the message, then `--> name:line:column`, then the line and a row of carets.
fn reported(report: &str, sources: &Sources) -> Option<Found> {
    let mut lines = report.lines();
    let message = lines.next()?.trim_start_matches(REPORT).to_owned();
    let (rest, column) = lines.next()?.split_once("--> ")?.1.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    let carets = lines.nth(2).map_or(1, |row| row.matches('^').count());
    let text = &sources.get(name)?.text;
    let range = byte_range(text, line.parse().ok()?, column.parse().ok()?, carets);
    Some(Found { template: name.to_owned(), range, message })
}

/// The bytes of `count` characters from a line and column, both from 1.
fn byte_range(text: &str, line: usize, column: usize, count: usize) -> Option<Range<usize>> {
    let line_start = match line.checked_sub(2) {
        None => 0,
        Some(breaks) => text.match_indices('\n').nth(breaks)?.0 + 1,
    };
    let rest = text.get(line_start..)?;
    let byte = |n: usize| rest.char_indices().nth(n).map_or(rest.len(), |(at, _)| at);
    let from = column.saturating_sub(1);
    Some(line_start + byte(from)..line_start + byte(from + count))
}

fn unplaced(kind: &ErrorKind) -> Found {
    let template = match kind {
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => tpl.clone(),
        ErrorKind::MissingParent { current, .. } => current.clone(),
        _ => String::new(),
    };
    Found { template, range: None, message: kind.to_string() }
}

fn place(found: Found, sources: &Sources) -> TemplateProblem {
    let source = sources.get(&found.template);
    let text = source.map_or("", |source| source.text.as_str());
    let span = found.range.or_else(|| hint::place_of_extends(text)).unwrap_or(0..0);
    let before = text.get(..span.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let told = hint::tell(&found.message, text, &span);
    TemplateProblem {
        path: source.map(|source| source.path.clone()).unwrap_or_default(),
        template: found.template,
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        span,
        message: Words::new(told.zh, found.message),
        hint: told.hint,
        page: None,
    }
}
