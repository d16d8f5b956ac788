//! Putting the new site in the place of the old one, and clearing away what was there. Knows no plan.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Action, OutputError, Trying};
use super::ground::Ground;
use super::path::{MANIFEST, OutPath, ancestors};
use super::sys;

/// How the system took to the exchange.
#[derive(Debug)]
pub(super) enum Outcome {
    /// The new site is in place; the old one, if there was any, lies here.
    Done(Option<PathBuf>),
    /// Not possible with this folder; nothing has changed.
    Refused(io::Error),
}

/// Puts the folder `staging` at the place of the output folder.
pub(super) fn exchange(ground: &Ground, staging: &Path) -> Result<Outcome, OutputError> {
    let out = &ground.out;
    if !sys::exists(out).trying(Action::Read, out)? {
        fs::rename(staging, out).trying(Action::Rename, staging)?;
        return Ok(Outcome::Done(None));
    }
    let model = fs::metadata(out).trying(Action::Read, out)?;
    sys::resemble(staging, &model).trying(Action::Write, staging)?;
    match sys::exchange(staging, out) {
        Ok(()) => Ok(Outcome::Done(Some(staging.to_owned()))),
        Err(e) if matches!(e.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => {
            swap_in_two_steps(ground, staging)
        }
        Err(e) => Ok(Outcome::Refused(e)),
    }
}

/// For systems without an exchange. Killed between the two steps there is no output folder until the next build, which
/// [`restore`]s it.
fn swap_in_two_steps(ground: &Ground, staging: &Path) -> Result<Outcome, OutputError> {
    let retired = ground.retired();
    if let Err(e) = fs::rename(&ground.out, &retired) {
        return Ok(Outcome::Refused(e));
    }
    if let Err(e) = fs::rename(staging, &ground.out) {
        fs::rename(&retired, &ground.out).trying(Action::Rename, &retired)?;
        return Ok(Outcome::Refused(e));
    }
    Ok(Outcome::Done(Some(retired)))
}

/// Completes or undoes a swap in two steps that was interrupted in between.
pub(super) fn restore(ground: &Ground) -> Result<(), OutputError> {
    let (out, retired) = (&ground.out, ground.retired());
    let is_between =
        sys::exists(&retired).trying(Action::Read, &retired)? && !sys::exists(out).trying(Action::Read, out)?;
    if !is_between {
        return Ok(());
    }
    let [staging, _] = ground.stagings();
    let from = if staging.join(MANIFEST).is_file() { staging } else { retired };
    fs::rename(&from, out).trying(Action::Rename, &from)
}

/// Removes an old site of the files `listed`. Whatever else is found in it is a foreign file: one that came while the
/// build ran and has no place in `out` yet moves there.
pub(super) fn clear<'a>(old: &Path, listed: impl Iterator<Item = &'a OutPath>, out: &Path) -> Result<(), OutputError> {
    let mut folders = BTreeSet::new();
    for path in listed {
        let place = old.join(path);
        sys::remove_file(&place).trying(Action::Remove, &place)?;
        folders.extend(ancestors(path.as_str()));
    }
    let manifest = old.join(MANIFEST);
    sys::remove_file(&manifest).trying(Action::Remove, &manifest)?;
    // In descending order a folder comes after the folders in it. One that is not empty is left to the rescue.
    for folder in folders.into_iter().rev() {
        let _ = fs::remove_dir(old.join(folder));
    }
    match fs::remove_dir(old) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(_) => rescue(old, out),
        Ok(()) => Ok(()),
    }
}

fn rescue(from: &Path, to: &Path) -> Result<(), OutputError> {
    for entry in fs::read_dir(from).trying(Action::Read, from)? {
        let entry = entry.trying(Action::Read, from)?;
        let (old, new) = (entry.path(), to.join(entry.file_name()));
        let is_folder = entry.file_type().trying(Action::Read, &old)?.is_dir();
        if !sys::exists(&new).trying(Action::Read, &new)? {
            fs::create_dir_all(to).trying(Action::CreateFolder, to)?;
            fs::rename(&old, &new).trying(Action::Rename, &old)?;
        } else if is_folder {
            rescue(&old, &new)?;
        } else {
            fs::remove_file(&old).trying(Action::Remove, &old)?;
        }
    }
    fs::remove_dir(from).trying(Action::Remove, from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(root: &Path, files: &[&str]) {
        fs::create_dir_all(root).unwrap();
        for path in files {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), format!("{path} of {}", root.file_name().unwrap().display())).unwrap();
        }
    }

    fn content(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_default()
    }

    #[test]
    fn both_ways() {
        for way in [exchange, swap_in_two_steps] {
            let root = tempfile::tempdir().unwrap();
            let ground = Ground::open(&root.path().join("public")).unwrap();
            tree(&ground.out, &["a"]);
            tree(&ground.staging(), &["a"]);
            let Ok(Outcome::Done(Some(old))) = way(&ground, &ground.staging()) else { panic!("refused") };
            assert_eq!(content(&ground.out.join("a")), "a of .public.fangzhi-new");
            assert_eq!(content(&old.join("a")), "a of public");
        }
    }

    #[test]
    fn interrupted_between_two_steps() {
        for (staged, expect) in [(&["a", MANIFEST][..], ".public.fangzhi-new"), (&["a"], ".public.fangzhi-old")] {
            let root = tempfile::tempdir().unwrap();
            let ground = Ground::open(&root.path().join("public")).unwrap();
            tree(&ground.retired(), &["a"]);
            tree(&ground.staging(), staged);
            restore(&ground).unwrap();
            assert_eq!(content(&ground.out.join("a")), format!("a of {expect}"));
        }
    }

    #[test]
    fn late_comers_are_rescued() {
        let root = tempfile::tempdir().unwrap();
        let (old, out) = (root.path().join("old"), root.path().join("out"));
        tree(&old, &["a", "b/c", "b/new", "d/e/new", "CNAME"]);
        tree(&out, &["a", "CNAME"]);
        let listed: Vec<_> = ["a", "b/c"].map(|path| OutPath::new(path).unwrap()).into();
        clear(&old, listed.iter(), &out).unwrap();
        assert!(!old.exists());
        assert!(!out.join("b/c").exists());
        assert_eq!(content(&out.join("b/new")), "b/new of old");
        assert_eq!(content(&out.join("d/e/new")), "d/e/new of old");
        assert_eq!(content(&out.join("CNAME")), "CNAME of out");
    }
}
