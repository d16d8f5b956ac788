//! The checks of `check` that look into texts: text rules and word lists in all of them, `--figures` in articles.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::article::compact::What;
use crate::article::{Article, Stated};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::extract::{self, Known, Proposal, Setting};
use crate::load;
use crate::model::Site;
use crate::proofread::{self, Word};
use crate::quantity::Amount;
use crate::source::{Disk, SiteFiles, Unit};

/// Which checks are made.
#[derive(Clone, Copy)]
pub struct Texts {
    /// Figures of the body against the metrics.
    pub figures: bool,
    /// Whether what is mechanical is mended before.
    pub fix: bool,
}

/// Checks every text of a site, and the figures of the articles that are out.
pub fn check(disk: &Disk, site: &Site, files: &SiteFiles, texts: Texts, findings: &mut Findings) {
    let words = word_lists(disk, files);
    let known = known(site);
    let articles = site.articles.iter().filter(|_| texts.figures).map(|article| (&article.file.file, &*article.file));
    let articles: HashMap<&SourcePath, &Article> = articles.collect();
    let units: Vec<&Unit> = files.units().collect();
    let found: Vec<Vec<Diagnostic>> = units
        .par_iter()
        .map(|unit| {
            let Ok(file) = disk.text_file(&unit.file) else { return Vec::new() };
            let slips = proofread::file(&file, &words).into_iter().map(|slip| slip.diagnostic);
            let figures = articles.get(&unit.file).map(|article| figures(article, &file.text, &known, site));
            slips.chain(figures.into_iter().flatten()).collect()
        })
        .collect();
    findings.extend(found.into_iter().flatten());
}

pub(super) fn word_lists(disk: &Disk, files: &SiteFiles) -> Vec<Word> {
    let lists = load::word_lists(disk, &files.attachments);
    lists.iter().flat_map(|list| proofread::word_list(list)).collect()
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
