//! Texts from one script to the other, phrase by phrase. Knows no markup.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use aho_corasick::{AhoCorasick, MatchKind};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

use super::{Script, json, markup};

/// The dictionaries, which are built in; without them, which a test rules out, texts would stay as they are.
static TO_HANT: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::S2t).ok());
static TO_HANS: LazyLock<Option<OpenCC>> = LazyLock::new(|| OpenCC::from_config(BuiltinConfig::Tw2s).ok());

/// Texts up to this many bytes are remembered: words of the interface and names come again on every page.
const SHORT: usize = 120;
/// Texts that a thread remembers.
const MANY: usize = 20_000;

thread_local! {
    /// What short texts became, and in which conversion.
    static SEEN: RefCell<(u64, HashMap<String, String>)> = RefCell::default();
}

/// Tells one conversion from another.
static CONVERSIONS: AtomicU64 = AtomicU64::new(1);

/// What the dictionaries get wrong.
const PHRASES: &str = include_str!("../../data/hant.txt");

/// Quotation marks, Simplified and Traditional.
const QUOTES: [(char, char); 4] = [('“', '「'), ('”', '」'), ('‘', '『'), ('’', '』')];

/// OpenCC's standard forms, and those that most readers of Traditional know.
const USUAL: [(char, char); 22] = [
    ('裏', '裡'),
    ('爲', '為'),
    ('衆', '眾'),
    ('羣', '群'),
    ('麪', '麵'),
    ('覈', '核'),
    ('啓', '啟'),
    ('纔', '才'),
    ('喫', '吃'),
    ('着', '著'),
    ('牀', '床'),
    ('峯', '峰'),
    ('汙', '污'),
    ('癡', '痴'),
    ('竈', '灶'),
    ('糉', '粽'),
    ('繮', '韁'),
    ('脣', '唇'),
    ('蔘', '參'),
    ('踊', '踴'),
    ('鉢', '缽'),
    ('僞', '偽'),
];

/// From one script to the other, but for what the site has its own words for.
#[derive(Debug)]
pub struct Converter {
    to: Script,
    number: u64,
    /// Finds what is not left to the dictionaries.
    own: Option<AhoCorasick>,
    /// What becomes of each.
    becomes: Vec<String>,
}

