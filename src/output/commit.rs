//! From a decided plan to a site on the disk: all of it or nothing.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::carry::carry;
use super::error::{CommitError, Note, Obstacle, OutputError, Summary};
use super::exchange::{Outcome, clear, exchange};
use super::ground::Ground;
use super::journal::Journal;
use super::manifest::{Entry, Manifest};
use super::old::OldSite;
use super::path::OutPath;
use super::plan::Layout;
use super::recover::recover;
use super::staging::{Staged, Staging};

/// Makes every file of `layout` by its number with `produce`, in parallel, and puts the site into the folder `out`.
///
/// Packed copies that the layout has ([`Layout::with_copies`]) are made together with their file. A file's bytes are on
/// the disk and out of memory before the next one is made. A folder that is not there is made, one with files but
/// without a manifest of ours is refused. Nothing is synced to the disk: the promise is for failing and killed builds;
/// what a power cut did to a site, `verify` tells.
///
/// # Errors
/// [`CommitError::Produce`] with every file that could not be made; else the trouble with the folder. The old site is
/// whole then, but for [`OutputError::Unfinished`].
pub fn commit<B, E>(
    out: &Path,
    layout: &Layout,
    produce: &(impl Fn(usize) -> Result<B, E> + Sync),
) -> Result<Summary, CommitError<E>>
where
    B: AsRef<[u8]>,
    E: Send,
{
    commit_on(Ground::open(out)?, layout, produce)
}

pub(super) fn commit_on<B, E>(
    ground: Ground,
    layout: &Layout,
    produce: &(impl Fn(usize) -> Result<B, E> + Sync),
) -> Result<Summary, CommitError<E>>
where
    B: AsRef<[u8]>,
    E: Send,
{
    let notes = recover(&ground)?;
    let old = OldSite::read(&ground.out, layout)?;
    let staging = Staging::start(ground.staging(), layout, &old)?;
    let staged = make_all(&staging, layout, produce)?;
    Ok(Transition { ground, layout, old: &old, staged, notes }.finish(staging)?)
}

/// Why a file is not staged.
enum Trouble<E> {
    Produce(usize, E),
    Output(OutputError),
    /// Another file met trouble with the disk; this one was not tried.
    Skipped,
}

fn make_all<B, E>(
    staging: &Staging<'_>,
    layout: &Layout,
    produce: &(impl Fn(usize) -> Result<B, E> + Sync),
) -> Result<Vec<Staged>, CommitError<E>>
where
    B: AsRef<[u8]>,
    E: Send,
{
    let is_hopeless = AtomicBool::new(false);
    let make = |number: usize| {
        if is_hopeless.load(Ordering::Relaxed) {
            return Err(Trouble::Skipped);
        }
        let bytes = produce(number).map_err(|e| Trouble::Produce(number, e))?;
        take(staging, layout, number, bytes.as_ref()).map_err(|e| {
            is_hopeless.store(true, Ordering::Relaxed);
            Trouble::Output(e)
        })
    };
    let results: Vec<_> = (0..layout.originals()).into_par_iter().map(make).collect();
    gather(results)
}

/// A file and its copies.
type Taken = (Staged, Vec<Staged>);

/// Stages a file and its copies.
fn take(staging: &Staging<'_>, layout: &Layout, number: usize, bytes: &[u8]) -> Result<Taken, OutputError> {
    let staged = staging.take(number, bytes)?;
    let copies = layout.copies_of(number).map(|(copy, coding)| staging.take_copy(copy, &staged, coding, bytes));
    Ok((staged, copies.collect::<Result<_, _>>()?))
}

/// What was staged, by number: the copies come after all other files.
fn gather<E>(results: Vec<Result<Taken, Trouble<E>>>) -> Result<Vec<Staged>, CommitError<E>> {
    let mut staged = Vec::with_capacity(results.len());
    let mut copies = Vec::new();
    let mut failures = Vec::new();
    for result in results {
        match result {
            Ok((file, own)) => {
                staged.push(file);
                copies.extend(own);
            }
            Err(Trouble::Output(e)) => return Err(e.into()),
            Err(Trouble::Produce(number, e)) => failures.push((number, e)),
            Err(Trouble::Skipped) => {}
        }
    }
    staged.extend(copies);
    if failures.is_empty() { Ok(staged) } else { Err(CommitError::Produce(failures)) }
}

