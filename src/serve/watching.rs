//! Brings changes of the disk: by the system's events, or by looking again and again where there are none (network
//! drives, folders shared into containers). Knows which folders a site has, not what is in them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::change::{Change, FOLDERS, is_read};
use super::stamp::Stamp;
use crate::config;
use crate::diag::SourcePath;
use crate::source::{Disk, shown_by};

/// Pause between two looks; longer where a look takes long.
const PAUSE: Duration = Duration::from_millis(500);
/// A look may take at most this part of the time.
const SHARE: u32 = 20;

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Means {
    /// By the system's events.
    Events,
    /// By looking, because it was asked for.
    Polling,
    /// By looking, because the site is on a drive that sends no events.
    Remote,
    /// By looking, because the system refused to watch (too many files).
    Refused,
}

/// Files of the site that are links, each with the file or folder that it shows.
type Shown = Arc<Mutex<BTreeMap<SourcePath, PathBuf>>>;

/// Watches a site until it is dropped.
pub struct Watching {
    root: PathBuf,
    means: Means,
    shown: Shown,
    events: Option<RecommendedWatcher>,
    /// Dropped with the rest, which ends the looking.
    _looking: Option<Sender<()>>,
}

impl Watching {
    /// Begins to watch a site. Changes go to `changes`.
    #[must_use]
    pub fn start(disk: &Disk, poll: bool, changes: Sender<Change>) -> Self {
        // Events name files by their absolute paths, links followed.
        let root = disk.root().canonicalize().unwrap_or_else(|_| disk.root().to_owned());
        let means = match () {
            () if poll => Means::Polling,
            () if is_remote(&root) => Means::Remote,
            () => Means::Events,
        };
        let shown = Shown::default();
        let events =
            if means == Means::Events { by_events(&root, Arc::clone(&shown), changes.clone()).ok() } else { None };
        let means = if means == Means::Events && events.is_none() { Means::Refused } else { means };
        let looking = events.is_none().then(|| by_looking(disk.clone(), changes));
        Self { root, means, shown, events, _looking: looking }
    }

    /// How changes are noticed.
    #[must_use]
    pub fn means(&self) -> Means {
        self.means
    }

    /// Watches folders that came with a change. Must be called before the change is looked at, so that what comes into
    /// them later is not missed.
    pub fn follow(&mut self, change: &Change) {
        self.watch_again(change);
        let Some(events) = &mut self.events else { return };
        let is_new = |folder: &str| {
            change.touches(|path| {
                (path == folder || path.starts_with(&format!("{folder}/"))) && self.root.join(path).is_dir()
            })
        };
        for folder in FOLDERS.into_iter().filter(|folder| is_new(folder)) {
            // One that is not there brings an event when it comes.
            let _ = events.watch(&self.root.join(folder), RecursiveMode::Recursive);
        }
    }

    /// Watches what links of the site show, which may stand anywhere in it. Brings the links that were not watched
    /// before: what they show may have changed since it was read.
    #[must_use]
    pub fn follow_links(&mut self, links: &BTreeSet<SourcePath>) -> Change {
        if self.events.is_none() {
            return Change::none();
        }
        let new = self.note(links);
        for (_, real) in &new {
            // Many editors put another file in its place, and it may go and come again.
            if let Some(folder) = real.parent() {
                self.watch_place(folder, RecursiveMode::NonRecursive);
            }
        }
        // All of them, after the folders around the new ones: the way in which a folder was watched last holds.
        if !new.is_empty() {
            self.watch_again(&Change::Everything);
        }
        Change::Paths(new.into_iter().map(|(link, _)| link).collect())
    }

    /// Notes what links show; that which was not known. Who sends events waits for this note and must not be waited for
    /// meanwhile.
    fn note(&self, links: &BTreeSet<SourcePath>) -> Vec<(SourcePath, PathBuf)> {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.retain(|link, _| links.contains(link));
        let real = |link: &SourcePath| Some((link.clone(), shown_by(&self.root.join(link.as_str()))?));
        let all = links.iter().filter_map(real);
        all.filter(|(link, real)| shown.insert(link.clone(), real.clone()).as_ref() != Some(real)).collect()
    }

    /// A folder that a link shows may be another one of the same name now.
    fn watch_again(&mut self, change: &Change) {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let of_change = shown.iter().filter(|(link, _)| change.touches(|path| path == link.as_str()));
        let folders: Vec<PathBuf> = of_change.map(|(_, real)| real.clone()).filter(|real| real.is_dir()).collect();
        drop(shown);
        for folder in folders {
            self.watch_place(&folder, RecursiveMode::Recursive);
        }
    }

