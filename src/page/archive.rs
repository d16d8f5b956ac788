//! Articles by year and month.

use std::collections::BTreeMap;

use super::frame::{Frame, Told};
use super::route::Route;
use super::view::{ArchiveMonth, ArchiveView, ArchiveYear, ArchiveYearView, Link, MonthCount, Place, Section};
use crate::model::ArticleIx;

/// Articles of a month, by year and month.
type Months = BTreeMap<(i32, u8), Vec<ArticleIx>>;

fn months(f: &Frame<'_>) -> Months {
    let mut months = Months::new();
    for ix in f.site.article_ixs() {
        let date = f.site.article(ix).file.date;
        months.entry((date.year(), u8::from(date.month()))).or_default().push(ix);
    }
    months
}

/// The years of the archive, oldest first.
fn years(months: &Months) -> Vec<i32> {
    let mut years: Vec<i32> = months.keys().map(|(year, _)| *year).collect();
    years.dedup();
    years
}

/// The table of years and months.
pub(super) fn build(f: &Frame<'_>) -> ArchiveView {
    let months = months(f);
    let title = f.words.say("nav.archive");
    let newest = months.last_key_value().map(|(key, _)| *key);
    ArchiveView {
        head: f.head(title, title, Place::In(Section::Archive)),
        crumbs: f.crumbs(Vec::new(), title),
        years: years(&months).into_iter().rev().map(|y| year_row(f, &months, y, newest)).collect(),
        count: f.site.articles.len(),
        newest: months.last_key_value().map(|(key, articles)| month(f, *key, articles)),
    }
}

fn year_row(f: &Frame<'_>, months: &Months, year: i32, newest: Option<(i32, u8)>) -> ArchiveYear {
    let href = f.href(Route::ArchiveYear(year));
    let cell = |m: u8| {
        let count = months.get(&(year, m))?.len();
        let now = newest == Some((year, m));
        Some(MonthCount { count, href: format!("{href}#{}", anchor((year, m))), name: f.words.month(year, m), now })
    };
    let cells: Vec<Option<MonthCount>> = (1..=12).map(cell).collect();
    let count = cells.iter().flatten().map(|c| c.count).sum();
    ArchiveYear { year: year.to_string(), href, months: cells, count }
}

/// The articles of one year.
pub(super) fn year(f: &Frame<'_>, year: i32) -> ArchiveYearView {
    let months = months(f);
    let years = years(&months);
    let own: Vec<ArchiveMonth> =
        months.range((year, 1)..=(year, 12)).rev().map(|(key, articles)| month(f, *key, articles)).collect();
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

fn month(f: &Frame<'_>, key: (i32, u8), articles: &[ArticleIx]) -> ArchiveMonth {
    let card = |ix: &ArticleIx| {
        let mut card = f.card(*ix, Told::Nothing);
        card.date.text = card.date.iso.get(5..).unwrap_or_default().to_owned();
        card.deck = None;
        card
    };
    ArchiveMonth {
        anchor: anchor(key),
        name: f.words.month(key.0, key.1),
        count: articles.len(),
        articles: articles.iter().map(card).collect(),
    }
}

fn anchor((year, month): (i32, u8)) -> String {
    format!("m{year}-{month:02}")
}
