//! The search index: static files that a browser reads piece by piece, so that no server has to search.
//!
//! Bigrams of Han characters, words and numbers → compressed postings with the rank's weight built in; cards and texts
//! of the records, facets, names with their readings. The format is told in ARCHITECTURE.md (“Search index”), and the
//! client in the theme reads it. The module knows neither articles nor pages, only [`Record`]s and where their text is.

mod block;
mod chunk;
mod delta;
mod facet;
mod index;
mod lexicon;
mod merge;
mod normalise;
mod pack;
mod pinyin;
mod record;
#[cfg(test)]
mod tests;
mod token;

pub use delta::{Changes, Delta};
pub use index::{FOLDER, Index, VERSION};
pub use lexicon::Name;
pub use pinyin::romanised;
pub use record::{Facets, Kind, Label, Record, Source};
