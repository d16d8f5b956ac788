//! What every page builder works with: the site, addresses, words, and where the page itself stands.

use serde::Serialize;

use super::address::{Address, Addresses};
use super::files::Attachments;
use super::route::Route;
use super::view::{
    Alternate, ArchiveView, ArchiveYearView, ArticleCard, ArticleView, ColumnsView, CountiesView, CountyIndicatorView,
    CountyView, Crumb, Date, EmbedView, Framed, Head, HomeView, IndicatorView, IndicatorsView, IssueView, IssuesView,
    Link, ListView, NotFoundView, PageView, Place, RegionView, SearchView, Section, TagsView, TargetsView,
    TargetsYearView,
};
use super::words::Words;
use super::{
    archive, article, counties, county, county_indicator, data, embed, feed, free, home, image, indicator, indicators,
    issues, lists, meta, region, site_json, sitemap, targets,
};
use crate::model::{ArticleIx, CountyIx, Site, SiteArticle};
use crate::script::{Converter, Script};
use crate::source::{Bodies, BodyFault};
use crate::typeset::{TitleSize, keeps_together};
/// Why a page cannot be built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its body changed on the disk.
    #[error("{file}: {fault}")]
    Body {
        /// The file.
        file: crate::diag::SourcePath,
        /// What happened.
        fault: BodyFault,
    },
}

macro_rules! views {
    ($($(#[doc = $doc:literal])* $name:ident($view:ty) = $template:literal;)*) => {
        /// A page before it meets its template.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum View { $($(#[doc = $doc])* $name(Box<$view>),)* }

        impl View {
            /// The template that shows it.
            #[must_use]
            pub fn template(&self) -> &'static str {
                match self { $(Self::$name(_) => $template,)* }
            }

            /// What it has in common with all others.
            pub(super) fn framed(&mut self) -> &mut dyn Framed {
                match self { $(Self::$name(view) => view.as_mut(),)* }
            }
        }
    };
}

views! {
    /// The home page.
    Home(HomeView) = "home.html";
    /// The page for addresses that lead nowhere.
    NotFound(NotFoundView) = "404.html";
    /// A page of all articles.
    Articles(ListView) = "articles.html";
    /// An article.
    Article(ArticleView) = "article.html";
    /// All counties.
    Counties(CountiesView) = "counties.html";
    /// A county.
    County(CountyView) = "county.html";
    /// A later page of a county's articles.
    CountyArticles(ListView) = "county_articles.html";
    /// The counties of a prefecture.
    Region(RegionView) = "region.html";
    /// One indicator of one county.
    Series(CountyIndicatorView) = "county_indicator.html";
    /// The chart of a series alone.
    Embed(EmbedView) = "embed.html";
    /// All indicators.
    Indicators(IndicatorsView) = "indicators.html";
    /// An indicator.
    Indicator(IndicatorView) = "indicator.html";
    /// All columns.
    Columns(ColumnsView) = "columns.html";
    /// A page of a column.
    Column(ListView) = "column.html";
    /// All tags.
    Tags(TagsView) = "tags.html";
    /// A page of a tag.
    Tag(ListView) = "tag.html";
    /// A page of all issues.
    Issues(IssuesView) = "issues.html";
    /// An issue.
    Issue(IssueView) = "issue.html";
    /// Years and months.
    Archive(ArchiveView) = "archive.html";
    /// A year.
    ArchiveYear(ArchiveYearView) = "archive_year.html";
    /// Targets of all years.
    Targets(TargetsView) = "targets.html";
    /// Targets of a year.
    TargetsYear(TargetsYearView) = "targets_year.html";
    /// The search page.
    Search(SearchView) = "search.html";
    /// A free page.
    Page(PageView) = "page.html";
}

/// What a route comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Built {
    /// A page, still to be rendered by the theme.
    View(View),
    /// A finished data file.
    File(Vec<u8>),
}

/// Which routes a site has and where each stands; made once for a site.
#[derive(Debug, PartialEq, Eq)]
pub struct Directory {
    addresses: Addresses,
    routes: Vec<Route>,
}

impl Directory {
    /// Decides all routes and addresses. What is as it was `before` is shared.
    #[must_use]
    pub fn new(site: &Site, before: Option<&Self>) -> Self {
        let addresses = Addresses::new(site, before.map(|b| &b.addresses));
        Self { addresses, routes: super::route::all(site) }
    }

    /// Where a route stands.
    #[must_use]
    pub fn address(&self, route: Route) -> Address {
        self.addresses.of(route)
    }
}

