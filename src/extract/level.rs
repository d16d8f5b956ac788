//! One number that is no growth: a level, share or difference of what its clause names or what was spoken of before.

use super::assemble::Reader;
use super::clause::{Sentence, behind, bounded, has_own_period, is_total, signed};
use super::figure::Figure;
use super::growth::Grown;
use super::phrase::{Change, Lead, Role};
use super::propose::Draft;
use super::subject::{Subject, Words};
use super::{Basis, Proposal, Stated, measure, name};
use crate::quantity::{Period, PeriodKind, Unit};

impl Reader<'_> {
    /// Reads one number that stands in no list.
    pub(super) fn one(&mut self, sentence: &mut Sentence, lead: &Lead, figure: &Figure, before: &str) {
        if let Role::Growth { fell, basis } = lead.role {
            return self.growth(sentence, &Grown { lead, figure, fell, basis, before });
        }
        if is_more_of_growth(self.last(sentence), lead, figure) {
            return self.more_growth(sentence, lead, figure, before);
        }
        let carried = carried(sentence, lead).filter(|_| !self.is_of_people(sentence, lead, figure));
        if lead.change == Some(Change::From) && !has_own_period(sentence, figure.range.start) {
            let named = self.namer.named(&lead.noun, None, &figure.symbol).filter(|_| !lead.noun.is_empty());
            sentence.subject = named.or(carried);
            sentence.latest.clone_from(&sentence.subject);
            return;
        }
        if !lead.stem.is_empty() {
            sentence.stem.clone_from(&lead.stem);
        }
        let thing = name::thing(behind(sentence, figure.end));
        let Some(subject) = self.subject(sentence, lead, figure, before, thing, carried) else { return };
        if figure.loose && !(name::deed(&lead.noun).is_some() || subject.known.is_some()) {
            return;
        }
        let own = matches!(lead.role, Role::Level);
        if own && measure::counts(&figure.symbol) && (lead.noun.is_empty() || name::deed(&lead.noun).is_some()) {
            sentence.done = figure.end + thing.len();
        }
        self.stated(sentence, lead, figure, &subject, before);
        self.arrive(lead);
        if own {
            sentence.last = Some(self.out.len().saturating_sub(1));
            sentence.list.clear();
            sentence.levels.extend(sentence.last);
            sentence.count(&subject, lead.part);
        }
        if !lead.part {
            sentence.whole = None;
        }
        sentence.subject = Some(subject);
    }

    /// What a change over years led to is a figure of the last of them.
    fn arrive(&mut self, lead: &Lead) {
        let Some(proposal) = self.out.last_mut().filter(|_| lead.change == Some(Change::To)) else { return };
        if let Some(span) = proposal.period.filter(|period| period.kind() == PeriodKind::Span) {
            proposal.period = Period::new_year(span.end().year());
        }
    }

    fn last(&self, sentence: &Sentence) -> Option<&Proposal> {
        self.out.get(sentence.last?)
    }

    /// 增长6.5%以上，力争7%.
    fn more_growth(&mut self, sentence: &Sentence, lead: &Lead, figure: &Figure, before: &str) {
        let Some(subject) = sentence.subject.clone() else { return };
        self.propose(sentence, Draft::new(&subject, &figure.range, before));
        if let Some(proposal) = self.out.last_mut() {
            proposal.growth = Some((bounded(&figure.amount, lead.bound), Basis::Yoy));
        }
    }

    /// 惠及9万人 after things that were counted: the people are not of their kind.
    fn is_of_people(&self, sentence: &Sentence, lead: &Lead, figure: &Figure) -> bool {
        let people = Unit::parse("人");
        let counts_people = |unit: Option<&Unit>| unit.zip(people.as_ref()).is_some_and(|(a, b)| a.same_dimension(b));
        let last = self.last(sentence).and_then(|last| last.amount.as_ref()).and_then(|amount| amount.unit.as_ref());
        let other = last.is_some_and(|unit| measure::counts(&unit.to_string()) && !counts_people(Some(unit)));
        other && counts_people(figure.amount.unit.as_ref()) && name::deed(&lead.noun) == Some(false)
    }

    /// What the number measures.
    fn subject(
        &self,
        sentence: &Sentence,
        lead: &Lead,
        figure: &Figure,
        before: &str,
        thing: &str,
        carried: Option<Subject>,
    ) -> Option<Subject> {
        match &lead.role {
            Role::Share { .. } | Role::Difference { .. } if lead.noun.is_empty() => return carried,
            Role::Share { .. } | Role::Difference { .. } => return self.namer.named(&lead.noun, None, "%"),
            _ => {}
        }
        let unit = figure.amount.unit.as_ref();
        let arrived = lead.noun.is_empty() && lead.change == Some(Change::To);
        let latest = sentence.latest.clone().filter(|_| arrived);
        let noun = if is_in_passing(before, &lead.noun, thing, figure) { "" } else { &lead.noun };
        let words = Words {
            noun,
            thing: if measure::counts(&figure.symbol) { thing } else { provided(before, thing, noun) },
            unit,
            symbol: &figure.symbol,
            part: lead.part,
            stem: &sentence.stem,
            things: sentence.things_spoken_of(before),
        };
        let found = latest.or_else(|| self.namer.of_level(&words, carried.as_ref()))?;
        Some(self.summed(found, before, unit))
    }

    /// Proposes a number by its role; a growth stands alone.
    pub(super) fn stated(
        &mut self,
        sentence: &mut Sentence,
        lead: &Lead,
        figure: &Figure,
        subject: &Subject,
        before: &str,
    ) {
        let latest = self.propose_stated(sentence, lead, figure, subject, before);
        sentence.latest = latest.or_else(|| sentence.latest.take());
    }

    /// Does so; the subject proposed, if it was no growth.
    pub(super) fn propose_stated(
        &mut self,
        sentence: &Sentence,
        lead: &Lead,
        figure: &Figure,
        subject: &Subject,
        before: &str,
    ) -> Option<Subject> {
        let (amount, stated) = match &lead.role {
            Role::Growth { fell, basis } => {
                let amount = signed(&figure.amount, lead, *fell);
                self.propose(sentence, Draft::new(subject, &figure.range, before));
                if let Some(proposal) = self.out.last_mut() {
                    proposal.growth = Some((amount, *basis));
                }
                return None;
            }
            Role::Level => (bounded(&figure.amount, lead.bound), Stated::Level),
            Role::Share { of } => (bounded(&figure.amount, lead.bound), Stated::Share(of.clone())),
            Role::Difference { from, below } => {
                (if *below { figure.amount.negated() } else { figure.amount.clone() }, Stated::Difference(from.clone()))
            }
        };
        let subject = self.of_share(subject, &stated);
        self.propose(sentence, Draft { amount: Some(amount), stated, ..Draft::new(&subject, &figure.range, before) });
        Some(subject)
    }

    /// 累计 over years, where the site has such an indicator; 总量 of what was newly added.
    fn summed(&self, subject: Subject, before: &str, unit: Option<&Unit>) -> Subject {
        let sum = before.contains("累计").then(|| self.namer.known(&format!("{}累计", subject.name), unit)).flatten();
        let total = || {
            let all = subject.name.strip_prefix("新增").or_else(|| subject.name.strip_prefix("净增"))?;
            // 净增22家、达到136家: what there is now, and not what was added.
            let arrived = before.trim_start_matches(['、', '，']).starts_with("达");
            let now = (arrived || before.contains("总")).then(|| self.namer.known(all, unit))?;
            now.or_else(|| arrived.then(|| Subject::unknown(all)))
        };
        sum.or_else(total).unwrap_or(subject)
    }

    /// A share may be an indicator of its own: 税收占比, 重点项目年度计划完成比例.
    fn of_share(&self, subject: &Subject, stated: &Stated) -> Subject {
        let Stated::Share(of) = stated else { return subject.clone() };
        let plan = ["计划", "目标", "任务", "预算"].iter().any(|word| of.ends_with(word));
        let names = if plan { plan_names(subject, of) } else { share_names(subject, of) };
        let percent = Unit::parse("%");
        if let Some(subject) = self.plan_of(&subject.name, percent.as_ref()).filter(|_| plan) {
            return subject;
        }
        let known = names
            .iter()
            .enumerate()
            .filter(|(at, _)| plan || *at < 2 || is_total(of))
            .find_map(|(_, name)| self.namer.known(name, percent.as_ref()));
        let new = names.first().map(|name| Subject { words: subject.words.clone(), ..Subject::unknown(name) });
        known.or(new).unwrap_or_else(|| subject.clone())
    }

    /// 重点项目年度计划完成比例 of 市级以上重点项目完成投资.
    fn plan_of(&self, name: &str, percent: Option<&Unit>) -> Option<Subject> {
        let stem = name.strip_suffix("完成投资").unwrap_or(name);
        stem.char_indices()
            .find_map(|(at, _)| self.namer.known(&format!("{}年度计划完成比例", stem.get(at..)?), percent))
    }
}