impl Converter {
    /// A conversion to a script. `words` are pairs of what is written and what it becomes, and go before everything
    /// else; of several for one text the first is taken.
    #[must_use]
    pub fn new(to: Script, mut words: Vec<(String, String)>) -> Self {
        if to == Script::Hant {
            words.extend(phrases().map(|(from, to)| (from.to_owned(), to.to_owned())));
        }
        let mut known = std::collections::BTreeSet::new();
        words.retain(|(from, _)| !from.is_empty() && known.insert(from.clone()));
        let builder =
            || AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words.iter().map(|w| &w.0));
        let own = if words.is_empty() { None } else { builder().ok() };
        let number = CONVERSIONS.fetch_add(1, Ordering::Relaxed);
        Self { to, number, own, becomes: words.into_iter().map(|(_, to)| to).collect() }
    }

    /// The script that it converts to.
    #[must_use]
    pub fn to(&self) -> Script {
        self.to
    }

    /// A page, feed or data file of this name in the other script. What is no text of a kind known here stays.
    #[must_use]
    pub fn file(&self, name: &str, bytes: Vec<u8>) -> Vec<u8> {
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => return e.into_bytes(),
        };
        let converted = match name.rsplit('.').next() {
            Some("html") => markup::convert(self, &text, markup::Kind::Html),
            Some("xml" | "svg") => markup::convert(self, &text, markup::Kind::Xml),
            Some("json") => json::convert(self, &text),
            _ => text,
        };
        converted.into_bytes()
    }

    /// A text in the other script. Addresses of the web in it stay.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !has_chinese(text) {
            return Cow::Borrowed(text);
        }
        if text.len() > SHORT {
            return Cow::Owned(self.convert(text));
        }
        SEEN.with_borrow_mut(|(number, seen)| {
            if *number != self.number || seen.len() >= MANY {
                seen.clear();
                *number = self.number;
            }
            if let Some(known) = seen.get(text) {
                return Cow::Owned(known.clone());
            }
            let converted = self.convert(text);
            seen.insert(text.to_owned(), converted.clone());
            Cow::Owned(converted)
        })
    }

    fn convert(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find("://") {
            let start = rest.get(..at).map_or(0, scheme_start);
            let end = at + rest.get(at..).map_or(0, url_length);
            self.words(rest.get(..start).unwrap_or_default(), &mut out);
            out.push_str(rest.get(start..end).unwrap_or_default());
            rest = rest.get(end..).unwrap_or_default();
        }
        self.words(rest, &mut out);
        out
    }

    /// The site's own words stand, everything between goes through the dictionaries.
    fn words(&self, text: &str, out: &mut String) {
        let mut done = 0;
        for found in self.own.iter().flat_map(|own| own.find_iter(text)) {
            self.prose(text.get(done..found.start()).unwrap_or_default(), out);
            out.push_str(self.becomes.get(found.pattern().as_usize()).map_or("", String::as_str));
            done = found.end();
        }
        self.prose(text.get(done..).unwrap_or_default(), out);
    }

    fn prose(&self, text: &str, out: &mut String) {
        if text.is_ascii() {
            out.push_str(text);
            return;
        }
        let opencc = match self.to {
            Script::Hant => TO_HANT.as_ref(),
            Script::Hans => TO_HANS.as_ref(),
        };
        let converted = opencc.map_or_else(|| text.to_owned(), |opencc| opencc.convert(text));
        let mut before = ' ';
        for c in converted.chars() {
            out.push(self.usual(c, before));
            before = c;
        }
    }

    /// The usual form of a character, and the other script's quotation mark; an apostrophe stays.
    fn usual(&self, c: char, before: char) -> char {
        if c == '’' && before.is_ascii_alphabetic() {
            return c;
        }
        if self.to == Script::Hant
            && let Some((_, usual)) = USUAL.iter().find(|(standard, _)| *standard == c)
        {
            return *usual;
        }
        let pair = |&(hans, hant): &(char, char)| match self.to {
            Script::Hant => (hans == c).then_some(hant),
            Script::Hans => (hant == c).then_some(hans),
        };
        QUOTES.iter().find_map(pair).unwrap_or(c)
    }
}

fn phrases() -> impl Iterator<Item = (&'static str, &'static str)> {
    PHRASES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Whether anything in a text may be written otherwise in the other script. Chinese characters and their punctuation
/// begin with these bytes in UTF-8; so do a few others, which stay themselves. Quotation marks may stand alone before
/// an element; those of words in Latin letters stay.
fn has_chinese(text: &str) -> bool {
    text.bytes().any(|b| b >= 0xe3) || text.contains(['“', '”', '‘', '’']) && !has_letters(text)
}

/// Whether there are letters besides those of the names of signs (`&lt;`).
fn has_letters(text: &str) -> bool {
    let mut parts = text.split('&');
    let first = parts.next().unwrap_or_default();
    let after_names = parts.map(|part| part.split_once(';').map_or(part, |(_, rest)| rest));
    std::iter::once(first).chain(after_names).any(|part| part.contains(char::is_alphabetic))
}

/// Whether a value is one address of the web, whatever marks are in it; in running text these end an address.
pub(super) fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// Where the scheme begins that ends at the end of `before`.
fn scheme_start(before: &str) -> usize {
    before
        .rfind(|c: char| !c.is_ascii_alphanumeric())
        .map_or(0, |i| i + before.get(i..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))
}

/// How far an address of the web reaches in running text.
fn url_length(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || "<>\"'“”‘’「」『』（）《》，。；！？、".contains(c);
    text.find(ends).unwrap_or(text.len())
}
