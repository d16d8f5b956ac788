//! Claims as readers see them: numbers with their bounds, units, growth, ranks and periods (design guide §6).

use std::fmt::Write as _;

use super::frame::Frame;
use super::route::Route;
use super::view::{Basis, Delta, Direction, Figure, KeyFigure};
use super::words::Words;
use crate::article::Status;
use crate::model::{ArticleIx, Claim, ClaimIx, ClaimKind, GrowthOver, Measure, Point, Series, Site, State};
use crate::quantity::{Amount, Bound, Period, Rank, Sign, Unit};
use crate::typeset::{escape, set_into};

/// The claims of one indicator and period that are shown together.
#[derive(Default)]
pub(super) struct Group<'a> {
    pub level: Option<&'a Claim>,
    pub yoy: Option<&'a Claim>,
    pub rank: Option<&'a Claim>,
    pub other: Option<&'a Claim>,
    pub target: Option<&'a Claim>,
}

impl<'a> Group<'a> {
    /// Sorts claims by what they state; the first of each sort counts.
    pub fn of(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut group = Self::default();
        for claim in claims {
            let slot = match (&claim.measure, claim.kind) {
                (_, ClaimKind::Target) => &mut group.target,
                (Measure::Level, _) => &mut group.level,
                (Measure::Growth(GrowthOver::Yoy), _) => &mut group.yoy,
                (Measure::Rank { .. }, _) => &mut group.rank,
                _ => &mut group.other,
            };
            slot.get_or_insert(claim);
        }
        group
    }

    /// What a point of a series shows.
    pub fn of_point(site: &'a Site, point: &'a Point) -> Self {
        Self::of(point.standing().chain(point.targets.iter().copied()).map(|ix| site.claim(ix)))
    }

    /// The claim that is shown large.
    pub fn main(&self) -> Option<&'a Claim> {
        self.level.or(self.yoy).or(self.rank).or(self.other).or(self.target)
    }

    /// The group as one figure. Levels are shown in `unit`, if one is given and it fits.
    pub fn figure(&self, words: &Words, unit: Option<&Unit>) -> Option<Figure> {
        let main = self.main()?;
        let mut figure = number(words, main, unit);
        if self.level.is_some() {
            figure.delta = self.yoy.and_then(|c| c.amount()).map(|a| delta(words, a, Basis::Yoy));
        }
        let rank = self.rank.filter(|r| !std::ptr::eq(*r, main));
        figure.rank = rank.and_then(|c| c.rank()).map(|r| rank_text(words, r));
        let note = self.other.filter(|o| !std::ptr::eq(*o, main));
        let said = figure.note.take().or_else(|| note.map(|c| with_caveat(words, c, remark(words, c))));
        let growth = self.yoy.filter(|yoy| !std::ptr::eq(*yoy, main));
        let notes: Vec<String> = said
            .into_iter()
            .chain(own_caveat(words, main, growth))
            .chain(growth.and_then(|yoy| growth_caveat(words, yoy, main)))
            .collect();
        figure.note = (!notes.is_empty()).then(|| notes.join(words.say("comma")));
        Some(figure)
    }
}

/// The large part of a figure, and a word for what it is if it is no level.
fn number(words: &Words, claim: &Claim, unit: Option<&Unit>) -> Figure {
    let mut figure = Figure {
        bound: None,
        number: String::new(),
        unit: String::new(),
        delta: None,
        rank: None,
        period: words.period(claim.period),
        note: None,
    };
    if let Some(rank) = claim.rank() {
        figure.number = rank_text(words, rank);
        return figure;
    }
    let Some(amount) = claim.amount() else { return figure };
    let is_level = claim.measure == Measure::Level;
    let amount = if is_level { in_unit(amount, unit) } else { amount.clone() };
    let sign = if matches!(claim.measure, Measure::Growth(_)) { Sign::Always } else { Sign::Minus };
    figure.bound = bound_text(words, &amount);
    figure.number = words.number(&amount, sign);
    figure.unit = words.unit(amount.unit.as_ref());
    figure.note = (!is_level || claim.kind == ClaimKind::Target).then(|| note_of(words, claim));
    figure
}

/// What kind of figure a number is, if it is no level.
fn note_of(words: &Words, claim: &Claim) -> String {
    let what = match &claim.measure {
        Measure::Growth(GrowthOver::Yoy) => words.say("yoy").to_owned(),
        Measure::Growth(GrowthOver::Mom) => words.say("mom").to_owned(),
        Measure::Growth(GrowthOver::Ytd) => words.say("ytd").to_owned(),
        Measure::Difference(reference) => words.fill("difference.to", &[("what", reference)]),
        Measure::Share(whole) => words.fill("share.of", &[("what", whole)]),
        Measure::Level | Measure::Rank { .. } => String::new(),
    };
    match claim.kind {
        ClaimKind::Target if what.is_empty() => words.say("target").to_owned(),
        ClaimKind::Target => words.fill("target.of", &[("what", &what)]),
        ClaimKind::Actual => what,
    }
}

