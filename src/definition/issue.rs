//! `content/issues/*.md`.

use std::collections::BTreeSet;

use time::Date;

use crate::article::Body;
use crate::article::document;
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::source::TextFile;
use crate::source::decode::{Fields, Spanned};
use crate::source::yaml::{Node, Value};

/// Characters of a page's id at most: it is printed in narrow places.
const ID: usize = 8;

/// One page of an issue (版).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuePage {
    /// `A1`.
    pub id: Spanned<String>,
    /// 要闻.
    pub name: String,
}

/// A dated edition with pages (期), as its file defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueFile {
    /// File stem.
    pub id: String,
    /// The file.
    pub file: SourcePath,
    /// Number within the year.
    pub number: Spanned<u32>,
    /// Number since the beginning.
    pub total: Option<u32>,
    /// Day of publication.
    pub date: Date,
    /// What it is mainly about.
    pub theme: Option<String>,
    /// Its pages, in order.
    pub pages: Vec<IssuePage>,
    /// A note of the editors.
    pub body: Body,
}

impl IssueFile {
    /// Reads an issue's file.
    pub fn read(id: &str, file: &TextFile, findings: &mut Findings) -> Option<Self> {
        let document = document::read(file, findings)?;
        let keys = ["number", "date", "pages", "total", "theme"];
        let mut f = Fields::open(&file.path, &document.front, &keys, findings);
        let at = document.front.range.start;
        let number = required(&mut f, at, ("number", "期数", "51"), |f| f.count("number"));
        let date = required(&mut f, at, ("date", "出版日期", "2023-12-26"), |f| f.date("date"));
        let pages = required(&mut f, at, ("pages", "版面", "[{id: A1, name: 要闻}]"), |f| pages(&file.path, f));
        Some(Self {
            id: id.to_owned(),
            file: file.path.clone(),
            total: f.count("total").map(|t| t.value),
            theme: f.plain("theme"),
            number: number?,
            date: date?.value,
            pages: pages?,
            body: document.body,
        })
    }

    /// The position of the page of this id, in any letter case.
    #[must_use]
    pub fn find_page(&self, id: &str) -> Option<usize> {
        self.pages.iter().position(|page| page.id.value.eq_ignore_ascii_case(id))
    }
}

/// Reads a key, and reports it as missing if nothing was reported of it.
fn required<'a, 'f, T>(
    f: &mut Fields<'a, 'f>,
    at: usize,
    (key, zh, example): (&str, &str, &str),
    read: impl Fn(&mut Fields<'a, 'f>) -> Option<T>,
) -> Option<T> {
    let before = f.findings().iter().len();
    let found = read(f);
    if found.is_none() && f.findings().iter().len() == before {
        f.report_missing(key, zh, example, at..at);
    }
    found
}

fn pages(path: &SourcePath, f: &mut Fields<'_, '_>) -> Option<Vec<IssuePage>> {
    let node = f.node("pages")?;
    let Value::List(items) = &node.value else {
        f.wrong_shape("pages", node, "一个列表，例如 [{id: A1, name: 要闻}]", "a list, as in [{id: A1, name: 要闻}]");
        return None;
    };
    let mut pages: Vec<IssuePage> = items.iter().filter_map(|item| page(path, f, item)).collect();
    drop_repeated(f, &mut pages);
    (!items.is_empty()).then_some(pages)
}

fn page(path: &SourcePath, f: &mut Fields<'_, '_>, item: &Node) -> Option<IssuePage> {
    let mut own = Fields::open(path, item, &["id", "name"], f.findings());
    let (id, name) = (own.required("id", "版次", "A1"), own.required("name", "版名", "要闻"));
    let (id, name) = (id?, name?.value);
    let fits = id.value.chars().all(char::is_alphanumeric) && id.value.chars().count() <= ID;
    if !fits {
        let span = own.span(&id.range);
        own.report(unfit(&id.value).at(span));
    }
    fits.then_some(IssuePage { id, name })
}

fn unfit(id: &str) -> Diagnostic {
    Diagnostic::new(Code::BadId, Words::new(format!("“{id}”不能作版次"), format!("`{id}` cannot be the id of a page")))
        .help(Words::new(
            format!("用字母和数字，最多{ID}个，例如 A1"),
            format!("use at most {ID} letters and digits, as in A1"),
        ))
}

/// Two pages of one issue cannot have one id: an article could not say which it means.
fn drop_repeated(f: &mut Fields<'_, '_>, pages: &mut Vec<IssuePage>) {
    let mut seen = BTreeSet::new();
    let mut repeated: Vec<(String, Span)> = Vec::new();
    pages.retain(|page| {
        let is_new = seen.insert(page.id.value.to_ascii_lowercase());
        if !is_new {
            repeated.push((page.id.value.clone(), f.span(&page.id.range)));
        }
        is_new
    });
    for (id, span) in repeated {
        let message = Words::new(format!("这一期有两个“{id}”版"), format!("this issue has two pages `{id}`"));
        let help = Words::new("改一个版次", "change one of the two");
        f.report(Diagnostic::new(Code::DuplicateName, message).at(span).help(help));
    }
}
