//! What the press says of how an article came about: reviews it passed, errors it had. Knows no rule of the site.

use std::ops::Range;

use time::Date;

use crate::source::decode::{Fields, Spanned};
use crate::source::yaml::{Node, Value};

/// A review that an article passed (审校).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// 初审, 复审, 终审 …
    pub stage: String,
    /// By whom.
    pub name: String,
    /// When.
    pub date: Option<Date>,
}

/// The reviews of an article, and where they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviews {
    /// In the order written.
    pub list: Vec<Review>,
    /// Their place in the file.
    pub range: Option<Range<usize>>,
}

/// An error of the text that was put right in the text itself (更正).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erratum {
    /// When it was put right.
    pub date: Date,
    /// What was wrong, and what is right.
    pub text: String,
}

/// Reads `reviews`.
pub(super) fn reviews(f: &mut Fields<'_, '_>) -> Reviews {
    let example = "[{stage: 初审, name: 甲, date: 2023-12-25}]";
    let Some((node, items)) = list(f, "reviews", example) else { return Reviews::default() };
    let path = f.span(&node.range).file;
    let mut read = Vec::new();
    for item in items {
        let mut own = Fields::open(&path, item, &["stage", "name", "date"], f.findings());
        let (stage, name) = (own.required("stage", "审级", "初审"), own.required("name", "审者", "甲"));
        let date = own.date("date").map(|d| d.value);
        read.extend(both(stage, name).map(|(stage, name)| Review { stage, name, date }));
    }
    Reviews { list: read, range: Some(node.range.clone()) }
}

/// Reads `errata`.
pub(super) fn errata(f: &mut Fields<'_, '_>) -> Vec<Erratum> {
    let Some((node, items)) = list(f, "errata", "[{date: 2023-12-27, text: …}]") else { return Vec::new() };
    let path = f.span(&node.range).file;
    let mut read = Vec::new();
    for item in items {
        let mut own = Fields::open(&path, item, &["date", "text"], f.findings());
        let text = own.required("text", "更正内容", "第二段“三千亩”应为“三万亩”");
        let date = own.required("date", "更正日期", "2023-12-27").and_then(|_| own.date("date"));
        read.extend(date.zip(text).map(|(date, text)| Erratum { date: date.value, text: text.value }));
    }
    read
}

fn both(a: Option<Spanned<String>>, b: Option<Spanned<String>>) -> Option<(String, String)> {
    a.zip(b).map(|(a, b)| (a.value, b.value))
}

fn list<'a>(f: &mut Fields<'a, '_>, key: &str, example: &str) -> Option<(&'a Node, &'a [Node])> {
    let node = f.node(key)?;
    if let Value::List(items) = &node.value {
        return Some((node, items));
    }
    f.wrong_shape(key, node, &format!("一个列表，例如 {example}"), &format!("a list, as in {example}"));
    None
}
