//! Nothing is missed: after any edit every file of the preview has the bytes of a fresh build, and while the site is
//! broken the bytes of the last good one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use time::{Date, Month, OffsetDateTime};

use super::{Change, Desk, Settings, State};
use crate::diag::{Code, Diagnostic, Findings, Lang, Severity, SourcePath};
use crate::load::{self, Memory};
use crate::model::Options;
use crate::output::OutPath;
use crate::publish::{Edition, Indexed, Themed};
use crate::source::{Disk, theme_files};

const ARTICLES: [&str; 4] = ["a.md", "b.md", "2024/c.md", "2024/d/index.md"];
const COUNTY: &str = "content/counties/leling.md";
const ISSUE: &str = "content/issues/i.md";
const FOLDER: &str = "content/articles/2024";
const AWAY: &str = "content/articles/2025";
const PICTURE: &str = "content/articles/p.svg";
/// Wide enough for a smaller form.
const PHOTO: &str = "content/articles/q.png";
const CONFIG: &str = "site-config.yaml";

/// What an editor writes into a file.
#[derive(Debug, Clone)]
enum Edit {
    /// An article with this title, figure and prose; a draft if `draft`.
    Article {
        which: usize,
        title: u8,
        figure: u8,
        prose: u8,
        draft: bool,
    },
    /// Front-matter that cannot be read.
    Break(usize),
    Delete(usize),
    Rename(usize, usize),
    /// A folder is renamed, or renamed back.
    Folder,
    Picture(u8),
    Photo(u8),
    BreakPhoto,
    /// A template of the site's own.
    Template(u8),
    BreakTemplate,
    NoTemplate,
    Config(u8),
    BreakConfig,
    County(u8),
    /// An issue of this number; none if nought.
    Issue(u8),
    /// A column of this id, and no other.
    Column(u8),
    /// The list of files is read anew, as after lost events.
    Everything,
}

fn edits() -> impl Strategy<Value = Edit> {
    let which = 0..ARTICLES.len();
    prop_oneof![
        6 => (which.clone(), 0..3u8, 0..5u8, 0..3u8, prop::bool::weighted(0.1))
            .prop_map(|(which, title, figure, prose, draft)| Edit::Article { which, title, figure, prose, draft }),
        1 => which.clone().prop_map(Edit::Break),
        2 => which.clone().prop_map(Edit::Delete),
        2 => (which.clone(), which).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => Just(Edit::Folder),
        1 => (0..2u8).prop_map(Edit::Picture),
        1 => (0..2u8).prop_map(Edit::Photo),
        1 => Just(Edit::BreakPhoto),
        1 => (0..2u8).prop_map(Edit::Template),
        1 => Just(Edit::BreakTemplate),
        2 => Just(Edit::NoTemplate),
        1 => (0..3u8).prop_map(Edit::Config),
        1 => Just(Edit::BreakConfig),
        1 => (0..2u8).prop_map(Edit::County),
        2 => (0..3u8).prop_map(Edit::Issue),
        2 => (0..3u8).prop_map(Edit::Column),
        1 => Just(Edit::Everything),
    ]
}

fn article(which: usize) -> String {
    format!("content/articles/{}", ARTICLES[which])
}

fn column(n: u8) -> String {
    format!("content/columns/c{n}.md")
}

fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) -> Vec<String> {
    let file = root.join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
    vec![path.to_owned()]
}

fn delete(root: &Path, path: &str) -> Vec<String> {
    // What is not there cannot be deleted.
    let _ = fs::remove_file(root.join(path));
    vec![path.to_owned()]
}

fn rename(root: &Path, from: &str, to: &str) -> Vec<String> {
    fs::create_dir_all(root.join(to).parent().unwrap()).unwrap();
    let _ = fs::rename(root.join(from), root.join(to));
    vec![from.to_owned(), to.to_owned()]
}

fn config(title: u8) -> String {
    let copy = if title == 2 { "copies: [zh-hant]\n" } else { "" };
    format!("schema: 1\ntitle: 测试{title}\nbase_url: https://example.org/\n{copy}")
}

fn is_picture(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "svg" || extension == "png")
}

/// A picture of one colour.
fn photo(gray: u8) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 500, 2);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[gray; 1000]).unwrap();
    writer.finish().unwrap();
    out
}

