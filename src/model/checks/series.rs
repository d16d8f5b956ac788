//! Figures of one series against each other.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::article::compact::GrowthBasis as Since;
use crate::definition::{GrowthBasis, IndicatorFile, Kind};
use crate::diag::{Code, Diagnostic, Findings, Span, Words};
use crate::model::claim::{Claim, ClaimKind, Measure, State};
use crate::model::list::List;
use crate::model::series::Series;
use crate::model::site::{ArticleIx, ClaimIx, SiteArticle};
use crate::quantity::{Amount, Bound, Period};

/// Points by which a level's change may differ from its stated growth before it is asked about: growth at constant
/// prices and changes of scope make smaller differences every day.
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// The settled claims of a series with what they refer to.
pub struct Settled<'a> {
    /// What they are about.
    pub indicator: &'a IndicatorFile,
    /// All articles of the site.
    pub articles: &'a List<SiteArticle>,
    /// The claims, and their numbers among all of the site, ascending.
    pub claims: &'a [Claim],
    /// See above.
    pub numbers: &'a [usize],
}

impl<'a> Settled<'a> {
    #[expect(clippy::indexing_slicing, reason = "a series refers to claims that it was made of")]
    fn claim(&self, ix: ClaimIx) -> &'a Claim {
        &self.claims[self.numbers.partition_point(|n| *n < ix.at())]
    }

    fn article(&self, ix: ArticleIx) -> &'a SiteArticle {
        &self.articles[ix.at()]
    }

    fn span(&self, claim: &Claim) -> Span {
        Span::new(&self.article(claim.article).file.file, claim.range.clone())
    }
}

/// A level of a series that is exact, with the claim that states it.
struct Level<'a> {
    period: Period,
    claim: &'a Claim,
    value: Decimal,
}

impl Level<'_> {
    /// Whether both were counted in one way.
    fn is_like(&self, other: &Self, file: &IndicatorFile) -> bool {
        file.era(self.period) == file.era(other.period)
    }
}

fn levels<'a>(settled: &Settled<'a>, series: &Series) -> Vec<Level<'a>> {
    let unit = settled.indicator.unit.as_ref();
    let level = |(period, ix): (Period, ClaimIx)| {
        let claim = settled.claim(ix);
        let amount: Amount = unit.and_then(|u| claim.amount()?.to_unit(u)).or_else(|| claim.amount().cloned())?;
        (amount.bound == Bound::Exact).then_some(Level { period, claim, value: amount.value })
    };
    series.points.iter().filter_map(|(p, point)| point.level.first().map(|ix| (*p, *ix))).filter_map(level).collect()
}

/// Reports what is unlikely about one series.
pub fn check(settled: &Settled<'_>, series: &Series, findings: &mut Findings) {
    let file = settled.indicator;
    let levels = levels(settled, series);
    for level in &levels {
        let comparable = |l: &&Level<'_>| Some(l.period) == level.period.year_before() && level.is_like(l, file);
        let before = levels.iter().find(comparable);
        let change = before.and_then(|b| change(b.value, level.value));
        let growth = growth(settled, series, level.period);
        let found = [
            change.and_then(|c| jump(file, c)),
            change.zip(growth).and_then(|(c, g)| against_growth(c, g)),
            falls(file, &levels, level),
        ];
        findings.extend(found.into_iter().flatten().map(|d| d.at(settled.span(level.claim))));
        if let Some((at, d)) = change.and_then(|c| nominal(settled, series, level.period, c)) {
            findings.push(d.at(settled.span(at)));
        }
    }
    check_order(settled, series, findings);
}

/// The change in percent.
fn change(before: Decimal, now: Decimal) -> Option<Decimal> {
    let ratio = now.checked_sub(before)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)?;
    (before > Decimal::ZERO).then_some(ratio.round_dp(1))
}

/// The exact growth in percent that is stated for a period.
fn growth(settled: &Settled<'_>, series: &Series, period: Period) -> Option<Decimal> {
    let amount = settled.claim(*series.points.get(&period)?.yoy.first()?).amount()?;
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

/// Growth that is just what two levels make, where it should be at constant prices.
fn nominal<'a>(
    settled: &Settled<'a>,
    series: &Series,
    period: Period,
    change: Decimal,
) -> Option<(&'a Claim, Diagnostic)> {
    let file = settled.indicator;
    let stated = growth(settled, series, period).filter(|_| file.growth_basis == Some(GrowthBasis::Constant))?;
    let claim = settled.claim(*series.points.get(&period)?.yoy.first()?);
    // With one decimal or more, both agreeing is hardly chance.
    let same = stated.scale() > 0 && change.round_dp(stated.scale()) == stated;
    let name = &file.name.value;
    let d = Diagnostic::new(
        Code::NominalGrowth,
        Words::new(
            format!("“{name}”的增速应按不变价计算，{stated}%却正是两年总量之比"),
            format!("growth of `{name}` is at constant prices, but {stated}% is just the ratio of the two levels"),
        ),
    );
    let help = Words::new(
        "用公布的不变价增速；确实相等的，用 silence 略去并说明理由",
        "state the published growth; if both are equal indeed, silence it with the reason",
    );
    same.then(|| (claim, d.help(help)))
}

/// Running figures of one year that an article gives after an older article gave later months.
fn check_order(settled: &Settled<'_>, series: &Series, findings: &mut Findings) {
    let mut newest: BTreeMap<(ArticleIx, i32, Family), &Claim> = BTreeMap::new();
    for claim in series.points.values().flat_map(|p| p.level.iter().chain(&p.yoy)).map(|ix| settled.claim(*ix)) {
        let Some(family) = family(claim) else { continue };
        // Periods come from the earliest: the last one of an article stays.
        newest.insert((claim.article, claim.period.year(), family), claim);
    }
    for ((article, year, family), claim) in &newest {
        let date = settled.article(*article).file.date;
        let same = newest.iter().filter(|((_, y, f), _)| y == year && f == family).map(|(_, other)| *other);
        let known = same
            .filter(|other| settled.article(other.article).file.date < date && months(other) > months(claim))
            .max_by_key(|other| months(other));
        if let Some(known) = known {
            findings.push(older(settled, claim, known).at(settled.span(claim)));
        }
    }
}

/// Levels and growth are reported at different paces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Level,
    Growth,
}

fn family(claim: &Claim) -> Option<Family> {
    let counts = claim.kind == ClaimKind::Actual && claim.state != State::Superseded;
    claim.period.cumulative_months().filter(|_| counts)?;
    match claim.measure {
        Measure::Level => Some(Family::Level),
        Measure::Growth(Since::Yoy) => Some(Family::Growth),
        _ => None,
    }
}

fn months(claim: &Claim) -> Option<u8> {
    claim.period.cumulative_months()
}

fn older(settled: &Settled<'_>, claim: &Claim, known: &Claim) -> Diagnostic {
    let name = &settled.indicator.name.value;
    let (stated, later) = (claim.period.label(), known.period.label());
    let date = settled.article(known.article).file.date;
    Diagnostic::new(
        Code::OlderThanKnown,
        Words::new(
            format!("“{name}”写到{stated}，而{date}的稿件已经报到{later}"),
            format!("`{name}` is given up to `{stated}`, though an article of {date} reports `{later}`"),
        ),
    )
    .help(Words::new(
        "用最新的数；回顾旧数的，用 silence 略去并说明理由",
        "give the newest figure; if the older one is meant, silence it with the reason",
    ))
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
