//! What is the same on every page of a site. Goes into Tera's global context once, as `site`.

use serde::Serialize;

use super::{Date, Link, Section};

/// The site, for the frame of every page. Addresses are paths from the root (`counties/`, `data/claims.csv`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// 报头: the name of the bulletin.
    pub title: String,
    /// A line under the name, on the home page.
    pub subtitle: Option<String>,
    /// Standing parts that have content, in the order of the navigation.
    pub sections: Vec<Section>,
    /// Free pages for the navigation; `href` is a path from the root.
    pub nav_pages: Vec<Link>,
    /// Free pages for the footer; `href` is a path from the root.
    pub footer_pages: Vec<Link>,
    /// Open data files for the footer, paths from the root.
    pub data: Vec<Link>,
    /// Feeds for the footer, paths from the root; empty without `base_url`.
    pub feeds: Vec<Link>,
    /// From the root of these pages to what all copies of the site share (`search-index/`): empty, or `../` in a copy.
    pub shared: String,
    /// `search/`, where the site has a search page.
    pub search: Option<String>,
    /// The newest issue, where the site has issues.
    pub issue: Option<MastheadIssue>,
    /// Date of the newest published article (never the build's): `12月26日　星期二` stands in the masthead.
    pub updated: Option<Date>,
    /// Who publishes the bulletin.
    pub imprint: Imprint,
    /// Software that made the page, for `<meta name="generator">`.
    pub generator: String,
}

/// The newest issue, under the name of the bulletin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MastheadIssue {
    /// `2023年第51期`.
    pub title: String,
    /// `总第114期`.
    pub total: Option<String>,
    /// `12月26日　星期二`.
    pub date: Date,
}

/// The publisher's lines in the footer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Imprint {
    /// 编印.
    pub publisher: Option<String>,
    /// 联系.
    pub contact: Option<String>,
    /// 电话.
    pub phone: Option<Link>,
    /// 邮箱.
    pub email: Option<Link>,
    /// Licence of text and data; the address may be empty.
    pub licence: Option<Link>,
    /// ICP 备案号 with its registry's address.
    pub icp: Option<Link>,
    /// 公安备案号 with its registry's address.
    pub police: Option<Link>,
    /// Lines a government site must show.
    pub government: Option<Government>,
}

/// 政府网站标识.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Government {
    /// 主办单位.
    pub name: String,
    /// 政府网站域名.
    pub domain: Option<String>,
    /// 标识码.
    pub id_code: Option<String>,
}
