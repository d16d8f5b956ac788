//! What a figure measures: the site's indicator that its words name, or a new name cut from them.

use super::lexicon::Lexicon;
use super::measure;
use super::{name, words};
use crate::quantity::Unit;

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) name: String,
    /// In the lexicon.
    pub(super) known: Option<usize>,
    /// The words it was read from.
    pub(super) words: String,
    /// Things counted, of which attributes may follow.
    pub(super) counted: bool,
}

impl Subject {
    /// Of a name that the site does not have.
    pub(super) fn unknown(name: &str) -> Self {
        Self { name: name.to_owned(), known: None, words: name.to_owned(), counted: false }
    }
}

/// Units of goods, before which a name may be of one character (纱9.86万吨).
const OF_GOODS: &[&str] = &["吨", "米", "平方米", "立方米", "公斤", "斤", "担", "箱"];
/// Characters that are no name by themselves.
const NO_NAMES: &str = "重长高宽深厚大小共约达近超年产有为在到至由从的了和及与其均各另含占增减降升";

/// The longest name cut from a text, in characters.
const LONGEST: usize = 22;

/// Finds subjects in a lexicon.
pub(super) struct Namer<'a> {
    pub(super) lexicon: &'a Lexicon,
}

/// The words and unit of one number.
pub(super) struct Words<'a> {
    pub(super) noun: &'a str,
    /// What stands behind the number.
    pub(super) thing: &'a str,
    pub(super) unit: Option<&'a Unit>,
    pub(super) symbol: &'a str,
    pub(super) part: bool,
    /// What stands before the verb before the noun.
    pub(super) stem: &'a str,
    /// The things last counted, whose attributes may follow.
    pub(super) things: Option<&'a Subject>,
}

