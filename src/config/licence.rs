//! The licence of a site's data: as it is printed, and its address where it is a known one.
//! Knows no page and no format.

/// A licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// As the site prints it.
    pub text: String,
    /// Identifier and address, if the text names a known one.
    pub known: Option<Known>,
}

/// A licence that others know too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// SPDX identifier: `CC-BY-4.0`.
    pub id: String,
    /// Where it stands, in its canonical form.
    pub url: String,
}

impl Licence {
    /// Reads what the setting says.
    #[must_use]
    pub fn of(text: String) -> Self {
        let known = known(&text);
        Self { text, known }
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.known.as_ref().map(|known| known.url.as_str())
    }
}

/// Elements of the Creative Commons licences, the longest first.
const ELEMENTS: [&str; 6] = ["BY-NC-SA", "BY-NC-ND", "BY-NC", "BY-SA", "BY-ND", "BY"];
const VERSIONS: [&str; 5] = ["4.0", "3.0", "2.5", "2.0", "1.0"];

/// Licences made for data, with their SPDX identifiers.
const OTHERS: [(&str, &str, &str); 5] = [
    ("CC0-1.0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("ODC-BY-1.0", "ODC-By-1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    ("ODBL-1.0", "ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    ("PDDL-1.0", "PDDL-1.0", "https://opendatacommons.org/licenses/pddl/1-0/"),
];

/// The licence that the text names: `CC BY 4.0`, `署名后可自由使用（CC-BY-SA-4.0）`.
fn known(text: &str) -> Option<Known> {
    let text = plain(text);
    let creative_commons = ELEMENTS.iter().flat_map(|e| VERSIONS.iter().map(move |v| (e, v)));
    let found = creative_commons.filter(|(e, v)| names(&text, &format!("CC-{e}-{v}"))).map(|(e, v)| Known {
        id: format!("CC-{e}-{v}"),
        url: format!("https://creativecommons.org/licenses/{}/{v}/", e.to_ascii_lowercase()),
    });
    let others = OTHERS.iter().filter(|(name, ..)| names(&text, name));
    found.chain(others.map(|(_, id, url)| Known { id: (*id).to_owned(), url: (*url).to_owned() })).next()
}

/// Capital letters, and a hyphen for every run of spaces and hyphens.
fn plain(text: &str) -> String {
    let spaced = text.to_ascii_uppercase().replace('-', " ");
    spaced.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Whether the text has the name, not as a part of a longer one.
fn names(text: &str, name: &str) -> bool {
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        !goes_on(before.chars().next_back()) && !goes_on(after.chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_licences_have_an_address() {
        let check = |text: &str, expect: Option<(&str, &str)>| {
            let licence = Licence::of(text.to_owned());
            let known = licence.known.as_ref().map(|k| (k.id.as_str(), k.url.as_str()));
            assert_eq!(known, expect, "{text}");
        };
        let by = Some(("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"));
        check("CC BY 4.0", by);
        check("cc-by-4.0", by);
        check("署名后可自由使用（CC BY 4.0）", by);
        let sa = Some(("CC-BY-NC-SA-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"));
        check("CC BY-NC-SA 3.0", sa);
        check("CC0", Some(("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/")));
        check("ODbL 1.0", Some(("ODbL-1.0", "https://opendatacommons.org/licenses/odbl/1-0/")));
        check("CC BY 4.01", None);
        check("CC BY", None);
        check("保留所有权利", None);
        check("", None);
    }
}
