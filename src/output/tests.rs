//! Whole commits: what stands in the output folder afterwards, and what builds leave that fail or are killed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::commit::commit_on;
use super::ground::Ground;
use super::manifest::{Digest, Entry, Manifest};
use super::old::OldSite;
use super::plan::layout_of;
use super::recover::recover;
use super::staging::Staging;
use super::*;

type Files = BTreeMap<String, String>;

/// A folder with a site in `public`.
struct Bench {
    root: tempfile::TempDir,
}

impl Bench {
    /// With a first site, and every file of it dated back.
    fn new(files: &[(&str, &str)]) -> Self {
        let bench = Self { root: tempfile::tempdir().unwrap() };
        bench.build(files).unwrap();
        for path in bench.files().keys().map(String::as_str).chain([MANIFEST]) {
            File::open(bench.out().join(path)).unwrap().set_modified(long_ago()).unwrap();
        }
        bench
    }

    fn out(&self) -> PathBuf {
        self.root.path().join("public")
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Summary, CommitError<String>> {
        self.build_on(Ground::open(&self.out())?, files)
    }

    /// As on a mounted folder.
    fn build_in_place(&self, files: &[(&str, &str)]) -> Result<Summary, CommitError<String>> {
        let mut ground = Ground::open(&self.out())?;
        ground.obstacle = Some(Obstacle::Mounted);
        self.build_on(ground, files)
    }

    /// A content of `!` stands for a file that cannot be made.
    fn build_on(&self, ground: Ground, files: &[(&str, &str)]) -> Result<Summary, CommitError<String>> {
        let paths: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
        let result = commit_on(ground, &layout_of(&paths), &|number| match files[number] {
            (path, "!") => Err(path.to_owned()),
            (_, content) => Ok(content.to_owned()),
        });
        let beside: Vec<_> = fs::read_dir(self.root.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(beside.iter().all(|name| name == "public"), "left beside the site: {beside:?}");
        result
    }

    fn put(&self, path: &str, content: &str) {
        let place = self.root.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, content).unwrap();
    }

    /// Everything in the output folder but the manifest, which is checked against the rest.
    fn files(&self) -> Files {
        let walk = walkdir::WalkDir::new(self.out()).into_iter().map(Result::unwrap);
        let files = walk.filter(|entry| !entry.file_type().is_dir());
        let read = |path: &Path| {
            let name = path.strip_prefix(self.out()).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap_or_default())
        };
        let mut files: Files = files.map(|entry| read(entry.path())).collect();
        files.remove(MANIFEST);
        files
    }

    fn is_old(&self, path: &str) -> bool {
        fs::metadata(self.out().join(path)).unwrap().modified().unwrap() == long_ago()
    }

    #[track_caller]
    fn holds(&self, expect: &[(&str, &str)]) {
        let expect: Files = expect.iter().map(|(path, content)| (path.to_string(), content.to_string())).collect();
        assert_eq!(self.files(), expect);
        let report = verify(&self.out()).unwrap();
        assert!(report.changed.is_empty() && report.missing.is_empty(), "{report:?}");
    }
}

fn long_ago() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_700_000_000)
}

const OLD: &[(&str, &str)] = &[("index.html", "old"), ("a/index.html", "same"), ("gone/index.html", "old")];
const NEW: &[(&str, &str)] = &[("index.html", "new"), ("a/index.html", "same"), ("b/index.html", "new")];

#[test]
fn one_site_after_another() {
    for build in [Bench::build, Bench::build_in_place] {
        let bench = Bench::new(OLD);
        bench.holds(OLD);
        let summary = build(&bench, NEW).unwrap();
        bench.holds(NEW);
        assert!(bench.is_old("a/index.html") && !bench.is_old("index.html"));
        assert!(!bench.out().join("gone").exists());
        let Summary { files, bytes, written, unchanged, removed, carried, .. } = summary;
        assert_eq!((files, bytes, written, unchanged, removed, carried), (3, 10, 2, 1, 1, 0));
        // What was staged by links has no second name left.
        let summary = build(&bench, NEW).unwrap();
        assert_eq!((summary.written, summary.unchanged, summary.notes.len()), (0, 3, 0));
        bench.holds(NEW);
    }
}

#[test]
fn the_same_again_touches_nothing() {
    let bench = Bench::new(OLD);
    File::open(bench.out()).unwrap().set_modified(long_ago()).unwrap();
    bench.build(OLD).unwrap();
    assert!(OLD.iter().all(|(path, _)| bench.is_old(path)) && bench.is_old(MANIFEST) && bench.is_old(""));
}

#[test]
fn an_edited_or_removed_file_is_made_again() {
    let bench = Bench::new(OLD);
    fs::write(bench.out().join("index.html"), "hack").unwrap();
    fs::remove_file(bench.out().join("a/index.html")).unwrap();
    let summary = bench.build(OLD).unwrap();
    bench.holds(OLD);
    assert_eq!(summary.written, 2);
    assert!(bench.is_old("gone/index.html") && bench.is_old(MANIFEST));
}

