//! The article page.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::body;
use super::corrections;
use super::figures;
use super::frame::{Fault, Frame, Told, deck, iso_date, long_date};
use super::issues;
use super::route::Route;
use super::view::{ArticleCard, ArticleView, Credit, Html, Link, Neighbour, Place, Section, Source, Unpublished};
use super::words::Words;
use crate::model::{ArticleIx, Placement, Site, SiteArticle};
use crate::typeset::{TitleSize, keeps_together};

/// Related articles shown.
const RELATED: usize = 3;
/// Newest articles of a county, tag or column looked at for relation; older ones are on its page.
const LOOKED_AT: usize = 60;

/// An article.
pub(super) fn build(f: &Frame<'_>, ix: ArticleIx) -> Result<ArticleView, Fault> {
    let article = f.site.article(ix);
    let file = &article.file;
    let deck = deck(article);
    let mut head = f.head(file.title.clone(), deck.clone().unwrap_or_default(), Place::In(Section::Articles));
    head.has_code = file.body.outline.has_code;
    let (prev, next) = neighbours(f, ix);
    Ok(ArticleView {
        head,
        crumbs: f.crumbs(steps(f, article), f.words.say("crumbs.text")),
        lang: f.other_lang(article),
        kicker: file.kicker.clone(),
        title: file.title.clone(),
        title_keep: keeps_together(&file.title, TitleSize::Large),
        subtitle: file.subtitle.clone(),
        deck: file.summary.clone(),
        date: long_date(f.words, file.date),
        issue: article.placement.map(|p| placed(f, p)),
        column: article.column.map(|c| f.link(f.site.column(c).file.name.clone(), Route::Column(c, 1))),
        counties: f.county_links(&article.counties),
        source: file.source.as_ref().map(|s| Source {
            name: s.name.clone(),
            url: s.url.clone().filter(|u| u.starts_with("https://") || u.starts_with("http://")),
            date: s.date.map(|d| d.to_string()),
        }),
        authors: credits(f.words, &file.authors),
        credits: credits(f.words, &file.credits).into_iter().chain(reviews(f.site, article)).collect(),
        editor_note: file.editor_note.as_deref().map(paragraphs),
        body: body::html(f, &file.body, Some(ix))?,
        key_figures: figures::key_figures(f, ix),
        has_bound: figures::has_bound(f.site, ix),
        data_csv: (!article.lines.is_empty()).then(|| f.href(Route::ArticleData(ix))),
        tags: tags(f, article),
        prev,
        next,
        related: related(f, ix),
        corrections: corrections::of_article(f, ix),
        corrects: corrections::by_article(f, ix),
        terms: terms(f, article),
        report: corrections::contact(f, file),
        draft: unpublished(f, file),
    })
}

fn unpublished(f: &Frame<'_>, file: &crate::article::Article) -> Option<Unpublished> {
    let is_scheduled = file.publish.unwrap_or(file.date) > f.site.as_of;
    let is_draft = file.draft || !crate::model::passed(f.site.config.reviews, file, f.site.as_of);
    if is_draft { Some(Unpublished::Draft) } else { is_scheduled.then_some(Unpublished::Scheduled) }
}

fn steps(f: &Frame<'_>, article: &SiteArticle) -> Vec<Link> {
    let mut steps: Vec<Link> = article.counties.first().map(|c| f.county_links(&[*c])).unwrap_or_default();
    steps.extend(article.column.map(|c| f.link(f.site.column(c).file.name.clone(), Route::Column(c, 1))));
    steps
}

fn credits(words: &Words, list: &[(String, Vec<String>)]) -> Vec<Credit> {
    let filled = list.iter().filter(|(_, names)| !names.is_empty());
    filled.map(|(role, names)| Credit { role: role.clone(), names: words.list(names) }).collect()
}

/// A text of the front-matter whose line breaks are those of its paragraphs.
fn paragraphs(text: &str) -> Html {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Html(lines.map(crate::typeset::escape).collect::<Vec<_>>().join("<br>"))
}

/// Reviews passed: 初审　甲　2023-12-25.
fn reviews(site: &Site, article: &SiteArticle) -> Vec<Credit> {
    let one = |review: &crate::article::Review| {
        let date = review.date.map(|date| format!("　{date}")).unwrap_or_default();
        Credit { role: review.stage.clone(), names: format!("{}{date}", review.name) }
    };
    crate::model::reviews_held(&article.file, site.as_of).map(one).collect()
}

