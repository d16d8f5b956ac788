//! What a name means: definition, unit and newest value of an indicator, place of a county.

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::figures::latest;
use super::keys;
use super::session::Asked;
use super::spot::{Spot, spot};
use crate::diag::Lang;
use crate::model::{CountyIx, Found, IndicatorIx, Site};
use crate::source::decode_for_display;

/// Explains what stands at a place.
pub fn hover(asked: &Asked<'_>, params: &HoverParams) -> Option<Hover> {
    let text = &asked.document.text;
    let at = asked.document.lines.offset(text, params.text_document_position_params.position);
    let site = asked.laid.site();
    let (range, value) = match spot(asked.path, text, at)? {
        Spot::Indicator(range) | Spot::Period { indicator: range, .. } | Spot::Figure { indicator: range, .. } => {
            let indicator = indicator(site, text.get(range.clone())?)?;
            (range, of_indicator(asked, indicator))
        }
        Spot::Value { trail, range } => {
            let name = text.get(range.clone())?;
            let words = match trail.last()?.as_str() {
                "county" => of_county(site, county(site, name)?, asked.lang),
                "indicator" | "metric" => of_indicator(asked, site.lookup.indicator(name)?),
                "column" => of_column(asked, name)?,
                _ => return None,
            };
            (range, words)
        }
        Spot::Key { mut trail, range } => {
            trail.push(text.get(range.clone())?.trim().to_owned());
            (range, keys::told(keys::at(asked.path, &trail)?))
        }
    };
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: Some(asked.document.lines.range(text, &range)) })
}

/// The indicator of a name; a county's name may stand before it.
pub fn indicator(site: &Site, name: &str) -> Option<IndicatorIx> {
    let bare = || name.split_once(['/', ' ']).and_then(|(_, name)| site.lookup.indicator(name));
    site.lookup.indicator(name).or_else(bare)
}

/// The county of a name, if it is one.
pub fn county(site: &Site, name: &str) -> Option<CountyIx> {
    if let Found::One(county) = site.lookup.county(name) { Some(county) } else { None }
}

/// The first county that an article names, whatever else is wrong with it.
pub fn own_county(asked: &Asked<'_>) -> Option<CountyIx> {
    let text = &asked.document.text;
    let line = text.lines().find_map(|line| line.strip_prefix("county:"))?;
    let name = line.split(" #").next()?.trim().trim_matches(['[', ']', '"', '\'']);
    county(asked.laid.site(), name.split([',', '，']).next()?.trim())
}

fn of_indicator(asked: &Asked<'_>, ix: IndicatorIx) -> String {
    let site = asked.laid.site();
    let file = &site.indicator(ix).file;
    let unit = file.unit.as_ref().map(|unit| format!("（{unit}）")).unwrap_or_default();
    let mut out = format!("**{}**{unit}", file.name.value);
    let definition = definition(asked, &file.body.handle.file, file.body.handle.range.clone());
    if !definition.is_empty() {
        out.push_str(&format!("\n\n{definition}"));
    }
    if let Some(latest) = own_county(asked).and_then(|county| latest(site, county, ix, asked.lang)) {
        out.push_str(&format!("\n\n{latest}"));
    }
    out
}

/// The first paragraph of a definition.
fn definition(asked: &Asked<'_>, file: &crate::diag::SourcePath, body: std::ops::Range<usize>) -> String {
    let bytes = asked.texts.disk.bytes(file).unwrap_or_default();
    let body = bytes.get(body).map(|body| decode_for_display(body.to_vec())).unwrap_or_default();
    body.trim().split("\n\n").next().unwrap_or_default().to_owned()
}

fn of_county(site: &Site, ix: CountyIx, lang: Lang) -> String {
    let county = site.county(ix);
    let code = county.file.adcode.as_ref().map(|code| format!(" {}", code.value)).unwrap_or_default();
    let above: Vec<&str> = county.parents.iter().rev().map(String::as_str).collect();
    let count = county.articles.len();
    match lang {
        Lang::Zh => format!("**{}**{code}\n\n{}，稿件{count}篇", county.file.name.value, above.join("")),
        Lang::En => format!("**{}**{code}\n\n{}, {count} articles", county.file.name.value, above.join(" ")),
    }
}

fn of_column(asked: &Asked<'_>, name: &str) -> Option<String> {
    let site = asked.laid.site();
    let column = site.column(site.lookup.column(name)?);
    let count = column.articles.len();
    Some(match asked.lang {
        Lang::Zh => format!("**{}**：稿件{count}篇", column.file.name),
        Lang::En => format!("**{}**: {count} articles", column.file.name),
    })
}
