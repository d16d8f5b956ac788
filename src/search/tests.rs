//! The files of an index, read back.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use flate2::read::GzDecoder;
use serde_json::Value;

use super::normalise::Normal;
use super::pack::read_varint;
use super::token::{Term, tokens};
use super::*;
use crate::script::{Converter, Script};

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

#[test]
fn a_copy_has_its_own_cards_and_names() {
    let (mut records, texts) = sample(3);
    records.truncate(1);
    records[0].title = "庆云头发产业".to_owned();
    records[0].value = "财政收入".to_owned();
    let label = |name: &str| Label { id: "a".to_owned(), name: name.to_owned() };
    let facets = Facets { counties: vec![label("庆云县")], ..Facets::default() };
    let name = Name { text: "庆云县".to_owned(), url: "x/".to_owned(), pinyin: None, others: Vec::new() };
    let converter = Converter::new(Script::Hant, Vec::new());
    let build = |copy| Index::build(records.clone(), &facets, std::slice::from_ref(&name), &texts, copy).unwrap();
    let index = build(Some(&converter));
    let own = |file: &str| {
        index.files().iter().find(|(path, _)| path.starts_with("zh-hant/") && path.ends_with(file)).unwrap()
    };
    let read = |file: &str| serde_json::from_slice::<Value>(&unzip(&own(file).1)).unwrap();
    let card = &read("/c/0.bin")[0];
    assert_eq!((&card[2], &card[4], &card[5]), (&"慶雲頭髮產業".into(), &"財政收入".into(), &"庆云头发产业".into()));
    assert_eq!(read("/f.bin")[0][0][2], "慶雲縣");
    let row = &read("/lex.bin")[0];
    assert_eq!(row[0], "慶雲縣");
    assert!(row[2].as_str().unwrap().starts_with("\n庆云县\n"));
    // What is shown in the copy is part of what the folder is named after.
    assert_ne!(root(&index)["dir"], root(&build(None))["dir"]);
}

fn build(count: usize) -> Index {
    let (records, texts) = sample(count);
    Index::build(records, &Facets::default(), &[], &texts, None).unwrap()
}

fn unzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    out
}

