//! Structured data for search engines, beside the data sets: articles, the site, the way from the home page.

use serde_json::{Value, json};

use super::dates::{instant, modified, published};
use super::files::Attachment;
use super::frame::{Frame, absolute, deck};
use super::view::Crumb;
use crate::article::Article;
use crate::article::markdown::LinkKind;
use crate::diag::SourcePath;
use crate::model::{ArticleIx, normalise_path};
use crate::picture::Format;

/// An article as a schema.org `NewsArticle`.
pub(super) fn news_article(f: &Frame<'_>, ix: ArticleIx, canonical: Option<&str>) -> Value {
    let article = f.site.article(ix);
    let file = &article.file;
    let offset = f.site.config.utc_offset;
    let places = article.counties.iter().map(|c| f.site.county(*c).file.name.value.as_str());
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": file.title,
        "datePublished": instant(published(f.site, ix), offset),
        "dateModified": instant(modified(f.site, ix), offset),
        "inLanguage": file.lang.as_ref().unwrap_or(&f.site.config.language),
        "publisher": publisher(f),
        "author": authors(f, ix),
        "contentLocation": places.map(|name| json!({ "@type": "Place", "name": name })).collect::<Vec<_>>(),
    });
    let tags: Vec<&str> = file.tags.iter().map(|tag| tag.value.as_str()).collect();
    let source = file.source.as_ref().map(|s| match &s.url {
        Some(url) => json!({ "@type": "CreativeWork", "name": s.name, "url": url }),
        None => json!({ "@type": "CreativeWork", "name": s.name }),
    });
    let further = [
        ("alternativeHeadline", file.subtitle.as_ref().map(|text| json!(text))),
        ("description", deck(article).map(|text| json!(text))),
        ("articleSection", article.column.map(|c| json!(f.site.column(c).file.name))),
        ("keywords", (!tags.is_empty()).then(|| json!(tags))),
        ("image", picture(f, ix).map(|url| json!([url]))),
        ("isBasedOn", source),
        ("mainEntityOfPage", canonical.map(|url| json!(url))),
    ];
    put_all(&mut data, further);
    data
}

/// Persons where they are named, else the publisher.
fn authors(f: &Frame<'_>, ix: ArticleIx) -> Value {
    let names = f.site.article(ix).file.authors.iter().flat_map(|(_, names)| names);
    let persons: Vec<Value> = names.map(|name| json!({ "@type": "Person", "name": name })).collect();
    if persons.is_empty() { publisher(f) } else { json!(persons) }
}

fn publisher(f: &Frame<'_>) -> Value {
    let config = &f.site.config;
    let kind = if config.government.is_some() { "GovernmentOrganization" } else { "Organization" };
    let mut data = json!({ "@type": kind, "name": config.publisher_name() });
    let contact = &config.publisher;
    let parent = config.government.as_ref().filter(|g| g.name != config.publisher_name());
    let further = [
        ("url", config.base_url.as_ref().map(|url| json!(url.as_str()))),
        ("email", contact.email.as_ref().map(|text| json!(text))),
        ("telephone", contact.phone.as_ref().map(|text| json!(text))),
        ("parentOrganization", parent.map(|g| json!({ "@type": "GovernmentOrganization", "name": g.name }))),
    ];
    put_all(&mut data, further);
    data
}

/// The site, on its home page.
pub(super) fn website(f: &Frame<'_>) -> Value {
    let config = &f.site.config;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": config.title,
        "inLanguage": config.language,
        "publisher": publisher(f),
    });
    let further = [
        ("description", config.subtitle.as_ref().map(|text| json!(text))),
        ("url", config.base_url.as_ref().map(|url| json!(url.as_str()))),
    ];
    put_all(&mut data, further);
    data
}

/// The way from the home page to a page, where full addresses are known.
pub(super) fn breadcrumbs(f: &Frame<'_>, crumbs: &[Crumb], canonical: Option<&str>) -> Option<Value> {
    let own = canonical.filter(|_| crumbs.len() > 1)?;
    let items: Vec<Value> = crumbs
        .iter()
        .enumerate()
        .map(|(n, crumb)| {
            let url = crumb.href.as_ref().map_or_else(|| own.to_owned(), |href| joined(f, href));
            json!({ "@type": "ListItem", "position": n + 1, "name": crumb.text, "item": url })
        })
        .collect();
    Some(json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items }))
}

/// The full address of a link of this page.
fn joined(f: &Frame<'_>, href: &str) -> String {
    let base = f.site.config.base_url.as_ref().map_or("/", crate::config::BaseUrl::as_str);
    let folder = f.address.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = normalise_path(folder, href).unwrap_or_default();
    let slash = if path.is_empty() || !href.ends_with('/') { "" } else { "/" };
    format!("{base}{path}{slash}")
}

/// The full address of the picture that the editor chose for an article.
pub(super) fn cover(f: &Frame<'_>, ix: ArticleIx) -> Option<String> {
    let file = &f.site.article(ix).file;
    attached(f, file, &file.cover.as_ref()?.value).map(|picture| absolute(f, &picture.address))
}

/// The full address of the first photograph in an article; drawings are not shown where links are shared.
pub(super) fn photograph(f: &Frame<'_>, ix: ArticleIx) -> Option<String> {
    let file = &f.site.article(ix).file;
    let links = file.body.outline.links.iter().filter(|link| matches!(link.kind, LinkKind::Picture { .. }));
    let mut pictures = links.filter_map(|link| attached(f, file, link.to.split(['#', '?']).next()?));
    let is_photograph = |picture: &&Attachment| picture.look.as_ref().is_some_and(|look| look.format != Format::Svg);
    pictures.find(is_photograph).map(|picture| absolute(f, &picture.address))
}

/// A picture of an article, where full addresses are known.
fn attached<'a>(f: &Frame<'a>, file: &Article, to: &str) -> Option<&'a Attachment> {
    f.site.config.base_url.as_ref()?;
    let path = normalise_path(file.file.folder(), to)?;
    f.pages.attachments.get(&SourcePath::new(path))
}

/// The picture that stands for an article: the chosen one, or else its first photograph.
pub(super) fn picture(f: &Frame<'_>, ix: ArticleIx) -> Option<String> {
    cover(f, ix).or_else(|| photograph(f, ix))
}

fn put_all<const N: usize>(object: &mut Value, further: [(&str, Option<Value>); N]) {
    if let Some(map) = object.as_object_mut() {
        map.extend(further.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    }
}
