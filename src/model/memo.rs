//! What was made of things, each by itself, kept for the things that are still there.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

/// What was made of each of a list of things, in their order.
#[derive(Debug)]
pub struct Memo<K, V> {
    known: Vec<(Arc<K>, V)>,
}

/// What became of a memo when it was brought up to date.
pub struct News<V> {
    /// What was made of the things that are not in their place any more.
    pub before: Vec<V>,
    /// The place of those that are there now.
    pub place: Range<usize>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { known: Vec::new() }
    }
}

impl<K: Send + Sync, V: Clone + Send + Sync> Memo<K, V> {
    /// The things, and what was made of each.
    pub fn known(&self) -> &[(Arc<K>, V)] {
        &self.known
    }

    /// Makes something of each thing, or remembers what was made of it; a thing is known by where it is kept. After an
    /// edit most stand at the same distance from the beginning or the end, so only those between are looked for.
    pub fn bring_up(&mut self, things: &[Arc<K>], make: impl Fn(&K) -> V + Sync) -> News<V> {
        let is = |(known, thing): &(&(Arc<K>, V), &Arc<K>)| Arc::ptr_eq(&known.0, thing);
        let first = self.known.iter().zip(things).take_while(is).count();
        let rest = self.known.len().min(things.len()) - first;
        let last = self.known.iter().rev().zip(things.iter().rev()).take(rest).take_while(is).count();
        let old = first..self.known.len() - last;
        let between = self.known.get(old.clone()).unwrap_or_default();
        let moved: HashMap<usize, &V> = between.iter().map(|(of, made)| (whereabouts(of), made)).collect();
        let new = things.get(first..things.len() - last).unwrap_or_default();
        let entries = new.par_iter().map(|thing| {
            let known = moved.get(&whereabouts(thing)).map(|made| (*made).clone());
            (Arc::clone(thing), known.unwrap_or_else(|| make(thing)))
        });
        let entries: Vec<_> = entries.collect();
        let place = first..first + entries.len();
        News { before: self.known.splice(old, entries).map(|(_, made)| made).collect(), place }
    }
}

/// Where a thing is kept; as long as it is, nothing else is there.
fn whereabouts<K>(thing: &Arc<K>) -> usize {
    Arc::as_ptr(thing).addr()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_what_is_new_is_made() {
        let things: Vec<Arc<u32>> = (0..9).map(Arc::new).collect();
        let mut memo = Memo::default();
        let mut check = |things: &[Arc<u32>], expect: usize| {
            let count = AtomicUsize::new(0);
            let make = |n: &u32| {
                count.fetch_add(1, Ordering::Relaxed);
                n * 2
            };
            let news = memo.bring_up(things, make);
            let results: Vec<u32> = memo.known().iter().map(|(_, made)| *made).collect();
            assert_eq!(results, things.iter().map(|n| **n * 2).collect::<Vec<_>>());
            assert_eq!(count.into_inner(), expect);
            (news.before.len(), news.place)
        };
        assert_eq!(check(&things, 9), (0, 0..9));
        assert_eq!(check(&things, 0), (0, 9..9));
        let mut edited = things.clone();
        edited[4] = Arc::new(4);
        assert_eq!(check(&edited, 1), (1, 4..5));
        let moved: Vec<Arc<u32>> = [0, 5, 1, 2, 3, 6, 7].map(|n: usize| Arc::clone(&edited[n])).into();
        assert_eq!(check(&moved, 0), (8, 1..7));
        assert_eq!(check(&[], 0), (7, 0..0));
        check(&things, 9);
    }
}
