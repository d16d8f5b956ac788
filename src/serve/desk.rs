//! The site in memory: takes changes of the disk, and after each lays a new [`State`] out. Knows no browser and no
//! watcher.
//!
//! A change costs the reading and parsing of the files that changed, the assembly of the model, and no page.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use time::{Date, OffsetDateTime};

use super::change::{Change, is_content, is_look};
use super::digests::Digests;
use super::problem::{Problems, Teller};
use super::shelf::{Kept, Shelf};
use super::stamp::Stamp;
use super::state::{Good, Numbers, Rendered, State};
use super::text::Packer;
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Findings, Lang, Severity, SourcePath};
use crate::load::{self, Memory};
use crate::model::Options;
use crate::page::Route;
use crate::publish::{self, Edition, Indexed, Themed};
use crate::source::decode::Spanned;
use crate::source::{Disk, SiteFiles, is_leftover, theme_files};

/// Stands for the list of files itself.
const LISTING: &str = "content";

/// From so many articles on their texts are kept packed.
const PACKED: usize = 30_000;

/// What the caller of the preview decides.
#[derive(Clone)]
pub struct Settings {
    /// “Today”, if it is not to be the clock's.
    pub as_of: Option<Date>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Language of messages.
    pub lang: Lang,
    /// The clock.
    pub now: fn() -> OffsetDateTime,
}

/// What came of a change.
pub struct Outcome {
    /// What is served now.
    pub state: State,
    /// The files that changed; `None` if the whole site was read.
    pub files: Option<Vec<SourcePath>>,
    /// Everything found in the site, sorted.
    pub list: Vec<Diagnostic>,
    /// The site as it stands, errors and all.
    pub edition: Arc<Edition>,
    /// Its pictures and other files.
    pub attachments: Arc<BTreeSet<SourcePath>>,
}

/// The settings of the site as last read.
struct Settled {
    /// The last without errors, or else the only one there was.
    config: Config,
    is_good: bool,
    findings: Findings,
}

/// The theme as last read.
struct Look {
    themed: Arc<Themed>,
    findings: Findings,
    /// Theme and language.
    of: (Spanned<String>, String),
}

/// The site.
pub struct Desk {
    disk: Disk,
    settings: Settings,
    settled: Option<Settled>,
    look: Option<Look>,
    files: SiteFiles,
    scan_findings: Findings,
    folders: BTreeSet<String>,
    shelf: Shelf,
    digests: Arc<Digests>,
    memory: Memory,
    day: Option<Date>,
    state: Option<State>,
}

impl Desk {
    /// An empty desk over a site.
    #[must_use]
    pub fn new(disk: Disk, settings: Settings) -> Self {
        Self {
            shelf: Shelf::new(disk.clone()),
            digests: Arc::new(Digests::new(disk.clone())),
            disk,
            settings,
            settled: None,
            look: None,
            files: SiteFiles::default(),
            scan_findings: Findings::new(),
            folders: BTreeSet::new(),
            memory: Memory::default(),
            day: None,
            state: None,
        }
    }

    /// Looks at what may have changed. `None` if nothing has.
    pub fn take(&mut self, change: &Change) -> Option<Outcome> {
        let whole = self.state.is_none() || *change == Change::Everything;
        let change = if whole { &Change::Everything } else { change };
        let config_changed = self.read_config(change);
        let look_changed = self.read_look(change);
        let mut changed = self.read_content(change);
        self.memory.forget(&changed);
        let day = self.today();
        let day_changed = self.day.replace(day) != Some(day);
        if !(config_changed || look_changed || day_changed) && changed.is_empty() && self.state.is_some() {
            return None;
        }
        changed.extend(config_changed.then(|| SourcePath::new(config::FILE)));
        if let Change::Paths(paths) = change {
            changed.extend(paths.iter().filter(|p| look_changed && is_look(p.as_str())).cloned());
        }
        let (state, list, edition) = self.lay_out(day);
        self.state = Some(state.clone());
        if changed.len() > 1 {
            changed.remove(&SourcePath::new(LISTING));
        }
        let attachments = Arc::clone(&self.files.attachments);
        Some(Outcome { state, files: (!whole).then(|| changed.into_iter().collect()), list, edition, attachments })
    }

