//! `corrects`: finds the claims that an article puts right. The guard `was` must match what stands there.

use std::collections::BTreeMap;

use super::claim::{Claim, Corrected, Measure, Stating};
use super::list::List;
use super::lookup::Lookup;
use super::site::{ArticleIx, IndicatorIx, SiteArticle};
use crate::article::Correction;
use crate::article::compact::What;
use crate::definition::IndicatorFile;
use crate::diag::{Code, Diagnostic, Findings, Span, Words, nearest};
use crate::quantity::Amount;

/// What corrections are checked against.
pub struct Context<'a> {
    /// Names of the site.
    pub lookup: &'a Lookup,
    /// Its indicators.
    pub indicators: &'a [IndicatorFile],
    /// Its articles.
    pub articles: &'a List<SiteArticle>,
}

/// Marks every claim that an article puts right, and no other; what does not fit is reported.
pub fn apply(context: &Context<'_>, claims: &mut List<Claim>, findings: &mut Findings) {
    let mut corrected = BTreeMap::new();
    for (i, article) in context.articles.iter().enumerate().filter(|(_, article)| !article.file.corrects.is_empty()) {
        for correction in &article.file.corrects {
            let by = ArticleIx::new(i);
            match find(context, claims, by, correction) {
                Ok(at) => drop(corrected.insert(at, Corrected { by, reason: correction.reason })),
                Err(problem) => {
                    let (range, problem) = *problem;
                    findings.push(problem.at(Span::new(&article.file.file, range)));
                }
            }
        }
    }
    let before: Vec<usize> =
        claims.iter().enumerate().filter(|(_, claim)| claim.corrected.is_some()).map(|(at, _)| at).collect();
    for at in before.into_iter().chain(corrected.keys().copied()) {
        let now = corrected.get(&at).copied();
        if claims.get(at).is_some_and(|claim| claim.corrected != now) {
            claims.change(at, |claim| claim.corrected = now);
        }
    }
}

type Problem = Box<(std::ops::Range<usize>, Diagnostic)>;

/// The claim that a correction means.
fn find(context: &Context<'_>, claims: &List<Claim>, by: ArticleIx, c: &Correction) -> Result<usize, Problem> {
    let id = &c.article.value;
    let article = context.articles.iter().find(|a| a.file.id.0 == *id);
    let article = article.ok_or_else(|| Box::new((c.article.range.clone(), unknown_article(context, id))))?;
    let indicator = context.lookup.indicator(&c.metric.value);
    let indicator = indicator
        .ok_or_else(|| Box::new((c.metric.range.clone(), context.lookup.unknown_indicator(&c.metric.value))))?;
    let stated: Vec<(usize, &Claim)> = of_article(claims, article)
        .filter(|(_, k)| k.indicator == indicator)
        .filter(|(_, k)| c.period.is_none_or(|p| k.period == p))
        .collect();
    if stated.is_empty() {
        return Err(Box::new((c.metric.range.clone(), not_stated(id, &c.metric.value))));
    }
    let meant = stated.iter().find(|(_, k)| says(context, indicator, k, &c.was.value));
    let (at, old) = meant.ok_or_else(|| Box::new((c.was.range.clone(), guard_failed(&stated))))?;
    let own = context.articles.get(by.at()).into_iter().flat_map(|own| of_article(claims, own));
    let put_right = own.into_iter().any(|(_, k)| same_thing(k, old));
    if put_right { Ok(*at) } else { Err(Box::new((c.metric.range.clone(), no_own_figure(&c.metric.value)))) }
}

/// The claims of an article, with their numbers.
fn of_article<'a>(claims: &'a List<Claim>, article: &SiteArticle) -> impl Iterator<Item = (usize, &'a Claim)> {
    article.claims().filter_map(|ix| Some((ix.at(), claims.get(ix.at())?)))
}

fn same_thing(a: &Claim, b: &Claim) -> bool {
    (a.county, a.indicator, a.period, a.kind, &a.measure, &a.scope)
        == (b.county, b.indicator, b.period, b.kind, &b.measure, &b.scope)
}

/// Whether a claim states what the guard says.
fn says(context: &Context<'_>, indicator: IndicatorIx, claim: &Claim, was: &What) -> bool {
    let unit = context.indicators.get(indicator.at()).and_then(|i| i.unit.as_ref());
    let same = |a: &Amount, b: &Amount| {
        let own = |x: &Amount| unit.and_then(|u| x.to_unit(u)).unwrap_or_else(|| x.clone());
        let (a, b) = (own(a), own(b));
        (a.value, a.value_to, a.bound) == (b.value, b.value_to, b.bound) && a.agrees_with(&b)
    };
    match (was, &claim.measure, &claim.stating) {
        (What::Level(w), Measure::Level, Stating::Amount(a)) => same(w, a),
        (What::Growth { amount: w, basis }, Measure::Growth(over), Stating::Amount(a)) => basis == over && w == a,
        (What::Rank(w), Measure::Rank { .. }, Stating::Rank(r)) => w == r,
        (What::Difference { amount: w, .. }, Measure::Difference(_), Stating::Amount(a))
        | (What::Share { amount: w, .. }, Measure::Share(_), Stating::Amount(a)) => w == a,
        (What::Target(inner), ..) => says(context, indicator, claim, inner),
        _ => false,
    }
}

fn failed(zh: String, en: String) -> Diagnostic {
    Diagnostic::new(Code::FailedCorrection, Words::new(zh, en))
}

fn unknown_article(context: &Context<'_>, id: &str) -> Diagnostic {
    let near = nearest(id, context.articles.iter().map(|a| a.file.id.0.as_str()));
    let help = match near {
        Some(near) => Words::new(format!("是不是 {near}？"), format!("did you mean `{near}`?")),
        None => Words::new("写原稿件的文件名（不带 .md）", "write the file name of that article, without .md"),
    };
    failed(format!("要更正的稿件“{id}”找不到"), format!("no published article is called `{id}`")).help(help)
}

fn not_stated(id: &str, metric: &str) -> Diagnostic {
    failed(format!("稿件“{id}”没有给出这一期的“{metric}”"), format!("`{id}` does not state `{metric}` for that period"))
        .help(Words::new("核对指标名和时期", "check the name and the period"))
}

fn guard_failed(stated: &[(usize, &Claim)]) -> Diagnostic {
    let there: Vec<String> = stated.iter().map(|(_, k)| figure(k)).collect();
    failed("原稿写的不是这个数".to_owned(), "that article states something else".to_owned()).help(Words::new(
        format!("原稿写的是 {}；was 要与它一致，以免更正错地方", there.join("、")),
        format!("it states {}; `was` must match it, so that the right figure is corrected", there.join(", ")),
    ))
}

fn figure(claim: &Claim) -> String {
    match (&claim.stating, &claim.measure) {
        (Stating::Amount(a), Measure::Growth(_)) => a.growth_text(),
        (Stating::Amount(a), _) => a.to_string(),
        (Stating::Rank(r), _) => r.to_string(),
    }
}

fn no_own_figure(metric: &str) -> Diagnostic {
    failed(
        format!("本文没有给出“{metric}”更正后的数"),
        format!("this article does not state the corrected figure of `{metric}`"),
    )
    .help(Words::new("在 metrics 里写上同一时期的新数", "state the new figure of the same period in `metrics`"))
}
