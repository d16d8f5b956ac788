//! What an editor is told about a broken template, in Chinese, and how to mend it. Knows the forms of Tera's messages.

use std::ops::Range;

use super::scan::{left_open, line_of, tags};
use crate::diag::{Words, nearest};

/// The message in Chinese, and what to do.
pub(super) struct Told {
    pub(super) zh: String,
    pub(super) hint: Option<Words>,
}

/// Filters that templates can use, for suggestions: Tera's own and the theme's.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "json",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "nw",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "runs",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// Functions that templates can use.
const FUNCTIONS: &[&str] = &["asset", "range", "super", "t", "throw"];

/// Puts Tera's `message` about the place `span` of `text` into an editor's words.
pub(super) fn tell(message: &str, text: &str, span: &Range<usize>) -> Told {
    let (zh, hint) = unknown_tag(message, text, span)
        .or_else(|| unknown_name(message))
        .or_else(|| undefined(message))
        .or_else(|| structure(message))
        .or_else(|| missing_argument(message))
        .or_else(|| unfinished(message, text))
        .unwrap_or_else(|| (format!("模板有误：{message}"), None));
    Told { zh, hint }
}

type Telling = (String, Option<Words>);

/// Tera says `Unknown tag` of whatever it did not expect: a tag of Tera 1, a misspelt one, or an end without its
/// beginning, mostly because another tag was left open before it.
fn unknown_tag(message: &str, text: &str, span: &Range<usize>) -> Option<Telling> {
    if message != "Unknown tag" {
        return None;
    }
    let word = tags(text).find(|tag| tag.range.end > span.start).map_or("", |tag| tag.word);
    let zh = format!("不认识的标签`{word}`");
    if let Some(hint) = tag_of_tera_1(word) {
        return Some((zh, Some(hint)));
    }
    if word.starts_with("end") || word.starts_with("el") {
        let zh = format!("这里不该出现`{word}`");
        return Some((zh, still_open(text, span.start)));
    }
    let known = ["if", "for", "block", "component", "include", "extends", "set", "set_global", "filter", "raw"];
    Some((zh, nearest(word, known).map(did_you_mean)))
}

fn tag_of_tera_1(word: &str) -> Option<Words> {
    match word {
        "macro" | "endmacro" => Some(Words::new(
            "Tera 2没有macro，改用组件：{% component 名字(参数) %}…{% endcomponent %}，用{{ <名字 参数={值} /> }}调用",
            "Tera 2 has no macros; write a component: {% component name(arg) %}…{% endcomponent %}, called by {{ <name arg={value} /> }}",
        )),
        "import" => Some(Words::new(
            "Tera 2的组件全站通用，不必import；删去这一行即可",
            "components of Tera 2 are known everywhere without import; delete this line",
        )),
        _ => None,
    }
}

fn still_open(text: &str, until: usize) -> Option<Words> {
    let open = left_open(text, until)?;
    let (word, line) = (open.word, line_of(text, open.range.start));
    Some(Words::new(
        format!("第{line}行的`{{% {word} %}}`还没有用`{{% end{word} %}}`结束"),
        format!("the `{{% {word} %}}` of line {line} has not been closed by `{{% end{word} %}}`"),
    ))
}

/// Filters, functions, components, templates, words and assets that do not exist.
fn unknown_name(message: &str) -> Option<Telling> {
    let (what, name) = message.strip_prefix("Unknown ")?.split_once(" `")?;
    let name = name.split('`').next()?;
    let (zh, hint) = match what {
        "filter" => ("过滤器", filter_hint(name)),
        "function" => ("函数", nearest(name, FUNCTIONS.iter().copied()).map(did_you_mean)),
        "component" => ("组件", None),
        "template" => ("模板", None),
        "test" => ("判断", None),
        "word" => ("词条", Some(Words::new("在i18n文件中加上这一条", "add it to the theme's i18n file"))),
        "asset" => ("资源文件", Some(Words::new("文件应在assets文件夹中", "the file belongs into the folder assets"))),
        _ => return None,
    };
    Some((format!("没有名为`{name}`的{zh}"), hint))
}