/// A difference or share in words: 高于全市平均3.2个百分点, 占全县39.5%.
pub(super) fn remark(words: &Words, claim: &Claim) -> String {
    let Some(amount) = claim.amount() else { return String::new() };
    let negative = amount.value.is_sign_negative();
    let size = if negative { amount.negated() } else { amount.clone() };
    match &claim.measure {
        Measure::Difference(reference) => {
            let key = if negative { "difference.below" } else { "difference.above" };
            words.fill(key, &[("what", reference), ("amount", &words.amount(&size, Sign::Minus))])
        }
        Measure::Share(whole) => {
            words.fill("share", &[("what", whole), ("amount", &words.amount(amount, Sign::Minus))])
        }
        _ => {
            let amount = words.amount(amount, Sign::Always);
            words.fill("remark", &[("what", &note_of(words, claim)), ("amount", &amount)])
        }
    }
}

/// The amount in another unit of its dimension; as stated if it cannot be converted.
pub(super) fn in_unit(amount: &Amount, unit: Option<&Unit>) -> Amount {
    unit.and_then(|u| amount.to_unit(u)).unwrap_or_else(|| amount.clone())
}

fn bound_text(words: &Words, amount: &Amount) -> Option<String> {
    let sign = words.bound(amount);
    (!sign.is_empty()).then(|| sign.to_owned())
}

/// A growth as rise or fall.
pub(super) fn delta(words: &Words, amount: &Amount, basis: Basis) -> Delta {
    let (direction, size) = if amount.value.is_zero() {
        (Direction::Flat, amount.clone())
    } else if amount.value.is_sign_negative() {
        (Direction::Down, amount.negated())
    } else {
        (Direction::Up, amount.clone())
    };
    Delta { direction, basis, text: words.amount(&size, Sign::Minus) }
}

/// 德州市第2位, 增速德州市第1位（共11个）.
pub(super) fn rank_text(words: &Words, rank: &Rank) -> String {
    let growth = if rank.of_growth { words.say("growth") } else { "" };
    let scope = rank.scope.as_deref().unwrap_or_default();
    let place = words.fill("rank.place", &[("n", &rank.place.to_string())]);
    let of = rank.of.map(|of| words.fill("rank.of", &[("n", &of.to_string())])).unwrap_or_default();
    let text = words.fill("rank.text", &[("growth", growth), ("scope", scope), ("place", &place), ("of", &of)]);
    text.trim().to_owned()
}

/// A value for a table whose head has the unit: `>10`, `35—40`, `约45.8`.
pub(super) fn cell(words: &Words, amount: &Amount, sign: Sign) -> String {
    let bare = Amount { unit: None, ..amount.clone() };
    format!("{}{}", words.bound(amount), bare.number_text(sign))
}

/// A claim with its unit, for tables where measures differ.
pub(super) fn whole(words: &Words, claim: &Claim, unit: Option<&Unit>) -> String {
    match (claim.amount(), claim.rank(), &claim.measure) {
        (Some(amount), _, Measure::Growth(_)) => words.amount(amount, Sign::Always),
        (Some(amount), _, Measure::Level) => words.amount(&in_unit(amount, unit), Sign::Minus),
        (Some(_), ..) => remark(words, claim),
        (None, Some(rank), _) => rank_text(words, rank),
        (None, None, _) => String::new(),
    }
}

/// 性质: what a reader should know of how firm a figure is.
pub(super) fn nature(words: &Words, claim: &Claim) -> String {
    let key = match (claim.state, claim.status, claim.amount().map(|a| a.bound)) {
        (State::Disputed, ..) => "nature.disputed",
        (State::Superseded, ..) => "nature.superseded",
        (_, Status::Expected, _) => "nature.expected",
        (_, Status::Estimated, _) => "nature.estimated",
        (_, Status::Preliminary, _) => "nature.preliminary",
        (_, Status::Revised, _) => "nature.revised",
        (_, Status::Final, _) => "nature.final",
        (_, _, Some(Bound::Gt | Bound::Gte)) => "nature.lower",
        (_, _, Some(Bound::Lt | Bound::Lte)) => "nature.upper",
        (_, _, Some(Bound::Approx)) => "nature.approx",
        (_, _, Some(Bound::Range)) => "nature.range",
        _ => "nature.reported",
    };
    words.say(key).to_owned()
}

/// What must not be left unsaid beside a figure: that it is disputed or not settled yet.
pub(super) fn caveat(words: &Words, claim: &Claim) -> Option<String> {
    let unsettled = matches!(claim.status, Status::Expected | Status::Estimated | Status::Preliminary);
    (claim.state == State::Disputed || unsettled).then(|| nature(words, claim))
}

/// What is said of a figure, with its caveat behind it.
fn with_caveat(words: &Words, claim: &Claim, said: String) -> String {
    match caveat(words, claim) {
        Some(caveat) => words.fill("bracket", &[("of", &said), ("what", &caveat)]),
        None => said,
    }
}

fn is_as_firm(a: &Claim, b: &Claim) -> bool {
    (a.state, a.status) == (b.state, b.status)
}

