//! `build` and `check`: the same way, with and without writing at its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use time::{Date, OffsetDateTime};

use super::Exit;
use super::args::{BuildArgs, CheckArgs};
use super::mend::mend;
use super::page_links::PageLinks;
use super::progress::Progress;
use super::report::{print, say, stops, summary_table, tally};
use crate::config::{BaseUrl, Config};
use crate::diag::print::Format;
use crate::diag::{Diagnostic, Findings, Lang, Severity, Words};
use crate::load::Memory;
use crate::model::Options;
use crate::output::{CommitError, Layout, commit};
use crate::publish::{self, Edition, Indexed, Themed};
use crate::source::{Disk, theme_files};
use crate::{load, output, upkeep};

/// What is done with the files once they are planned.
enum End {
    /// They are written there, with packed copies beside them or without.
    Write(PathBuf, Copies),
    /// They are rendered and thrown away.
    Render,
    /// Nothing.
    Plan,
}

struct Task {
    site: PathBuf,
    base_url: Option<BaseUrl>,
    as_of: Option<Date>,
    drafts: bool,
    strict: bool,
    format: Format,
    quiet: bool,
    /// Which checks of the texts are made; `build` makes none.
    texts: Option<super::proofread::Texts>,
    end: End,
}

/// Whether text files have packed copies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copies {
    None,
    Packed,
}

/// Builds a site.
pub fn build(args: &BuildArgs, lang: Lang) -> Exit {
    let out = args.out.clone().unwrap_or_else(|| args.site.join("public"));
    run(
        &Task {
            site: args.site.clone(),
            base_url: args.base_url.clone(),
            as_of: args.as_of,
            drafts: args.drafts,
            strict: args.strict,
            format: args.format.into(),
            quiet: args.quiet,
            texts: None,
            end: End::Write(out, if args.precompress { Copies::Packed } else { Copies::None }),
        },
        lang,
    )
}

/// Checks a site.
pub fn check(args: &CheckArgs, lang: Lang) -> Exit {
    run(
        &Task {
            site: args.site.clone(),
            base_url: None,
            as_of: args.as_of,
            drafts: false,
            strict: args.strict,
            format: args.format.into(),
            quiet: args.quiet,
            texts: Some(super::proofread::Texts { figures: args.figures, fix: args.fix }),
            end: if args.fast { End::Plan } else { End::Render },
        },
        lang,
    )
}

/// The day at the site's offset: the only use of the clock.
pub(super) fn today(config: &Config) -> Date {
    OffsetDateTime::now_utc().to_offset(config.utc_offset).date()
}

fn run(task: &Task, lang: Lang) -> Exit {
    let disk = Disk::new(&task.site);
    // A check leaves everything as it is.
    let disk = if matches!(task.end, End::Write(..)) { disk } else { disk.frozen() };
    let mut findings = Findings::new();
    let config = load::config(&disk, task.base_url.clone(), &mut findings);
    if !disk.exists(crate::config::FILE) {
        let list = config.judged(findings);
        print(&list, task.format, lang, &disk);
        return not_done(task, &list, lang);
    }
    let options = Options { as_of: task.as_of.unwrap_or_else(|| today(&config)), drafts: task.drafts };
    if task.texts.is_some_and(|texts| texts.fix) {
        mend(&disk, &config, options, lang);
    }
    let files = disk.scan(&mut findings);
    let site = load::site(&disk, &files, &mut Memory::default(), config, options, &mut findings);
    if let Some(texts) = task.texts {
        super::proofread::check(&disk, &site, &files, texts, &mut findings);
        upkeep::check(&site, options.as_of, &mut findings);
    }
    let texts = theme_files::read(&disk, &site.config.theme, &site.config.language, &mut findings);
    let themed = Arc::new(Themed::new(texts));
    let indexed = match task.end {
        End::Plan => Indexed::No,
        End::Write(..) | End::Render => Indexed::From(&disk),
    };
    let edition = Edition::new(site, themed, &disk, indexed, None, &mut findings);
    let site = edition.site();
    load::hush(site, &mut findings);
    let list = site.config.judged(findings);
    match edition.layout() {
        Some(layout) if edition.is_ready() && !stops(&list, task.strict) => {
            Last { task, lang, disk: &disk, edition: &edition, config: &site.config }.finish(list, layout)
        }
        _ => {
            print(&list, task.format, lang, &disk);
            if task.format == Format::Human {
                summary_table(&list, lang);
            }
            not_done(task, &list, lang)
        }
    }
}

fn not_done(task: &Task, list: &[Diagnostic], lang: Lang) -> Exit {
    if task.format == Format::Human {
        let tally = tally(list);
        let words = match task.end {
            End::Write(..) => Words::new(
                format!("没有生成：{}。原来的网站没有动。", tally.zh),
                format!("not built: {}. The old site is untouched.", tally.en),
            ),
            _ => Words::new(format!("没有通过：{}。", tally.zh), format!("not passed: {}.", tally.en)),
        };
        say(&words, lang);
    }
    Exit::Content
}

