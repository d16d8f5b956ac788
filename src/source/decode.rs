//! Takes typed values out of a YAML node, reporting every slip with its place. It must not know which keys a
//! file has: the caller names them.

use std::ops::Range;

use time::Date;

use super::keys::{self, Keys};
use super::yaml::{Entry, Node, Value};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words, nearest};

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub range: Range<usize>,
}

impl<T> Spanned<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, range: Range<usize>) -> Self {
        Self { value, range }
    }
}

/// The keys of one mapping, taken out one by one.
pub struct Fields<'a, 'f> {
    path: &'a SourcePath,
    entries: &'a [Entry],
    range: Range<usize>,
    /// The YAML had broken lines, so what is missing may stand in one of them.
    torn: bool,
    findings: &'f mut Findings,
}

impl<'a, 'f> Fields<'a, 'f> {
    /// Opens a mapping whose keys must be among `known`; others are reported with the nearest name.
    pub fn open(path: &'a SourcePath, node: &'a Node, known: Keys, findings: &'f mut Findings) -> Self {
        Self::among(path, node, &keys::names(known).collect::<Vec<_>>(), findings)
    }

    /// Opens a mapping whose keys are not known before a site is read, such as a theme's options.
    pub fn among(path: &'a SourcePath, node: &'a Node, known: &[&str], findings: &'f mut Findings) -> Self {
        let entries: &[Entry] = match &node.value {
            Value::Map(entries) => entries,
            _ => &[],
        };
        for entry in entries.iter().filter(|e| !known.contains(&e.key.as_str())) {
            findings.push(unknown_key(path, entry, known));
        }
        let found = |code| findings.iter().any(|d| d.code == code);
        let torn = found(Code::YamlSyntax) || (entries.is_empty() && found(Code::WrongShape));
        Self { path, entries, range: node.range.clone(), torn, findings }
    }

