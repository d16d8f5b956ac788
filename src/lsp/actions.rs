//! Changes that an editor can make at a key press: what mends a finding, and the figures of the text as metrics.

use std::ops::Range;

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::convert;
use super::hover::own_county;
use super::inspect::{inspect, touches};
use super::session::Asked;
use crate::article;
use crate::definition::CountyFile;
use crate::diag::{Diagnostic, Findings, Words};
use crate::extract;
use crate::proposals::{place, setting_of, standing};
use crate::source::{TextFile, split_front_matter};

/// The kind of “extract the figures of this article”.
pub const EXTRACT: CodeActionKind = CodeActionKind::new("source.extractFigures");

/// The changes that are offered for a range.
pub fn actions(asked: &Asked<'_>, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    let bytes = asked.document.lines.bytes(&asked.document.text, params.range);
    let wanted = |kind: &CodeActionKind| {
        let only = params.context.only.as_deref();
        only.is_none_or(|kinds| kinds.iter().any(|own| kind.as_str().starts_with(own.as_str())))
    };
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        actions.extend(mends(asked, &bytes));
    }
    if wanted(&EXTRACT) {
        actions.extend(figures(asked));
    }
    actions.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

fn mends(asked: &Asked<'_>, bytes: &Range<usize>) -> Vec<CodeAction> {
    let found = inspect(asked.laid, asked.path, &asked.document.text);
    let here =
        |diagnostic: &Diagnostic| diagnostic.span.as_ref().is_some_and(|span| touches(span, bytes.start, bytes.end));
    let mut mends = Vec::new();
    for diagnostic in found.list.iter().filter(|diagnostic| here(diagnostic)) {
        let Some(span) = &diagnostic.span else { continue };
        let choices = diagnostic.instead.iter().enumerate();
        mends.extend(choices.filter_map(|(n, text)| mend(asked, diagnostic, &(span.start..span.end), text, n == 0)));
    }
    for slip in found.slips.iter().filter(|slip| here(&slip.diagnostic)) {
        mends.extend(slip.edit.as_ref().and_then(|(range, text)| mend(asked, &slip.diagnostic, range, text, true)));
    }
    mends
}

fn mend(asked: &Asked<'_>, diagnostic: &Diagnostic, range: &Range<usize>, new: &str, best: bool) -> Option<CodeAction> {
    let shown = new.trim();
    let title = match shown {
        "" => Words::new("改过来", "mend it"),
        _ => Words::new(format!("改成“{shown}”"), format!("change to `{shown}`")),
    };
    Some(CodeAction {
        title: title.get(asked.lang).to_owned(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: convert::shown(diagnostic, &asked.texts, asked.lang).map(|shown| vec![shown]),
        edit: Some(edit(asked, range, new)?),
        is_preferred: Some(best),
        ..CodeAction::default()
    })
}

fn edit(asked: &Asked<'_>, range: &Range<usize>, new: &str) -> Option<WorkspaceEdit> {
    let uri = convert::uri(asked.texts.root, asked.path)?;
    let change = TextEdit::new(asked.document.lines.range(&asked.document.text, range), new.to_owned());
    let edit = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: Some(asked.document.version) },
        edits: vec![OneOf::Left(change)],
    };
    Some(WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![edit])), ..WorkspaceEdit::default() })
}

/// The figures of the text that its metrics do not have yet.
fn figures(asked: &Asked<'_>) -> Option<CodeAction> {
    let file = TextFile { path: asked.path.clone(), text: asked.document.text.to_string() };
    let front = split_front_matter(&file.path, &file.text).ok()?;
    let article = article::read("", &file, &mut Findings::new())?;
    let site = asked.laid.site();
    let counties: Vec<CountyFile> = site.counties.iter().map(|county| county.file.clone()).collect();
    let own = own_county(asked).map(|county| site.county(county).file.id.clone());
    let setting = setting_of(own.as_deref(), Some(article.date), None, &counties, &asked.laid.indicators);
    let new: Vec<extract::Proposal> = extract::read(&file.text, &setting)
        .into_iter()
        .filter(|proposal| proposal.indicator_id.is_some() && standing(proposal, &article.metrics, &setting).is_none())
        .collect();
    let lines: Vec<String> = extract::lines(&new).into_iter().filter(|line| !line.starts_with('#')).collect();
    let (at, heading) = place(&file.path, &file.text, front.yaml);
    let text: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    if lines.is_empty() {
        return None;
    }
    let count = lines.len();
    let title = Words::new(
        format!("把正文里的{count}个数写进 metrics"),
        format!("add {count} figures of the text to `metrics`"),
    );
    Some(CodeAction {
        title: title.get(asked.lang).to_owned(),
        kind: Some(EXTRACT),
        edit: Some(edit(asked, &(at..at), &format!("{heading}{text}"))?),
        ..CodeAction::default()
    })
}
