//! Options that a theme declares in its theme.yaml and a site sets under `theme_options`: checked like front-matter.
//!
//! It must not know what a theme makes of an option.

use std::collections::BTreeMap;

use serde::Serialize;

use super::decode::Fields;
use super::keys::{Keys, Shape, key, required, words};
use super::yaml::{Entry, Node, Value};
use crate::diag::{Findings, SourcePath};

/// An option that a theme has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeOption {
    /// Its name.
    pub key: String,
    kind: Kind,
    default: OptionValue,
    /// What each choice is painted with where no style sheet reaches: in pictures and charts as files.
    colours: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Choice(Vec<String>),
    Flag,
    Number,
    Text,
}

/// What an option is set to, as templates see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum OptionValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A text, or one of several words.
    Text(String),
}

/// Keys of an option.
const KEYS: Keys = &[
    required("label", "说明", "编辑看到的名称", Shape::Text),
    required("type", "类型", "choice、flag、number 或 text", Shape::Word(|| words(KINDS))),
    required("default", "缺省值", "没有设时的值", Shape::Any),
    key("values", "可选值", "type 是 choice 时", Shape::Texts),
    key(
        "colours",
        "颜色",
        "type 是 choice 时：每个值在图片和图表文件里的颜色，例如 {zhu: \"#b01318\"}",
        Shape::TextMap,
    ),
];

const KINDS: &[(&str, u8)] = &[("choice", 0), ("flag", 1), ("number", 2), ("text", 3)];

/// The options that a theme.yaml declares: `name: {type, default, label}`, a choice with its `values`.
pub fn declared(path: &SourcePath, options: &Node, findings: &mut Findings) -> Vec<ThemeOption> {
    let Value::Map(entries) = &options.value else { return Vec::new() };
    entries.iter().filter_map(|entry| declaration(path, entry, findings)).collect()
}

fn declaration(path: &SourcePath, entry: &Entry, findings: &mut Findings) -> Option<ThemeOption> {
    let mut f = Fields::open(path, &entry.node, KEYS, findings);
    f.required("label", "说明", "主色");
    f.required("type", "类型", "choice");
    f.required("default", "缺省值", "true");
    let values: Vec<String> = f.texts("values").into_iter().map(|t| t.value).collect();
    let colours = colours(path, &mut f, &values);
    let kind = match f.word("type", KINDS)? {
        0 if values.is_empty() => {
            f.required("values", "可选值", "[zhu, dian]");
            return None;
        }
        0 => Kind::Choice(values),
        1 => Kind::Flag,
        2 => Kind::Number,
        _ => Kind::Text,
    };
    let default = kind.read(&mut f, "default")?;
    Some(ThemeOption { key: entry.key.clone(), kind, default, colours })
}

fn colours(path: &SourcePath, f: &mut Fields<'_, '_>, values: &[String]) -> BTreeMap<String, String> {
    let Some(node) = f.map("colours") else { return BTreeMap::new() };
    let known: Vec<&str> = values.iter().map(String::as_str).collect();
    let mut own = Fields::among(path, node, &known, f.findings());
    known.iter().filter_map(|value| Some(((*value).to_owned(), colour(&mut own, value)?))).collect()
}

/// `#b01318`: what every program that shows an SVG understands.
fn colour(f: &mut Fields<'_, '_>, key: &str) -> Option<String> {
    let text = f.text(key)?.value;
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Some(text);
    }
    let node = f.node(key)?;
    f.wrong_shape(key, node, "六位的颜色，例如 \"#b01318\"", "a colour of six digits, as in `\"#b01318\"`");
    None
}

impl Kind {
    /// The value of a key, if it has one and it is of this kind; else it is reported.
    fn read(&self, f: &mut Fields<'_, '_>, key: &str) -> Option<OptionValue> {
        f.node(key)?;
        match self {
            Self::Choice(values) => {
                let words: Vec<(&str, &str)> = values.iter().map(|v| (v.as_str(), v.as_str())).collect();
                f.word(key, &words).map(|v| OptionValue::Text(v.to_owned()))
            }
            Self::Flag => Some(OptionValue::Flag(f.flag(key))),
            Self::Number => f.integer(key).map(OptionValue::Number),
            Self::Text => f.plain(key).map(OptionValue::Text),
        }
    }
}

