//! What is the same on every page.

use super::address::Address;
use super::frame::{Pages, long_date};
use super::route::{OpenData, Route};
use super::view::{Imprint, Link, Section, SiteView};
use crate::config::{Config, Licence};
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
        feeds: Vec::new(),
        search: Some(Address::new("").link_to(&pages.address(Route::Search))),
        updated: site.articles.first().map(|a| long_date(a.file.date)),
        imprint: imprint(&site.config),
        generator: concat!("Fangzhi ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
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
    Link { text: file.file().to_owned(), href: Address::new("").link_to(&pages.address(Route::Data(file))) }
}

fn page_links(pages: &Pages<'_>, nav: bool) -> Vec<Link> {
    let ixs = (0..pages.site.pages.len()).map(PageIx::new);
    let root = Address::new("");
    ixs.filter(|ix| pages.site.page(*ix).nav == nav)
        .map(|ix| Link { text: pages.site.page(ix).title.clone(), href: root.link_to(&pages.address(Route::Page(ix))) })
        .collect()
}

fn imprint(config: &Config) -> Imprint {
    let publisher = &config.publisher;
    let linked = |text: &Option<String>, href: &str| text.clone().map(|text| Link { text, href: href.to_owned() });
    Imprint {
        publisher: (!publisher.name.is_empty()).then(|| publisher.name.clone()),
        contact: publisher.contact.clone(),
        phone: publisher.phone.clone(),
        email: publisher.email.clone(),
        licence: config.licence.as_ref().map(licence),
        // The two registries that the numbers lead to by rule.
        icp: linked(&config.icp, "https://beian.miit.gov.cn/"),
        police: linked(&config.police, "https://beian.mps.gov.cn/"),
        government: None,
    }
}

fn licence(licence: &Licence) -> Link {
    Link { text: licence.text.clone(), href: licence.url().unwrap_or_default().to_owned() }
}
