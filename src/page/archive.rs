//! Articles and issues by year and month.

use std::collections::{BTreeMap, BTreeSet};

use time::Date;

use super::frame::{Frame, Told};
use super::issues::{self, Named};
use super::route::Route;
use super::view::{
    self, ArchiveMonth, ArchiveTable, ArchiveView, ArchiveYear, ArchiveYearView, Link, MonthCount, Place, Section,
};
use crate::model::{ArticleIx, IssueIx, Site};

/// Year and month.
type Month = (i32, u8);

/// What appeared in a month.
#[derive(Default)]
struct Content {
    issues: Vec<IssueIx>,
    articles: Vec<ArticleIx>,
}

type Months = BTreeMap<Month, Content>;

fn month_of(date: Date) -> Month {
    (date.year(), u8::from(date.month()))
}

fn months(site: &Site) -> Months {
    let mut months = Months::new();
    for ix in site.article_ixs() {
        months.entry(month_of(site.article(ix).file.date)).or_default().articles.push(ix);
    }
    for (i, issue) in site.issues.iter().enumerate() {
        months.entry(month_of(issue.file.date)).or_default().issues.push(IssueIx::new(i));
    }
    months
}

/// The years of the archive, oldest first.
pub(super) fn years(site: &Site) -> Vec<i32> {
    let articles = site.articles.iter().map(|article| article.file.date.year());
    let years: BTreeSet<i32> = articles.chain(site.issues.iter().map(|issue| issue.file.date.year())).collect();
    years.into_iter().collect()
}

/// What a table counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Articles,
    Issues,
}

impl Counted {
    fn of(self, content: &Content) -> usize {
        match self {
            Self::Articles => content.articles.len(),
            Self::Issues => content.issues.len(),
        }
    }

    /// The beginning of its words' keys.
    fn key(self) -> &'static str {
        match self {
            Self::Articles => "archive.articles",
            Self::Issues => "archive.issues",
        }
    }
}

/// The tables of years and months.
pub(super) fn build(f: &Frame<'_>) -> ArchiveView {
    let months = months(f.site);
    let title = f.words.say("nav.archive");
    ArchiveView {
        head: f.head(title, title, Place::In(Section::Archive)),
        crumbs: f.crumbs(Vec::new(), title),
        issues: (!f.site.issues.is_empty()).then(|| table(f, &months, Counted::Issues)),
        articles: table(f, &months, Counted::Articles),
        count: f.site.articles.len(),
        newest: months.last_key_value().map(|(key, content)| month(f, *key, content)),
    }
}

fn table(f: &Frame<'_>, months: &Months, counted: Counted) -> ArchiveTable {
    let filled: Vec<Month> = months.iter().filter(|(_, c)| counted.of(c) > 0).map(|(key, _)| *key).collect();
    let years: BTreeSet<i32> = filled.iter().map(|(year, _)| *year).collect();
    let newest = filled.last().copied();
    ArchiveTable {
        caption: f.words.say(&format!("{}.table", counted.key())).to_owned(),
        unit: f.words.say(&format!("{}.unit", counted.key())).to_owned(),
        years: years.into_iter().rev().map(|year| year_row(f, months, counted, year, newest)).collect(),
    }
}

fn year_row(f: &Frame<'_>, months: &Months, counted: Counted, year: i32, newest: Option<Month>) -> ArchiveYear {
    let href = f.href(Route::ArchiveYear(year));
    let cell = |m: u8| {
        let count = months.get(&(year, m)).map(|content| counted.of(content)).filter(|n| *n > 0)?;
        let places = [("month", name((year, m))), ("n", count.to_string())];
        let places = places.each_ref().map(|(key, text)| (*key, text.as_str()));
        let label = f.words.fill(&format!("{}.month", counted.key()), &places);
        let href = format!("{href}#{}", anchor((year, m)));
        Some(MonthCount { count, href, label, now: newest == Some((year, m)) })
    };
    let cells: Vec<Option<MonthCount>> = (1..=12).map(cell).collect();
    let count = cells.iter().flatten().map(|c| c.count).sum();
    ArchiveYear { year: year.to_string(), href, months: cells, count }
}

/// One year.
pub(super) fn year(f: &Frame<'_>, year: i32) -> ArchiveYearView {
    let months = months(f.site);
    let years = years(f.site);
    let own: Vec<ArchiveMonth> =
        months.range((year, 1)..=(year, 12)).rev().map(|(key, content)| month(f, *key, content)).collect();
    let title = f.words.fill("archive.year.title", &[("year", &year.to_string())]);
    let neighbour = |y: Option<&i32>| -> Option<Link> { y.map(|y| f.link(y.to_string(), Route::ArchiveYear(*y))) };
    ArchiveYearView {
        head: f.head(title.clone(), title.clone(), Place::In(Section::Archive)),
        crumbs: f.crumbs(vec![f.section(Section::Archive, Route::Archive)], title),
        year: year.to_string(),
        count: own.iter().map(|m| m.articles.len()).sum(),
        months: own,
        older: neighbour(years.iter().rev().find(|y| **y < year)),
        newer: neighbour(years.iter().find(|y| **y > year)),
    }
}

fn month(f: &Frame<'_>, key: Month, content: &Content) -> ArchiveMonth {
    let card = |ix: &ArticleIx| {
        let mut card = f.card(*ix, Told::Nothing);
        card.date.text = within_year(&card.date);
        card.deck = None;
        card
    };
    let issue = |ix: &IssueIx| {
        let mut row = issues::row(f, *ix, Named::WithoutYear);
        row.date.text = within_year(&row.date);
        row
    };
    ArchiveMonth {
        anchor: anchor(key),
        name: name(key),
        note: note(f, content),
        issues: content.issues.iter().map(issue).collect(),
        articles: content.articles.iter().map(card).collect(),
    }
}

/// `1期，7篇`.
fn note(f: &Frame<'_>, content: &Content) -> String {
    let told = |counted: Counted| {
        let n = counted.of(content);
        (n > 0).then(|| f.words.fill(&format!("{}.count", counted.key()), &[("n", &n.to_string())]))
    };
    let parts: Vec<String> = [Counted::Issues, Counted::Articles].into_iter().filter_map(told).collect();
    parts.join(f.words.say("list.between"))
}

/// `12-26`.
fn within_year(date: &view::Date) -> String {
    date.iso.get(5..).unwrap_or_default().to_owned()
}

fn anchor((year, month): Month) -> String {
    format!("m{year}-{month:02}")
}

fn name((year, month): Month) -> String {
    format!("{year}年{month}月")
}
