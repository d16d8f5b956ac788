//! The words of HTML and XML: texts and the attributes that are read. Everything else keeps its bytes.
//!
//! What is converted was written by the theme and by our own writers, or has been through the sanitiser; so this is a
//! scanner of tags that keeps count of the elements in force, and no parser of whatever the web holds.

use std::borrow::Cow;

use super::convert::is_address;
use super::{Converter, Script, json};

/// What is being converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Html,
    Xml,
}

/// Attributes that are read by people; `data-l` is the head of a column where a table is stacked, `data-r` a
/// figure of a chart read out, `data-words` what a script says.
const READ: &[&str] = &[
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "content",
    "placeholder",
    "term",
    "label",
    "data-done",
    "data-l",
    "data-r",
    "data-words",
];

/// What happens to the text in an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Convert,
    Keep,
    /// It is JSON.
    Json,
    /// It is HTML, escaped.
    Escaped,
}

/// An element that changes what happens to the text in it.
struct Open<'t> {
    name: &'t str,
    /// Elements of the same name open in it, itself counted.
    depth: usize,
    mode: Mode,
}

/// Converts a document.
pub(super) fn convert(converter: &Converter, text: &str, kind: Kind) -> String {
    let mut pass = Pass { converter, kind, open: Vec::new(), out: String::with_capacity(text.len() + text.len() / 64) };
    pass.run(text);
    pass.out
}

struct Pass<'t, 'c> {
    converter: &'c Converter,
    kind: Kind,
    open: Vec<Open<'t>>,
    out: String,
}

