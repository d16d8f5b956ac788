//! Growth: joined to the level it belongs to, or proposed alone; mean growth over years is an indicator of its own.

use super::assemble::Reader;
use super::clause::{Sentence, signed};
use super::figure::Figure;
use super::phrase::Lead;
use super::propose::Draft;
use super::subject::Subject;
use super::{Basis, Proposal, Stated};
use crate::quantity::{Amount, Period, PeriodKind, Unit};

/// A change as a clause states it.
pub(super) struct Grown<'g> {
    pub(super) lead: &'g Lead,
    pub(super) figure: &'g Figure,
    pub(super) fell: bool,
    pub(super) basis: Basis,
    /// The words before the number.
    pub(super) before: &'g str,
}

fn is_ratio(amount: &Amount) -> bool {
    amount.unit.as_ref().is_some_and(Unit::is_ratio)
}

impl Reader<'_> {
    pub(super) fn growth(&mut self, sentence: &mut Sentence, grown: &Grown) {
        let Grown { lead, figure, fell, basis, .. } = *grown;
        let amount = signed(&figure.amount, lead, fell);
        let named = (!lead.noun.is_empty()).then(|| self.namer.named(&lead.noun, None, "%")).flatten();
        if let Some(mean) = lead.mean {
            return self.mean(sentence, grown, named, mean);
        }
        if let Some(base) = self.base_of_share(sentence, named.as_ref(), &amount) {
            self.alone(sentence, &base, grown, amount);
            return;
        }
        let same = named.is_none()
            || named.as_ref().map(|subject| &subject.name) == sentence.subject.as_ref().map(|subject| &subject.name);
        if let Some(proposal) = sentence.last.filter(|_| same).and_then(|at| self.out.get_mut(at)) {
            sentence.levels.clear();
            join(proposal, amount, basis);
            return;
        }
        if let Some(at) = self.level_named(sentence, &lead.noun)
            && let Some(proposal) = self.out.get_mut(at)
        {
            join(proposal, amount, basis);
            return;
        }
        if basis == Basis::Other || (lead.noun.is_empty() && !is_ratio(&amount) && sentence.latest.is_some()) {
            return;
        }
        let Some(subject) = named.or_else(|| sentence.subject.clone()) else { return };
        self.alone(sentence, &subject, grown, amount);
        sentence.subject = Some(subject);
        sentence.last = Some(self.out.len().saturating_sub(1));
        sentence.list.clear();
    }

    /// Proposes a growth without level.
    fn alone(&mut self, sentence: &Sentence, subject: &Subject, grown: &Grown, amount: Amount) {
        self.propose(sentence, Draft::new(subject, &grown.figure.range, grown.before));
        if let Some(proposal) = self.out.last_mut() {
            proposal.growth = Some((amount, grown.basis));
        }
    }

    /// 采矿业增加值占比达96.05%，同比下降15.6%: a share changes by points, so the percentage is of what has the share.
    fn base_of_share(&self, sentence: &Sentence, named: Option<&Subject>, amount: &Amount) -> Option<Subject> {
        let last = self.out.get(sentence.last.filter(|_| named.is_none())?)?;
        let percent = |amount: &Amount| amount.unit.as_ref().is_some_and(|unit| unit.to_string() == "%");
        let base = ["占比", "比重"].iter().find_map(|word| last.indicator.strip_suffix(word))?;
        let shares = last.amount.as_ref().is_some_and(percent) && percent(amount) && base.chars().count() >= 2;
        self.namer.named(base, None, "%").filter(|_| shares)
    }

    /// A level of the same sentence that ends in these words and has no growth yet (平均单产 …，单产增长 …).
    pub(super) fn level_named(&self, sentence: &Sentence, noun: &str) -> Option<usize> {
        let ends = |proposal: &Proposal| {
            proposal.amount.is_some()
                && proposal.growth.is_none()
                && matches!(proposal.stated, Stated::Level)
                && (proposal.indicator.ends_with(noun) || proposal.reasons.indicator.ends_with(noun))
        };
        let own = self.out.iter().enumerate().skip(sentence.first).filter(|(_, proposal)| ends(proposal));
        own.map(|(at, _)| at).next_back().filter(|_| !noun.is_empty())
    }

    fn mean(&mut self, sentence: &mut Sentence, grown: &Grown, named: Option<Subject>, mean: &str) {
        let Grown { lead, figure, fell, before, .. } = *grown;
        let unit = figure.amount.unit.as_ref();
        let name = named
            .or_else(|| sentence.subject.clone())
            .map(|subject| format!("{}{mean}增长", subject.name.trim_end_matches("累计")));
        let Some(subject) = name.and_then(|name| self.namer.named(&name, unit, "%")) else { return };
        let amount = Some(signed(&figure.amount, lead, fell));
        self.propose(sentence, Draft { amount, ..Draft::new(&subject, &figure.range, before) });
        let span = self.years(sentence, figure.range.start);
        if let Some(proposal) = self.out.last_mut().filter(|_| span.is_some()) {
            proposal.period = span;
        }
    }

    /// The years over which a mean is taken: from the year after the first to the last named for single numbers (由
    /// 2019年的…增加到2024年的…), or a span that the sentence or the text names.
    fn years(&self, sentence: &Sentence, at: usize) -> Option<Period> {
        let own =
            || sentence.whens.iter().filter(|when| sentence.range.start <= when.range.start && when.range.start < at);
        let mut ends = own().filter(|when| when.local && when.period.kind() == PeriodKind::Year);
        if let (Some(first), Some(last)) = (ends.next(), ends.next_back())
            && first.period.year() < last.period.year()
        {
            return Period::new_span(first.period.year() + 1, last.period.year());
        }
        let span = |period: &Period| period.kind() == PeriodKind::Span;
        let named = own().rev().map(|when| when.period).find(span);
        named.or(self.period.filter(span))
    }
}

/// A percentage replaces a change in numbers, and growth on the year one on the month; nothing else is replaced.
fn join(proposal: &mut Proposal, amount: Amount, basis: Basis) {
    let open = match &proposal.growth {
        None => true,
        Some((known, Basis::Mom)) => is_ratio(&amount) && (basis == Basis::Yoy || !is_ratio(known)),
        Some((known, _)) => is_ratio(&amount) && !is_ratio(known),
    };
    if open {
        proposal.growth = Some((amount, basis));
    }
}