/// A bare percentage after a growth that stands alone: the same growth, as it is striven for.
fn is_more_of_growth(last: Option<&Proposal>, lead: &Lead, figure: &Figure) -> bool {
    let alone = last.is_some_and(|last| last.amount.is_none() && last.growth.is_some());
    alone && lead.noun.is_empty() && !lead.part && matches!(lead.role, Role::Level) && figure.symbol == "%"
}

/// What a clause without a name is about; 其中 goes back to the whole.
fn carried(sentence: &mut Sentence, lead: &Lead) -> Option<Subject> {
    if lead.part && sentence.whole.is_none() {
        sentence.whole = sentence.subject.clone();
    }
    let whole = sentence.whole.clone().filter(|_| lead.part);
    whole.or_else(|| sentence.subject.clone())
}

/// 参加活动的18个项目, 筛选了10件民生实事: the thing behind the count is named, what stands before it is no name.
fn is_in_passing(before: &str, noun: &str, thing: &str, figure: &Figure) -> bool {
    let deed = name::deed(noun.trim_end_matches('了')).is_some();
    let passing = before.ends_with(['的', '了', '内', '里']) || noun.contains(|c: char| c.is_ascii_digit());
    measure::counts(&figure.symbol) && thing.chars().count() >= 2 && passing && !deed
}

/// 安排不低于5000万元的科技创新专项资金: money is named behind it where the words before it only say what was done.
fn provided<'t>(before: &str, thing: &'t str, noun: &str) -> &'t str {
    let given = ["安排", "设立", "拿出", "投入", "列支", "筹集", "整合", "落实", "争取", "发放", "拨付"];
    let funds = ["资金", "基金", "贷款", "补贴", "投资", "经费", "补助"];
    let named = given.iter().any(|word| noun.ends_with(word) || before.ends_with(word))
        && funds.iter().any(|word| thing.ends_with(word));
    if named { thing } else { "" }
}

fn plan_names(subject: &Subject, of: &str) -> Vec<String> {
    let (name, words) = (&subject.name, &subject.words);
    vec![
        format!("{name}{of}完成比例"),
        format!("{name}年度计划完成比例"),
        format!("{name}完成率"),
        format!("{words}{of}完成比例"),
    ]
}

fn share_names(subject: &Subject, of: &str) -> Vec<String> {
    let (name, words) = (&subject.name, &subject.words);
    vec![format!("{name}占{of}比重"), format!("{words}占{of}比重"), format!("{name}占比"), format!("{words}占比")]
}
