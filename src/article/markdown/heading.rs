//! Stable ids for headings: the heading's own words, numbered when they repeat. The same for outline and page.

use std::collections::HashSet;

/// Gives out ids that are unique within one document.
#[derive(Default)]
pub struct HeadingIds {
    used: HashSet<String>,
}

impl HeadingIds {
    /// The id for a heading: the one written (`{#id}`) or one made of its text.
    pub fn next(&mut self, written: Option<&str>, text: &str) -> String {
        let base = written.map_or_else(|| slug(text), str::to_owned);
        let mut id = base.clone();
        let mut n = 2;
        while !self.used.insert(id.clone()) {
            id = format!("{base}-{n}");
            n += 1;
        }
        id
    }
}

/// Letters and digits of any script, lower case; everything else becomes single hyphens.
fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let trimmed = out.trim_end_matches('-');
    // Ids of the page's own frame begin with a Latin letter, footnotes with fn-: a bare digit or nothing gets a prefix.
    match trimmed.chars().next() {
        None => "s".to_owned(),
        Some(c) if c.is_ascii() => format!("s-{trimmed}"),
        Some(_) => trimmed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::HeadingIds;

    #[test]
    fn ids_are_readable_and_unique() {
        let mut ids = HeadingIds::default();
        assert_eq!(ids.next(None, "六项目标，两项有了答案"), "六项目标-两项有了答案");
        assert_eq!(ids.next(None, "小结"), "小结");
        assert_eq!(ids.next(None, "小结"), "小结-2");
        assert_eq!(ids.next(None, "GDP"), "s-gdp");
        assert_eq!(ids.next(Some("mine"), "小结"), "mine");
        assert_eq!(ids.next(None, "！！"), "s");
    }
}
