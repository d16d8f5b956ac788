//! Issues and their pages: which are out, and which articles stand where.

use std::collections::BTreeMap;

use time::Date;

use super::list::List;
use super::site::{ArticleIx, IssueIx, SiteArticle};
use crate::article::Article;
use crate::definition::{IssueFile, IssuePage};
use crate::diag::{Code, Diagnostic, Findings, Span, Words, nearest};
use crate::source::decode::Spanned;

/// An issue that is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Its file.
    pub file: IssueFile,
    /// The articles of each of its pages, in their order.
    pub pages: Vec<Vec<ArticleIx>>,
}

impl Issue {
    /// Its articles, page by page.
    pub fn articles(&self) -> impl Iterator<Item = (usize, ArticleIx)> {
        self.pages.iter().enumerate().flat_map(|(page, articles)| articles.iter().map(move |ix| (page, *ix)))
    }
}

/// Where an article stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// The issue.
    pub issue: IssueIx,
    /// The position of its page.
    pub page: usize,
}

/// The issues of a site as written: those that are out, newest first, then the others.
pub struct Issues {
    files: Vec<IssueFile>,
    by_id: BTreeMap<String, usize>,
    out: usize,
}

impl Issues {
    /// Sorts issues by what is out on a day. Two of one number are reported.
    pub fn new(mut files: Vec<IssueFile>, as_of: Date, findings: &mut Findings) -> Self {
        files.sort_by(|a, b| (b.date, b.number.value, &a.id).cmp(&(a.date, a.number.value, &b.id)));
        files.sort_by_key(|issue| issue.date > as_of);
        report_repeated(&files, findings);
        let out = files.iter().filter(|issue| issue.date <= as_of).count();
        let by_id = files.iter().enumerate().map(|(at, issue)| (issue.id.clone(), at)).collect();
        Self { files, by_id, out }
    }

    /// Those that are out.
    pub fn out(&self) -> &[IssueFile] {
        self.files.get(..self.out).unwrap_or_default()
    }

    /// Those to come.
    pub fn to_come(&self) -> &[IssueFile] {
        self.files.get(self.out..).unwrap_or_default()
    }

    /// Where an article stands, if its issue is out. What it names must be there in any case.
    pub fn place(&self, article: &Article, findings: &mut Findings) -> Option<Placement> {
        let Some(id) = &article.issue else {
            if let Some(page) = &article.page {
                findings.push(page_alone().at(Span::new(&article.file, page.range.clone())));
            }
            return None;
        };
        let Some(at) = self.by_id.get(&id.value).copied() else {
            findings.push(self.unknown_issue(&id.value).at(Span::new(&article.file, id.range.clone())));
            return None;
        };
        let page = page_of(self.files.get(at)?, article, id, findings)?;
        (at < self.out).then(|| Placement { issue: IssueIx::new(at), page })
    }

    fn unknown_issue(&self, id: &str) -> Diagnostic {
        let near = nearest(id, self.by_id.keys().map(String::as_str));
        let message = Words::new(format!("没有“{id}”这一期"), format!("no issue is called `{id}`"));
        Diagnostic::new(Code::UnknownIssue, message).help(match near {
            Some(near) => Words::new(format!("是不是 {near}？"), format!("did you mean `{near}`?")),
            None => Words::new(
                "写 content/issues/ 下的文件名（不带 .md）；若是新的一期，在那里建一个文件",
                "write the name of a file of content/issues/ without .md, or add one there",
            ),
        })
    }

    /// The issues that are out, with their articles.
    pub fn join(self, articles: &List<SiteArticle>, findings: &mut Findings) -> Vec<Issue> {
        let mut issues: Vec<Issue> = self.files.into_iter().take(self.out).map(empty).collect();
        for (i, article) in articles.iter().enumerate() {
            if let Some(page) = article.placement.and_then(|p| issues.get_mut(p.issue.at())?.pages.get_mut(p.page)) {
                page.push(ArticleIx::new(i));
            }
        }
        let order = |ix: &ArticleIx| articles.get(ix.at()).map(|article| article.file.order);
        for issue in &mut issues {
            issue.pages.iter_mut().for_each(|page| page.sort_by_key(order));
            let bare = issue.file.pages.iter().zip(&issue.pages).filter(|(_, articles)| articles.is_empty());
            findings.extend(bare.map(|(page, _)| empty_page(&issue.file, page)));
        }
        issues
    }
}