#[test]
fn foreign_files_stay() {
    for build in [Bench::build, Bench::build_in_place] {
        let bench = Bench::new(OLD);
        let foreign = [("CNAME", "x"), (".git/HEAD", "y"), (".git/a/b", "z"), ("gone/note", "n"), ("b/n", "m")];
        for (path, content) in foreign {
            bench.put(&format!("public/{path}"), content);
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("nowhere", bench.out().join("link")).unwrap();
        let summary = build(&bench, NEW).unwrap();
        assert_eq!(summary.carried, if cfg!(unix) { 5 } else { 4 });
        let link = if cfg!(unix) { vec![("link", "")] } else { vec![] };
        bench.holds(&[NEW, &foreign, &link].concat());
    }
}

#[test]
fn a_clash_leaves_the_old_site() {
    let bench = Bench::new(OLD);
    bench.put("public/b", "mine");
    let error = bench.build(NEW).unwrap_err();
    let CommitError::Output(e @ OutputError::Clashes(_)) = error else { panic!("{error:?}") };
    assert!(e.is_content());
    bench.holds(&[OLD, &[("b", "mine")]].concat());
}

#[test]
fn failures_are_all_told_and_the_old_site_stands() {
    for build in [Bench::build, Bench::build_in_place] {
        let bench = Bench::new(OLD);
        let error = build(&bench, &[("x", "!"), ("index.html", "new"), ("a/y", "!"), ("z", "!")]).unwrap_err();
        let CommitError::Produce(failures) = error else { panic!("{error:?}") };
        let expect = [(0, "x"), (2, "a/y"), (3, "z")].map(|(number, path)| (number, path.to_owned()));
        assert_eq!(failures, expect);
        bench.holds(OLD);
        assert!(bench.is_old("index.html"));
    }
}

#[test]
fn a_panic_leaves_the_old_site() {
    let bench = Bench::new(OLD);
    let layout = layout_of(&["index.html", "b"]);
    let produce = |number: usize| if number == 1 { panic!("as asked") } else { Ok::<_, String>("new") };
    let caught = std::panic::catch_unwind(|| commit(&bench.out(), &layout, &produce));
    assert!(caught.is_err());
    bench.holds(OLD);
    bench.build(NEW).unwrap();
    bench.holds(NEW);
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let bench = Bench { root: tempfile::tempdir().unwrap() };
    bench.put("public/thesis.docx", "x");
    let error = bench.build(NEW).unwrap_err();
    assert!(matches!(error, CommitError::Output(OutputError::NotOurs { line: None, .. })));
    assert_eq!(bench.files().len(), 1);
}

#[test]
fn files_become_folders_and_back() {
    let (file, folder) = ([("a", "x"), ("b", "x")], [("a/index.html", "y"), ("b", "x")]);
    for build in [Bench::build, Bench::build_in_place] {
        let bench = Bench::new(&file);
        build(&bench, &folder).unwrap();
        bench.holds(&folder);
        build(&bench, &file).unwrap();
        bench.holds(&file);
    }
}

#[test]
fn two_builds_at_once() {
    let bench = Bench::new(OLD);
    let running = Ground::open(&bench.out()).unwrap();
    let error = Ground::open(&bench.out()).unwrap_err();
    assert!(matches!(error, OutputError::Running(_)) && !error.is_content());
    drop(running);
    bench.build(NEW).unwrap();
    bench.holds(NEW);
}

/// A build killed while it staged, and one killed between staging and exchange.
#[test]
fn killed_before_the_exchange() {
    for is_complete in [false, true] {
        let bench = Bench::new(OLD);
        bench.put("public/CNAME", "mine");
        let ground = Ground::open(&bench.out()).unwrap();
        let layout = layout_of(&["index.html"]);
        let old = OldSite::read(&ground.out, &layout).unwrap();
        let mut staging = Staging::start(ground.staging(), &layout, &old).unwrap();
        let staged = staging.take(0, b"new").unwrap();
        if is_complete {
            let entry = Entry { path: layout.paths()[0].clone(), digest: staged.digest };
            super::carry::carry(&old.foreign, &ground.out, staging.folder()).unwrap();
            staging.seal(&Manifest::new(vec![entry]).to_text(), &ground.out).unwrap();
        }
        staging.keep();
        drop((staging, ground));
        bench.holds(&[OLD, &[("CNAME", "mine")]].concat());
        bench.build(NEW).unwrap();
        bench.holds(&[NEW, &[("CNAME", "mine")]].concat());
    }
}

/// The old site still lies beside the new one, and a foreign file came into it while the build ran.
#[test]
fn killed_after_the_exchange() {
    for place in [".public.fangzhi-new", ".public.fangzhi-old"] {
        let bench = Bench::new(OLD);
        fs::rename(bench.out(), bench.root.path().join(place)).unwrap();
        bench.put(&format!("{place}/.well-known/token"), "late");
        fs::create_dir(bench.out()).unwrap();
        let entry = Entry { path: OutPath::new("index.html").unwrap(), digest: Digest::of(b"newer") };
        bench.put("public/index.html", "newer");
        bench.put("public/manifest.sha256", &Manifest::new(vec![entry]).to_text());
        let ground = Ground::open(&bench.out()).unwrap();
        assert!(recover(&ground).unwrap().is_empty());
        bench.holds(&[("index.html", "newer"), (".well-known/token", "late")]);
    }
}

#[test]
fn an_interrupted_journal_is_completed_first() {
    let bench = Bench::new(OLD);
    bench.put("public/.fangzhi-new/.fangzhi-journal", "fangzhi journal 1\n+b\n-gone/index.html\n");
    bench.put("public/.fangzhi-new/b", "staged");
    let entries = [("a/index.html", "same"), ("b", "staged"), ("index.html", "old")];
    let entry = |(path, content): (&str, &str)| Entry {
        path: OutPath::new(path).unwrap(),
        digest: Digest::of(content.as_bytes()),
    };
    bench.put("public/.fangzhi-new/manifest.sha256", &Manifest::new(entries.map(entry).into()).to_text());
    let ground = Ground::open(&bench.out()).unwrap();
    assert!(matches!(recover(&ground).unwrap()[..], [Note::Completed]));
    drop(ground);
    bench.holds(&entries);
    bench.build(NEW).unwrap();
    bench.holds(NEW);
}

#[test]
fn an_unreadable_journal_is_not_touched() {
    let bench = Bench::new(OLD);
    bench.put("public/.fangzhi-new/.fangzhi-journal", "what is this");
    let error = bench.build(NEW).unwrap_err();
    assert!(matches!(error, CommitError::Output(OutputError::Leftover(_))));
}

#[test]
fn one_thread_or_two() {
    let names: Vec<String> = (0..200).map(|n| format!("{}/县{n}/index.html", n % 7)).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
    let manifests = [1, 2].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let bench = pool.install(|| Bench::new(&files));
        fs::read(bench.out().join(MANIFEST)).unwrap()
    });
    assert_eq!(manifests[0], manifests[1]);
}

