//! One part: which kind of statement it is. The kinds are tried from the most to the least telling words.

use super::error::{CompactErrorKind, Fault};
use super::figure::Figure;
use super::{What, figure, growth};
use crate::quantity::fold::Folded;
use crate::quantity::{Rank, RankError};

/// The most characters a part may have.
const LONGEST: usize = 200;
/// Words for a target.
const TARGETS: [&str; 5] = ["年度目标", "目标", "力争", "预期目标", "计划目标"];

/// Whether the part begins with 首次 (or 首破), and the rest.
pub(super) fn without_first(text: &str) -> (bool, &str) {
    let said = text.strip_prefix("首次").map(str::trim_start);
    let short = || text.strip_prefix('首').filter(|rest| rest.starts_with('破'));
    said.or_else(short).map_or((false, text), |rest| (true, rest))
}

/// Reads one part without its 首次; `folded` is the text it is a slice of.
pub(super) fn read<'t>(text: &'t str, folded: &Folded) -> Result<What, Fault<'t>> {
    match () {
        () if text.is_empty() => Err(Fault::new(text, CompactErrorKind::EmptyPart)),
        () if text.chars().count() > LONGEST => Err(Fault::new(text, CompactErrorKind::TooLong)),
        () => match target(text) {
            Some(rest) if target(rest).is_some() => Err(Fault::new(text, CompactErrorKind::NestedTarget)),
            Some("") => Err(Fault::not_a_number(text)),
            Some(rest) => Ok(What::Target(Box::new(statement(rest, folded)?))),
            None => statement(text, folded),
        },
    }
}

fn target(text: &str) -> Option<&str> {
    let rest = TARGETS.iter().find_map(|word| text.strip_prefix(word))?;
    Some(rest.trim_start_matches([':', '值', ' ']))
}

fn statement<'t>(text: &'t str, folded: &Folded) -> Result<What, Fault<'t>> {
    if Rank::is_meant_by(text) {
        return rank(text, folded);
    }
    if let Some(found) = beside(text) {
        return difference(text, &found, folded);
    }
    if let Some(growth) = growth::read(text) {
        return growth;
    }
    if let Some(found) = compared(text) {
        return difference(text, &found, folded);
    }
    if let Some(share) = share(text, folded) {
        return share;
    }
    let figure = figure::read(text)?;
    if figure.signed && !figure.introduced {
        return growth::signed(text, figure);
    }
    Ok(What::Level(figure.amount))
}

fn rank<'t>(text: &'t str, folded: &Folded) -> Result<What, Fault<'t>> {
    Rank::parse(folded.as_written(text)).map(What::Rank).map_err(|error| {
        let kind = match error {
            RankError::NotARank => CompactErrorKind::NotARank { text: folded.as_written(text).to_owned() },
            RankError::Beyond { place, of } => CompactErrorKind::RankBeyond { place, of },
        };
        Fault::new(text, kind)
    })
}

/// A comparison with something else.
struct Comparison<'t> {
    below: bool,
    reference: &'t str,
    figure: Figure,
}

/// 高于全市平均3.2个百分点, 增速低于全国1个百分点. Without a reference (高于10亿元) it is a bound.
fn beside(text: &str) -> Option<Comparison<'_>> {
    let words = [("高于", false), ("高出", false), ("快于", false), ("低于", true), ("慢于", true)];
    let text = ["增速", "增幅"].iter().find_map(|noun| text.strip_prefix(noun)).unwrap_or(text);
    let (below, rest) = words.iter().find_map(|(word, below)| Some((*below, text.strip_prefix(word)?)))?;
    let bounded = figure::read(rest).is_ok();
    let (reference, figure) = figure::read_last(rest).filter(|_| !bounded)?;
    Some(Comparison { below, reference, figure })
}

/// 比全国低1个百分点.
fn compared(text: &str) -> Option<Comparison<'_>> {
    let words =
        [("高出", false), ("高", false), ("快", false), ("多", false), ("低", true), ("慢", true), ("少", true)];
    let (before, figure) = figure::read_last(text.strip_prefix(['比', '较'])?)?;
    let (below, reference) = words.iter().find_map(|(word, below)| Some((*below, before.strip_suffix(word)?)))?;
    let reference = reference.trim();
    (!reference.is_empty()).then_some(Comparison { below, reference, figure })
}

fn difference<'t>(text: &'t str, found: &Comparison<'t>, folded: &Folded) -> Result<What, Fault<'t>> {
    let amount = &found.figure.amount;
    if amount.unit.is_none() {
        return Err(Fault::new(text, CompactErrorKind::MissingUnit));
    }
    if found.figure.signed {
        return Err(Fault::new(text, CompactErrorKind::TwoSigns));
    }
    let amount = if found.below { amount.negated() } else { amount.clone() };
    Ok(What::Difference { amount, reference: folded.as_written(found.reference).to_owned() })
}

/// 占全县39.5%, 完成年度计划的92.8%. 完成 before a figure (完成42.5亿元) is a verb.
fn share<'t>(text: &'t str, folded: &Folded) -> Option<Result<What, Fault<'t>>> {
    let rest = match text.strip_prefix('占') {
        Some(rest) => rest,
        None => text.strip_prefix("完成").filter(|rest| figure::read(rest).is_err())?,
    };
    let Some((of, figure)) = figure::read_last(rest) else {
        let kind = figure::read(rest).map_or_else(|fault| fault.kind, |_| CompactErrorKind::MissingWhole);
        return Some(Err(Fault::new(text, kind)));
    };
    let of = of.trim_end_matches("的").trim_end_matches("比重").trim_end_matches("的").trim_end();
    Some(match &figure.amount.unit {
        _ if matches!(of, "" | "比" | "率") => Err(Fault::new(text, CompactErrorKind::MissingWhole)),
        None => Err(Fault::new(text, CompactErrorKind::MissingUnit)),
        Some(unit) if !unit.is_ratio() => Err(Fault::new(text, CompactErrorKind::NotARatio { unit: unit.to_string() })),
        Some(_) => Ok(What::Share { amount: figure.amount, of: folded.as_written(of).to_owned() }),
    })
}
