//! The page for an address that leads nowhere. The one page whose links are absolute.

use serde::Serialize;

use super::{Head, Link};

/// Context of `404.html`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotFoundView {
    /// Frame; `root` is absolute here.
    pub head: Head,
    /// The newest article.
    pub latest: Option<Link>,
    /// Counties to go on from.
    pub counties: Vec<Link>,
    /// Indicators to go on from.
    pub indicators: Vec<Link>,
}
