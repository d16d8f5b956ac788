//! Walks a site's folders and reads its files. It must not look into the texts.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use walkdir::{DirEntry, WalkDir};

use super::text::{TextFile, decode, decode_for_display};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, TextStore, Words};

/// A Markdown file that makes one article, county, indicator, column, issue or page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// The file stem, or the folder's name for `index.md` in a folder of its own.
    pub id: String,
    /// The Markdown file.
    pub file: SourcePath,
}

/// What a site's content folder holds, each list in path order.
#[derive(Debug, Clone, Default)]
pub struct SiteFiles {
    /// `content/articles/**`.
    pub articles: Vec<Unit>,
    /// `content/counties/*`.
    pub counties: Vec<Unit>,
    /// `content/indicators/*`.
    pub indicators: Vec<Unit>,
    /// `content/columns/*`.
    pub columns: Vec<Unit>,
    /// `content/issues/*`.
    pub issues: Vec<Unit>,
    /// `content/pages/*`.
    pub pages: Vec<Unit>,
    /// Every other file under `content/` and the site's `assets/`: pictures and attachments.
    pub attachments: Arc<BTreeSet<SourcePath>>,
    /// Files and folders among them that are symbolic links: what they show changes with another file.
    pub links: BTreeSet<SourcePath>,
}

impl SiteFiles {
    /// Sorts the files below `content/` by what they make; those of `assets/` are attached.
    pub fn of(content: Vec<SourcePath>, assets: Vec<SourcePath>, findings: &mut Findings) -> Self {
        let mut site = Self::default();
        let mut attachments: BTreeSet<SourcePath> = assets.into_iter().collect();
        for path in content {
            sort_in(&mut site, &mut attachments, path, findings);
        }
        site.attachments = Arc::new(attachments);
        drop_shadowed(&mut site);
        site
    }

    /// Every Markdown file that makes something.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        let definitions = [&self.counties, &self.indicators, &self.columns, &self.issues, &self.pages];
        std::iter::once(&self.articles).chain(definitions).flatten()
    }

    /// Drops Markdown files of which this is not true.
    pub fn retain(&mut self, is_there: impl Fn(&SourcePath) -> bool) {
        let Self { articles, counties, indicators, columns, issues, pages, .. } = self;
        for list in [articles, counties, indicators, columns, issues, pages] {
            list.retain(|unit| is_there(&unit.file));
        }
    }
}

/// Where pictures are kept that have been made, below the site's root. Hidden files are no content.
const CACHE: &str = ".fangzhi-cache/pictures";

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {error}")]
pub struct ReadError {
    /// The file.
    pub path: SourcePath,
    /// The system's answer.
    #[source]
    pub error: io::Error,
}

/// The disk below a site's root.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    /// Whether even the cache stays as it is.
    is_frozen: bool,
    held: Arc<RwLock<BTreeMap<SourcePath, Arc<str>>>>,
}

