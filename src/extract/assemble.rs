//! Paragraph by paragraph, sentence by sentence: numbers, ranks, periods and intentions become proposals.

use std::ops::Range;

use super::clause::{
    Item, Sentence, before, behind, bounded, clause, covered, describes, has_own_period, is_total, run_length,
    sentences, signed, without_brackets,
};
use super::figure::{self, Figure};
use super::joint;
use super::lexicon::Lexicon;
use super::phrase::{self, Change, Lead, Role};
use super::prose::{self, Block, Prose};
use super::rank::{self, Place};
use super::ratio;
use super::setting::{Home, Setting};
use super::subject::{Namer, Subject, Words};
use super::tense::{self, Tense};
use super::when::{self, Clock, When};
use super::{Basis, Kind, Proposal, Ranked, Reasons, Stated, measure, table};
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
        fallback: fallback(setting),
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
    pub(super) fallback: Option<Period>,
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
            let mut sentence = Sentence {
                prose,
                text,
                whens: &whens,
                tenses: tense::scan(text.get(range.clone()).unwrap_or_default())
                    .into_iter()
                    .map(|(at, tense)| (at + range.start, tense))
                    .collect(),
                done: range.start,
                range,
                subject: None,
                whole: None,
                last: None,
                list: Vec::new(),
                levels: Vec::new(),
                things: None,
                latest: None,
                stem: String::new(),
                elsewhere: false,
            };
            self.ratios(&mut sentence, &ratios);
            self.sentence(&mut sentence, &figures, &places);
            self.govern(&sentence);
        }
    }

    /// The period that goes on governing after the sentence: no day, nothing that is still to come.
    fn govern(&mut self, sentence: &Sentence) {
        let own = sentence
            .whens
            .iter()
            .filter(|when| sentence.range.contains(&when.range.start) && !when.aside && !when.until && !when.local);
        // A year in passing governs nothing: it opens its sentence, or figures follow it there.
        let opens = |when: &When| when.range.start <= sentence.range.start + 18 || sentence.done > when.range.end;
        let lasting = own.rev().find(|when| when.period.kind() != PeriodKind::Instant && opens(when));
        self.period = lasting.map(|when| when.period).or(self.period);
    }

    fn ratios(&mut self, sentence: &mut Sentence, ratios: &[[(Range<usize>, rust_decimal::Decimal); 3]]) {
        for three in ratios.iter().filter(|three| sentence.range.contains(&three[0].0.start)) {
            let percent = Unit::parse("%");
            for ((range, value), name) in three.iter().zip(["第一产业占比", "第二产业占比", "第三产业占比"])
            {
                let Some(subject) = self.namer.named(name, percent.as_ref(), "%") else { continue };
                let amount = Amount::exact(*value, percent.clone());
                self.propose(sentence, &subject, range, Some(amount), Stated::Level, "三次产业结构");
            }
        }
    }

    fn sentence(&mut self, sentence: &mut Sentence, figures: &[Figure], places: &[Place]) {
        let figures: Vec<&Figure> =
            figures.iter().filter(|figure| sentence.range.contains(&figure.range.start)).collect();
        let own_places = places.iter().filter(|place| sentence.range.contains(&place.number.start));
        let mut items: Vec<Item> =
            figures.iter().map(|figure| Item::Figure(figure)).chain(own_places.map(Item::Place)).collect();
        items.sort_by_key(Item::start);
        let mut at = 0;
        while let Some(item) = items.get(at) {
            let run = run_length(&items, at, sentence.text);
            match item {
                Item::Figure(figure) => {
                    let group: Vec<&Figure> = items
                        .iter()
                        .skip(at)
                        .take(run)
                        .filter_map(|item| if let Item::Figure(figure) = item { Some(*figure) } else { None })
                        .collect();
                    at += self.figures(sentence, figure, &group, items.get(at + 1)).max(1);
                }
                Item::Place(place) => {
                    self.place(sentence, place);
                    at += 1;
                }
            }
        }
    }

    /// Reads a number, or a whole list of them; how many were read.
    fn figures(&mut self, sentence: &mut Sentence, figure: &Figure, group: &[&Figure], next: Option<&Item>) -> usize {
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
        self.look_back(sentence, figure.range.start);
        let elsewhere = self.home.is_elsewhere(&before);
        sentence.elsewhere = elsewhere || (sentence.elsewhere && lead.noun.is_empty());
        if sentence.elsewhere {
            sentence.done = figure.end;
            return 1;
        }
        if group.len() > 1 && self.list(sentence, &lead, group) {
            return group.len();
        }
        sentence.done = figure.end;
        self.one(sentence, &lead, figure, &before);
        1
    }

    /// A clause without number may name what the next number is of.
    fn look_back(&self, sentence: &mut Sentence, start: usize) {
        let between = sentence.text.get(sentence.done..start).unwrap_or_default();
        let mut clauses: Vec<&str> = between.split(['，', '；', ':']).collect();
        clauses.pop();
        for clause in clauses {
            let clause = without_brackets(clause);
            let clause = self.home.without_own(&clause);
            if self.home.is_elsewhere(clause) {
                sentence.elsewhere = true;
            } else if let Some(subject) =
                self.namer.known(&phrase::head(clause), None).or_else(|| self.named_in(clause))
            {
                sentence.subject = Some(subject);
                sentence.last = None;
                sentence.elsewhere = false;
            }
        }
    }

    /// The indicator that a clause of words begins with (固定资产投资稳步增长).
    fn named_in(&self, clause: &str) -> Option<Subject> {
        let head = phrase::head(clause);
        let ends: Vec<usize> = head.char_indices().map(|(at, _)| at).filter(|at| *at >= 12).collect();
        ends.into_iter().rev().find_map(|end| self.namer.known(head.get(..end)?, None))
    }

    fn list(&mut self, sentence: &mut Sentence, lead: &Lead, group: &[&Figure]) -> bool {
        let growth = matches!(lead.role, Role::Growth { .. });
        if lead.noun.is_empty() && sentence.list.len() == group.len() {
            let list = sentence.list.clone();
            for (figure, at) in group.iter().zip(list) {
                self.again(sentence, lead, figure, at);
            }
            sentence.done = group.last().map_or(sentence.done, |figure| figure.end);
            return true;
        }
        if growth && lead.noun.is_empty() && sentence.levels.len() >= group.len() {
            let list: Vec<usize> = sentence.levels.iter().copied().skip(sentence.levels.len() - group.len()).collect();
            for (figure, at) in group.iter().zip(list) {
                self.again(sentence, lead, figure, at);
            }
            sentence.levels.clear();
            sentence.done = group.last().map_or(sentence.done, |figure| figure.end);
            return true;
        }
        let parts = joint::parts(&lead.noun);
        if parts.len() != group.len() {
            return false;
        }
        let unit = group.first().and_then(|figure| figure.amount.unit.as_ref()).filter(|_| !growth);
        let symbol = group.first().map_or("", |figure| figure.symbol.as_str());
        let Some(subjects) = joint::subjects(&parts, unit, symbol, &self.namer) else { return false };
        let mut list = Vec::new();
        for (figure, subject) in group.iter().zip(&subjects) {
            self.stated(sentence, lead, figure, subject, "分别");
            list.push(self.out.len().saturating_sub(1));
        }
        sentence.subject = subjects.last().cloned();
        sentence.last = None;
        sentence.list = list;
        sentence.done = group.last().map_or(sentence.done, |figure| figure.end);
        true
    }

    /// A second number of a list: growth joins, anything else is a figure of its own.
    fn again(&mut self, sentence: &mut Sentence, lead: &Lead, figure: &Figure, at: usize) {
        if let Role::Growth { fell, basis } = lead.role {
            let growth = signed(&figure.amount, lead, fell);
            if let Some(proposal) = self.out.get_mut(at).filter(|proposal| proposal.growth.is_none()) {
                proposal.growth = Some((growth, basis));
            }
            return;
        }
        let Some(name) = self.out.get(at).map(|proposal| proposal.indicator.clone()) else { return };
        if let Some(subject) = self.namer.named(&name, None, &figure.symbol) {
            self.stated(sentence, lead, figure, &subject, "分别");
        }
    }

    fn one(&mut self, sentence: &mut Sentence, lead: &Lead, figure: &Figure, before: &str) {
        if let Role::Growth { fell, basis } = lead.role {
            return self.growth(sentence, lead, figure, fell, basis, before);
        }
        if lead.part && sentence.whole.is_none() {
            sentence.whole = sentence.subject.clone();
        }
        let carried = if lead.part {
            sentence.whole.clone().or_else(|| sentence.subject.clone())
        } else {
            sentence.subject.clone()
        };
        if lead.change == Some(Change::From) && !has_own_period(sentence, figure.range.start) {
            sentence.subject =
                self.namer.named(&lead.noun, None, &figure.symbol).filter(|_| !lead.noun.is_empty()).or(carried);
            return;
        }
        if !lead.stem.is_empty() {
            sentence.stem.clone_from(&lead.stem);
        }
        let after = behind(sentence, figure.end);
        let thing = phrase::thing(after);
        let unit = figure.amount.unit.as_ref();
        let found = match &lead.role {
            Role::Share { .. } | Role::Difference { .. } if lead.noun.is_empty() => carried,
            Role::Share { .. } | Role::Difference { .. } => self.namer.named(&lead.noun, None, "%"),
            _ => {
                let arrived = lead.noun.is_empty() && lead.change == Some(Change::To);
                let latest = sentence.latest.clone().filter(|_| arrived);
                let words = Words {
                    noun: &lead.noun,
                    thing,
                    unit,
                    symbol: &figure.symbol,
                    part: lead.part,
                    stem: &sentence.stem,
                    things: sentence.things.as_ref(),
                };
                latest
                    .or_else(|| self.namer.of_level(&words, carried.as_ref()))
                    .map(|subject| self.summed(subject, before, unit))
            }
        };
        let Some(subject) = found else { return };
        if figure.loose && !(phrase::deed(&lead.noun).is_some() || subject.known.is_some()) {
            return;
        }
        let own = matches!(lead.role, Role::Level);
        if own && measure::counts(&figure.symbol) && (lead.noun.is_empty() || phrase::deed(&lead.noun).is_some()) {
            sentence.done = figure.end + thing.len();
        }
        self.stated(sentence, lead, figure, &subject, before);
        if own {
            sentence.last = Some(self.out.len().saturating_sub(1));
            sentence.list.clear();
            sentence.levels.extend(sentence.last);
            if subject.counted {
                sentence.things = Some(subject.clone());
            }
        }
        if !lead.part {
            sentence.whole = None;
        }
        sentence.subject = Some(subject);
    }

    fn growth(
        &mut self,
        sentence: &mut Sentence,
        lead: &Lead,
        figure: &Figure,
        fell: bool,
        basis: Basis,
        before: &str,
    ) {
        let amount = signed(&figure.amount, lead, fell);
        let ratio = figure.amount.unit.as_ref().is_some_and(Unit::is_ratio);
        let named = (!lead.noun.is_empty()).then(|| self.namer.named(&lead.noun, None, "%")).flatten();
        if let Some(mean) = lead.mean {
            let name = named
                .or_else(|| sentence.subject.clone())
                .map(|subject| format!("{}{mean}增长", subject.name.trim_end_matches("累计")));
            if let Some(subject) = name.and_then(|name| self.namer.named(&name, figure.amount.unit.as_ref(), "%")) {
                self.propose(sentence, &subject, &figure.range, Some(amount), Stated::Level, before);
            }
            return;
        }
        let same = named.is_none()
            || named.as_ref().map(|subject| &subject.name) == sentence.subject.as_ref().map(|subject| &subject.name);
        if let Some(proposal) = sentence.last.filter(|_| same).and_then(|at| self.out.get_mut(at)) {
            sentence.levels.clear();
            if proposal.growth.is_none()
                || proposal
                    .growth
                    .as_ref()
                    .is_some_and(|(amount, _)| !amount.unit.as_ref().is_some_and(Unit::is_ratio) && ratio)
            {
                proposal.growth = Some((amount, basis));
            }
            return;
        }
        if lead.noun.is_empty() && !ratio && sentence.latest.is_some() {
            return;
        }
        let Some(subject) = named.or_else(|| sentence.subject.clone()) else { return };
        if basis == Basis::Other {
            return;
        }
        self.propose(sentence, &subject, &figure.range, None, Stated::Level, before);
        if let Some(proposal) = self.out.last_mut() {
            proposal.growth = Some((amount, basis));
        }
        sentence.subject = Some(subject);
        sentence.last = Some(self.out.len().saturating_sub(1));
        sentence.list.clear();
    }

    fn stated(&mut self, sentence: &mut Sentence, lead: &Lead, figure: &Figure, subject: &Subject, before: &str) {
        let (amount, stated) = match &lead.role {
            Role::Growth { fell, basis } => {
                let amount = signed(&figure.amount, lead, *fell);
                self.propose(sentence, subject, &figure.range, None, Stated::Level, before);
                if let Some(proposal) = self.out.last_mut() {
                    proposal.growth = Some((amount, *basis));
                }
                return;
            }
            Role::Level => (bounded(&figure.amount, lead.bound), Stated::Level),
            Role::Share { of } => (bounded(&figure.amount, lead.bound), Stated::Share(of.clone())),
            Role::Difference { from, below } => {
                (if *below { figure.amount.negated() } else { figure.amount.clone() }, Stated::Difference(from.clone()))
            }
        };
        let subject = self.of_share(subject, &stated);
        sentence.latest = Some(subject.clone());
        self.propose(sentence, &subject, &figure.range, Some(amount), stated, before);
    }

    /// 累计 over years, where the site has such an indicator; 总量 of what was newly added.
    fn summed(&self, subject: Subject, before: &str, unit: Option<&Unit>) -> Subject {
        let sum = before.contains("累计").then(|| self.namer.known(&format!("{}累计", subject.name), unit)).flatten();
        let total = || {
            let all = subject.name.strip_prefix("新增").or_else(|| subject.name.strip_prefix("净增"))?;
            before.contains("总").then(|| self.namer.known(all, unit))?
        };
        sum.or_else(total).unwrap_or(subject)
    }

    /// A share may be an indicator of its own: 税收占比, 重点项目年度计划完成比例.
    fn of_share(&self, subject: &Subject, stated: &Stated) -> Subject {
        let Stated::Share(of) = stated else { return subject.clone() };
        let plan = ["计划", "目标", "任务", "预算"].iter().any(|word| of.ends_with(word));
        let names = if plan {
            vec![
                format!("{}{of}完成比例", subject.name),
                format!("{}年度计划完成比例", subject.name),
                format!("{}完成率", subject.name),
                format!("{}{of}完成比例", subject.words),
            ]
        } else {
            vec![
                format!("{}占{of}比重", subject.name),
                format!("{}占{of}比重", subject.words),
                format!("{}占比", subject.name),
                format!("{}占比", subject.words),
            ]
        };
        let percent = Unit::parse("%");
        if let Some(subject) = self.plan_of(&subject.name, percent.as_ref()).filter(|_| plan) {
            return subject;
        }
        let known = names
            .iter()
            .enumerate()
            .filter(|(at, _)| plan || *at < 2 || is_total(of))
            .find_map(|(_, name)| self.namer.known(name, percent.as_ref()));
        let new = names.first().map(|name| Subject {
            name: name.clone(),
            known: None,
            words: subject.words.clone(),
            counted: false,
        });
        known.or(new).unwrap_or_else(|| subject.clone())
    }

    /// 重点项目年度计划完成比例 of 市级以上重点项目完成投资.
    fn plan_of(&self, name: &str, percent: Option<&Unit>) -> Option<Subject> {
        let stem = name.strip_suffix("完成投资").unwrap_or(name);
        stem.char_indices()
            .find_map(|(at, _)| self.namer.known(&format!("{}年度计划完成比例", stem.get(at..)?), percent))
    }

    fn place(&mut self, sentence: &mut Sentence, place: &Place) {
        let before = before(sentence, place.range.start);
        let of_growth =
            ["增速", "增幅", "增长", "增量"].iter().any(|word| before.contains(word) || place.scope.contains(word));
        let noun = [
            "，",
            "增速",
            "增幅",
            "增长率",
            "总量",
            "规模",
            "均",
            "分别",
            "连续",
            "也",
            "继续",
            "仍",
            "并",
            "且",
            "综合",
            "名次",
            "位次",
            "稳",
        ]
        .iter()
        .fold(before.clone(), |noun, word| noun.replace(word, ""));
        let noun = phrase::head(self.home.without_own(&noun));
        let noun = if noun.contains("百分点") || noun.chars().count() > 30 { String::new() } else { noun };
        sentence.done = place.range.end;
        let listed = self.ranking(place);
        let whole =
            ["全国", "全省", "中国"].into_iter().find(|whole| listed.is_some() && place.scope.starts_with(whole));
        let scope = whole.map_or_else(|| place.scope.clone(), str::to_owned);
        let rank = Ranked { place: place.at, of: place.of, scope, of_growth };
        let joins = (noun.is_empty() && listed.is_none()).then_some(sentence.last).flatten();
        if let Some(proposal) = joins.and_then(|at| self.out.get_mut(at)).filter(|proposal| proposal.rank.is_none()) {
            proposal.rank = Some(rank);
            return;
        }
        let own = (!noun.is_empty()).then(|| self.namer.known(&noun, None)).flatten();
        let found = listed
            .or(own)
            .or_else(|| if noun.is_empty() { sentence.subject.clone() } else { self.namer.named(&noun, None, "") });
        let Some(subject) = found else { return };
        let same = sentence.subject.as_ref().is_some_and(|last| last.name == subject.name);
        if let Some(proposal) = sentence
            .last
            .filter(|_| same)
            .and_then(|at| self.out.get_mut(at))
            .filter(|proposal| proposal.rank.is_none())
        {
            proposal.rank = Some(rank);
            return;
        }
        self.propose(sentence, &subject, &place.number, None, Stated::Level, &before);
        if let Some(proposal) = self.out.last_mut() {
            proposal.rank = Some(rank);
        }
    }

    /// 居全国综合实力百强县第7位: the ranking is the indicator.
    fn ranking(&self, place: &Place) -> Option<Subject> {
        let listed =
            ["百强", "竞争力", "潜力", "指数", "综合实力", "考核"].iter().any(|word| place.scope.contains(word));
        let bare = ["全国", "全省", "中国"]
            .iter()
            .fold(place.scope.as_str(), |scope, word| scope.strip_prefix(word).unwrap_or(scope));
        listed
            .then(|| {
                [
                    place.scope.clone(),
                    format!("全国{bare}"),
                    bare.to_owned(),
                    format!("{bare}县"),
                    bare.trim_end_matches(['县', '市']).to_owned(),
                    format!("中国{}", bare.trim_end_matches(['县', '市'])),
                ]
            })?
            .iter()
            .find_map(|name| self.namer.known(name, None))
    }

    fn propose(
        &mut self,
        sentence: &Sentence,
        subject: &Subject,
        range: &Range<usize>,
        amount: Option<Amount>,
        stated: Stated,
        before: &str,
    ) {
        let (period, words, until) = self.period_at(sentence, range.start);
        let kind = self.kind(sentence, range.start, period, until);
        let assumed = words.is_empty() && self.period.is_none();
        let period = match self.clock.date {
            Some(date) if assumed && kind == Kind::Target => Period::new_year(date.year()),
            _ => period,
        };
        let clause = clause(sentence.text, range);
        let id = subject.known.and_then(|at| self.namer.lexicon.indicator(at)).map(|known| known.id.clone());
        self.out.push(Proposal {
            indicator: subject.name.clone(),
            indicator_id: id,
            period,
            kind,
            amount,
            stated,
            growth: None,
            rank: None,
            range: sentence.prose.origin(range),
            text: sentence.text.get(clause).unwrap_or_default().to_owned(),
            reasons: Reasons {
                indicator: subject.words.clone(),
                period: words,
                before: before.to_owned(),
                number: sentence.text.get(range.clone()).unwrap_or_default().to_owned(),
            },
        });
    }

    /// The last period named in the sentence before the number, else what governs the text.
    fn period_at(&self, sentence: &Sentence, at: usize) -> (Option<Period>, String, bool) {
        let near = |when: &When| {
            !when.local || sentence.text.get(when.range.end..at).is_some_and(|gap| gap.chars().count() <= 2)
        };
        let named = |when: &&When| {
            !when.aside && when.range.start >= sentence.range.start && when.range.start < at && near(when)
        };
        let own = sentence.whens.iter().rev().find(named);
        match own {
            Some(when) => (Some(when.period), when.words.clone(), when.until),
            None => (self.period.or(self.fallback), String::new(), false),
        }
    }

    fn kind(&self, sentence: &Sentence, at: usize, period: Option<Period>, until: bool) -> Kind {
        let ahead = self.clock.date.zip(period).is_some_and(|(date, period)| period.start() > date);
        let far = self
            .clock
            .date
            .zip(period)
            .is_some_and(|(date, period)| period.kind() == PeriodKind::Instant && period.end() > date);
        match tense::at(&sentence.tenses, at) {
            Tense::Aim => Kind::Target,
            _ if until || ahead || far => Kind::Target,
            Tense::Expected => Kind::Expected,
            Tense::Done => Kind::Actual,
        }
    }
}
