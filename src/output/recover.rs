//! What interrupted builds left around the output folder is brought to an end before a new one starts.

use std::path::Path;

use super::error::{Action, Note, OutputError, Trying};
use super::exchange::{clear, restore};
use super::ground::{Ground, PART};
use super::journal::Journal;
use super::manifest::Manifest;
use super::path::MANIFEST;
use super::sys;

/// Leaves a whole site, or none, in the output folder and nothing of ours beside it.
pub(super) fn recover(ground: &Ground) -> Result<Vec<Note>, OutputError> {
    restore(ground)?;
    let mut notes = Vec::new();
    for staging in ground.stagings() {
        notes.extend(settle(&staging, &ground.out)?);
    }
    settle(&ground.retired(), &ground.out)?;
    let part = ground.out.join(PART);
    sys::remove_file(&part).trying(Action::Remove, &part)?;
    Ok(notes)
}

fn settle(left: &Path, out: &Path) -> Result<Option<Note>, OutputError> {
    if !sys::exists(left).trying(Action::Read, left)? {
        return Ok(None);
    }
    if !left.is_dir() {
        return Err(OutputError::Leftover(left.to_owned()));
    }
    if let Some(journal) = Journal::read(left)? {
        journal.complete(left, out)?;
        return Ok(Some(Note::Completed));
    }
    discard(left, out)?;
    Ok(None)
}

/// A folder with a manifest may be the old site just after the exchange; one without never was in the output folder.
fn discard(left: &Path, out: &Path) -> Result<(), OutputError> {
    let manifest = std::fs::read(left.join(MANIFEST)).ok().and_then(|text| Manifest::parse(&text).ok());
    match manifest {
        Some(manifest) if sys::exists(out).trying(Action::Read, out)? => {
            clear(left, manifest.entries().iter().map(|entry| &entry.path), out)
        }
        _ => sys::remove_tree(left).trying(Action::Remove, left),
    }
}