/// The end of the way, once nothing stops it.
struct Last<'a> {
    task: &'a Task,
    lang: Lang,
    disk: &'a Disk,
    edition: &'a Edition,
    config: &'a Config,
}

impl Last<'_> {
    fn finish(&self, mut list: Vec<Diagnostic>, layout: &Layout) -> Exit {
        let (faults, ended) = match &self.task.end {
            End::Write(out, Copies::None) => self.write(out, layout),
            End::Write(out, Copies::Packed) => match layout.with_copies() {
                Ok(layout) => self.write(out, &layout),
                Err(collisions) => {
                    list.extend(self.config.judged(publish::clashes(&collisions)));
                    (Vec::new(), Ok(None))
                }
            },
            End::Render => (self.render(layout, &mut list), Ok(None)),
            End::Plan => (Vec::new(), Ok(None)),
        };
        let mut findings = Findings::new();
        publish::report(faults, &mut findings);
        if matches!(self.task.end, End::Render) {
            self.edition.rehearse(&mut findings);
        }
        let failed = !findings.is_empty() || stops(&list, false);
        list.extend(self.config.judged(findings));
        crate::diag::sort(&mut list);
        if self.task.quiet {
            list.retain(|d| d.severity > Severity::Note);
        }
        print(&list, self.task.format, self.lang, self.disk);
        if self.task.format == Format::Human {
            summary_table(&list, self.lang);
        }
        match ended {
            _ if failed || (matches!(self.task.end, End::Render) && stops(&list, self.task.strict)) => {
                not_done(self.task, &list, self.lang)
            }
            Err(error) => self.output_failed(&error),
            Ok(summary) => self.done(&list, summary.as_ref()),
        }
    }

    /// Renders everything and looks where its links lead.
    fn render(&self, layout: &Layout, list: &mut Vec<Diagnostic>) -> Vec<(usize, publish::ProduceFault)> {
        let progress = self.progress(&Words::new("试排页面", "rendering"));
        let links = PageLinks::new(layout, self.config);
        let pages = (0..self.edition.count()).into_par_iter().map(|n| {
            let bytes = self.edition.produce(n, self.disk, self.disk).map_err(|fault| (n, fault));
            progress.step();
            bytes.map(|bytes| links.read(n, &bytes))
        });
        let pages: Vec<_> = pages.collect();
        let (mut checked, mut faults) = (Vec::new(), Vec::new());
        for page in pages {
            match page {
                Ok(page) => checked.push(page),
                Err(fault) => faults.push(fault),
            }
        }
        // A page that failed has no places, so links to them would be told as broken.
        if faults.is_empty() {
            let mut findings = Findings::new();
            links.report(&checked, self.edition, &mut findings);
            list.extend(self.config.judged(findings));
        }
        faults
    }

    fn progress(&self, words: &Words) -> Progress {
        let quiet = self.task.quiet || self.task.format != Format::Human;
        Progress::new(words.clone(), self.edition.count(), quiet, self.lang)
    }

    fn write(&self, out: &Path, layout: &Layout) -> (Vec<(usize, publish::ProduceFault)>, Ended) {
        let progress = self.progress(&Words::new("生成", "building"));
        let produce = |n| {
            let bytes = self.edition.produce(n, self.disk, self.disk);
            progress.step();
            bytes
        };
        let committed = commit(out, layout, &produce);
        drop(progress);
        match committed {
            Ok(summary) => (Vec::new(), Ok(Some(summary))),
            Err(CommitError::Produce(faults)) => (faults, Ok(None)),
            Err(CommitError::Output(error)) => (Vec::new(), Err(error)),
        }
    }

    fn done(&self, list: &[Diagnostic], summary: Option<&output::Summary>) -> Exit {
        if self.task.format != Format::Human || self.task.quiet {
            return Exit::Done;
        }
        for note in summary.iter().flat_map(|s| &s.notes) {
            say(&super::verify::note(note), self.lang);
        }
        say(&self.summary(list, summary), self.lang);
        Exit::Done
    }

    fn summary(&self, list: &[Diagnostic], summary: Option<&output::Summary>) -> Words {
        let tally = tally(list);
        match (summary, &self.task.end) {
            (Some(s), End::Write(out, _)) => Words::new(
                format!(
                    "已生成 {}：{}个文件，新写{}个，未变{}个；{}。",
                    out.display(),
                    s.files,
                    s.written,
                    s.unchanged,
                    tally.zh
                ),
                format!(
                    "built {}: {} files, {} written, {} unchanged; {}.",
                    out.display(),
                    s.files,
                    s.written,
                    s.unchanged,
                    tally.en
                ),
            ),
            _ => Words::new(format!("检查完毕：{}。", tally.zh), format!("checked: {}.", tally.en)),
        }
    }

    fn output_failed(&self, error: &output::OutputError) -> Exit {
        let exit = if error.is_content() { Exit::Content } else { Exit::Machine };
        print(&[super::verify::output_problem(error)], self.task.format, self.lang, self.disk);
        exit
    }
}

type Ended = Result<Option<output::Summary>, output::OutputError>;
