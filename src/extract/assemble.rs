//! Paragraph by paragraph, sentence by sentence: numbers, ranks, periods and intentions are brought together. Each is
//! read in its own module (`level`, `growth`, `list`, `ranking`), all of which propose through `propose`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::brackets;
use super::clause::{Item, Sentence, before, behind, covered, describes, is_aside, run_length, sentences};
use super::figure::{self, Figure};
use super::lexicon::Lexicon;
use super::phrase;
use super::propose::Draft;
use super::prose::{self, Block, Prose};
use super::rank::{self, Place};
use super::ratio;
use super::setting::{Home, Setting};
use super::subject::{Namer, Subject};
use super::when::{self, Clock, When};
use super::{Proposal, name, table};
use crate::quantity::{Amount, Period, PeriodKind, Unit};

/// Reads a whole text.
pub(super) fn read(text: &str, setting: &Setting) -> Vec<Proposal> {
    let lexicon = Lexicon::new(&setting.indicators);
    let mut reader = Reader {
        namer: Namer { lexicon: &lexicon },
        home: Home::new(setting, text),
        clock: Clock { date: setting.date, year: None },
        title_year: None,
        period: setting.period,
        planned: false,
        instant: None,
        fallback: fallback(setting),
        unit: None,
        out: Vec::new(),
    };
    for (at, block) in prose::blocks(text).iter().enumerate() {
        reader.block(block, at == 0);
    }
    reader.out
}

/// Without any word of time a text speaks of the article's year, in January to March of the year before.
fn fallback(setting: &Setting) -> Option<Period> {
    let date = setting.date?;
    Period::new_year(if u8::from(date.month()) <= 3 { date.year() - 1 } else { date.year() })
}

