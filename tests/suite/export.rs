//! `export`: what an independent program reads in each form is what the site's open data say.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::sample::{Sample, TODAY, sample};
use crate::site::{SiteTest, data};

type Tables = BTreeMap<String, Vec<BTreeMap<String, String>>>;

const FORMS: [&str; 4] = ["csv", "json", "xlsx", "sqlite"];

fn export(site: &SiteTest, form: &str, out: &Path) {
    let out = out.to_str().unwrap();
    site.program("export").args(&["--as-of", TODAY, "--format", form, "--out", out]).end().ends_with(0);
}

/// The tables of a file as Python's standard library reads them.
fn read(form: &str, file: &Path) -> Tables {
    let run = Command::new("python3").arg(data("export/read.py")).arg(form).arg(file).output().unwrap();
    assert!(run.status.success(), "{form}: {}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

fn published(sample: &Sample, file: &str) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(&sample.output[file]).unwrap();
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn every_form_has_the_open_data() {
    let sample = sample();
    let folder = tempfile::tempdir().unwrap();
    let mut whole = Vec::new();
    for form in FORMS {
        let file = folder.path().join(form);
        export(&sample.site, form, &file);
        let tables = read(form, &file);
        assert_eq!(tables["claims"], published(sample, "data/claims.csv"), "{form}");
        if form != "csv" {
            assert_eq!(tables["series"], published(sample, "data/series.csv"), "{form}");
            whole.push((form, tables));
        }
    }
    let (_, first) = &whole[0];
    let names: Vec<&str> = first.keys().map(String::as_str).collect();
    assert_eq!(names, ["articles", "claims", "counties", "events", "indicators", "projects", "series"]);
    assert!(first.values().all(|rows| !rows.is_empty()));
    for (form, tables) in &whole {
        assert_eq!(tables, first, "{form}");
    }
}

/// A number that a spreadsheet cannot hold stays as it was stated.
#[test]
fn long_numbers_keep_their_digits() {
    let site = SiteTest::base().article("2024-01-10-a", "metrics:\n  gdp 2023年: 12345678901234567.25亿元", "正文。");
    let folder = tempfile::tempdir().unwrap();
    for form in FORMS {
        let file = folder.path().join(form);
        export(&site, form, &file);
        assert!(read(form, &file)["claims"].iter().any(|c| c["value"] == "12345678901234567.25"), "{form}");
    }
}

#[test]
fn the_same_data_give_the_same_file() {
    let site = SiteTest::copy_of("golden/ledger/site");
    let folder = tempfile::tempdir().unwrap();
    for form in FORMS {
        let [one, two] = ["one", "two"].map(|name| folder.path().join(format!("{form}-{name}")));
        export(&site, form, &one);
        export(&site, form, &two);
        assert!(std::fs::read(one).unwrap() == std::fs::read(two).unwrap(), "{form}");
    }
}

#[test]
fn a_failure_leaves_the_old_file() {
    let site = SiteTest::base().article("2024-01-10-a", "column: 没有", "正文。");
    let out = site.path().join("data.csv");
    std::fs::write(&out, "旧").unwrap();
    let file = out.to_str().unwrap();
    site.program("export").args(&["--format", "csv", "--out", file]).end().ends_with(1).says("not exported: 1 error");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "旧");
    let good = SiteTest::base();
    let nowhere = good.path().join("no/such/folder.csv");
    good.program("export").args(&["--format", "csv", "--out", nowhere.to_str().unwrap()]).end().ends_with(3);
}