/// Does it, and says what a watcher would say.
fn apply(root: &Path, edit: &Edit) -> Change {
    let paths = match edit {
        Edit::Article { which, title, figure, prose, draft } => {
            let up = "../".repeat(ARTICLES[*which].matches('/').count());
            let page = if *figure == 4 { "issue: i\npage: A1\n" } else { "" };
            // What depends on another article: a correction of its figure, a link to its heading.
            let corrects = match (which, figure) {
                (1, 3) => "corrects: [{article: a, metric: gdp, period: 2023年, was: 301亿元, reason: 更正}]\n",
                _ => "",
            };
            let link = if (*which, *prose) == (1, 2) { "[甲](a.md#节)" } else { "" };
            let first = if *figure == 2 { "首次突破" } else { "" };
            let heading = if *prose == 1 { "## 节一" } else { "## 节" };
            let text = format!(
                "---\ntitle: 题{title}\ncounty: leling\ndate: 2024-01-0{}\nperiod: 2023年\ndraft: {draft}\nmetrics:\n  \
                 gdp: {first}30{figure}亿元, +{figure}.5%\n{page}{corrects}tags: [标签{title}]\n---\n\n正文{prose}。{link}\n\n\
                 {heading}\n\n![图]({up}p.svg)\n\n![图]({up}q.png)\n",
                which + 1
            );
            write(root, &article(*which), text)
        }
        Edit::Break(which) => write(root, &article(*which), "---\ntitle: 坏\ndate: 2024-13-01\n---\n"),
        Edit::Delete(which) => delete(root, &article(*which)),
        Edit::Rename(from, to) => rename(root, &article(*from), &article(*to)),
        Edit::Folder if root.join(FOLDER).exists() && !root.join(AWAY).exists() => rename(root, FOLDER, AWAY),
        Edit::Folder => rename(root, AWAY, FOLDER),
        Edit::Picture(n) => write(root, PICTURE, format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{n}\"/>")),
        Edit::Photo(n) => write(root, PHOTO, photo(*n)),
        Edit::BreakPhoto => write(root, PHOTO, &photo(0)[..12]),
        Edit::Template(n) => write(root, "templates/404.html", format!("<html><body>{n}</body></html>")),
        Edit::BreakTemplate => write(root, "templates/article.html", "{{ nothing.there }}"),
        Edit::NoTemplate => [delete(root, "templates/404.html"), delete(root, "templates/article.html")].concat(),
        Edit::Config(n) => write(root, CONFIG, config(*n)),
        Edit::BreakConfig => write(root, CONFIG, "schema: 1\ntitle: 坏\npage_size: many\n"),
        Edit::County(n) => {
            write(root, COUNTY, format!("---\nname: 乐陵市{n}\nkind: 县级市\nadcode: \"371481\"\n---\n"))
        }
        Edit::Issue(0) => delete(root, ISSUE),
        Edit::Issue(n) => {
            write(root, ISSUE, format!("---\nnumber: {n}\ndate: 2024-05-0{n}\npages: [{{id: A1, name: 版{n}}}]\n---\n"))
        }
        Edit::Column(n) => {
            let old = (0..3).filter(|other| other != n).flat_map(|other| delete(root, &column(other)));
            let old: Vec<String> = old.collect();
            [old, write(root, &column(*n), "---\nname: 专栏\n---\n")].concat()
        }
        Edit::Everything => return Change::Everything,
    };
    Change::Paths(paths.into_iter().map(SourcePath::new).collect())
}

fn options() -> Options {
    Options { as_of: Date::from_calendar_date(2024, Month::June, 1).unwrap(), drafts: false }
}

/// What `build` finds, and what it writes unless it stops.
fn fresh(disk: &Disk) -> (Vec<Diagnostic>, Option<BTreeMap<String, Vec<u8>>>) {
    let mut findings = Findings::new();
    let config = load::config(disk, None, &mut findings);
    let files = disk.scan(&mut findings);
    let site = load::site(disk, &files, &mut Memory::default(), config, options(), &mut findings);
    let texts = theme_files::read(disk, &site.config.theme, &site.config.language, &mut findings);
    let edition = Edition::new(site, Arc::new(Themed::new(texts)), disk, Indexed::No, None, &mut findings);
    let list = edition.site().config.judged(findings);
    let is_stopped = list.iter().any(|d| d.severity == Severity::Error) || !edition.is_ready();
    let layout = edition.layout().filter(|_| !is_stopped);
    let file =
        |(n, path): (usize, &OutPath)| Some((path.to_string(), edition.produce(n, disk, disk).ok()?.into_owned()));
    let files = layout.and_then(|layout| layout.paths().iter().enumerate().map(file).collect());
    (list, files)
}

fn served(state: &State) -> BTreeMap<String, Vec<u8>> {
    state.files().into_iter().map(|file| (file.clone(), state.bytes(&file).unwrap_or_default())).collect()
}

fn check(edits: &[Edit]) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for file in ["content/indicators/gdp.md", COUNTY] {
        write(root, file, fs::read_to_string(Path::new("tests/base").join(file)).unwrap());
    }
    write(root, CONFIG, config(0));
    apply(root, &Edit::Picture(0));
    apply(root, &Edit::Photo(0));
    let disk = Disk::new(root);
    let now = || OffsetDateTime::UNIX_EPOCH;
    let settings = Settings { as_of: Some(options().as_of), drafts: false, lang: Lang::En, now };
    let mut editor = Desk::new(disk.clone(), settings);
    let mut state = editor.take(&Change::Everything).unwrap().state;
    let mut good = fresh(&disk).1.unwrap_or_default();
    for (n, edit) in edits.iter().enumerate() {
        let change = apply(root, edit);
        let (found, files) = fresh(&disk);
        if let Some(outcome) = editor.take(&change) {
            state = outcome.state;
            // A template's faults show when pages are made.
            let mut list = outcome.list;
            list.retain(|d| d.code != Code::Template);
            assert_eq!(list, found, "step {n}, {edit:?}");
        }
        match files {
            Some(files) => good = files,
            // Pictures are not kept: a name made of content that is gone has nothing to show.
            None => good.retain(|path, _| !is_picture(path)),
        }
        let mut now = served(&state);
        now.retain(|path, _| good.contains_key(path) || !is_picture(path));
        let other: Vec<&String> =
            good.keys().chain(now.keys()).filter(|path| good.get(*path) != now.get(*path)).collect();
        assert!(other.is_empty(), "step {n}, {edit:?}: {other:?}");
    }
}

