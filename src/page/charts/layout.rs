//! How the points of a series lie on the axis: over the months of several years, over the years, or over dates.

use std::collections::BTreeMap;

use time::Date;

use super::caption::tone;
use super::points::{Aim, Plotted, busiest_year, float, link, linked, months, same_months, year_range};
use crate::chart::{self, Line, LineChart, Link, Origin, Target, Tick, Tone};
use crate::page::figures;
use crate::page::words::Words;
use crate::quantity::{Period, Sign};

/// Years after the newest point that a target may draw the axis out.
const AHEAD: i32 = 5;

/// How a series is laid out.
pub(super) enum Layout {
    /// One line a year over the months.
    Months(Vec<Plotted>),
    /// One line over the years, of the same months each.
    Years(Vec<Plotted>),
    /// One line over time.
    Dates(Vec<Plotted>),
}

/// A chart, and the periods of its points line by line.
pub(super) struct Drawing {
    pub chart: LineChart,
    pub periods: Vec<Vec<Period>>,
}

impl Layout {
    /// The layout in which the most can be compared.
    pub fn of(points: Vec<Plotted>) -> Option<Self> {
        let newest = points.last()?.clone();
        let set = same_months(&points);
        if newest.period.cumulative_months().is_none() {
            let years = set.len() >= 2 && set.len() * 2 > points.len();
            return Some(if years { Self::Years(set) } else { Self::Dates(points) });
        }
        let cumulative: Vec<Plotted> =
            points.iter().filter(|p| p.period.cumulative_months().is_some()).cloned().collect();
        let holds_newest = set.last().is_some_and(|p| p.period == newest.period);
        let within_a_year = busiest_year(&cumulative);
        Some(if set.len() >= 2 && set.len() >= within_a_year && (holds_newest || within_a_year < 2) {
            Self::Years(set)
        } else if cumulative.len() >= 2 {
            Self::Months(cumulative)
        } else {
            Self::Years(vec![newest])
        })
    }

    /// The points that are drawn.
    pub fn points(&self) -> &[Plotted] {
        match self {
            Self::Months(points) | Self::Years(points) | Self::Dates(points) => points,
        }
    }

    /// Key of the title.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Months(_) => "chart.months",
            Self::Years(points) if points.len() == 1 => "chart.one",
            Self::Years(_) => "chart.years",
            Self::Dates(_) => "chart.dates",
        }
    }

    /// The chart. `breaks`: the first days of new definitions.
    pub fn draw(&self, words: &Words, sign: Sign, aims: &[Aim], breaks: &[Date]) -> Drawing {
        let target = Targets { words, sign, aims };
        match self {
            Self::Months(points) => by_months(points, sign, &target),
            Self::Years(points) => by_years(points, sign, &target, breaks),
            Self::Dates(points) => by_dates(points, sign, &target, breaks),
        }
    }
}

/// The targets of a chart.
struct Targets<'a> {
    words: &'a Words,
    sign: Sign,
    aims: &'a [Aim],
}

impl Targets<'_> {
    fn of(&self, fits: impl Fn(Period) -> bool) -> impl Iterator<Item = &Aim> {
        self.aims.iter().filter(move |aim| fits(aim.period))
    }

    fn year(&self, aim: &Aim) -> String {
        self.words.years(aim.period.year(), aim.period.year())
    }

    fn at(&self, aim: &Aim, x: f64, when: &str) -> Target {
        let value = figures::cell(self.words, &aim.amount, self.sign);
        let label = self.words.fill("chart.target", &[("when", when), ("value", &value)]);
        Target { x, y: float(aim.amount.value), label }
    }
}

/// One line a year from January on; the newest year is the current one, and its targets are shown.
fn by_months(points: &[Plotted], sign: Sign, targets: &Targets<'_>) -> Drawing {
    let newest = points.last().map(|p| p.period.year());
    let share = |period: Period| f64::from(period.cumulative_months().unwrap_or(12)) / 12.0;
    let mut years: BTreeMap<i32, Vec<&Plotted>> = BTreeMap::new();
    for p in points {
        years.entry(p.period.year()).or_default().push(p);
    }
    let words = targets.words;
    // The current line says how far it has come: 2023年1—11月.
    let last = |points: &[&Plotted]| points.last().map(|p| words.period(p.period)).unwrap_or_default();
    let line = |(year, points): (&i32, &Vec<&Plotted>)| Line {
        label: if Some(*year) == newest { last(points) } else { words.years(*year, *year) },
        tone: tone(Some(*year) == newest),
        points: month_points(points, |p| p.point(words, share(p.period), sign)),
    };
    let this_year = targets.of(|p| Some(p.year()) == newest && p.cumulative_months().is_some());
    let chart = LineChart {
        ticks: month_ticks(words),
        lines: years.iter().map(line).collect(),
        targets: this_year.map(|aim| targets.at(aim, share(aim.period), &words.period_short(aim.period))).collect(),
        origin: if sign == Sign::Minus { Origin::Nought } else { Origin::FirstPoint },
        ..LineChart::default()
    };
    Drawing { chart, periods: years.values().map(|points| points.iter().map(|p| p.period).collect()).collect() }
}

