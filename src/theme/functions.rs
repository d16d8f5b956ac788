//! What templates can call besides Tera's own: `t`, `asset` and the filters `json`, `nw` and `runs`. Knows no page.

use std::collections::{BTreeMap, HashMap};

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::phrase::Phrase;
use crate::typeset::{set_into, set_title_into};

/// Makes the functions known. Must come before the templates: Tera checks names while loading them.
pub(super) fn register(tera: &mut Tera, words: BTreeMap<String, String>, assets: BTreeMap<String, String>) {
    let phrases: HashMap<String, Phrase> = words.into_iter().map(|(key, text)| (key, Phrase::new(&text))).collect();
    let paths: BTreeMap<String, Value> =
        assets.into_iter().map(|(name, path)| (name, Value::normal_string(&path))).collect();
    tera.register_function("t", move |arguments: Kwargs, _: &State| word(&phrases, &arguments));
    tera.register_function("asset", move |arguments: Kwargs, _: &State| asset(&paths, &arguments));
    tera.register_filter("nw", |text: &str, _: Kwargs, _: &State| unbroken(text));
    tera.register_filter("runs", |title: &str, arguments: Kwargs, _: &State| in_runs(title, &arguments));
    tera.register_filter("json", |value: &Value, _: Kwargs, _: &State| json(value));
}

/// `t(key="articles.count", n=3)`: a word of the theme.
fn word(phrases: &HashMap<String, Phrase>, arguments: &Kwargs) -> TeraResult<Value> {
    let key: &str = arguments.must_get("key")?;
    let phrase = phrases.get(key).ok_or_else(|| Error::message(format!("Unknown word `{key}`")))?;
    phrase.fill(arguments).map_err(|name| Error::message(format!("Word `{key}` needs the argument `{name}`")))
}

/// `asset(name="bulletin.css")`: an asset's path from the root of the site.
fn asset(paths: &BTreeMap<String, Value>, arguments: &Kwargs) -> TeraResult<Value> {
    let name: &str = arguments.must_get("name")?;
    paths.get(name).cloned().ok_or_else(|| Error::message(format!("Unknown asset `{name}`")))
}

/// `title | nw`: text in which a number and its unit stay on one line.
fn unbroken(text: &str) -> Value {
    let mut html = String::with_capacity(text.len());
    set_into(text, &mut html);
    Value::safe_string(&html)
}

/// `title | runs(unless=title_keep)`: as `nw`, and lines end at marks where they can. Titles that the style sheet keeps from
/// breaking anywhere else need no more.
fn in_runs(title: &str, arguments: &Kwargs) -> TeraResult<Value> {
    if arguments.get("unless")?.unwrap_or(false) {
        return Ok(unbroken(title));
    }
    let mut html = String::with_capacity(title.len());
    set_title_into(title, &mut html);
    Ok(Value::safe_string(&html))
}

/// `value | json`: JSON that may stand inside `<script>`, where HTML's escapes do not work.
fn json(value: &Value) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|error| Error::message(error.to_string()))?;
    Ok(Value::safe_string(&script_safe(&text)))
}

/// Replaces what could end the script or, in older browsers, a line, by JSON's own escapes. These characters occur in
/// JSON inside of strings alone.
fn script_safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}
