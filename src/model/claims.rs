//! Metrics → claims: names become indicators and counties, units are checked against the indicator's.

use std::ops::Range;
use std::sync::Arc;

use super::claim::{ClaimKind, Fact, Measure, Stating};
use super::lookup::Lookup;
use super::site::{CountyIx, IndicatorIx};
use crate::article::compact::{Part, What};
use crate::article::{Article, Metric, Status};
use crate::definition::IndicatorFile;
use crate::diag::{Code, Diagnostic, Findings, Span, Words};
use crate::quantity::Amount;
use crate::source::decode::Spanned;

/// What claims are made with.
pub struct Context<'a> {
    /// Names of the site.
    pub lookup: &'a Lookup,
    /// Its indicators.
    pub indicators: &'a [IndicatorFile],
}

/// The figures of one article.
pub struct Facts {
    /// In the order written.
    pub facts: Vec<Arc<Fact>>,
    /// Of each line with figures, where its figures stand among them.
    pub lines: Vec<Range<usize>>,
}

/// Turns an article's metrics into figures of the site's counties and indicators.
pub fn make(context: &Context<'_>, article: &Article, counties: &[CountyIx], findings: &mut Findings) -> Facts {
    let mut out = Facts { facts: Vec::new(), lines: Vec::new() };
    for metric in &article.metrics {
        let Some((county, indicator)) = subject(context, article, metric, counties, findings) else { continue };
        let same_as = same_as(context, article, metric, findings);
        let first = out.facts.len();
        for stated in &metric.stated {
            let Some(made) = claim(context, article, metric, &stated.part, indicator, &stated.range, findings) else {
                continue;
            };
            out.facts.push(Arc::new(Fact {
                county,
                indicator,
                period: metric.period,
                kind: made.kind,
                measure: made.measure,
                stating: made.stating,
                // The status is that of what was reported; a target is a promise and has none.
                status: match (made.kind, stated.part.status) {
                    (ClaimKind::Target, _) => Status::Plain,
                    (ClaimKind::Actual, Status::Plain) => metric.details.status,
                    (ClaimKind::Actual, said) => said,
                },
                scope: metric.details.scope.clone(),
                source: metric.details.source.clone(),
                note: metric.details.note.clone(),
                same_as: if made.kind == ClaimKind::Target { same_as.clone() } else { Vec::new() },
                first: stated.part.first,
                range: stated.range.clone(),
            }));
        }
        if out.facts.len() > first {
            out.lines.push(first..out.facts.len());
        }
    }
    report_repetitions(article, &out.facts, findings);
    out.facts.shrink_to_fit();
    out.lines.shrink_to_fit();
    out
}

/// The indicators whose result counts for a target of this line, with the reasons given.
fn same_as(
    context: &Context<'_>,
    article: &Article,
    metric: &Metric,
    findings: &mut Findings,
) -> Vec<(IndicatorIx, String)> {
    let mut found = Vec::new();
    for same in &metric.details.same_as {
        match context.lookup.indicator(&same.indicator.value) {
            Some(ix) => found.push((ix, same.reason.clone())),
            None => {
                let at = Span::new(&article.file, same.indicator.range.clone());
                findings.push(context.lookup.unknown_indicator(&same.indicator.value).at(at));
            }
        }
    }
    found
}

/// Who and what a line is about. The name may begin with the county's, where an article has several.
fn subject(
    context: &Context<'_>,
    article: &Article,
    metric: &Metric,
    counties: &[CountyIx],
    findings: &mut Findings,
) -> Option<(CountyIx, IndicatorIx)> {
    let name = &metric.name.value;
    let at = Span::new(&article.file, metric.name.range.clone());
    if let Some(indicator) = context.lookup.indicator(name) {
        return match counties {
            [one] => Some((*one, indicator)),
            [] => None, // reported as an unknown county already
            [first, ..] => {
                findings.push(county_unclear(context.lookup.county_label(*first), name).at(at));
                None
            }
        };
    }
    if let Some((first, rest)) = name.split_once(char::is_whitespace)
        && let Some(indicator) = context.lookup.indicator(rest.trim())
    {
        let start = metric.name.range.start;
        let first = Spanned::new(first.to_owned(), start..start + first.len());
        return Some((context.lookup.county_or_report(&article.file, &first, findings)?, indicator));
    }
    findings.push(context.lookup.unknown_indicator(name).at(at));
    None
}