/// All pages of one site.
pub struct Pages<'a> {
    /// The site.
    pub site: &'a Site,
    /// The theme's words.
    pub words: &'a Words,
    /// Pictures and other files.
    pub attachments: &'a Attachments,
    /// Where everything stands.
    pub addresses: &'a Addresses,
    /// Colour of what is current in pictures and charts as files: `#b01318`.
    pub accent: Option<&'a str>,
    /// What turns them into the site's copy in the other script, if these are its pages.
    pub copy: Option<&'a Converter>,
    routes: &'a [Route],
}

impl<'a> Pages<'a> {
    /// The pages of a site whose directory has been made.
    #[must_use]
    pub fn new(site: &'a Site, words: &'a Words, attachments: &'a Attachments, directory: &'a Directory) -> Self {
        let Directory { addresses, routes, .. } = directory;
        Self { site, words, attachments, addresses, accent: None, copy: None, routes }
    }

    /// The same pages, as they stand in the copy that `copy` makes; as written without one.
    #[must_use]
    pub fn copied(&self, copy: Option<&'a Converter>) -> Self {
        Self { copy, ..*self }
    }

    /// The same pages with this colour in their charts as files.
    #[must_use]
    pub fn coloured(self, accent: Option<&'a str>) -> Self {
        Self { accent, ..self }
    }

    /// Every route, in a fixed order.
    #[must_use]
    pub fn routes(&self) -> &'a [Route] {
        self.routes
    }

    /// Where a route stands.
    #[must_use]
    pub fn address(&self, route: Route) -> Address {
        self.address_in(self.copy.map(Converter::to), route)
    }

    /// Where a route stands in a copy, or as written. What a copy has none of stands in one place.
    fn address_in(&self, copy: Option<Script>, route: Route) -> Address {
        let own = self.addresses.of(route);
        match copy.filter(|_| route.is_copied()) {
            Some(script) => Address::new(format!("{}/{}", script.folder(), own.as_str())),
            None => own,
        }
    }

    /// Where these pages begin: the root of the site, or the folder of the copy.
    #[must_use]
    pub fn root(&self) -> Address {
        self.address(Route::Home)
    }

    /// The other form in which the site is published: where it stands, and its script.
    fn other_version(&self) -> Option<(Option<Script>, Script)> {
        let written = Script::parse(&self.site.config.language)?;
        let copy = self.site.config.copy?;
        Some(if self.copy.is_some() { (None, written) } else { (Some(copy), copy) })
    }

    /// Where a route stands in the other form in which the site is published.
    pub(super) fn in_other_version(&self, route: Route) -> Option<Address> {
        self.other_version().map(|(copy, _)| self.address_in(copy, route))
    }

    /// Builds one page or data file.
    ///
    /// # Errors
    /// When its body cannot be fetched.
    pub fn build(&self, bodies: &dyn Bodies, route: Route) -> Result<Built, Fault> {
        let f = Frame {
            pages: self,
            site: self.site,
            words: self.words,
            bodies,
            route,
            address: self.address(route),
            links: Links::of(route),
        };
        let mut view = match route {
            Route::Home => View::Home(Box::new(home::build(&f))),
            Route::NotFound => View::NotFound(Box::new(free::not_found(&f))),
            Route::Articles(page) => View::Articles(Box::new(lists::articles(&f, page))),
            Route::Article(ix) => View::Article(Box::new(article::build(&f, ix)?)),
            Route::Counties => View::Counties(Box::new(counties::build(&f))),
            Route::County(ix, 1) => View::County(Box::new(county::build(&f, ix)?)),
            Route::County(ix, page) => View::CountyArticles(Box::new(lists::county(&f, ix, page))),
            Route::Region(ix) => View::Region(Box::new(region::build(&f, ix))),
            Route::Series(ix) => View::Series(Box::new(county_indicator::build(&f, ix)?)),
            Route::Embed(ix) => View::Embed(Box::new(embed::build(&f, ix))),
            Route::Indicators => View::Indicators(Box::new(indicators::build(&f))),
            Route::Indicator(ix) => View::Indicator(Box::new(indicator::build(&f, ix)?)),
            Route::Columns => View::Columns(Box::new(lists::columns(&f)?)),
            Route::Column(ix, page) => View::Column(Box::new(lists::column(&f, ix, page)?)),
            Route::Tags => View::Tags(Box::new(lists::tags(&f))),
            Route::Tag(tag, page) => View::Tag(Box::new(lists::tag(&f, tag, page))),
            Route::Issues(page) => View::Issues(Box::new(issues::list(&f, page))),
            Route::Issue(ix) => View::Issue(Box::new(issues::build(&f, ix)?)),
            Route::Archive => View::Archive(Box::new(archive::build(&f))),
            Route::ArchiveYear(year) => View::ArchiveYear(Box::new(archive::year(&f, year))),
            Route::Targets => View::Targets(Box::new(targets::all(&f))),
            Route::TargetsYear(year) => View::TargetsYear(Box::new(targets::year(&f, year))),
            Route::Search => View::Search(Box::new(free::search(&f))),
            Route::Page(ix) => View::Page(Box::new(free::page(&f, ix)?)),
            Route::Feed(channel) => return Ok(Built::File(feed::build(&f, channel)?)),
            Route::Sitemap(part) => return Ok(Built::File(sitemap::build(&f, part))),
            Route::Robots => return Ok(Built::File(sitemap::robots(&f))),
            Route::SiteJson => return Ok(Built::File(site_json::build(&f))),
            Route::Data(file) => return Ok(Built::File(data::open(&f, file))),
            Route::ArticleData(ix) => return Ok(Built::File(data::article_csv(&f, ix))),
            Route::SeriesData(ix, form) => return Ok(Built::File(data::series(&f, ix, form))),
            Route::ArticleImage(ix) => return Ok(Built::File(image::article(&f, ix))),
            Route::SeriesImage(ix) => return Ok(Built::File(image::series(&f, ix))),
            Route::IndicatorData(ix, form) => return Ok(Built::File(data::indicator(&f, ix, form))),
        };
        meta::complete(&f, route, &mut view);
        Ok(Built::View(view))
    }
}

