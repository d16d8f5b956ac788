//! The configuration of Sveltia CMS: a collection for each folder of content, a field for each key.

use serde_json::{Map, Value, json};

use super::forms::{FOLDERS, Layout, Names, choices, is_long};
use super::{Subject, object};
use crate::source::keys::{Key, Keys, Shape};

/// The whole configuration. The backend is named for the work on a local folder, which asks for any.
pub fn configuration(names: &Names) -> Value {
    let collections: Vec<Value> =
        FOLDERS.iter().flat_map(|(subject, folder, one)| collections(*subject, folder, one, names)).collect();
    json!({
        "backend": { "name": "github", "repo": "local/site" },
        "app_title": "方志",
        "media_folder": "content/articles",
        "public_folder": "/content/articles",
        "show_preview_links": false,
        "editor": { "preview": false },
        "slug": { "encoding": "unicode", "clean_accents": false },
        "output": { "omit_empty_optional_fields": true, "yaml": { "indent_size": 2 } },
        "collections": collections,
    })
}

/// The collections of a folder: of articles one for each layout, as a collection has one only.
fn collections(subject: Subject, folder: &str, one: &str, names: &Names) -> Vec<Value> {
    let mut common = object(json!({
        "label_singular": one,
        "folder": format!("content/{folder}"),
        "extension": "md",
        "format": "yaml-frontmatter",
        "fields": fields(subject, names),
    }));
    if subject != Subject::Article {
        common.extend(object(json!({
            "name": folder,
            "label": one,
            "identifier_field": title(subject.keys()),
            "slug": { "template": "{{slug}}", "editable": ["create"], "hint": "编号，即文件名，例如 qingyun" },
        })));
        return vec![Value::Object(common)];
    }
    let mut layouts = names.layouts.clone();
    if !layouts.contains(&Layout::USUAL) {
        layouts.insert(0, Layout::USUAL);
    }
    layouts.into_iter().map(|layout| articles(&common, layout)).collect()
}

fn articles(common: &Map<String, Value>, layout: Layout) -> Value {
    let above = ["{{year}}/", "{{year}}/{{month}}/"];
    let above = match layout.depth {
        0 => String::new(),
        depth => above.get(depth - 1).map_or_else(|| "{{year}}/".repeat(depth), |above| (*above).to_owned()),
    };
    let (file, kind) = if layout.has_folder { ("/index", "各带图片的文件夹") } else { ("", "单个文件") };
    let mut collection = common.clone();
    collection.extend(object(json!({
        "name": format!("articles-{}{}", layout.depth, if layout.has_folder { "-folder" } else { "" }),
        "label": format!("稿件（{kind}{}）", if layout.depth == 1 { "" } else { "，另一种放法" }),
        "path": format!("{above}{{{{slug}}}}{file}"),
        "slug": "{{fields.date}}-{{fields.title}}",
        "identifier_field": "title",
        "summary": "{{fields.date}} {{fields.title}}",
        "media_folder": "",
        "public_folder": "",
        "create": layout == Layout::USUAL,
    })));
    Value::Object(collection)
}

fn title(keys: Keys) -> &'static str {
    keys.iter().find(|key| key.required).map_or("title", |key| key.name)
}

fn fields(subject: Subject, names: &Names) -> Vec<Value> {
    let mut fields: Vec<Value> = subject.keys().iter().filter_map(|key| field(subject, key, names)).collect();
    // Markdown as it stands: the other mode would write it anew.
    fields.push(json!({
        "name": "body", "label": "正文", "widget": "markdown", "modes": ["raw", "rich_text"], "required": false,
    }));
    fields
}

/// A key as a field; `None` for what a form cannot hold, which stays as it is.
fn field(subject: Subject, key: &Key, names: &Names) -> Option<Value> {
    let mut field = object(json!({
        "name": key.name,
        "label": key.title,
        "hint": key.hint,
        "required": key.required,
    }));
    let own = match choices(subject, key, names) {
        Some(choices) => {
            let is_list = matches!(key.shape, Shape::Texts);
            json!({ "widget": "select", "options": choices, "multiple": is_list })
        }
        None => widget(subject, key, names)?,
    };
    field.extend(object(own));
    Some(Value::Object(field))
}

fn widget(subject: Subject, key: &Key, names: &Names) -> Option<Value> {
    let inner = |keys: Keys| keys.iter().filter_map(|key| field(subject, key, names)).collect::<Vec<_>>();
    Some(match &key.shape {
        Shape::Text if is_long(key) => json!({ "widget": "text" }),
        Shape::Text => json!({ "widget": "string" }),
        Shape::Word(words) => json!({ "widget": "select", "options": words() }),
        Shape::Adcode => json!({ "widget": "string", "pattern": ["^([0-9]{6})?$", "六位数字"] }),
        Shape::Date => json!({ "widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "picker_utc": false }),
        Shape::Flag => json!({ "widget": "boolean" }),
        Shape::Integer(i64::MIN, i64::MAX) => json!({ "widget": "number", "value_type": "int" }),
        Shape::Integer(least, most) => json!({ "widget": "number", "value_type": "int", "min": least, "max": most }),
        Shape::Number => json!({ "widget": "number", "value_type": "float" }),
        Shape::Texts => json!({ "widget": "list" }),
        Shape::TextMap => json!({ "widget": "keyvalue", "key_label": "职责", "value_label": "姓名" }),
        Shape::Figures(_) => figures(names),
        Shape::Levels(_) => json!({ "widget": "keyvalue", "key_label": "代码", "value_label": "级别" }),
        Shape::TextOr(_) if names.short.contains(key.name) => return None,
        Shape::Map(keys) | Shape::TextOr(keys) => {
            json!({ "widget": "object", "collapsed": "auto", "fields": inner(keys) })
        }
        Shape::List(keys) => json!({ "widget": "list", "collapsed": "auto", "fields": inner(keys) }),
        Shape::Any => return None,
    })
}

/// Figures are a table of two columns: indicator with period, and what is stated.
fn figures(names: &Names) -> Value {
    let own = |(name, unit): &(String, Option<String>)| match unit {
        Some(unit) => format!("{name}（{unit}）"),
        None => name.clone(),
    };
    let known: Vec<String> = names.indicators.iter().map(own).collect();
    json!({
        "widget": "keyvalue",
        "key_label": "指标，可带时期",
        "value_label": "数值、增速、位次",
        "hint": format!(
            "指标和时期之间空一格，例如 固定资产投资 上半年；数值例如 42.5亿元, +7.5%。网站的指标：{}",
            known.join("、")
        ),
    })
}
