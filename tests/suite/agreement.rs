//! Page, CSV, JSON and chart of a series say the same, for the whole sample site.

use std::collections::{BTreeMap, BTreeSet};

use fangzhi::quantity::{Amount, Bound, Period, Sign, Unit};
use rayon::prelude::*;
use rust_decimal::Decimal;

use crate::sample::sample;
use crate::tree::Tree;

type Row = BTreeMap<String, String>;

fn text<'a>(output: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(&output[path]).unwrap()
}

fn rows(csv: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(csv.strip_prefix('\u{feff}').unwrap().as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// The figure of a row, in the unit if it is of its dimension.
fn amount(row: &Row, unit: Option<&Unit>) -> Amount {
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

fn is(row: &Row, measure: &str, basis: &str) -> bool {
    row["kind"] == "actual" && row["measure"] == measure && row["basis"] == basis
}

/// Period, article and cell of every figure that stands.
fn stated(rows: &[Row], unit: Option<&Unit>, measure: &str, basis: &str, sign: Sign) -> BTreeSet<[String; 3]> {
    let standing = rows.iter().filter(|r| r["state"] != "superseded" && is(r, measure, basis));
    let period = |r: &Row| Period::read(&r["period"], None).unwrap().period.label();
    standing.map(|r| [period(r), r["article"].clone(), shown(&amount(r, unit), sign)]).collect()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(found, _)| found)
}

fn plain(html: &str) -> String {
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
    table.split("<tr ").filter_map(cell).collect()
}

/// Growth in another unit than the head's carries its own.
fn without_unit(cells: BTreeSet<[String; 3]>) -> BTreeSet<[String; 3]> {
    let bare = |v: String| v.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
    cells.into_iter().map(|[period, article, value]| [period, article, bare(value)]).collect()
}

/// The values of a downloaded chart's marks, read off its axis, and how far off a reading may be.
fn drawn(svg: &str) -> (Vec<f64>, f64) {
    let number = |text: &str| text.replace('−', "-").replace('+', "").parse::<f64>().ok();
    let axis: Vec<(f64, f64)> = svg
        .split("<text ")
        .filter(|t| t.contains("text-anchor=\"end\"") && t.contains("x=\"-"))
        // The label of a point may stand there too, in bold.
        .filter(|t| !t.split('>').next().unwrap().contains("font-weight"))
        .filter_map(|t| Some((number(between(t, " y=\"", "\"")?)? - 4.5, number(between(t, ">", "</text>")?)?)))
        .collect();
    let (Some(first), Some(last)) = (axis.first(), axis.last()) else { return (Vec::new(), 0.0) };
    let scale = (last.1 - first.1) / (last.0 - first.0);
    let plot = svg.split_once("<g ").map_or("", |(_, plot)| plot);
    let circles = plot.split("<circle ").skip(1).filter_map(|c| number(between(c, "cy=\"", "\"")?));
    let bounds = plot.split("<path transform=\"translate(").skip(1);
    let bounds = bounds.filter_map(|b| number(b.split_once(')')?.0.split_once(' ')?.1));
    let values = circles.chain(bounds).map(|y| first.1 + (y - first.0) * scale).collect();
    // Positions are written to a tenth of a pixel, on the axis and at the mark.
    (values, scale.abs() * 0.2)
}

fn chart_agrees(svg: &str, rows: &[Row], unit: Option<&Unit>) -> bool {
    let standing = || rows.iter().filter(|r| r["state"] != "superseded");
    let float = |d: Decimal| d.to_string().parse::<f64>().unwrap();
    let ends = |a: Amount| [Some(a.value), a.value_to].into_iter().flatten().map(float).collect::<Vec<_>>();
    let known: Vec<f64> = standing()
        .filter(|r| r["measure"] == "level" || is(r, "growth", "yoy"))
        .flat_map(|r| ends(amount(r, unit.filter(|_| r["measure"] == "level"))))
        .collect();
    let (values, off) = drawn(svg);
    // A range is drawn at its ends or in its middle.
    let middles = standing().filter(|r| !r["value_to"].is_empty()).map(|r| {
        let both = ends(amount(r, unit));
        both.iter().sum::<f64>() / 2.0
    });
    let known: Vec<f64> = known.iter().copied().chain(middles).collect();
    !values.is_empty() && values.iter().all(|v| known.iter().any(|k| (k - v).abs() <= off))
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
    let chart = output.get(&format!("{folder}/chart.svg"));
    let chart = chart.is_none_or(|svg| chart_agrees(std::str::from_utf8(svg).unwrap(), &csv, unit));
    let checks = [("JSON", same_json), ("page, levels", level), ("page, growth", growth), ("chart", chart)];
    checks.into_iter().filter(|(_, good)| !good).map(|(what, _)| format!("{folder}: {what}")).collect()
}

#[test]
fn page_csv_json_and_chart_agree() {
    let output = &sample().output;
    let folders: Vec<&str> = output
        .keys()
        .filter_map(|path| path.strip_suffix("/data.json"))
        .filter(|folder| folder.starts_with("counties/"))
        .collect();
    assert!(folders.len() > 300, "{}", folders.len());
    let units: BTreeMap<String, Option<Unit>> = output
        .keys()
        .filter_map(|path| path.strip_prefix("indicators/")?.strip_suffix("/data.json"))
        .map(|id| {
            let json: serde_json::Value =
                serde_json::from_str(text(output, &format!("indicators/{id}/data.json"))).unwrap();
            (id.to_owned(), json["indicator"]["unit"].as_str().and_then(Unit::parse))
        })
        .collect();
    let wrong: Vec<String> = folders.par_iter().flat_map(|folder| problems(output, folder, &units)).collect();
    assert!(wrong.is_empty(), "{} of {} series disagree:\n{}", wrong.len(), folders.len(), wrong.join("\n"));
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
