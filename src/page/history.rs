//! The history of a series: every figure ever stated, and what became of it.

use super::figures;
use super::frame::{Frame, iso_date};
use super::route::Route;
use super::view::{HistoryRow, Link, Replacement};
use crate::article::Status;
use crate::dataset::of_series;
use crate::model::{Claim, ClaimIx, ClaimKind, Series, State};

/// Every claim of a series, the newest article first.
pub(super) fn rows(f: &Frame<'_>, series: &Series) -> Vec<HistoryRow> {
    let mut all: Vec<ClaimIx> = of_series(series).collect();
    // Articles are numbered newest first.
    all.sort_by_key(|ix| {
        let claim = f.site.claim(*ix);
        (claim.article, std::cmp::Reverse(claim.period), claim.range.start)
    });
    all.iter().map(|ix| row(f, series, f.site.claim(*ix))).collect()
}

fn row(f: &Frame<'_>, series: &Series, claim: &Claim) -> HistoryRow {
    let unit = f.site.indicator(claim.indicator).file.unit.as_ref();
    let value = figures::whole(f.words, claim, unit);
    let is_target = claim.kind == ClaimKind::Target;
    HistoryRow {
        stated: iso_date(f.site.article(claim.article).file.date),
        period: f.words.period(claim.period),
        value: if is_target { f.words.fill("history.target", &[("value", &value)]) } else { value },
        article: link(f, claim),
        remark: remark(f, claim),
        state: f.words.say(&format!("history.{}", claim.state.code())).to_owned(),
        superseded: claim.state == State::Superseded,
        replacement: (claim.state == State::Superseded).then(|| replacement(f, series, claim)).flatten(),
    }
}

/// Who stated it, where that is not the article's source, and what the editor noted.
fn remark(f: &Frame<'_>, claim: &Claim) -> Option<String> {
    let source = claim.source.as_ref().map(|name| f.words.fill("history.source", &[("name", name)]));
    let said: Vec<String> = source.into_iter().chain(claim.note.clone()).collect();
    (!said.is_empty()).then(|| said.join(f.words.say("semicolon")))
}

fn link(f: &Frame<'_>, claim: &Claim) -> Link {
    f.link(f.site.article(claim.article).file.title.clone(), Route::Article(claim.article))
}

/// What stands in the place of a claim, and why.
fn replacement(f: &Frame<'_>, series: &Series, old: &Claim) -> Option<Replacement> {
    let point = series.points.get(&old.period)?;
    let others = crate::dataset::of_point(point).map(|ix| f.site.claim(ix));
    let same = |c: &&Claim| c.kind == old.kind && c.measure == old.measure && !std::ptr::eq(*c, old);
    let by = match &old.corrected {
        Some(corrected) => others.filter(same).find(|c| c.article == corrected.by)?,
        None => others.filter(same).filter(|c| c.state != State::Superseded).min_by_key(|c| c.state)?,
    };
    let unit = f.site.indicator(by.indicator).file.unit.as_ref();
    Some(Replacement {
        value: figures::whole(f.words, by, unit),
        reason: f.words.say(reason(old, by)).to_owned(),
        article: link(f, by),
    })
}

/// Why one claim gave way to another: as the correction says, else by the rule that settled it.
fn reason(old: &Claim, by: &Claim) -> &'static str {
    if let Some(corrected) = &old.corrected {
        return super::corrections::why(corrected.reason);
    }
    if by.status.strength() > old.status.strength() {
        return match by.status {
            Status::Final => "history.why.final",
            Status::Revised => "history.why.revision",
            _ => "history.why.settled",
        };
    }
    let precise = old.amount().zip(by.amount()).is_some_and(|(a, b)| b.compare_precision(a).is_lt());
    if precise { "history.why.precise" } else { "history.why.again" }
}
