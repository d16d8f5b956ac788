//! The indicators a site has, found by the words a text uses for them. Must not know where in a text they stand.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::{brackets, name};
use crate::quantity::Unit;
use crate::quantity::fold::fold;

/// An indicator as the extraction needs it.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The unit of its levels; `None` where only ranks or growth are stated.
    pub unit: Option<Unit>,
    /// Whether it sums over time.
    pub is_flow: bool,
}

/// All indicators by every name.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    known: Vec<Known>,
    names: HashMap<String, Vec<usize>>,
    /// Every name without what a text may leave out; what is not here needs no trying of endings.
    stems: HashSet<String>,
}

/// Spellings made one before names are compared, in this order.
const SPELLINGS: &[(&str, &str)] = &[
    ("的", ""),
    ("了", ""),
    ("“", ""),
    ("”", ""),
    ("·", ""),
    (" ", ""),
    ("本外币", ""),
    ("各项", ""),
    ("各类", ""),
    ("实有", ""),
    ("经营主体", "市场主体"),
    ("经济总量", "生产总值"),
    ("旅游经济总收入", "旅游收入"),
    ("旅游综合收入", "旅游收入"),
    ("旅游总收入", "旅游收入"),
    ("GDP", "生产总值"),
    ("gdp", "生产总值"),
    ("地区生产总值", "生产总值"),
    ("国内生产总值", "生产总值"),
    ("国民生产总值", "生产总值"),
    ("规模以上", "规上"),
    ("规模工业", "规上工业"),
    ("规上工业企业", "规上工业"),
    ("人民币", ""),
    ("限额以上", "限上"),
    ("社会消费品零售总额", "社零额"),
    ("社会消费品零售额", "社零额"),
    ("社消零总额", "社零额"),
    ("社零总额", "社零额"),
    ("城镇常住居民", "城镇居民"),
    ("农村常住居民", "农村居民"),
    ("农民人均可支配收入", "农村居民人均可支配收入"),
    ("城乡居民", "居民"),
    ("全体居民", "居民"),
    ("全社会固定资产", "固定资产"),
    ("外贸进出口", "进出口"),
    ("货物进出口", "进出口"),
    ("超亿元", "过亿元"),
    ("投资过亿元", "过亿元"),
    ("投资亿元以上", "过亿元"),
    ("亿元以上", "过亿元"),
    ("专精特新中小企业", "专精特新企业"),
    ("国家高新技术企业", "高新技术企业"),
    ("国家高企", "高新技术企业"),
    ("高企", "高新技术企业"),
    ("亿元及以上", "过亿元"),
    ("占地区生产总值", "占GDP"),
    ("占比重", "占比"),
    ("比例", "比重"),
    ("占生产总值比重", "占比"),
    ("增长率", "增速"),
    ("总量", ""),
    ("总数", ""),
    ("总额", ""),
];

/// Endings a text may leave out or add.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "收入", "产量", "总产量", "余额", "投资", "企业", "面积", "额", "数", "项目", "数量", "人数", "总值", "产值",
    "增加值", "总投资", "年产能", "量",
];

/// Beginnings a text may leave out.
const LEADS: &[&str] = &["金融机构", "年末", "美元计", "人口"];

/// Endings of shares a text may leave out.
const RATIOS: &[&str] = &["占比", "比重", "率", "投资完成率", "完成率"];

