//! `content/counties/*.md`.

use crate::article::Body;
use crate::article::document;
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Words};
use crate::source::TextFile;
use crate::source::decode::{Fields, Spanned};
use crate::source::keys::{INTEGER, Keys, Shape, key, required};
use crate::source::yaml::Value;

/// Keys a county may have.
pub const KEYS: Keys = &[
    required("name", "名称", "全称，例如 庆云县", Shape::Text),
    required("kind", "类别", "县、县级市、区、功能区……", Shape::Text),
    key("adcode", "区划代码", "六位行政区划代码（GB/T 2260）；功能区没有", Shape::Adcode),
    key("parent", "上级", "所属地级市的代码或编号；没有代码的必须写", Shape::Text),
    key("short", "简称", "窄处用的名称", Shape::Text),
    key("aliases", "别名", "其他叫法", Shape::Texts),
    key("name_hant", "繁体名称", "繁体字的全称", Shape::Text),
    key("pinyin", "拼音", "带声调", Shape::Text),
    key("formerly", "曾用名", "以前的名称和代码", Shape::List(FORMERLY)),
    key("industries", "主导产业", "例如 [化工, 家具]", Shape::Texts),
    key("order", "次序", "小的在前", INTEGER),
];

const FORMERLY: Keys = &[
    key("name", "旧名", "以前的名称", Shape::Text),
    key("code", "旧代码", "以前的代码", Shape::Text),
    key("until", "到何时", "用到哪一年", Shape::Text),
];

/// A name or code a county had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub name: Option<String>,
    /// The code.
    pub code: Option<String>,
    /// Until when, as written.
    pub until: Option<String>,
}

/// A county, city, district or zone, as its file defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyFile {
    /// File stem.
    pub id: String,
    /// The file.
    pub file: SourcePath,
    /// Full name, 庆云县.
    pub name: Spanned<String>,
    /// 县, 县级市, 区, 功能区 …
    pub kind: String,
    /// Code of GB/T 2260; a zone has none.
    pub adcode: Option<Spanned<String>>,
    /// Code or id of the place it belongs to.
    pub parent: Option<Spanned<String>>,
    /// Short name for narrow places, 运河新区.
    pub short: Option<String>,
    /// Other names in use.
    pub aliases: Vec<Spanned<String>>,
    /// The name in Traditional characters.
    pub name_hant: Option<String>,
    /// Reading, with tones.
    pub pinyin: Option<String>,
    /// Names and codes it had.
    pub formerly: Vec<FormerName>,
    /// Leading industries.
    pub industries: Vec<String>,
    /// Its place among the counties.
    pub order: i64,
    /// A profile.
    pub body: Body,
}

impl CountyFile {
    /// Reads a county's file.
    pub fn read(id: &str, file: &TextFile, findings: &mut Findings) -> Option<Self> {
        let document = document::read(file, findings)?;
        let mut f = Fields::open(&file.path, &document.front, KEYS, findings);
        let name = f.required("name", "县名", "庆云县");
        let kind = f.required("kind", "类别", "县");
        let adcode = adcode(&mut f);
        let parent = f.text("parent");
        if parent.is_none() && adcode.is_none() {
            let at = document.front.range.start;
            f.report_missing("parent", "上级（没有区划代码的功能区必须写）", "\"371400\"", at..at);
        }
        Some(Self {
            id: id.to_owned(),
            file: file.path.clone(),
            adcode,
            parent,
            short: f.plain("short"),
            aliases: f.texts("aliases"),
            name_hant: f.plain("name_hant"),
            pinyin: f.plain("pinyin"),
            formerly: formerly(&file.path, &mut f),
            industries: f.texts("industries").into_iter().map(|t| t.value).collect(),
            order: f.integer("order").unwrap_or(i64::MAX),
            name: name?,
            kind: kind?.value,
            body: document.body,
        })
    }
}

fn adcode(f: &mut Fields<'_, '_>) -> Option<Spanned<String>> {
    let code = f.text("adcode")?;
    if code.value.len() == 6 && code.value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(code);
    }
    let d = Diagnostic::new(
        Code::BadNumber,
        Words::new(
            format!("行政区划代码“{}”不是六位数字", code.value),
            format!("`{}` is not a code of six digits (GB/T 2260)", code.value),
        ),
    )
    .at(f.span(&code.range))
    .help(Words::new("例如 adcode: \"371423\"；没有代码的功能区不写这一项", "for example `adcode: \"371423\"`"));
    f.report(d);
    None
}

fn formerly(path: &SourcePath, f: &mut Fields<'_, '_>) -> Vec<FormerName> {
    let Some(node) = f.node("formerly") else { return Vec::new() };
    let Value::List(items) = &node.value else {
        f.wrong_shape("formerly", node, "一个列表，例如 [{name: 旧名, until: 2019}]", "a list of {name, code, until}");
        return Vec::new();
    };
    items
        .iter()
        .map(|item| {
            let mut i = Fields::open(path, item, FORMERLY, f.findings());
            FormerName { name: i.plain("name"), code: i.plain("code"), until: i.plain("until") }
        })
        .collect()
}
