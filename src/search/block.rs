//! Terms with their postings → blocks of about one size, and what the root says of them.

use super::merge::Posted;

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
    /// A line for each term: itself, and how many bytes its postings have.
    header: String,
    postings: Vec<u8>,
    boundary: String,
    /// The term before.
    before: String,
}

impl Cutter {
    /// For blocks of at least so many bytes.
    pub fn new(size: usize) -> Self {
        Self { size, header: String::new(), postings: Vec::new(), boundary: String::new(), before: String::new() }
    }

    /// Adds the next term; a block that is full comes out.
    pub fn add(&mut self, posted: &Posted) -> Option<Block> {
        if self.header.is_empty() {
            self.boundary = boundary(&self.before, &posted.term);
        } else {
            self.header.push('\n');
        }
        self.header += &format!("{} {}", posted.term, posted.bytes.len());
        self.postings.extend_from_slice(&posted.bytes);
        self.before.clone_from(&posted.term);
        (self.header.len() + self.postings.len() >= self.size).then(|| self.cut())
    }

    /// The last block, if there is one.
    pub fn finish(mut self) -> Option<Block> {
        (!self.header.is_empty()).then(|| self.cut())
    }

    fn cut(&mut self) -> Block {
        let mut bytes = std::mem::take(&mut self.header).into_bytes();
        bytes.push(0);
        bytes.append(&mut self.postings);
        Block { boundary: std::mem::take(&mut self.boundary), bytes }
    }
}

/// The shortest beginning of `term` that sorts after `before`.
fn boundary(before: &str, term: &str) -> String {
    let shared: usize = before.chars().zip(term.chars()).take_while(|(x, y)| x == y).map(|(c, _)| c.len_utf8()).sum();
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
