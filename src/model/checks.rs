//! What an editor would want to be asked about: figures that are possible but unlikely. Warnings all; an article can
//! silence a code with a reason.

mod series;

pub use series::{Settled, check as check_series};

use rust_decimal::Decimal;
use time::Date;

use super::claim::{ClaimKind, Fact, Measure};
use super::site::Indicator;
use crate::article::{Article, Status};
use crate::definition::IndicatorFile;
use crate::diag::{Code, Diagnostic, Findings, Span, Words};
use crate::quantity::{Period, PeriodKind};

/// Reports indicators that nobody has defined.
pub fn report_undefined(indicators: &[Indicator], findings: &mut Findings) {
    for indicator in indicators.iter().filter(|i| !i.series.is_empty() && i.file.body.is_empty()) {
        findings.push(no_definition(&indicator.file));
    }
}

/// What is unlikely of a figure by itself.
pub fn check_fact<'a>(
    file: &IndicatorFile,
    article: &'a Article,
    fact: &'a Fact,
) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let found = [share_over(fact), out_of_range(file, fact), future(article.date, fact)];
    found.into_iter().flatten().map(|d| d.at(Span::new(&article.file, fact.range.clone())))
}

/// More than the whole; of a plan more than 100% can be done.
fn share_over(claim: &Fact) -> Option<Diagnostic> {
    let Measure::Share(whole) = &claim.measure else { return None };
    let of_plan = ["计划", "目标", "任务", "预算"].iter().any(|word| whole.contains(word));
    let amount = claim.amount()?;
    (!of_plan && amount.value > Decimal::ONE_HUNDRED).then(|| {
        Diagnostic::new(
            Code::ShareOver,
            Words::new(format!("占{whole}{amount}，超过了全部"), format!("{amount} is more than the whole of {whole}")),
        )
        .help(Words::new("核对这个百分数和它占的是什么", "check the percentage and what it is a share of"))
    })
}

fn out_of_range(file: &IndicatorFile, claim: &Fact) -> Option<Diagnostic> {
    if claim.measure != Measure::Level {
        return None;
    }
    let amount = file.unit.as_ref().and_then(|u| claim.amount()?.to_unit(u)).or_else(|| claim.amount().cloned())?;
    let (min, max) = file.bounds;
    let below = min.is_some_and(|min| amount.value < min);
    let above = max.is_some_and(|max| amount.value_to.unwrap_or(amount.value) > max);
    (below || above).then(|| {
        let name = &file.name.value;
        Diagnostic::new(
            Code::OutOfRange,
            Words::new(
                format!("{amount}不在“{name}”可能的范围内"),
                format!("{amount} is outside of the range of `{name}`"),
            ),
        )
        .help(Words::new(
            "核对数值和单位；范围写在指标文件的 range",
            "check value and unit; the range is in the indicator's file",
        ))
    })
}

/// A result of a period that had not come when the article was published.
fn future(date: Date, claim: &Fact) -> Option<Diagnostic> {
    let foreseen = matches!(claim.status, Status::Expected | Status::Estimated);
    (claim.kind == ClaimKind::Actual && !foreseen && comes_after(claim.period, date)).then(|| {
        Diagnostic::new(
            Code::FutureFigure,
            Words::new(
                format!("{}还没有过完，稿件却写着结果", claim.period.label()),
                format!("a result of `{}`, which had not passed", claim.period.label()),
            ),
        )
        .help(Words::new(
            "核对年份；若是目标写“目标…”，若是预计写 status: 预计",
            "check the year; a target is written 目标…, an expectation `status: 预计`",
        ))
    })
}

/// Whether a period begins after a day, or a part of the year has its last month after it. A year may be stated as far as
/// it has gone (截至目前).
fn comes_after(period: Period, date: Date) -> bool {
    let last_month = period.end().replace_day(1).unwrap_or(period.end());
    let open = match period.kind() {
        PeriodKind::Year | PeriodKind::Span => true,
        PeriodKind::Half | PeriodKind::Quarter | PeriodKind::Month | PeriodKind::Cumulative | PeriodKind::Instant => {
            false
        }
    };
    period.start() > date || (!open && last_month > date)
}

fn no_definition(file: &IndicatorFile) -> Diagnostic {
    let name = &file.name.value;
    Diagnostic::new(
        Code::NoDefinition,
        Words::new(format!("指标“{name}”没有定义"), format!("the indicator `{name}` has no definition")),
    )
    .at(Span::file(&file.file))
    .help(Words::new("在文件正文里写定义和口径", "write definition and scope in the body of the file"))
}
