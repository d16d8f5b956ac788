//! What is known before a text is read: the site's indicators, the place, the date.

use std::collections::HashMap;

use time::Date;

use super::lexicon::Known;
use crate::quantity::Period;

/// The circumstances of a text.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// The site's indicators.
    pub indicators: Vec<Known>,
    /// Names of the place the text is about, the full one first; empty if not known.
    pub own: Vec<String>,
    /// Names of other places, whose figures are not meant.
    pub others: Vec<String>,
    /// The article's date, from which years are taken.
    pub date: Option<Date>,
    /// The article's own period.
    pub period: Option<Period>,
}

const WHOLES: [&str; 3] = ["全县", "全市", "全区"];
/// Wholes that are never a county's own.
const ABROAD: [&str; 9] = ["全国", "全省", "全球", "世界", "我国", "全世界", "省内", "国内", "全行业"];

/// Which words at the head of a statement say that it is about somewhere else.
#[derive(Clone, Debug)]
pub(super) struct Home {
    own: Vec<String>,
    /// By their first character: there are thousands.
    foreign: HashMap<char, Vec<String>>,
}

impl Home {
    pub(super) fn new(setting: &Setting, text: &str) -> Self {
        let whole = own_whole(setting.own.first().map(String::as_str), text);
        let mut names: Vec<String> =
            WHOLES.iter().filter(|w| whole.is_some_and(|own| own != **w)).map(|w| (*w).to_owned()).collect();
        names.extend(ABROAD.iter().map(|word| (*word).to_owned()));
        names.extend(
            setting.others.iter().filter(|name| name.chars().count() >= 3 && !setting.own.contains(name)).cloned(),
        );
        let mut foreign: HashMap<char, Vec<String>> = HashMap::new();
        for name in names {
            foreign.entry(name.chars().next().unwrap_or_default()).or_default().push(name);
        }
        Self { own: setting.own.clone(), foreign }
    }

    /// The words without the place's own name before them.
    pub(super) fn without_own<'t>(&self, words: &'t str) -> &'t str {
        let mut rest = words;
        while let Some(shorter) = self.own.iter().find_map(|name| rest.strip_prefix(name.as_str())) {
            rest = shorter;
        }
        rest
    }

    /// Whether a statement beginning so is about another place.
    pub(super) fn is_elsewhere(&self, words: &str) -> bool {
        let words = ["其中", "而", "在", "同期", "，", "、"]
            .iter()
            .fold(words, |words, lead| words.strip_prefix(lead).unwrap_or(words));
        let places = words.chars().next().and_then(|first| self.foreign.get(&first));
        !self.own.iter().any(|own| words.starts_with(own.as_str()))
            && places.is_some_and(|places| places.iter().any(|place| words.starts_with(place.as_str())))
    }
}

/// 全县 of a county, 全市 of a county-level city. If the place is not known: 全县 where the text has it, for 全市 may be the
/// city above it, else the commonest.
fn own_whole(name: Option<&str>, text: &str) -> Option<&'static str> {
    match name.and_then(|name| name.chars().last()) {
        Some('县' | '旗') => Some("全县"),
        Some('市') => Some("全市"),
        Some('区') => Some("全区"),
        _ if text.contains("全县") => Some("全县"),
        _ => WHOLES
            .iter()
            .copied()
            .map(|whole| (text.matches(whole).count(), whole))
            .filter(|(n, _)| *n > 0)
            .max_by_key(|(n, _)| *n)
            .map(|(_, whole)| whole),
    }
}