/// What the source asks to be printed.
fn terms(f: &Frame<'_>, article: &SiteArticle) -> Vec<String> {
    let source = article.file.source.as_ref();
    let terms = source.and_then(|source| f.site.config.terms_of(&source.name));
    terms.into_iter().flat_map(|t| [t.copyright.clone(), t.disclaimer.clone()]).flatten().collect()
}

fn tags(f: &Frame<'_>, article: &SiteArticle) -> Vec<Link> {
    let tag = |name: &String| Some(f.link(name.clone(), Route::Tag(f.pages.addresses.tag(name)?, 1)));
    article.file.tags.iter().filter_map(|t| tag(&t.value)).collect()
}

/// The page of an issue: 2023年第51期 第A7版.
fn placed(f: &Frame<'_>, placement: Placement) -> Link {
    let issue = f.site.issue(placement.issue);
    let text = format!("{} {}", issues::title(f.words, issue), issues::page_title(f.words, issue, placement.page));
    let page = f.href(Route::Issue(placement.issue));
    Link { text, href: format!("{page}#{}", issues::anchor(issue, placement.page)) }
}

/// The articles before and after: on the pages of the issue, else by date.
fn neighbours(f: &Frame<'_>, ix: ArticleIx) -> (Option<Neighbour>, Option<Neighbour>) {
    let Some(placement) = f.site.article(ix).placement else {
        // Articles are listed newest first, so the earlier one comes later in the list.
        let at = |at: Option<usize>| at.filter(|at| *at < f.site.articles.len()).map(|at| by_date(f, at));
        return (at(ix.at().checked_add(1)), at(ix.at().checked_sub(1)));
    };
    let issue = f.site.issue(placement.issue);
    let all: Vec<(usize, ArticleIx)> = issue.articles().collect();
    let own = all.iter().position(|(_, other)| *other == ix);
    let at = |at: Option<usize>| {
        let (page, other) = *all.get(at?)?;
        Some(neighbour(f, other, issues::page_title(f.words, issue, page)))
    };
    (at(own.and_then(|n| n.checked_sub(1))), at(own.and_then(|n| n.checked_add(1))))
}

fn by_date(f: &Frame<'_>, at: usize) -> Neighbour {
    let ix = ArticleIx::new(at);
    neighbour(f, ix, iso_date(f.site.article(ix).file.date).text)
}

fn neighbour(f: &Frame<'_>, ix: ArticleIx, mark: String) -> Neighbour {
    Neighbour { title: f.site.article(ix).file.title.clone(), href: f.href(Route::Article(ix)), mark }
}

/// Articles of the same counties, and where there are too few of them others of the same column and tags: those with
/// the most in common, then the newest.
fn related(f: &Frame<'_>, ix: ArticleIx) -> Vec<ArticleCard> {
    let mut scored: Vec<_> =
        candidates(f.site, ix).into_iter().map(|other| (Reverse(common(f.site, ix, other)), other)).collect();
    scored.sort_unstable();
    scored.into_iter().take(RELATED).map(|(_, other)| f.card(other, Told::Nothing)).collect()
}

fn candidates(site: &Site, ix: ArticleIx) -> BTreeSet<ArticleIx> {
    let own = site.article(ix);
    let mut found: BTreeSet<_> = own.counties.iter().flat_map(|c| newest(&site.county(*c).articles)).collect();
    found.remove(&ix);
    if found.len() < RELATED {
        let tags = site.tags.of_article(ix).iter().filter_map(|n| site.tags.get(*n));
        found.extend(tags.flat_map(|(_, articles)| newest(articles)));
        found.extend(own.column.iter().flat_map(|c| newest(&site.column(*c).articles)));
        found.remove(&ix);
    }
    found
}

fn newest(articles: &[ArticleIx]) -> impl Iterator<Item = ArticleIx> {
    articles.iter().take(LOOKED_AT).copied()
}

/// What two articles have in common: counties, then indicators, column and tags.
fn common(site: &Site, ix: ArticleIx, at: ArticleIx) -> (usize, usize) {
    let (own, other) = (site.article(ix), site.article(at));
    let of_other = site.tags.of_article(at);
    let tags = site.tags.of_article(ix).iter().filter(|t| of_other.contains(t)).count();
    let counties = other.counties.iter().filter(|c| own.counties.contains(c)).count();
    let indicators = other.indicators.iter().filter(|i| own.indicators.contains(i)).count();
    let column = own.column.is_some() && own.column == other.column;
    (counties, indicators * 3 + tags + usize::from(column))
}
