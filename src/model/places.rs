//! Where each county belongs: the places above it, and what the table of codes (GB/T 2260) says against its file.

use std::collections::BTreeMap;

use super::regions::{self, AS_OF};
use crate::definition::CountyFile;
use crate::diag::{Code, Diagnostic, Findings, Span, Words};
use crate::source::decode::Spanned;

/// The places above a county.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Above {
    /// Their names, the nearest first: 德州市, 山东省.
    pub names: Vec<String>,
    /// Code of the nearest prefecture or province.
    pub region: Option<&'static str>,
}

impl Above {
    fn of_code(code: &str) -> Self {
        let codes = regions::codes_above(code);
        let names = codes.iter().filter_map(|c| regions::name(c)).map(str::to_owned).collect();
        Self { names, region: codes.first().copied() }
    }
}

/// Finds the places above each county: by its parent's code or id, else by its own code.
pub fn find(files: Vec<CountyFile>, findings: &mut Findings) -> Vec<(CountyFile, Above)> {
    let sites: Names = files
        .iter()
        .map(|f| (f.id.clone(), (f.name.value.clone(), f.adcode.as_ref().map(|c| c.value.clone()))))
        .collect();
    files
        .into_iter()
        .map(|file| {
            check_code(&file, findings);
            let above = above(&file, &sites, findings);
            (file, above)
        })
        .collect()
}

/// Names and codes of the site's counties, by id.
type Names = BTreeMap<String, (String, Option<String>)>;

fn above(file: &CountyFile, sites: &Names, findings: &mut Findings) -> Above {
    let Some(parent) = &file.parent else {
        return file.adcode.as_ref().map(|c| Above::of_code(&c.value)).unwrap_or_default();
    };
    let by_code = |(n, c): &(String, Option<String>)| (c.as_deref() == Some(&parent.value)).then(|| n.clone());
    if let Some((name, code)) = sites.get(&parent.value) {
        let over = code.as_deref().map(Above::of_code).unwrap_or_default();
        return below(name.clone(), None, over);
    }
    let known = regions::name(&parent.value).map(str::to_owned);
    match known.or_else(|| sites.values().find_map(by_code)) {
        Some(name) => {
            check_parent(file, parent, findings);
            below(name, regions::known_above_county(&parent.value), Above::of_code(&parent.value))
        }
        None => {
            findings.push(unknown_parent(parent).at(Span::new(&file.file, parent.range.clone())));
            Above::default()
        }
    }
}

/// One place more under those above it. A parent that is a county is no region of its own.
fn below(name: String, code: Option<&'static str>, over: Above) -> Above {
    Above { names: std::iter::once(name).chain(over.names).collect(), region: code.or(over.region) }
}

fn unknown_parent(parent: &Spanned<String>) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownParent,
        Words::new(format!("上级“{}”找不到", parent.value), format!("no place has the code or id `{}`", parent.value)),
    )
    .help(Words::new(
        "写地级市的六位代码，例如 parent: \"371400\"，或 content/counties 里一个文件的名字",
        "write the six-digit code of the prefecture, as in `parent: \"371400\"`, or the id of a county file",
    ))
}

/// A code must carry the name that the file gives, or one that it gives as a former one.
fn check_code(file: &CountyFile, findings: &mut Findings) {
    let Some(code) = &file.adcode else { return };
    let known = regions::name(&code.value);
    let had = |name: &str| file.formerly.iter().any(|old| old.name.as_deref() == Some(name));
    if known.is_some_and(|name| name == file.name.value || had(name)) {
        return;
    }
    let at = Span::new(&file.file, code.range.clone());
    let own: Vec<&str> = regions::counties_named(&file.name.value).collect();
    findings.push(match known {
        Some(name) => other_name(file, &code.value, name, &own).at(at),
        None if !own.is_empty() => other_code(file, &code.value, &own).at(at),
        None => unknown_code(&code.value).at(at),
    });
}

fn other_name(file: &CountyFile, code: &str, name: &str, own: &[&str]) -> Diagnostic {
    let own_name = &file.name.value;
    Diagnostic::new(
        Code::RegionMismatch,
        Words::new(
            format!("代码{code}是{name}，这里写的是{own_name}"),
            format!("{code} is the code of {name}, not of {own_name}"),
        ),
    )
    .help(if own.is_empty() {
        Words::new(
            format!("核对代码（GB/T 2260，{AS_OF}）；若是改名，写 formerly: [{{name: {name}, until: …}}]"),
            format!(
                "check the code (GB/T 2260, {AS_OF}); if it was renamed, add `formerly: [{{name: {name}, until: …}}]`"
            ),
        )
    } else {
        code_of(own_name, own)
    })
}