    /// The files and folders of the site that are links.
    #[must_use]
    pub fn links(&self) -> &BTreeSet<SourcePath> {
        &self.files.links
    }

    /// Whether another day has begun since the last look.
    #[must_use]
    pub fn is_of_yesterday(&self) -> bool {
        self.day.is_some_and(|day| day != self.today())
    }

    fn today(&self) -> Date {
        let offset = self.settled.as_ref().map_or_else(|| Config::default().utc_offset, |s| s.config.utc_offset);
        self.settings.as_of.unwrap_or_else(|| (self.settings.now)().to_offset(offset).date())
    }

    /// Reads site-config.yaml. With errors in it the settings before stay in force.
    fn read_config(&mut self, change: &Change) -> bool {
        if self.settled.is_some() && !change.touches(|path| path == config::FILE) {
            return false;
        }
        let mut findings = Findings::new();
        let read = load::config(&self.disk, None, &mut findings);
        let is_good = findings.iter().all(|d| d.severity < Severity::Error);
        let before = self.settled.take();
        let config = match &before {
            Some(before) if !is_good && before.is_good => before.config.clone(),
            _ => read,
        };
        let same = before.as_ref().is_some_and(|b| b.config == config && b.findings == findings);
        self.settled = Some(Settled { is_good: is_good || before.is_some_and(|b| b.is_good), config, findings });
        !same
    }

    fn read_look(&mut self, change: &Change) -> bool {
        let Some(config) = self.settled.as_ref().map(|s| &s.config) else { return false };
        let of = (config.theme.clone(), config.language.clone());
        let is_known = self.look.as_ref().is_some_and(|look| look.of == of);
        // What a link shows may change under another name.
        if is_known && self.files.links.is_empty() && !change.touches(is_look) {
            return false;
        }
        let mut findings = Findings::new();
        let themed = Themed::new(theme_files::read(&self.disk, &of.0, &of.1, &mut findings));
        let findings = self.without_vanished(findings);
        if let Some(look) = &self.look
            && look.of == of
            && look.findings == findings
            && *look.themed == themed
        {
            return false;
        }
        self.look = Some(Look { themed: Arc::new(themed), findings, of });
        true
    }

    /// Brings the shelf up to date; the files of which something changed.
    fn read_content(&mut self, change: &Change) -> BTreeSet<SourcePath> {
        match change {
            Change::Everything => self.read_all(),
            Change::Paths(paths) => self.read_paths(paths),
        }
    }

    /// Lists all files and reads those whose stamp does not prove that they are as before.
    fn read_all(&mut self) -> BTreeSet<SourcePath> {
        let mut changed = self.list();
        self.digests.forget(|_| true);
        let is_known = |path: &SourcePath| {
            let known = self.shelf.get(path).and_then(|file| file.stamp);
            known.is_some() && known == self.disk.metadata(path).and_then(|m| Stamp::of(&m))
        };
        let doubtful: Vec<SourcePath> = self
            .files
            .units()
            .map(|u| u.file.clone())
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter(|p| !is_known(p))
            .collect();
        changed.extend(self.read(&doubtful));
        changed
    }

    fn read_paths(&mut self, paths: &BTreeSet<SourcePath>) -> BTreeSet<SourcePath> {
        let mut changed = BTreeSet::new();
        let mut again: BTreeSet<SourcePath> = BTreeSet::new();
        let mut touched: Vec<&str> = Vec::new();
        for path in paths.iter().filter(|p| is_content(p.as_str())) {
            if self.shelf.get(path).is_some() && self.disk.metadata(path).is_some_and(|m| m.is_file()) {
                again.insert(path.clone());
            } else if self.matters(path) {
                touched.push(path.as_str());
            }
        }
        if !touched.is_empty() {
            changed.extend(self.list());
            let below = |path: &SourcePath| touched.iter().any(|t| is_below(path.as_str(), t));
            again.extend(self.files.units().map(|u| &u.file).filter(|p| below(p)).cloned());
        }
        // What a link shows may change under another name.
        let links = &self.files.links;
        let linked = |path: &SourcePath| links.iter().any(|link| is_below(path.as_str(), link.as_str()));
        if !links.is_empty() {
            again.extend(self.files.units().map(|u| &u.file).filter(|p| linked(p)).cloned());
        }
        let forgotten = |path: &str| paths.iter().any(|p| is_below(path, p.as_str())) || linked(&SourcePath::new(path));
        self.digests.forget(forgotten);
        let again: Vec<SourcePath> = again.into_iter().collect();
        changed.extend(self.read(&again));
        let pictures = paths.iter().filter(|p| self.files.attachments.contains(*p));
        changed.extend(pictures.cloned());
        changed
    }

