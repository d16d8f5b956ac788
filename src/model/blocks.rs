//! Checks the blocks of bodies that stand for something of the site: is there such a series?

use std::sync::Arc;

use super::lookup::{Found, Lookup};
use super::series::Series;
use super::site::{CountyIx, IndicatorIx};
use crate::article::Body;
use crate::article::markdown::{Block, BlockKind, ChartWish};
use crate::diag::{Code, Diagnostic, Findings, Words};

/// Reports every block of a body that cannot be drawn. Only articles have figures for a `metrics` block.
pub fn check(lookup: &Lookup, series: &[Arc<Series>], body: &Body, is_article: bool, findings: &mut Findings) {
    for block in &body.outline.blocks {
        let problem = match block.kind {
            BlockKind::Chart => chart(lookup, series, block),
            BlockKind::Metrics => (!is_article).then(metrics_elsewhere),
        };
        findings.extend(problem.map(|d| d.at(body.span(&block.range))));
    }
}

fn chart(lookup: &Lookup, series: &[Arc<Series>], block: &Block) -> Option<Diagnostic> {
    let wish = match ChartWish::read(&block.text) {
        Ok(wish) => wish,
        Err(odd) => return Some(odd_line(&odd.0)),
    };
    let county = match lookup.county(&wish.county) {
        Found::One(ix) => ix,
        _ if wish.county.is_empty() => return Some(incomplete("county")),
        _ => return Some(lookup.unknown_county(&wish.county)),
    };
    match lookup.indicator(&wish.indicator) {
        Some(indicator) => (!exists(series, county, indicator)).then(|| no_series(&wish)),
        None if wish.indicator.is_empty() => Some(incomplete("indicator")),
        None => Some(lookup.unknown_indicator(&wish.indicator)),
    }
}

fn exists(series: &[Arc<Series>], county: CountyIx, indicator: IndicatorIx) -> bool {
    series.binary_search_by_key(&(county, indicator), |s| (s.county, s.indicator)).is_ok()
}

fn help() -> Words {
    Words::new(
        "图表块写三行：county: qingyun、indicator: gdp、kind: line（或 growth）",
        "a chart block has three lines: `county: qingyun`, `indicator: gdp`, `kind: line` (or `growth`)",
    )
}

fn odd_line(line: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadBlock,
        Words::new(format!("图表块里的“{line}”读不懂"), format!("`{line}` means nothing in a chart block")),
    )
    .help(help())
}

fn incomplete(key: &str) -> Diagnostic {
    Diagnostic::new(Code::BadBlock, Words::new(format!("图表块缺少 {key}"), format!("the chart block lacks `{key}`")))
        .help(help())
}

fn no_series(wish: &ChartWish) -> Diagnostic {
    Diagnostic::new(
        Code::BadBlock,
        Words::new(
            format!("没有稿件给出过“{}”的“{}”，画不出图", wish.county, wish.indicator),
            format!("no article states `{}` of `{}`, so there is nothing to draw", wish.indicator, wish.county),
        ),
    )
    .help(Words::new("先在某篇稿件的 metrics 里写上这个数", "state the figure in the metrics of some article first"))
}

fn metrics_elsewhere() -> Diagnostic {
    Diagnostic::new(Code::BadBlock, Words::new("metrics 块只能用在稿件里", "a metrics block belongs in an article"))
        .help(Words::new("这里可以改用 chart 块", "use a chart block here"))
}
