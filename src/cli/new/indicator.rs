//! `new indicator`: unit and kind are asked for; the definition is left to the editor.

use super::{Refusal, ask, checked_id, create, is_site, scalar, written};
use crate::cli::args::NewIndicator;
use crate::definition::INDICATOR_KEYS;
use crate::diag::{Lang, Words};
use crate::quantity::Unit;
use crate::search::romanised;
use crate::source::keys::Shape;

pub(super) fn new(args: &NewIndicator, lang: Lang) -> Result<Words, Refusal> {
    is_site(&args.site)?;
    let unit_words =
        Words::new("单位（如 亿元、%、家；只有排名的写 无）", "the unit (such as 亿元, %, 家; none for ranks)");
    let unit = unit(&ask::need(args.unit.as_deref(), &unit_words, "--unit", lang)?)?;
    let kinds = kinds();
    let kind_words = Words::new(format!("类型（{}）", kinds.join("、")), format!("the kind ({})", kinds.join(", ")));
    let kind = ask::need(args.kind.as_deref(), &kind_words, "--kind", lang)?;
    if !kinds.contains(&kind.as_str()) {
        return Err(Refusal::Usage(Words::new(
            format!("类型不能写“{kind}”，可以写：{}", kinds.join("、")),
            format!("`{kind}` is no kind; one of: {}", kinds.join(", ")),
        )));
    }
    let id = args.id.clone().unwrap_or_else(|| romanised(&args.name));
    let path = args.site.join("content/indicators").join(format!("{}.md", checked_id(&id)?));
    create(&path, &text(&args.name, unit.as_deref(), &kind))?;
    Ok(written(&path, "在头信息下面写上定义和口径。", "Write its definition below the front-matter."))
}

/// The words that the reader of indicators accepts.
fn kinds() -> Vec<&'static str> {
    let kind = INDICATOR_KEYS.iter().find(|key| key.name == "kind");
    match kind.map(|key| &key.shape) {
        Some(Shape::Word(words)) => words(),
        _ => Vec::new(),
    }
}

fn unit(text: &str) -> Result<Option<String>, Refusal> {
    if matches!(text, "无" | "none" | "null") {
        return Ok(None);
    }
    match Unit::parse(text) {
        Some(unit) => Ok(Some(unit.to_string())),
        None => Err(Refusal::Usage(Words::new(
            format!("单位“{text}”读不懂，例如 亿元、%、家"),
            format!("`{text}` is not a unit; for example 亿元, %, 家"),
        ))),
    }
}

fn text(name: &str, unit: Option<&str>, kind: &str) -> String {
    let unit = unit.map_or_else(|| "null                     # 只有排名或增速".to_owned(), scalar);
    format!(
        "---\nname: {}\nunit: {unit}\nkind: {kind}\n# aliases: [稿件里的其他叫法]\n# group: 综合\n# cumulative: true             # 按年内累计公布\n\
         # direction: up                # up 越高越好，down 越低越好\n---\n\n定义和口径：请写明统计什么、不统计什么、由谁公布。\n",
        scalar(name)
    )
}
