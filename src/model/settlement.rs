//! The claims about one county and indicator, weighed against each other: which stand, the series they make, what is
//! doubtful about them. It depends on these claims alone, so that it need not be found again while they are the same.

use std::collections::HashSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::checks::{self, Settled};
use super::claim::{Claim, State};
use super::list::List;
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

/// The settlements of a site.
#[derive(Debug, Default)]
pub struct Settlements {
    /// The claims that were settled.
    claims: List<Claim>,
    /// Their numbers by county and indicator.
    order: Vec<Entry>,
    /// What became of those of each county and indicator, sorted.
    settled: Vec<(Subject, Arc<Settlement>)>,
}

/// What claims are settled with.
pub struct Context<'a> {
    /// Indicators of the site.
    pub indicators: &'a [IndicatorFile],
    /// Its articles.
    pub articles: &'a List<SiteArticle>,
}

type Subject = (CountyIx, IndicatorIx);
type Entry = (CountyIx, IndicatorIx, usize);

fn subject(claim: &Claim) -> Subject {
    (claim.county, claim.indicator)
}

impl Settlements {
    /// The claims that were settled last.
    pub fn claims(&self) -> &List<Claim> {
        &self.claims
    }

    /// Settles the claims of each county and indicator by themselves; what is settled stays so while the claims about it
    /// are the same. Sets the state of every claim; the series are ordered by county, then indicator.
    pub fn of(&mut self, context: &Context<'_>, claims: &mut List<Claim>, findings: &mut Findings) -> Vec<Arc<Series>> {
        if !claims.is_shared_with(&self.claims) {
            self.settle(context, claims);
            self.claims = claims.clone();
        }
        findings.extend(self.settled.iter().flat_map(|(_, settled)| settled.findings.iter().cloned()));
        self.settled.iter().filter_map(|(_, settled)| settled.series.clone()).collect()
    }

    fn settle(&mut self, context: &Context<'_>, claims: &mut List<Claim>) {
        let is_in_order = claims.is_like(&self.claims, |a, b| subject(a) == subject(b));
        let known = if is_in_order { std::mem::take(&mut self.settled) } else { Vec::new() };
        let changed: HashSet<Subject> = if is_in_order { changed(claims, &self.claims) } else { HashSet::new() };
        if !is_in_order {
            self.order = order(claims);
        }
        let groups: Vec<&[Entry]> = self.order.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).collect();
        let all = &*claims;
        let settle = |group: &[Entry]| {
            let of = group.first().map(|entry| (entry.0, entry.1))?;
            let known = known.binary_search_by_key(&of, |(of, _)| *of).ok().and_then(|at| known.get(at));
            Some(match known.filter(|_| !changed.contains(&of)) {
                Some((_, known)) => (of, false, Arc::clone(known)),
                None => (of, true, Arc::new(Settlement::of(context, all, group))),
            })
        };
        let settled: Vec<_> = groups.par_iter().filter_map(|group| settle(group)).collect();
        for (group, (_, _, settlement)) in groups.iter().zip(&settled).filter(|(_, (_, is_new, _))| *is_new) {
            for ((_, _, at), state) in group.iter().zip(&settlement.states) {
                if claims.get(*at).is_some_and(|claim| claim.state != *state) {
                    claims.change(*at, |claim| claim.state = *state);
                }
            }
        }
        self.settled = settled.into_iter().map(|(of, _, settlement)| (of, settlement)).collect();
    }
}

/// The numbers of claims by what they are about.
fn order(claims: &List<Claim>) -> Vec<Entry> {
    let mut order: Vec<Entry> =
        claims.iter().enumerate().map(|(i, claim)| (claim.county, claim.indicator, i)).collect();
    order.par_sort_unstable();
    order
}

/// What the claims are about that are not as they were settled.
fn changed(claims: &List<Claim>, before: &List<Claim>) -> HashSet<Subject> {
    let same = |a: &Claim, b: &Claim| {
        Arc::ptr_eq(&a.fact, &b.fact) && a.article == b.article && a.corrected.is_some() == b.corrected.is_some()
    };
    claims.unshared(before).filter(|(a, b)| !same(a, b)).map(|(a, _)| subject(a)).collect()
}

/// The claims of a group with their numbers.
fn members<'a>(claims: &'a List<Claim>, group: &'a [Entry]) -> impl Iterator<Item = (usize, Option<&'a Claim>)> {
    group.iter().map(|(_, _, i)| (*i, claims.get(*i)))
}

impl Settlement {
    fn of(context: &Context<'_>, claims: &List<Claim>, group: &[Entry]) -> Self {
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
