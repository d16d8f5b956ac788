//! Splits a file into front-matter and body. It must not know YAML.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, SourcePath, Span, Words};

/// The two parts of a file, as byte ranges of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrontMatter {
    /// The YAML between the two `---` lines.
    pub yaml: Range<usize>,
    /// The text after the second `---` line.
    pub body: Range<usize>,
}

/// Finds the front-matter: a first line `---` (after an optional BOM) up to the next line `---`.
///
/// # Errors
/// A diagnostic when there is none, or when it is never closed.
pub fn split_front_matter(path: &SourcePath, text: &str) -> Result<FrontMatter, Box<Diagnostic>> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let rest = text.get(start..).unwrap_or_default();
    let Some(first) = lines(rest).next().filter(|l| is_fence(l.text)) else {
        return Err(Box::new(no_front_matter(path, rest, start)));
    };
    let yaml_start = start + first.end;
    let inner = text.get(yaml_start..).unwrap_or_default();
    match lines(inner).find(|l| is_fence(l.text)) {
        Some(fence) => {
            Ok(FrontMatter { yaml: yaml_start..yaml_start + fence.start, body: yaml_start + fence.end..text.len() })
        }
        None => Err(Box::new(unclosed(path, start..start + first.text.len()))),
    }
}

struct Line<'a> {
    text: &'a str,
    start: usize,
    /// After the line break.
    end: usize,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let line = Line { text: whole.trim_end_matches(['\n', '\r']), start, end: start + whole.len() };
        start = line.end;
        line
    })
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Dashes an input method or a word processor makes of `---`.
fn looks_like_fence(line: &str) -> bool {
    let t = line.trim();
    !t.is_empty() && t.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '─' | '=' | '_'))
}

fn no_front_matter(path: &SourcePath, rest: &str, offset: usize) -> Diagnostic {
    let first = rest.lines().next().unwrap_or_default();
    let at = Span::new(path, offset..offset + first.len());
    let message = if looks_like_fence(first) {
        Words::new(
            format!("第一行“{}”应当是三个半角减号 ---", first.trim()),
            format!("the first line `{}` should be three hyphens `---`", first.trim()),
        )
    } else {
        Words::new(
            "文件开头没有头信息（--- 之间的 title、county、date 等）",
            "the file does not begin with front-matter",
        )
    };
    Diagnostic::new(Code::NoFrontMatter, message).at(at).help(Words::new(
        "第一行写 ---，接着写 title: 标题 等各项，再用一行 --- 结束，正文写在后面",
        "begin with a line `---`, the keys (`title: …`), another line `---`, then the text",
    ))
}

fn unclosed(path: &SourcePath, fence: Range<usize>) -> Diagnostic {
    Diagnostic::new(
        Code::UnclosedFrontMatter,
        Words::new(
            "头信息没有结束：开头有 ---，后面找不到第二个 ---",
            "front-matter is never closed by a second `---`",
        ),
    )
    .at(Span::new(path, fence))
    .help(Words::new(
        "在头信息最后一项的下面单独写一行 ---（三个半角减号，前面不留空格）",
        "put a line `---` of its own after the last key",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Result<(&str, &str), Code>) {
        let path = SourcePath::new("a.md");
        let got = split_front_matter(&path, text)
            .map(|f| (text.get(f.yaml).unwrap_or("?"), text.get(f.body).unwrap_or("?")))
            .map_err(|d| d.code);
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn splits() {
        check("---\na: 1\n---\nBody\n", Ok(("a: 1\n", "Body\n")));
        check("\u{feff}---\r\na: 1\r\n---\r\nBody", Ok(("a: 1\r\n", "Body")));
        check("---\n---", Ok(("", "")));
        check("---  \na: 1\n--- \n", Ok(("a: 1\n", "")));
        check("---\na: 1\n", Err(Code::UnclosedFrontMatter));
        check("Body", Err(Code::NoFrontMatter));
        check("———\na: 1\n———\n", Err(Code::NoFrontMatter));
        check("", Err(Code::NoFrontMatter));
    }
}
