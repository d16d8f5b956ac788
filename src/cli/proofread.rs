//! The checks of `check` that look into the texts of articles: text rules, word lists, `--figures`, `--fix`.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::report::say;
use crate::article::compact::What;
use crate::article::{Article, Stated};
use crate::diag::{Code, Diagnostic, Findings, Lang, SourcePath, Span, Words};
use crate::extract::{self, Known, Proposal, Setting};
use crate::load;
use crate::model::Site;
use crate::proofread::{self, Edit, Slip, Word};
use crate::quantity::Amount;
use crate::source::Disk;
use crate::source::SiteFiles;

/// Which checks are made.
#[derive(Clone, Copy)]
pub struct Texts {
    /// Figures of the body against the metrics.
    pub figures: bool,
    /// Whether what is mechanical is mended.
    pub fix: bool,
}

/// Checks every published article.
pub fn check(disk: &Disk, site: &Site, files: &SiteFiles, texts: Texts, lang: Lang, findings: &mut Findings) {
    let lists = load::word_lists(disk, &files.attachments);
    let words: Vec<Word> = lists.iter().flat_map(|list| proofread::word_list(list)).collect();
    let known = known(site);
    let results: Vec<(Vec<Slip>, Vec<Diagnostic>)> = site
        .articles
        .par_iter()
        .map(|article| {
            let Ok(file) = disk.text_file(&article.file.file) else { return (Vec::new(), Vec::new()) };
            let slips = proofread::read(&file.path, &file.text, article.file.body.handle.range.clone(), &words);
            let figures = if texts.figures { figures(&article.file, &file.text, &known, site) } else { Vec::new() };
            (slips, figures)
        })
        .collect();
    for (article, (slips, figures)) in site.articles.iter().zip(results) {
        let slips = if texts.fix { mend(disk, &article.file.file, slips, lang) } else { slips };
        findings.extend(slips.into_iter().map(|slip| slip.diagnostic));
        findings.extend(figures);
    }
}

/// Shows and makes the changes; what stays is returned.
fn mend(disk: &Disk, path: &SourcePath, slips: Vec<Slip>, lang: Lang) -> Vec<Slip> {
    let (mended, left): (Vec<Slip>, Vec<Slip>) = slips.into_iter().partition(|slip| slip.edit.is_some());
    let edits: Vec<Edit> = mended.iter().filter_map(|slip| slip.edit.clone()).collect();
    let Ok(file) = disk.text_file(path) else { return left };
    let text = proofread::mend(&file.text, &edits);
    if edits.is_empty() || text == file.text {
        return left;
    }
    for (old, new) in file.text.lines().zip(text.lines()).filter(|(old, new)| old != new) {
        say(&Words::new(format!("{path}\n- {old}\n+ {new}"), format!("{path}\n- {old}\n+ {new}")), lang);
    }
    let target = disk.root().join(path.as_str());
    let beside = target.with_extension("md.tmp");
    match std::fs::write(&beside, &text).and_then(|()| std::fs::rename(&beside, &target)) {
        Ok(()) => left,
        Err(_) => mended.into_iter().chain(left).collect(),
    }
}

fn known(site: &Site) -> Vec<Known> {
    site.indicators.iter().map(|indicator| crate::proposals::known(&indicator.file)).collect()
}

/// The numbers of the metrics and of the body, compared as values of their dimension.
fn figures(article: &Article, text: &str, known: &[Known], site: &Site) -> Vec<Diagnostic> {
    let proposals = extract::read(text, &setting(article, known, site));
    let mut found = uncarried(article, text, &proposals);
    let stated: BTreeSet<Decimal> = proposals
        .iter()
        .flat_map(|p| p.amount.iter().chain(p.growth.as_ref().map(|(amount, _)| amount)))
        .map(base)
        .collect();
    let body = text.get(article.body.handle.range.clone()).unwrap_or_default();
    for line in article.metrics.iter().flat_map(|metric| &metric.stated) {
        let missing =
            |amount: &Amount| !stated.contains(&base(amount)) && !body.contains(&amount.value.abs().to_string());
        if amount(&line.part.what).is_some_and(missing) {
            found.push(unstated(&article.file, line));
        }
    }
    found
}

fn setting(article: &Article, known: &[Known], site: &Site) -> Setting {
    let own: Vec<String> = article.counties.first().map(|county| county.value.clone()).into_iter().collect();
    let others = site.counties.iter().map(|county| county.file.name.value.clone()).filter(|name| !own.contains(name));
    let others = others.collect();
    Setting { indicators: known.to_vec(), own, others, date: Some(article.date), period: None }
}

/// Figures of the body that are in no metric.
fn uncarried(article: &Article, text: &str, proposals: &[Proposal]) -> Vec<Diagnostic> {
    let carried: BTreeSet<Decimal> = article
        .metrics
        .iter()
        .flat_map(|metric| &metric.stated)
        .filter_map(|stated| amount(&stated.part.what))
        .map(base)
        .collect();
    let shown = |p: &&Proposal| {
        let amount = p.amount.as_ref().or(p.growth.as_ref().map(|(amount, _)| amount));
        p.indicator_id.is_some() && amount.is_some_and(|amount| !carried.contains(&base(amount)))
    };
    proposals.iter().filter(shown).map(|p| not_carried(&article.file, text, p)).collect()
}

fn not_carried(file: &SourcePath, text: &str, p: &Proposal) -> Diagnostic {
    let (key, value) = extract::metric_line(p).unwrap_or_default();
    let number = &p.reasons.number;
    let words = Words::new(format!("正文的“{number}”没有写进 metrics"), format!("`{number}` is in no metric"));
    Diagnostic::new(Code::UncarriedFigure, words)
        .at(Span::new(file, bytes(text, p.range.start)..bytes(text, p.range.end)))
        .help(Words::new(format!("可以加一行 {key}: {value}"), format!("a line `{key}: {value}` would carry it")))
}

fn unstated(file: &SourcePath, line: &Stated) -> Diagnostic {
    let message = Words::new(format!("正文里没有“{}”", line.part), format!("the text does not state `{}`", line.part));
    Diagnostic::new(Code::UnstatedMetric, message)
        .at(Span::new(file, line.range.clone()))
        .help(Words::new("核对正文与 metrics，改正其中一处", "compare text and metrics, and mend one of them"))
}

fn amount(what: &What) -> Option<&Amount> {
    match what {
        What::Level(amount)
        | What::Growth { amount, .. }
        | What::Difference { amount, .. }
        | What::Share { amount, .. } => Some(amount),
        What::Target(inner) => amount(inner),
        What::Rank(_) => None,
    }
}

/// The value in the smallest unit of its dimension, so that 1.2亿元 and 12000万元 are one.
fn base(amount: &Amount) -> Decimal {
    let value = amount.unit.as_ref().and_then(|unit| unit.to_base(amount.value)).unwrap_or(amount.value);
    value.abs().normalize()
}

/// The byte of a character of the file.
fn bytes(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}
