//! Ids that the site's own addresses need (blueprint §5), and ids that cannot be one segment of an address.

use crate::article::Article;
use crate::diag::{Code, Diagnostic, SourcePath, Span, Words};

/// Ids that stand below a county, column, tag or article.
const RESERVED: &[&str] = &["page", "feed.xml", "embed", "print", "data"];
/// First segments that free pages cannot have besides.
const TOP: &[&str] = &[
    "articles",
    "counties",
    "indicators",
    "regions",
    "targets",
    "columns",
    "tags",
    "issues",
    "archive",
    "search",
    "search-index",
    "assets",
    "zh-hant",
];

/// What is wrong with an id, if anything; `top` for free pages, whose id is the first segment of their address.
pub fn check(file: &SourcePath, id: &str, top: bool) -> Option<Diagnostic> {
    if RESERVED.contains(&id) || (top && TOP.contains(&id)) {
        return Some(reserved(id, top).at(Span::file(file)));
    }
    let hostile = |c: char| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%');
    id.contains(hostile).then(|| unfit(id).at(Span::file(file)))
}

/// What is wrong with the last segment of an article's address, if anything.
pub fn of_article(article: &Article) -> Option<Diagnostic> {
    match &article.slug {
        Some(slug) => {
            check(&article.file, &slug.value, false).map(|d| d.at(Span::new(&article.file, slug.range.clone())))
        }
        None => check(&article.file, &article.id.0, false),
    }
}

fn reserved(id: &str, top: bool) -> Diagnostic {
    let mut all = RESERVED.to_vec();
    if top {
        all.extend(TOP);
    }
    Diagnostic::new(
        Code::ReservedId,
        Words::new(format!("“{id}”是网站自己要用的名字，不能作文件名"), format!("the id `{id}` is reserved")),
    )
    .help(Words::new(
        format!("换一个文件名；保留的有 {}", all.join("、")),
        format!("rename the file; reserved are {}", all.join(", ")),
    ))
}

fn unfit(id: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadId,
        Words::new(format!("“{id}”不能作网址的一段"), format!("`{id}` cannot be a segment of an address")),
    )
    .help(Words::new("不要用 / \\ ? # %", "leave out / \\ ? # %"))
}
