//! Words of the interface, as the theme gives them, for texts that are put together here rather than in a template.

use std::collections::BTreeMap;

/// Words of one language by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(BTreeMap<String, String>);

impl Words {
    /// Takes the theme's words.
    #[must_use]
    pub fn new(words: BTreeMap<String, String>) -> Self {
        Self(words)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }

    /// The text of a key. A key the theme lacks is shown itself, so that the gap is seen.
    #[must_use]
    pub fn say<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text of a key with its places `{name}` filled in.
    #[must_use]
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        let mut rest = self.say(key);
        let mut out = String::with_capacity(rest.len() + 16);
        while let Some((before, name, after)) = next_place(rest) {
            out.push_str(before);
            let value = places.iter().find(|(n, _)| *n == name).map_or("", |(_, v)| *v);
            out.push_str(value);
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

fn next_place(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn fills_places_once() {
        let words = Words::new([("k".to_owned(), "共{n}篇，{m}".to_owned())].into());
        assert_eq!(words.fill("k", &[("n", "{m}"), ("m", "2")]), "共{m}篇，2");
        assert_eq!(words.fill("none", &[]), "none");
    }
}