impl Lexicon {
    pub(super) fn new(known: &[Known]) -> Self {
        let mut names: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, indicator) in known.iter().enumerate() {
            for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
                let list = names.entry(plain(name)).or_default();
                if !list.contains(&at) {
                    list.push(at);
                }
            }
        }
        let stems = names.keys().flat_map(|name| stems(name)).map(str::to_owned).collect();
        Self { known: known.to_vec(), names, stems }
    }

    pub(super) fn indicator(&self, at: usize) -> Option<&Known> {
        self.known.get(at)
    }

    /// The indicator a phrase names, if its unit fits.
    pub(super) fn find(&self, words: &str, unit: Option<&Unit>) -> Option<usize> {
        let name = plain(words);
        if name.is_empty() {
            return None;
        }
        self.exact(&name, unit).or_else(|| self.nearly(&name, unit))
    }

    fn exact(&self, name: &str, unit: Option<&Unit>) -> Option<usize> {
        let list = self.names.get(name)?;
        list.iter().copied().find(|at| self.fits(*at, unit))
    }

    /// With an ending added or taken off, where the unit confirms it.
    fn nearly(&self, name: &str, unit: Option<&Unit>) -> Option<usize> {
        let added = || {
            ENDINGS
                .iter()
                .find_map(|ending| self.exact(&format!("{name}{ending}"), unit).filter(|at| self.confirmed(*at, unit)))
        };
        let is_stem = self.stems.contains(name);
        let taken = || {
            let shorter = ["额", "数", "量", "完成", "面积", "实现", "人数"]
                .iter()
                .find_map(|ending| name.strip_suffix(ending))?;
            (shorter.chars().count() >= 2).then(|| self.exact(shorter, unit))?
        };
        let led = || {
            LEADS
                .iter()
                .find_map(|lead| self.exact(&format!("{lead}{name}"), unit).filter(|at| self.confirmed(*at, unit)))
        };
        let ratio = || {
            let unit = unit.filter(|unit| unit.is_ratio())?;
            RATIOS.iter().find_map(|ending| self.exact(&format!("{name}{ending}"), Some(unit)))
        };
        let turned = || {
            let rest =
                ["出栏", "存栏"].iter().find_map(|deed| name.strip_prefix(deed).map(|rest| format!("{rest}{deed}")));
            let kind = || name.strip_suffix("产量").map(|stem| format!("{stem}类产量"));
            let acquired = ["新认定", "新培育", "新申报"]
                .iter()
                .find_map(|deed| name.strip_prefix(deed).map(|rest| format!("新增{rest}")));
            [rest, kind(), acquired].into_iter().flatten().find_map(|name| self.exact(&name, unit))
        };
        let added = is_stem.then(added).flatten();
        let completed = || is_stem.then(|| led().or_else(ratio)).flatten();
        added.or_else(turned).or_else(taken).or_else(completed)
    }

    fn fits(&self, at: usize, unit: Option<&Unit>) -> bool {
        let (Some(unit), Some(known)) = (unit, self.known.get(at)) else { return true };
        known.unit.as_ref().is_none_or(|own| own.same_dimension(unit) || unit.is_bare())
    }

    fn confirmed(&self, at: usize, unit: Option<&Unit>) -> bool {
        unit.is_some() && self.known.get(at).is_some_and(|known| known.unit.is_some())
    }

    /// The indicator a longer phrase ends in, if what stands before its name says nothing of its own.
    pub(super) fn find_within(&self, words: &str, unit: Option<&Unit>) -> Option<(usize, usize)> {
        for (start, _) in words.char_indices() {
            let tail = words.get(start..)?;
            if let Some(at) = self.find(tail, unit)
                && name::is_empty_talk(words.get(..start)?)
            {
                return Some((at, start));
            }
        }
        None
    }
}

/// A name without one of the endings or beginnings that a text may leave out.
fn stems(name: &str) -> impl Iterator<Item = &str> {
    let ended = ENDINGS.iter().chain(RATIOS).filter_map(|ending| name.strip_suffix(ending));
    ended.chain(LEADS.iter().filter_map(|lead| name.strip_prefix(lead)))
}

/// Finds whether a name has anything to respell at all.
static SPELT: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(SPELLINGS.iter().map(|(from, _)| from)).ok());

/// A name as it is compared.
fn plain(name: &str) -> String {
    let mut name: String = brackets::bare(name).chars().filter(|c| !c.is_whitespace()).map(fold).collect();
    if SPELT.as_ref().is_some_and(|spelt| !spelt.is_match(&name)) {
        return name;
    }
    for (from, to) in SPELLINGS {
        if name.contains(from) {
            name = name.replace(from, to);
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_spelling_and_unit() {
        let known = |id: &str, name: &str, unit: &str| Known {
            id: id.into(),
            name: name.into(),
            aliases: Vec::new(),
            unit: Unit::parse(unit),
            is_flow: true,
        };
        let lexicon = Lexicon::new(&[
            known("gdp", "地区生产总值", "亿元"),
            known("tax", "税收收入", "亿元"),
            known("grain", "粮食总产量", "万吨"),
        ]);
        for (words, unit, expect) in [
            ("GDP", "亿元", Some("gdp")),
            ("税收", "亿元", Some("tax")),
            ("粮食", "吨", Some("grain")),
            ("粮食", "亩", None),
            ("工业税收", "亿元", None),
        ] {
            let found = lexicon
                .find(words, Unit::parse(unit).as_ref())
                .and_then(|at| lexicon.indicator(at))
                .map(|known| known.id.as_str());
            assert_eq!(found, expect, "{words}");
        }
    }
}
