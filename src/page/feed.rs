//! Atom feeds (RFC 4287): the newest articles of the site, a county or a column.

use time::Date;

use super::address::Address;
use super::body;
use super::dates::{instant, modified, published};
use super::frame::{Fault, Frame, deck};
use super::route::{Channel, Route};
use super::xml::Xml;
use crate::config::FeedContent;
use crate::model::{ArticleIx, ColumnIx, CountyIx, Site};

/// What a feed is about.
struct About {
    title: String,
    /// The page that shows the same.
    page: Route,
    articles: Vec<ArticleIx>,
}

/// Whether a channel has a feed: the site knows its address, and the channel has articles.
pub(super) fn is_there(site: &Site, channel: Channel) -> bool {
    let articles = match channel {
        Channel::Site => site.articles.len(),
        Channel::County(ix) => site.county(ix).articles.len(),
        Channel::Column(ix) => site.column(ix).articles.len(),
    };
    site.config.base_url.is_some() && articles > 0
}

/// The channels that have feeds.
pub(super) fn channels(site: &Site) -> Vec<Channel> {
    let counties = (0..site.counties.len()).map(|i| Channel::County(CountyIx::new(i)));
    let columns = (0..site.columns.len()).map(|i| Channel::Column(ColumnIx::new(i)));
    let all = std::iter::once(Channel::Site).chain(counties).chain(columns);
    all.filter(|channel| is_there(site, *channel)).collect()
}

fn about(f: &Frame<'_>, channel: Channel) -> About {
    let site = f.site;
    let part = |name: &str| format!("{name}{}{}", f.words.say("title.between"), site.config.title);
    match channel {
        Channel::Site => {
            About { title: site.config.title.clone(), page: Route::Home, articles: site.article_ixs().collect() }
        }
        Channel::County(ix) => {
            let county = site.county(ix);
            let title = part(&county.file.name.value);
            About { title, page: Route::County(ix, 1), articles: county.articles.to_vec() }
        }
        Channel::Column(ix) => {
            let column = site.column(ix);
            About { title: part(&column.file.name), page: Route::Column(ix, 1), articles: column.articles.to_vec() }
        }
    }
}

/// A feed, as a file.
pub(super) fn build(f: &Frame<'_>, channel: Channel) -> Result<Vec<u8>, Fault> {
    let About { title, page, mut articles } = about(f, channel);
    articles.truncate(f.site.config.feeds.entries);
    let own = uri(f, &f.address);
    let newest = articles.iter().map(|ix| modified(f.site, *ix)).max().unwrap_or(Date::MIN);
    let namespaces = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", f.site.config.language.as_str())];
    let mut xml = Xml::new("feed", &namespaces);
    xml.text("id", &[], &own);
    xml.text("title", &[], &title);
    if let Some(subtitle) = f.site.config.subtitle.as_ref().filter(|_| channel == Channel::Site) {
        xml.text("subtitle", &[], subtitle);
    }
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &uri(f, &f.pages.address(page)))]);
    xml.text("updated", &[], &instant(newest, f.site.config.utc_offset));
    author(&mut xml, f.site.config.publisher_name());
    if let Some(licence) = &f.site.config.licence {
        xml.text("rights", &[], &licence.text);
    }
    xml.text("generator", &[("version", env!("CARGO_PKG_VERSION"))], "Fangzhi");
    for ix in articles {
        entry(f, &mut xml, ix)?;
    }
    Ok(xml.finish())
}

fn author(xml: &mut Xml, name: &str) {
    xml.begin("author", &[]);
    xml.text("name", &[], name);
    xml.end();
}

fn entry(f: &Frame<'_>, xml: &mut Xml, ix: ArticleIx) -> Result<(), Fault> {
    let article = f.site.article(ix);
    let url = uri(f, &f.pages.address(Route::Article(ix)));
    let lang = f.other_lang(article);
    let attributes: Vec<(&str, &str)> = lang.iter().map(|lang| ("xml:lang", lang.as_str())).collect();
    let offset = f.site.config.utc_offset;
    xml.begin("entry", &attributes);
    xml.text("id", &[], &url);
    xml.text("title", &[], &article.file.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &url)]);
    xml.text("published", &[], &instant(published(f.site, ix), offset));
    xml.text("updated", &[], &instant(modified(f.site, ix), offset));
    article.file.authors.iter().flat_map(|(_, names)| names).for_each(|name| author(xml, name));
    let column = article.column.map(|c| f.site.column(c).file.name.as_str());
    let tags = article.file.tags.iter().map(|tag| tag.value.as_str());
    column.into_iter().chain(tags).for_each(|term| xml.empty("category", &[("term", term)]));
    if let Some(deck) = deck(article) {
        xml.text("summary", &[], &deck);
    }
    if f.site.config.feeds.content == FeedContent::Full {
        let html = body::html(f, &article.file.body, Some(ix))?;
        xml.text("content", &[("type", "html"), ("xml:base", &url)], &html.0);
    }
    xml.end();
    Ok(())
}

/// The full address in ASCII, for readers that know no others.
pub(super) fn uri(f: &Frame<'_>, to: &Address) -> String {
    let base = f.site.config.base_url.as_ref().map_or("/", crate::config::BaseUrl::as_str);
    let path = Address::new("").link_to(to);
    base.to_owned() + &ascii(path.trim_start_matches("./"))
}

fn ascii(path: &str) -> String {
    let one = |b: u8| if b.is_ascii() { char::from(b).to_string() } else { format!("%{b:02X}") };
    path.bytes().map(one).collect()
}
