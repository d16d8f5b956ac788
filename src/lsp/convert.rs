//! Our diagnostics and paths ↔ the protocol's.

use std::str::FromStr as _;

use lsp_types::{Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Uri};

use super::laid::Texts;
use crate::diag::{Diagnostic, Lang, Severity, SourcePath, Span};
use crate::source::percent_decode;

/// The path of a file of the site; `None` for others.
pub fn path(root: &str, uri: &Uri) -> Option<SourcePath> {
    let path = percent_decode(uri.as_str().strip_prefix("file://")?);
    let below = path.strip_prefix(root)?.strip_prefix('/')?;
    Some(SourcePath::new(below.to_owned()))
}

/// The address of a file of the site.
pub fn uri(root: &str, path: &SourcePath) -> Option<Uri> {
    let mut out = "file://".to_owned();
    for byte in format!("{root}/{path}").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Uri::from_str(&out).ok()
}

/// Where a span is.
pub fn location(texts: &Texts<'_>, span: &Span) -> Option<Location> {
    let (text, lines) = texts.get(&span.file)?;
    Some(Location::new(uri(texts.root, &span.file)?, lines.range(&text, &(span.start..span.end))))
}

/// A diagnostic as editors show it: the mend stands below what is wrong.
pub fn shown(diagnostic: &Diagnostic, texts: &Texts<'_>, lang: Lang) -> Option<Shown> {
    let span = diagnostic.span.as_ref()?;
    let (text, lines) = texts.get(&span.file)?;
    let help = diagnostic.help.as_ref().map(|help| format!("\n{}", help.get(lang))).unwrap_or_default();
    let related = diagnostic.related.iter().filter_map(|(span, words)| {
        Some(DiagnosticRelatedInformation { location: location(texts, span)?, message: words.get(lang).to_owned() })
    });
    let related: Vec<DiagnosticRelatedInformation> = related.collect();
    Some(Shown {
        range: lines.range(&text, &(span.start..span.end)),
        severity: Some(severity(diagnostic.severity)),
        code: Some(NumberOrString::String(diagnostic.code.id().to_owned())),
        source: Some("fangzhi".to_owned()),
        message: format!("{}{help}", diagnostic.message.get(lang)),
        related_information: (!related.is_empty()).then_some(related),
        ..Shown::default()
    })
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Note => DiagnosticSeverity::INFORMATION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back() {
        for name in ["content/articles/庆云 1.md", "a#b%.md"] {
            let own = SourcePath::new(name);
            let there = uri("/home/x", &own).unwrap();
            assert_eq!(path("/home/x", &there), Some(own), "{}", there.as_str());
            assert_eq!(path("/home/y", &there), None);
        }
    }
}
