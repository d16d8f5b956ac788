//! Everything that can be said of one text at once: by the functions of `check`, against the site as it last stood.

use super::laid::Laid;
use crate::article::{self, Article};
use crate::definition::{ColumnFile, CountyFile, IndicatorFile, IssueFile, PageFile};
use crate::diag::{Diagnostic, Findings, SourcePath, Span};
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
    let mut slips = Vec::new();
    match path.as_str().split('/').nth(1).unwrap_or_default() {
        "articles" => slips = read_article(laid, &file, &mut findings),
        "counties" => drop(CountyFile::read(id(path), &file, &mut findings)),
        "indicators" => drop(IndicatorFile::read(id(path), &file, &mut findings)),
        "columns" => drop(ColumnFile::read(id(path), &file, &mut findings)),
        "issues" => drop(IssueFile::read(id(path), &file, &mut findings)),
        "pages" => drop(PageFile::read(id(path), &file, &mut findings)),
        _ => {}
    }
    Inspected { list: laid.site().config.judged(findings), slips }
}

fn read_article(laid: &Laid, file: &TextFile, findings: &mut Findings) -> Vec<Slip> {
    let Some(article) = article::read(id(&file.path), file, findings) else { return Vec::new() };
    let options = laid.options();
    let is_shown = Publication::of(&article, laid.site().config.reviews, options) == Publication::Published;
    if !is_shown {
        findings.soften();
    }
    Standing::new(laid.site(), &laid.indicators, &laid.attachments).check(&article, options, findings);
    let slips = if is_shown { slips(laid, file, &article) } else { Vec::new() };
    findings.extend(slips.iter().map(|slip| slip.diagnostic.clone()));
    let is_silent = |diagnostic: &Diagnostic| article.silence.contains(&diagnostic.code);
    findings.retain(|diagnostic| !is_silent(diagnostic));
    slips
}

fn slips(laid: &Laid, file: &TextFile, article: &Article) -> Vec<Slip> {
    proofread::read(&file.path, &file.text, article.body.handle.range.clone(), &laid.words)
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