/// The caveat of a figure; beside a growth that it does not hold for, it says that it is the figure's.
fn own_caveat(words: &Words, main: &Claim, growth: Option<&Claim>) -> Option<String> {
    let what = caveat(words, main)?;
    let both = growth.is_none_or(|growth| is_as_firm(growth, main));
    Some(if both { what } else { words.fill("nature.of_level", &[("what", &what)]) })
}

/// The same of a growth that stands beside a figure, unless that figure has said it already.
pub(super) fn growth_caveat(words: &Words, growth: &Claim, beside: &Claim) -> Option<String> {
    let what = caveat(words, growth).filter(|_| !is_as_firm(growth, beside))?;
    Some(words.fill("nature.of_growth", &[("what", &what)]))
}

/// The newest figure of a series.
pub(super) fn latest(site: &Site, words: &Words, series: &Series) -> Option<Figure> {
    let (_, point) = series.latest()?;
    let unit = site.indicator(series.indicator).file.unit.as_ref();
    Group::of_point(site, point).figure(words, unit)
}

/// The figures of an article in the order written, one for each indicator, period and kind.
pub(super) fn key_figures(f: &Frame<'_>, ix: ArticleIx) -> Vec<KeyFigure> {
    let article = f.site.article(ix);
    let several = article.counties.len() > 1;
    article
        .claims_by_line()
        .flat_map(|line| parts(f.site, &line))
        .filter_map(|claims| key_figure(f, &claims, several))
        .collect()
}

/// Targets stand apart from results; everything else of a line is one figure.
fn parts<'a>(site: &'a Site, line: &[ClaimIx]) -> Vec<Vec<&'a Claim>> {
    let claims = line.iter().map(|ix| site.claim(*ix));
    let (results, targets): (Vec<_>, Vec<_>) = claims.partition(|c| c.kind == ClaimKind::Actual);
    [results, targets].into_iter().filter(|p| !p.is_empty()).collect()
}

fn key_figure(f: &Frame<'_>, claims: &[&Claim], several: bool) -> Option<KeyFigure> {
    let figure = Group::of(claims.iter().copied()).figure(f.words, None)?;
    let first = claims.first()?;
    let series = f.site.find_series(first.county, first.indicator);
    let name = &f.site.indicator(first.indicator).file.name.value;
    let scope = first.scope.as_ref();
    Some(KeyFigure {
        name: scope.map_or(name.clone(), |s| f.words.fill("bracket", &[("of", name), ("what", s)])),
        href: series.map(|s| f.href(Route::Series(s))),
        county: several.then(|| f.site.county(first.county).short_name().to_owned()),
        figure,
    })
}

/// Whether a figure of the article carries a bound that needs a word of explanation.
pub(super) fn has_bound(site: &Site, ix: ArticleIx) -> bool {
    let claims = site.article(ix).claims().filter_map(|c| site.claim(c).amount());
    claims.map(|a| a.bound).any(|b| matches!(b, Bound::Gt | Bound::Gte | Bound::Lt | Bound::Lte))
}

/// The `metrics` block: the article's figures as a table in its text.
pub(super) fn table(f: &Frame<'_>, ix: ArticleIx) -> String {
    let words = f.words;
    let head = ["indicator", "period", "value", "yoy"].map(|key| escape(words.say(key)));
    let mut rows = String::new();
    for claims in f.site.article(ix).claims_by_line().flat_map(|line| parts(f.site, &line)) {
        let group = Group::of(claims.iter().copied());
        let (Some(main), Some(first)) = (group.main(), claims.first()) else { continue };
        let name = escape(&f.site.indicator(first.indicator).file.name.value);
        let name = match f.site.find_series(first.county, first.indicator) {
            Some(series) => format!("<a href=\"{}\">{name}</a>", escape(&f.href(Route::Series(series)))),
            None => name,
        };
        let target = if main.kind == ClaimKind::Target { format!("{}　", words.say("target")) } else { String::new() };
        let value = if main.is_yoy() { "—".to_owned() } else { whole(words, main, None) };
        let yoy = group.yoy.map_or_else(|| "—".to_owned(), |c| whole(words, c, None));
        let mut period = String::new();
        set_into(&words.period(main.period), &mut period);
        let _ = writeln!(
            rows,
            "<tr><th scope=\"row\">{name}</th><td>{period}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            escape(&(target + &value)),
            escape(&yoy)
        );
    }
    let [indicator, period, value, yoy] = head;
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table class=\"tbl\">\
         <caption>{label}</caption><thead><tr><th scope=\"col\">{indicator}</th><th scope=\"col\">{period}</th>\
         <th scope=\"col\" class=\"n\">{value}</th><th scope=\"col\" class=\"n\">{yoy}</th></tr></thead>\n\
         <tbody>{rows}</tbody></table></div>\n",
        label = escape(words.say("article.figures")),
    )
}

/// The years that periods cover.
pub(super) fn span(words: &Words, periods: impl IntoIterator<Item = Period>) -> Option<String> {
    let years: Vec<i32> = periods.into_iter().flat_map(|p| [p.start().year(), p.end().year()]).collect();
    Some(words.years(*years.iter().min()?, *years.iter().max()?))
}