impl Namer<'_> {
    pub(super) fn known(&self, name: &str, unit: Option<&Unit>) -> Option<Subject> {
        let at = self.lexicon.find(name, unit)?;
        self.subject(at, name)
    }

    fn within(&self, name: &str, unit: Option<&Unit>) -> Option<Subject> {
        let (at, start) = self.lexicon.find_within(name, unit)?;
        self.subject(at, name.get(start..).unwrap_or(name))
    }

    fn subject(&self, at: usize, words: &str) -> Option<Subject> {
        let known = self.lexicon.indicator(at)?;
        let counted = known.unit.as_ref().is_some_and(|unit| measure::counts(&unit.to_string()));
        Some(Subject { name: known.name.clone(), known: Some(at), words: words.to_owned(), counted })
    }

    /// A subject by any name, known or not.
    pub(super) fn named(&self, name: &str, unit: Option<&Unit>, symbol: &str) -> Option<Subject> {
        self.known(name, unit).or_else(|| self.within(name, unit)).or_else(|| new(name, symbol))
    }

    /// The first of several names that the site has, else the last as a new one.
    fn first_of(&self, names: &[String], around: &Words) -> Option<Subject> {
        let known = names.iter().find_map(|name| self.known(name, around.unit));
        known
            .or_else(|| names.iter().find_map(|name| self.within(name, around.unit)))
            .or_else(|| new(names.last()?, around.symbol))
    }

    /// Whether it sums over time, so that a date cannot be its period.
    pub(super) fn is_flow(&self, subject: &Subject) -> bool {
        match subject.known.and_then(|at| self.lexicon.indicator(at)) {
            Some(known) => known.is_flow,
            None => words::FLOWS.iter().any(|word| subject.name.contains(word)),
        }
    }

    /// The subject of a level by the words around its number; `carried` is what was spoken of before.
    pub(super) fn of_level(&self, around: &Words, carried: Option<&Subject>) -> Option<Subject> {
        let (noun, thing) = (around.noun, around.thing);
        let counts = measure::counts(around.symbol);
        if noun.is_empty() {
            let behind = (counts && !thing.is_empty()).then(|| self.named(thing, around.unit, around.symbol)).flatten();
            return behind.or_else(|| carried.cloned());
        }
        if !counts && !thing.is_empty() {
            return self.named(thing, around.unit, around.symbol);
        }
        if let Some(subject) = self.attribute(around).or_else(|| of_measure(noun, around, carried)) {
            return Some(subject);
        }
        if let Some(subject) =
            self.known(&format!("{}{noun}", around.stem), around.unit).filter(|_| !around.stem.is_empty())
        {
            return Some(subject);
        }
        if let Some(matters) = name::deed(noun) {
            return self.done(around, matters, carried);
        }
        if let Some(deed) = ending_deed(noun) {
            return self.ending(around, deed);
        }
        if let Some(subject) = self.known(noun, around.unit).or_else(|| self.within(noun, around.unit)) {
            return Some(subject);
        }
        if counts && !thing.is_empty() {
            let joined = format!("{noun}{thing}");
            if let Some(subject) = self.known(&joined, around.unit).or_else(|| self.known(thing, around.unit)) {
                return Some(subject);
            }
        }
        // 规模以上服务业实现营业收入: a bare measure is of what stands before the verb.
        if words::MEASURES.contains(&noun) && around.stem.chars().count() >= 2 && !name::is_empty_talk(around.stem) {
            return new(&format!("{}{noun}", around.stem), around.symbol);
        }
        let qualified = noun.rsplit_once('的').and_then(|(_, name)| self.known(name, around.unit));
        qualified.or_else(|| self.without_deed(noun, around)).or_else(|| new(noun, around.symbol))
    }

    /// 举办电商培训班 is 电商培训班 where the site has that; a weak verb never belongs to the name.
    fn without_deed(&self, noun: &str, around: &Words) -> Option<Subject> {
        let plain = name::without_weak_deeds(noun);
        let deed = words::DEEDS.iter().filter(|deed| plain.starts_with(**deed)).max_by_key(|deed| deed.len());
        let thing = deed.and_then(|deed| plain.strip_prefix(deed)).filter(|thing| thing.chars().count() >= 2);
        // What is new is not what there is.
        let known = thing.filter(|_| deed.is_some_and(|deed| !changes(deed))).unwrap_or(plain);
        self.known(known, around.unit).or_else(|| if plain == noun { None } else { new(plain, around.symbol) })
    }

    /// 总投资 of the projects just counted; 10亿元以上 of them.
    fn attribute(&self, around: &Words) -> Option<Subject> {
        let carried = around.things?;
        let noun = around.noun;
        if words::ATTRIBUTES.contains(&noun) {
            let plain = noun.trim_start_matches("计划").trim_start_matches("概算").trim_start_matches("已");
            let names = [
                format!("{}{noun}", carried.name),
                format!("{}{plain}", carried.name),
                format!("{}{plain}", carried.words),
                format!("{}{plain}", carried.name.trim_end_matches("项目")),
            ];
            let stems = carried.name.char_indices().rev().filter_map(|(at, _)| carried.name.get(..at));
            return names
                .iter()
                .find_map(|name| self.known(name, around.unit))
                .or_else(|| {
                    stems
                        .filter(|stem| stem.chars().count() >= 2)
                        .find_map(|stem| self.known(&format!("{stem}{noun}"), around.unit))
                })
                .or_else(|| new(names.get(1)?, around.symbol));
        }
        let size = noun.trim_start_matches("总投资").trim_start_matches("投资");
        let sized = around.part
            && size.starts_with(|c: char| c.is_ascii_digit() || c == '过' || c == '亿' || c == '超')
            && size.contains('元');
        let kind = ["项目", "企业", "单位"].iter().find(|kind| carried.name.ends_with(**kind))?;
        let stem = carried.name.strip_suffix(kind)?;
        let size = size.strip_suffix(kind).unwrap_or(size).trim_end_matches('的');
        let stem =
            ["亿元以上", "过亿元", "超亿元"].iter().fold(stem, |stem, size| stem.strip_suffix(size).unwrap_or(stem));
        sized.then_some(())?;
        let known = stem
            .char_indices()
            .map(|(at, c)| at + c.len_utf8())
            .rev()
            .find_map(|end| self.known(&format!("{}{size}{kind}", stem.get(..end)?), around.unit));
        known.or_else(|| self.named(&format!("{stem}{size}{kind}"), around.unit, around.symbol))
    }

    /// 新增27家省级专精特新企业.
    fn done(&self, around: &Words, matters: bool, carried: Option<&Subject>) -> Option<Subject> {
        let (noun, thing) = (around.noun, around.thing);
        if thing.is_empty() || !measure::counts(around.symbol) && !matters {
            let carried = carried.filter(|subject| measure::counts(around.symbol) && subject.counted);
            let name =
                carried.map(|subject| if matters { format!("{noun}{}", subject.name) } else { subject.name.clone() });
            return self.named(&name.unwrap_or_else(|| format!("{noun}{thing}")), around.unit, around.symbol);
        }
        let joined = format!("{noun}{thing}");
        let names =
            if matters { vec![joined.clone(), thing.to_owned(), joined] } else { vec![joined, thing.to_owned()] };
        if matters && matches!(noun, "新增" | "净增") {
            return self.named(&names.first().cloned().unwrap_or_default(), around.unit, around.symbol);
        }
        self.first_of(&names, around)
    }

    /// 高新技术企业新增27家; 全县引进35个项目.
    fn ending(&self, around: &Words, deed: &str) -> Option<Subject> {
        let stem = around.noun.strip_suffix(deed).unwrap_or_default();
        let rotated = format!("{deed}{stem}");
        if !around.thing.is_empty() && measure::counts(around.symbol) {
            let names = [format!("{}{}", around.noun, around.thing), format!("{deed}{}", around.thing)];
            return self.first_of(&names, around);
        }
        let front =
            matches!(deed, "新增" | "净增" | "新建" | "引进" | "获批" | "建成" | "新发展" | "新登记" | "新注册");
        let names = [around.noun.to_owned(), rotated.clone(), if front { rotated } else { around.noun.to_owned() }];
        self.first_of(&names, around)
    }
}

