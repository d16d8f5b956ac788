//! The search page. Results are put in by a script; without one it shows where to browse.

use serde::Serialize;

use super::{Crumb, Head, Link};

/// Context of `search.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchView {
    /// Frame.
    pub head: Head,
    /// From the home page to this one.
    pub crumbs: Vec<Crumb>,
    /// Counties to browse.
    pub counties: Vec<Link>,
    /// Indicators to browse.
    pub indicators: Vec<Link>,
    /// What the script says, by the names it knows, as JSON.
    pub script_words: String,
}
