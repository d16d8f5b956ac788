//! What the site says of its copy in the other script, and what makes the copy.

use crate::model::Site;
use crate::script::{Converter, Script};

/// What the site itself says of its copy: its words first, then the names of counties. Empty without a copy.
pub(super) fn own_words(site: &Site) -> Vec<(String, String)> {
    let Some(to) = site.config.copy else { return Vec::new() };
    let names = site.counties.iter().filter_map(|c| Some((c.file.name.value.clone(), c.file.name_hant.clone()?)));
    let names = names.map(|(hans, hant)| if to == Script::Hant { (hans, hant) } else { (hant, hans) });
    site.config.copy_words.iter().cloned().chain(names).collect()
}

/// What turns the site into its copy, if it has one: its own words, and articles that are in the copy's script already
/// keep theirs.
pub(super) fn converter(site: &Site) -> Option<Converter> {
    let to = site.config.copy?;
    let in_it = site.articles.iter().filter(|a| a.file.lang.as_deref().and_then(Script::parse) == Some(to));
    let kept = in_it.flat_map(crate::page::words_in_lists).map(|words| (words.clone(), words));
    Some(Converter::new(to, own_words(site).into_iter().chain(kept).collect()))
}
