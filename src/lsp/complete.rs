//! What may be written at a place: keys, names, periods, units.

use std::ops::Range;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionResponse, CompletionTextEdit, Documentation,
    TextEdit,
};

use super::hover::{indicator, own_county};
use super::keys;
use super::session::Asked;
use super::spot::{Spot, spot};
use crate::model::Site;
use crate::source::keys::{Key, Keys, Shape};

/// Periods in the words of editors; a year comes from the date.
const PERIODS: [&str; 12] = [
    "全年",
    "上半年",
    "一季度",
    "前三季度",
    "前11个月",
    "前10个月",
    "前8个月",
    "前7个月",
    "前5个月",
    "前4个月",
    "前2个月",
    "年底",
];
/// Units beside the indicator's own.
const UNITS: [&str; 4] = ["%", "个百分点", "亿元", "万元"];

/// A proposal: what is shown, what is inserted, what is said beside it, what it is for, by what else it is found.
struct Offer {
    text: String,
    detail: String,
    about: Option<&'static str>,
    filter: String,
    kind: CompletionItemKind,
}

impl Offer {
    fn new(text: impl Into<String>, detail: impl Into<String>, kind: CompletionItemKind) -> Self {
        let text = text.into();
        Self { filter: text.clone(), text, detail: detail.into(), about: None, kind }
    }

    /// What it is for.
    fn about(mut self, words: &'static str) -> Self {
        self.about = Some(words).filter(|words| !words.is_empty());
        self
    }

    /// Also found by these words.
    fn by(mut self, words: &[String]) -> Self {
        self.filter = format!("{} {}", self.filter, words.join(" "));
        self
    }
}

/// Proposes what may be written.
pub fn complete(asked: &Asked<'_>, params: &CompletionParams) -> Option<CompletionResponse> {
    let text = &asked.document.text;
    let at = asked.document.lines.offset(text, params.text_document_position.position);
    let site = asked.laid.site();
    let (range, offers) = match spot(asked.path, text, at)? {
        Spot::Key { trail, range } => (range, keys(keys::below(asked.path, &trail), text, trail.is_empty())),
        Spot::Value { trail, range } => (range, values(asked, &trail)),
        Spot::Indicator(range) => (range, indicators(site)),
        Spot::Period { range, .. } => (range, periods()),
        Spot::Figure { indicator: name, range } => {
            let own = indicator(site, text.get(name)?)
                .and_then(|ix| Some(site.indicator(ix).file.unit.as_ref()?.to_string()));
            units(text, at, range, own)
        }
    };
    // What stands behind the cursor is kept where nothing was typed.
    let range = if range.start > at { at..at } else { range };
    let replaced = asked.document.lines.range(text, &range);
    let own = own_county(asked).map(|county| site.county(county).file.name.value.clone());
    let items = offers.into_iter().enumerate().map(|(n, offer)| CompletionItem {
        // The own county stands first.
        sort_text: Some(format!("{:04}", if Some(&offer.text) == own.as_ref() { 0 } else { n + 1 })),
        label: offer.text.clone(),
        kind: Some(offer.kind),
        documentation: offer.about.map(|words| Documentation::String(words.to_owned())),
        detail: Some(offer.detail).filter(|detail| !detail.is_empty()),
        filter_text: Some(offer.filter),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(replaced, offer.text))),
        ..CompletionItem::default()
    });
    Some(CompletionResponse::Array(items.collect()))
}

/// Keys; of the outermost those that the file does not have yet.
fn keys(keys: Keys, text: &str, outermost: bool) -> Vec<Offer> {
    let is_there =
        |key: &str| text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    let offer = |key: &Key| {
        Offer::new(key.name, key.title, CompletionItemKind::PROPERTY).by(&[key.title.to_owned()]).about(key.hint)
    };
    keys.iter().filter(|key| !(outermost && is_there(key.name))).map(offer).collect()
}

fn values(asked: &Asked<'_>, trail: &[String]) -> Vec<Offer> {
    let site = asked.laid.site();
    match trail.last().map(String::as_str).unwrap_or_default() {
        "county" => counties(site),
        "indicator" | "metric" => indicators(site),
        "column" => named(site.columns.iter().map(|column| (column.file.name.as_str(), column.file.id.as_str()))),
        "article" => {
            named(site.articles.iter().map(|article| (article.file.id.0.as_str(), article.file.title.as_str())))
        }
        "issue" => named(site.issues.iter().map(|issue| (issue.file.id.as_str(), ""))),
        "tags" => named(site.tags.iter().map(|(tag, _)| (tag.as_str(), ""))),
        "period" => periods(),
        _ => of_shape(keys::at(asked.path, trail).map(|key| &key.shape), &asked.document.text),
    }
}

fn of_shape(shape: Option<&Shape>, text: &str) -> Vec<Offer> {
    let offer = |word: &str| Offer::new(word, "", CompletionItemKind::VALUE);
    match shape {
        Some(Shape::Word(words)) => words().into_iter().map(offer).collect(),
        Some(Shape::Flag) => ["true", "false"].map(offer).into(),
        Some(Shape::Map(own) | Shape::List(own) | Shape::TextOr(own)) => keys(own, text, false),
        _ => Vec::new(),
    }
}

/// Names, each with another by which it is found.
fn named<'n>(names: impl Iterator<Item = (&'n str, &'n str)>) -> Vec<Offer> {
    let offer =
        |(name, other): (&str, &str)| Offer::new(name, other, CompletionItemKind::VALUE).by(&[other.to_owned()]);
    names.map(offer).collect()
}

fn counties(site: &Site) -> Vec<Offer> {
    let offer = |county: &crate::model::County| {
        let file = &county.file;
        let above = county.parents.first().cloned().unwrap_or_default();
        let code = file.adcode.as_ref().map(|code| code.value.clone());
        let found: Vec<String> = [Some(file.id.clone()), code, file.short.clone()].into_iter().flatten().collect();
        Offer::new(file.name.value.clone(), above, CompletionItemKind::MODULE).by(&found)
    };
    site.counties.iter().map(offer).collect()
}

fn indicators(site: &Site) -> Vec<Offer> {
    let offer = |indicator: &crate::model::Indicator| {
        let file = &indicator.file;
        let unit = file.unit.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut found: Vec<String> = file.aliases.iter().map(|alias| alias.value.clone()).collect();
        found.push(file.id.clone());
        Offer::new(file.name.value.clone(), unit, CompletionItemKind::VARIABLE).by(&found)
    };
    site.indicators.iter().map(offer).collect()
}

fn periods() -> Vec<Offer> {
    PERIODS.iter().map(|period| Offer::new(*period, "", CompletionItemKind::UNIT)).collect()
}

/// Units behind the number that was typed.
fn units(text: &str, at: usize, range: Range<usize>, own: Option<String>) -> (Range<usize>, Vec<Offer>) {
    let typed = text.get(range.start..at.max(range.start)).unwrap_or_default();
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let end = typed.rfind(is_digit).map_or(typed.len(), |last| last + 1);
    let number = typed.get(..end).unwrap_or_default();
    let growth = number.starts_with(['+', '-', '−']);
    let mut units: Vec<String> = own.into_iter().filter(|_| !growth).collect();
    units.extend(UNITS.iter().map(|unit| (*unit).to_owned()));
    let mut seen = Vec::new();
    units.retain(|unit| {
        let is_new = !seen.contains(unit);
        seen.push(unit.clone());
        is_new
    });
    let offers = units.into_iter().map(|unit| Offer::new(format!("{number}{unit}"), "", CompletionItemKind::UNIT));
    (range.start..at.max(range.start), offers.collect())
}