/// One page being built.
pub(super) struct Frame<'a> {
    /// All pages.
    pub pages: &'a Pages<'a>,
    /// The site.
    pub site: &'a Site,
    /// The theme's words.
    pub words: &'a Words,
    /// Where bodies come from.
    pub bodies: &'a dyn Bodies,
    /// Which page it is.
    pub route: Route,
    /// Where it stands.
    pub address: Address,
    /// How its links are written.
    pub links: Links,
}

/// How links are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// From the page, so that the site stands under any path.
    Relative,
    /// In full, for texts that are read elsewhere.
    Absolute,
}

impl Links {
    fn of(route: Route) -> Self {
        if matches!(route, Route::Feed(_)) { Self::Absolute } else { Self::Relative }
    }
}

impl Frame<'_> {
    /// The link from this page to another.
    pub fn href(&self, to: Route) -> String {
        self.href_to(&self.pages.address(to))
    }

    /// The link from this page to an address. The 404 page is shown at any depth, so its links begin at the root.
    pub fn href_to(&self, to: &Address) -> String {
        if self.links == Links::Absolute {
            return absolute(self, to);
        }
        if self.address.as_str() == "404.html" {
            let root = Address::new("").link_to(to);
            return format!("{}{}", self.base_path(), root.trim_start_matches("./"));
        }
        self.address.link_to(to)
    }

    fn base_path(&self) -> &str {
        self.site.config.base_url.as_ref().map_or("/", crate::config::BaseUrl::path)
    }

    /// A text that leads to another page.
    pub fn link(&self, text: impl Into<String>, to: Route) -> Link {
        Link { text: text.into(), href: self.href(to) }
    }

    /// What the page says about itself.
    pub fn head(&self, title: impl Into<String>, description: impl Into<String>, place: Place) -> Head {
        let is_404 = self.address.as_str() == "404.html";
        let root = if is_404 { self.base_path().to_owned() } else { self.address.link_to(&self.pages.root()) };
        let base = self.site.config.base_url.as_ref().filter(|_| !is_404);
        Head {
            root,
            title: title.into(),
            description: description.into(),
            canonical: base
                .map(|b| format!("{}{}", b.as_str(), Address::new("").link_to(&self.address).trim_start_matches("./"))),
            place,
            lang: self.site.config.language.clone(),
            hreflang: self.pages.copy.map_or(self.site.config.language.as_str(), |c| c.to().tag()).to_owned(),
            alternates: self.alternates(),
            feed: None,
            has_code: false,
            noindex: is_404,
            json_ld: Vec::new(),
            properties: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// The same page in the other script.
    fn alternates(&self) -> Vec<Alternate> {
        let other = self.pages.other_version().filter(|_| self.route.is_copied());
        let alternate = |(copy, script): (Option<Script>, Script)| {
            let address = self.pages.address_in(copy, self.route);
            Alternate {
                lang: script.tag().to_owned(),
                text: script.name().to_owned(),
                href: self.href_to(&address),
                url: self.site.config.base_url.as_ref().map(|_| absolute(self, &address)),
            }
        };
        other.map(alternate).into_iter().collect()
    }

    /// The breadcrumb: home, the steps between, the page itself.
    pub fn crumbs(&self, between: Vec<Link>, own: impl Into<String>) -> Vec<Crumb> {
        let home = Crumb { text: self.words.say("nav.home").to_owned(), href: Some(self.href(Route::Home)) };
        let between = between.into_iter().map(|l| Crumb { text: l.text, href: Some(l.href) });
        std::iter::once(home).chain(between).chain([Crumb { text: own.into(), href: None }]).collect()
    }

    /// A standing part of the site as a step of the breadcrumb.
    pub fn section(&self, section: Section, to: Route) -> Link {
        self.link(self.words.say(&format!("nav.{}", section.segment())), to)
    }

    /// An article in a list. `told` leaves out what the list says already.
    pub fn card(&self, ix: ArticleIx, told: Told) -> ArticleCard {
        let article = self.site.article(ix);
        let mut meta = Vec::new();
        if told != Told::County {
            meta.extend(article.counties.iter().map(|c| self.site.county(*c).short_name().to_owned()));
        }
        if told != Told::Column {
            meta.extend(article.column.map(|c| self.site.column(c).file.name.clone()));
        }
        ArticleCard {
            title: article.file.title.clone(),
            lang: self.other_lang(article),
            title_keep: keeps_together(&article.file.title, TitleSize::List),
            href: self.href(Route::Article(ix)),
            date: iso_date(article.file.date),
            deck: deck(article),
            meta,
        }
    }

    /// The article's script, where it is not the site's.
    pub fn other_lang(&self, article: &SiteArticle) -> Option<String> {
        article.file.lang.clone().filter(|lang| *lang != self.site.config.language)
    }

    /// Links to an article's counties.
    pub fn county_links(&self, counties: &[CountyIx]) -> Vec<Link> {
        counties.iter().map(|c| self.link(self.site.county(*c).file.name.value.clone(), Route::County(*c, 1))).collect()
    }
}

/// What a list of articles says of all of them, so that no card needs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing.
    Nothing,
    /// The county.
    County,
    /// The column.
    Column,
}