fn other_code(file: &CountyFile, code: &str, own: &[&str]) -> Diagnostic {
    Diagnostic::new(
        Code::RegionMismatch,
        Words::new(
            format!("没有代码{code}（GB/T 2260，{AS_OF}）"),
            format!("there is no code {code} (GB/T 2260, {AS_OF})"),
        ),
    )
    .help(code_of(&file.name.value, own))
}

fn code_of(name: &str, own: &[&str]) -> Words {
    let list: Vec<String> =
        own.iter().map(|c| format!("{c}（{}）", regions::above(c).first().copied().unwrap_or_default())).collect();
    Words::new(format!("{name}的代码是{}", list.join("、")), format!("the code of {name} is {}", own.join(", ")))
}

fn unknown_code(code: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownRegion,
        Words::new(
            format!("代码表（GB/T 2260，{AS_OF}）里没有{code}"),
            format!("the table of codes (GB/T 2260, {AS_OF}) has no {code}"),
        ),
    )
    .help(Words::new(
        "此后新设的可不理会；否则核对代码",
        "if the place is newer than the table, nothing is wrong; else check the code",
    ))
}

/// A parent by code must be among the places that the county's own code stands below.
fn check_parent(file: &CountyFile, parent: &Spanned<String>, findings: &mut Findings) {
    let Some(code) = &file.adcode else { return };
    let above = regions::codes_above(&code.value);
    if above.is_empty() || above.contains(&parent.value.as_str()) || regions::name(&code.value).is_none() {
        return;
    }
    let right = above.first().copied().unwrap_or_default();
    let names = |c: &str| regions::name(c).unwrap_or_default();
    findings.push(
        Diagnostic::new(
            Code::RegionMismatch,
            Words::new(
                format!("{}的代码在{}之下，上级却写{}", file.name.value, names(right), names(&parent.value)),
                format!(
                    "the code of {} is below {}, the parent is given as {}",
                    file.name.value,
                    names(right),
                    names(&parent.value)
                ),
            ),
        )
        .at(Span::new(&file.file, parent.range.clone()))
        .help(Words::new(
            format!("写 parent: \"{right}\"，或不写这一项：有代码的县自会找到上级"),
            format!("write `parent: \"{right}\"` or leave the line out: a county with a code finds its parent"),
        )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourcePath;
    use crate::source::TextFile;

    /// Reads one county and says what is found and where it belongs.
    #[track_caller]
    fn check(front: &str, codes: &[Code], names: &[&str], region: Option<&str>) {
        let mut findings = Findings::new();
        let file = TextFile { path: SourcePath::new("c.md"), text: format!("---\n{front}\n---\n") };
        let county = CountyFile::read("c", &file, &mut findings).unwrap();
        let found = find(vec![county], &mut findings);
        let got: Vec<Code> = findings.iter().map(|d| d.code).collect();
        assert_eq!(got, codes, "{findings:#?}");
        assert_eq!(found[0].1.names, names);
        assert_eq!(found[0].1.region, region);
    }

    #[test]
    fn the_table_fills_the_parent_and_checks_the_rest() {
        let dezhou = ["德州市", "山东省"];
        let code = Some("371400");
        check("name: 庆云县\nkind: 县\nadcode: \"371423\"", &[], &dezhou, code);
        check("name: 庆云县\nkind: 县\nadcode: \"371423\"\nparent: \"371400\"", &[], &dezhou, code);
        check("name: 宁津县\nkind: 县\nadcode: \"371423\"", &[Code::RegionMismatch], &dezhou, code);
        check("name: 庆云县\nkind: 县\nadcode: \"371499\"", &[Code::RegionMismatch], &dezhou, code);
        check("name: 新设区\nkind: 区\nadcode: \"371499\"", &[Code::UnknownRegion], &dezhou, code);
        check(
            "name: 庆云区\nkind: 区\nadcode: \"371423\"\nformerly: [{name: 庆云县, until: 2025}]",
            &[],
            &dezhou,
            code,
        );
        let jinan = ["济南市", "山东省"];
        let front = "name: 庆云县\nkind: 县\nadcode: \"371423\"\nparent: \"370100\"";
        check(front, &[Code::RegionMismatch], &jinan, Some("370100"));
        check("name: 高新区\nkind: 功能区\nparent: \"371400\"", &[], &dezhou, code);
        check("name: 高新区\nkind: 功能区\nparent: \"371423\"", &[], &["庆云县", "德州市", "山东省"], code);
        check("name: 高新区\nkind: 功能区\nparent: \"371\"", &[Code::UnknownParent], &[], None);
        check("name: 仙桃市\nkind: 县级市\nadcode: \"429004\"", &[], &["湖北省"], Some("420000"));
    }
}
