//! `content/columns/*.md`.

use crate::article::Body;
use crate::article::document;
use crate::diag::{Findings, SourcePath};
use crate::source::TextFile;
use crate::source::decode::Fields;

/// A running series of articles, as its file defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnFile {
    /// File stem.
    pub id: String,
    /// The file.
    pub file: SourcePath,
    /// Its name.
    pub name: String,
    /// 栏目类别 of a government site's tags: 政策文件, 工作动态 …
    pub kind: Option<String>,
    /// Its place among the columns.
    pub order: i64,
    /// What it is about.
    pub body: Body,
}

impl ColumnFile {
    /// Reads a column's file.
    pub fn read(id: &str, file: &TextFile, findings: &mut Findings) -> Option<Self> {
        let document = document::read(file, findings)?;
        let mut f = Fields::open(&file.path, &document.front, &["name", "kind", "order"], findings);
        let name = f.required("name", "专栏名称", "经济观察");
        Some(Self {
            id: id.to_owned(),
            file: file.path.clone(),
            kind: f.plain("kind"),
            order: f.integer("order").unwrap_or(i64::MAX),
            name: name?.value,
            body: document.body,
        })
    }
}
