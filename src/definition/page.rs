//! `content/pages/*.md`.

use crate::article::Body;
use crate::article::document;
use crate::diag::{Findings, SourcePath};
use crate::source::TextFile;
use crate::source::decode::Fields;
use crate::source::keys::{INTEGER, Keys, Shape, key, required};

/// Keys a page may have.
pub const KEYS: Keys = &[
    required("title", "标题", "例如 关于本刊", Shape::Text),
    key("nav", "进导航", "true：列入主导航", Shape::Flag),
    key("order", "次序", "小的在前", INTEGER),
];

/// A free page, as its file defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFile {
    /// File stem, the page's path.
    pub id: String,
    /// The file.
    pub file: SourcePath,
    /// Its title.
    pub title: String,
    /// Whether it stands in the main navigation.
    pub nav: bool,
    /// Its place among the pages.
    pub order: i64,
    /// Its text.
    pub body: Body,
}

impl PageFile {
    /// Reads a page's file.
    pub fn read(id: &str, file: &TextFile, findings: &mut Findings) -> Option<Self> {
        let document = document::read(file, findings)?;
        let mut f = Fields::open(&file.path, &document.front, KEYS, findings);
        let title = f.required("title", "页面标题", "关于本刊");
        Some(Self {
            id: id.to_owned(),
            file: file.path.clone(),
            nav: f.flag("nav"),
            order: f.integer("order").unwrap_or(i64::MAX),
            title: title?.value,
            body: document.body,
        })
    }
}