impl Disk {
    /// Reads below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), is_frozen: false, held: Arc::default() }
    }

    /// The same disk, of which nothing may change, not even the cache.
    #[must_use]
    pub fn frozen(self) -> Self {
        Self { is_frozen: true, ..self }
    }

    /// Lets a text that an editor holds stand in for what is on the disk; `None` lets it go. All copies of this disk see
    /// it.
    pub fn hold(&self, path: &SourcePath, text: Option<&str>) {
        let Ok(mut held) = self.held.write() else { return };
        match text {
            Some(text) => held.insert(path.clone(), text.into()),
            None => held.remove(path),
        };
    }

    /// All texts that an editor holds.
    #[must_use]
    pub fn all_held(&self) -> BTreeMap<SourcePath, Arc<str>> {
        self.held.read().map(|held| held.clone()).unwrap_or_default()
    }

    /// The text that an editor holds.
    #[must_use]
    pub fn held(&self, path: &SourcePath) -> Option<Arc<str>> {
        self.held.read().ok()?.get(path).cloned()
    }

    /// The site's root.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether a file or folder is there.
    #[must_use]
    pub fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// What the file system says of a file, links followed; `None` if there is nothing to say.
    #[must_use]
    pub fn metadata(&self, path: &SourcePath) -> Option<std::fs::Metadata> {
        std::fs::metadata(self.root.join(path.as_str())).ok()
    }

    /// Whether there is an entry of this name, be it a link that leads nowhere.
    #[must_use]
    pub fn is_entry(&self, path: &SourcePath) -> bool {
        std::fs::symlink_metadata(self.root.join(path.as_str())).is_ok()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        if let Some(text) = self.held(path) {
            return Ok(text.as_bytes().to_vec());
        }
        std::fs::read(self.root.join(path.as_str())).map_err(|error| ReadError { path: path.clone(), error })
    }

    /// What the cache of the site keeps under a name.
    #[must_use]
    pub fn cached(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.root.join(CACHE).join(name)).ok()
    }

    /// Keeps something in the cache of the site, which may be deleted at any time. Where it cannot be written there is
    /// none, and that is no mistake.
    pub fn cache(&self, name: &str, bytes: &[u8]) {
        if self.is_frozen {
            return;
        }
        let folder = self.root.join(CACHE);
        let part = folder.join(format!("{name}.{}.part", std::process::id()));
        let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&part, bytes));
        if written.and_then(|()| std::fs::rename(&part, folder.join(name))).is_err() {
            // A torso must not stay; if it cannot be removed either, its name is never asked for.
            drop(std::fs::remove_file(&part));
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// A diagnostic when the file cannot be opened or is not UTF-8.
    pub fn text_file(&self, path: &SourcePath) -> Result<TextFile, Box<Diagnostic>> {
        let bytes = self.bytes(path).map_err(|e| Box::new(unreadable(&e)))?;
        decode(path, bytes)
    }

    /// Every file below a folder, in path order. Hidden files and editors' leftovers are passed over; a link that
    /// leads out of the site is reported and passed over.
    pub fn files(&self, folder: &str, findings: &mut Findings) -> Vec<SourcePath> {
        self.walk(folder, &mut BTreeSet::new(), findings)
    }

    /// As [`Disk::files`]; symbolic links to files and folders on the way go to `links`.
    fn walk(&self, folder: &str, links: &mut BTreeSet<SourcePath>, findings: &mut Findings) -> Vec<SourcePath> {
        let start = self.root.join(folder);
        if !start.is_dir() {
            return Vec::new();
        }
        let mut files = Vec::new();
        let is_own = |e: &DirEntry| e.depth() == 0 || !is_leftover(&e.file_name().to_string_lossy());
        let mut walk = WalkDir::new(&start).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_own);
        while let Some(entry) = walk.next() {
            let link = match &entry {
                Ok(e) => Some(e.path()).filter(|_| e.path_is_symlink() && e.depth() > 0),
                Err(e) => e.path().filter(|path| path.is_symlink()),
            };
            let is_out = link.is_some_and(|link| self.leads_out(link));
            if !is_out {
                links.extend(link.and_then(|link| self.relative(link)));
            }
            match entry {
                Ok(e) if is_out => {
                    findings.push(self.relative(e.path()).map_or_else(|| odd_name(e.path()), |path| leads_out(&path)));
                    if e.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(e) if e.file_type().is_file() => match self.relative(e.path()) {
                    Some(path) => files.push(path),
                    None => findings.push(odd_name(e.path())),
                },
                Ok(_) => {}
                Err(e) => findings.push(self.walk_fault(&e)),
            }
        }
        files
    }

    /// Finds the content of the site.
    pub fn scan(&self, findings: &mut Findings) -> SiteFiles {
        let mut links = BTreeSet::new();
        let content = self.walk("content", &mut links, findings);
        let assets = self.walk("assets", &mut links, findings);
        SiteFiles { links, ..SiteFiles::of(content, assets, findings) }
    }

    fn relative(&self, path: &Path) -> Option<SourcePath> {
        let parts: Option<Vec<&str>> =
            path.strip_prefix(&self.root).ok()?.components().map(|c| c.as_os_str().to_str()).collect();
        Some(SourcePath::new(parts?.join("/")))
    }

    fn leads_out(&self, link: &Path) -> bool {
        match (shown_by(link), self.root.canonicalize()) {
            (Some(target), Ok(root)) => !target.starts_with(root),
            _ => true,
        }
    }

    fn walk_fault(&self, e: &walkdir::Error) -> Diagnostic {
        let path = e.path().and_then(|p| self.relative(p)).unwrap_or_else(|| SourcePath::new("content"));
        match e.io_error() {
            Some(error) => unreadable(&ReadError { path, error: io::Error::from(error.kind()) }),
            None => endless(&path),
        }
    }
}

impl TextStore for Disk {
    fn text(&self, file: &SourcePath) -> Option<String> {
        self.bytes(file).ok().map(decode_for_display)
    }
}

