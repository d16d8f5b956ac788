//! Records → postings, up to two thousand records at a time. Chunks do not depend on the number of threads.

use std::collections::HashMap;

use super::normalise::Normal;
use super::pack::varint;
use super::record::Record;
use super::token::{Term, tokens};

/// Records of a chunk.
pub const CHUNK: usize = 2048;
const DOC_BITS: u32 = 11;
/// Bits of a level, and of the weight of one occurrence.
const LEVEL_BITS: u32 = 2;
const WEIGHT_BITS: u32 = 3;
/// Bits of a character.
const CHAR_BITS: u32 = 21;
/// Marks the key of a word, whose other bits are its number in the chunk.
const WORD_KEY: u64 = 1 << (2 * CHAR_BITS);

/// Weight of an occurrence in the title, in the lines under it, in the text.
const WEIGHTS: [u64; 3] = [5, 3, 1];
/// BM25's saturation and length normalisation, and the length that counts as usual, in terms. A constant and not the
/// mean of the site, so that segments written at different times compare.
const K1: f64 = 1.2;
const B: f64 = 0.6;
const USUAL: f64 = 1200.0;

/// The postings of a term in a chunk.
pub struct List<'a> {
    /// Records with the term.
    pub count: u32,
    /// Place of the last one in the chunk.
    pub last: u32,
    /// Varints of `delta << 2 | level`; the first delta counts from the beginning of the chunk.
    pub bytes: &'a [u8],
}

#[derive(Default)]
struct Lists {
    /// Count, last record and end in `bytes` of each: there are millions of them in a large site.
    ends: Vec<(u16, u16, u32)>,
    bytes: Vec<u8>,
}

impl Lists {
    fn get(&self, n: usize) -> Option<List<'_>> {
        let start = n.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |e| e.2);
        let (count, last, end) = *self.ends.get(n)?;
        let bytes = self.bytes.get(start as usize..end as usize)?;
        Some(List { count: count.into(), last: last.into(), bytes })
    }
}

/// A word, which sorts as browsers compare texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a>(pub &'a str);

impl Ord for Word<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.encode_utf16().cmp(other.0.encode_utf16())
    }
}

impl PartialOrd for Word<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The postings of a chunk.
#[derive(Default)]
pub struct Chunk {
    /// Keys of grams, ascending.
    grams: Vec<u64>,
    /// Words, ascending, each with the number of its list.
    words: Vec<(Box<str>, usize)>,
    /// Lists of the grams, then of the words by number.
    lists: Lists,
}

impl Chunk {
    /// The n-th word with its postings; words ascend.
    pub fn word(&self, n: usize) -> Option<(Word<'_>, List<'_>)> {
        let (word, list) = self.words.get(n)?;
        Some((Word(word), self.lists.get(*list)?))
    }

    /// The n-th gram with its postings; grams ascend by this number.
    pub fn gram(&self, n: usize) -> Option<(u64, List<'_>)> {
        Some((*self.grams.get(n)?, self.lists.get(n)?))
    }
}

/// A gram as one number. Numbers sort as UTF-16 does, which is how browsers compare texts.
fn key(a: char, b: char) -> u64 {
    u64::from(place(a)) << CHAR_BITS | u64::from(place(b))
}

/// Where the characters stand that UTF-16 sorts after all that take two units.
const LAST: std::ops::RangeInclusive<u32> = 0xe000..=0xffff;
const AFTER: u32 = 0x11_0000;

fn place(c: char) -> u32 {
    let c = u32::from(c);
    if LAST.contains(&c) { c - LAST.start() + AFTER } else { c }
}

fn char_at(place: u32) -> Option<char> {
    char::from_u32(if place >= AFTER { place - AFTER + LAST.start() } else { place })
}

/// The gram of a number.
pub fn gram_text(key: u64) -> String {
    let char_of = |bits: u64| u32::try_from(bits & ((1 << CHAR_BITS) - 1)).ok().and_then(char_at);
    [key >> CHAR_BITS, key].into_iter().filter_map(char_of).collect()
}

