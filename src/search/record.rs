//! What can be found: one record for each article, county, indicator, and series.

/// What a record stands for. The numbers are those of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An article.
    Article = 0,
    /// A county.
    County = 1,
    /// An indicator.
    Indicator = 2,
    /// One indicator of one county.
    Series = 3,
}

/// Something that can be found, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it stands for.
    pub kind: Kind,
    /// Its page, a path from the root.
    pub url: String,
    /// Its title.
    pub title: String,
    /// `2023-12-26`; empty without a date.
    pub date: String,
    /// What stands under a hit: 庆云县　承诺追踪.
    pub line: String,
    /// The newest figure of a series: 2023年1—11月　>10亿元　同比增长10.5%.
    pub value: String,
    /// Searched besides title and text: subtitle, tags, other names. One thing a line.
    pub head: String,
    /// Fingerprint of the text.
    pub fingerprint: u64,
    /// Its counties, by their place in [`Facets::counties`].
    pub counties: Vec<u32>,
    /// Its column, by its place in [`Facets::columns`].
    pub columns: Vec<u32>,
    /// What it has figures of, by their place in [`Facets::indicators`].
    pub indicators: Vec<u32>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Label {
    /// For addresses.
    pub id: String,
    /// For readers.
    pub name: String,
}

/// The values of the facets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Counties.
    pub counties: Vec<Label>,
    /// Columns.
    pub columns: Vec<Label>,
    /// Indicators.
    pub indicators: Vec<Label>,
}

/// Where the texts of records come from.
pub trait Source: Sync {
    /// Why a text cannot be had.
    type Fault: Send;
    /// The text of the n-th record.
    ///
    /// # Errors
    /// When it cannot be fetched.
    fn text(&self, record: usize) -> Result<String, Self::Fault>;
}