/// The law below says something only if most edits leave a site that builds.
#[test]
fn edits_make_good_sites() {
    let folder = tempfile::tempdir().unwrap();
    for file in ["content/indicators/gdp.md", COUNTY] {
        write(folder.path(), file, fs::read_to_string(Path::new("tests/base").join(file)).unwrap());
    }
    let edits = [
        Edit::Config(2),
        Edit::Picture(1),
        Edit::Photo(1),
        Edit::County(0),
        Edit::Issue(1),
        Edit::Article { which: 0, title: 1, figure: 4, prose: 1, draft: false },
        Edit::Article { which: 3, title: 1, figure: 1, prose: 1, draft: false },
        Edit::Template(1),
    ];
    for edit in &edits {
        apply(folder.path(), edit);
    }
    let disk = Disk::new(folder.path());
    let mut findings = Findings::new();
    let found = disk.scan(&mut findings);
    let config = load::config(&disk, None, &mut findings);
    let _ = load::site(&disk, &found, &mut Memory::default(), config, options(), &mut findings);
    assert!(findings.iter().all(|d| d.severity != Severity::Error), "{findings:?}");
    let files = fresh(&disk).1.unwrap();
    assert!(files.contains_key("articles/d/index.html"), "{:?}", files.keys());
    assert!(files.contains_key("zh-hant/articles/d/index.html"), "{:?}", files.keys());
    assert!(files.keys().any(|path| path.starts_with("assets/q-480.")), "{:?}", files.keys());
}

/// A picture whose head is whole fails only when it is made: the page that shows it says so.
#[test]
fn a_broken_picture_is_told_on_its_page() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for file in ["content/indicators/gdp.md", COUNTY] {
        write(root, file, fs::read_to_string(Path::new("tests/base").join(file)).unwrap());
    }
    write(root, CONFIG, config(0));
    apply(root, &Edit::Picture(0));
    let whole = photo(7);
    write(root, PHOTO, &whole[..whole.len() - 30]);
    apply(root, &Edit::Article { which: 0, title: 1, figure: 1, prose: 1, draft: false });
    let now = || OffsetDateTime::UNIX_EPOCH;
    let settings = Settings { as_of: Some(options().as_of), drafts: false, lang: Lang::En, now };
    let mut editor = Desk::new(Disk::new(root), settings);
    let cut = editor.take(&Change::Everything).unwrap().state;
    assert_eq!(cut.bytes("articles/a/index.html"), None);
    assert!(cut.bytes("counties/leling/index.html").is_some());
    let change = apply(root, &Edit::Photo(7));
    let mended = editor.take(&change).unwrap().state;
    assert!(mended.bytes("articles/a/index.html").is_some());
}

/// Editors empty a file or delete it before they write it anew; what is so meanwhile is shown to nobody.
#[test]
fn a_file_between_two_writes_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write(root, CONFIG, config(0));
    write(root, COUNTY, fs::read_to_string(Path::new("tests/base").join(COUNTY)).unwrap());
    let now = || OffsetDateTime::UNIX_EPOCH;
    let mut desk = Desk::new(Disk::new(root), Settings { as_of: None, drafts: false, lang: Lang::En, now });
    desk.take(&Change::Everything).unwrap();
    let of = |path: &str| Change::Paths([SourcePath::new(path)].into());
    for path in [COUNTY, CONFIG, "templates/article.html", "assets/bulletin.css"] {
        let before = write(root, path, "x");
        assert!(!desk.is_being_written(&of(path)) && !desk.is_being_replaced(&of(path)), "{before:?}");
        write(root, path, "");
        assert!(desk.is_being_written(&of(path)), "{path}");
    }
    for path in [COUNTY, CONFIG] {
        fs::remove_file(root.join(path)).unwrap();
        assert!(desk.is_being_replaced(&of(path)) && !desk.is_being_written(&of(path)), "{path}");
    }
    write(root, "content/articles/new.md", "");
    assert!(!desk.is_being_written(&of("content/articles/new.md")));
    assert!(!desk.is_being_replaced(&of("content/articles/none.md")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn the_preview_is_what_a_build_writes(edits in prop::collection::vec(edits(), 1..25)) {
        check(&edits);
    }
}
