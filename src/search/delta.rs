//! What has changed since an index was made → a small index that goes before it. For a preview, where no edit may cost
//! a new index.

use std::collections::HashMap;

use super::index::Index;
use super::lexicon::{self, Name};
use super::record::{Facets, Kind, Label, Record, Source};
use crate::script::Converter;

/// How the records of now differ from those of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The records of now that are new or other.
    new: Vec<Record>,
    /// Their numbers among all of now.
    numbers: Vec<usize>,
    /// For each of them the record of the index before which it goes.
    places: Vec<usize>,
    /// Numbers in the index of those that are gone or other now.
    gone: Vec<u32>,
    facets: Facets,
}

impl Changes {
    /// Compares the records of now with those of an index.
    #[must_use]
    pub fn between(index: &Index, records: Vec<Record>, facets: Facets) -> Self {
        let old = index.records();
        let known: HashMap<&str, usize> = old.iter().enumerate().map(|(n, r)| (r.url.as_str(), n)).collect();
        let unchanged = |record: &Record| {
            let n = *known.get(record.url.as_str())?;
            old.get(n).is_some_and(|before| is_same(before, index.facets(), record, &facets)).then_some(n)
        };
        let stays: Vec<Option<usize>> = records.iter().map(unchanged).collect();
        let mut is_gone = vec![true; old.len()];
        for n in stays.iter().flatten() {
            if let Some(gone) = is_gone.get_mut(*n) {
                *gone = false;
            }
        }
        let gone = is_gone.iter().enumerate().filter(|(_, gone)| **gone).filter_map(|(n, _)| u32::try_from(n).ok());
        let (numbers, places) = places(&records, &stays, old);
        let new = records.into_iter().zip(stays).filter(|(_, stays)| stays.is_none()).map(|(record, _)| record);
        Self { new: new.collect(), numbers, places, gone: gone.collect(), facets }
    }

    /// How many records have to be read for it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.new.len()
    }

    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.gone.is_empty()
    }
}

/// Numbers of the new ones among the records, each with the record of the index before which it goes.
fn places(records: &[Record], stays: &[Option<usize>], old: &[Record]) -> (Vec<usize>, Vec<usize>) {
    // Articles stand first; a new one goes before the next that stays, or behind the last.
    let mut next = old.iter().filter(|r| r.kind == Kind::Article).count();
    let mut found = Vec::new();
    for (n, (record, stays)) in records.iter().zip(stays).enumerate().rev() {
        match (stays, record.kind) {
            (Some(at), Kind::Article) => next = *at,
            (Some(_), _) => {}
            (None, Kind::Article) => found.push((n, next)),
            (None, _) => found.push((n, old.len())),
        }
    }
    found.reverse();
    found.into_iter().unzip()
}

/// Whether a record says the same; facets are compared by their ids, as their numbers may have changed.
fn is_same(a: &Record, of_a: &Facets, b: &Record, of_b: &Facets) -> bool {
    (a.kind, a.fingerprint, texts(a)) == (b.kind, b.fingerprint, texts(b))
        && ids(&of_a.counties, &a.counties).eq(ids(&of_b.counties, &b.counties))
        && ids(&of_a.columns, &a.columns).eq(ids(&of_b.columns, &b.columns))
        && ids(&of_a.indicators, &a.indicators).eq(ids(&of_b.indicators, &b.indicators))
}

fn texts(record: &Record) -> [&str; 5] {
    [&record.title, &record.date, &record.line, &record.value, &record.head]
}

fn ids<'a>(labels: &'a [Label], numbers: &'a [u32]) -> impl Iterator<Item = &'a str> {
    numbers.iter().filter_map(|n| labels.get(*n as usize)).map(|label| label.id.as_str())
}

/// A small index of what changed.
pub struct Delta {
    index: Index,
    /// Number, among the records of now, of each of its records.
    numbers: Vec<usize>,
    root: Vec<u8>,
}

impl Delta {
    /// Indexes what changed since `base` was made. `None` if it still tells all.
    ///
    /// # Errors
    /// Every text that cannot be had.
    pub fn build<S: Source>(
        base: &Index,
        changes: Changes,
        names: &[Name],
        source: &S,
        copy: Option<&Converter>,
    ) -> Result<Option<Self>, Vec<(usize, S::Fault)>> {
        if changes.is_empty()
            && *base.facets() == changes.facets
            && base.lexicon() == lexicon::file(names, str::to_owned)
        {
            return Ok(None);
        }
        let part = Part { source, numbers: &changes.numbers };
        let index = Index::build(changes.new, &changes.facets, names, &part, copy)?;
        let root = base.root_with(&index, changes.places, changes.gone);
        Ok(Some(Self { index, numbers: changes.numbers, root }))
    }

    /// The root that names both indexes.
    #[must_use]
    pub fn root(&self) -> &[u8] {
        &self.root
    }

    /// The small index.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Its n-th file of texts.
    ///
    /// # Errors
    /// When a text cannot be had.
    pub fn text<S: Source>(&self, n: usize, source: &S) -> Result<Vec<u8>, S::Fault> {
        self.index.text(n, &Part { source, numbers: &self.numbers })
    }
}

/// The texts of some records.
struct Part<'a, S> {
    source: &'a S,
    numbers: &'a [usize],
}

impl<S: Source> Source for Part<'_, S> {
    type Fault = S::Fault;

    fn text(&self, record: usize) -> Result<String, S::Fault> {
        self.numbers.get(record).map_or_else(|| Ok(String::new()), |n| self.source.text(*n))
    }
}
