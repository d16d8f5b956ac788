//! What of the site can be found by searching: its records, their texts, facets and names.

use super::address::Address;
use super::frame::Pages;
use super::route::Route;
use super::view::{Basis, Direction, Figure};
use super::{figures, frame};
use crate::article::Body;
use crate::article::markdown::plain;
use crate::config::RawHtml;
use crate::model::{ArticleIx, ColumnIx, CountyIx, IndicatorIx, SeriesIx};
use crate::search::{Facets, Kind, Label, Name, Record, Source};
use crate::source::{Bodies, BodyHandle};

/// Where the texts of the records of a site stand, in the order of [`records`].
pub struct RecordTexts {
    texts: Vec<RecordText>,
    raw_html: RawHtml,
}

#[derive(Default)]
struct RecordText {
    note: Option<String>,
    body: Option<BodyHandle>,
}

/// Fetches the texts of records.
pub struct Fetched<'a> {
    of: &'a RecordTexts,
    bodies: &'a dyn Bodies,
}

impl RecordTexts {
    /// Notes where they stand.
    #[must_use]
    pub fn new(pages: &Pages<'_>) -> Self {
        let site = pages.site;
        let body = |body: &Body| RecordText { note: None, body: Some(body.handle.clone()) };
        let one = |owner: Owner| match owner {
            Owner::Article(ix) => {
                let file = &site.article(ix).file;
                RecordText { note: file.editor_note.clone(), ..body(&file.body) }
            }
            Owner::County(ix) => body(&site.county(ix).file.body),
            Owner::Indicator(ix) => body(&site.indicator(ix).file.body),
            Owner::Series(_) => RecordText::default(),
        };
        Self { texts: owners(pages).into_iter().map(one).collect(), raw_html: site.config.raw_html }
    }

    /// Fetches them from these bodies.
    #[must_use]
    pub fn from<'a>(&'a self, bodies: &'a dyn Bodies) -> Fetched<'a> {
        Fetched { of: self, bodies }
    }
}

impl Source for Fetched<'_> {
    type Fault = frame::Fault;

    fn text(&self, record: usize) -> Result<String, frame::Fault> {
        let Some(RecordText { note, body: Some(handle) }) = self.of.texts.get(record) else { return Ok(String::new()) };
        let fault = |fault| frame::Fault::Body { file: handle.file.clone(), fault };
        let text = plain(&self.bodies.fetch(handle).map_err(fault)?, self.of.raw_html);
        Ok(note.as_ref().map_or(text.clone(), |note| format!("{note}\n{text}")))
    }
}

#[derive(Clone, Copy)]
enum Owner {
    Article(ArticleIx),
    County(CountyIx),
    Indicator(IndicatorIx),
    Series(SeriesIx),
}

/// Articles, newest first; then counties, indicators and series in their orders.
fn owners(pages: &Pages<'_>) -> Vec<Owner> {
    let site = pages.site;
    (site.article_ixs().map(Owner::Article))
        .chain((0..site.counties.len()).map(|i| Owner::County(CountyIx::new(i))))
        .chain((0..site.indicators.len()).map(|i| Owner::Indicator(IndicatorIx::new(i))))
        .chain((0..site.series.len()).map(|i| Owner::Series(SeriesIx::new(i))))
        .collect()
}

/// Everything that can be found.
#[must_use]
pub fn records(pages: &Pages<'_>) -> Vec<Record> {
    let one = |owner: Owner| match owner {
        Owner::Article(ix) => article(pages, ix),
        Owner::County(ix) => county(pages, ix),
        Owner::Indicator(ix) => indicator(pages, ix),
        Owner::Series(ix) => series(pages, ix),
    };
    owners(pages).into_iter().map(one).collect()
}

fn url(pages: &Pages<'_>, route: Route) -> String {
    Address::new("").link_to(&pages.address(route))
}

fn article(pages: &Pages<'_>, ix: ArticleIx) -> Record {
    let site = pages.site;
    let article = site.article(ix);
    let file = &article.file;
    let counties = article.counties.iter().map(|c| site.county(*c));
    let names: Vec<&str> = counties.map(|c| c.file.name.value.as_str()).collect();
    let column = article.column.map(|c| site.column(c).file.name.as_str());
    let tags = file.tags.iter().map(|t| t.value.as_str());
    let prose = [&file.kicker, &file.subtitle, &file.summary].into_iter().filter_map(Option::as_deref);
    Record {
        kind: Kind::Article,
        url: url(pages, Route::Article(ix)),
        title: file.title.clone(),
        date: file.date.to_string(),
        line: names.iter().copied().chain(column).collect::<Vec<_>>().join("　"),
        value: String::new(),
        head: names.iter().copied().chain(column).chain(tags).chain(prose).collect::<Vec<_>>().join("\n"),
        fingerprint: fingerprint(pages, &file.body, file.editor_note.as_deref().unwrap_or("")),
        counties: article.counties.iter().map(|c| c.0).collect(),
        columns: article.column.iter().map(|c| c.0).collect(),
        indicators: article.indicators.iter().map(|i| i.0).collect(),
    }
}

/// Of all that a text is made of.
fn fingerprint(pages: &Pages<'_>, body: &Body, note: &str) -> u64 {
    let raw_html = pages.site.config.raw_html;
    crate::source::hash(format!("{} {raw_html:?}\n{note}", body.handle.hash).as_bytes())
}