/// The colour of what is set, of the first option that has colours.
#[must_use]
pub fn accent<'a>(declared: &'a [ThemeOption], set: &BTreeMap<String, OptionValue>) -> Option<&'a str> {
    declared.iter().find_map(|option| match set.get(&option.key) {
        Some(OptionValue::Text(value)) => option.colours.get(value).map(String::as_str),
        _ => None,
    })
}

/// Every declared option with what the site's settings, in the file of `path`, make of it.
pub fn settle(
    declared: &[ThemeOption],
    path: &SourcePath,
    set: Option<&Node>,
    findings: &mut Findings,
) -> BTreeMap<String, OptionValue> {
    let mut values: BTreeMap<String, OptionValue> =
        declared.iter().map(|option| (option.key.clone(), option.default.clone())).collect();
    let Some(node) = set else { return values };
    let known: Vec<&str> = declared.iter().map(|option| option.key.as_str()).collect();
    let mut f = Fields::among(path, node, &known, findings);
    for option in declared {
        if let Some(value) = option.kind.read(&mut f, &option.key) {
            values.insert(option.key.clone(), value);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;
    use crate::diag::Code;

    fn node(text: &str, findings: &mut Findings) -> Node {
        yaml::read(&SourcePath::new("x.yaml"), text, 0..text.len(), findings)
    }

    fn settled(theme: &str, site: &str) -> (String, Vec<Code>) {
        let (path, mut findings) = (SourcePath::new("x.yaml"), Findings::new());
        let theme = node(theme, &mut findings);
        let options = declared(&path, &theme, &mut findings);
        let site = node(site, &mut findings);
        let values = settle(&options, &path, Some(&site), &mut findings);
        (serde_json::to_string(&values).unwrap(), findings.iter().map(|d| d.code).collect())
    }

    const THEME: &str = "accent: {type: choice, values: [zhu, dian], default: zhu, label: a}\n\
                         wide: {type: flag, default: true, label: b}\n\
                         rows: {type: number, default: 5, label: c}\n\
                         motto: {type: text, default: 无, label: d}\n";

    #[test]
    fn what_is_not_set_is_as_declared() {
        let (values, codes) = settled(THEME, "accent: dian\nwide: 否\n");
        assert_eq!(values, r#"{"accent":"dian","motto":"无","rows":5,"wide":false}"#);
        assert!(codes.is_empty(), "{codes:?}");
    }

    #[test]
    fn what_does_not_fit_is_reported_and_as_declared() {
        let (values, codes) = settled(THEME, "accent: blau\nrows: viele\nacent: zhu\n");
        assert_eq!(values, r#"{"accent":"zhu","motto":"无","rows":5,"wide":true}"#);
        assert_eq!(codes, [Code::UnknownKey, Code::UnknownWord, Code::BadNumber]);
    }

    #[test]
    fn a_choice_may_have_a_colour() {
        let (path, mut findings) = (SourcePath::new("x.yaml"), Findings::new());
        let theme = "rows: {type: number, default: 5, label: c}\n\
                     accent: {type: choice, values: [zhu, song], default: zhu, label: a, \
                     colours: {zhu: \"#b01318\", song: \"green\", rot: \"#000000\"}}\n";
        let options = declared(&path, &node(theme, &mut findings), &mut findings);
        let set = settle(&options, &path, None, &mut findings);
        assert_eq!(accent(&options, &set), Some("#b01318"));
        let green = BTreeMap::from([("accent".to_owned(), OptionValue::Text("song".to_owned()))]);
        assert_eq!(accent(&options, &green), None);
        let codes: Vec<Code> = findings.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::UnknownKey, Code::WrongShape]);
    }

    #[test]
    fn a_declaration_is_checked_too() {
        let (values, codes) = settled("a: {type: colour, default: red, label: x}\nb: {type: flag}\n", "");
        assert_eq!(values, "{}");
        assert!(codes.contains(&Code::UnknownWord) && codes.contains(&Code::MissingKey), "{codes:?}");
    }
}
