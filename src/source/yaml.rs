//! YAML text to a tree of nodes with the place of every key and value. The only user of the YAML crate.
//!
//! Scalars stay text: `7.0` is “7.0”, never a binary float. Syntax errors do not end the reading: the broken
//! line is reported, blanked, and the rest is read, so that one run shows every problem. Depth, size and
//! aliases are bounded (no anchors at all: front-matter has no use for them).

use std::ops::Range;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle};

use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};

/// Deepest nesting accepted.
const MAX_DEPTH: usize = 16;
/// Most nodes accepted in one document.
const MAX_NODES: usize = 20_000;
/// Most syntax errors reported for one document.
const MAX_REPAIRS: usize = 20;

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Its bytes in the file.
    pub range: Range<usize>,
}

/// The shapes of YAML that front-matter uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing written, `~` or `null`.
    Null,
    /// Text as written, without quotes.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stood in quotes (or in a block), so that `"2023"` is not a number.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order written; keys are unique.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's place.
    pub key_range: Range<usize>,
    /// The value.
    pub node: Node,
}

/// Reads the YAML at `range` of `text`. Problems go to `findings`; what could be read is returned.
/// The top is always a mapping (an empty one if nothing could be read).
pub fn read(path: &SourcePath, text: &str, range: Range<usize>, findings: &mut Findings) -> Node {
    let yaml = text.get(range.clone()).unwrap_or_default();
    let mut reader = Reader { path, base: range.start, findings };
    let mut repaired = yaml.to_owned();
    let mut last = usize::MAX;
    for _ in 0..MAX_REPAIRS {
        match build(&repaired) {
            Ok(tree) => return reader.finish(tree, &repaired),
            Err(fault) => {
                let line = culprit(&repaired, fault.at);
                reader.report(&repaired, &fault, &line);
                if line.start == last && !matches!(repair(&repaired, &line), Repair::Mended(_)) {
                    break;
                }
                last = line.start;
                repaired = match repair(&repaired, &line) {
                    Repair::Mended(text) | Repair::Blanked(text) => text,
                };
            }
        }
    }
    Node { value: Value::Map(Vec::new()), range }
}

/// What is wrong with the YAML, and where (byte offset in the YAML).
struct Fault {
    at: usize,
    kind: FaultKind,
}

enum FaultKind {
    Syntax(String),
    TooDeep,
    TooLarge,
    Alias,
    ComplexKey,
}

enum Frame {
    List(Vec<Node>, usize),
    Map { entries: Vec<Entry>, key: Option<(String, Range<usize>)>, start: usize, duplicates: Vec<Entry> },
}

struct Tree {
    root: Option<Node>,
    duplicates: Vec<(Entry, Range<usize>)>,
}