/// Whether a deed makes or changes what it is done to.
fn changes(deed: &str) -> bool {
    deed.starts_with(['新', '净']) || words::CHANGING.contains(&deed)
}

fn ending_deed(noun: &str) -> Option<&'static str> {
    let found = words::DEEDS.iter().copied().filter(|deed| noun.ends_with(deed) && noun.len() > deed.len());
    found.max_by_key(|deed| deed.len())
}

/// 占比 of what was spoken of.
fn of_measure(noun: &str, around: &Words, carried: Option<&Subject>) -> Option<Subject> {
    let share = matches!(noun, "占比" | "比重") && around.unit.is_some_and(Unit::is_ratio);
    new(&format!("{}{noun}", carried.filter(|_| share)?.name), around.symbol)
}

fn is_of_goods(name: &str, symbol: &str) -> bool {
    let base = symbol.trim_start_matches(['万', '亿', '千', '百']);
    OF_GOODS.contains(&base) && !name.is_ascii() && !name.contains(|c| NO_NAMES.contains(c))
}

fn new(name: &str, symbol: &str) -> Option<Subject> {
    let name = name::head(name);
    let count = name.chars().count();
    let han = name.chars().filter(|c| !c.is_ascii()).count();
    if han < 2 && !(count == 1 && is_of_goods(&name, symbol)) {
        return None;
    }
    let name = name.replace("累计完成", "完成");
    let short: String = name.chars().skip(count.saturating_sub(LONGEST)).collect();
    Some(Subject { words: short.clone(), name: short, known: None, counted: measure::counts(symbol) })
}