fn county(pages: &Pages<'_>, ix: CountyIx) -> Record {
    let county = pages.site.county(ix);
    Record {
        kind: Kind::County,
        url: url(pages, Route::County(ix, 1)),
        title: county.file.name.value.clone(),
        date: String::new(),
        line: county.parents.iter().rev().cloned().collect::<Vec<_>>().join("　"),
        value: String::new(),
        head: other_names(pages, ix).into_iter().chain(county.parents.iter().cloned()).collect::<Vec<_>>().join("\n"),
        fingerprint: fingerprint(pages, &county.file.body, ""),
        counties: vec![ix.0],
        columns: Vec::new(),
        indicators: Vec::new(),
    }
}

/// Short name, other and former names of a county.
fn other_names(pages: &Pages<'_>, ix: CountyIx) -> Vec<String> {
    let file = &pages.site.county(ix).file;
    let former = file.formerly.iter().filter_map(|f| f.name.clone());
    file.short.iter().cloned().chain(file.aliases.iter().map(|a| a.value.clone())).chain(former).collect()
}

fn indicator(pages: &Pages<'_>, ix: IndicatorIx) -> Record {
    let file = &pages.site.indicator(ix).file;
    Record {
        kind: Kind::Indicator,
        url: url(pages, Route::Indicator(ix)),
        title: file.name.value.clone(),
        date: String::new(),
        line: file.group.clone().unwrap_or_default(),
        value: String::new(),
        head: file.aliases.iter().map(|a| a.value.as_str()).collect::<Vec<_>>().join("\n"),
        fingerprint: fingerprint(pages, &file.body, ""),
        counties: Vec::new(),
        columns: Vec::new(),
        indicators: vec![ix.0],
    }
}

fn series(pages: &Pages<'_>, ix: SeriesIx) -> Record {
    let site = pages.site;
    let series = site.series(ix);
    let (county, indicator) = (&site.county(series.county).file, &site.indicator(series.indicator).file);
    let value = figures::latest(site, pages.words, series).map(|f| value(pages, &f)).unwrap_or_default();
    let aliases = indicator.aliases.iter().map(|a| a.value.clone());
    let head: Vec<String> =
        other_names(pages, series.county).into_iter().chain(aliases).chain([value.clone()]).collect();
    Record {
        kind: Kind::Series,
        url: url(pages, Route::Series(ix)),
        title: format!("{}　{}", county.name.value, indicator.name.value),
        date: String::new(),
        line: String::new(),
        head: head.join("\n"),
        value,
        fingerprint: 0,
        counties: vec![series.county.0],
        columns: Vec::new(),
        indicators: vec![series.indicator.0],
    }
}

/// A figure in one line: 2023年1—11月　>10亿元　同比增长10.5%.
fn value(pages: &Pages<'_>, figure: &Figure) -> String {
    let number = format!("{}{}{}", figure.bound.as_deref().unwrap_or(""), figure.number, figure.unit);
    let growth = figure.delta.as_ref().map(|d| {
        let basis = match d.basis {
            Basis::Yoy => "yoy",
            Basis::Mom => "mom",
            Basis::Ytd => "ytd",
        };
        match d.direction {
            Direction::Up => format!("{}{}", pages.words.say(&format!("delta.{basis}.up")), d.text),
            Direction::Down => format!("{}{}", pages.words.say(&format!("delta.{basis}.down")), d.text),
            Direction::Flat => pages.words.say(&format!("delta.{basis}.flat")).to_owned(),
        }
    });
    // A word for what the number is (同比) stands before it, a remark (年度计划的92.8%) after the rest.
    let (before, after) = match &figure.note {
        Some(note) if figure.delta.is_none() && !note.contains(|c: char| c.is_ascii_digit()) => (Some(note), None),
        note => (None, note.as_ref()),
    };
    let number = format!("{}{number}", before.map_or("", String::as_str));
    let parts = [Some(figure.period.clone()), Some(number), growth, figure.rank.clone(), after.cloned()];
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("　")
}

/// The values that results can be narrowed by.
#[must_use]
pub fn facets(pages: &Pages<'_>) -> Facets {
    let site = pages.site;
    let label = |id: &str, name: &str| Label { id: id.to_owned(), name: name.to_owned() };
    Facets {
        counties: site.counties.iter().map(|c| label(&c.file.id, &c.file.name.value)).collect(),
        columns: site.columns.iter().map(|c| label(&c.file.id, &c.file.name)).collect(),
        indicators: site.indicators.iter().map(|i| label(&i.file.id, &i.file.name.value)).collect(),
    }
}

/// Names to suggest: counties, indicators that have figures, columns.
#[must_use]
pub fn names(pages: &Pages<'_>) -> Vec<Name> {
    let site = pages.site;
    let counties = site.counties.iter().enumerate().map(|(i, county)| Name {
        text: county.file.name.value.clone(),
        url: url(pages, Route::County(CountyIx::new(i), 1)),
        pinyin: county.file.pinyin.clone(),
        others: other_names(pages, CountyIx::new(i)),
    });
    let filled = site.indicators.iter().enumerate().filter(|(_, indicator)| !indicator.series.is_empty());
    let indicators = filled.map(|(i, indicator)| Name {
        text: indicator.file.name.value.clone(),
        url: url(pages, Route::Indicator(IndicatorIx::new(i))),
        pinyin: None,
        others: indicator.file.aliases.iter().map(|a| a.value.clone()).collect(),
    });
    let columns = site.columns.iter().enumerate().map(|(i, column)| Name {
        text: column.file.name.clone(),
        url: url(pages, Route::Column(ColumnIx::new(i), 1)),
        pinyin: None,
        others: Vec::new(),
    });
    counties.chain(indicators).chain(columns).collect()
}
