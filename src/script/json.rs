//! The strings of a JSON text that are words. All else keeps its bytes: numbers do not pass through a parser.

use super::convert::is_address;
use super::{Converter, Script};

/// Keys of which the values are addresses, ids or codes; so are those of keys that begin with `@`.
const KEPT: &[&str] =
    &["url", "contentUrl", "embedUrl", "image", "logo", "sameAs", "identifier", "encodingFormat", "id"];

/// Converts a JSON text.
pub(super) fn convert(converter: &Converter, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut key = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('"') {
        let (before, string) = rest.split_at(at);
        let (string, after) = string.split_at(string_length(string));
        out.push_str(before);
        match serde_json::from_str::<String>(string) {
            Ok(name) if after.trim_start().starts_with(':') => {
                out.push_str(string);
                key = name;
            }
            Ok(words) if !key.starts_with('@') && !KEPT.contains(&key.as_str()) => {
                out.push_str(&value(converter, &words, string));
            }
            _ => out.push_str(string),
        }
        rest = after;
    }
    out + rest
}

/// How long the string is that the text begins with, its quotation marks included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

/// A language is exchanged, words are converted; what stays the same keeps its escapes.
fn value(converter: &Converter, words: &str, string: &str) -> String {
    let new = if Script::parse(words) == Some(converter.to().other()) {
        converter.to().tag().into()
    } else if is_address(words) {
        return string.to_owned();
    } else {
        converter.text(words)
    };
    if new == words { string.to_owned() } else { serde_json::Value::from(new).to_string() }
}
