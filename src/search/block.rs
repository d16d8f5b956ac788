//! Terms with their postings → blocks of about one size, and what the root says of them.

use super::merge::Posted;
use super::pack::varint;
use super::token::is_gram;

/// A finished block.
pub struct Block {
    /// A text that sorts after every term before the block and not after its first one.
    pub boundary: String,
    /// The block, not compressed.
    pub bytes: Vec<u8>,
}

/// Cuts terms into blocks.
pub struct Cutter {
    size: usize,
    header: Vec<u8>,
    postings: Vec<u8>,
    terms: u64,
    boundary: String,
    /// The term before.
    before: String,
}

impl Cutter {
    /// For blocks of at least so many bytes.
    pub fn new(size: usize) -> Self {
        Self {
            size,
            header: Vec::new(),
            postings: Vec::new(),
            terms: 0,
            boundary: String::new(),
            before: String::new(),
        }
    }

    /// Adds the next term; a block that is full comes out.
    pub fn add(&mut self, posted: &Posted) -> Option<Block> {
        let shared = if self.terms == 0 { 0 } else { common(&self.before, &posted.term) };
        if self.terms == 0 {
            self.boundary = boundary(&self.before, &posted.term);
        }
        let rest = posted.term.get(shared..).unwrap_or_default();
        varint(shared as u64, &mut self.header);
        varint(rest.len() as u64, &mut self.header);
        self.header.extend_from_slice(rest.as_bytes());
        varint(u64::from(posted.count), &mut self.header);
        varint(posted.bytes.len() as u64, &mut self.header);
        self.postings.extend_from_slice(&posted.bytes);
        self.before.clone_from(&posted.term);
        self.terms += 1;
        (self.header.len() + self.postings.len() >= self.size).then(|| self.cut())
    }

    /// The last block, if there is one.
    pub fn finish(mut self) -> Option<Block> {
        (self.terms > 0).then(|| self.cut())
    }

    fn cut(&mut self) -> Block {
        let mut bytes = Vec::with_capacity(self.header.len() + self.postings.len() + 8);
        varint(self.terms, &mut bytes);
        varint(self.header.len() as u64, &mut bytes);
        bytes.append(&mut self.header);
        bytes.append(&mut self.postings);
        self.terms = 0;
        Block { boundary: std::mem::take(&mut self.boundary), bytes }
    }
}

/// Bytes of the longest common beginning of whole characters.
fn common(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(c, _)| c.len_utf8()).sum()
}

/// The shortest beginning of `term` that sorts after `before`.
fn boundary(before: &str, term: &str) -> String {
    let is_gram_first = |t: &str| t.chars().next().is_some_and(is_gram);
    let shared = if is_gram_first(before) == is_gram_first(term) { common(before, term) } else { 0 };
    let next = term.get(shared..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    term.get(..shared + next).unwrap_or(term).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_short() {
        for (before, term, expect) in [
            ("", "10", "1"),
            ("经济", "经营", "经营"),
            ("经济", "纬$", "纬"),
            ("z", "一$", "一"),
            ("10", "10.5", "10."),
        ] {
            assert_eq!(boundary(before, term), expect, "{before} {term}");
        }
    }
}
