//! What a page says of itself to programs: Open Graph, structured data, the tags of government sites (国办发〔2017〕47号).
//! Filled in after the page is built, so that every page says it in the same way.

use super::dates::{instant, modified, published};
use super::feed;
use super::frame::{Frame, View};
use super::image;
use super::route::{Channel, Route};
use super::structured;
use super::view::{Framed, Head, MetaTag};
use crate::config::Government;
use crate::model::ArticleIx;

/// Completes the head of a page.
pub(super) fn complete(f: &Frame<'_>, route: Route, view: &mut View) {
    let framed: &mut dyn Framed = view.framed();
    let canonical = framed.head().canonical.clone();
    let crumbs = structured::breadcrumbs(f, framed.crumbs(), canonical.as_deref());
    let head = framed.head();
    head.feed = channel(f, route).map(|channel| f.href(Route::Feed(channel)));
    let picture = picture(f, route);
    head.properties = properties(f, route, head, picture.as_ref());
    if let Some(government) = &f.site.config.government {
        head.tags = government_tags(f, route, head, government);
    }
    if picture.is_some_and(|p| p.is_card) {
        head.tags.push(tag("twitter:card", "summary_large_image"));
    }
    match route {
        Route::Home => head.json_ld.push(structured::website(f)),
        Route::Article(ix) => head.json_ld.push(structured::news_article(f, ix, head.canonical.as_deref())),
        _ => {}
    }
    head.json_ld.extend(crumbs);
}

/// The picture that a shared link shows.
struct Picture {
    url: String,
    /// Whether it was drawn for that, in the size that is asked for.
    is_card: bool,
}

/// What the editor chose, else what was drawn, else the first photograph.
fn picture(f: &Frame<'_>, route: Route) -> Option<Picture> {
    let (card, article) = match route {
        Route::Article(ix) => (Route::ArticleImage(ix), Some(ix)),
        Route::Series(ix) => (Route::SeriesImage(ix), None),
        _ => return None,
    };
    let own = |url| Picture { url, is_card: false };
    let drawn = || image::url(f, card).map(|url| Picture { url, is_card: true });
    let chosen = article.and_then(|ix| structured::cover(f, ix)).map(own);
    chosen.or_else(drawn).or_else(|| structured::photograph(f, article?).map(own))
}

/// The feed of a page beside the site's own.
fn channel(f: &Frame<'_>, route: Route) -> Option<Channel> {
    let channel = match route {
        Route::County(ix, _) => Channel::County(ix),
        Route::Column(ix, _) => Channel::Column(ix),
        _ => return None,
    };
    feed::is_there(f.site, channel).then_some(channel)
}

fn tag(name: &str, content: impl Into<String>) -> MetaTag {
    MetaTag { name: name.to_owned(), content: content.into() }
}

/// Open Graph: what a shared link shows. It needs full addresses.
fn properties(f: &Frame<'_>, route: Route, head: &Head, picture: Option<&Picture>) -> Vec<MetaTag> {
    let Some(url) = &head.canonical else { return Vec::new() };
    let config = &f.site.config;
    let title = if head.title.is_empty() { &config.title } else { &head.title };
    let mut tags = vec![
        tag("og:title", title),
        tag("og:description", &head.description),
        tag("og:url", url),
        tag("og:site_name", &config.title),
        tag("og:locale", locale(&head.hreflang)),
    ];
    tags.extend(head.alternates.iter().map(|other| tag("og:locale:alternate", locale(&other.lang))));
    match route {
        Route::Article(ix) => tags.extend(article_properties(f, ix)),
        _ => tags.push(tag("og:type", "website")),
    }
    tags.extend(picture.map(image_properties).unwrap_or_default());
    tags
}

fn image_properties(picture: &Picture) -> Vec<MetaTag> {
    let mut tags = vec![tag("og:image", &picture.url)];
    if picture.is_card {
        let [width, height] = image::size();
        tags.extend([tag("og:image:width", width), tag("og:image:height", height)]);
    }
    tags
}

/// `zh_CN`: Open Graph knows countries, not scripts.
fn locale(lang: &str) -> &str {
    match lang {
        "zh-Hans" => "zh_CN",
        "zh-Hant" => "zh_TW",
        "en" => "en_US",
        other => other,
    }
}

fn article_properties(f: &Frame<'_>, ix: ArticleIx) -> Vec<MetaTag> {
    let article = f.site.article(ix);
    let offset = f.site.config.utc_offset;
    let column = article.column.map(|c| tag("article:section", &f.site.column(c).file.name));
    let mut tags = vec![
        tag("og:type", "article"),
        tag("article:published_time", instant(published(f.site, ix), offset)),
        tag("article:modified_time", instant(modified(f.site, ix), offset)),
    ];
    tags.extend(column);
    tags.extend(article.file.tags.iter().map(|t| tag("article:tag", &t.value)));
    tags
}

/// Site tags on every page, column tags on all but the home page, content tags on articles.
fn government_tags(f: &Frame<'_>, route: Route, head: &Head, government: &Government) -> Vec<MetaTag> {
    let mut tags = vec![
        tag("SiteName", &f.site.config.title),
        tag("SiteDomain", &government.domain),
        tag("SiteIDCode", &government.id_code),
    ];
    match route {
        Route::Home | Route::NotFound => {}
        Route::Article(ix) => {
            tags.extend(column_of(f, ix));
            tags.extend(content_tags(f, ix, head));
        }
        _ => tags.extend(column_tags(f, route, head)),
    }
    tags
}

fn column_tags(f: &Frame<'_>, route: Route, head: &Head) -> [MetaTag; 4] {
    let kind = match route {
        Route::Column(ix, _) => f.site.column(ix).file.kind.as_deref(),
        _ => None,
    };
    [
        tag("ColumnName", &head.title),
        tag("ColumnDescription", &head.description),
        tag("ColumnKeywords", format!("{},{}", head.title, f.site.config.title)),
        tag("ColumnType", kind.unwrap_or(f.words.say("government.column_type"))),
    ]
}

/// The column an article belongs to; without one it is among all articles.
fn column_of(f: &Frame<'_>, ix: ArticleIx) -> [MetaTag; 2] {
    let column = f.site.article(ix).column.map(|c| &f.site.column(c).file);
    let name = column.map_or(f.words.say("articles"), |c| c.name.as_str());
    let kind = column.and_then(|c| c.kind.as_deref()).unwrap_or(f.words.say("government.column_type"));
    [tag("ColumnName", name), tag("ColumnType", kind)]
}

fn content_tags(f: &Frame<'_>, ix: ArticleIx, head: &Head) -> Vec<MetaTag> {
    let file = &f.site.article(ix).file;
    let source = file.source.as_ref().map_or(f.site.config.publisher_name(), |s| s.name.as_str());
    let keywords: Vec<&str> = file.tags.iter().map(|t| t.value.as_str()).collect();
    let authors: Vec<&str> = file.authors.iter().flat_map(|(_, names)| names).map(String::as_str).collect();
    let mut tags = vec![
        tag("ArticleTitle", &file.title),
        tag("PubDate", format!("{} 00:00", published(f.site, ix))),
        tag("ContentSource", source),
        tag("Keywords", keywords.join(",")),
        tag("Author", authors.join(",")),
        tag("Description", &head.description),
    ];
    tags.extend(structured::picture(f, ix).map(|url| tag("Image", url)));
    tags.extend(head.canonical.iter().map(|url| tag("Url", url)));
    tags
}
