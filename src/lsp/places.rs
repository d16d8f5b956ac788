//! Where names lead: to the file of a county, indicator, column or corrected article; from an indicator to all figures.

use lsp_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, ReferenceParams};

use super::convert::location;
use super::hover::{county, indicator};
use super::session::Asked;
use super::spot::{Spot, spot};
use crate::article::ArticleId;
use crate::diag::{SourcePath, Span};
use crate::model::{IndicatorIx, LinkTarget};

/// Leads to where a name is defined.
pub fn definition(asked: &Asked<'_>, params: &GotoDefinitionParams) -> Option<GotoDefinitionResponse> {
    let at = asked.document.lines.offset(&asked.document.text, params.text_document_position_params.position);
    let file = target(asked, at)?;
    location(&asked.texts, &Span::file(&file)).map(GotoDefinitionResponse::Scalar)
}

fn target(asked: &Asked<'_>, at: usize) -> Option<SourcePath> {
    let text = &asked.document.text;
    let site = asked.laid.site();
    match spot(asked.path, text, at)? {
        Spot::Key { .. } => None,
        Spot::Indicator(range) | Spot::Period { indicator: range, .. } | Spot::Figure { indicator: range, .. } => {
            Some(site.indicator(indicator(site, text.get(range)?)?).file.file.clone())
        }
        Spot::Value { trail, range } => {
            let name = text.get(range)?;
            match trail.last()?.as_str() {
                "county" => Some(site.county(county(site, name)?).file.file.clone()),
                "indicator" | "metric" => Some(site.indicator(site.lookup.indicator(name)?).file.file.clone()),
                "column" => Some(site.column(site.lookup.column(name)?).file.body.handle.file.clone()),
                "article" => Some(site.article(site.find_article(&ArticleId(name.to_owned()))?).file.file.clone()),
                _ => None,
            }
        }
    }
}

/// Every figure of an indicator; asked for in an article, or anywhere in the indicator's own file.
pub fn references(asked: &Asked<'_>, params: &ReferenceParams) -> Option<Vec<Location>> {
    let text = &asked.document.text;
    let at = asked.document.lines.offset(text, params.text_document_position.position);
    let site = asked.laid.site();
    let ix = match site.targets.get(asked.path) {
        Some(LinkTarget::Indicator(ix)) => *ix,
        _ => named(asked, at)?,
    };
    let claims = site.claims.iter().filter(|claim| claim.indicator == ix);
    let mut spans: Vec<Span> =
        claims.map(|claim| Span::new(&site.article(claim.article).file.file, claim.range.clone())).collect();
    spans.sort();
    spans.dedup();
    Some(spans.iter().filter_map(|span| location(&asked.texts, span)).collect())
}

fn named(asked: &Asked<'_>, at: usize) -> Option<IndicatorIx> {
    let (site, text) = (asked.laid.site(), &asked.document.text);
    match spot(asked.path, text, at)? {
        Spot::Indicator(range) | Spot::Period { indicator: range, .. } | Spot::Figure { indicator: range, .. } => {
            indicator(site, text.get(range)?)
        }
        Spot::Value { trail, range } if trail.last().is_some_and(|key| key == "indicator" || key == "metric") => {
            site.lookup.indicator(text.get(range)?)
        }
        _ => None,
    }
}