fn build(yaml: &str) -> Result<Tree, Fault> {
    let mut stack: Vec<Frame> = Vec::new();
    let mut tree = Tree { root: None, duplicates: Vec::new() };
    let mut count = 0;
    let mut position = 0;
    for item in Parser::new_from_str(yaml) {
        let (event, span) = item.map_err(|e| Fault {
            at: e.marker().byte_offset().unwrap_or(position),
            kind: FaultKind::Syntax(e.kind().to_string()),
        })?;
        let start = span.start.byte_offset().unwrap_or(position);
        let end = span.end.byte_offset().unwrap_or(start).max(start);
        position = start;
        count += 1;
        if count > MAX_NODES {
            return Err(Fault { at: start, kind: FaultKind::TooLarge });
        }
        let node = match event {
            Event::Scalar(text, style, ..) => Some(scalar(text.into_owned(), style, start..end)),
            Event::SequenceStart(..) => {
                stack.push(Frame::List(Vec::new(), start));
                None
            }
            Event::MappingStart(..) => {
                stack.push(Frame::Map { entries: Vec::new(), key: None, start, duplicates: Vec::new() });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => close(&mut stack, &mut tree, start),
            Event::Alias(_) => return Err(Fault { at: start, kind: FaultKind::Alias }),
            _ => None,
        };
        if stack.len() > MAX_DEPTH {
            return Err(Fault { at: start, kind: FaultKind::TooDeep });
        }
        if let Some(node) = node {
            place(node, &mut stack, &mut tree)?;
        }
    }
    Ok(tree)
}

fn scalar(text: String, style: ScalarStyle, range: Range<usize>) -> Node {
    let quoted = style != ScalarStyle::Plain;
    let null = !quoted && matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL");
    let value = if null { Value::Null } else { Value::Scalar { text, quoted } };
    Node { value, range }
}

fn close(stack: &mut Vec<Frame>, tree: &mut Tree, end: usize) -> Option<Node> {
    match stack.pop()? {
        Frame::List(items, start) => {
            let end = items.last().map_or(end, |n| n.range.end);
            Some(Node { value: Value::List(items), range: start..end.max(start) })
        }
        Frame::Map { entries, start, duplicates, .. } => {
            let end = entries.last().map_or(end, |e| e.node.range.end);
            for d in duplicates {
                let first = entries.iter().find(|e| e.key == d.key).map_or(0..0, |e| e.key_range.clone());
                tree.duplicates.push((d, first));
            }
            Some(Node { value: Value::Map(entries), range: start..end.max(start) })
        }
    }
}

fn place(node: Node, stack: &mut [Frame], tree: &mut Tree) -> Result<(), Fault> {
    match stack.last_mut() {
        None => {
            tree.root.get_or_insert(node);
        }
        Some(Frame::List(items, _)) => items.push(node),
        Some(Frame::Map { entries, key, duplicates, .. }) => match key.take() {
            None => *key = Some(key_text(node)?),
            Some((key, key_range)) => {
                let list = if entries.iter().any(|e| e.key == key) { duplicates } else { entries };
                list.push(Entry { key, key_range, node });
            }
        },
    }
    Ok(())
}

fn key_text(node: Node) -> Result<(String, Range<usize>), Fault> {
    match node.value {
        Value::Scalar { text, .. } => Ok((text, node.range)),
        Value::Null => Ok((String::new(), node.range)),
        _ => Err(Fault { at: node.range.start, kind: FaultKind::ComplexKey }),
    }
}

fn line_at(text: &str, at: usize) -> Range<usize> {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    // A fault at the very end, or on an empty line, belongs to the last line with something on it.
    let before = text.get(..at).unwrap_or_default();
    let rest = text.get(at..).unwrap_or_default();
    let at = if rest.lines().next().unwrap_or_default().trim().is_empty() && before.ends_with('\n') {
        before.trim_end().len()
    } else {
        at
    };
    let start = text.get(..at).map_or(0, |t| t.rfind('\n').map_or(0, |i| i + 1));
    let end = text.get(start..).map_or(start, |t| start + t.find('\n').unwrap_or(t.len()));
    start..end
}

/// The line to blame. The parser notices a full-width colon only on the line after it, so an earlier line with one
/// is blamed first; at the top level such a line is never anything else.
fn culprit(text: &str, at: usize) -> Range<usize> {
    let line = line_at(text, at);
    let mut start = 0;
    for earlier in text.get(..line.start).unwrap_or_default().split_inclusive('\n') {
        let range = start..start + earlier.trim_end_matches(['\n', '\r']).len();
        start += earlier.len();
        let reaches = start == line.start || !earlier.starts_with([' ', '\t']);
        if reaches && full_width_colon(earlier).is_some() {
            return range;
        }
    }
    line
}

enum Repair {
    /// A slip that could be mended in place, keeping every byte offset.
    Mended(String),
    /// The line was blanked out.
    Blanked(String),
}

/// Mends a line without moving a byte: a full-width colon (three bytes) becomes `:` and two spaces, a tab in the
/// indentation a space; any other broken line is blanked.
fn repair(text: &str, line: &Range<usize>) -> Repair {
    let content = text.get(line.clone()).unwrap_or_default();
    let put = |new: String| {
        let mut out = text.to_owned();
        out.replace_range(line.clone(), &new);
        out
    };
    if full_width_colon(content).is_some() {
        return Repair::Mended(put(content.replacen('：', ":  ", 1)));
    }
    let indent = content.len() - content.trim_start().len();
    if content.get(..indent).is_some_and(|i| i.contains('\t')) {
        let spaces = content.get(..indent).unwrap_or_default().replace('\t', " ");
        return Repair::Mended(put(spaces + content.get(indent..).unwrap_or_default()));
    }
    Repair::Blanked(put(
        " ".repeat(content.trim_end_matches('\r').len()) + if content.ends_with('\r') { "\r" } else { "" }
    ))
}

/// The byte offset of a full-width colon that stands where YAML wants `: `.
#[must_use]
pub fn full_width_colon(line: &str) -> Option<usize> {
    let at = line.find('：')?;
    let before = line.get(..at)?;
    let plain =
        !before.trim().is_empty() && !before.contains(": ") && !before.trim_start().starts_with(['#', '"', '\'']);
    plain.then_some(at)
}

struct Reader<'a> {
    path: &'a SourcePath,
    base: usize,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.path, self.base + range.start..self.base + range.end)
    }

    fn finish(&mut self, tree: Tree, yaml: &str) -> Node {
        for (entry, first) in tree.duplicates {
            let d = Diagnostic::new(
                Code::DuplicateKey,
                Words::new(format!("“{}”写了两次", entry.key), format!("`{}` is written twice", entry.key)),
            )
            .at(self.span(entry.key_range))
            .also(self.span(first), Words::new("第一次写在这里", "first written here"))
            .help(Words::new("删去一处；同一指标的不同时期写成“指标名 时期”两项", "remove one of the two"));
            self.findings.push(d);
        }
        match tree.root {
            Some(Node { value: Value::Map(entries), range }) => self.shift(Node { value: Value::Map(entries), range }),
            Some(Node { value: Value::Null, .. }) | None => self.empty(yaml),
            Some(other) => {
                self.not_a_map(&other, yaml);
                self.empty(yaml)
            }
        }
    }

    fn empty(&self, yaml: &str) -> Node {
        Node { value: Value::Map(Vec::new()), range: self.base..self.base + yaml.len() }
    }

    /// Turns offsets within the YAML into offsets within the file.
    fn shift(&self, node: Node) -> Node {
        let move_range = |r: Range<usize>| r.start + self.base..r.end + self.base;
        let value = match node.value {
            Value::List(items) => Value::List(items.into_iter().map(|n| self.shift(n)).collect()),
            Value::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|e| Entry { key: e.key, key_range: move_range(e.key_range), node: self.shift(e.node) })
                    .collect(),
            ),
            other => other,
        };
        Node { value, range: move_range(node.range) }
    }

    fn not_a_map(&mut self, node: &Node, yaml: &str) {
        let line = line_at(yaml, node.range.start);
        let content = yaml.get(line.clone()).unwrap_or_default();
        if let Some(at) = full_width_colon(content) {
            return self.findings.push(colon(self.span(line.start + at..line.start + at + 3)));
        }
        let d = Diagnostic::new(
            Code::WrongShape,
            Words::new("头信息应当由“键: 值”组成", "front-matter should consist of `key: value` lines"),
        )
        .at(self.span(line))
        .help(Words::new("例如 title: 标题（半角冒号，后面空一格）", "for example `title: …`"));
        self.findings.push(d);
    }

    fn report(&mut self, yaml: &str, fault: &Fault, line: &Range<usize>) {
        let content = yaml.get(line.clone()).unwrap_or_default().trim_end();
        let indent = content.len() - content.trim_start().len();
        let whole = self.span(line.start + indent..line.start + content.len());
        let d = if let Some(at) = full_width_colon(content) {
            colon(self.span(line.start + at..line.start + at + 3))
        } else if let Some(at) = content.get(..indent).and_then(|i| i.find('\t')) {
            tab(self.span(line.start + at..line.start + at + 1))
        } else {
            syntax(&fault.kind, content.trim(), whole)
        };
        self.findings.push(d);
    }
}

