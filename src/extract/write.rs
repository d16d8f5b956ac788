//! Proposals as text: YAML lines for `metrics`, the JSON of the contract, and the words of `--explain`.

use serde_json::{Value, json};

use super::{Basis, Kind, Proposal, Stated};
use crate::article::compact::{GrowthBasis, What};
use crate::quantity::{Amount, Bound, Rank, Unit, number};

/// One object per figure (blueprint §4).
#[must_use]
pub fn json(proposals: &[Proposal]) -> Value {
    json!({ "metrics": proposals.iter().map(object).collect::<Vec<_>>() })
}

fn object(proposal: &Proposal) -> Value {
    let growth = proposal.growth.as_ref().filter(|(_, basis)| *basis != Basis::Other).map(|(amount, _)| amount);
    let percent = growth.filter(|amount| amount.unit.as_ref().is_some_and(Unit::is_ratio));
    // A change that is no percentage and has no level beside it is a figure of its own.
    let shown = proposal.amount.as_ref().or_else(|| growth.filter(|_| percent.is_none()));
    let unit = shown.or(percent).and_then(|amount| amount.unit.as_ref()).map(ToString::to_string);
    let bound = shown.or(percent).map(|amount| amount.bound).filter(|bound| *bound != Bound::Exact).map(Bound::code);
    let rank = proposal.rank.as_ref();
    json!({
        "indicator": proposal.indicator,
        "indicator_id": proposal.indicator_id,
        "period": proposal.period.map(|period| period.to_string()),
        "kind": if proposal.kind == Kind::Target { "target" } else { "actual" },
        "value": shown.map(|amount| decimal(amount.value)),
        "value_to": shown.and_then(|amount| amount.value_to).map(decimal),
        "unit": unit,
        "bound": bound,
        "yoy": percent.filter(|_| proposal.growth.as_ref().is_some_and(|(_, basis)| *basis == Basis::Yoy)).map(|amount| decimal(amount.value)),
        "rank": rank.map(|rank| rank.place),
        "rank_of": rank.and_then(|rank| rank.of),
        "scope": rank.map(|rank| rank.scope.as_str()).filter(|scope| !scope.is_empty()),
        "start": proposal.range.start,
        "end": proposal.range.end,
        "text": proposal.text,
    })
}

fn decimal(value: rust_decimal::Decimal) -> String {
    number::print(value, number::Sign::Minus).replace('\u{2212}', "-")
}

/// The line of `metrics` for a proposal, without indentation; `None` where the grammar has no form for it.
#[must_use]
pub fn metric_line(proposal: &Proposal) -> Option<(String, String)> {
    let period = proposal.period.map(|period| format!(" {period}")).unwrap_or_default();
    let key = format!("{}{period}", proposal.indicator);
    let mut parts: Vec<String> = proposal.amount.iter().map(|amount| stated(amount, &proposal.stated)).collect();
    parts.extend(proposal.growth.as_ref().and_then(|(amount, basis)| growth(amount, *basis)));
    parts.extend(proposal.rank.as_ref().map(|rank| {
        let scope = Some(rank.scope.clone()).filter(|scope| !scope.is_empty());
        Rank { place: rank.place, of: rank.of, scope, of_growth: rank.of_growth }.to_string()
    }));
    (!parts.is_empty()).then_some(())?;
    let target = if proposal.kind == Kind::Target { "目标" } else { "" };
    let parts: Vec<String> = parts.into_iter().map(|part| format!("{target}{part}")).collect();
    Some((key, value(&parts.join(", "), proposal.kind)))
}

fn value(parts: &str, kind: Kind) -> String {
    if kind == Kind::Expected { format!("{{value: \"{parts}\", status: 预计}}") } else { scalar(parts) }
}

/// Quoted where YAML would read something else.
fn scalar(text: &str) -> String {
    if text.starts_with(['>', '%', '#', '-', '*', '&', '!', '|', '[', '{', '@', '`']) {
        format!("\"{text}\"")
    } else {
        text.to_owned()
    }
}

fn stated(amount: &Amount, stated: &Stated) -> String {
    // A share or difference that became an indicator of its own is a level of it.
    match stated {
        Stated::Difference(from) => What::Difference { amount: amount.clone(), reference: from.clone() }.to_string(),
        Stated::Level | Stated::Share(_) => What::Level(amount.clone()).to_string(),
    }
}

fn growth(amount: &Amount, basis: Basis) -> Option<String> {
    let basis = match basis {
        Basis::Yoy => GrowthBasis::Yoy,
        Basis::Mom => GrowthBasis::Mom,
        Basis::Ytd => GrowthBasis::Ytd,
        Basis::Other => return None,
    };
    Some(What::Growth { amount: amount.clone(), basis }.to_string())
}

/// The proposals as lines of `metrics`, each key once: a figure stated twice in the same way is one line, and one that
/// differs is kept as a comment for the editor to decide.
#[must_use]
pub fn lines(proposals: &[Proposal]) -> Vec<String> {
    let mut seen: Vec<(String, String)> = Vec::new();
    let mut lines = Vec::new();
    for (key, value) in proposals.iter().filter_map(metric_line) {
        match seen.iter().find(|(known, _)| *known == key) {
            None => {
                lines.push(format!("{}: {value}", quoted_key(&key)));
                seen.push((key, value));
            }
            Some((_, known)) if *known == value => {}
            Some(_) => lines.push(format!("# {key}: {value}")),
        }
    }
    lines
}

fn quoted_key(key: &str) -> String {
    if key.contains(": ") || key.starts_with(['"', '\'', '#', '*', '&', '-']) {
        format!("\"{}\"", key.replace('"', "'"))
    } else {
        key.to_owned()
    }
}
