//! Numbers that stand in one list (分别为 a、b 和 c): each belongs to a name, a figure or a period of another list.

use super::assemble::Reader;
use super::clause::{Sentence, signed};
use super::figure::Figure;
use super::joint;
use super::phrase::{self, Lead, Role};
use super::subject::Subject;
use super::when::When;

impl Reader<'_> {
    /// Reads a list of numbers; whether it was one.
    pub(super) fn list(&mut self, sentence: &mut Sentence, lead: &Lead, group: &[&Figure]) -> bool {
        let leads = turns(sentence, lead, group);
        let read = self.of_list(sentence, &leads, group)
            || self.of_levels(sentence, &leads, group)
            || self.of_periods(sentence, lead, group)
            || self.of_names(sentence, &leads, group);
        if read {
            sentence.done = group.last().map_or(sentence.done, |figure| figure.end);
        }
        read
    }

    /// 办结率、满意率均为 a: one number for each of several names; whether it was.
    pub(super) fn each(&mut self, sentence: &mut Sentence, lead: &Lead, figure: &Figure, before: &str) -> bool {
        let shared =
            before.rfind('均').and_then(|at| before.get(..at)).is_some_and(|names| names.ends_with(&lead.noun));
        let parts = joint::parts(&lead.noun, 1);
        if !shared || parts.len() < 2 {
            return false;
        }
        let unit = figure.amount.unit.as_ref().filter(|_| !is_growth(lead));
        let Some(subjects) = joint::subjects(&parts, unit, &figure.symbol, &self.namer) else { return false };
        for subject in &subjects {
            self.stated(sentence, lead, figure, subject, before);
        }
        sentence.subject = subjects.last().cloned();
        sentence.last = None;
        true
    }

    /// One more list about the things of the list before.
    fn of_list(&mut self, sentence: &Sentence, leads: &[Lead], group: &[&Figure]) -> bool {
        let of = leads.first().is_some_and(|lead| lead.noun.is_empty()) && sentence.list.len() == group.len();
        if of {
            self.again(sentence, leads, group, &sentence.list);
        }
        of
    }

    /// 分别增长 after several levels that stood apart.
    fn of_levels(&mut self, sentence: &mut Sentence, leads: &[Lead], group: &[&Figure]) -> bool {
        let growth = leads.first().is_some_and(|lead| is_growth(lead) && lead.noun.is_empty());
        let Some(skipped) = sentence.levels.len().checked_sub(group.len()).filter(|_| growth) else { return false };
        let list = sentence.levels.split_off(skipped);
        sentence.levels.clear();
        self.again(sentence, leads, group, &list);
        true
    }

    /// 一季度、上半年、前三季度，…分别增长 a、b、c.
    fn of_periods(&mut self, sentence: &mut Sentence, lead: &Lead, group: &[&Figure]) -> bool {
        let Some(start) = group.first().map(|figure| figure.range.start) else { return false };
        let whens = periods(sentence, start, group.len());
        if whens.len() != group.len() || joint::parts(&lead.noun, group.len()).len() == group.len() {
            return false;
        }
        let named = self.namer.named(&lead.noun, None, "%").filter(|_| !lead.noun.is_empty());
        let Some(subject) = named.or_else(|| sentence.subject.clone()) else { return false };
        for (figure, when) in group.iter().zip(whens) {
            self.stated(sentence, lead, figure, &subject, &when.words);
            if let Some(proposal) = self.out.last_mut() {
                proposal.period = Some(when.period);
                proposal.reasons.period.clone_from(&when.words);
            }
        }
        sentence.subject = Some(subject);
        sentence.last = None;
        true
    }

    /// 甲、乙分别为 a、b.
    fn of_names(&mut self, sentence: &mut Sentence, leads: &[Lead], group: &[&Figure]) -> bool {
        let (Some(lead), Some(figure)) = (leads.first(), group.first()) else { return false };
        let parts = named(&lead.noun, group.len());
        if parts.len() != group.len() {
            return false;
        }
        if let Some(levels) = self.levels_named(sentence, &parts).filter(|_| is_growth(lead)) {
            self.again(sentence, leads, group, &levels);
            return true;
        }
        let unit = figure.amount.unit.as_ref().filter(|_| !is_growth(lead));
        let Some(subjects) = joint::subjects(&parts, unit, &figure.symbol, &self.namer) else { return false };
        let mut list = Vec::new();
        for ((figure, lead), subject) in group.iter().zip(leads).zip(&subjects) {
            self.stated(sentence, lead, figure, subject, "分别");
            list.push(self.out.len().saturating_sub(1));
        }
        sentence.subject = subjects.last().cloned();
        sentence.last = None;
        sentence.list = list;
        true
    }

    /// The levels of this sentence that the names repeat.
    fn levels_named(&self, sentence: &Sentence, parts: &[String]) -> Option<Vec<usize>> {
        parts.iter().map(|part| self.level_named(sentence, part)).collect()
    }

    /// Numbers about figures already proposed: growth joins, anything else is a figure of its own.
    fn again(&mut self, sentence: &Sentence, leads: &[Lead], group: &[&Figure], list: &[usize]) {
        for ((figure, lead), at) in group.iter().zip(leads).zip(list) {
            if let Role::Growth { fell, basis } = lead.role {
                let growth = signed(&figure.amount, lead, fell);
                if let Some(proposal) = self.out.get_mut(*at).filter(|proposal| proposal.growth.is_none()) {
                    proposal.growth = Some((growth, basis));
                }
                continue;
            }
            let Some(proposal) = self.out.get(*at) else { continue };
            let (name, id) = (proposal.indicator.clone(), proposal.indicator_id.is_some());
            let subject = if id { self.namer.known(&name, None) } else { Some(Subject::unknown(&name)) };
            if let Some(subject) = subject {
                self.propose_stated(sentence, lead, figure, &subject, "分别");
            }
        }
    }
}

/// The names of a list; 生猪、牛、羊分别出栏 has what is done to all behind them.
fn named(noun: &str, count: usize) -> Vec<String> {
    match noun.split_once("分别") {
        Some((names, deed)) if !deed.is_empty() => {
            joint::parts(names, count).iter().map(|name| format!("{name}{deed}")).collect()
        }
        _ => joint::parts(noun, count),
    }
}

fn is_growth(lead: &Lead) -> bool {
    matches!(lead.role, Role::Growth { .. })
}

/// The lead of each number: 增长 a、下降 b turns what the first says.
fn turns(sentence: &Sentence, lead: &Lead, group: &[&Figure]) -> Vec<Lead> {
    let mut now = lead.clone();
    let mut leads = Vec::new();
    for figure in group {
        let before = sentence.text.get(..figure.range.start).unwrap_or_default();
        if let (Role::Growth { fell, .. }, Some((_, falls))) =
            (&mut now.role, phrase::turn(before.trim_end_matches('-')))
        {
            *fell = falls;
        }
        leads.push(now.clone());
    }
    leads
}

/// The last periods named before a number, if so many stand in one list.
fn periods<'w>(sentence: &Sentence<'w>, at: usize, count: usize) -> Vec<&'w When> {
    let own: Vec<&When> = sentence
        .whens
        .iter()
        .filter(|when| !when.aside && sentence.range.start <= when.range.start && when.range.end <= at)
        .collect();
    let list: Vec<&When> = own.iter().skip(own.len().saturating_sub(count)).copied().collect();
    let joined = |pair: &[&When]| match pair {
        [a, b] => sentence.text.get(a.range.end..b.range.start).is_some_and(joint::is_mark),
        _ => false,
    };
    if list.windows(2).all(joined) { list } else { Vec::new() }
}
