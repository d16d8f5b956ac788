//! A series over time as a line chart, with what stands around it.

use std::collections::BTreeMap;

use super::caption::{caption, set_name};
use super::layout::Layout;
use super::points::{Aim, Plotted, aims, growths, has_any, levels, levels_and_derived};
use crate::chart::{self, Accent, Caption, KeyMark, LineChart, Sheet, Spot};
use crate::definition::Break;
use crate::model::{GrowthOver, Measure, Series, SeriesIx, Site};
use crate::page::figures;
use crate::page::view::{ChartBlock, Html, KeyEntry};
use crate::page::words::Words;
use crate::quantity::{Period, Sign};

/// Whether a series has a chart to download.
pub(in crate::page) fn has_trend(site: &Site, ix: SeriesIx) -> bool {
    let series = site.series(ix);
    has_any(site, series)
}

/// A line chart of a series with what stands around it.
pub(in crate::page) struct Trend {
    /// The chart.
    pub chart: LineChart,
    /// What its points measure.
    pub measure: Measure,
    /// Where each period stands in it.
    pub spots: BTreeMap<Period, Spot>,
    /// Caption.
    pub title: String,
    /// Unit of the axis.
    pub unit: String,
    /// Years covered.
    pub span: String,
    /// A note under the picture.
    pub note: Option<String>,
}

/// What a trend is made of.
struct Material {
    measure: Measure,
    points: Vec<Plotted>,
    aims: Vec<Aim>,
    sign: Sign,
    unit: String,
}

impl Trend {
    /// The levels of a series over time.
    pub fn of_levels(site: &Site, words: &Words, series: &Series, id: &str) -> Option<Self> {
        if levels(site, series).is_empty() {
            return None;
        }
        let unit = site.indicator(series.indicator).file.unit.as_ref();
        let material = Material {
            measure: Measure::Level,
            points: levels_and_derived(site, series),
            aims: aims(site, series, &Measure::Level, unit),
            sign: Sign::Minus,
            unit: words.unit(unit),
        };
        Self::new(site, words, series, material, id)
    }

    /// The growth of a series over time.
    pub fn of_growth(site: &Site, words: &Words, series: &Series, id: &str) -> Option<Self> {
        let points = growths(site, series);
        let measure = Measure::Growth(GrowthOver::Yoy);
        let material = Material {
            unit: words.unit(points.last()?.amount.unit.as_ref()),
            aims: aims(site, series, &measure, None),
            measure,
            points,
            sign: Sign::Always,
        };
        Self::new(site, words, series, material, id)
    }

    fn new(site: &Site, words: &Words, series: &Series, material: Material, id: &str) -> Option<Self> {
        let Material { measure, points, aims, sign, unit } = material;
        let layout = Layout::of(points)?;
        let drawn = layout.points();
        let breaks = &site.indicator(series.indicator).file.breaks;
        let crossed: Vec<&Break> = breaks.iter().filter(|b| is_crossed(drawn, b)).collect();
        let days: Vec<_> = crossed.iter().map(|b| b.from.start()).collect();
        let drawing = layout.draw(words, sign, &aims, &days);
        let kind = drawn.last().map(|p| set_name(words, p.period)).unwrap_or_default();
        let spots = drawing.periods.iter().flatten().copied().zip(drawing.chart.spots().into_iter().flatten());
        Some(Self {
            spots: spots.filter_map(|(period, spot)| Some((period, spot?))).collect(),
            chart: with_caption(words, drawing.chart, caption(site, words, series, drawn, &unit, sign, id), &unit),
            measure,
            span: figures::span(words, drawn.iter().map(|p| p.period)).unwrap_or_default(),
            title: words.fill(layout.title(), &[("kind", &kind)]).trim().to_owned(),
            unit: unit.trim().to_owned(),
            note: note(words, drawn, &crossed),
        })
    }

    /// The chart for a page.
    pub fn block(&self, words: &Words) -> Option<ChartBlock> {
        let plot = self.chart.html()?;
        Some(ChartBlock {
            title: self.title.clone(),
            unit: self.unit.clone(),
            span: self.span.clone(),
            plot: Html(plot),
            key: key(words, &self.chart.key()),
            note: self.note.clone(),
        })
    }

    /// The chart as a file of its own.
    pub fn download(&self, words: &Words, source: &str, accent: Accent) -> Option<String> {
        let key = self.chart.key().into_iter().map(|mark| (mark, words.say(mark_word(mark)).to_owned())).collect();
        self.chart.download(&Sheet {
            unit: words.fill("unit", &[("unit", &self.unit)]),
            source: source.to_owned(),
            key,
            accent,
        })
    }
}

/// The chart under its caption, which tells of the targets too.
fn with_caption(words: &Words, chart: LineChart, mut caption: Caption, unit: &str) -> LineChart {
    let targets: Vec<String> = chart.targets.iter().map(|target| format!("{}{unit}", target.label)).collect();
    if !targets.is_empty() {
        caption.desc.push_str(&words.fill("desc.targets", &[("targets", &targets.join(words.say("comma")))]));
    }
    LineChart { caption, ..chart }
}

/// Whether a change of definition lies between the first point and the last.
fn is_crossed(points: &[Plotted], change: &Break) -> bool {
    let ends = points.first().zip(points.last());
    ends.is_some_and(|(first, last)| {
        first.period.end() < change.from.start() && change.from.start() <= last.period.end()
    })
}

fn note(words: &Words, points: &[Plotted], breaks: &[&Break]) -> Option<String> {
    let has_estimate = points.iter().any(|p| p.bound() != chart::Bound::Exact);
    let estimate = (has_estimate && points.len() > 1).then(|| words.say("chart.bound_note").to_owned());
    let change = |b: &&Break| words.fill("chart.break", &[("from", &words.period(b.from)), ("reason", &b.reason)]);
    let said: Vec<String> = estimate.into_iter().chain(breaks.iter().map(change)).collect();
    (!said.is_empty()).then(|| said.concat())
}

fn mark_word(mark: KeyMark) -> &'static str {
    match mark {
        KeyMark::Reported => "key.reported",
        KeyMark::Derived => "key.derived",
        KeyMark::Provisional => "key.provisional",
        KeyMark::BoundUp => "key.bound_up",
        KeyMark::BoundDown => "key.bound_down",
        KeyMark::Range => "key.range",
        KeyMark::Disputed => "key.disputed",
        KeyMark::Target => "key.target",
        KeyMark::Gap => "key.gap",
    }
}

/// A key is shown when there is more than plain reported points.
pub(in crate::page) fn key(words: &Words, marks: &[KeyMark]) -> Vec<KeyEntry> {
    if marks.iter().all(|mark| *mark == KeyMark::Reported) {
        return Vec::new();
    }
    let entry = |mark: &KeyMark| KeyEntry { icon: Html(mark.icon()), text: words.say(mark_word(*mark)).to_owned() };
    marks.iter().map(entry).collect()
}