fn colon(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::FullWidthColon,
        Words::new("这里用了全角冒号“：”", "a full-width colon `：` stands where `: ` is needed"),
    )
    .at(span)
    .instead([": "])
    .help(Words::new("改成半角冒号加一个空格，例如 title: 标题", "write an ASCII colon and a space, as in `title: …`"))
}

fn tab(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TabIndent, Words::new("行首用了制表符（Tab）", "a tab is used for indentation"))
        .at(span)
        .instead(["  "])
        .help(Words::new("行首改用两个空格", "indent with two spaces"))
}

fn syntax(kind: &FaultKind, line: &str, span: Span) -> Diagnostic {
    let (message, help) = match kind {
        FaultKind::Syntax(detail) => syntax_words(detail, line),
        FaultKind::TooDeep => plain("头信息嵌套太深", "front-matter is nested too deeply"),
        FaultKind::TooLarge => plain("头信息太大", "front-matter is too large"),
        FaultKind::Alias => plain("头信息里不能用 *引用", "aliases (`*name`) are not supported"),
        FaultKind::ComplexKey => plain("键应当是一个词", "a key must be plain text"),
    };
    Diagnostic::new(Code::YamlSyntax, message).at(span).help(help)
}

fn plain(zh: &str, en: &str) -> (Words, Words) {
    (Words::new(zh, en), Words::new("写成简单的“键: 值”或“- 项目”", "write plain `key: value` or `- item` lines"))
}

/// Words for the slips that editors make; the parser's own sentence otherwise (English part only).
fn syntax_words(detail: &str, line: &str) -> (Words, Words) {
    let value = line.split_once(": ").map_or(line, |(_, v)| v.trim());
    let value = value.strip_prefix("- ").unwrap_or(value);
    let special = value.chars().next().filter(|c| "%@`>|*&!#[]{},".contains(*c));
    if let Some(c) = special {
        return (
            Words::new(
                format!("“{value}”以符号 {c} 开头，这个符号在头信息里有特殊含义"),
                format!("`{value}` begins with `{c}`, which has a meaning of its own in YAML"),
            ),
            Words::new(format!("给整个值加上引号：\"{value}\""), format!("put the whole value in quotes: \"{value}\"")),
        );
    }
    if !line.contains(':') && !line.starts_with('-') {
        return (
            Words::new(format!("“{line}”这一行缺少冒号"), format!("`{line}` has no colon")),
            Words::new("每项写成“键: 值”，冒号用半角，后面空一格", "write `key: value`"),
        );
    }
    if value.contains(": ") {
        return (
            Words::new("值里面又出现了“冒号加空格”", "the value itself contains a colon and a space"),
            Words::new(format!("给整个值加上引号：\"{value}\""), format!("put the whole value in quotes: \"{value}\"")),
        );
    }
    (
        Words::new("这一行的写法读不懂（检查缩进、引号和括号是否成对）", format!("this line cannot be read: {detail}")),
        Words::new(
            "每项写成“键: 值”；下一级比上一级多缩进两个空格；引号和括号要成对",
            "check indentation (two spaces a level) and that quotes and brackets are closed",
        ),
    )
}
