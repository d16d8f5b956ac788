//! The report an editor reads: what, where with the source line and a mark under it, how to mend it.
//!
//! `annotate-snippets` places the marks by display width (a Han character is two columns wide) and cuts
//! long lines; the report reads well without colour, which the caller may strip.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{one_line, severity_word};
use crate::diag::{Diagnostic, Excerpt, Lang, Severity, SourceMap, Span};

pub(super) fn write(d: &Diagnostic, lang: Lang, map: &mut SourceMap<'_>, out: &mut String) {
    let title = level(d.severity)
        .with_name(severity_word(d.severity, lang))
        .primary_title(one_line(d.message.get(lang)))
        .id(d.code.id());
    let mut group = Group::with_title(title);
    if let Some(span) = &d.span {
        group = add_place(group, span, map, None);
    }
    for (span, label) in &d.related {
        group = add_place(group, span, map, Some(one_line(label.get(lang))));
    }
    if let Some(help) = &d.help {
        let word = if lang == Lang::Zh { "办法" } else { "help" };
        group = group.element(Level::HELP.with_name(word).message(one_line(help.get(lang))));
    }
    out.push_str(&Renderer::styled().render(&[group]));
    out.push_str("\n\n");
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

fn add_place<'a>(group: Group<'a>, span: &Span, map: &mut SourceMap<'_>, label: Option<String>) -> Group<'a> {
    match map.excerpt(span) {
        Some(excerpt) => group.element(snippet(span, excerpt, label)),
        None => group.element(annotate_snippets::Origin::path(span.file.as_str().to_owned())),
    }
}

fn snippet<'a>(span: &Span, e: Excerpt, label: Option<String>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    Snippet::source(e.line_text)
        .line_start(e.start.line)
        .path(span.file.as_str().to_owned())
        .annotation(kind.span(e.marked).label(label))
}
