//! Which files the site will have, decided before anything is written. Pure: never looks at the disk.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::pack::{Coding, is_text};
use super::path::{OutPath, ancestors, folded};

/// Files gathered so far, each with where it comes from.
#[derive(Debug, Default)]
pub struct Plan {
    claimants: Vec<Claimant>,
}

/// One file and who wants it there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// Place in the output folder.
    pub path: OutPath,
    /// For messages: the source file or the page that leads to this file.
    pub origin: String,
}

/// Two files that cannot both be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// How they stand in each other's way.
    pub kind: CollisionKind,
    /// The one planned earlier.
    pub first: Claimant,
    /// The one planned later.
    pub second: Claimant,
}

/// How two files stand in each other's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollisionKind {
    /// Both have the same path.
    Same,
    /// The paths differ only in letter case or normal form; on many file systems they are one.
    Case,
    /// One is a file where the other needs a folder.
    Folder,
}

impl Plan {
    /// Adds a file; its number, counted from 0, is what `commit` asks for.
    pub fn add(&mut self, path: OutPath, origin: impl Into<String>) -> usize {
        let origin = origin.into();
        self.claimants.push(Claimant { path, origin });
        self.claimants.len() - 1
    }

    /// Fixes the plan.
    ///
    /// # Errors
    /// All collisions, in the order of the later file.
    pub fn decide(self) -> Result<Layout, Vec<Collision>> {
        let keys: Vec<String> = self.claimants.iter().map(|c| folded(c.path.as_str())).collect();
        let collisions = self.collisions(&keys);
        if collisions.is_empty() { Ok(Layout::new(self.claimants)) } else { Err(collisions) }
    }

    fn collisions(&self, keys: &[String]) -> Vec<Collision> {
        let mut owners: HashMap<&str, usize> = HashMap::with_capacity(keys.len());
        let mut pairs = Vec::new();
        for (number, key) in keys.iter().enumerate() {
            let first = *owners.entry(key).or_insert(number);
            if first != number {
                pairs.push((number, first));
            }
        }
        for (number, key) in keys.iter().enumerate() {
            let blocking = ancestors(key).find_map(|folder| owners.get(folder));
            pairs.extend(blocking.map(|file| (number.max(*file), number.min(*file))));
        }
        pairs.sort_unstable();
        pairs.into_iter().filter_map(|(second, first)| self.collision(first, second)).collect()
    }

    fn collision(&self, first: usize, second: usize) -> Option<Collision> {
        let (first, second) = (self.claimants.get(first)?, self.claimants.get(second)?);
        let kind = if first.path == second.path {
            CollisionKind::Same
        } else if folded(first.path.as_str()) == folded(second.path.as_str()) {
            CollisionKind::Case
        } else {
            CollisionKind::Folder
        };
        Some(Collision { kind, first: first.clone(), second: second.clone() })
    }
}

/// The decided files of a site: no two of them collide.
#[derive(Debug)]
pub struct Layout {
    paths: Vec<OutPath>,
    /// What is taken, found out when it is first asked for.
    taken: OnceLock<Taken>,
    /// Of the last files, in their order: which file each is a packed copy of.
    copies: Vec<(usize, Coding)>,
}

/// Files and folders as file systems compare them.
#[derive(Debug)]
struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    fn by(paths: &[OutPath]) -> Self {
        let files: HashSet<String> = paths.iter().map(|path| folded(path.as_str())).collect();
        let mut folders = HashSet::new();
        for path in paths {
            let key = folded(path.as_str());
            for folder in ancestors(&key) {
                if folders.contains(folder) {
                    break;
                }
                folders.insert(folder.to_owned());
            }
        }
        Self { files, folders }
    }
}

impl Layout {
    fn new(claimants: Vec<Claimant>) -> Self {
        let paths = claimants.into_iter().map(|claimant| claimant.path).collect();
        Self { paths, taken: OnceLock::new(), copies: Vec::new() }
    }