    /// The node of a key that has a value.
    #[must_use]
    pub fn node(&self, key: &str) -> Option<&'a Node> {
        self.entry(key).map(|e| &e.node).filter(|n| n.value != Value::Null)
    }

    fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.entries.iter().find(|e| e.key == key)
    }

    /// A place in this file.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.path, range.clone())
    }

    /// Reports something about this file.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.findings.push(diagnostic);
    }

    /// Where the other findings go.
    pub fn findings(&mut self) -> &mut Findings {
        self.findings
    }

    /// Text, trimmed; numbers and dates are text too.
    pub fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let node = self.node(key)?;
        match &node.value {
            Value::Scalar { text, .. } if !text.trim().is_empty() => {
                Some(Spanned::new(text.trim().to_owned(), node.range.clone()))
            }
            Value::Scalar { .. } => None,
            _ => {
                self.wrong_shape(key, node, "一段文字", "text");
                None
            }
        }
    }

    /// Text without its place.
    pub fn plain(&mut self, key: &str) -> Option<String> {
        self.text(key).map(|t| t.value)
    }

    /// Text that must be there; `what` names it to the editor.
    pub fn required(&mut self, key: &str, zh: &str, example: &str) -> Option<Spanned<String>> {
        let before = self.findings.iter().len();
        let found = self.text(key);
        if found.is_none() && self.findings.iter().len() == before {
            let at = self.entry(key).map_or(self.range.start..self.range.start, |e| e.key_range.clone());
            self.report_missing(key, zh, example, at);
        }
        found
    }

    /// Reports a missing key that is not plain text.
    pub fn report_missing(&mut self, key: &str, zh: &str, example: &str, at: Range<usize>) {
        if self.torn {
            return;
        }
        let d =
            Diagnostic::new(Code::MissingKey, Words::new(format!("缺少{zh}（{key}）"), format!("`{key}` is missing")))
                .at(self.span(&at))
                .help(Words::new(format!("加一行 {key}: {example}"), format!("add a line `{key}: {example}`")));
        self.report(d);
    }

    /// `true` or `false`; also 是 and 否.
    pub fn flag(&mut self, key: &str) -> bool {
        let Some(t) = self.text(key) else { return false };
        match t.value.to_lowercase().as_str() {
            "true" | "yes" | "是" => true,
            "false" | "no" | "否" => false,
            _ => {
                self.unknown_word(key, &t, &["true", "false"]);
                false
            }
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: &str) -> Option<i64> {
        let t = self.text(key)?;
        if let Ok(n) = t.value.parse() {
            return Some(n);
        }
        let d = Diagnostic::new(
            Code::BadNumber,
            Words::new(
                format!("{key} 应当是整数，写的是“{}”", t.value),
                format!("`{key}` should be a whole number, not `{}`", t.value),
            ),
        )
        .at(self.span(&t.range))
        .help(Words::new(format!("例如 {key}: 10"), format!("for example `{key}: 10`")));
        self.report(d);
        None
    }

    /// A whole number from 1.
    pub fn count(&mut self, key: &str) -> Option<Spanned<u32>> {
        let t = self.text(key)?;
        if let Some(n) = t.value.parse().ok().filter(|n| *n > 0) {
            return Some(Spanned::new(n, t.range));
        }
        let d = Diagnostic::new(
            Code::BadNumber,
            Words::new(
                format!("{key} 应当是正整数，写的是“{}”", t.value),
                format!("`{key}` should be a positive whole number, not `{}`", t.value),
            ),
        )
        .at(self.span(&t.range))
        .help(Words::new(format!("例如 {key}: 3"), format!("for example `{key}: 3`")));
        self.report(d);
        None
    }

    /// One of a set of words.
    pub fn word<T: Copy>(&mut self, key: &str, words: &[(&str, T)]) -> Option<T> {
        let t = self.text(key)?;
        if let Some((_, value)) = words.iter().find(|(w, _)| *w == t.value) {
            return Some(*value);
        }
        let known: Vec<&str> = words.iter().map(|(w, _)| *w).collect();
        self.unknown_word(key, &t, &known);
        None
    }

    fn unknown_word(&mut self, key: &str, got: &Spanned<String>, known: &[&str]) {
        let suggestion = nearest(&got.value, known.iter().copied());
        let list = known.join("、");
        let d = Diagnostic::new(
            Code::UnknownWord,
            Words::new(format!("{key} 不能写“{}”", got.value), format!("`{}` is not a value of `{key}`", got.value)),
        )
        .at(self.span(&got.range))
        .instead(suggestion)
        .help(match suggestion {
            Some(s) => Words::new(
                format!("是不是“{s}”？可以写：{list}"),
                format!("did you mean `{s}`? one of: {}", known.join(", ")),
            ),
            None => Words::new(format!("可以写：{list}"), format!("one of: {}", known.join(", "))),
        });
        self.report(d);
    }

    /// A date: `2023-12-26`, also `2023/12/26`, `2023.12.26` and `2023年12月26日`.
    pub fn date(&mut self, key: &str) -> Option<Spanned<Date>> {
        let t = self.text(key)?;
        if let Some(date) = parse_date(&t.value) {
            return Some(Spanned::new(date, t.range));
        }
        let d = Diagnostic::new(
            Code::BadDate,
            Words::new(
                format!("日期“{}”读不懂或不存在", t.value),
                format!("`{}` is not a date in the calendar", t.value),
            ),
        )
        .at(self.span(&t.range))
        .help(Words::new(
            format!("写成 年-月-日，例如 {key}: 2023-12-26"),
            format!("write year-month-day, as in `{key}: 2023-12-26`"),
        ));
        self.report(d);
        None
    }

    /// A list of texts; a single text is a list of one.
    pub fn texts(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(|item| self.item_text(key, item)).collect(),
            Value::Scalar { text, .. } => vec![Spanned::new(text.trim().to_owned(), node.range.clone())],
            _ => {
                self.wrong_shape(key, node, "一个列表，例如 [甲, 乙]", "a list, as in [a, b]");
                Vec::new()
            }
        }
    }

    fn item_text(&mut self, key: &str, item: &Node) -> Option<Spanned<String>> {
        match &item.value {
            Value::Scalar { text, .. } if !text.trim().is_empty() => {
                Some(Spanned::new(text.trim().to_owned(), item.range.clone()))
            }
            Value::Scalar { .. } | Value::Null => None,
            _ => {
                self.wrong_shape(key, item, "一段文字", "text");
                None
            }
        }
    }

    /// A mapping of names to one or more texts, in the order written.
    pub fn text_map(&mut self, key: &str) -> Vec<(String, Vec<String>)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Value::Map(entries) = &node.value else {
            self.wrong_shape(key, node, "“名目: 内容”的对照，例如 {撰文: 记者甲}", "a mapping, as in {role: name}");
            return Vec::new();
        };
        let mut out = Vec::new();
        for entry in entries {
            let values = match &entry.node.value {
                Value::List(items) => items.iter().filter_map(|i| self.item_text(key, i)).map(|t| t.value).collect(),
                _ => self.item_text(key, &entry.node).map(|t| t.value).into_iter().collect(),
            };
            out.push((entry.key.clone(), values));
        }
        out
    }

    /// A nested mapping, if the key has one.
    pub fn map(&mut self, key: &str) -> Option<&'a Node> {
        let node = self.node(key)?;
        if matches!(node.value, Value::Map(_)) {
            return Some(node);
        }
        self.wrong_shape(key, node, "几个“键: 值”，例如 {name: 名称}", "a mapping, as in {name: …}");
        None
    }

    /// Reports a value of the wrong shape.
    pub fn wrong_shape(&mut self, key: &str, node: &Node, zh: &str, en: &str) {
        let d = Diagnostic::new(
            Code::WrongShape,
            Words::new(format!("{key} 应当是{zh}"), format!("`{key}` should be {en}")),
        )
        .at(self.span(&node.range));
        self.report(d);
    }
}

