//! `new county`: code and parent come from the table of codes.

use super::{Refusal, checked_id, create, is_site, scalar, written};
use crate::cli::args::NewCounty;
use crate::diag::Words;
use crate::model::regions;
use crate::search::romanised;

pub(super) fn new(args: &NewCounty) -> Result<Words, Refusal> {
    is_site(&args.site)?;
    let code = code(args)?;
    let parent = match (&args.parent, code.as_deref().map(regions::codes_above)) {
        (Some(parent), _) => Some(parent.clone()),
        (None, Some(above)) => above.first().map(|code| (*code).to_owned()),
        (None, None) => None,
    };
    if code.is_none() && parent.is_none() {
        return Err(no_code(&args.name));
    }
    let short = short(&args.name);
    let id = args.id.clone().unwrap_or_else(|| romanised(short));
    let path = args.site.join("content/counties").join(format!("{}.md", checked_id(&id)?));
    let above = code.as_deref().map(regions::above).unwrap_or_default();
    create(&path, &text(&args.name, kind(args), code.as_deref(), parent.as_deref(), &above))?;
    Ok(written(&path, "填上简介；拼音和主导产业可以补在头信息里。", "Write its profile below the front-matter."))
}

/// The code as given, else that of the only county of this name.
fn code(args: &NewCounty) -> Result<Option<String>, Refusal> {
    if let Some(code) = &args.code {
        let six = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
        let words = || Words::new(format!("“{code}”不是六位代码"), format!("`{code}` is not a code of six digits"));
        return if six { Ok(Some(code.clone())) } else { Err(Refusal::Usage(words())) };
    }
    let codes: Vec<&str> = regions::counties_named(&args.name).collect();
    match codes.as_slice() {
        [] => Ok(None),
        [code] => Ok(Some((*code).to_owned())),
        several => Err(ambiguous(&args.name, several)),
    }
}

fn ambiguous(name: &str, codes: &[&str]) -> Refusal {
    let list: Vec<String> = codes.iter().map(|code| format!("{code} {}", regions::above(code).join(" "))).collect();
    Refusal::Usage(Words::new(
        format!("有{}个“{name}”，用 --code 指明：\n  {}", codes.len(), list.join("\n  ")),
        format!("there are {} places called `{name}`; say which with --code:\n  {}", codes.len(), list.join("\n  ")),
    ))
}

fn no_code(name: &str) -> Refusal {
    Refusal::Usage(Words::new(
        format!("代码表里没有“{name}”。县用 --code 给出代码；功能区用 --parent 给出上级的代码，如 --parent 371400"),
        format!(
            "the table of codes has no `{name}`; give --code for a county, --parent 371400 for a zone without code"
        ),
    ))
}

fn short(name: &str) -> &str {
    ["自治县", "自治旗", "县", "市", "区", "旗"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .filter(|short| short.chars().count() >= 2)
        .unwrap_or(name)
}

fn kind(args: &NewCounty) -> &str {
    let by_name = match args.name.chars().last() {
        _ if args.code.is_none() && args.parent.is_some() => "功能区",
        Some('市') => "县级市",
        Some('区') => "区",
        Some('旗') => "旗",
        _ if args.name.ends_with("自治县") => "自治县",
        _ => "县",
    };
    args.kind.as_deref().unwrap_or(by_name)
}

fn text(name: &str, kind: &str, code: Option<&str>, parent: Option<&str>, above: &[&str]) -> String {
    let code = code.map(|code| format!("adcode: \"{code}\"\n")).unwrap_or_default();
    let parent = parent.map(|parent| format!("parent: \"{parent}\"{}\n", comment(above.first()))).unwrap_or_default();
    let short = short(name);
    let short = if short == name { String::new() } else { format!("short: {}\n", scalar(short)) };
    let place: String = above.iter().rev().copied().collect();
    format!(
        "---\nname: {}\nkind: {kind}\n{code}{parent}{short}# industries: [主导产业]\n---\n\n{place}下辖的{kind}。\n",
        scalar(name)
    )
}

fn comment(place: Option<&&str>) -> String {
    place.map(|place| format!("               # {place}")).unwrap_or_default()
}
