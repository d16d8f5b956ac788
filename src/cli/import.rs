//! `import`: a foreign file in, draft articles out. Reads and writes; what is in the file is told by `import`.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use time::Date;

use super::Exit;
use super::args::ImportArgs;
use super::import_write::{self, NewFolder};
use super::report::{print, say};
use crate::config;
use crate::definition::{CountyFile, IndicatorFile};
use crate::diag::print::Format;
use crate::diag::{Code, Diagnostic, Findings, Lang, Severity, Words};
use crate::extract::{self, Proposal};
use crate::import::{self, Fault, Kind, Known, Picture, Story, Wanted, sheet};
use crate::load;
use crate::proposals::{self, is_called, known, setting_of};
use crate::source::Disk;

/// No document that an editor works on is larger.
const MAX_FILE: u64 = 64 << 20;
/// Nor any picture of a page.
const MAX_PICTURE: u64 = 16 << 20;

/// So many letters are enough to see which county a text is about.
const COUNTED: usize = 50_000;

/// What the site knows.
pub(super) struct Names {
    pub counties: Vec<CountyFile>,
    pub indicators: Vec<IndicatorFile>,
}

/// Imports a file.
pub fn import(args: &ImportArgs, lang: Lang) -> Exit {
    let disk = Disk::new(&args.site);
    if !disk.exists(config::FILE) && !args.dry_run {
        let list = [Diagnostic::new(
            Code::NoConfig,
            Words::new(
                "这里不是网站文件夹：没有 site-config.yaml",
                "this is no site folder: there is no site-config.yaml",
            ),
        )
        .help(Words::new("用 --site 指出网站文件夹", "say where the site is with --site"))];
        return told(&list, lang, &disk);
    }
    let name = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = match read(&args.file, &name) {
        Ok(bytes) => bytes,
        Err(problem) => return told(&[*problem], lang, &disk),
    };
    let (counties, indicators) = load::names(&disk, &mut Findings::new());
    let names = Names { counties, indicators };
    let ended = match import::Kind::of(&name, &bytes) {
        Ok(Kind::Story(form)) => import::story(form, &bytes).map(|story| one(args, &name, story, &names, lang)),
        Ok(Kind::Sheet) => {
            sheet::read(&bytes).map(|book| super::import_sheet::import(args, &name, &book, &names, lang))
        }
        Err(fault) => Err(fault),
    };
    ended.unwrap_or_else(|fault| told(&[fault.told(&name)], lang, &disk))
}

/// Prints findings; the exit code says whether they stop the import.
pub(super) fn told(list: &[Diagnostic], lang: Lang, disk: &Disk) -> Exit {
    print(list, Format::Human, lang, disk);
    if list.iter().any(|d| d.code == Code::Machine) {
        Exit::Machine
    } else if list.iter().any(|d| d.severity == Severity::Error) {
        Exit::Content
    } else {
        Exit::Done
    }
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    let unreadable = |error: std::io::Error| {
        Box::new(
            Diagnostic::new(
                Code::Unreadable,
                Words::new(format!("打不开“{name}”（{error}）"), format!("`{name}` cannot be read ({error})")),
            )
            .help(Words::new("检查文件是否还在、有没有读取权限", "check that the file is there and may be read")),
        )
    };
    if std::fs::metadata(path).map_err(unreadable)?.len() > MAX_FILE {
        return Err(Box::new(Fault::TooMany.told(name)));
    }
    std::fs::read(path).map_err(unreadable)
}

/// A file that makes one article.
fn one(args: &ImportArgs, name: &str, mut story: Story, names: &Names, lang: Lang) -> Exit {
    fetch(&args.file, &mut story);
    let county = args.county.clone().or_else(|| county(&story, &names.counties));
    let date = story.date.or(args.date).or_else(|| import::find_date(name).map(|(date, _)| date));
    let known = Known { county, date, period: None };
    let (text, proposals) = article(&story, &known, names);
    let disk = Disk::new(&args.site);
    let list: Vec<Diagnostic> = story.remarks.iter().map(|remark| remark.told(name)).collect();
    if args.dry_run {
        let _ = anstream::stdout().write_all(text.as_bytes());
        return told(&list, lang, &disk);
    }
    let id = args.name.clone().unwrap_or_else(|| id(name, date));
    let folder = NewFolder { path: place(&id, date), pictures: story.pictures, text };
    let written = match import_write::write(&args.site, &[folder]) {
        Ok(written) => written,
        Err(problem) => return told(&[*problem], lang, &disk),
    };
    let exit = told(&list, lang, &disk);
    done(&written, &proposals, lang);
    exit
}