/// The words of an article that stand on other pages too: headline, introduction. Short ones could be part of anything.
pub fn words_in_lists(article: &SiteArticle) -> impl Iterator<Item = String> {
    const SHORT: usize = 6;
    let titles =
        [Some(article.file.title.clone()), article.file.kicker.clone(), article.file.subtitle.clone(), deck(article)];
    let escaped = |c: char| "&<>\"'".contains(c);
    let pieces =
        titles.into_iter().flatten().flat_map(move |t| t.split(escaped).map(str::to_owned).collect::<Vec<_>>());
    pieces.filter(|piece| piece.chars().count() >= SHORT)
}

/// The summary, or else the beginning of the text.
pub(super) fn deck(article: &crate::model::SiteArticle) -> Option<String> {
    let excerpt = &article.file.body.outline.excerpt;
    article.file.summary.clone().or_else(|| (!excerpt.is_empty()).then(|| excerpt.clone()))
}

/// The full address of something of the site; without `base_url` its path from the root.
pub(super) fn absolute(f: &Frame<'_>, to: &Address) -> String {
    let base = f.site.config.base_url.as_ref().map_or("/", crate::config::BaseUrl::as_str);
    format!("{base}{}", Address::new("").link_to(to).trim_start_matches("./"))
}

/// A date for lists: `2023-12-26` both ways.
pub(super) fn iso_date(date: time::Date) -> Date {
    Date { iso: date.to_string(), text: date.to_string() }
}

/// A day of an issue: `12月26日`, and its day of the week.
pub(super) fn day_and_weekday(words: &Words, date: time::Date) -> (String, String) {
    let (month, day) = (u8::from(date.month()).to_string(), date.day().to_string());
    let weekday = format!("weekday.{}", date.weekday().number_from_monday());
    (
        words.fill("date.day", &[("m", &month), ("d", &day), ("month", words.month_name(date.month().into()))]),
        words.say(&weekday).to_owned(),
    )
}

/// A date for running text: `2023年12月26日`.
pub(super) fn long_date(words: &Words, date: time::Date) -> Date {
    Date { iso: date.to_string(), text: words.date(date) }
}