    /// The same files, and packed copies of those that are texts.
    ///
    /// # Errors
    /// All collisions of the copies.
    pub fn with_copies(&self) -> Result<Self, Vec<Collision>> {
        let mut plan = Plan::default();
        for path in &self.paths {
            plan.add(path.clone(), path.as_str());
        }
        let mut copies = Vec::new();
        for (number, path) in self.paths.iter().enumerate().filter(|(_, path)| is_text(path.as_str())) {
            for coding in Coding::ALL {
                // A name may be too long with what is added; then there is no copy.
                if let Ok(copy) = OutPath::new(&format!("{}{}", path.as_str(), coding.suffix())) {
                    plan.add(copy, path.as_str());
                    copies.push((number, coding));
                }
            }
        }
        Ok(Self { copies, ..plan.decide()? })
    }

    /// How many of the files are no copies; their numbers come first.
    pub(super) fn originals(&self) -> usize {
        self.paths.len() - self.copies.len()
    }

    /// The copies of a file, with their numbers.
    pub(super) fn copies_of(&self, number: usize) -> impl Iterator<Item = (usize, Coding)> + '_ {
        let first = self.copies.partition_point(|(of, _)| *of < number);
        let own = self.copies.iter().enumerate().skip(first).take_while(move |(_, (of, _))| *of == number);
        own.map(|(n, (_, coding))| (self.originals() + n, *coding))
    }

    /// The files, by number.
    #[must_use]
    pub fn paths(&self) -> &[OutPath] {
        &self.paths
    }

    /// Whether something else at `path` stands in the way of a file or a folder of the site.
    pub(super) fn occupies(&self, path: &str) -> bool {
        let Taken { files, folders } = self.taken.get_or_init(|| Taken::by(&self.paths));
        let key = folded(path);
        files.contains(&key) || folders.contains(&key) || ancestors(&key).any(|folder| files.contains(folder))
    }
}

#[cfg(test)]
pub(super) fn layout_of(paths: &[&str]) -> Layout {
    let mut plan = Plan::default();
    for path in paths {
        plan.add(OutPath::new(path).unwrap(), *path);
    }
    plan.decide().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(paths: &[&str], expect: &[(CollisionKind, usize, usize)]) {
        let mut plan = Plan::default();
        for (number, path) in paths.iter().enumerate() {
            assert_eq!(plan.add(OutPath::new(path).unwrap(), number.to_string()), number);
        }
        let found = plan.decide().err().unwrap_or_default();
        let number = |claimant: &Claimant| claimant.origin.parse().unwrap();
        let found: Vec<_> = found.iter().map(|c| (c.kind, number(&c.first), number(&c.second))).collect();
        assert_eq!(found, expect, "{paths:?}");
    }

    #[test]
    fn collisions() {
        use CollisionKind::{Case, Folder, Same};
        check(&["a", "b/c", "b/d"], &[]);
        check(&["a", "b", "a"], &[(Same, 0, 2)]);
        check(&["a", "a", "a"], &[(Same, 0, 1), (Same, 0, 2)]);
        check(&["tags/GDP/x", "tags/gdp/x"], &[(Case, 0, 1)]);
        check(&["tags/é", "tags/e\u{301}"], &[(Same, 0, 1)]);
        check(&["a/b", "a"], &[(Folder, 0, 1)]);
        check(&["A", "a/b/c", "d"], &[(Folder, 0, 1)]);
        check(&["a", "ab/c", "a-b/c"], &[]);
    }

    #[test]
    fn occupied_paths() {
        let layout = layout_of(&["index.html", "articles/x/index.html"]);
        for (path, expect) in [
            ("index.html", true),
            ("INDEX.html", true),
            ("articles", true),
            ("articles/x/index.html/y", true),
            ("articles/y", false),
            (".git", false),
        ] {
            assert_eq!(layout.occupies(path), expect, "{path}");
        }
    }
}
