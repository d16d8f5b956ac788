//! The files of an index, read back.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use flate2::read::GzDecoder;
use serde_json::Value;

use super::normalise::Normal;
use super::pack::read_varint;
use super::token::{Term, tokens};
use super::*;

const WORDS: &[&str] = &["财政收入", "工業增加值", "庆云", "10.5%", "69.5亿元", "GDP", "，", "轴承产业", "\n", "新增"];

struct Texts(Vec<String>);

impl Source for Texts {
    type Fault = String;

    fn text(&self, record: usize) -> Result<String, String> {
        self.0.get(record).filter(|t| *t != "lost").cloned().ok_or_else(|| format!("no {record}"))
    }
}

fn record(n: usize) -> Record {
    Record {
        kind: if n % 7 == 6 { Kind::Series } else { Kind::Article },
        url: format!("articles/{n}/"),
        title: format!("第{n}篇 {}", WORDS[n % WORDS.len()]),
        date: format!("{}-01-02", 2025 - n / 100),
        line: String::new(),
        value: String::new(),
        head: WORDS[n / 3 % WORDS.len()].to_owned(),
        fingerprint: n as u64,
        counties: vec![u32::try_from(n % 3).unwrap()],
        columns: Vec::new(),
        indicators: Vec::new(),
    }
}

fn sample(count: usize) -> (Vec<Record>, Texts) {
    let text = |n: usize| (0..n % 11).map(|i| WORDS[n * 7 % 13 * i % WORDS.len()]).collect();
    ((0..count).map(record).collect(), Texts((0..count).map(text).collect()))
}

fn build(count: usize) -> Index {
    let (records, texts) = sample(count);
    Index::build(records, &Facets::default(), &[], &texts).unwrap()
}

fn unzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

/// Reads a block by the description of the format.
fn read_block(bytes: &[u8], into: &mut Vec<(String, Vec<u32>)>) {
    let mut at = 0;
    let next = |at: &mut usize| {
        let (value, length) = read_varint(&bytes[*at..]);
        *at += length;
        usize::try_from(value).unwrap()
    };
    let (terms, header) = (next(&mut at), next(&mut at));
    let (mut postings, mut before) = (at + header, String::new());
    for _ in 0..terms {
        let (shared, rest) = (next(&mut at), next(&mut at));
        let term = before[..shared].to_owned() + std::str::from_utf8(&bytes[at..at + rest]).unwrap();
        at += rest;
        let (count, length) = (next(&mut at), next(&mut at));
        let (mut from, mut record, mut list) = (postings, 0, Vec::new());
        for _ in 0..count {
            record += next(&mut from) >> 3;
            list.push(u32::try_from(record).unwrap());
        }
        postings += length;
        assert_eq!(from, postings, "{term}");
        into.push((term.clone(), list));
        before = term;
    }
}

fn blocks(index: &Index) -> Vec<(String, Vec<u32>)> {
    let mut out = Vec::new();
    for (_, bytes) in index.files().iter().filter(|(path, _)| path.contains("/b/")) {
        read_block(&unzip(bytes), &mut out);
    }
    out
}

fn root(index: &Index) -> Value {
    let (_, bytes) = index.files().iter().find(|(path, _)| path == "search-index/root.bin").unwrap();
    serde_json::from_slice(&unzip(bytes)).unwrap()
}

#[test]
fn every_term_of_every_record_is_found_and_no_other() {
    let count = 4500;
    let (records, texts) = sample(count);
    let mut truth: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (n, record) in records.iter().enumerate() {
        for part in [&record.title, &record.head, &texts.0[n]] {
            let mut normal = Normal::default();
            normal.push(part);
            tokens(&normal.chars, |term| {
                let text = match term {
                    Term::Gram(a, b) => format!("{a}{b}"),
                    Term::Word(text) => text,
                };
                truth.entry(text).or_default().insert(u32::try_from(n).unwrap());
            });
        }
    }
    let found = blocks(&build(count));
    assert_eq!(found.len(), truth.len());
    for (term, list) in found {
        assert_eq!(list, truth[&term].iter().copied().collect::<Vec<_>>(), "{term}");
    }
}

#[test]
fn the_same_bytes_on_one_thread_and_on_many() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(|| build(3000)).files(), build(3000).files());
}

#[test]
fn the_folder_is_named_after_the_content() {
    let (mut records, texts) = sample(20);
    let dir = |records: Vec<Record>, texts: &Texts| {
        root(&Index::build(records, &Facets::default(), &[], texts).unwrap())["dir"].clone()
    };
    let first = dir(records.clone(), &texts);
    assert_eq!(first, dir(records.clone(), &texts));
    records[3].fingerprint += 1;
    assert_ne!(first, dir(records, &texts));
}

#[test]
fn texts_that_cannot_be_had_are_all_told() {
    let (records, mut texts) = sample(1500);
    texts.0[3] = "lost".to_owned();
    texts.0[1400] = "lost".to_owned();
    let faults = Index::build(records, &Facets::default(), &[], &texts).err().unwrap();
    assert_eq!(faults.iter().map(|f| f.0).collect::<Vec<_>>(), [3, 1400]);
}

#[test]
fn an_empty_site_has_an_index() {
    let index = build(0);
    assert_eq!((root(&index)["n"].clone(), index.texts().count()), (Value::from(0), 0));
}

#[test]
fn a_delta_stands_in_the_root() {
    let (index, delta) = (build(50), build(2));
    let bytes = unzip(&index.root_with(&delta, &[3, 4]));
    let both: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(both["gone"], serde_json::json!([3, 4]));
    assert_eq!(both["delta"], root(&delta));
    assert_eq!(both["blocks"], root(&index)["blocks"]);
}

#[test]
fn texts_say_whether_they_need_the_fold_table() {
    let (records, texts) = sample(12);
    let index = Index::build(records, &Facets::default(), &[], &texts).unwrap();
    for n in 0..12 {
        let rows: Value = serde_json::from_slice(&unzip(&index.text(n, &texts).unwrap())).unwrap();
        let source = format!("{}{}", rows[0][1].as_str().unwrap(), texts.0[n]);
        assert_eq!(rows[0][0] == 1, source.contains('業'), "{source}");
        assert_eq!(rows[0][2], texts.0[n]);
    }
}
