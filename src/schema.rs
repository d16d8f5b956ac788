//! JSON Schemas of front-matter and settings, for editors that check and complete while somebody types. Made of the
//! keys that the readers accept; must not know how a value is read.

pub mod forms;
mod front_matter;
mod sveltia;

use serde_json::{Map, Value, json};

use crate::diag::Code;
use crate::source::keys::{Key, Keys, Shape};
use crate::{article, config, definition};

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An article's front-matter.
    Article,
    /// A county's.
    County,
    /// An indicator's.
    Indicator,
    /// A column's.
    Column,
    /// An issue's.
    Issue,
    /// A page's.
    Page,
    /// site-config.yaml.
    SiteConfig,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Article, Self::County, Self::Indicator, Self::Column, Self::Issue, Self::Page, Self::SiteConfig];

    /// Its name on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::County => "county",
            Self::Indicator => "indicator",
            Self::Column => "column",
            Self::Issue => "issue",
            Self::Page => "page",
            Self::SiteConfig => "site-config",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Article => "稿件的头信息",
            Self::County => "县的头信息",
            Self::Indicator => "指标的头信息",
            Self::Column => "专栏的头信息",
            Self::Issue => "期的头信息",
            Self::Page => "页面的头信息",
            Self::SiteConfig => "网站设置",
        }
    }

    /// The keys its reader accepts.
    #[must_use]
    pub fn keys(self) -> Keys {
        match self {
            Self::Article => article::KEYS,
            Self::County => definition::COUNTY_KEYS,
            Self::Indicator => definition::INDICATOR_KEYS,
            Self::Column => definition::COLUMN_KEYS,
            Self::Issue => definition::ISSUE_KEYS,
            Self::Page => definition::PAGE_KEYS,
            Self::SiteConfig => config::KEYS,
        }
    }
}

/// The schema (JSON Schema 2020-12).
#[must_use]
pub fn schema(subject: Subject) -> Value {
    let mut schema = mapping(subject.keys());
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(subject.title()));
    if subject == Subject::County {
        let has = |key: &str| json!({ "required": [key], "properties": { key: { "not": { "type": "null" } } } });
        schema.insert("anyOf".to_owned(), json!([has("adcode"), has("parent")]));
    }
    Value::Object(schema)
}

fn mapping(keys: Keys) -> Map<String, Value> {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

/// One key. An empty value of one that may be left out is as good as none.
fn property(key: &Key) -> Value {
    let shape = shape(&key.shape);
    let shape = if key.required || shape.is_empty() {
        shape
    } else {
        object(json!({ "anyOf": [Value::Object(shape), { "type": "null" }] }))
    };
    let mut property = object(json!({ "title": key.title, "description": key.hint }));
    property.extend(shape);
    Value::Object(property)
}

fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(map) = value { map } else { Map::new() }
}

fn shape(shape: &Shape) -> Map<String, Value> {
    object(match shape {
        Shape::Text => text(),
        Shape::Word(words) => json!({ "enum": words() }),
        Shape::Adcode => json!({ "anyOf": [
            { "type": "string", "pattern": "^[0-9]{6}$" },
            { "type": "integer", "minimum": 100_000, "maximum": 999_999 },
        ] }),
        Shape::Date => json!({ "type": "string", "pattern": DATE }),
        Shape::Flag => json!({ "enum": [true, false, "true", "false", "yes", "no", "是", "否"] }),
        Shape::Integer(i64::MIN, i64::MAX) => json!({ "anyOf": [
            { "type": "integer" },
            { "type": "string", "pattern": "^[+-]?[0-9]+$" },
        ] }),
        Shape::Integer(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Shape::Number => json!({ "anyOf": [
            { "type": "number" },
            { "type": "string", "pattern": "^[+-]?[0-9][0-9,]*(\\.[0-9]+)?$" },
        ] }),
        Shape::Texts => json!({ "anyOf": [text(), { "type": "array", "items": text() }] }),
        Shape::TextMap => json!({ "type": "object", "additionalProperties": {
            "anyOf": [text(), { "type": "array", "items": text() }, { "type": "null" }],
        } }),
        Shape::Map(keys) => Value::Object(mapping(keys)),
        Shape::TextOr(keys) => json!({ "anyOf": [text(), mapping(keys)] }),
        Shape::List(keys) => json!({ "type": "array", "items": mapping(keys) }),
        Shape::Figures(keys) => figures(keys),
        Shape::Levels(levels) => json!({
            "type": "object",
            "propertyNames": { "enum": free_codes() },
            "additionalProperties": { "enum": levels() },
        }),
        Shape::Any => json!({}),
    })
}

/// Numbers and truth values are text too.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A figure in short form, or in full form with a value or a target.
fn figures(keys: Keys) -> Value {
    let mut full = mapping(keys);
    full.insert("anyOf".to_owned(), json!([{ "required": ["value"] }, { "required": ["target"] }]));
    json!({ "type": "object", "additionalProperties": { "anyOf": [{ "type": ["string", "number"] }, full] } })
}

fn free_codes() -> Vec<&'static str> {
    Code::ALL.iter().filter(|code| !code.is_fixed()).map(|code| code.id()).collect()
}

/// A day of the calendar, leap years left aside, in the spellings that editors use.
const DATE: &str = "^[0-9]{4}[-/.年](((0?[13578]|1[02])[-/.月](0?[1-9]|[12][0-9]|3[01]))|((0?[469]|11)[-/.月](0?[1-9]|[12][0-9]|30))|(0?2[-/.月](0?[1-9]|[12][0-9])))日?$";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::{ColumnFile, CountyFile, IndicatorFile, IssueFile, PageFile};
    use crate::diag::{Findings, SourcePath};
    use crate::source::TextFile;

    /// The keys that a reader misses in an empty file.
    fn missed(subject: Subject) -> Vec<String> {
        let file = TextFile { path: SourcePath::new("a.md"), text: "---\n{}\n---\n\n正文。\n".to_owned() };
        let mut findings = Findings::new();
        match subject {
            Subject::Article => drop(article::read("a", &file, &mut findings)),
            Subject::County => drop(CountyFile::read("a", &file, &mut findings)),
            Subject::Indicator => drop(IndicatorFile::read("a", &file, &mut findings)),
            Subject::Column => drop(ColumnFile::read("a", &file, &mut findings)),
            Subject::Issue => drop(IssueFile::read("a", &file, &mut findings)),
            Subject::Page => drop(PageFile::read("a", &file, &mut findings)),
            Subject::SiteConfig => drop(config::parse(&file.path, "{}\n", &mut findings)),
        }
        let missing = findings.iter().filter(|d| d.code == Code::MissingKey);
        missing.filter_map(|d| Some(d.message.en.split('`').nth(1)?.to_owned())).collect()
    }

    #[test]
    fn what_is_required_is_missed_by_the_reader() {
        for subject in Subject::ALL {
            let mut missed = missed(subject);
            // A county needs one of two: the schema says so by itself.
            missed.retain(|key| subject != Subject::County || key != "parent");
            missed.sort_unstable();
            let mut required: Vec<&str> =
                subject.keys().iter().filter(|key| key.required).map(|key| key.name).collect();
            required.sort_unstable();
            assert_eq!(missed, required, "{}", subject.id());
        }
    }

    #[test]
    fn every_key_is_named_and_explained_once() {
        for subject in Subject::ALL {
            let mut names: Vec<&str> = subject.keys().iter().map(|key| key.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), subject.keys().len());
            assert!(subject.keys().iter().all(|key| !key.title.is_empty() && !key.hint.is_empty()));
        }
    }
}