    /// Whether a path that is no known Markdown file may mean that the list of files is another. Editors make and
    /// delete files of their own while they save.
    fn matters(&self, path: &SourcePath) -> bool {
        if path.as_str().split('/').any(is_leftover) {
            return false;
        }
        self.disk.is_entry(path) != self.files.attachments.contains(path)
            || self.shelf.get(path).is_some()
            || self.files.links.contains(path)
            || self.folders.contains(path.as_str())
    }

    /// Lists the files anew and reads those that are new.
    fn list(&mut self) -> BTreeSet<SourcePath> {
        let mut findings = Findings::new();
        let files = self.disk.scan(&mut findings);
        let findings = self.without_vanished(findings);
        let others = findings != self.scan_findings || files.attachments != self.files.attachments;
        let mut changed: BTreeSet<SourcePath> = BTreeSet::new();
        if others {
            let known = &self.files.attachments;
            changed.extend(files.attachments.symmetric_difference(known).cloned());
            changed.insert(SourcePath::new(LISTING));
        }
        self.files = files;
        self.scan_findings = findings;
        self.folders = folders(&self.files);
        let there: std::collections::HashSet<&SourcePath> = self.files.units().map(|u| &u.file).collect();
        let gone: Vec<SourcePath> = self.shelf.paths().filter(|p| !there.contains(p)).cloned().collect();
        let new: Vec<SourcePath> = there.into_iter().filter(|p| self.shelf.get(p).is_none()).cloned().collect();
        for path in gone {
            self.shelf.put(&path, None);
            changed.insert(path);
        }
        changed.extend(self.read(&new));
        changed
    }

    /// A file that vanished between two looks is no mistake of the editor's.
    fn without_vanished(&self, findings: Findings) -> Findings {
        let mut list = findings.into_vec();
        list.retain(|d| d.code != Code::Unreadable || d.span.as_ref().is_none_or(|s| self.disk.is_entry(&s.file)));
        let mut findings = Findings::new();
        findings.extend(list);
        findings
    }

    /// Reads files; those that are there no more are dropped.
    fn read(&mut self, paths: &[SourcePath]) -> BTreeSet<SourcePath> {
        let disk = &self.disk;
        let packer = || Packer::new(self.files.articles.len() >= PACKED);
        let read = paths.par_iter().map_init(packer, |packer, path| Kept::read(disk, path, packer));
        let read: Vec<Option<Kept>> = read.collect();
        let mut changed = BTreeSet::new();
        let mut vanished = false;
        for (path, file) in paths.iter().zip(read) {
            vanished |= file.is_none();
            if self.shelf.put(path, file) {
                changed.insert(path.clone());
            }
        }
        if vanished {
            let copies = &self.shelf;
            self.files.retain(|path| copies.get(path).is_some());
        }
        changed
    }

    /// Some editors empty a file before they write it: whether one of these files is empty now and was not before. Of
    /// the theme and the settings none is, as a rule.
    #[must_use]
    pub fn is_being_written(&self, change: &Change) -> bool {
        let Change::Paths(paths) = change else { return false };
        paths.iter().any(|path| {
            let was_full = match self.shelf.get(path) {
                Some(file) => !file.is_blank(),
                None => path.as_str() == config::FILE || is_look(path.as_str()),
            };
            was_full && self.disk.metadata(path).is_some_and(|m| m.is_file() && m.len() == 0)
        })
    }

    /// Others delete it before they put the new one there: whether one of these files is gone.
    #[must_use]
    pub fn is_being_replaced(&self, change: &Change) -> bool {
        let Change::Paths(paths) = change else { return false };
        let was_there = |path: &SourcePath| self.shelf.get(path).is_some() || path.as_str() == config::FILE;
        paths.iter().any(|path| was_there(path) && !self.disk.is_entry(path))
    }