fn unknown_key(path: &SourcePath, entry: &Entry, known: &[&str]) -> Diagnostic {
    let suggestion = nearest(&entry.key, known.iter().copied());
    Diagnostic::new(
        Code::UnknownKey,
        Words::new(format!("不认识的项“{}”", entry.key), format!("unknown key `{}`", entry.key)),
    )
    .at(Span::new(path, entry.key_range.clone()))
    .instead(suggestion)
    .help(match suggestion {
        Some(s) => Words::new(format!("是不是 {s}？"), format!("did you mean `{s}`?")),
        None => Words::new(format!("可以写的项：{}", known.join("、")), format!("known keys: {}", known.join(", "))),
    })
}

/// Reads a calendar date in the spellings editors use.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let cleaned: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10).unwrap_or(c),
            '/' | '.' | '年' | '月' | '－' | '—' => '-',
            other => other,
        })
        .filter(|c| *c != '日' && !c.is_whitespace())
        .collect();
    let mut parts = cleaned.split('-');
    let year: i32 = parts.next().filter(|y| y.len() == 4)?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    if parts.next().is_some() {
        return None;
    }
    Date::from_calendar_date(year, time::Month::try_from(month).ok()?, day).ok()
}

#[cfg(test)]
mod tests {
    use super::parse_date;

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(parse_date(text).map(|d| d.to_string()).as_deref(), expect, "{text}");
    }

    #[test]
    fn reads_dates() {
        check("2023-12-26", Some("2023-12-26"));
        check("2023/1/6", Some("2023-01-06"));
        check("２０２３年１２月２６日", Some("2023-12-26"));
        check("2023-02-30", None);
        check("23-12-26", None);
        check("2023-12", None);
        check("2023-12-26-1", None);
    }
}