impl<'t> Pass<'t, '_> {
    fn run(&mut self, text: &'t str) {
        let mut rest = text;
        while !rest.is_empty() {
            let end = self.text_end(rest);
            let (words, markup) = rest.split_at(end);
            self.words(words);
            let end = markup_end(markup);
            let (tag, after) = markup.split_at(end);
            self.markup(tag);
            rest = after;
        }
    }

    fn mode(&self) -> Mode {
        self.open.last().map_or(Mode::Convert, |open| open.mode)
    }

    /// Where the text ends that stands before the next tag.
    fn text_end(&self, rest: &str) -> usize {
        if self.kind == Kind::Html
            && let Some(open) = self.open.last().filter(|open| matches!(open.name, "script" | "style"))
        {
            return rest.find(&format!("</{}", open.name)).unwrap_or(rest.len());
        }
        rest.match_indices('<').map(|(at, _)| at).find(|at| begins_markup(rest, *at)).unwrap_or(rest.len())
    }

    fn words(&mut self, text: &str) {
        let converted = match self.mode() {
            Mode::Keep => Cow::Borrowed(text),
            Mode::Convert => self.converter.text(text),
            Mode::Json => Cow::Owned(script_safe(&json::convert(self.converter, text))),
            Mode::Escaped => Cow::Owned(escape(&convert(self.converter, &unescape(text), Kind::Html))),
        };
        self.out.push_str(&converted);
    }

    fn markup(&mut self, tag: &'t str) {
        if let Some(inner) = tag.strip_prefix("<![CDATA[").and_then(|t| t.strip_suffix("]]>")) {
            return self.cdata(inner);
        }
        let Some(body) = tag.strip_prefix('<').and_then(|t| t.strip_suffix('>')) else { return self.out.push_str(tag) };
        if body.starts_with(['!', '?']) {
            self.out.push_str(tag);
        } else if let Some(name) = body.strip_prefix('/') {
            self.close(name.trim_end());
            self.out.push_str(tag);
        } else {
            self.start(body);
        }
    }

    fn cdata(&mut self, inner: &str) {
        let converted = match self.mode() {
            Mode::Convert => self.converter.text(inner),
            Mode::Escaped => Cow::Owned(convert(self.converter, inner, Kind::Html)),
            Mode::Keep | Mode::Json => Cow::Borrowed(inner),
        };
        self.out.push_str("<![CDATA[");
        self.out.push_str(&converted);
        self.out.push_str("]]>");
    }

    fn close(&mut self, name: &str) {
        let Some(open) = self.open.last_mut().filter(|open| open.name == name) else { return };
        open.depth -= 1;
        if open.depth == 0 {
            self.open.pop();
        }
    }

    fn start(&mut self, body: &'t str) {
        let name_end = body.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(body.len());
        let (name, attributes) = body.split_at(name_end);
        let outer = self.mode();
        let mode = self.mode_of(name, attributes, outer);
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(attributes, mode);
        self.out.push('>');
        let is_empty = attributes.ends_with('/') || (self.kind == Kind::Html && is_void(name));
        if is_empty {
            return;
        }
        match self.open.last_mut().filter(|open| open.name == name) {
            Some(open) if mode == outer => open.depth += 1,
            _ if mode != outer => self.open.push(Open { name, depth: 1, mode }),
            _ => {}
        }
    }

    fn mode_of(&self, name: &str, attributes: &str, outer: Mode) -> Mode {
        let value = |key: &str| pairs(attributes).find(|pair| pair.name == key).map(|pair| pair.value);
        if value("translate") == Some("no") {
            return Mode::Keep;
        }
        let own = match value("lang").or_else(|| value("xml:lang")) {
            Some(tag) if Script::parse(tag) == Some(self.converter.to().other()) => Mode::Convert,
            Some(_) => return Mode::Keep,
            None => outer,
        };
        match (self.kind, name) {
            (Kind::Html, "script") if value("type").is_some_and(|t| t.contains("json")) => Mode::Json,
            (Kind::Html, "script" | "code" | "kbd" | "samp" | "textarea")
            | (Kind::Xml, "id" | "uri" | "email" | "generator" | "loc")
            | (_, "style") => Mode::Keep,
            (Kind::Xml, _) if value("type") == Some("html") => Mode::Escaped,
            _ => own,
        }
    }

    /// Attributes as they stand, but for those that are read, and for the language of what is converted.
    fn attributes(&mut self, attributes: &str, mode: Mode) {
        let mut done = 0;
        for pair in pairs(attributes) {
            self.out.push_str(attributes.get(done..pair.start).unwrap_or_default());
            self.out.push_str(&self.value(&pair, mode));
            done = pair.start + pair.value.len();
        }
        self.out.push_str(attributes.get(done..).unwrap_or_default());
    }

    fn value<'v>(&self, pair: &Pair<'v>, mode: Mode) -> Cow<'v, str> {
        if mode == Mode::Keep {
            return Cow::Borrowed(pair.value);
        }
        let is_lang = matches!(pair.name, "lang" | "xml:lang");
        if is_lang && Script::parse(pair.value) == Some(self.converter.to().other()) {
            return Cow::Borrowed(self.converter.to().tag());
        }
        if READ.contains(&pair.name) && !is_address(pair.value) {
            self.converter.text(pair.value)
        } else {
            Cow::Borrowed(pair.value)
        }
    }
}

/// Whether the `<` at `at` begins a tag and is no sign of an inequality.
fn begins_markup(text: &str, at: usize) -> bool {
    let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
    next.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
}

/// Where the tag ends that begins the text; a `>` within quotation marks does not end it.
fn markup_end(text: &str) -> usize {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if text.starts_with(start) {
            return text.find(end).map_or(text.len(), |at| at + end.len());
        }
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

/// An attribute with a quoted value.
struct Pair<'t> {
    name: &'t str,
    value: &'t str,
    /// Where the value begins.
    start: usize,
}

/// The attributes of a tag that have quoted values, as all ours do.
fn pairs(attributes: &str) -> impl Iterator<Item = Pair<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = attributes.get(at..)?;
            let equals = rest.find('=')?;
            let name = rest.get(..equals)?.split_whitespace().next_back().unwrap_or_default();
            let after = rest.get(equals + 1..)?;
            let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                at += equals + 1;
                continue;
            };
            let value = after.get(1..)?;
            let value = value.get(..value.find(quote)?)?;
            let start = at + equals + 2;
            at = start + value.len() + 1;
            return Some(Pair { name, value, start });
        }
    })
}

/// Elements that have no end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// JSON within a script must not hold what ends the script.
fn script_safe(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn unescape(text: &str) -> String {
    let quotes = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    quotes.replace("&apos;", "'").replace("&amp;", "&")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
