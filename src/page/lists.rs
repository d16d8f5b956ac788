//! Lists of articles in pages: all, of a county, a column, a tag; and the lists of columns and tags.

use super::body;
use super::frame::{Fault, Frame, Told};
use super::route::Route;
use super::view::{
    ArticleCard, ColumnRow, ColumnsView, Link, ListView, Pager, PagerItem, Place, Section, TagCount, TagsView,
};
use crate::model::{ArticleIx, ColumnIx, CountyIx};
use crate::typeset::{TitleSize, keeps_together};

/// Articles of a column on the page of all columns.
const TEASERS: usize = 3;

/// A page of all articles.
pub(super) fn articles(f: &Frame<'_>, page: u32) -> ListView {
    let all: Vec<ArticleIx> = f.site.article_ixs().collect();
    let title = f.words.say("articles.all").to_owned();
    list(
        f,
        &all,
        page,
        List { title, place: Place::In(Section::Articles), between: Vec::new(), told: Told::Nothing },
        Route::Articles,
    )
}

/// A later page of a county's articles.
pub(super) fn county(f: &Frame<'_>, ix: CountyIx, page: u32) -> ListView {
    let county = f.site.county(ix);
    let between = vec![
        f.section(Section::Counties, Route::Counties),
        f.link(county.file.name.value.clone(), Route::County(ix, 1)),
    ];
    let title = county.file.name.value.clone();
    let about = List { title, place: Place::In(Section::Counties), between, told: Told::County };
    list(f, &county.articles, page, about, |p| Route::County(ix, p))
}

/// A page of a column.
pub(super) fn column(f: &Frame<'_>, ix: ColumnIx, page: u32) -> Result<ListView, Fault> {
    let column = f.site.column(ix);
    let between = vec![f.section(Section::Columns, Route::Columns)];
    let title = column.file.name.clone();
    let about = List { title, place: Place::In(Section::Columns), between, told: Told::Column };
    let mut view = list(f, &column.articles, page, about, |p| Route::Column(ix, p));
    if page == 1 {
        view.intro = body::html_if_any(f, &column.file.body)?;
    }
    Ok(view)
}

/// A page of a tag.
pub(super) fn tag(f: &Frame<'_>, tag: u32, page: u32) -> ListView {
    let (name, articles) = f.site.tags.get(tag).map_or(("", &[][..]), |(n, a)| (n.as_str(), a));
    let between = vec![f.section(Section::Tags, Route::Tags)];
    let about = List { title: name.to_owned(), place: Place::In(Section::Tags), between, told: Told::Nothing };
    list(f, articles, page, about, |p| Route::Tag(tag, p))
}

/// All columns with their newest articles.
pub(super) fn columns(f: &Frame<'_>) -> Result<ColumnsView, Fault> {
    let title = f.words.say("nav.columns");
    let mut columns = Vec::new();
    for (i, column) in f.site.columns.iter().enumerate() {
        columns.push(ColumnRow {
            name: column.file.name.clone(),
            href: f.href(Route::Column(ColumnIx::new(i), 1)),
            intro: body::html_if_any(f, &column.file.body)?,
            count: column.articles.len(),
            articles: column.articles.iter().take(TEASERS).map(|a| f.card(*a, Told::Column)).collect(),
        });
    }
    Ok(ColumnsView {
        head: f.head(title, title, Place::In(Section::Columns)),
        crumbs: f.crumbs(Vec::new(), title),
        columns,
    })
}

/// All tags, most used first, then by name.
pub(super) fn tags(f: &Frame<'_>) -> TagsView {
    let title = f.words.say("tags.all");
    let mut tags: Vec<(usize, &String, u32)> =
        (0..).zip(f.site.tags.iter()).map(|(i, (name, articles))| (articles.len(), name, i)).collect();
    tags.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    TagsView {
        head: f.head(title, title, Place::In(Section::Tags)),
        crumbs: f.crumbs(Vec::new(), f.words.say("nav.tags")),
        tags: tags
            .into_iter()
            .map(|(count, name, i)| TagCount { text: name.clone(), href: f.href(Route::Tag(i, 1)), count })
            .collect(),
    }
}

/// What a list is about.
struct List {
    title: String,
    place: Place,
    between: Vec<Link>,
    told: Told,
}

fn list(f: &Frame<'_>, all: &[ArticleIx], page: u32, about: List, route: impl Fn(u32) -> Route) -> ListView {
    let size = f.site.config.page_size;
    let start = (page.saturating_sub(1) as usize).saturating_mul(size);
    let articles: Vec<ArticleCard> = all.iter().skip(start).take(size).map(|ix| f.card(*ix, about.told)).collect();
    let number = page.to_string();
    let title = if page > 1 {
        f.words.fill("list.page_title", &[("title", &about.title), ("n", &number)])
    } else {
        about.title.clone()
    };
    let description = f.words.fill("list.description", &[("title", &about.title), ("n", &all.len().to_string())]);
    ListView {
        head: super::view::Head { noindex: page > 1, ..f.head(title, description, about.place) },
        crumbs: f.crumbs(about.between, about.title.clone()),
        title_keep: keeps_together(&about.title, TitleSize::Large),
        title: about.title,
        intro: None,
        count: all.len(),
        articles,
        pager: pager(f, page, all.len().div_ceil(size), route),
    }
}

/// Numbered pages: the first, the last, and those around the current one.
pub(super) fn pager(f: &Frame<'_>, page: u32, total: usize, route: impl Fn(u32) -> Route) -> Option<Pager> {
    let last = u32::try_from(total).ok().filter(|t| *t > 1)?;
    let mut items = Vec::new();
    let mut before = 0;
    for n in (1..=last).filter(|n| *n == 1 || *n == last || n.abs_diff(page) <= 2) {
        if n > before + 1 {
            items.push(PagerItem { text: "…".to_owned(), href: None, current: false });
        }
        before = n;
        let current = n == page;
        items.push(PagerItem { text: n.to_string(), href: (!current).then(|| f.href(route(n))), current });
    }
    Some(Pager {
        current: page as usize,
        total,
        prev: (page > 1).then(|| f.href(route(page - 1))),
        next: (page < last).then(|| f.href(route(page + 1))),
        items,
    })
}
