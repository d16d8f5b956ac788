//! Everything that can be said of one text at once: by the functions of `check`, against the site as it last stood.

use super::laid::Laid;
use crate::article;
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, IssueFile, PageFile};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span};
use crate::model::{Publication, Standing};
use crate::proofread::{self, Slip};
use crate::source::TextFile;

/// What was found in a text.
#[derive(Default)]
pub struct Inspected {
    /// The findings, judged by the site's settings, sorted.
    pub list: Vec<Diagnostic>,
    /// Those of the text rules, with their mends.
    pub slips: Vec<Slip>,
}

/// Looks at one text.
pub fn inspect(laid: &Laid, path: &SourcePath, text: &str) -> Inspected {
    let file = TextFile { path: path.clone(), text: text.to_owned() };
    let mut findings = Findings::new();
    let silence = match path.as_str().split('/').nth(1).unwrap_or_default() {
        "articles" => read_article(laid, &file, &mut findings),
        kind => {
            read_other(kind, &file, &mut findings);
            Vec::new()
        }
    };
    let slips = proofread::file(&file, &laid.words);
    findings.extend(slips.iter().map(|slip| slip.diagnostic.clone()));
    findings.retain(|diagnostic| !silence.contains(&diagnostic.code));
    Inspected { list: laid.site().config.judged(findings), slips }
}

fn read_other(kind: &str, file: &TextFile, findings: &mut Findings) {
    let id = id(&file.path);
    match kind {
        "counties" => drop(CountyFile::read(id, file, findings)),
        "indicators" => drop(IndicatorFile::read(id, file, findings)),
        "columns" => drop(ColumnFile::read(id, file, findings)),
        "issues" => drop(IssueFile::read(id, file, findings)),
        "pages" => drop(PageFile::read(id, file, findings)),
        _ => {}
    }
}

/// Reads an article against the site; what its editors have accepted.
fn read_article(laid: &Laid, file: &TextFile, findings: &mut Findings) -> Vec<Code> {
    let Some(article) = article::read(id(&file.path), file, findings) else { return Vec::new() };
    let options = laid.options();
    if Publication::of(&article, laid.site().config.reviews, options) != Publication::Published {
        findings.soften();
    }
    Standing::new(laid.site(), &laid.indicators, &laid.attachments).check(&article, options, findings);
    article.silence
}

/// The file stem, or the folder's name.
fn id(path: &SourcePath) -> &str {
    let stem = path.file_name().rsplit_once('.').map_or(path.file_name(), |(stem, _)| stem);
    if stem == "index" { path.folder().rsplit('/').next().unwrap_or(stem) } else { stem }
}

/// Whether a diagnostic touches a range of its file.
pub fn touches(span: &Span, start: usize, end: usize) -> bool {
    span.start <= end && start <= span.end
}
