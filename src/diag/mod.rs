//! Diagnostics: what is wrong, where, in whose words, and how to mend it.
//!
//! Everything a person is told about content goes through [`Diagnostic`]. Stages collect them into
//! [`Findings`]; the command line sorts and prints them once. This module knows no stage: it must not
//! import anything else of the crate.

mod code;
mod explain;
mod findings;
mod nearest;
pub mod print;
mod source_map;
mod words;

pub use code::{Code, Severity};
pub use explain::{Example, Explanation};
pub use findings::Findings;
pub use nearest::{nearest, nearest_few};
pub use source_map::{Excerpt, Position, SourceMap, SourcePath, Span, TextStore};
pub use words::{Lang, Words};

/// One thing to tell the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code, for `explain`, `silence` and `checks`.
    pub code: Code,
    /// How bad it is, after site-config has had its say.
    pub severity: Severity,
    /// File and byte range; `None` when no file is to blame.
    pub span: Option<Span>,
    /// What is wrong.
    pub message: Words,
    /// How to mend it.
    pub help: Option<Words>,
    /// Other places that belong to it, each with a short label.
    pub related: Vec<(Span, Words)>,
    /// What may stand in the marked place instead, the likeliest first: for editors that offer it at a key press.
    pub instead: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic at the code's own severity, without a place.
    #[must_use]
    pub fn new(code: Code, message: Words) -> Self {
        Self {
            code,
            severity: code.severity(),
            span: None,
            message,
            help: None,
            related: Vec::new(),
            instead: Vec::new(),
        }
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn help(mut self, help: Words) -> Self {
        self.help = Some(help);
        self
    }

    /// Says how to mend it, if there is anything to say.
    #[must_use]
    pub fn help_if(mut self, help: Option<Words>) -> Self {
        self.help = help;
        self
    }

    /// Says what may stand in the marked place instead.
    #[must_use]
    pub fn instead<T: Into<String>>(mut self, texts: impl IntoIterator<Item = T>) -> Self {
        self.instead = texts.into_iter().map(Into::into).collect();
        self
    }

    /// Names another place that belongs to it.
    #[must_use]
    pub fn also(mut self, span: Span, label: Words) -> Self {
        self.related.push((span, label));
        self
    }

    /// The key by which reports are sorted: file, place, code, words.
    fn order(&self) -> (Option<&Span>, &'static str, &str) {
        (self.span.as_ref(), self.code.id(), &self.message.en)
    }
}

/// Sorts by file and place and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
}