pub(super) struct Reader<'a> {
    pub(super) namer: Namer<'a>,
    pub(super) home: Home,
    pub(super) clock: Clock,
    /// The year of a communiqué by its title.
    title_year: Option<i32>,
    /// What governs the text so far.
    pub(super) period: Option<Period>,
    /// That period is the year that has just begun.
    pub(super) planned: bool,
    /// The date that governs the paragraph so far (年末).
    pub(super) instant: Option<Period>,
    pub(super) fallback: Option<Period>,
    /// What a line above a table says of its unit.
    pub(super) unit: Option<Unit>,
    pub(super) out: Vec<Proposal>,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block, first: bool) {
        match block {
            Block::Table(rows) => table::read(self, rows),
            Block::Heading(prose) => self.prose(prose, true),
            Block::Prose(prose) => {
                self.prose(prose, first && prose.text().chars().count() < 50 && !prose.text().contains('。'));
            }
        }
    }

    fn prose(&mut self, prose: &Prose, title: bool) {
        let text = prose.text();
        self.clock.year = self.title_year;
        self.instant = None;
        self.unit = table::unit_of_caption(text);
        let whens = when::scan(text, &mut self.clock);
        if title && (text.contains("公报") || text.contains("执行情况") || text.contains("统计")) {
            self.title_year =
                whens.iter().find(|when| when.explicit).map(|when| when.period.year()).or(self.title_year);
        }
        let ratios = ratio::scan(text);
        let places = rank::scan(text);
        let figures: Vec<Figure> =
            figure::scan(text).into_iter().filter(|figure| !covered(figure, &whens, &places)).collect();
        for range in sentences(text) {
            let mut sentence = Sentence::new(prose, range, &whens, self.out.len());
            self.ratios(&mut sentence, &ratios);
            self.sentence(&mut sentence, &figures, &places);
            self.govern(&sentence);
        }
    }

    /// The period that goes on governing after the sentence: no day, nothing that is still to come. A date governs the
    /// rest of its paragraph.
    fn govern(&mut self, sentence: &Sentence) {
        let within = |when: &&When| sentence.range.contains(&when.range.start);
        let own = || sentence.whens.iter().filter(within).filter(|when| !when.aside && !when.until && !when.local);
        // A year in passing governs nothing: it opens its sentence, or figures follow it there.
        let opens = |when: &&When| when.range.start <= sentence.range.start + 18 || sentence.done > when.range.end;
        let lasting = own().filter(|when| when.period.kind() != PeriodKind::Instant).rev().find(opens);
        if let Some(when) = lasting {
            self.period = Some(when.period);
            self.planned = self.is_planned(when);
        }
        if let Some(when) = own().rev().find(opens) {
            let dated = when.period.kind() == PeriodKind::Instant;
            self.instant = Some(when.period).filter(|_| dated);
        }
    }

    fn ratios(&mut self, sentence: &mut Sentence, ratios: &[[(Range<usize>, Decimal); 3]]) {
        for three in ratios.iter().filter(|three| sentence.range.contains(&three[0].0.start)) {
            let percent = Unit::parse("%");
            let from = three[0].0.start;
            for ((range, value), name) in three.iter().zip(["第一产业占比", "第二产业占比", "第三产业占比"])
            {
                let Some(subject) = self.namer.named(name, percent.as_ref(), "%") else { continue };
                let amount = Some(Amount::exact(*value, percent.clone()));
                self.propose(sentence, Draft { from, amount, ..Draft::new(&subject, range, "三次产业结构") });
            }
        }
    }

    fn sentence(&mut self, sentence: &mut Sentence, figures: &[Figure], places: &[Place]) {
        let own_figures = figures.iter().filter(|figure| sentence.range.contains(&figure.range.start));
        let own_places = places.iter().filter(|place| sentence.range.contains(&place.number.start));
        let mut items: Vec<Item> = own_figures.map(Item::Figure).chain(own_places.map(Item::Place)).collect();
        items.sort_by_key(Item::start);
        let mut at = 0;
        while let Some(item) = items.get(at) {
            match item {
                Item::Figure(_) => {
                    let run = run_length(&items, at, sentence.text);
                    let group: Vec<&Figure> = items.iter().skip(at).take(run).filter_map(Item::figure).collect();
                    at += self.figures(sentence, &group, items.get(at + 1)).max(1);
                }
                Item::Place(place) => {
                    self.place(sentence, place);
                    at += 1;
                }
            }
        }
    }

    /// Reads a number, or a whole list of them; how many were read.
    fn figures(&mut self, sentence: &mut Sentence, group: &[&Figure], next: Option<&Item>) -> usize {
        let Some(figure) = group.first() else { return 0 };
        if describes(figure, sentence.text, next) {
            return 1;
        }
        // 高于全市4.3个、7.8个百分点: the unit stands once.
        let points = figure.symbol == "个" && group.last().is_some_and(|last| last.symbol.ends_with("百分点"));
        if points {
            sentence.done = group.last().map_or(figure.end, |last| last.end);
            return group.len();
        }
        let before = before(sentence, figure.range.start);
        let ratio = figure.amount.unit.as_ref().is_some_and(Unit::is_ratio) || figure.symbol.ends_with("百分点");
        let lead = phrase::lead(self.home.without_own(&before), ratio);
        sentence.joined =
            sentence.text.get(sentence.done..figure.range.start).is_some_and(|between| between.starts_with('、'));
        self.look_back(sentence, figure.range.start);
        let elsewhere = self.home.is_elsewhere(&before);
        sentence.elsewhere = elsewhere || (sentence.elsewhere && lead.noun.is_empty());
        if sentence.elsewhere || is_aside(figure, &before, behind(sentence, figure.end)) {
            sentence.done = figure.end;
            return 1;
        }
        if group.len() > 1 && self.list(sentence, &lead, group) {
            return group.len();
        }
        sentence.done = figure.end;
        if self.each(sentence, &lead, figure, &before) {
            return 1;
        }
        self.one(sentence, &lead, figure, &before);
        1
    }

    /// A clause without number may name what the next number is of.
    fn look_back(&self, sentence: &mut Sentence, start: usize) {
        let between = sentence.text.get(sentence.done..start).unwrap_or_default();
        let mut clauses: Vec<&str> = between.split(['，', '；', ':']).collect();
        clauses.pop();
        for clause in clauses {
            let clause = brackets::bare(&brackets::hold(clause));
            let clause = self.home.without_own(&clause);
            if self.home.is_elsewhere(clause) {
                sentence.elsewhere = true;
            } else if let Some(subject) = self.namer.known(&name::head(clause), None).or_else(|| self.named_in(clause))
            {
                sentence.subject = Some(subject);
                sentence.last = None;
                sentence.elsewhere = false;
            }
        }
    }

    /// The indicator that a clause of words begins with (固定资产投资稳步增长).
    fn named_in(&self, clause: &str) -> Option<Subject> {
        let head = name::head(clause);
        let ends: Vec<usize> = head.char_indices().map(|(at, _)| at).filter(|at| *at >= 12).collect();
        ends.into_iter().rev().find_map(|end| self.namer.known(head.get(..end)?, None))
    }
}
