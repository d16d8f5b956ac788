//! The keys that a file may have, by the tables that its reader uses.

use crate::diag::SourcePath;
use crate::source::keys::{Key, Keys, Shape};
use crate::{article, config, definition};

/// The keys of a file: of its front-matter, or of the settings.
pub fn of_file(path: &SourcePath) -> Keys {
    if path.as_str() == config::FILE {
        return config::KEYS;
    }
    match path.as_str().split('/').nth(1).unwrap_or_default() {
        "articles" => article::KEYS,
        "counties" => definition::COUNTY_KEYS,
        "indicators" => definition::INDICATOR_KEYS,
        "columns" => definition::COLUMN_KEYS,
        "issues" => definition::ISSUE_KEYS,
        "pages" => definition::PAGE_KEYS,
        _ => &[],
    }
}

/// The keys that may stand below a trail of keys.
pub fn below(path: &SourcePath, trail: &[String]) -> Keys {
    let mut keys = of_file(path);
    let mut names = trail.iter();
    while let Some(name) = names.next() {
        keys = match find(keys, name).map(|key| &key.shape) {
            Some(Shape::Map(own) | Shape::TextOr(own) | Shape::List(own)) => own,
            // Between them stands an indicator.
            Some(Shape::Figures(own)) if names.next().is_some() => own,
            _ => &[],
        };
    }
    keys
}

/// The key at the end of a trail.
pub fn at(path: &SourcePath, trail: &[String]) -> Option<&'static Key> {
    let (name, above) = trail.split_last()?;
    find(below(path, above), name)
}

fn find(keys: Keys, name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}

/// What a key is and what it is for.
pub fn told(key: &Key) -> String {
    if key.hint.is_empty() { key.title.to_owned() } else { format!("**{}**\n\n{}", key.title, key.hint) }
}
