//! The claims about one county and indicator, weighed against each other: which stand, the series they make, what is
//! doubtful about them. It depends on these claims alone, so that it need not be found again while they are the same.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::checks::{self, Settled};
use super::claim::{Claim, Fact, State};
use super::resolve;
use super::series::Series;
use super::site::{CountyIx, IndicatorIx, SiteArticle};
use crate::definition::IndicatorFile;
use crate::diag::{Code, Diagnostic, Findings, Span, Words};

/// What became of the claims of one county and indicator.
#[derive(Debug)]
struct Settlement {
    /// Of each claim, in their order.
    states: Vec<State>,
    /// `None` if all are about parts of the county.
    series: Option<Arc<Series>>,
    findings: Findings,
}

/// A settlement with the claims that it was made of.
#[derive(Debug)]
struct Known {
    claims: Vec<(usize, Arc<Fact>, bool)>,
    settlement: Arc<Settlement>,
}

/// The settlements of a site.
#[derive(Debug, Default)]
pub struct Settlements {
    known: HashMap<(CountyIx, IndicatorIx), Known>,
}

/// What claims are settled with.
pub struct Context<'a> {
    /// Indicators of the site.
    pub indicators: &'a [IndicatorFile],
    /// Its articles.
    pub articles: &'a [SiteArticle],
}

type Entry = (CountyIx, IndicatorIx, usize);

impl Settlements {
    /// Settles the claims of each county and indicator by themselves, or remembers how they were settled. Sets the state
    /// of every claim; the series are ordered by county, then indicator.
    pub fn of(&mut self, context: &Context<'_>, claims: &mut [Claim], findings: &mut Findings) -> Vec<Arc<Series>> {
        let mut order: Vec<Entry> =
            claims.iter().enumerate().map(|(i, claim)| (claim.county, claim.indicator, i)).collect();
        order.par_sort_unstable();
        let groups: Vec<&[Entry]> = order.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).collect();
        let (all, known) = (&*claims, &self.known);
        let settled: Vec<(bool, Arc<Settlement>)> = groups
            .par_iter()
            .map(|group| match key(group).and_then(|key| known.get(&key)).filter(|k| k.is_of(all, group)) {
                Some(known) => (false, Arc::clone(&known.settlement)),
                None => (true, Arc::new(Settlement::of(context, all, group))),
            })
            .collect();
        if self.known.len() > groups.len() {
            self.known.retain(|key, _| order.binary_search_by_key(key, |entry| (entry.0, entry.1)).is_ok());
        }
        let mut series = Vec::with_capacity(groups.len());
        for (group, (is_new, settlement)) in groups.into_iter().zip(settled) {
            for ((_, _, i), state) in group.iter().zip(&settlement.states) {
                if let Some(claim) = claims.get_mut(*i) {
                    claim.state = *state;
                }
            }
            series.extend(settlement.series.clone());
            findings.extend(settlement.findings.iter().cloned());
            if let Some(key) = key(group).filter(|_| is_new) {
                self.known.insert(key, Known::new(claims, group, settlement));
            }
        }
        series
    }
}

fn key(group: &[Entry]) -> Option<(CountyIx, IndicatorIx)> {
    group.first().map(|entry| (entry.0, entry.1))
}

/// The claims of a group with their numbers.
fn members<'a>(claims: &'a [Claim], group: &'a [Entry]) -> impl ExactSizeIterator<Item = (usize, Option<&'a Claim>)> {
    group.iter().map(|(_, _, i)| (*i, claims.get(*i)))
}

impl Known {
    fn new(claims: &[Claim], group: &[Entry], settlement: Arc<Settlement>) -> Self {
        let claims = members(claims, group).filter_map(|(i, c)| Some((i, c?)));
        let claims = claims.map(|(i, c)| (i, Arc::clone(&c.fact), c.corrected.is_some())).collect();
        Self { claims, settlement }
    }

    /// Whether it was made of the same claims.
    fn is_of(&self, claims: &[Claim], group: &[Entry]) -> bool {
        self.claims.len() == group.len()
            && self.claims.iter().zip(members(claims, group)).all(|((i, fact, corrected), (now, claim))| {
                *i == now && claim.is_some_and(|c| Arc::ptr_eq(&c.fact, fact) && c.corrected.is_some() == *corrected)
            })
    }
}

impl Settlement {
    fn of(context: &Context<'_>, claims: &[Claim], group: &[Entry]) -> Self {
        let (numbers, mut own): (Vec<usize>, Vec<Claim>) =
            members(claims, group).filter_map(|(i, c)| Some((i, c?.clone()))).unzip();
        let mut findings = Findings::new();
        for contested in resolve::resolve(&mut own) {
            findings.extend(dispute(context, contested.iter().filter_map(|n| own.get(*n))));
        }
        let series = Series::of(numbers.iter().copied().zip(&own));
        if let Some(series) = &series
            && let Some(indicator) = context.indicators.get(series.indicator.at())
        {
            let settled = Settled { indicator, articles: context.articles, claims: &own, numbers: &numbers };
            checks::check_series(&settled, series, &mut findings);
        }
        Self { states: own.iter().map(|c| c.state).collect(), series: series.map(Arc::new), findings }
    }
}

fn dispute<'a>(context: &Context<'_>, contested: impl Iterator<Item = &'a Claim>) -> Option<Diagnostic> {
    let place = |c: &Claim| context.articles.get(c.article.at()).map(|a| Span::new(&a.file.file, c.range.clone()));
    let mut places = contested.filter_map(place);
    let mut d = Diagnostic::new(
        Code::Disputed,
        Words::new("几篇稿件对同一个数说法不一", "articles contradict each other about one figure"),
    )
    .at(places.next()?)
    .help(Words::new(
        "页面上标为“有出入”；核实后给不可靠的一处加 status: 初步 或改正",
        "the page marks it as disputed; after checking, give the weaker one a `status` or correct it",
    ));
    for place in places {
        d = d.also(place, Words::new("另一处写的是这个数", "stated differently here"));
    }
    Some(d)
}
