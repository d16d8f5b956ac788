//! What every page says about itself: title, place in the navigation, other forms. Knows no page kind.

use serde::{Serialize, Serializer};

use super::Crumb;

/// The part of a view that the frame (`base.html`) reads; every view has it as `head`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Head {
    /// From the page to the root of the site: `./`, `../`, `../../`; absolute (`/` or `/base/`) on `404.html` alone.
    pub root: String,
    /// Title of the page without the site's; empty on the home page.
    pub title: String,
    /// One sentence for search engines and shared links.
    pub description: String,
    /// The page's full address, where `base_url` is known.
    pub canonical: Option<String>,
    /// What the navigation marks as current.
    pub place: Place,
    /// What the page is written in: `zh-Hans`, `zh-Hant` or `en`.
    pub lang: String,
    /// What the page is in when it is shown: in a copy, the copy's script, while [`lang`](Self::lang) is what is being
    /// converted.
    pub hreflang: String,
    /// The same page in other scripts.
    pub alternates: Vec<Alternate>,
    /// The feed of this page (county, column), beside the site's own.
    pub feed: Option<String>,
    /// Whether the page shows highlighted code and so needs `highlight.css`.
    pub has_code: bool,
    /// Kept out of search engines: the 404 page, later pages of a list.
    pub noindex: bool,
    /// Structured data for search engines, each printed as a data block.
    pub json_ld: Vec<serde_json::Value>,
    /// Open Graph: `<meta property>`.
    pub properties: Vec<MetaTag>,
    /// Tags of a government site: `<meta name>`.
    pub tags: Vec<MetaTag>,
}

/// A `<meta>` element.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MetaTag {
    /// Its `name` or `property`.
    pub name: String,
    /// What it says.
    pub content: String,
}

/// What every view has, for what is said of all pages alike.
pub trait Framed {
    /// What it says about itself.
    fn head(&mut self) -> &mut Head;

    /// From the home page to this one; empty on pages outside of that order.
    fn crumbs(&self) -> &[Crumb];
}

/// The same page in another script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alternate {
    /// `zh-Hant`.
    pub lang: String,
    /// `繁體`, written in that script.
    pub text: String,
    /// Relative to the page, for the switch in the header.
    pub href: String,
    /// The full address for `hreflang`, where `base_url` is known.
    pub url: Option<String>,
}

/// A standing part of the site: its first path segment, and the key of its name in the theme's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// `/articles/`
    Articles,
    /// `/counties/`
    Counties,
    /// `/indicators/`
    Indicators,
    /// `/columns/`
    Columns,
    /// `/tags/`
    Tags,
    /// `/archive/`
    Archive,
    /// `/targets/`
    Targets,
}

impl Section {
    /// The path segment.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Section::Articles => "articles",
            Section::Counties => "counties",
            Section::Indicators => "indicators",
            Section::Columns => "columns",
            Section::Tags => "tags",
            Section::Archive => "archive",
            Section::Targets => "targets",
        }
    }
}

/// Where a page stands in the main navigation. Serialises as one string, which the frame compares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The home page.
    Home,
    /// In a standing part of the site.
    In(Section),
    /// A free page, by its path from the root (`about/`).
    Page(String),
    /// Nowhere: the 404 page.
    Nowhere,
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Place::Home => "home",
            Place::In(section) => section.segment(),
            Place::Page(path) => path,
            Place::Nowhere => "",
        })
    }
}
