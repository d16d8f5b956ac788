//! Traditional → Simplified, one character for one: to compare texts, not to show them. The table is OpenCC's;
//! `scripts/search-tables.mjs` writes it.

use std::sync::LazyLock;

const FILE: &str = include_str!("../../data/fold.txt");

/// Past the last Han character of the table.
const END: usize = 0x3_0000;

/// What each character becomes, by code point.
static TABLE: LazyLock<Box<[char]>> = LazyLock::new(|| {
    let mut table: Box<[char]> =
        (0..END).map(|c| u32::try_from(c).ok().and_then(char::from_u32).unwrap_or(' ')).collect();
    let (from, to) = (line(0), line(1));
    for (from, to) in from.chars().zip(to.chars()) {
        if let Some(slot) = table.get_mut(from as usize) {
            *slot = to;
        }
    }
    table
});

/// The n-th line that is no comment.
fn line(n: usize) -> &'static str {
    FILE.lines().filter(|l| !l.starts_with('#')).nth(n).unwrap_or_default()
}

/// The Simplified character for a character; itself if there is none.
#[must_use]
pub fn simplified(c: char) -> char {
    TABLE.get(c as usize).copied().unwrap_or(c)
}

/// Characters of the table that stand in GB 2312 too: a query with one of them needs the table as well.
#[must_use]
pub fn near() -> &'static str {
    line(2)
}

/// The table for the browser: each character, and after it what it becomes.
#[must_use]
pub fn file() -> String {
    line(0).chars().zip(line(1).chars()).flat_map(|(from, to)| [from, to]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_one_for_one() {
        assert_eq!("慶雲縣經濟發展臺灣".chars().map(simplified).collect::<String>(), "庆云县经济发展台湾");
        assert_eq!(simplified('县'), '县');
        assert_eq!(line(0).chars().count(), line(1).chars().count());
        assert!(near().contains('乾') && !near().contains('縣'));
    }

    #[test]
    fn folding_twice_changes_nothing() {
        assert!(line(1).chars().all(|c| simplified(c) == c));
    }
}
