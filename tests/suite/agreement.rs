//! Page, CSV, JSON and chart of a series say the same, for the whole sample site.

use std::collections::{BTreeMap, BTreeSet};

use fangzhi::quantity::{Amount, Bound, Period, Sign, Unit};
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::sample::sample;
use crate::tree::Tree;
use crate::{drawn, golden};

/// A row of a CSV file by its columns.
pub type Row = BTreeMap<String, String>;

fn text<'a>(output: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(&output[path]).unwrap()
}

pub fn rows(csv: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv.strip_prefix('\u{feff}').unwrap().as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// The figure of a row, in the unit if it is of its dimension.
pub fn amount(row: &Row, unit: Option<&Unit>) -> Amount {
    let number = |key: &str| row[key].parse::<Decimal>().ok();
    let stated = Amount {
        value: number("value").unwrap(),
        value_to: number("value_to"),
        bound: Bound::from_code(&row["bound"]).unwrap(),
        unit: Unit::parse(&row["unit"]),
    };
    unit.and_then(|u| stated.to_unit(u)).unwrap_or(stated)
}

fn shown(amount: &Amount, sign: Sign) -> String {
    let bare = Amount { unit: None, ..amount.clone() };
    format!("{}{}", amount.sign_text(), bare.number_text(sign))
}

/// Whether a row is a result of this measure.
pub fn is(row: &Row, measure: &str, basis: &str) -> bool {
    row["kind"] == "actual" && row["measure"] == measure && row["basis"] == basis
}

/// Period, article and cell of every figure that stands.
fn stated(rows: &[Row], unit: Option<&Unit>, measure: &str, basis: &str, sign: Sign) -> BTreeSet<[String; 3]> {
    let standing = rows.iter().filter(|r| r["state"] != "superseded" && is(r, measure, basis));
    let period = |r: &Row| Period::read(&r["period"], None).unwrap().period.label();
    standing.map(|r| [period(r), r["article"].clone(), shown(&amount(r, unit), sign)]).collect()
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(found, _)| found)
}

pub fn plain(html: &str) -> String {
    html.replace("&gt;", ">").replace("&lt;", "<")
}

/// The same of the page's table, by the label of the column.
fn on_page(page: &str, label: &str) -> BTreeSet<[String; 3]> {
    let table = between(page, "全部数据点</caption>", "</table>").unwrap_or_default();
    let cell = |row: &str| {
        let value = between(row, &format!("data-l=\"{label}\">"), "</td>").filter(|v| !v.contains('<'))?;
        let period = between(row, "class=\"nw\">", "</th>")?;
        let article = between(row, "articles/", "/\"")?;
        Some([period.to_owned(), article.to_owned(), plain(value)])
    };
    // What is computed from other figures stands in no file.
    table.split("<tr").filter(|row| !row.contains(">推算<")).filter_map(cell).collect()
}

/// Growth in another unit than the head's carries its own.
fn without_unit(cells: BTreeSet<[String; 3]>) -> BTreeSet<[String; 3]> {
    let bare = |v: String| v.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
    cells.into_iter().map(|[period, article, value]| [period, article, bare(value)]).collect()
}

/// What does not agree in one series.
fn problems(output: &Tree, folder: &str, units: &BTreeMap<String, Option<Unit>>) -> Vec<String> {
    let csv = rows(text(output, &format!("{folder}/data.csv")));
    let json: serde_json::Value = serde_json::from_str(text(output, &format!("{folder}/data.json"))).unwrap();
    let page = text(output, &format!("{folder}/index.html"));
    let unit = units[&csv[0]["indicator"]].as_ref();
    let same_json = serde_json::to_value(&csv).unwrap() == json["claims"];
    let level = stated(&csv, unit, "level", "", Sign::Minus) == on_page(page, "数值");
    let growth = stated(&csv, None, "growth", "yoy", Sign::Always) == without_unit(on_page(page, "同比"));
    let checks = [("JSON", same_json), ("page, levels", level), ("page, growth", growth)];
    let wrong = checks.into_iter().filter(|(_, good)| !good).map(|(what, _)| what.to_owned());
    let file = output.get(&format!("{folder}/chart.svg")).map(|svg| std::str::from_utf8(svg).unwrap());
    let embed = output.get(&format!("{folder}/embed/index.html")).map(|page| std::str::from_utf8(page).unwrap());
    let chart = drawn::problems(page, embed.unwrap_or_default(), file, &csv, unit);
    wrong.chain(chart).map(|what| format!("{folder}: {what}")).collect()
}

/// The number of series, and what does not agree in them.
fn disagreements(output: &Tree) -> (usize, Vec<String>) {
    let folders: Vec<&str> = output
        .keys()
        .filter_map(|path| path.strip_suffix("/data.json"))
        .filter(|folder| folder.starts_with("counties/"))
        .collect();
    let units: BTreeMap<String, Option<Unit>> = output
        .keys()
        .filter_map(|path| path.strip_prefix("indicators/")?.strip_suffix("/data.json"))
        .map(|id| {
            let json: serde_json::Value =
                serde_json::from_str(text(output, &format!("indicators/{id}/data.json"))).unwrap();
            (id.to_owned(), json["indicator"]["unit"].as_str().and_then(Unit::parse))
        })
        .collect();
    (folders.len(), folders.par_iter().flat_map(|folder| problems(output, folder, &units)).collect())
}

#[test]
fn page_csv_json_and_chart_agree() {
    let (series, wrong) = disagreements(&sample().output);
    assert!(series > 300, "{series}");
    assert!(wrong.is_empty(), "{} of {series} series disagree:\n{}", wrong.len(), wrong.join("\n"));
}

/// Golden sites with marks that the sample site may lack: derived, disputed and provisional figures, breaks, targets.
#[test]
fn every_mark_agrees() {
    for name in ["charts", "sparse", "ledger"] {
        let (_, wrong) = disagreements(&golden::build(name).output());
        assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    }
}

/// `claims.csv` has every row of every series, and `series.csv` a row for each of them that stands.
#[test]
fn the_whole_is_the_sum_of_its_parts() {
    let output = &sample().output;
    let all: BTreeSet<Row> = rows(text(output, "data/claims.csv")).into_iter().collect();
    let parts = output.iter().filter(|(path, _)| path.starts_with("counties/") && path.ends_with("/data.csv"));
    let parts: BTreeSet<Row> = parts.flat_map(|(_, csv)| rows(std::str::from_utf8(csv).unwrap())).collect();
    assert!(parts.is_subset(&all));
    // Figures of a zone within a county are in no series of the county.
    assert!(all.difference(&parts).all(|row| !row["scope"].is_empty()));
    let current = parts.iter().filter(|row| row["state"] == "current").count();
    assert_eq!(rows(text(output, "data/series.csv")).len(), current);
}