/// Everything known once all files are staged.
struct Transition<'a> {
    ground: Ground,
    layout: &'a Layout,
    old: &'a OldSite,
    staged: Vec<Staged>,
    notes: Vec<Note>,
}

impl Transition<'_> {
    fn finish(mut self, staging: Staging<'_>) -> Result<Summary, OutputError> {
        let unportable: Vec<_> = self.layout.paths().iter().filter(|path| !path.is_portable()).cloned().collect();
        if !unportable.is_empty() {
            self.notes.push(Note::Unportable(unportable));
        }
        let obsolete = self.old.obsolete(self.layout);
        let mut summary = self.summary(obsolete.len());
        let manifest = self.manifest();
        if summary.written + summary.removed > 0 || !self.old.has_manifest(&manifest) {
            self.put_in_place(staging, &manifest, obsolete)?;
        }
        summary.notes = self.notes;
        Ok(summary)
    }

    fn put_in_place(
        &mut self,
        mut staging: Staging<'_>,
        manifest: &str,
        obsolete: Vec<OutPath>,
    ) -> Result<(), OutputError> {
        let obstacle = match self.ground.obstacle.take() {
            Some(obstacle) => {
                staging.seal(manifest, &self.ground.out)?;
                obstacle
            }
            None => match self.replace(&mut staging, manifest)? {
                Some(obstacle) => obstacle,
                None => return Ok(()),
            },
        };
        let journal = Journal::new(self.fresh(), obsolete, self.layout);
        journal.write(staging.folder())?;
        staging.keep();
        journal.complete(staging.folder(), &self.ground.out)?;
        self.notes.push(Note::InPlace(obstacle));
        Ok(())
    }

    /// Exchanges the whole folder, or tells why it cannot be.
    fn replace(&mut self, staging: &mut Staging<'_>, manifest: &str) -> Result<Option<Obstacle>, OutputError> {
        let out = &self.ground.out;
        staging.fill(&self.staged, out)?;
        // An empty folder is made anew by the exchange; a missing one has nothing to carry.
        let carried =
            if self.old.foreign.is_empty() { Ok(()) } else { carry(&self.old.foreign, out, staging.folder()) };
        staging.seal(manifest, out)?;
        if let Err(e) = carried {
            return Ok(Some(Obstacle::Refused(e)));
        }
        match exchange(&self.ground, staging.folder())? {
            Outcome::Refused(e) => Ok(Some(Obstacle::Refused(e))),
            Outcome::Done(old) => {
                staging.keep();
                self.notes.extend(old.and_then(|old| self.clear_away(&old)));
                Ok(None)
            }
        }
    }

    /// The new site stands; trouble with what is left of the old one is worth a note only.
    fn clear_away(&self, old: &Path) -> Option<Note> {
        let cleared = clear(old, self.old.paths(), &self.ground.out);
        cleared.err().map(|e| Note::LeftBehind(old.to_owned(), Box::new(e)))
    }

    fn fresh(&self) -> impl Iterator<Item = &OutPath> {
        let files = self.layout.paths().iter().zip(&self.staged);
        files.filter(|(_, staged)| staged.is_fresh).map(|(path, _)| path)
    }

    fn manifest(&self) -> String {
        let files = self.layout.paths().iter().zip(&self.staged);
        let entries = files.map(|(path, staged)| Entry { path: path.clone(), digest: staged.digest });
        Manifest::new(entries.collect()).to_text()
    }

    fn summary(&self, removed: usize) -> Summary {
        let written = self.fresh().count();
        Summary {
            files: self.staged.len(),
            bytes: self.staged.iter().map(|staged| staged.size).sum(),
            written,
            unchanged: self.staged.len() - written,
            removed,
            carried: self.old.foreign.len(),
            notes: Vec::new(),
        }
    }
}
