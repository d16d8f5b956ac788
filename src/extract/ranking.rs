//! Ranks: which figure of the sentence one belongs to, or the ranking that is itself the indicator.

use super::assemble::Reader;
use super::clause::{Sentence, before};
use super::name;
use super::propose::Draft;
use super::rank::Place;
use super::subject::Subject;
use super::{Proposal, Ranked};

/// Words between the name of an indicator and its rank.
#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "，", "增速", "增幅", "增长率", "总量", "规模", "均", "分别", "连续", "也", "继续", "仍", "并", "且", "综合", "名次",
    "位次", "稳",
];

impl Reader<'_> {
    pub(super) fn place(&mut self, sentence: &mut Sentence, place: &Place) {
        let before = before(sentence, place.range.start);
        let noun = self.ranked_noun(&before);
        sentence.done = place.range.end;
        let listed = self.ranking(place);
        let rank = ranked(place, &before, listed.is_some());
        if noun.is_empty() && listed.is_none() && self.join(sentence.last, &rank) {
            return;
        }
        let own = (!noun.is_empty()).then(|| self.namer.known(&noun, None)).flatten();
        let carried = || {
            if noun.is_empty() { sentence.subject.clone() } else { self.namer.named(&noun, None, "") }
        };
        let Some(subject) = listed.or(own).or_else(carried) else { return };
        let same = sentence.subject.as_ref().is_some_and(|last| last.name == subject.name);
        if same && self.join(sentence.last, &rank) {
            return;
        }
        self.propose(sentence, Draft::new(&subject, &place.number, &before));
        if let Some(proposal) = self.out.last_mut() {
            proposal.rank = Some(rank);
        }
    }

    fn ranked_noun(&self, before: &str) -> String {
        let noun = FILLERS.iter().fold(before.to_owned(), |noun, word| noun.replace(word, ""));
        let noun = name::head(self.home.without_own(&noun));
        if noun.contains("百分点") || noun.chars().count() > 30 { String::new() } else { noun }
    }

    /// Gives the rank to a proposal that has none; whether it was given.
    fn join(&mut self, at: Option<usize>, rank: &Ranked) -> bool {
        let open = at.and_then(|at| self.out.get_mut(at)).filter(|proposal: &&mut Proposal| proposal.rank.is_none());
        open.map(|proposal| proposal.rank = Some(rank.clone())).is_some()
    }

    /// 居全国综合实力百强县第7位: the ranking is the indicator.
    fn ranking(&self, place: &Place) -> Option<Subject> {
        let listed =
            ["百强", "竞争力", "潜力", "指数", "综合实力", "考核"].iter().any(|word| place.scope.contains(word));
        let bare = ["全国", "全省", "中国"]
            .iter()
            .fold(place.scope.as_str(), |scope, word| scope.strip_prefix(word).unwrap_or(scope));
        let short = bare.trim_end_matches(['县', '市']);
        let names = [
            place.scope.clone(),
            format!("全国{bare}"),
            bare.to_owned(),
            format!("{bare}县"),
            short.to_owned(),
            format!("中国{short}"),
        ];
        listed.then_some(names)?.iter().find_map(|name| self.namer.known(name, None))
    }
}

fn ranked(place: &Place, before: &str, is_listed: bool) -> Ranked {
    let grows = |word: &&str| before.contains(*word) || place.scope.contains(*word);
    let of_growth = ["增速", "增幅", "增长", "增量"].iter().any(grows);
    let whole = ["全国", "全省", "中国"].into_iter().find(|whole| is_listed && place.scope.starts_with(whole));
    let scope = whole.map_or_else(|| place.scope.clone(), str::to_owned);
    Ranked { place: place.at, of: place.of, scope, of_growth }
}
