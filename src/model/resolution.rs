//! What an article refers to, looked up among the names of the site. It depends on the article and on these names alone,
//! so that what is known of an article need not be found again after an edit of another.

use std::sync::Arc;

use super::checks;
use super::claim::Fact;
use super::claims::{self, Context, Facts};
use super::lookup::Lookup;
use super::memo::Memo;
use super::projects::Subjects;
use super::reserved;
use super::site::{ColumnIx, CountyIx, IndicatorIx};
use crate::article::Article;
use crate::definition::IndicatorFile;
use crate::diag::{Findings, Span};

/// An article's counties, column and figures.
#[derive(Debug)]
pub struct Resolution {
    /// The counties it is about.
    pub counties: Vec<CountyIx>,
    /// What its projects, honours and milestones are about.
    pub subjects: Subjects,
    /// The column it runs in.
    pub column: Option<ColumnIx>,
    /// What its figures are about, each indicator once, in their order.
    pub indicators: Vec<IndicatorIx>,
    /// Its figures in the order written.
    pub facts: Vec<Arc<Fact>>,
    /// Of each line with figures, where its figures stand among them.
    pub lines: Vec<std::ops::Range<usize>>,
    /// What cannot be found.
    pub findings: Findings,
    /// What is unlikely, which is told of published articles only.
    pub doubts: Findings,
}

/// The resolutions of a site's articles, kept for as long as the names are the same.
#[derive(Debug, Default)]
pub struct Resolutions {
    lookup: Lookup,
    indicators: Vec<IndicatorFile>,
    known: Memo<Article, Arc<Resolution>>,
}

impl Resolutions {
    /// Resolves each article by itself, or remembers how it was resolved.
    pub fn of(
        &mut self,
        lookup: &Lookup,
        indicators: &[IndicatorFile],
        articles: &[Arc<Article>],
    ) -> &[(Arc<Article>, Arc<Resolution>)] {
        if self.lookup != *lookup || self.indicators != indicators {
            *self = Self { lookup: lookup.clone(), indicators: indicators.to_vec(), known: Memo::default() };
        }
        let context = Context { lookup, indicators };
        self.known.bring_up(articles, |file| Arc::new(resolve(&context, file)));
        self.known.known()
    }
}

/// Resolves one article.
pub(super) fn resolve(context: &Context<'_>, file: &Article) -> Resolution {
    let lookup = context.lookup;
    let (mut findings, mut doubts) = (Findings::new(), Findings::new());
    let counties: Vec<CountyIx> =
        file.counties.iter().filter_map(|c| lookup.county_or_report(&file.file, c, &mut findings)).collect();
    let column = column(lookup, file, &mut findings);
    findings.extend(reserved::of_article(file));
    let subjects = Subjects::find(lookup, file, &counties, &mut findings);
    let Facts { facts, lines } = claims::make(context, file, &counties, &mut findings);
    for fact in &facts {
        let indicator = context.indicators.get(fact.indicator.at());
        doubts.extend(indicator.into_iter().flat_map(|indicator| checks::check_fact(indicator, file, fact)));
    }
    let mut indicators: Vec<IndicatorIx> = facts.iter().map(|fact| fact.indicator).collect();
    indicators.sort_unstable();
    indicators.dedup();
    Resolution { counties, subjects, column, indicators, facts, lines, findings, doubts }
}

fn column(lookup: &Lookup, file: &Article, findings: &mut Findings) -> Option<ColumnIx> {
    let name = file.column.as_ref()?;
    let found = lookup.column(&name.value);
    if found.is_none() {
        findings.push(lookup.unknown_column(&name.value).at(Span::new(&file.file, name.range.clone())));
    }
    found
}
