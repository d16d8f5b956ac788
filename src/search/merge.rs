//! The chunks' postings → one list for each term, in the order of the index: words then grams.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::chunk::{CHUNK, Chunk, List, gram_text};
use super::pack::{read_varint, varint};

/// A term with all its postings.
#[derive(Default)]
pub struct Posted {
    /// The term.
    pub term: String,
    /// Records with it.
    pub count: u32,
    /// Varints of `delta << 2 | level`.
    pub bytes: Vec<u8>,
    last: u64,
}

impl Posted {
    fn add(&mut self, chunk: usize, list: &List<'_>) {
        let start = (chunk * CHUNK) as u64;
        let (first, length) = read_varint(list.bytes);
        let delta = start + (first >> 2) - self.last;
        varint(delta << 2 | first & 3, &mut self.bytes);
        self.bytes.extend_from_slice(list.bytes.get(length..).unwrap_or_default());
        self.last = start + u64::from(list.last);
        self.count += list.count;
    }
}

/// Calls `take` for every term in order.
pub fn merge(chunks: &[Chunk], mut take: impl FnMut(&Posted)) {
    merge_by(chunks, Chunk::word, |word| word.0.to_owned(), &mut take);
    merge_by(chunks, Chunk::gram, |key: u64| gram_text(key), &mut take);
}

fn merge_by<'a, K: Ord + Copy>(
    chunks: &'a [Chunk],
    nth: impl Fn(&'a Chunk, usize) -> Option<(K, List<'a>)>,
    spell: impl Fn(K) -> String,
    take: &mut impl FnMut(&Posted),
) {
    let next = |chunk: usize, n: usize| Some((nth(chunks.get(chunk)?, n)?.0, chunk, n));
    let mut heap: BinaryHeap<Reverse<(K, usize, usize)>> =
        (0..chunks.len()).filter_map(|chunk| next(chunk, 0)).map(Reverse).collect();
    let mut posted = Posted::default();
    let mut current = None;
    while let Some(Reverse((key, chunk, n))) = heap.pop() {
        if current != Some(key) {
            if current.is_some() {
                take(&posted);
            }
            current = Some(key);
            posted = Posted { term: spell(key), ..Posted::default() };
        }
        if let Some((_, list)) = chunks.get(chunk).and_then(|c| nth(c, n)) {
            posted.add(chunk, &list);
        }
        heap.extend(next(chunk, n + 1).map(Reverse));
    }
    if current.is_some() {
        take(&posted);
    }
}
