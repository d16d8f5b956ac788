//! Traditional characters → Simplified, one to one, so that offsets stay. From OpenCC's `TSCharacters` (Apache-2.0); of
//! several Simplified forms the first is taken, which is enough for reading. Must not know any grammar.

use std::collections::HashMap;
use std::sync::LazyLock;

const PAIRS: &str = include_str!("../../data/traditional.txt");

static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for line in PAIRS.lines() {
        let mut chars = line.chars();
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            table.insert(from, to);
        }
    }
    table
});

/// The Simplified form of a character; itself if it has none.
pub(super) fn simplified(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    TABLE.get(&c).copied().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::simplified;

    #[test]
    fn characters_of_reports() {
        let text: String = "財政總收入達億元較上年增長，規模以上工業增加值".chars().map(simplified).collect();
        assert_eq!(text, "财政总收入达亿元较上年增长，规模以上工业增加值");
    }
}
