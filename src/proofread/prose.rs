//! Which parts of a content file are prose: the body, and those values of the front-matter that people read.
//! Must not know what kind of file it is.

use std::ops::Range;

use super::{Edit, Slip, Word, mend, read};
use crate::diag::{Diagnostic, Findings};
use crate::source::yaml::{self, Node, Value};
use crate::source::{TextFile, split_front_matter};

/// Keys whose values are read by people, wherever they stand. Aliases are not among them: a wrong form may be one on
/// purpose.
const KEYS: &[&str] = &[
    "title",
    "subtitle",
    "kicker",
    "summary",
    "editor_note",
    "name",
    "short",
    "producer",
    "theme",
    "note",
    "reason",
    "quote",
];

/// Reads all prose of a content file.
#[must_use]
pub fn file(file: &TextFile, words: &[Word]) -> Vec<Slip> {
    let Ok(parts) = split_front_matter(&file.path, &file.text) else { return Vec::new() };
    // What is wrong with the YAML is told by who reads the file for its content.
    let front = yaml::read(&file.path, &file.text, parts.yaml, &mut Findings::new());
    let mut places = Vec::new();
    values(&front, false, &mut places);
    places.push(parts.body);
    places.into_iter().flat_map(|place| read(&file.path, &file.text, place, words)).collect()
}

fn values(node: &Node, is_prose: bool, places: &mut Vec<Range<usize>>) {
    match &node.value {
        Value::Scalar { .. } if is_prose => places.push(node.range.clone()),
        Value::Scalar { .. } | Value::Null => {}
        Value::List(items) => items.iter().for_each(|item| values(item, is_prose, places)),
        Value::Map(entries) => {
            for entry in entries {
                values(&entry.node, KEYS.contains(&entry.key.as_str()), places);
            }
        }
    }
}

/// How often a text is read again after it was mended: one slip may hide another.
const PASSES: usize = 4;

/// The text of a file with every slip mended that can be and is `wanted`; `None` if there is none.
#[must_use]
pub fn mended(whole: &TextFile, words: &[Word], wanted: impl Fn(&Diagnostic) -> bool) -> Option<String> {
    let mut now = whole.clone();
    for _ in 0..PASSES {
        let slips = file(&now, words).into_iter().filter(|slip| wanted(&slip.diagnostic));
        let edits: Vec<Edit> = slips.filter_map(|slip| slip.edit).collect();
        let text = mend(&now.text, &edits);
        if text == now.text {
            break;
        }
        now.text = text;
    }
    (now.text != whole.text).then_some(now.text)
}

#[cfg(test)]
mod tests {
    use super::super::word_list;
    use super::*;
    use crate::diag::SourcePath;

    #[track_caller]
    fn check(text: &str, expect: Option<&str>) {
        let words = word_list("登陆 登录\n亚行 亚洲开发银行（亚行）");
        let file = TextFile { path: SourcePath::new("a.md"), text: text.to_owned() };
        assert_eq!(mended(&file, &words, |_| true).as_deref(), expect);
    }

    #[test]
    fn front_matter_that_is_read_is_mended() {
        check("---\ntitle: 登陆平台\n---\n", Some("---\ntitle: 登录平台\n---\n"));
        check(
            "---\npages: [{id: Ａ１, name: 要闻的的版}]\nsource: {name: \"日报,晚报\"}\n---\n",
            Some("---\npages: [{id: Ａ１, name: 要闻的版}]\nsource: {name: \"日报，晚报\"}\n---\n"),
        );
        check("---\nsummary: |\n  ５家\n  的的\n---\n", Some("---\nsummary: |\n  5家\n  的\n---\n"));
        check("---\nmetrics:\n  收入: 首次突破１０亿元,增长\naliases: [登陆]\n---\n", None);
    }

    #[test]
    fn a_text_is_read_until_nothing_is_left() {
        check("---\n---\n的的的的，５％％。", Some("---\n---\n的，5%。"));
        check("---\n---\n由亚行贷款", Some("---\n---\n由亚洲开发银行（亚行）贷款"));
    }
}