/// The article's text with what `extract` reads out of it.
pub(super) fn article(story: &Story, known: &Known, names: &Names) -> (String, Vec<Proposal>) {
    let bare = import::article(story, known, &[], &[]);
    let setting = setting_of(known.county.as_deref(), known.date, None, &names.counties, &names.indicators);
    let proposals = extract::read(&bare, &setting);
    let (own, new): (Vec<Proposal>, Vec<Proposal>) =
        proposals.iter().cloned().partition(|proposal| proposal.indicator_id.is_some());
    (import::article(story, known, &extract::lines(&own), &extract::lines(&new)), proposals)
}

fn done(written: &[PathBuf], proposals: &[Proposal], lang: Lang) {
    for path in written {
        let _ = writeln!(anstream::stdout(), "{}", path.display());
    }
    let own = proposals.iter().filter(|proposal| proposal.indicator_id.is_some()).count();
    let new = proposals.len() - own;
    say(
        &Words::new(
            format!(
                "已写入{}个文件；从正文读出{own}个数，另有{new}个数的指标网站还没有。请核对后删去 draft。",
                written.len()
            ),
            format!(
                "{} files written; {own} figures read from the text, {new} more of indicators the site does not have. \
                 Check them, then remove `draft`.",
                written.len()
            ),
        ),
        lang,
    );
}

/// The county that the title names, else the one that the text names most.
fn county(story: &Story, counties: &[CountyFile]) -> Option<String> {
    let title = story.title.clone().unwrap_or_default();
    let text: String = story.letters().chars().take(COUNTED).collect();
    let count = |text: &str, county: &CountyFile| -> usize {
        proposals::names(county)
            .iter()
            .filter(|name| name.chars().count() > 1)
            .map(|name| text.matches(name.as_str()).count())
            .sum()
    };
    let best = |text: &str| {
        let mut counts: Vec<(usize, &CountyFile)> =
            counties.iter().map(|county| (count(text, county), county)).filter(|(n, _)| *n > 0).collect();
        counts.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        match counts.as_slice() {
            [(n, first), rest @ ..] if rest.first().is_none_or(|(other, _)| other < n) => Some(first.id.clone()),
            _ => None,
        }
    };
    best(&title).or_else(|| best(&text))
}

/// The site's id for a county that is called so.
pub(super) fn county_id<'c>(name: &str, counties: &'c [CountyFile]) -> Option<&'c str> {
    counties.iter().find(|county| is_called(county, name)).map(|county| county.id.as_str())
}

/// The names that sheets use.
pub(super) fn in_sheets(names: &Names) -> sheet::Names {
    sheet::Names {
        counties: names.counties.iter().map(proposals::names).collect(),
        indicators: names.indicators.iter().map(known).collect(),
    }
}

/// Date and file name make the name of the folder.
pub(super) fn id(name: &str, date: Option<Date>) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let clean: String =
        stem.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }).collect();
    let clean = clean.trim_matches(['-', '.']).chars().take(80).collect::<String>();
    let stem = if clean.is_empty() { "article".to_owned() } else { clean };
    match date {
        Some(date) if import::find_date(&stem).is_none() => format!("{date}-{stem}"),
        _ => stem,
    }
}

/// The folder of an article, from the site.
pub(super) fn place(id: &str, date: Option<Date>) -> PathBuf {
    let articles = Path::new("content/articles");
    // A name that the editor gives may not lead elsewhere.
    let id = id.replace(['/', '\\'], "-");
    let id = if id.trim_matches('.').is_empty() { "article".to_owned() } else { id };
    date.map_or_else(|| articles.to_owned(), |date| articles.join(date.year().to_string())).join(id)
}

/// Fetches the pictures that lie beside a saved page, and nothing else.
fn fetch(file: &Path, story: &mut Story) {
    let mut lost = Vec::new();
    for wanted in std::mem::take(&mut story.wanted) {
        match picture(file, &wanted) {
            Some(bytes) => story.pictures.push(Picture { name: wanted.name, bytes }),
            None => lost.push(wanted.name),
        }
    }
    story.lose(&lost);
}

/// The bytes of a picture below the folder of the page, links followed.
fn picture(file: &Path, wanted: &Wanted) -> Option<Vec<u8>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().ok()?;
    let path = folder.join(crate::source::percent_decode(&wanted.from)).canonicalize().ok()?;
    let metadata = std::fs::metadata(&path).ok()?;
    let fits = path.starts_with(&folder) && metadata.is_file() && metadata.len() <= MAX_PICTURE;
    std::fs::read(fits.then_some(path)?).ok().filter(|bytes| import::is_shown(bytes))
}
