//! All indicators by group.

use super::frame::Frame;
use super::route::Route;
use super::view::{IndicatorGroup, IndicatorRow, IndicatorsView, Place, Section};
use crate::model::{Indicator, IndicatorIx};

/// The list of indicators.
pub(super) fn build(f: &Frame<'_>) -> IndicatorsView {
    let title = f.words.say("nav.indicators");
    let mut groups: Vec<IndicatorGroup> = Vec::new();
    for (i, indicator) in f.site.indicators.iter().enumerate() {
        let row = row(f, IndicatorIx::new(i), indicator);
        let name = indicator.file.group.clone();
        match groups.iter_mut().find(|g| g.name == name) {
            Some(group) => group.rows.push(row),
            None => groups.push(IndicatorGroup { name, rows: vec![row] }),
        }
    }
    IndicatorsView {
        head: f.head(title, title, Place::In(Section::Indicators)),
        crumbs: f.crumbs(Vec::new(), title),
        groups,
        count: f.site.indicators.len(),
    }
}

fn row(f: &Frame<'_>, ix: IndicatorIx, indicator: &Indicator) -> IndicatorRow {
    let series = || indicator.series.iter().map(|s| f.site.series(*s));
    IndicatorRow {
        name: indicator.file.name.value.clone(),
        href: f.href(Route::Indicator(ix)),
        unit: indicator.file.unit.as_ref().map(ToString::to_string),
        counties: indicator.series.len(),
        points: series().map(|s| s.count).sum(),
        newest: series().filter_map(|s| Some(s.latest()?.0)).max().map(crate::quantity::Period::label),
    }
}