/// The points of one year; quarterly reporting is the coarsest that counts as without gaps.
fn month_points(points: &[&Plotted], draw: impl Fn(&Plotted) -> chart::Point) -> Vec<chart::Point> {
    let mut before: Option<&Plotted> = None;
    let mut drawn = Vec::with_capacity(points.len());
    for p in points {
        let month = |p: &Plotted| p.period.cumulative_months().unwrap_or(12);
        let last = before.map_or(0, month);
        let gap = month(p).saturating_sub(last) > 3;
        let tie = match before {
            Some(before) => link(before, p, gap),
            None if gap => Link::Gap,
            None => Link::Joined,
        };
        drawn.push(draw(p).link(tie));
        before = Some(p);
    }
    drawn
}

fn month_ticks(words: &Words) -> Vec<Tick> {
    let label = |month: u8| match month {
        0 => words.say("chart.start").to_owned(),
        month => words.month_name(month).to_owned(),
    };
    [0, 3, 6, 9, 12].into_iter().map(|month| Tick::new(f64::from(month) / 12.0, label(month))).collect()
}

/// One line over the years.
fn by_years(points: &[Plotted], sign: Sign, targets: &Targets<'_>, breaks: &[Date]) -> Drawing {
    let (first, newest) = year_range(points);
    let kind = points.last().map(|p| months(p.period));
    let fits = |p: Period| Some(months(p)) == kind && (first..=newest + AHEAD).contains(&p.year());
    let aims: Vec<&Aim> = targets.of(fits).collect();
    let last = aims.iter().map(|aim| aim.period.year()).fold(newest, i32::max);
    let place = |year: f64| if last == first { 0.5 } else { (year - f64::from(first)) / f64::from(last - first) };
    let x = |year: i32| place(f64::from(year));
    let drawn = points.iter().map(|p| p.point(targets.words, x(p.period.year()), sign)).collect();
    let years: Vec<i32> = if last - first <= 12 { (first..=last).collect() } else { spread(first, last) };
    let crossed = breaks.iter().filter(|from| from.year() > first && from.year() <= newest);
    let chart = LineChart {
        ticks: years.into_iter().map(|y| Tick::new(x(y), y.to_string())).collect(),
        lines: vec![Line { label: String::new(), tone: Tone::Current, points: linked(drawn, points) }],
        targets: aims.into_iter().map(|aim| targets.at(aim, x(aim.period.year()), &targets.year(aim))).collect(),
        breaks: crossed.map(|from| place(f64::from(from.year()) - 0.5)).collect(),
        ..LineChart::default()
    };
    Drawing { chart, periods: vec![points.iter().map(|p| p.period).collect()] }
}

/// A few years from first to last, the last among them.
fn spread(first: i32, last: i32) -> Vec<i32> {
    let step = ((last - first) / 6).max(1);
    (first..=last).filter(|y| (last - y) % step == 0).collect()
}

/// One line over time, for periods that do not add up within the year.
fn by_dates(points: &[Plotted], sign: Sign, targets: &Targets<'_>, breaks: &[Date]) -> Drawing {
    let (first, newest) = year_range(points);
    let aims: Vec<&Aim> = targets.of(|p| (first..=newest + 1).contains(&p.year())).collect();
    let last = aims.iter().map(|aim| aim.period.year()).fold(newest, i32::max);
    let days = |d: Date| f64::from(d.to_julian_day());
    let start = Date::from_ordinal_date(first, 1).map_or(0.0, days);
    let end = Date::from_ordinal_date(last + 1, 1).map_or(start + 1.0, days);
    let x = |d: Date| (days(d) - start) / (end - start);
    let january = |y: i32| Date::from_ordinal_date(y, 1).map_or(0.0, x);
    let drawn = points.iter().map(|p| p.point(targets.words, x(p.period.end()), sign)).collect();
    let years: Vec<i32> = if last - first <= 8 { (first..=last).collect() } else { spread(first, last) };
    let chart = LineChart {
        ticks: years.into_iter().map(|y| Tick::new(january(y), y.to_string())).collect(),
        lines: vec![Line { label: String::new(), tone: Tone::Current, points: linked(drawn, points) }],
        targets: aims
            .into_iter()
            .map(|aim| targets.at(aim, x(aim.period.end()), &targets.words.period(aim.period)))
            .collect(),
        breaks: breaks.iter().map(|from| x(*from)).filter(|x| (0.0..=1.0).contains(x)).collect(),
        ..LineChart::default()
    };
    Drawing { chart, periods: vec![points.iter().map(|p| p.period).collect()] }
}
