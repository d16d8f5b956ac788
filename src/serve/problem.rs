//! Diagnostics as the page shows them: words, place, editor link, the source lines around.

use std::path::Path;

use serde::Serialize;

use crate::config::EditorLink;
use crate::diag::{Diagnostic, Lang, Severity, SourceMap, Span, TextStore};

/// Problems told in full; there may be thousands, and nobody reads them in a browser.
const TOLD: usize = 50;
/// Source lines shown before and after the one that is wrong.
const BEFORE: usize = 3;
const AFTER: usize = 2;

/// All problems of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Problems {
    pub errors: usize,
    pub warnings: usize,
    /// The first of them, errors before warnings.
    pub list: Vec<Problem>,
}

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Problem {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    place: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Place {
    file: String,
    /// Line and column; `None` if there is no text to count them in.
    at: Option<(usize, usize)>,
    /// Opens it in the editor, if it is there.
    link: Option<String>,
    lines: Vec<Line>,
}

/// A source line, cut where the wrong part begins and ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Line {
    number: usize,
    before: String,
    wrong: String,
    after: String,
    is_wrong: bool,
}

/// Makes diagnostics ready to be shown.
pub(super) struct Teller<'a> {
    pub texts: &'a dyn TextStore,
    pub root: &'a Path,
    pub link: &'a EditorLink,
    pub lang: Lang,
}

impl Teller<'_> {
    /// Notes are left out: they are no problem.
    pub fn tell(&self, list: &[Diagnostic]) -> Problems {
        let of = |severity: Severity| list.iter().filter(move |d| d.severity == severity);
        let mut map = SourceMap::new(self.texts);
        let first = of(Severity::Error).chain(of(Severity::Warning)).take(TOLD);
        let told = first.map(|d| self.problem(d, &mut map)).collect();
        Problems { errors: of(Severity::Error).count(), warnings: of(Severity::Warning).count(), list: told }
    }

    fn problem(&self, d: &Diagnostic, map: &mut SourceMap<'_>) -> Problem {
        Problem {
            code: d.code.id(),
            severity: d.severity.id(),
            message: d.message.get(self.lang).to_owned(),
            help: d.help.as_ref().map(|h| h.get(self.lang).to_owned()),
            place: d.span.as_ref().map(|span| self.place(span, map).unwrap_or_else(|| self.file(span))),
        }
    }

    /// A file without text: one that cannot be read, a folder, a template of the theme in the program.
    fn file(&self, span: &Span) -> Place {
        let file = self.root.join(span.file.as_str());
        let link = file.symlink_metadata().is_ok().then(|| self.link.open(&file.to_string_lossy(), 1, 1));
        Place { file: span.file.to_string(), at: None, link, lines: Vec::new() }
    }

    fn place(&self, span: &Span, map: &mut SourceMap<'_>) -> Option<Place> {
        let excerpt = map.excerpt(span)?;
        let text = map.text(&span.file)?;
        let at = excerpt.start.line;
        let first = at.saturating_sub(BEFORE).max(1);
        let line = |(i, text): (usize, &str)| {
            let (number, text) = (first + i, text.trim_end_matches('\r'));
            let cut = if number == at { excerpt.marked.clone() } else { text.len()..text.len() };
            Line {
                number,
                before: text.get(..cut.start).unwrap_or(text).to_owned(),
                wrong: text.get(cut.clone()).unwrap_or_default().to_owned(),
                after: text.get(cut.end..).unwrap_or_default().to_owned(),
                is_wrong: number == at,
            }
        };
        let lines = text.trim_start_matches('\u{feff}').split('\n').skip(first - 1).take(at + AFTER + 1 - first);
        let file = self.root.join(span.file.as_str());
        Some(Place {
            file: span.file.to_string(),
            at: Some((at, excerpt.start.column)),
            link: Some(self.link.open(&file.to_string_lossy(), at, excerpt.start.column)),
            lines: lines.enumerate().map(line).collect(),
        })
    }
}