fn filter_hint(name: &str) -> Option<Words> {
    match name {
        "json_encode" => Some(did_you_mean("json")),
        "map" | "filter" | "concat" | "slice" => Some(Words::new(
            format!(
                "Tera 2没有过滤器{name}：用列表推导[x.名 for x in 列表 if 条件]、切片列表[0:3]或展开[...甲, ...乙]"
            ),
            format!(
                "Tera 2 has no filter {name}: use a comprehension [x.name for x in list if …], a slice list[0:3] or a spread [...a, ...b]"
            ),
        )),
        "date" | "slugify" | "urlencode" | "markdown" => Some(Words::new(
            "模板收到的文字和日期已可直接使用，不必再加工",
            "the texts and dates that templates get are ready to print",
        )),
        _ => nearest(name, FILTERS.iter().copied()).map(did_you_mean),
    }
}

/// A word with a place that the template does not fill.
fn missing_argument(message: &str) -> Option<Telling> {
    let (key, rest) = message.strip_prefix("Word `")?.split_once('`')?;
    let name = rest.strip_prefix(" needs the argument `")?.strip_suffix('`')?;
    let hint = Words::new(format!("写成t(key=\"{key}\", {name}=…)"), format!("write t(key=\"{key}\", {name}=…)"));
    Some((format!("词条`{key}`缺少参数`{name}`"), Some(hint)))
}

/// Variables and fields that do not exist; Tera lists those that do.
fn undefined(message: &str) -> Option<Telling> {
    let (what, rest) = message.split_once(" `")?;
    let (name, rest) = rest.split_once('`')?;
    if !rest.starts_with(" is not defined") {
        return None;
    }
    let zh = match what {
        "Field" => format!("没有字段`{name}`"),
        "Variable" => format!("没有变量`{name}`"),
        _ => return None,
    };
    let known = rest.split_once(": ").map_or("", |(_, list)| list);
    Some((zh, nearest(name, known.split(", ")).map(did_you_mean).or_else(|| invisible(name))))
}

fn invisible(name: &str) -> Option<Words> {
    matches!(name, "head" | "site").then(|| {
        Words::new(
            format!("组件看不到页面的变量，请作为参数传入：{name}={{{name}}}"),
            format!("components do not see the page's variables; pass it: {name}={{{name}}}"),
        )
    })
}

/// Inheritance and inclusion.
fn structure(message: &str) -> Option<Telling> {
    if message.starts_with("Circular extend") {
        let hint = Words::new(
            "要改写主题的同名模板，写{% extends \"主题名/模板名.html\" %}",
            "to build on the theme's template of the same name, write {% extends \"theme/name.html\" %}",
        );
        Some(("模板继承成了圈".to_owned(), Some(hint)))
    } else if message.starts_with("Circular include") {
        Some(("模板互相包含，成了圈".to_owned(), None))
    } else if message.contains("is inheriting from") {
        Some(("所继承的模板不存在".to_owned(), None))
    } else if message.starts_with("Block `") && message.ends_with("is not defined in any parent template") {
        let hint = Words::new(
            "所继承的模板没有这个block，里面的内容不会显示；请核对名字",
            "the parent has no such block, so its content would never show; check the name",
        );
        Some(("所继承的模板里没有这个block".to_owned(), Some(hint)))
    } else {
        None
    }
}

fn unfinished(message: &str, text: &str) -> Option<Telling> {
    (message == "Unexpected end of input").then(|| ("模板没有写完".to_owned(), still_open(text, text.len())))
}

fn did_you_mean(name: &str) -> Words {
    Words::new(format!("是不是`{name}`？"), format!("did you mean `{name}`?"))
}

/// Where a template names its parent, for problems of inheritance, which Tera gives without a place.
pub(super) fn place_of_extends(text: &str) -> Option<Range<usize>> {
    tags(text).find(|tag| tag.word == "extends").map(|tag| tag.range)
}
