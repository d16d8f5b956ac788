//! The slow way for a folder that cannot be exchanged: files are renamed into it one by one. All steps are written down
//! first, and doing them twice does no harm, so that the next build can complete what was interrupted.

use std::fs;
use std::io;
use std::path::Path;

use super::error::{Action, OutputError, Trying};
use super::ground::PART;
use super::path::{MANIFEST, OutPath, ancestors};
use super::plan::Layout;
use super::staging::copy;
use super::sys;

const NAME: &str = ".fangzhi-journal";
const DRAFT: &str = ".fangzhi-journal-draft";
const HEAD: &str = "fangzhi journal 1";

/// What is to be done to the output folder, in this order; the manifest comes last and is not listed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Journal {
    steps: Vec<Step>,
}

#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// Remove a file of the old site, and the folders that this leaves empty.
    Remove(OutPath),
    /// Rename a file from the staging folder into the output folder.
    Move(OutPath),
}

impl Journal {
    /// Removals that make room come first, the others last: a reader of the site should not meet a page whose picture is
    /// gone already.
    pub fn new<'a>(fresh: impl Iterator<Item = &'a OutPath>, obsolete: Vec<OutPath>, layout: &Layout) -> Self {
        let (blocking, rest): (Vec<_>, Vec<_>) = obsolete.into_iter().partition(|path| layout.occupies(path.as_str()));
        let moves = fresh.cloned().map(Step::Move);
        let blocking = blocking.into_iter().map(Step::Remove);
        Self { steps: blocking.chain(moves).chain(rest.into_iter().map(Step::Remove)).collect() }
    }

    /// Writes the steps down in `staging`; with the renaming they are binding.
    pub fn write(&self, staging: &Path) -> Result<(), OutputError> {
        let (draft, path) = (staging.join(DRAFT), staging.join(NAME));
        fs::write(&draft, self.to_text()).trying(Action::Write, &draft)?;
        fs::rename(&draft, &path).trying(Action::Rename, &draft)
    }

    /// The steps an interrupted build left in `staging`.
    pub fn read(staging: &Path) -> Result<Option<Self>, OutputError> {
        let path = staging.join(NAME);
        match fs::read_to_string(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            text => match Self::parse(&text.trying(Action::Read, &path)?) {
                Some(journal) => Ok(Some(journal)),
                None => Err(OutputError::Leftover(path)),
            },
        }
    }

    /// Does every step that is still to be done, then removes `staging`.
    pub fn complete(&self, staging: &Path, out: &Path) -> Result<(), OutputError> {
        let unfinished = |source| OutputError::Unfinished { staging: staging.to_owned(), source: Box::new(source) };
        self.replay(staging, out).map_err(unfinished)
    }

    fn replay(&self, staging: &Path, out: &Path) -> Result<(), OutputError> {
        for step in &self.steps {
            match step {
                Step::Remove(path) => remove(out, path)?,
                Step::Move(path) => shift(staging, out, path.as_ref())?,
            }
        }
        shift(staging, out, Path::new(MANIFEST))?;
        sys::remove_tree(staging).trying(Action::Remove, staging)
    }

    fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for step in &self.steps {
            let (sign, path) = match step {
                Step::Remove(path) => ("-", path),
                Step::Move(path) => ("+", path),
            };
            text.extend([sign, path.as_str(), "\n"]);
        }
        text
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == HEAD)?;
        Some(Self { steps: lines.map(parse_step).collect::<Option<_>>()? })
    }
}

fn parse_step(line: &str) -> Option<Step> {
    match line.split_at_checked(1)? {
        ("-", path) => OutPath::new(path).ok().map(Step::Remove),
        ("+", path) => OutPath::new(path).ok().map(Step::Move),
        _ => None,
    }
}

fn remove(out: &Path, path: &OutPath) -> Result<(), OutputError> {
    let place = out.join(path);
    sys::remove_file(&place).trying(Action::Remove, &place)?;
    for folder in ancestors(path.as_str()) {
        if fs::remove_dir(out.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

/// A file that is not in `staging` any more has been moved already.
fn shift(staging: &Path, out: &Path, path: &Path) -> Result<(), OutputError> {
    let (from, to) = (staging.join(path), out.join(path));
    if !sys::exists(&from).trying(Action::Read, &from)? {
        return Ok(());
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).trying(Action::CreateFolder, folder)?;
    }
    match fs::rename(&from, &to) {
        Err(e) if e.kind() == io::ErrorKind::CrossesDevices => bring(&from, &to, &out.join(PART)),
        other => other,
    }
    .trying(Action::Rename, &to)
}

/// A rename from another file system.
fn bring(from: &Path, to: &Path, part: &Path) -> io::Result<()> {
    copy(from, part)?;
    fs::rename(part, to)?;
    fs::remove_file(from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::plan::layout_of;

    fn paths(list: &[&str]) -> Vec<OutPath> {
        list.iter().map(|path| OutPath::new(path).unwrap()).collect()
    }

    /// From the old files to the new ones, interrupted after every number of steps, and completed.
    #[track_caller]
    fn check(old: &[&str], new: &[&str]) {
        let obsolete: Vec<&str> = old.iter().filter(|path| !new.contains(path)).copied().collect();
        let journal = Journal::new(paths(new).iter(), paths(&obsolete), &layout_of(new));
        for steps in 0..=journal.steps.len() {
            let root = tempfile::tempdir().unwrap();
            let (out, staging) = (root.path().join("out"), root.path().join("new"));
            tree(&out, old, "old");
            tree(&staging, new, "new");
            journal.write(&staging).unwrap();
            for step in journal.steps.iter().take(steps) {
                match step {
                    Step::Remove(path) => remove(&out, path).unwrap(),
                    Step::Move(path) => shift(&staging, &out, path.as_ref()).unwrap(),
                }
            }
            let found = Journal::read(&staging).unwrap().unwrap();
            assert_eq!(found, journal);
            found.complete(&staging, &out).unwrap();
            assert!(!staging.exists());
            assert_eq!(listing(&out), new.iter().map(|path| format!("{path} new")).collect::<Vec<_>>(), "{steps}");
        }
    }

    fn tree(root: &Path, files: &[&str], content: &str) {
        for path in files {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), content).unwrap();
        }
    }

    fn listing(root: &Path) -> Vec<String> {
        let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
        let files = files.filter(|entry| entry.file_type().is_file());
        let line = |path: &Path| {
            format!("{} {}", path.strip_prefix(root).unwrap().display(), fs::read_to_string(path).unwrap())
        };
        files.map(|entry| line(entry.path())).collect()
    }

    #[test]
    fn interrupted_anywhere() {
        check(&["a", "b/c"], &["a", "b/c"]);
        check(&["a", "b/c", "b/d"], &["b/d", "e/f/g"]);
        check(&["a"], &["a/index.html"]);
        check(&["a/b/c", "a/d"], &["a"]);
    }

    #[test]
    fn what_is_no_journal() {
        for text in ["", "x\n", "fangzhi journal 1\n*a\n", "fangzhi journal 1\n+../a\n", "fangzhi journal 1\n县\n"] {
            assert_eq!(Journal::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn from_another_file_system() {
        let root = tempfile::tempdir().unwrap();
        let [from, to, part] = ["from", "to", "part"].map(|name| root.path().join(name));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "old").unwrap();
        bring(&from, &to, &part).unwrap();
        assert_eq!(listing(root.path()), ["to new"]);
    }
}
