//! The configuration of Front Matter CMS (`frontmatter.json`): a content type for each kind of file, a field for each key.
//! It has no fields for lists of mappings: these keys are left out and stay as they are.

use serde_json::{Map, Value, json};

use super::forms::{FOLDERS, Names, choices, is_long};
use super::{Subject, object};
use crate::source::keys::{Key, Keys, Shape};

/// Who usually has a part in an article.
const ROLES: [&str; 8] = ["撰文", "记者", "通讯员", "摄影", "编辑", "责任编辑", "校对", "审核"];

/// The whole configuration.
pub fn configuration(names: &Names) -> Value {
    let folders = FOLDERS.iter().map(|(subject, folder, title)| {
        json!({ "title": title, "path": format!("[[workspace]]/content/{folder}"), "contentTypes": [subject.id()] })
    });
    let types = FOLDERS.iter().map(|(subject, _, _)| {
        json!({
            "name": subject.id(),
            "fileType": "md",
            "clearEmpty": true,
            "pageBundle": *subject == Subject::Article,
            "fields": fields(*subject, subject.keys(), names),
        })
    });
    json!({
        "$schema": "https://frontmatter.codes/frontmatter.schema.json",
        "frontMatter.framework.id": "other",
        "frontMatter.content.publicFolder": "",
        "frontMatter.content.defaultFileType": "md",
        "frontMatter.content.pageFolders": folders.collect::<Vec<_>>(),
        "frontMatter.taxonomy.frontMatterType": "YAML",
        "frontMatter.taxonomy.dateFormat": "yyyy-MM-dd",
        "frontMatter.taxonomy.contentTypes": types.collect::<Vec<_>>(),
    })
}

fn fields(subject: Subject, keys: Keys, names: &Names) -> Vec<Value> {
    keys.iter().filter_map(|key| field(subject, key, names)).collect()
}

fn field(subject: Subject, key: &Key, names: &Names) -> Option<Value> {
    let mut field = named(key.name, key.title, key.hint);
    field.insert("required".to_owned(), json!(key.required));
    let own = match choices(subject, key, names) {
        Some(choices) => {
            json!({ "type": "choice", "choices": choices, "multiple": matches!(key.shape, Shape::Texts) })
        }
        None => kind(subject, key, names)?,
    };
    field.extend(object(own));
    Some(Value::Object(field))
}

fn named(name: &str, title: &str, hint: &str) -> Map<String, Value> {
    object(json!({ "name": name, "title": title, "description": hint }))
}

fn kind(subject: Subject, key: &Key, names: &Names) -> Option<Value> {
    Some(match &key.shape {
        Shape::Text | Shape::Adcode => json!({ "type": "string", "single": !is_long(key) }),
        Shape::Word(words) => json!({ "type": "choice", "choices": words() }),
        Shape::Date => json!({ "type": "datetime", "dateFormat": "yyyy-MM-dd" }),
        Shape::Flag if key.name == "draft" => json!({ "type": "draft" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Integer(..) => json!({ "type": "number" }),
        Shape::Number => json!({ "type": "number", "numberOptions": { "isDecimal": true } }),
        Shape::Texts if key.name == "tags" => json!({ "type": "tags" }),
        Shape::Texts => json!({ "type": "list" }),
        Shape::TextMap => json!({ "type": "fields", "fields": texts(ROLES.iter().map(|role| (*role, ""))) }),
        Shape::Figures(_) => {
            let own = names.indicators.iter().map(|(name, unit)| (name.as_str(), unit.as_deref().unwrap_or_default()));
            json!({ "type": "fields", "fields": texts(own) })
        }
        Shape::TextOr(_) if names.short.contains(key.name) => return None,
        Shape::Map(keys) | Shape::TextOr(keys) => json!({ "type": "fields", "fields": fields(subject, keys, names) }),
        Shape::List(_) | Shape::Levels(_) | Shape::Any => return None,
    })
}

/// One line of text for each name.
fn texts<'n>(names: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<Value> {
    let one = |(name, hint): (&str, &str)| {
        let mut field = named(name, name, hint);
        field.extend(object(json!({ "type": "string", "single": true })));
        Value::Object(field)
    };
    names.map(one).collect()
}
