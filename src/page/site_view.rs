//! What is the same on every page.

use std::collections::BTreeMap;

use super::address::Address;
use super::corrections;
use super::frame::{Pages, day_and_weekday, long_date};
use super::issues;
use super::route::{Channel, OpenData, Route};
use super::view::{Date, Government, Imprint, Link, MastheadIssue, Section, SiteView};
use crate::config::Licence;
use crate::model::{PageIx, Site};

/// The site for the frame of every page.
#[must_use]
pub fn site_view(pages: &Pages<'_>) -> SiteView {
    let site = pages.site;
    SiteView {
        title: site.config.title.clone(),
        subtitle: site.config.subtitle.clone(),
        sections: sections(site),
        nav_pages: page_links(pages, true),
        footer_pages: page_links(pages, false),
        data: OpenData::ALL.map(|file| data_link(pages, file)).to_vec(),
        feeds: feeds(pages),
        search: Some(pages.root().link_to(&pages.address(Route::Search))),
        shared: pages.root().link_to(&Address::new("")).trim_start_matches("./").to_owned(),
        issue: masthead(pages),
        updated: site.articles.first().map(|a| long_date(pages.words, a.file.date)),
        imprint: imprint(pages),
        options: BTreeMap::new(),
        generator: concat!("Fangzhi ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// The newest issue.
fn masthead(pages: &Pages<'_>) -> Option<MastheadIssue> {
    let issue = pages.site.issues.first()?;
    let (day, weekday) = day_and_weekday(pages.words, issue.file.date);
    Some(MastheadIssue {
        title: issues::title(pages.words, issue),
        total: issues::total(pages.words, issue),
        date: Date { iso: issue.file.date.to_string(), text: format!("{day}　{weekday}") },
    })
}

/// The parts of the navigation that have something in them.
fn sections(site: &Site) -> Vec<Section> {
    let mut sections = vec![Section::Counties, Section::Indicators];
    if !site.columns.is_empty() {
        sections.push(Section::Columns);
    }
    if !site.commitments.is_empty() {
        sections.push(Section::Targets);
    }
    sections.push(Section::Archive);
    sections
}

/// A data file; its name says what it is.
fn data_link(pages: &Pages<'_>, file: OpenData) -> Link {
    Link { text: file.file().to_owned(), href: pages.root().link_to(&pages.address(Route::Data(file))) }
}

fn page_links(pages: &Pages<'_>, nav: bool) -> Vec<Link> {
    let ixs = (0..pages.site.pages.len()).map(PageIx::new);
    let root = pages.root();
    ixs.filter(|ix| pages.site.page(*ix).nav == nav)
        .map(|ix| Link { text: pages.site.page(ix).title.clone(), href: root.link_to(&pages.address(Route::Page(ix))) })
        .collect()
}

/// The site's own feed.
fn feeds(pages: &Pages<'_>) -> Vec<Link> {
    let there = super::feed::is_there(pages.site, Channel::Site);
    let href = || pages.root().link_to(&pages.address(Route::Feed(Channel::Site)));
    let link = || Link { text: pages.words.say("feed.atom").to_owned(), href: href() };
    there.then(link).into_iter().collect()
}

/// Letters about the site as a whole have its address in the subject.
fn subject(pages: &Pages<'_>) -> String {
    let config = &pages.site.config;
    let url = config.base_url.as_ref().map_or("", crate::config::BaseUrl::as_str);
    pages.words.fill("report.subject", &[("title", &config.title), ("url", url)]).trim_end().to_owned()
}

/// 公安备案号 leads to its own entry of the registry.
fn police(number: &str) -> Link {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let href = format!("https://beian.mps.gov.cn/#/query/webSearch?code={digits}");
    Link { text: number.to_owned(), href }
}

fn imprint(pages: &Pages<'_>) -> Imprint {
    let config = &pages.site.config;
    let publisher = &config.publisher;
    let linked = |text: &Option<String>, href: &str| text.clone().map(|text| Link { text, href: href.to_owned() });
    Imprint {
        publisher: (!publisher.name.is_empty()).then(|| publisher.name.clone()),
        contact: publisher.contact.clone(),
        phone: publisher.phone.as_deref().map(corrections::phone),
        email: publisher.email.as_deref().map(|address| corrections::email(address, &subject(pages))),
        licence: config.licence.as_ref().map(licence),
        // The registries that the numbers lead to by rule.
        icp: linked(&config.icp, "https://beian.miit.gov.cn/"),
        police: config.police.as_deref().map(police),
        government: config.government.as_ref().map(|g| Government {
            name: g.name.clone(),
            domain: Some(g.domain.clone()),
            id_code: Some(g.id_code.clone()),
        }),
    }
}

fn licence(licence: &Licence) -> Link {
    Link { text: licence.text.clone(), href: licence.url().unwrap_or_default().to_owned() }
}
