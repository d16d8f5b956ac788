//! A long list that shares with the list before it what is the same, so that after an edit the rest is neither made nor
//! kept twice. Knows nothing of what stands in it.

use std::ops::Index;
use std::sync::Arc;

use rayon::prelude::*;

/// Entries that are shared together; few in tests, so that small sites have several parts.
const PART: usize = if cfg!(test) { 2 } else { 256 };

/// A list.
#[derive(Debug, Clone)]
pub struct List<T> {
    /// All but the last have [`PART`] entries.
    parts: Vec<Arc<Vec<T>>>,
    len: usize,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { parts: Vec::new(), len: 0 }
    }
}

impl<T> List<T> {
    /// An entry for each of `keys`. What `is` says of the entry that stood in its place before, that entry stays.
    pub fn of<K: Sync>(
        keys: &[K],
        before: &Self,
        is: impl Fn(&T, &K) -> bool + Sync,
        make: impl Fn(&K) -> T + Sync,
    ) -> Self
    where
        T: Clone + Send + Sync,
    {
        let part = |(n, keys): (usize, &[K])| {
            let known = before.parts.get(n);
            let same = |part: &&Arc<Vec<T>>| part.len() == keys.len() && part.iter().zip(keys).all(|(t, k)| is(t, k));
            known.filter(same).map_or_else(|| Arc::new(again(keys, known, &is, &make)), Arc::clone)
        };
        Self { parts: keys.par_chunks(PART).enumerate().map(part).collect(), len: keys.len() }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entry at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&T> {
        self.parts.get(at / PART)?.get(at % PART)
    }

    /// The first entry.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// All entries.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    /// All entries, many at a time.
    #[must_use]
    pub fn par_iter(&self) -> impl IndexedParallelIterator<Item = &T>
    where
        T: Send + Sync,
    {
        (0..self.len).into_par_iter().map(|at| &self[at])
    }

    /// Changes an entry; what shares it keeps the old one.
    pub fn change(&mut self, at: usize, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        if let Some(entry) = self.parts.get_mut(at / PART).and_then(|part| Arc::make_mut(part).get_mut(at % PART)) {
            change(entry);
        }
    }

    /// Whether all is shared with another list.
    #[must_use]
    pub fn is_shared_with(&self, other: &Self) -> bool {
        self.len == other.len && self.parts.iter().zip(&other.parts).all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// Whether the list is as long as another and each entry that is not shared is like the other's.
    pub fn is_like(&self, other: &Self, like: impl Fn(&T, &T) -> bool) -> bool {
        self.len == other.len && self.unshared(other).all(|(a, b)| like(a, b))
    }

    /// The entries in parts that are not shared with another list, each with the other's in its place.
    pub fn unshared<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (&'a T, &'a T)> {
        let parts = self.parts.iter().zip(&other.parts).filter(|(a, b)| !Arc::ptr_eq(a, b));
        parts.flat_map(|(a, b)| a.iter().zip(b.iter()))
    }
}

/// A part made anew of what stays and what is new.
fn again<T: Clone, K>(
    keys: &[K],
    known: Option<&Arc<Vec<T>>>,
    is: impl Fn(&T, &K) -> bool,
    make: impl Fn(&K) -> T,
) -> Vec<T> {
    let mut known = known.into_iter().flat_map(|part| part.iter());
    let entry = |key: &K| known.next().filter(|t| is(t, key)).cloned().unwrap_or_else(|| make(key));
    keys.iter().map(entry).collect()
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is_like(other, T::eq)
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T> Index<usize> for List<T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "who indexes has the place from this list")]
    fn index(&self, at: usize) -> &T {
        &self.parts[at / PART][at % PART]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(numbers: &[u32], before: &List<u32>) -> List<u32> {
        List::of(numbers, before, |a, b| a == b, |n| *n)
    }

    #[test]
    fn what_is_the_same_is_shared() {
        let mut numbers = [10, 11, 12, 13, 14, 15, 16];
        let first = list(&numbers, &List::default());
        assert!(list(&numbers, &first).is_shared_with(&first));
        numbers[3] = 7;
        let second = list(&numbers, &first);
        let shared: Vec<bool> = second.parts.iter().zip(&first.parts).map(|(a, b)| Arc::ptr_eq(a, b)).collect();
        assert_eq!(shared, [true, false, true, true]);
        assert_eq!(second.iter().copied().collect::<Vec<_>>(), numbers);
        assert!(second.is_like(&first, |a, b| a == b || *a == 7));
        assert_ne!(second, first);
    }

    #[test]
    fn another_length_is_another_list() {
        let first = list(&[1, 2], &List::default());
        let second = list(&[1, 2, 3], &first);
        assert_eq!((second.len(), second.get(2), second.get(3)), (3, Some(&3), None));
        assert!(!second.is_like(&first, |_, _| true) && !second.is_shared_with(&first));
    }

    #[test]
    fn a_change_leaves_the_other_as_it_was() {
        let first = list(&[1, 2], &List::default());
        let mut second = first.clone();
        second.change(1, |n| *n = 9);
        assert_eq!((first[1], second[1]), (2, 9));
    }
}