/// Whether a name is that of a hidden file or of an editor's leftover.
#[must_use]
pub fn is_leftover(name: &str) -> bool {
    name.starts_with(['.', '~'])
        || name.ends_with('~')
        || matches!(name, "Thumbs.db" | "desktop.ini")
        || matches!(stem_and_extension(name).1.to_ascii_lowercase().as_str(), "swp" | "tmp")
}

/// `a.md` → `a`, `md`.
fn stem_and_extension(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or((name, ""))
}

fn sort_in(site: &mut SiteFiles, attachments: &mut BTreeSet<SourcePath>, path: SourcePath, findings: &mut Findings) {
    let text = path.as_str();
    let mut parts = text.split('/').skip(1);
    let (kind, rest) = (parts.next().unwrap_or_default(), parts.count());
    let is_markdown = stem_and_extension(path.file_name()).1.eq_ignore_ascii_case("md");
    if !is_markdown || rest == 0 {
        attachments.insert(path);
        return;
    }
    let list = match kind {
        "articles" => &mut site.articles,
        "counties" => &mut site.counties,
        "indicators" => &mut site.indicators,
        "columns" => &mut site.columns,
        "issues" => &mut site.issues,
        "pages" => &mut site.pages,
        _ => return findings.push(stray(&path)),
    };
    list.push(Unit { id: unit_id(&path), file: path });
}

fn unit_id(path: &SourcePath) -> String {
    let (stem, _) = stem_and_extension(path.file_name());
    if stem == "index" && path.folder().matches('/').count() >= 2 {
        return path.folder().rsplit('/').next().unwrap_or(stem).to_owned();
    }
    stem.to_owned()
}

/// Markdown beside the `index.md` of a folder article belongs to that article and is not one of its own.
fn drop_shadowed(site: &mut SiteFiles) {
    let folders: BTreeSet<String> =
        site.articles.iter().filter(|u| u.file.file_name() == "index.md").map(|u| u.file.folder().to_owned()).collect();
    site.articles.retain(|u| {
        let folder = u.file.folder();
        let shadowed = folders.iter().any(|f| {
            folder.strip_prefix(f.as_str()).is_some_and(|rest| rest.starts_with('/') || rest.is_empty())
                && !(folder == f && u.file.file_name() == "index.md")
        });
        !shadowed
    });
}

/// A diagnostic for a file that cannot be read.
#[must_use]
pub fn unreadable(e: &ReadError) -> Diagnostic {
    let why = Words::of_failure(&e.error);
    Diagnostic::new(
        Code::Unreadable,
        Words::new(format!("打不开文件（{}）", why.zh), format!("the file cannot be read ({})", why.en)),
    )
    .at(Span::file(&e.path))
    .help(Words::new("检查文件是否还在、有没有读取权限", "check that the file is there and may be read"))
}

/// walkdir tells of no other fault than those of the system.
fn endless(link: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        Code::Unreadable,
        Words::new(
            "这个链接指向它上级的文件夹，没有尽头",
            "this link leads to a folder that it stands in, without end",
        ),
    )
    .at(Span::file(link))
    .help(Words::new("删掉这个链接", "delete the link"))
}

/// What a link shows, or would if it were there.
#[must_use]
pub fn shown_by(link: &Path) -> Option<PathBuf> {
    link.canonicalize().ok().or_else(|| {
        let target = link.parent()?.join(link.read_link().ok()?);
        Some(target.parent()?.canonicalize().ok()?.join(target.file_name()?))
    })
}

fn stray(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        Code::StrayFile,
        Words::new(
            "这个文件不在稿件、县、指标、专栏、期或页面的文件夹里，没有收入",
            "this file is in no known folder and is left out",
        ),
    )
    .at(Span::file(path))
    .help(Words::new(
        "移到 content/ 下的 articles、counties、indicators、columns、issues 或 pages",
        "move it to articles, counties, indicators, columns, issues or pages under content/",
    ))
}

fn leads_out(path: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        Code::StrayFile,
        Words::new("这个链接指向网站文件夹以外，没有收入", "this symbolic link leads out of the site and is left out"),
    )
    .at(Span::file(path))
}

fn odd_name(path: &Path) -> Diagnostic {
    let shown = path.to_string_lossy();
    Diagnostic::new(
        Code::StrayFile,
        Words::new(
            format!("文件名不是 UTF-8，没有收入：{shown}"),
            format!("file name is not UTF-8, left out: {shown}"),
        ),
    )
}
