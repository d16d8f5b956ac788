//! Issues: all of them, and one with its pages.

use super::body;
use super::frame::{Fault, Frame, day_and_weekday, deck, iso_date};
use super::lists::pager;
use super::route::Route;
use super::view::{Head, Html, IssueArticle, IssuePageView, IssueRow, IssueView, IssuesView, Link, Place, Section};
use super::words::Words;
use crate::chart;
use crate::model::{ArticleIx, Issue, IssueIx};
use crate::typeset::{TitleSize, keeps_together};

/// Articles from which a page counts as full: its first one is set large.
const FULL: usize = 3;

/// `2023年第51期`.
pub(super) fn title(words: &Words, issue: &Issue) -> String {
    let (year, number) = (issue.file.date.year().to_string(), issue.file.number.value.to_string());
    words.fill("issue.title", &[("year", &year), ("n", &number)])
}

/// `第51期`.
pub(super) fn short_title(words: &Words, issue: &Issue) -> String {
    words.fill("issue.short", &[("n", &issue.file.number.value.to_string())])
}

/// `总第114期`.
pub(super) fn total(words: &Words, issue: &Issue) -> Option<String> {
    issue.file.total.map(|n| words.fill("issue.total", &[("n", &n.to_string())]))
}

/// `第A1版`; `头版` is a title already.
pub(super) fn page_title(words: &Words, issue: &Issue, page: usize) -> String {
    let id = issue.file.pages.get(page).map_or("", |p| p.id.value.as_str());
    if id.ends_with('版') { id.to_owned() } else { words.fill("issue.page", &[("id", id)]) }
}

/// How many pages and articles, in these words: `8版18篇`.
pub(super) fn size(words: &Words, key: &str, issue: &Issue) -> String {
    let (pages, n) = (issue.pages.len().to_string(), issue.articles().count().to_string());
    words.fill(key, &[("pages", &pages), ("n", &n)])
}

/// The id of a page's section on the page of its issue.
pub(super) fn anchor(issue: &Issue, page: usize) -> String {
    let id = issue.file.pages.get(page).map_or("", |p| p.id.value.as_str());
    format!("p-{}", id.to_lowercase())
}

/// A page of all issues.
pub(super) fn list(f: &Frame<'_>, page: u32) -> IssuesView {
    let size = f.site.config.page_size;
    let start = (page.saturating_sub(1) as usize).saturating_mul(size);
    let all = (0..f.site.issues.len()).map(IssueIx::new);
    let name = f.words.say("issues.all");
    let number = page.to_string();
    let title =
        if page > 1 { f.words.fill("list.page_title", &[("title", name), ("n", &number)]) } else { name.to_owned() };
    IssuesView {
        head: Head { noindex: page > 1, ..f.head(title, name, Place::In(Section::Archive)) },
        crumbs: f.crumbs(vec![f.section(Section::Archive, Route::Archive)], name),
        count: f.site.issues.len(),
        issues: all.skip(start).take(size).map(|ix| row(f, ix, Named::WithYear)).collect(),
        pager: pager(f, page, f.site.issues.len().div_ceil(size), Route::Issues),
    }
}

/// Whether the list says the year already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    WithYear,
    WithoutYear,
}

/// An issue in a list.
pub(super) fn row(f: &Frame<'_>, ix: IssueIx, named: Named) -> IssueRow {
    let issue = f.site.issue(ix);
    let name = match named {
        Named::WithYear => title(f.words, issue),
        Named::WithoutYear => short_title(f.words, issue),
    };
    let theme = issue.file.theme.iter().map(|theme| format!("　{theme}"));
    IssueRow {
        date: iso_date(issue.file.date),
        title: std::iter::once(name).chain(theme).collect(),
        href: f.href(Route::Issue(ix)),
        size: size(f.words, "issue.size", issue),
    }
}

/// One issue.
pub(super) fn build(f: &Frame<'_>, ix: IssueIx) -> Result<IssueView, Fault> {
    let issue = f.site.issue(ix);
    let title = title(f.words, issue);
    let lede = lede(f, issue);
    let mut head = f.head(title.clone(), lede.clone(), Place::In(Section::Archive));
    head.has_code = issue.file.body.outline.has_code;
    Ok(IssueView {
        head,
        crumbs: f.crumbs(vec![f.section(Section::Archive, Route::Archive)], title.clone()),
        total: total(f.words, issue),
        title,
        lede,
        note: body::html_if_any(f, &issue.file.body)?,
        // Issues are listed newest first.
        prev: neighbour(f, issue, ix.at().checked_add(1)),
        next: neighbour(f, issue, ix.at().checked_sub(1)),
        pages: (0..issue.file.pages.len()).map(|page| page_view(f, issue, page)).collect(),
    })
}

/// Numbers begin anew each year: the name has the year if it is another one.
fn neighbour(f: &Frame<'_>, issue: &Issue, at: Option<usize>) -> Option<Link> {
    let ix = IssueIx::new(at.filter(|at| *at < f.site.issues.len())?);
    let other = f.site.issue(ix);
    let name = if other.file.date.year() == issue.file.date.year() { short_title } else { title };
    Some(f.link(name(f.words, other), Route::Issue(ix)))
}

fn lede(f: &Frame<'_>, issue: &Issue) -> String {
    let (day, weekday) = day_and_weekday(f.words, issue.file.date);
    let (pages, n) = (issue.pages.len().to_string(), issue.articles().count().to_string());
    let places = [("day", day.as_str()), ("weekday", &weekday), ("pages", &pages), ("n", &n)];
    let theme = issue.file.theme.iter().map(|theme| f.words.fill("issue.theme", &[("theme", theme)]));
    std::iter::once(f.words.fill("issue.lede", &places)).chain(theme).collect()
}

fn page_view(f: &Frame<'_>, issue: &Issue, page: usize) -> IssuePageView {
    let (id, name) = issue.file.pages.get(page).map_or(("", ""), |p| (p.id.value.as_str(), p.name.as_str()));
    let articles = issue.pages.get(page).map_or(&[][..], Vec::as_slice);
    let full = articles.len() >= FULL;
    IssuePageView {
        anchor: anchor(issue, page),
        title: page_title(f.words, issue, page),
        name: name.to_owned(),
        note: f.words.fill("issue.page.note", &[("name", name), ("n", &articles.len().to_string())]),
        thumbnail: Html(chart::newspaper_page(id, articles.len())),
        full,
        articles: articles.iter().enumerate().map(|(n, ix)| article(f, *ix, full && n == 0)).collect(),
    }
}

fn article(f: &Frame<'_>, ix: ArticleIx, lead: bool) -> IssueArticle {
    let article = f.site.article(ix);
    let names: Vec<&str> = article.counties.iter().map(|c| f.site.county(*c).short_name()).collect();
    let mark = if lead { f.words.say("home.lead") } else { names.first().copied().unwrap_or_default() };
    IssueArticle {
        mark: mark.to_owned(),
        lead,
        title: article.file.title.clone(),
        lang: f.other_lang(article),
        title_keep: keeps_together(&article.file.title, if lead { TitleSize::Large } else { TitleSize::List }),
        href: f.href(Route::Article(ix)),
        deck: deck(article),
        meta: (lead && !names.is_empty()).then(|| names.join("　")),
    }
}