/// Gathers the records of a chunk.
#[derive(Default)]
pub struct Gatherer {
    words: HashMap<String, u64>,
    /// Keys and weights of one record.
    terms: Vec<u64>,
    /// `key << 13 | record << 2 | level`.
    postings: Vec<u64>,
    record: u64,
}

impl Gatherer {
    /// Adds the next record with its text.
    pub fn add(&mut self, record: &Record, text: &str) {
        self.terms.clear();
        for (part, weight) in [record.title.as_str(), &record.head, text].into_iter().zip(WEIGHTS) {
            let mut normal = Normal::default();
            normal.push(part);
            tokens(&normal.chars, |term| self.term(term, weight));
        }
        self.terms.sort_unstable();
        let length = norm(self.terms.len());
        for same in self.terms.chunk_by(|a, b| a >> WEIGHT_BITS == b >> WEIGHT_BITS) {
            let weight: u64 = same.iter().map(|t| t & 7).sum();
            let key = same.first().map_or(0, |t| t >> WEIGHT_BITS);
            self.postings.push(key << (DOC_BITS + LEVEL_BITS) | self.record << LEVEL_BITS | level(weight, length));
        }
        self.record += 1;
    }

    fn term(&mut self, term: Term, weight: u64) {
        let key = match term {
            Term::Gram(a, b) => key(a, b),
            Term::Word(text) => {
                let next = self.words.len() as u64;
                WORD_KEY | *self.words.entry(text).or_insert(next)
            }
        };
        self.terms.push(key << WEIGHT_BITS | weight);
    }

    /// Sorts what was gathered into postings.
    pub fn finish(mut self) -> Chunk {
        self.postings.sort_unstable();
        let mut chunk = Chunk::default();
        for same in self.postings.chunk_by(|a, b| a >> (DOC_BITS + LEVEL_BITS) == b >> (DOC_BITS + LEVEL_BITS)) {
            let key = same.first().map_or(0, |p| p >> (DOC_BITS + LEVEL_BITS));
            if key & WORD_KEY == 0 {
                chunk.grams.push(key);
            }
            list(same, &mut chunk.lists);
        }
        let grams = chunk.grams.len();
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).saturating_add(grams);
        chunk.words = self.words.into_iter().map(|(word, n)| (word.into_boxed_str(), number(n))).collect();
        chunk.words.sort_unstable_by(|a, b| Word(&a.0).cmp(&Word(&b.0)));
        chunk.lists.ends.shrink_to_fit();
        chunk.lists.bytes.shrink_to_fit();
        chunk.grams.shrink_to_fit();
        chunk
    }
}

fn list(same: &[u64], lists: &mut Lists) {
    let mut before = 0;
    for posting in same {
        let record = posting >> LEVEL_BITS & ((1 << DOC_BITS) - 1);
        varint((record - before) << LEVEL_BITS | posting & 3, &mut lists.bytes);
        before = record;
    }
    // A chunk has at most 2,048 records, and far less than 4 GB of postings.
    let small = |n: u64| u16::try_from(n).unwrap_or(u16::MAX);
    let end = u32::try_from(lists.bytes.len()).unwrap_or(u32::MAX);
    lists.ends.push((small(same.len() as u64), small(before), end));
}

/// BM25's divisor for a record of so many terms.
#[expect(clippy::cast_precision_loss, reason = "a measure of relevance")]
fn norm(terms: usize) -> f64 {
    K1 * (1.0 - B + B * terms as f64 / USUAL)
}

/// The share of its greatest possible weight that a term has in a record: up to five eighths, six, seven, and more. Half of
/// what a browser fetches would be finer steps, which find nothing better.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 3")]
fn level(weight: u64, norm: f64) -> u64 {
    let weight = weight as f64;
    (weight / (weight + norm) * 8.0 - 4.0).clamp(0.0, 3.0) as u64
}
