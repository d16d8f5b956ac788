//! Why a file has no bytes or no path, as findings.

use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::output::{BadPath, Collision, CollisionKind};
use crate::page::{Address, Fault as PageFault};
use crate::picture::Flaw;
use crate::render::RenderFault;
use crate::source::{BodyFault, ReadError, unreadable};
use crate::theme::TemplateProblem;

use super::pictures;

/// Why a file has no bytes.
#[derive(Debug)]
pub enum ProduceFault {
    /// It could not be rendered.
    Render(RenderFault),
    /// It could not be read.
    Read(ReadError),
    /// A picture could not be made.
    Picture {
        /// Where it is referred to.
        at: Option<Span>,
        /// What is wrong with it.
        flaw: Flaw,
    },
}

pub(super) fn bad_path(address: &Address, bad: &BadPath) -> Diagnostic {
    let path = address.as_str();
    Diagnostic::new(
        Code::BadId,
        Words::new(
            format!("“{path}”不能作网址：{}", bad_path_words(*bad)),
            format!("`{path}` cannot be an address: {bad}"),
        ),
    )
    .help(Words::new("改文件名、slug 或标签", "change the file name, slug or tag"))
}

fn bad_path_words(bad: BadPath) -> String {
    match bad {
        BadPath::EmptySegment => "有一段是空的".to_owned(),
        BadPath::DotSegment => "有一段是“.”或“..”".to_owned(),
        BadPath::Character(c) => format!("有不能用的字符 U+{:04X}", u32::from(c)),
        BadPath::TooLong(bytes) => format!("有一段长{bytes}字节，最多255字节"),
        BadPath::Reserved => "是网站自己要用的名字".to_owned(),
    }
}

/// Files that cannot both be there, as findings without a place.
#[must_use]
pub fn clashes(collisions: &[Collision]) -> Findings {
    let mut findings = Findings::new();
    findings.extend(collisions.iter().map(|c| clash(c, &[])));
    findings
}

pub(super) fn clash(c: &Collision, spans: &[Option<Span>]) -> Diagnostic {
    let span = |origin: &str| origin.parse::<usize>().ok().and_then(|n| spans.get(n).cloned().flatten());
    let (first, second) = (c.first.path.as_str(), c.second.path.as_str());
    let message = match c.kind {
        CollisionKind::Same => {
            Words::new(format!("两处内容的网址相同：{first}"), format!("two things want one address: {first}"))
        }
        CollisionKind::Case => Words::new(
            format!("两个网址只差大小写或字形：{first} 与 {second}"),
            format!("two addresses differ only in letter case or normal form: {first} and {second}"),
        ),
        CollisionKind::Folder => Words::new(
            format!("{first} 既是文件又是文件夹（{second}）"),
            format!("{first} is wanted as a file and as a folder ({second})"),
        ),
    };
    let mut d = Diagnostic::new(Code::DuplicateUrl, message)
        .help(Words::new("改其中一个的文件名，或给它写 slug", "rename one of the two or give it a `slug`"));
    match (span(&c.second.origin), span(&c.first.origin)) {
        (Some(at), Some(other)) => {
            d = d.at(at).also(other, Words::new("另一处在这里", "the other one is here"));
        }
        (Some(at), None) | (None, Some(at)) => d = d.at(at),
        (None, None) => {}
    }
    d
}

/// Faults of production as findings; a template's fault is told once, with the first page it hit.
pub fn report(faults: Vec<(usize, ProduceFault)>, findings: &mut Findings) {
    let mut told = Vec::new();
    for (_, fault) in faults {
        match fault {
            ProduceFault::Read(e) => findings.push(unreadable(&e)),
            // All forms of a picture fail alike.
            ProduceFault::Picture { at, flaw } => {
                let mut problem = pictures::flawed(&flaw);
                problem.span = at;
                if !findings.iter().any(|f| *f == problem) {
                    findings.push(problem);
                }
            }
            ProduceFault::Render(RenderFault::Page(PageFault::Body { file, fault: BodyFault::Changed })) => {
                findings.push(changed(&file));
            }
            ProduceFault::Render(RenderFault::Template(problem)) => {
                let key = (problem.path.clone(), problem.span.start, problem.message.en.clone());
                if !told.contains(&key) {
                    told.push(key);
                    findings.push(template(&problem));
                }
            }
        }
    }
}

fn changed(file: &SourcePath) -> Diagnostic {
    Diagnostic::new(
        Code::Unreadable,
        Words::new("生成期间文件被改动，这次没有完成", "the file changed while the site was being built"),
    )
    .at(Span::file(file))
    .help(Words::new("再运行一次", "run the command again"))
}

/// A template's problem as a finding.
pub(super) fn template(problem: &TemplateProblem) -> Diagnostic {
    let when =
        problem.page.as_ref().map(|page| Words::new(format!("生成 {page} 时"), format!("while rendering {page}")));
    template_while(problem, when)
}

/// A template's problem, with what was being done when it came up.
pub(super) fn template_while(problem: &TemplateProblem, when: Option<Words>) -> Diagnostic {
    let (zh, en) = when.map_or_else(Default::default, |w| (format!("（{}）", w.zh), format!(" ({})", w.en)));
    let message = Words::new(format!("{}{zh}", problem.message.zh), format!("{}{en}", problem.message.en));
    let d = Diagnostic::new(Code::Template, message).help_if(problem.hint.clone());
    if problem.path.is_empty() {
        return d;
    }
    d.at(Span::new(&SourcePath::new(problem.path.as_str()), problem.span.clone()))
}