/// The position of the page that an article names.
fn page_of(issue: &IssueFile, article: &Article, named: &Spanned<String>, findings: &mut Findings) -> Option<usize> {
    let (problem, range) = match &article.page {
        None => (no_page(issue), &named.range),
        Some(page) => match issue.find_page(&page.value) {
            Some(at) => return Some(at),
            None => (unknown_page(issue, &page.value), &page.range),
        },
    };
    findings.push(problem.at(Span::new(&article.file, range.clone())));
    None
}

fn empty(file: IssueFile) -> Issue {
    Issue { pages: vec![Vec::new(); file.pages.len()], file }
}

/// Two issues of one year and number would have one title.
fn report_repeated(files: &[IssueFile], findings: &mut Findings) {
    let mut seen: BTreeMap<(i32, u32), Span> = BTreeMap::new();
    let mut by_path: Vec<&IssueFile> = files.iter().collect();
    by_path.sort_by(|a, b| a.file.cmp(&b.file));
    for issue in by_path {
        let (year, number) = (issue.date.year(), issue.number.value);
        let span = Span::new(&issue.file, issue.number.range.clone());
        match seen.get(&(year, number)) {
            Some(first) => findings.push(repeated(year, number).at(span).also(first.clone(), also_here())),
            None => drop(seen.insert((year, number), span)),
        }
    }
}

fn repeated(year: i32, number: u32) -> Diagnostic {
    let message =
        Words::new(format!("{year}年有两个第{number}期"), format!("{year} has two issues of number {number}"));
    Diagnostic::new(Code::DuplicateName, message).help(Words::new("改一个期数或日期", "change one number or date"))
}

fn also_here() -> Words {
    Words::new("先用在这里", "first used here")
}

fn page_alone() -> Diagnostic {
    let message = Words::new("写了版，没有写哪一期", "there is a page, but no issue");
    let help = Words::new("加一行 issue，例如 issue: 2023-51", "add a line `issue`, as in `issue: 2023-51`");
    Diagnostic::new(Code::UnknownPage, message).help(help)
}

fn no_page(issue: &IssueFile) -> Diagnostic {
    let message = Words::new("写了哪一期，没有写哪个版", "there is an issue, but no page");
    Diagnostic::new(Code::UnknownPage, message).help(pages_of(issue))
}

fn unknown_page(issue: &IssueFile, page: &str) -> Diagnostic {
    let message =
        Words::new(format!("{}这一期没有“{page}”版", issue.id), format!("the issue {} has no page `{page}`", issue.id));
    Diagnostic::new(Code::UnknownPage, message).help(pages_of(issue))
}

fn pages_of(issue: &IssueFile) -> Words {
    let list = |between| issue.pages.iter().map(|p| p.id.value.as_str()).collect::<Vec<_>>().join(between);
    Words::new(format!("这一期的版：{}", list("、")), format!("its pages: {}", list(", ")))
}

fn empty_page(issue: &IssueFile, page: &IssuePage) -> Diagnostic {
    let (id, name) = (&page.id.value, &page.name);
    Diagnostic::new(
        Code::EmptyPage,
        Words::new(format!("{id}版“{name}”没有稿件"), format!("page {id} ({name}) has no articles")),
    )
    .at(Span::new(&issue.file, page.id.range.clone()))
    .help(Words::new(
        format!("在稿件里写 issue: {} 和 page: {id}，或删去这个版", issue.id),
        format!("write `issue: {}` and `page: {id}` in an article, or leave the page out", issue.id),
    ))
}
