//! All counties, and the card that stands for one.

use serde::Serialize;

use super::{Crumb, Figure, Head, Html};

/// Context of `counties.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountiesView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Counties by parent.
    pub groups: Vec<CountyGroup>,
    /// Counties in all.
    pub count: usize,
}

/// The counties of one parent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountyGroup {
    /// `山东省德州市`; `None` where no parent is known.
    pub name: Option<String>,
    /// Its page.
    pub href: Option<String>,
    /// Its counties.
    pub counties: Vec<CountyCard>,
}

/// A county in a grid of counties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CountyCard {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// `德州市`, `德州市　开发区`: under the name.
    pub meta: Option<String>,
    /// One line over time, of three points or more.
    pub spark: Option<Spark>,
    /// At most three figures.
    pub figures: Vec<CardFigure>,
    /// Articles about it.
    pub articles: usize,
}

/// A sparkline with the words under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spark {
    /// The `<svg class="spark">`, with its own `aria-label`.
    pub svg: Html,
    /// `固定资产投资增速`.
    pub label: String,
}

/// A figure in a card: name left, figure right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardFigure {
    /// The indicator's name.
    pub name: String,
    /// The county × indicator page.
    pub href: Option<String>,
    /// The figure: its level, or, if `number` is a growth, that.
    pub figure: Figure,
}
