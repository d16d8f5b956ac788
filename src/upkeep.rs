//! Whether a site is kept up, in the spirit of the inspection of government websites (国办秘函〔2019〕19号): a home page
//! without an update for two weeks, empty columns, columns without an update for half a year. Must not know pages.

use time::{Date, Duration};

use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};
use crate::model::{Column, Site};

/// How long a home page may stand without an update.
const HOME: Duration = Duration::days(14);
/// How long a column may.
const COLUMN: Duration = Duration::days(183);

/// Checks home page and columns as on a day.
pub fn check(site: &Site, as_of: Date, findings: &mut Findings) {
    let newest = site.articles.iter().map(|article| article.file.date).max();
    if let Some(date) = newest.filter(|date| as_of - *date > HOME) {
        findings.push(stale_home(date, as_of));
    }
    findings.extend(site.columns.iter().filter_map(|column| of_column(site, column, as_of)));
}

fn stale_home(newest: Date, as_of: Date) -> Diagnostic {
    let days = (as_of - newest).whole_days();
    let words = Words::new(
        format!("首页已有{days}天没有更新，最近一篇是{newest}的"),
        format!("the home page has had no update for {days} days; the newest article is of {newest}"),
    );
    Diagnostic::new(Code::StaleHome, words)
        .at(Span::file(&SourcePath::new(crate::config::FILE)))
        .help(Words::new("两周内至少发一篇", "publish at least one article in two weeks"))
}

fn of_column(site: &Site, column: &Column, as_of: Date) -> Option<Diagnostic> {
    let name = &column.file.name;
    let at = Span::file(&column.file.file);
    let Some(newest) = column.articles.iter().map(|article| site.article(*article).file.date).max() else {
        let words = Words::new(format!("专栏“{name}”是空的"), format!("the column `{name}` has no article"));
        let help = Words::new("发一篇，或删去这个专栏", "publish an article in it, or take the column away");
        return Some(Diagnostic::new(Code::EmptyColumn, words).at(at).help(help));
    };
    let days = (as_of - newest).whole_days();
    let words = Words::new(
        format!("专栏“{name}”已有{days}天没有更新，最近一篇是{newest}的"),
        format!("the column `{name}` has had no update for {days} days; its newest article is of {newest}"),
    );
    let help = Words::new("半年内至少发一篇", "publish at least one article in half a year");
    (as_of - newest > COLUMN).then(|| Diagnostic::new(Code::StaleColumn, words).at(at).help(help))
}