    fn lay_out(&mut self, day: Date) -> (State, Vec<Diagnostic>, Arc<Edition>) {
        let mut findings = Findings::new();
        let config = self.settled.as_ref().map(|s| s.config.clone()).unwrap_or_default();
        findings.extend(self.settled.iter().flat_map(|s| s.findings.iter().cloned()));
        findings.extend(self.scan_findings.iter().cloned());
        let options = Options { as_of: day, drafts: self.settings.drafts };
        let site = load::site(&self.shelf, &self.files, &mut self.memory, config.clone(), options, &mut findings);
        findings.extend(self.look.iter().flat_map(|l| l.findings.iter().cloned()));
        let themed = self.look.as_ref().map(|l| Arc::clone(&l.themed)).unwrap_or_default();
        let before = self.state.as_ref().and_then(|s| s.good.clone());
        let standing = before.as_ref().map(|g| &*g.edition);
        let edition = Arc::new(Edition::new(site, themed, &*self.digests, Indexed::No, standing, &mut findings));
        let mut list = config.judged(findings);
        let mut good = before.clone();
        if edition.is_ready() && !has_errors(&list) {
            let next = self.good(Arc::clone(&edition), before.as_deref());
            let problems = probe(&next, before.as_deref());
            if has_errors(problems.as_slice()) {
                list.extend(problems);
                crate::diag::sort(&mut list);
            } else {
                good = Some(Arc::new(next));
            }
        }
        let serial = self.state.as_ref().map_or(0, |s| s.serial + 1);
        let problems = Arc::new(self.tell(&list, &config));
        (State { serial, good, problems }, list, edition)
    }

    fn good(&self, edition: Arc<Edition>, before: Option<&Good>) -> Good {
        let numbers = match before.filter(|b| b.edition.has_same_files(&edition)) {
            Some(before) => Arc::clone(&before.numbers),
            None => Arc::new(Numbers::new(&edition)),
        };
        Good {
            edition,
            shelf: self.shelf.clone(),
            digests: Arc::clone(&self.digests),
            numbers,
            since: (self.settings.now)(),
            rendered: Rendered::default(),
        }
    }

    fn tell(&self, list: &[Diagnostic], config: &Config) -> Problems {
        let root = self.disk.root().canonicalize().unwrap_or_else(|_| self.disk.root().to_owned());
        let teller = Teller { texts: &self.shelf, root: &root, link: &config.editor_link, lang: self.settings.lang };
        teller.tell(list)
    }
}

fn has_errors(list: &[Diagnostic]) -> bool {
    list.iter().any(|d| d.severity == Severity::Error)
}

/// Whether a path is `folder` itself or below it.
fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every folder that holds a file, and those above it.
fn folders(files: &SiteFiles) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    let all = files.units().map(|u| &u.file).chain(&*files.attachments);
    for file in all {
        let mut folder = file.folder();
        while !folder.is_empty() && !folders.contains(folder) {
            folders.insert(folder.to_owned());
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    folders
}

/// A template that fails shows only when a page is rendered. After a change of the theme or of the list of pages, one
/// page of each kind is, so that the last good state stays if one fails.
fn probe(next: &Good, before: Option<&Good>) -> Vec<Diagnostic> {
    let same =
        |b: &Good| Arc::ptr_eq(b.edition.themed(), next.edition.themed()) && b.edition.has_same_files(&next.edition);
    if before.is_some_and(same) {
        return Vec::new();
    }
    let mut kinds = std::collections::HashSet::new();
    let pages = next.edition.routes().filter(|(_, route)| route.is_page());
    let first = pages.filter(|(_, route)| kinds.insert(kind(*route)));
    let samples: Vec<usize> = first.map(|(n, _)| n).collect();
    let faults: Vec<_> = samples
        .into_par_iter()
        .filter_map(|n| next.edition.produce(n, &next.shelf, &*next.digests).err().map(|fault| (n, fault)))
        .collect();
    let mut findings = Findings::new();
    publish::report(faults, &mut findings);
    next.config().judged(findings)
}

/// Routes of one kind are shown by one template; the first page of a list may have another than the rest.
fn kind(route: Route) -> (std::mem::Discriminant<Route>, bool) {
    let is_later = matches!(
        route,
        Route::County(_, page) | Route::Articles(page) | Route::Column(_, page) | Route::Tag(_, page) | Route::Issues(page) if page > 1
    );
    (std::mem::discriminant(&route), is_later)
}
