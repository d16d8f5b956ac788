//! “Did you mean …?”: the nearest known names. It must not know what the names stand for.

/// The known name nearest to `wrong`, if one is near enough to be worth suggesting.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_few(wrong, known, 1).into_iter().next()
}

/// Up to `limit` known names near to `wrong`, nearest first, ties by name.
pub fn nearest_few<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>, limit: usize) -> Vec<&'a str> {
    let mut scored: Vec<(usize, &str)> =
        known.into_iter().filter_map(|name| distance(wrong, name).map(|d| (d, name))).collect();
    scored.sort_unstable();
    scored.dedup();
    scored.into_iter().take(limit).map(|(_, name)| name).collect()
}

/// Edit distance in characters, or `None` when the names have too little in common.
/// A name that contains the other counts as near: editors shorten names (财政收入) more often than they mistype them.
fn distance(wrong: &str, name: &str) -> Option<usize> {
    let (a, b) = (wrong.to_lowercase(), name.to_lowercase());
    let d = strsim::osa_distance(&a, &b);
    let longest = a.chars().count().max(b.chars().count());
    if d * 2 <= longest.max(2) && d < longest {
        return Some(d);
    }
    let shortest = a.chars().count().min(b.chars().count());
    let overlaps = shortest >= 2 && (a.contains(&b) || b.contains(&a) || is_subsequence(&a, &b));
    overlaps.then_some(d)
}

fn is_subsequence(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|r| r == c))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn check(wrong: &str, expect: Option<&str>) {
        let known = ["title", "county", "date", "metrics", "一般公共预算收入", "地区生产总值", "庆云县"];
        assert_eq!(nearest(wrong, known), expect, "{wrong}");
    }

    #[test]
    fn suggests_what_is_near_and_nothing_else() {
        check("titel", Some("title"));
        check("County", Some("county"));
        check("公共预算收入", Some("一般公共预算收入"));
        check("财政收入", None);
        check("预算收入", Some("一般公共预算收入"));
        check("生产总值", Some("地区生产总值"));
        check("庆云", Some("庆云县"));
        check("xyz", None);
        check("", None);
    }
}
