//! Names → counties, indicators, columns: by id, name, alias or code. Names are compared without white space and with
//! full-width letters folded, so that ＧＤＰ finds GDP.

use std::collections::BTreeMap;

use super::places::Above;
use super::site::{ColumnIx, CountyIx, IndicatorIx};
use crate::article::Body;
use crate::definition::{ColumnFile, CountyFile, IndicatorFile};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words, nearest_few};
use crate::quantity::fold;
use crate::source::decode::Spanned;

/// A name as it is compared.
fn plain(name: &str) -> String {
    fold::folded(name).split_whitespace().collect()
}

/// Names of one kind of thing. A name may stand for several (two counties of one name).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Names {
    by_name: BTreeMap<String, Vec<u32>>,
    /// As shown in suggestions.
    shown: Vec<String>,
}

impl Names {
    fn add(&mut self, name: &str, ix: u32) {
        self.accept(name, ix);
        self.shown.push(name.to_owned());
    }

    /// A name that is understood, but not suggested.
    fn accept(&mut self, name: &str, ix: u32) {
        let list = self.by_name.entry(plain(name)).or_default();
        if !list.contains(&ix) {
            list.push(ix);
        }
    }

    fn find(&self, name: &str) -> &[u32] {
        self.by_name.get(&plain(name)).map_or(&[], Vec::as_slice)
    }

    fn near(&self, name: &str) -> Vec<&str> {
        nearest_few(name, self.shown.iter().map(String::as_str), 3)
    }
}

/// What a county's name led to.
pub enum Found {
    /// One county.
    One(CountyIx),
    /// Several of that name.
    Several(Vec<CountyIx>),
    /// None.
    Unknown,
}

/// The names of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lookup {
    counties: Names,
    /// Names and codes that counties had; a present one of the same name goes first.
    former: Names,
    county_labels: Vec<String>,
    county_names: Vec<String>,
    indicators: Names,
    columns: Names,
}

impl Lookup {
    /// Collects the names of counties (with the places above them), indicators and columns.
    pub fn new(counties: &[(CountyFile, Above)], indicators: &[IndicatorFile], columns: &[ColumnFile]) -> Self {
        let mut lookup = Self::default();
        for (i, (file, above)) in counties.iter().enumerate() {
            lookup.add_county(file, &above.names, CountyIx::new(i));
        }
        for (i, file) in indicators.iter().enumerate() {
            let ix = IndicatorIx::new(i).0;
            for name in [&file.id, &file.name.value].into_iter().chain(file.aliases.iter().map(|a| &a.value)) {
                lookup.indicators.add(name, ix);
            }
        }
        for (i, file) in columns.iter().enumerate() {
            lookup.columns.add(&file.id, ColumnIx::new(i).0);
            lookup.columns.add(&file.name, ColumnIx::new(i).0);
        }
        lookup
    }

    fn add_county(&mut self, file: &CountyFile, parents: &[String], ix: CountyIx) {
        let own = [Some(&file.id), Some(&file.name.value), file.short.as_ref(), file.name_hant.as_ref()];
        let own = own.into_iter().flatten().chain(file.aliases.iter().map(|a| &a.value));
        for name in own.chain(file.adcode.iter().map(|c| &c.value)) {
            self.counties.add(name, ix.0);
        }
        for parent in parents {
            self.counties.add(&format!("{parent}/{}", file.name.value), ix.0);
            self.counties.accept(&format!("{parent}{}", file.name.value), ix.0);
        }
        for name in file.formerly.iter().flat_map(|old| old.name.iter().chain(&old.code)) {
            self.former.accept(name, ix.0);
        }
        let above = parents.first().map_or("", String::as_str);
        self.county_labels.push(format!("{above}/{}", file.name.value));
        self.county_names.push(file.name.value.clone());
    }

    /// The county of a name.
    pub fn county(&self, name: &str) -> Found {
        let present = self.counties.find(name);
        match if present.is_empty() { self.former.find(name) } else { present } {
            [] => Found::Unknown,
            [one] => Found::One(CountyIx(*one)),
            several => Found::Several(several.iter().map(|ix| CountyIx(*ix)).collect()),
        }
    }

    /// How a metric's key names a county: by its name, or with the one above where the name is that of several.
    pub fn county_label(&self, ix: CountyIx) -> &str {
        let name = self.county_names.get(ix.at()).map_or("", String::as_str);
        let label = self.county_labels.get(ix.at()).map_or("", String::as_str);
        if matches!(self.county(name), Found::One(_)) { name } else { label }
    }

    /// The indicator of a name; names are unique by the time anyone asks.
    pub fn indicator(&self, name: &str) -> Option<IndicatorIx> {
        self.indicators.find(name).first().map(|ix| IndicatorIx(*ix))
    }

    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<ColumnIx> {
        self.columns.find(name).first().map(|ix| ColumnIx(*ix))
    }

