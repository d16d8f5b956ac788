//! Raw HTML from authors, where the site allows it: scripts, styles and event handlers are dropped by `ammonia`.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Marks the place of one of our own blocks; a noncharacter cannot come from the parser.
const MARK: char = '\u{FDD1}';

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags(["section", "figure", "figcaption", "sup", "sub", "del", "ins", "mark", "ruby", "rt", "rp"])
        .add_generic_attributes(["id", "class", "role", "tabindex", "aria-label", "aria-hidden", "lang", "title"])
        .add_tag_attributes("th", ["scope"])
        .add_tag_attributes("img", ["loading"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None);
    builder
});

/// Stands for the n-th set-aside block.
pub(super) fn token(n: usize) -> String {
    format!("{MARK}{n}{MARK}")
}

/// Cleans a body.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// Puts the set-aside blocks back.
pub(super) fn put_back(html: &str, blocks: &[String]) -> String {
    let mut out = String::with_capacity(html.len());
    for (i, piece) in html.split(MARK).enumerate() {
        // Odd pieces are the numbers between two marks.
        match (i % 2, piece.parse::<usize>().ok().and_then(|n| blocks.get(n))) {
            (1, Some(block)) => out.push_str(block),
            _ => out.push_str(piece),
        }
    }
    out
}
