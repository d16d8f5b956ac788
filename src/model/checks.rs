//! What an editor would want to be asked about: figures that are possible but unlikely. Warnings all; an article can
//! silence a code with a reason.

use rust_decimal::Decimal;

use super::claim::{Claim, ClaimKind, Measure};
use super::series::Series;
use super::site::{ClaimIx, Site};
use crate::article::Status;
use crate::definition::{IndicatorFile, Kind};
use crate::diag::{Code, Diagnostic, Findings, Span, Words};
use crate::quantity::{Amount, Bound, Period};

/// Points by which a level's change may differ from its stated growth before it is asked about: growth at constant
/// prices and changes of scope make smaller differences every day.
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Reports what is unlikely.
pub fn report(site: &Site, findings: &mut Findings) {
    for claim in &site.claims {
        check_claim(site, claim, findings);
    }
    for series in &site.series {
        check_series(site, series, findings);
    }
    for indicator in site.indicators.iter().filter(|i| !i.series.is_empty() && i.file.body.is_empty()) {
        findings.push(no_definition(&indicator.file));
    }
}

fn span(site: &Site, claim: &Claim) -> Span {
    Span::new(&site.article(claim.article).file.file, claim.range.clone())
}

fn check_claim(site: &Site, claim: &Claim, findings: &mut Findings) {
    let file = &site.indicator(claim.indicator).file;
    let found = [share_over(claim), out_of_range(file, claim), future(site, claim)];
    findings.extend(found.into_iter().flatten().map(|d| d.at(span(site, claim))));
}

/// More than the whole; of a plan more than 100% can be done.
fn share_over(claim: &Claim) -> Option<Diagnostic> {
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

fn out_of_range(file: &IndicatorFile, claim: &Claim) -> Option<Diagnostic> {
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

/// A result of a period that begins after the article was published.
fn future(site: &Site, claim: &Claim) -> Option<Diagnostic> {
    let date = site.article(claim.article).file.date;
    let foreseen = matches!(claim.status, Status::Expected | Status::Estimated);
    (claim.kind == ClaimKind::Actual && !foreseen && claim.period.start() > date).then(|| {
        Diagnostic::new(
            Code::FutureFigure,
            Words::new(
                format!("{}还没有到，稿件却写着结果", claim.period.label()),
                format!("a result of {}, which had not begun", claim.period),
            ),
        )
        .help(Words::new(
            "核对年份；若是目标写“目标…”，若是预计写 status: 预计",
            "check the year; a target is written 目标…, an expectation `status: 预计`",
        ))
    })
}

/// A level of a series that is exact, with the claim that states it.
struct Level<'a> {
    period: Period,
    claim: &'a Claim,
    value: Decimal,
}

fn levels<'a>(site: &'a Site, series: &'a Series) -> Vec<Level<'a>> {
    let unit = site.indicator(series.indicator).file.unit.as_ref();
    let level = |(period, ix): (Period, ClaimIx)| {
        let claim = site.claim(ix);
        let amount: Amount = unit.and_then(|u| claim.amount()?.to_unit(u)).or_else(|| claim.amount().cloned())?;
        (amount.bound == Bound::Exact).then_some(Level { period, claim, value: amount.value })
    };
    series.points.iter().filter_map(|(p, point)| point.level.first().map(|ix| (*p, *ix))).filter_map(level).collect()
}

fn check_series(site: &Site, series: &Series, findings: &mut Findings) {
    let file = &site.indicator(series.indicator).file;
    let levels = levels(site, series);
    for level in &levels {
        let before = level.period.year_before().and_then(|p| levels.iter().find(|l| l.period == p));
        let change = before.and_then(|b| change(b.value, level.value));
        let growth = growth(site, series, level.period);
        let found = [
            change.and_then(|c| jump(file, c)),
            change.zip(growth).and_then(|(c, g)| against_growth(c, g)),
            falls(file, &levels, level),
        ];
        findings.extend(found.into_iter().flatten().map(|d| d.at(span(site, level.claim))));
    }
}

/// The change in percent.
fn change(before: Decimal, now: Decimal) -> Option<Decimal> {
    let ratio = now.checked_sub(before)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
    (before > Decimal::ZERO).then_some(ratio.round_dp(1))
}

/// The exact growth in percent that is stated for a period.
fn growth(site: &Site, series: &Series, period: Period) -> Option<Decimal> {
    let amount = site.claim(*series.points.get(&period)?.yoy.first()?).amount()?;
    let percent = amount.unit.as_ref().is_some_and(crate::quantity::Unit::is_ratio);
    (amount.bound == Bound::Exact && percent).then_some(amount.value)
}

fn jump(file: &IndicatorFile, change: Decimal) -> Option<Diagnostic> {
    let limit = file.max_jump.filter(|limit| change.abs() > *limit)?;
    Some(
        Diagnostic::new(
            Code::Jump,
            Words::new(
                format!("比上年同期变动{change}%，超过了{limit}%的界限"),
                format!("it changed by {change}% on the year, beyond the limit of {limit}%"),
            ),
        )
        .help(Words::new(
            "核对数值、单位和时期；界限写在指标文件的 max_jump",
            "check value, unit and period; the limit is `max_jump` in the indicator's file",
        )),
    )
}

/// The level rose although a fall is stated, or the reverse, by more than prices or scope explain.
fn against_growth(change: Decimal, growth: Decimal) -> Option<Diagnostic> {
    let opposite =
        (change > Decimal::ZERO && growth < Decimal::ZERO) || (change < Decimal::ZERO && growth > Decimal::ZERO);
    let apart = change.checked_sub(growth)?.abs() > TOLERANCE;
    (opposite && apart).then(|| {
        Diagnostic::new(
            Code::AgainstGrowth,
            Words::new(
                format!("总量比上年同期变动{change}%，增速却写着{growth}%"),
                format!("the level changed by {change}% on the year, the stated growth is {growth}%"),
            ),
        )
        .help(Words::new("核对两年的总量和增速是否同一口径", "check whether both years and the growth have one scope"))
    })
}

/// A running total cannot be less than it was some months earlier.
fn falls(file: &IndicatorFile, levels: &[Level<'_>], level: &Level<'_>) -> Option<Diagnostic> {
    let months = level.period.cumulative_months().filter(|_| matches!(file.kind, Kind::Flow | Kind::Count))?;
    let year = level.period.year();
    let earlier = levels.iter().filter(|l| {
        l.period.year() == year && l.period.cumulative_months().is_some_and(|m| m < months) && l.value > level.value
    });
    let higher = earlier.max_by_key(|l| l.value)?;
    Some(
        Diagnostic::new(
            Code::CumulativeFalls,
            Words::new(
                format!("{}的累计数比{}还小", level.period.label(), higher.period.label()),
                format!("the total of `{}` is less than that of `{}`", level.period.label(), higher.period.label()),
            ),
        )
        .help(Words::new(
            "核对是否当期数误作累计数，或单位不同",
            "check whether one is not cumulative, or in another unit",
        )),
    )
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