    /// Finds a county or says why not.
    pub fn county_or_report(
        &self,
        file: &SourcePath,
        name: &Spanned<String>,
        findings: &mut Findings,
    ) -> Option<CountyIx> {
        let at = Span::new(file, name.range.clone());
        match self.county(&name.value) {
            Found::One(ix) => return Some(ix),
            Found::Several(list) => findings.push(self.ambiguous(&name.value, &list).at(at)),
            Found::Unknown => findings.push(self.unknown_county(&name.value).at(at)),
        }
        None
    }

    fn ambiguous(&self, name: &str, list: &[CountyIx]) -> Diagnostic {
        let labels: Vec<&str> =
            list.iter().filter_map(|ix| self.county_labels.get(ix.at())).map(String::as_str).collect();
        Diagnostic::new(
            Code::AmbiguousCounty,
            Words::new(
                format!("叫“{name}”的不止一个：{}", labels.join("、")),
                format!("`{name}` is the name of several: {}", labels.join(", ")),
            ),
        )
        .help(Words::new(
            format!("写成“{}”或写行政区划代码", labels.first().unwrap_or(&"")),
            format!("write `{}` or the six-digit code", labels.first().unwrap_or(&"")),
        ))
    }

    /// The report for a county's name that nobody knows.
    pub fn unknown_county(&self, name: &str) -> Diagnostic {
        let near = self.counties.near(name);
        Diagnostic::new(
            Code::UnknownCounty,
            Words::new(format!("没有“{name}”这个县"), format!("no county is called `{name}`")),
        )
        .help(suggest(&near, "content/counties/"))
        .instead(near)
    }

    /// The report for an indicator's name that nobody knows.
    pub fn unknown_indicator(&self, name: &str) -> Diagnostic {
        let near = self.indicators.near(name);
        Diagnostic::new(
            Code::UnknownIndicator,
            Words::new(format!("没有“{name}”这个指标"), format!("no indicator is called `{name}`")),
        )
        .help(suggest(&near, "content/indicators/"))
        .instead(near)
    }

    /// The report for a column's name that nobody knows.
    pub fn unknown_column(&self, name: &str) -> Diagnostic {
        let near = self.columns.near(name);
        Diagnostic::new(
            Code::UnknownColumn,
            Words::new(format!("没有“{name}”这个专栏"), format!("no column is called `{name}`")),
        )
        .help(suggest(&near, "content/columns/"))
        .instead(near)
    }
}

fn suggest(near: &[&str], folder: &str) -> Words {
    if near.is_empty() {
        return Words::new(
            format!("检查写法；若是新的，在 {folder} 下建一个文件"),
            format!("check the spelling, or add a file under {folder}"),
        );
    }
    let list = near.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join("、");
    Words::new(
        format!("是不是{list}？若是新的，在 {folder} 下建一个文件"),
        format!("did you mean {}? If it is new, add a file under {folder}", near.join(", ")),
    )
}

/// Reports names and aliases that two indicators share, and codes that two counties share.
pub fn report_duplicates(counties: &[CountyFile], indicators: &[IndicatorFile], findings: &mut Findings) {
    let mut seen: BTreeMap<String, (Span, &Body)> = BTreeMap::new();
    for file in indicators {
        for name in std::iter::once(&file.name).chain(&file.aliases) {
            let span = Span::new(&file.file, name.range.clone());
            report_second(&mut seen, plain(&name.value), &name.value, span, &file.body, findings);
        }
    }
    let mut seen = BTreeMap::new();
    for file in counties {
        if let Some(code) = &file.adcode {
            let span = Span::new(&file.file, code.range.clone());
            report_second(&mut seen, code.value.clone(), &code.value, span, &file.body, findings);
        }
    }
}

/// The body tells two files apart: one file may repeat its own name as an alias.
fn report_second<'a>(
    seen: &mut BTreeMap<String, (Span, &'a Body)>,
    key: String,
    shown: &str,
    span: Span,
    body: &'a Body,
    findings: &mut Findings,
) {
    match seen.get(&key) {
        Some((_, other)) if other.handle.file == body.handle.file => {}
        Some((first, _)) => findings.push(
            Diagnostic::new(
                Code::DuplicateName,
                Words::new(
                    format!("“{shown}”已经用在另一个文件里"),
                    format!("`{shown}` is used by another file already"),
                ),
            )
            .at(span)
            .also(first.clone(), Words::new("先用在这里", "first used here"))
            .help(Words::new("改一个名称、别名或代码", "change one of the two")),
        ),
        None => {
            seen.insert(key, (span, body));
        }
    }
}
