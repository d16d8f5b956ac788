//! The article page.

use std::collections::BTreeSet;

use super::body;
use super::figures;
use super::frame::{Fault, Frame, Told, deck, iso_date, long_date};
use super::route::Route;
use super::view::{
    ArticleCard, ArticleView, Credit, Html, Link, Neighbour, Place, Section, Source, TitleSize, Unpublished,
    keeps_together,
};
use crate::model::{ArticleIx, SiteArticle};

/// Related articles shown.
const RELATED: usize = 3;
/// Newest articles of a county looked at for relation; older ones are on the county's page.
const LOOKED_AT: usize = 60;

/// An article.
pub(super) fn build(f: &Frame<'_>, ix: ArticleIx) -> Result<ArticleView, Fault> {
    let article = f.site.article(ix);
    let file = &article.file;
    let deck = deck(article);
    let mut head = f.head(file.title.clone(), deck.clone().unwrap_or_default(), Place::In(Section::Articles));
    head.has_code = file.body.outline.has_code;
    Ok(ArticleView {
        head,
        crumbs: f.crumbs(steps(f, article), f.words.say("crumbs.text")),
        lang: f.other_lang(article),
        kicker: file.kicker.clone(),
        title: file.title.clone(),
        title_keep: keeps_together(&file.title, TitleSize::Large),
        subtitle: file.subtitle.clone(),
        deck: file.summary.clone(),
        date: long_date(file.date),
        column: article.column.map(|c| f.link(f.site.column(c).file.name.clone(), Route::Column(c, 1))),
        counties: f.county_links(&article.counties),
        source: file.source.as_ref().map(|s| Source {
            name: s.name.clone(),
            url: s.url.clone().filter(|u| u.starts_with("https://") || u.starts_with("http://")),
            date: s.date.map(|d| d.to_string()),
        }),
        authors: credits(&file.authors),
        credits: credits(&file.credits),
        editor_note: file.editor_note.as_deref().map(|n| Html(figures::escape(n))),
        body: body::html(f, &file.body, Some(ix))?,
        key_figures: figures::key_figures(f, ix),
        has_bound: figures::has_bound(f.site, ix),
        data_csv: (!article.lines.is_empty()).then(|| f.href(Route::ArticleData(ix))),
        tags: tags(f, article),
        prev: neighbour(f, ix.at().checked_add(1)),
        next: neighbour(f, ix.at().checked_sub(1)),
        related: related(f, ix),
        draft: unpublished(f, file),
    })
}

fn unpublished(f: &Frame<'_>, file: &crate::article::Article) -> Option<Unpublished> {
    let is_scheduled = file.publish.unwrap_or(file.date) > f.site.as_of;
    if file.draft { Some(Unpublished::Draft) } else { is_scheduled.then_some(Unpublished::Scheduled) }
}

fn steps(f: &Frame<'_>, article: &SiteArticle) -> Vec<Link> {
    let mut steps: Vec<Link> = article.counties.first().map(|c| f.county_links(&[*c])).unwrap_or_default();
    steps.extend(article.column.map(|c| f.link(f.site.column(c).file.name.clone(), Route::Column(c, 1))));
    steps
}

fn credits(list: &[(String, Vec<String>)]) -> Vec<Credit> {
    let filled = list.iter().filter(|(_, names)| !names.is_empty());
    filled.map(|(role, names)| Credit { role: role.clone(), names: names.join("、") }).collect()
}

fn tags(f: &Frame<'_>, article: &SiteArticle) -> Vec<Link> {
    let tag = |name: &String| Some(f.link(name.clone(), Route::Tag(f.pages.addresses.tag(name)?, 1)));
    article.file.tags.iter().filter_map(|t| tag(&t.value)).collect()
}

/// The article before or after by date. Articles are listed newest first, so the earlier one comes later in the list.
fn neighbour(f: &Frame<'_>, at: Option<usize>) -> Option<Neighbour> {
    let at = at.filter(|at| *at < f.site.articles.len())?;
    let ix = ArticleIx::new(at);
    let file = &f.site.article(ix).file;
    Some(Neighbour { title: file.title.clone(), href: f.href(Route::Article(ix)), date: iso_date(file.date).text })
}

/// Articles with the most in common: county, indicators, column, tags; then the newest. Only articles of the same
/// county or with a common indicator count as related at all.
fn related(f: &Frame<'_>, ix: ArticleIx) -> Vec<ArticleCard> {
    let own = f.site.article(ix);
    let mut scored: Vec<(u32, ArticleIx)> = candidates(f, own)
        .into_iter()
        .filter(|other| *other != ix)
        .map(|other| (score(own, f.site.article(other)), other))
        .filter(|(score, _)| *score > 0)
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(RELATED).map(|(_, other)| f.card(other, Told::Nothing)).collect()
}

/// The newest articles of the same counties, and those that state figures of the same series.
fn candidates(f: &Frame<'_>, own: &SiteArticle) -> BTreeSet<ArticleIx> {
    let counties = own.counties.iter().flat_map(|c| f.site.county(*c).articles.iter().take(LOOKED_AT));
    counties.copied().collect()
}

fn score(own: &SiteArticle, other: &SiteArticle) -> u32 {
    let common = other.indicators.iter().filter(|i| own.indicators.contains(i)).count();
    let tags = own.tags.iter().filter(|t| other.tags.contains(t)).count();
    let column = own.column.is_some() && own.column == other.column;
    let points = common * 3 + tags + usize::from(column);
    u32::try_from(points + 1).unwrap_or(u32::MAX)
}
