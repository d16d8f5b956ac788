//! Any content file: front-matter as a tree, body as a handle with its outline. It must not know the kind of file.

use std::ops::Range;

use super::markdown::{Outline, outline};
use crate::diag::{Findings, SourcePath, Span};
use crate::source::yaml::{self, Node, Value};
use crate::source::{BodyHandle, TextFile, split_front_matter};

/// A body: where it stands and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Where to fetch it.
    pub handle: BodyHandle,
    /// Headings, links, blocks, excerpt.
    pub outline: Outline,
}

impl Body {
    /// The place in the file for a range of the body.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        let base = self.handle.range.start;
        Span::new(&self.handle.file, base + range.start..base + range.end)
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.handle.range.is_empty() || (self.outline.characters == 0 && self.outline.links.is_empty())
    }
}

/// A content file taken apart.
pub struct Document {
    /// The front-matter, a mapping.
    pub front: Node,
    /// The body.
    pub body: Body,
}

/// Takes a file apart. A file without front-matter that can be found gets an empty mapping and no body.
pub fn read(file: &TextFile, findings: &mut Findings) -> Option<Document> {
    let parts = match split_front_matter(&file.path, &file.text) {
        Ok(parts) => parts,
        Err(problem) => {
            findings.push(*problem);
            return None;
        }
    };
    let front = yaml::read(&file.path, &file.text, parts.yaml, findings);
    let text = file.text.get(parts.body.clone()).unwrap_or_default();
    let body = Body { handle: BodyHandle::new(&file.path, &file.text, parts.body.clone()), outline: outline(text) };
    Some(Document { front, body })
}

/// The place of a whole file, for findings about what is not there.
#[must_use]
pub fn whole(path: &SourcePath) -> Span {
    Span::file(path)
}

/// A scalar's text and place.
#[must_use]
pub fn scalar(node: &Node) -> Option<(&str, bool)> {
    match &node.value {
        Value::Scalar { text, quoted } => Some((text, *quoted)),
        _ => None,
    }
}