fn county_unclear(county: &str, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::CountyUnclear,
        Words::new(
            format!("本文涉及几个县，“{name}”没有写明是哪个县的"),
            format!("the article is about several counties; `{name}` does not say whose figure it is"),
        ),
    )
    .help(Words::new(
        format!("在指标前写县名，例如“{county} {name}: …”"),
        format!("write the county before it: `{county} {name}: …`"),
    ))
}

struct Made {
    kind: ClaimKind,
    measure: Measure,
    stating: Stating,
}

fn claim(
    context: &Context<'_>,
    article: &Article,
    metric: &Metric,
    part: &Part,
    indicator: IndicatorIx,
    range: &Range<usize>,
    findings: &mut Findings,
) -> Option<Made> {
    let file = context.indicators.get(indicator.at())?;
    let (kind, what) = match &part.what {
        What::Target(inner) => (ClaimKind::Target, inner.as_ref()),
        other => (ClaimKind::Actual, other),
    };
    let (measure, stating) = match what {
        What::Level(amount) => {
            let amount = level(file, amount, article, metric, range, findings)?;
            (Measure::Level, Stating::Amount(amount))
        }
        What::Growth { amount, basis } => (Measure::Growth(*basis), Stating::Amount(amount.clone())),
        What::Rank(rank) => {
            (Measure::Rank { of_growth: rank.of_growth, scope: rank.scope.clone() }, Stating::Rank(rank.clone()))
        }
        What::Difference { amount, reference } => {
            (Measure::Difference(reference.clone()), Stating::Amount(amount.clone()))
        }
        What::Share { amount, of } => (Measure::Share(of.clone()), Stating::Amount(amount.clone())),
        What::Target(_) => return None, // the grammar has no target of a target
    };
    Some(Made { kind, measure, stating })
}

/// A level in a unit of the indicator's dimension; a bare number is in the indicator's own unit.
fn level(
    file: &IndicatorFile,
    amount: &Amount,
    article: &Article,
    metric: &Metric,
    range: &Range<usize>,
    findings: &mut Findings,
) -> Option<Amount> {
    let Some(own) = &file.unit else { return Some(amount.clone()) };
    let Some(stated) = &amount.unit else {
        return Some(Amount { unit: Some(own.clone()), ..amount.clone() });
    };
    // 万 or 亿 alone counts in the indicator's base: 3万 of 亩 is 3万亩.
    let stated = if stated.is_bare() { stated.with_base_of(own) } else { stated.clone() };
    if stated.same_dimension(own) {
        return Some(Amount { unit: Some(stated), ..amount.clone() });
    }
    findings.push(wrong_unit(file, &stated, metric).at(Span::new(&article.file, range.clone())));
    None
}

fn wrong_unit(file: &IndicatorFile, stated: &crate::quantity::Unit, metric: &Metric) -> Diagnostic {
    let name = &file.name.value;
    let own = file.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    let help = if stated.is_ratio() {
        Words::new(
            format!("若是增速，写上正负号：{}: +7.5%", metric.name.value),
            "if it is growth, write its sign, as in `+7.5%`",
        )
    } else {
        Words::new(format!("用{own}或能换算成{own}的单位"), format!("use {own} or a unit that converts to it"))
    };
    Diagnostic::new(
        Code::WrongUnit,
        Words::new(
            format!("“{name}”的单位是{own}，这里写的是{stated}"),
            format!("`{name}` is in {own}; {stated} is a unit of another kind"),
        ),
    )
    .help(help)
}

/// The same thing twice in one article is a slip of copying.
fn report_repetitions(article: &Article, claims: &[Arc<Fact>], findings: &mut Findings) {
    for (i, claim) in claims.iter().enumerate() {
        let same = |other: &&Arc<Fact>| {
            (other.county, other.indicator, other.period, other.kind, &other.measure, &other.scope)
                == (claim.county, claim.indicator, claim.period, claim.kind, &claim.measure, &claim.scope)
                && other.stating == claim.stating
        };
        if let Some(first) = claims.iter().take(i).find(same) {
            findings.push(
                Diagnostic::new(
                    Code::RepeatedClaim,
                    Words::new("同一个数写了两次", "the same figure is stated twice in this article"),
                )
                .at(Span::new(&article.file, claim.range.clone()))
                .also(Span::new(&article.file, first.range.clone()), Words::new("第一次写在这里", "first stated here")),
            );
        }
    }
}
