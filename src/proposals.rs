//! What a text's figures would add to the front-matter of its article: the setting that a site gives to `extract`, the
//! lines that stand already, the place where new ones go. Must not know where the text came from or who asked.

use std::ops::Range;

use time::Date;

use crate::article::Metric;
use crate::definition::{CountyFile, IndicatorFile, Kind as Quantity};
use crate::diag::{Findings, SourcePath};
use crate::extract::{Known, Proposal, Setting};
use crate::model;
use crate::quantity::Period;
use crate::source::yaml::{self, Value};

/// The setting of a text about this county.
#[must_use]
pub fn setting_of(
    county: Option<&str>,
    date: Option<Date>,
    period: Option<Period>,
    counties: &[CountyFile],
    indicators: &[IndicatorFile],
) -> Setting {
    let own = county.and_then(|name| counties.iter().find(|county| is_called(county, name)));
    let others = counties
        .iter()
        .filter(|county| own.is_none_or(|own| own.id != county.id))
        .map(|county| county.name.value.clone());
    Setting {
        indicators: indicators.iter().map(known).collect(),
        own: own.map(names).or_else(|| county.map(|name| vec![name.to_owned()])).unwrap_or_default(),
        others: others.chain(model::region_names().map(str::to_owned)).collect(),
        date,
        period,
    }
}

/// Whether a county is called so.
#[must_use]
pub fn is_called(county: &CountyFile, name: &str) -> bool {
    county.id == name
        || county.adcode.as_ref().is_some_and(|code| code.value == name)
        || names(county).iter().any(|own| own == name)
}

/// All names of a county, the full one first.
#[must_use]
pub fn names(county: &CountyFile) -> Vec<String> {
    let mut names = vec![county.name.value.clone()];
    names.extend(county.aliases.iter().map(|alias| alias.value.clone()));
    names.extend(county.short.clone());
    names.extend(county.name_hant.clone());
    names
}

/// An indicator as `extract` knows it.
#[must_use]
pub fn known(file: &IndicatorFile) -> Known {
    Known {
        id: file.id.clone(),
        name: file.name.value.clone(),
        aliases: file.aliases.iter().map(|alias| alias.value.clone()).collect(),
        unit: file.unit.clone(),
        is_flow: matches!(file.kind, Quantity::Flow),
    }
}

/// The article's own line for the proposal's indicator and period.
#[must_use]
pub fn standing<'m>(proposal: &Proposal, existing: &'m [Metric], setting: &Setting) -> Option<&'m Metric> {
    let id = proposal.indicator_id.as_deref()?;
    let known = setting.indicators.iter().find(|known| known.id == id)?;
    let names = |name: &str| name == known.id || name == known.name || known.aliases.iter().any(|alias| alias == name);
    existing.iter().find(|metric| Some(metric.period) == proposal.period && names(&metric.name.value))
}

/// Where lines of metrics go into a text with this front-matter, and the heading they need there.
#[must_use]
pub fn place(path: &SourcePath, text: &str, front: Range<usize>) -> (usize, &'static str) {
    let node = yaml::read(path, text, front.clone(), &mut Findings::new());
    place_in(&node.value, text, front.end)
}

fn place_in(front: &Value, text: &str, end: usize) -> (usize, &'static str) {
    let Value::Map(entries) = front else { return (end, "metrics:\n") };
    let Some(entry) = entries.iter().find(|entry| entry.key == "metrics") else { return (end, "metrics:\n") };
    // An empty `metrics:` takes the lines below itself.
    let lines = if let Value::Map(lines) = &entry.node.value { lines.last() } else { None };
    let last = lines.map_or(entry.key_range.end, |line| line.node.range.end);
    let line_end = text.get(last..end).and_then(|rest| rest.find('\n')).map_or(end, |at| last + at + 1);
    (line_end, "")
}