#[test]
fn names_that_trouble_windows_are_noted() {
    let bench = Bench::new(&[]);
    let summary = bench.build(&[("tags/甲?", "x"), ("a", "x")]).unwrap();
    let [Note::Unportable(paths)] = &summary.notes[..] else { panic!("{summary:?}") };
    assert_eq!(paths.iter().map(OutPath::as_str).collect::<Vec<_>>(), ["tags/甲?"]);
}

#[cfg(unix)]
#[test]
fn the_folder_keeps_its_permissions_and_links_to_it_hold() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let bench = Bench::new(OLD);
    fs::set_permissions(bench.out(), fs::Permissions::from_mode(0o2775)).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    symlink(bench.out(), &link).unwrap();
    commit(&link, &layout_of(&["x"]), &|_| Ok::<_, ()>("x")).unwrap();
    bench.holds(&[("x", "x")]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(bench.out()).unwrap().mode() & 0o7777, 0o2775);
}

#[test]
fn copies_follow_their_files() {
    let root = tempfile::tempdir().unwrap();
    let out = root.path().join("public");
    let plain = layout_of(&["index.html", "p.png", "a/data.csv"]);
    let layout = plain.with_copies().unwrap();
    let build = |layout: &Layout, first: &str| {
        commit(&out, layout, &|n| Ok::<_, ()>([first, "png", "1,2"][n].to_owned())).unwrap()
    };
    assert_eq!(build(&layout, "县").written, 7);
    let there = ["index.html.gz", "index.html.br", "a/data.csv.gz", "a/data.csv.br"].map(|f| out.join(f).is_file());
    assert_eq!(there, [true; 4]);
    assert_eq!(build(&layout, "县").written, 0);
    let before = fs::read(out.join("index.html.br")).unwrap();
    assert_eq!(build(&layout, "市").written, 3);
    assert_ne!(fs::read(out.join("index.html.br")).unwrap(), before);
    fs::write(out.join("index.html.gz"), "damaged").unwrap();
    assert_eq!(build(&layout, "市").written, 1);
    assert_eq!(verify(&out).unwrap().ok, 7);
    assert_eq!(build(&plain, "市").removed, 4);
    assert!(verify(&out).unwrap().is_intact());
}

#[test]
fn copies_are_planned_like_other_files() {
    let collisions = layout_of(&["tags/index.html", "tags/index.html.gz/index.html"]).with_copies().unwrap_err();
    assert_eq!(collisions.first().map(|c| c.kind), Some(CollisionKind::Folder));
}
