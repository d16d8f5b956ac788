//! What the press says of how an article came about: reviews it passed, errors it had. Knows no rule of the site.

use std::ops::Range;

use time::Date;

use crate::config;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{Keys, Shape, key, required};
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

/// Whom to tell of an error of the article, where it is not the publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Mail address.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

/// Of a contact.
pub const CONTACT: Keys =
    &[key("email", "邮箱", "收勘误的邮箱", Shape::Text), key("phone", "电话", "收勘误的电话", Shape::Text)];

/// Of a review.
pub const REVIEW: Keys = &[
    required("stage", "审级", "例如 初审", Shape::Text),
    required("name", "审者", "姓名", Shape::Text),
    key("date", "日期", "哪天审的", Shape::Date),
];

/// Of an erratum.
pub const ERRATUM: Keys = &[
    required("date", "日期", "哪天改的", Shape::Date),
    required("text", "内容", "原来错在哪里，应当是什么", Shape::Text),
];

/// Reads `contact`.
pub(super) fn contact(f: &mut Fields<'_, '_>) -> Option<Contact> {
    let node = f.map("contact")?;
    let path = f.span(&node.range).file;
    let mut own = Fields::open(&path, node, CONTACT, f.findings());
    Some(Contact { email: config::email(&mut own), phone: config::phone(&mut own) })
}

/// Reads `reviews`.
pub(super) fn reviews(f: &mut Fields<'_, '_>) -> Reviews {
    let example = "[{stage: 初审, name: 甲, date: 2023-12-25}]";
    let Some((node, items)) = list(f, "reviews", example) else { return Reviews::default() };
    let path = f.span(&node.range).file;
    let mut read = Vec::new();
    for item in items {
        let mut own = Fields::open(&path, item, REVIEW, f.findings());
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
        let mut own = Fields::open(&path, item, ERRATUM, f.findings());
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
