//! What every record can be narrowed by: its counties, columns, years and indicators.

use std::collections::BTreeSet;

use serde_json::json;

use super::record::{Facets, Label, Record};

/// The file: `[[[facet, id, name], …], [[number, …], …]]`, options of all facets, and for each record the numbers of its own.
/// Names go through `write`. Facets are `c` county, `k` column, `y` year (the newest first), `i` indicator.
pub fn file(facets: &Facets, records: &[Record], write: impl Fn(&str) -> String) -> Vec<u8> {
    let years: BTreeSet<&str> = records.iter().filter_map(year).collect();
    let years: Vec<&str> = years.into_iter().rev().collect();
    let named =
        |facet, labels: &[Label]| labels.iter().map(|l| json!([facet, l.id, write(&l.name)])).collect::<Vec<_>>();
    let options = [
        named("c", &facets.counties),
        named("k", &facets.columns),
        years.iter().map(|y| json!(["y", y, y])).collect(),
        named("i", &facets.indicators),
    ];
    let [columns, of_year, indicators] = starts(options.each_ref().map(Vec::len));
    let row = |record: &Record| -> Vec<usize> {
        let of = |numbers: &[u32], start: usize| numbers.iter().map(move |n| start + *n as usize).collect::<Vec<_>>();
        let year = year(record).and_then(|year| years.iter().position(|y| *y == year)).map(|n| of_year + n);
        let [c, k, i] = [of(&record.counties, 0), of(&record.columns, columns), of(&record.indicators, indicators)];
        c.into_iter().chain(k).chain(year).chain(i).collect()
    };
    let rows: Vec<_> = records.iter().map(row).collect();
    serde_json::to_vec(&json!([options.concat(), rows])).unwrap_or_default()
}

/// Where the second, third and fourth of four lists begin in all.
fn starts([a, b, c, _]: [usize; 4]) -> [usize; 3] {
    [a, a + b, a + b + c]
}

fn year(record: &Record) -> Option<&str> {
    record.date.split('-').next().filter(|year| !year.is_empty())
}
