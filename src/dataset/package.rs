//! `datapackage.json`: what the files of `/data/` hold (Data Package v2, <https://datapackage.org>).

use serde_json::{Map, Value, json};

use super::{ClaimRow, Column, Kind, Row, SeriesRow};
use crate::config::Licence;
use crate::model::Site;

/// The description of the site's open data. It stands in the same folder as the files.
#[must_use]
pub fn package(site: &Site) -> Value {
    let config = &site.config;
    let mut package = Map::new();
    let mut put = |key: &str, value: Value| package.insert(key.to_owned(), value);
    put("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    put("name", json!("county-bulletin-data"));
    put("title", json!(config.title));
    if let Some(newest) = site.articles.first() {
        put("version", json!(newest.file.date.to_string()));
    }
    if let Some(base) = &config.base_url {
        put("homepage", json!(base.as_str()));
    }
    if !config.publisher.name.is_empty() {
        put("contributors", json!([{ "title": config.publisher.name, "roles": ["publisher"] }]));
    }
    if let Some(licence) = config.licence.as_ref().and_then(licence) {
        put("licenses", json!([licence]));
    }
    put("resources", json!([resource::<ClaimRow<'_>>(), resource::<SeriesRow<'_>>()]));
    Value::Object(package)
}

/// A licence by its identifier and address, as the format asks; what has none is left out.
fn licence(licence: &Licence) -> Option<Value> {
    let known = licence.known.as_ref()?;
    Some(json!({ "name": known.id, "path": known.url, "title": licence.text }))
}

fn resource<R: Row>() -> Value {
    json!({
        "name": R::NAME,
        "title": R::TITLE,
        "type": "table",
        "path": format!("{}.csv", R::NAME),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": R::COLUMNS.iter().map(field).collect::<Vec<_>>(),
            "missingValues": [""],
        },
    })
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Kind::Text => "string",
        Kind::Number => "number",
        Kind::Integer => "integer",
        Kind::Date => "date",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.description });
    if let (false, Some(map)) = (column.words.is_empty(), field.as_object_mut()) {
        map.insert("constraints".to_owned(), json!({ "enum": column.words }));
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_named_by_identifier() {
        let of = |text: &str| licence(&Licence::of(text.to_owned()));
        let path = "https://creativecommons.org/licenses/by/4.0/";
        assert_eq!(of("CC BY 4.0"), Some(json!({ "name": "CC-BY-4.0", "path": path, "title": "CC BY 4.0" })));
        assert_eq!(of("保留所有权利"), None);
    }

    #[test]
    fn the_columns_of_claims_are_fixed() {
        let names: Vec<&str> = ClaimRow::COLUMNS.iter().map(|c| c.name).collect();
        let fixed = "county,adcode,indicator,period,period_kind,kind,measure,basis,value,value_to,unit,bound,scope,rank_of,status,article,source,state";
        assert_eq!(names.join(","), fixed);
    }
}
