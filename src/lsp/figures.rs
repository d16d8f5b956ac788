//! Figures in words for a hover: the newest of a series, and which article states it.

use crate::diag::Lang;
use crate::model::{Claim, CountyIx, IndicatorIx, Site, Stating};

/// The newest figures of a county's series: one line each.
pub fn latest(site: &Site, county: CountyIx, indicator: IndicatorIx, lang: Lang) -> Option<String> {
    let series = site.series(site.find_series(county, indicator)?);
    let (period, point) = series.latest()?;
    let claims: Vec<&Claim> = point.standing().map(|ix| site.claim(ix)).collect();
    let parts: Vec<String> = claims.iter().map(|claim| words(claim)).collect();
    let article = site.article(claims.first()?.article);
    let name = &site.county(county).file.name.value;
    let (when, parts) = (period.label(), parts.join("，"));
    let from = format!("{}（{}）", article.file.title, article.file.date);
    Some(match lang {
        Lang::Zh => format!("{name}最近：{when} **{parts}**\n\n见《{from}》"),
        Lang::En => format!("latest of {name}: {when} **{parts}**\n\nfrom “{from}”"),
    })
}

fn words(claim: &Claim) -> String {
    match &claim.stating {
        Stating::Amount(amount) if claim.is_yoy() => amount.growth_text(),
        Stating::Amount(amount) => amount.to_string(),
        Stating::Rank(rank) => rank.to_string(),
    }
}
