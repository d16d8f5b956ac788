//! A free page: 关于, 口径与取数规则.

use serde::Serialize;

use super::{Crumb, Head, Html};

/// Context of `page.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PageView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Title.
    pub title: String,
    /// Breaks only at punctuation.
    pub title_keep: bool,
    /// The text.
    pub body: Html,
}