    /// Without events a link is stale until something else changes.
    fn watch_place(&mut self, place: &Path, mode: RecursiveMode) {
        let is_watched = place == self.root || FOLDERS.iter().any(|folder| place.starts_with(self.root.join(folder)));
        if let Some(events) = &mut self.events
            && !is_watched
        {
            let _ = events.watch(place, mode);
        }
    }
}

/// Every event by itself: who takes the changes joins them. A debouncer would wake a hundred times a second for nothing.
fn by_events(root: &Path, shown: Shown, changes: Sender<Change>) -> notify::Result<RecommendedWatcher> {
    let base = root.to_owned();
    let handler = move |result: notify::Result<Event>| {
        let change = result.map_or(Change::Everything, |event| translate(&base, &shown, &event));
        if !change.is_empty() {
            // Nobody listens any more only when the program ends.
            let _ = changes.send(change);
        }
    };
    let mut events = notify::recommended_watcher(handler)?;
    events.watch(root, RecursiveMode::NonRecursive)?;
    for folder in FOLDERS.map(|f| root.join(f)).into_iter().filter(|f| f.is_dir()) {
        events.watch(&folder, RecursiveMode::Recursive)?;
    }
    Ok(events)
}

fn translate(root: &Path, shown: &Shown, event: &Event) -> Change {
    if event.need_rescan() {
        return Change::Everything;
    }
    if matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write)) {
        return Change::none();
    }
    let paths = event.paths.iter().filter_map(|path| relative(root, path)).filter(|p| is_read(p.as_str()));
    Change::Paths(paths.chain(event.paths.iter().flat_map(|path| links_to(shown, path))).collect())
}

/// The links that show a file.
fn links_to(shown: &Shown, path: &Path) -> Vec<SourcePath> {
    let shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
    shown.iter().filter(|(_, real)| path.starts_with(real)).map(|(link, _)| link.clone()).collect()
}

/// A path from the root. A name that is not Unicode is told as its folder.
fn relative(root: &Path, path: &Path) -> Option<SourcePath> {
    let parts = path.strip_prefix(root).ok()?.components();
    let parts: Vec<&str> = parts.map_while(|c| c.as_os_str().to_str()).collect();
    (!parts.is_empty()).then(|| SourcePath::new(parts.join("/")))
}

/// What a look sees: all files with their stamps.
type Seen = BTreeMap<SourcePath, Option<Stamp>>;

fn by_looking(disk: Disk, changes: Sender<Change>) -> Sender<()> {
    let (alive, ended) = channel();
    thread::spawn(move || {
        let mut seen = look(&disk);
        let mut pause = PAUSE;
        while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            let begun = Instant::now();
            let now = look(&disk);
            let change = Change::Paths(difference(&seen, &now));
            seen = now;
            pause = PAUSE.max(begun.elapsed() * SHARE);
            if !change.is_empty() && changes.send(change).is_err() {
                break;
            }
        }
    });
    alive
}

fn look(disk: &Disk) -> Seen {
    let mut unread = crate::diag::Findings::new();
    let files =
        FOLDERS.iter().flat_map(|folder| disk.files(folder, &mut unread)).chain([SourcePath::new(config::FILE)]);
    let stamp = |path: &SourcePath| disk.metadata(path).and_then(|m| Stamp::of(&m));
    files.map(|path| (path.clone(), stamp(&path))).collect()
}

fn difference(before: &Seen, now: &Seen) -> BTreeSet<SourcePath> {
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let other = now.iter().filter(|(path, stamp)| before.get(*path) != Some(stamp)).map(|(path, _)| path);
    gone.chain(other).cloned().collect()
}

/// Whether a folder is on a file system that sends no events for what others write: NFS, SMB, 9P (virtual machines,
/// WSL), FUSE (sshfs, folders shared into containers). Numbers from Linux's `magic.h`.
#[cfg(target_os = "linux")]
fn is_remote(root: &Path) -> bool {
    const SILENT: [u32; 7] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997, 0x6573_5546, 0x0bd0_0bd0];
    rustix::fs::statfs(root)
        .is_ok_and(|stat| u32::try_from(stat.f_type & 0xffff_ffff).is_ok_and(|kind| SILENT.contains(&kind)))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}
