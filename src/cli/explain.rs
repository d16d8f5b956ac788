//! `explain`: what a code means, in the words of `data/codes.txt`, from which the page of all codes is written too.

use std::io::Write as _;
use std::process::ExitCode;

use super::args::ExplainArgs;
use super::report::say;
use crate::diag::{Code, Explanation, Lang, Words, nearest};

/// Prints the explanation of one code, or the list of all.
pub fn explain(args: &ExplainArgs, lang: Lang) -> ExitCode {
    let Some(asked) = &args.code else {
        print(&Code::ALL.iter().map(|code| line(*code, lang)).collect::<String>());
        return ExitCode::SUCCESS;
    };
    let Some(code) = Code::parse(asked) else {
        let near = nearest(&asked.to_uppercase(), Code::ALL.iter().map(|code| code.id()));
        let (zh, en) =
            near.map_or_else(Default::default, |near| (format!("是不是 {near}？"), format!(" Did you mean {near}?")));
        say(&Words::new(format!("没有“{asked}”这个代码。{zh}"), format!("there is no code `{asked}`.{en}")), lang);
        return ExitCode::from(2);
    };
    print(&page(code, lang));
    ExitCode::SUCCESS
}

fn print(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}

fn line(code: Code, lang: Lang) -> String {
    format!("{}  {}\n", code.id(), Explanation::of(code).map(|e| e.meaning(lang)).unwrap_or_default())
}

fn page(code: Code, lang: Lang) -> String {
    let Some(told) = Explanation::of(code) else { return line(code, lang) };
    let words = match lang {
        Lang::Zh => ["级别", "不对", "对"],
        Lang::En => ["Level", "Wrong", "Right"],
    };
    let fixed = match (code.is_fixed(), lang) {
        (true, Lang::Zh) => "（不能改）",
        (true, Lang::En) => " (cannot be changed)",
        (false, Lang::Zh) => "（可在 site-config.yaml 的 checks 里改）",
        (false, Lang::En) => " (may be set in `checks` of site-config.yaml)",
    };
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let [level, wrong, right] = words;
    let severity = code.severity().id();
    let mut page = format!("{}  {}\n\n{level}: {severity}{fixed}\n", code.id(), told.meaning(lang));
    for (name, example) in [(wrong, told.wrong), (right, told.right)] {
        let Some(example) = example else { continue };
        let what = Some(example.told(lang)).filter(|what| !what.is_empty()).map(|what| format!(" ({what})"));
        page.push_str(&format!("\n{name}{}:\n\n{}", what.unwrap_or_default(), indented(example.text)));
    }
    page
}
