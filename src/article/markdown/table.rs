//! Tables: a scrolling region around, alignment by class.

use pulldown_cmark::{Alignment, Tag, TagEnd};

use crate::typeset::escape_into;

/// Where in a table the writer stands.
#[derive(Default)]
pub(super) struct TableState {
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
}

impl TableState {
    /// Opens a table, its head, a row or a cell.
    pub(super) fn open(&mut self, tag: &Tag<'_>, label: &str, out: &mut String) {
        match tag {
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                out.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
                escape_into(label, out);
                out.push_str("\"><table class=\"tbl\">\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                out.push_str("<tr>");
            }
            _ => self.cell(out),
        }
    }

    fn cell(&self, out: &mut String) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Right) => " class=\"n\"",
            Some(Alignment::Center) => " class=\"tc\"",
            _ => "",
        };
        out.push_str(match (self.in_head, self.column) {
            (true, _) => "<th scope=\"col\"",
            (false, 0) => "<th scope=\"row\"",
            (false, _) => "<td",
        });
        out.push_str(class);
        out.push('>');
    }

    /// Closes what [`open`](Self::open) opened.
    pub(super) fn close(&mut self, tag: TagEnd, out: &mut String) {
        match tag {
            TagEnd::Table => out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                out.push_str("</tr></thead>\n<tbody>");
            }
            TagEnd::TableRow => out.push_str("</tr>\n"),
            _ => {
                out.push_str(if self.in_head || self.column == 0 { "</th>" } else { "</td>" });
                self.column += 1;
            }
        }
    }
}