/// Reads a block by the description of the format.
fn read_block(bytes: &[u8], into: &mut Vec<(String, Vec<u32>)>) {
    let end = bytes.iter().position(|b| *b == 0).unwrap();
    let mut from = end + 1;
    for line in std::str::from_utf8(&bytes[..end]).unwrap().split('\n') {
        let (term, length) = line.split_once(' ').unwrap();
        let (to, mut record, mut list) = (from + length.parse::<usize>().unwrap(), 0, Vec::new());
        while from < to {
            let (posting, bytes) = read_varint(&bytes[from..to]);
            record += posting >> 2;
            list.push(u32::try_from(record).unwrap());
            from += bytes;
        }
        into.push((term.to_owned(), list));
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
        root(&Index::build(records, &Facets::default(), &[], texts, None).unwrap())["dir"].clone()
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
    let faults = Index::build(records, &Facets::default(), &[], &texts, None).err().unwrap();
    assert_eq!(faults.iter().map(|f| f.0).collect::<Vec<_>>(), [3, 1400]);
}

#[test]
fn an_empty_site_has_an_index() {
    let index = build(0);
    assert_eq!((root(&index)["n"].clone(), index.texts().count()), (Value::from(0), 0));
}

/// What a client finds: the records that are not gone, and those of the delta at their places.
fn found(index: &Index, delta: Option<&Delta>) -> Vec<String> {
    let urls = |index: &Index| index.records().iter().map(|r| format!("{} {}", r.url, r.title)).collect::<Vec<_>>();
    let Some(delta) = delta else { return urls(index) };
    let root: Value = serde_json::from_slice(&unzip(delta.root())).unwrap();
    let numbers =
        |value: &Value| -> Vec<u64> { value.as_array().unwrap().iter().map(|n| n.as_u64().unwrap()).collect() };
    let (gone, places) = (numbers(&root["gone"]), numbers(&root["delta"]["places"]));
    assert_eq!(root["blocks"], super::tests::root(index)["blocks"]);
    assert_eq!(places.len(), delta.index().records().len());
    let kept = urls(index).into_iter().zip(0..).filter(|(_, n)| !gone.contains(n)).map(|(url, n)| (n, 1, url));
    let new = urls(delta.index()).into_iter().zip(places).map(|(url, place)| (place, 0, url));
    let mut all: Vec<(u64, u8, String)> = kept.chain(new).collect();
    all.sort_by_key(|(place, which, _)| (*place, *which));
    all.into_iter().map(|(_, _, url)| url).collect()
}

/// Records of a site after an edit.
fn edited(edit: impl FnOnce(&mut Vec<Record>, &mut Vec<String>)) -> (Vec<Record>, Texts) {
    let (mut records, mut texts) = sample(50);
    records.sort_by_key(|r| r.kind);
    edit(&mut records, &mut texts.0);
    (records, texts)
}

fn check_delta(edit: impl FnOnce(&mut Vec<Record>, &mut Vec<String>), count: usize) -> Option<Delta> {
    let (before, texts) = edited(|_, _| {});
    let index = Index::build(before, &Facets::default(), &[], &texts, None).unwrap();
    let (records, texts) = edited(edit);
    let changes = Changes::between(&index, records.clone(), Facets::default());
    assert_eq!(changes.count(), count);
    let delta = Delta::build(&index, changes, &[], &texts, None).unwrap();
    let now = records.iter().map(|r| format!("{} {}", r.url, r.title)).collect::<Vec<_>>();
    let articles = records.iter().filter(|r| r.kind == Kind::Article).count();
    let found = found(&index, delta.as_ref());
    assert_eq!(found[..articles], now[..articles]);
    assert_eq!(found[articles..].iter().collect::<BTreeSet<_>>(), now[articles..].iter().collect());
    delta
}

#[test]
fn a_delta_holds_what_changed_and_nothing_else() {
    assert!(check_delta(|_, _| {}, 0).is_none());
    check_delta(|records, _| records[3].title.push('改'), 1);
    check_delta(|records, _| drop(records.remove(0)), 0);
    check_delta(|records, _| records.insert(5, Record { url: "new/".to_owned(), ..record(2) }), 1);
    check_delta(|records, _| records.last_mut().unwrap().value.push('1'), 1);
    check_delta(|records, _| records.iter_mut().for_each(|r| r.fingerprint += 1), 50);
}

#[test]
fn a_delta_has_the_texts_of_its_records() {
    let edit = |records: &mut Vec<Record>, texts: &mut Vec<String>| {
        records[7].fingerprint += 1;
        texts[7] = "改了正文".to_owned();
    };
    let delta = check_delta(edit, 1).unwrap();
    let (_, texts) = edited(edit);
    let row: Value = serde_json::from_slice(&unzip(&delta.text(0, &texts).unwrap())).unwrap();
    assert!(row[1].as_str().unwrap().ends_with("\n改了正文"));
    assert!(blocks(delta.index()).iter().any(|(term, _)| term == "改了"));
}

#[test]
fn numbers_of_facets_may_change() {
    let labels = |ids: [&str; 3]| Facets {
        counties: ids.iter().map(|id| Label { id: (*id).to_owned(), name: (*id).to_owned() }).collect(),
        ..Facets::default()
    };
    let (records, texts) = sample(9);
    let (before, after) = (labels(["a", "b", "c"]), labels(["c", "a", "b"]));
    let index = Index::build(records.clone(), &before, &[], &texts, None).unwrap();
    let renumbered = |n: &u32| (n + 1) % 3;
    let records: Vec<Record> =
        records.into_iter().map(|r| Record { counties: r.counties.iter().map(renumbered).collect(), ..r }).collect();
    let changes = Changes::between(&index, records, after);
    assert!(changes.is_empty());
    // The names of the facets are told anew all the same.
    assert!(Delta::build(&index, changes, &[], &texts, None).unwrap().is_some());
}

#[test]
fn texts_hold_their_simplified_form_where_it_is_another() {
    let (records, texts) = sample(12);
    let index = Index::build(records.clone(), &Facets::default(), &[], &texts, None).unwrap();
    for (n, record) in records.iter().enumerate() {
        let row: Value = serde_json::from_slice(&unzip(&index.text(n, &texts).unwrap())).unwrap();
        let (start, text, folded) = (row[0].as_u64().unwrap(), row[1].as_str().unwrap(), row[2].as_str().unwrap());
        let body = &texts.0[n];
        let all = if body.is_empty() { record.head.clone() } else { format!("{}\n{body}", record.head) };
        assert_eq!(text, all);
        let from = text.char_indices().nth(usize::try_from(start).unwrap()).map_or(0, |(at, _)| at);
        assert_eq!(&text[from..], if body.is_empty() { &record.head } else { body });
        assert_eq!(folded, if all.contains('業') { all.replace('業', "业") } else { String::new() });
    }
}

#[test]
fn terms_sort_as_browsers_compare_texts() {
    let texts = Texts(vec!["﨑𠮷 𠮷﨑 一𠮷 一﨑 5﨑 5𠮷 5一 ꀀ ㄅ é".to_owned()]);
    let index = Index::build(vec![record(0)], &Facets::default(), &[], &texts, None).unwrap();
    let terms: Vec<Vec<u16>> = blocks(&index).iter().map(|(term, _)| term.encode_utf16().collect()).collect();
    assert!(terms.is_sorted() && terms.len() > 15, "{terms:?}");
}

#[test]
fn a_facet_file_names_what_each_record_has() {
    let label = |id: &str| Label { id: id.to_owned(), name: id.to_uppercase() };
    let facets =
        Facets { counties: ["a", "b", "c"].map(label).into(), columns: vec![label("k")], indicators: vec![label("i")] };
    let mut records: Vec<Record> = (0..3).map(record).collect();
    records[1].columns = vec![0];
    records[1].date = "2022-02-02".to_owned();
    records[2].indicators = vec![0];
    records[2].date = String::new();
    let index = Index::build(records, &facets, &[], &Texts(vec![String::new(); 3]), None).unwrap();
    let (_, bytes) = index.files().iter().find(|(path, _)| path.ends_with("/f.bin")).unwrap();
    let file: Value = serde_json::from_slice(&unzip(bytes)).unwrap();
    assert_eq!(file[0][3], serde_json::json!(["k", "k", "K"]));
    assert_eq!(file[0][4], serde_json::json!(["y", "2025", "2025"]));
    assert_eq!(file[1], serde_json::json!([[0, 4], [1, 3, 5], [2, 6]]));
}
