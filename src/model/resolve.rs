//! Which of several claims about one thing stands (blueprint §3 “Resolution”).
//!
//! What another article has put right is out. Status first; within the best status claims agree if some single value satisfies all of them; the most precise
//! stands, ties go to the newest article, then to the smaller id. Otherwise all are disputed. The order in which
//! claims come in does not matter.

use std::cmp::Ordering;

use super::claim::{Claim, ClaimKind, Measure, State, Stating};
use super::site::{CountyIx, IndicatorIx};
use crate::quantity::Period;

/// What claims must have in common to be about one thing.
type Key<'a> = (CountyIx, IndicatorIx, Period, ClaimKind, &'a Measure, Option<&'a str>);

fn key(claim: &Claim) -> Key<'_> {
    (claim.county, claim.indicator, claim.period, claim.kind, &claim.measure, claim.scope.as_deref())
}

/// Sets the state of every claim. Articles are numbered newest first, so a smaller number wins a tie.
/// Returns the groups that are disputed, each in the order of the claims.
pub fn resolve(claims: &mut [Claim]) -> Vec<Vec<usize>> {
    let mut states = vec![State::Current; claims.len()];
    let mut disputed = Vec::new();
    for group in groups(claims) {
        if let Some(contested) = settle(claims, &group, &mut states) {
            disputed.push(contested);
        }
    }
    for (claim, state) in claims.iter_mut().zip(states) {
        claim.state = state;
    }
    disputed
}

fn groups(claims: &[Claim]) -> Vec<Vec<usize>> {
    let mut order: Vec<(Key<'_>, usize)> = claims.iter().enumerate().map(|(i, claim)| (key(claim), i)).collect();
    order.sort_unstable();
    let groups = order.chunk_by(|(a, _), (b, _)| a == b).map(|group| group.iter().map(|(_, i)| *i));
    groups
        .filter(|g| g.len() > 1 || g.clone().any(|i| claims.get(i).is_some_and(|c| c.corrected.is_some())))
        .map(Iterator::collect)
        .collect()
}

/// Settles one group; the disputed claims if it cannot be settled.
fn settle(claims: &[Claim], group: &[usize], states: &mut [State]) -> Option<Vec<usize>> {
    let members: Vec<(usize, &Claim)> = group.iter().filter_map(|i| claims.get(*i).map(|c| (*i, c))).collect();
    let (corrected, members): (Vec<_>, Vec<_>) = members.into_iter().partition(|(_, c)| c.corrected.is_some());
    for (i, _) in corrected {
        set(states, i, State::Superseded);
    }
    let best = members.iter().map(|(_, c)| c.status.strength()).max()?;
    let (strong, weak): (Vec<_>, Vec<_>) = members.into_iter().partition(|(_, c)| c.status.strength() == best);
    for (i, _) in weak {
        set(states, i, State::Superseded);
    }
    if !agree(strong.iter().map(|(_, c)| *c)) {
        let contested: Vec<usize> = strong.iter().map(|(i, _)| *i).collect();
        for i in &contested {
            set(states, *i, State::Disputed);
        }
        return Some(contested);
    }
    let winner = strong.iter().min_by(|(_, a), (_, b)| precedence(a, b)).map(|(i, _)| *i);
    for (i, _) in &strong {
        set(states, *i, if Some(*i) == winner { State::Current } else { State::Superseded });
    }
    None
}

fn set(states: &mut [State], at: usize, state: State) {
    if let Some(slot) = states.get_mut(at) {
        *slot = state;
    }
}

/// Whether some single value satisfies all claims.
fn agree<'a>(mut claims: impl Iterator<Item = &'a Claim>) -> bool {
    let Some(first) = claims.next() else { return true };
    match &first.stating {
        Stating::Rank(rank) => claims.all(|c| c.rank().is_some_and(|r| ranks_agree(rank, r))),
        Stating::Amount(amount) => {
            let mut common = amount.base_interval();
            claims.all(|c| {
                let other = c.amount().and_then(crate::quantity::Amount::base_interval);
                common = match (&common, &other) {
                    (Some(a), Some(b)) => a.intersect(b),
                    _ => None,
                };
                common.is_some()
            })
        }
    }
}

fn ranks_agree(a: &crate::quantity::Rank, b: &crate::quantity::Rank) -> bool {
    a.place == b.place && (a.of.is_none() || b.of.is_none() || a.of == b.of)
}

/// The more precise first, then the newer article, then the earlier place in it.
fn precedence(a: &Claim, b: &Claim) -> Ordering {
    let precision = match (&a.stating, &b.stating) {
        (Stating::Amount(x), Stating::Amount(y)) => x.compare_precision(y),
        (Stating::Rank(x), Stating::Rank(y)) => y.of.is_some().cmp(&x.of.is_some()),
        _ => Ordering::Equal,
    };
    precision.then(a.article.cmp(&b.article)).then(a.range.start.cmp(&b.range.start))
}
