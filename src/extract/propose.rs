//! A figure with its subject becomes a proposal: its period by the words of time around it, and whether it is a result
//! or an intention.

use std::ops::Range;

use time::Month;

use super::assemble::Reader;
use super::brackets;
use super::clause::{Sentence, clause};
use super::subject::Subject;
use super::tense::{self, Tense};
use super::when::When;
use super::{Kind, Proposal, Reasons, Stated};
use crate::quantity::{Amount, Period, PeriodKind};

/// What is about to be proposed.
pub(super) struct Draft<'d> {
    pub(super) subject: &'d Subject,
    /// The number with its unit.
    pub(super) range: &'d Range<usize>,
    /// Where the words of time before it are sought from; the number itself but for ratios.
    pub(super) from: usize,
    pub(super) amount: Option<Amount>,
    pub(super) stated: Stated,
    /// The words before it.
    pub(super) before: &'d str,
}

impl<'d> Draft<'d> {
    pub(super) fn new(subject: &'d Subject, range: &'d Range<usize>, before: &'d str) -> Self {
        Self { subject, range, from: range.start, amount: None, stated: Stated::Level, before }
    }
}

/// The period of a figure and how the text says it.
struct Spoken {
    period: Option<Period>,
    words: String,
    until: bool,
    /// The year that has just begun, named as a whole.
    planned: bool,
}

impl Reader<'_> {
    pub(super) fn propose(&mut self, sentence: &Sentence, draft: Draft) {
        let spoken = self.period_at(sentence, draft.from, draft.subject);
        let kind = self.kind(sentence, draft.range.start, &spoken);
        let assumed = spoken.words.is_empty() && self.period.is_none() && self.instant.is_none();
        let period = match self.clock.date {
            Some(date) if assumed && kind == Kind::Target => Period::new_year(date.year()),
            _ => spoken.period,
        };
        let period = self.expected_year(period, kind, draft.subject);
        let clause = clause(sentence.text, draft.range);
        let known = draft.subject.known.and_then(|at| self.namer.lexicon.indicator(at));
        self.out.push(Proposal {
            indicator: brackets::shown(&draft.subject.name),
            indicator_id: known.map(|known| known.id.clone()),
            period,
            kind,
            amount: draft.amount,
            stated: draft.stated,
            growth: None,
            rank: None,
            range: sentence.prose.origin(draft.range),
            text: sentence.text.get(clause).unwrap_or_default().to_owned(),
            reasons: Reasons {
                indicator: brackets::shown(&draft.subject.words),
                period: spoken.words,
                before: brackets::shown(draft.before),
                number: sentence.text.get(draft.range.clone()).unwrap_or_default().to_owned(),
            },
        });
    }

    /// 预计到年末, of what sums over time: the whole year.
    fn expected_year(&self, period: Option<Period>, kind: Kind, subject: &Subject) -> Option<Period> {
        let year_end = period.filter(|period| {
            period.kind() == PeriodKind::Instant && period.end().month() == Month::December && period.end().day() == 31
        });
        let sums = kind == Kind::Expected && self.namer.is_flow(subject);
        year_end.filter(|_| sums).map_or(period, |end| Period::new_year(end.end().year()))
    }

    /// The last period named in the sentence before the number, else what governs the text.
    fn period_at(&self, sentence: &Sentence, at: usize, subject: &Subject) -> Spoken {
        let near = |when: &When| !when.local || sentence.is_near(when, at);
        let named = |when: &&When| {
            !when.aside && when.range.start >= sentence.range.start && when.range.start < at && near(when)
        };
        if let Some(when) = sentence.whens.iter().rev().find(named) {
            let planned = self.is_planned(when);
            return Spoken { period: Some(when.period), words: when.words.clone(), until: when.until, planned };
        }
        let period = match self.instant {
            Some(instant) if self.namer.is_flow(subject) => self.period.or(Period::new_year(instant.year())),
            Some(instant) => Some(instant),
            None => self.period.or(self.fallback),
        };
        Spoken { period, words: String::new(), until: false, planned: self.planned }
    }

    /// 今年 and 2025年 in January to March of it: nothing of it can be a result yet, unless the words say so.
    pub(super) fn is_planned(&self, when: &When) -> bool {
        let Some(date) = self.clock.date else { return false };
        let so_far = ["以来", "截", "目前", "至今"].iter().any(|word| when.words.contains(word));
        let early = u8::from(date.month()) <= 3;
        early && !so_far && when.period.kind() == PeriodKind::Year && when.period.year() == date.year()
    }

    fn kind(&self, sentence: &Sentence, at: usize, spoken: &Spoken) -> Kind {
        let dated = self.clock.date.zip(spoken.period);
        let ahead = dated.is_some_and(|(date, period)| period.start() > date);
        let far = dated.is_some_and(|(date, period)| period.kind() == PeriodKind::Instant && period.end() > date);
        // 预计到年末: how this very year will end, and not what is striven for.
        let this_year = dated.is_some_and(|(date, period)| period.end().year() == date.year());
        match tense::at(&sentence.tenses, at) {
            Some(Tense::Aim) => Kind::Target,
            Some(Tense::Expected) if this_year => Kind::Expected,
            _ if spoken.until || ahead || far => Kind::Target,
            Some(Tense::Expected) => Kind::Expected,
            None if spoken.planned => Kind::Target,
            Some(Tense::Done) | None => Kind::Actual,
        }
    }
}
