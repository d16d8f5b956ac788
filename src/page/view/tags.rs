//! All tags.

use serde::Serialize;

use super::{Crumb, Head};

/// Context of `tags.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TagsView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Tags, most used first.
    pub tags: Vec<TagCount>,
}

/// A tag and how often it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagCount {
    /// The tag.
    pub text: String,
    /// Its page.
    pub href: String,
    /// Articles that carry it.
    pub count: usize,
}
