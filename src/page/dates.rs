//! When an article appeared and when it was last put right, as machines are told. Knows no page and no format.

use time::{Date, UtcOffset};

use crate::article::Erratum;
use crate::model::{ArticleIx, Site};

/// The first day on which an article is shown.
pub(super) fn published(site: &Site, ix: ArticleIx) -> Date {
    let file = &site.article(ix).file;
    file.publish.unwrap_or(file.date)
}

/// The errors of its text that have been put right; one to come is told on its day.
pub(super) fn errata(site: &Site, ix: ArticleIx) -> impl Iterator<Item = &Erratum> {
    site.article(ix).file.errata.iter().filter(|erratum| erratum.date <= site.as_of)
}

/// The day of its last correction, by itself or by another article; else its first.
pub(super) fn modified(site: &Site, ix: ArticleIx) -> Date {
    let article = site.article(ix);
    let own = errata(site, ix).map(|erratum| erratum.date);
    let claims = article.claims().filter_map(|claim| site.claim(claim).corrected);
    let others = claims.map(|corrected| published(site, corrected.by));
    own.chain(others).fold(published(site, ix), Date::max)
}

/// The beginning of a day at the site's offset: `2023-12-26T00:00:00+08:00`.
pub(super) fn instant(date: Date, offset: UtcOffset) -> String {
    let (hours, minutes, _) = offset.as_hms();
    let sign = if hours < 0 || minutes < 0 { '-' } else { '+' };
    format!("{date}T00:00:00{sign}{:02}:{:02}", hours.abs(), minutes.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_told() {
        let day = Date::from_ordinal_date(2024, 60).unwrap_or(Date::MIN);
        let at = |hours, minutes| instant(day, UtcOffset::from_hms(hours, minutes, 0).unwrap_or(UtcOffset::UTC));
        assert_eq!(at(8, 0), "2024-02-29T00:00:00+08:00");
        assert_eq!(at(-3, -30), "2024-02-29T00:00:00-03:30");
        assert_eq!(at(0, 0), "2024-02-29T00:00:00+00:00");
    }
}
