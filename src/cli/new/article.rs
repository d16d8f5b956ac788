//! `new article`: a draft with commented front-matter and the county's usual indicators ready to fill.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use time::Date;

use super::{Refusal, ask, create, free, is_site, scalar, written};
use crate::cli::args::NewArticle;
use crate::cli::build::today;
use crate::diag::{Findings, Lang, Words, nearest};
use crate::load::{self, Memory};
use crate::model::{County, Indicator, Options, Site};
use crate::source::Disk;

/// How many indicators are offered.
const USUAL: usize = 6;

pub(super) fn new(args: &NewArticle, lang: Lang) -> Result<Words, Refusal> {
    is_site(&args.site)?;
    let site = read(&args.site);
    let name = ask::need(args.county.as_deref(), &Words::new("县名", "the county"), "--county", lang)?;
    let county = county(&site, &name)?;
    let title = ask::need(args.title.as_deref(), &Words::new("标题", "the title"), "--title", lang)?;
    let date = args.date.unwrap_or_else(|| today(&site.config));
    let column = args.column.as_deref().map(|column| self::column(&site, column)).transpose()?;
    let folder = args.site.join("content/articles").join(date.year().to_string());
    let path = free(&folder, &format!("{date}-{}", county.file.id));
    create(&path, &text(&site, county, &title, date, column))?;
    if args.edit {
        edit(&path)?;
    }
    Ok(written(
        &path,
        "填好数字和正文，去掉 draft 一行即可发布；写好正文后可用 fangzhi extract --write 补数字。",
        "Fill in figures and text and take the line `draft` away; `fangzhi extract --write` finds figures in the text.",
    ))
}

fn read(folder: &Path) -> Site {
    let disk = Disk::new(folder);
    let mut findings = Findings::new();
    let config = load::config(&disk, None, &mut findings);
    let options = Options { as_of: today(&config), drafts: true };
    let files = disk.scan(&mut findings);
    load::site(&disk, &files, &mut Memory::default(), config, options, &mut findings)
}

fn county<'s>(site: &'s Site, name: &str) -> Result<&'s County, Refusal> {
    let called = |county: &&County| {
        let file = &county.file;
        file.id == name
            || file.name.value == name
            || file.short.as_deref() == Some(name)
            || file.adcode.as_ref().is_some_and(|code| code.value == name)
            || file.aliases.iter().any(|alias| alias.value == name)
    };
    site.counties.iter().find(called).ok_or_else(|| {
        let near = nearest(name, site.counties.iter().map(|county| county.file.name.value.as_str()));
        let (zh, en) = near.map_or_else(
            || (format!("用 fangzhi new county {name} 加上"), format!("add it with `fangzhi new county {name}`")),
            |near| (format!("是不是“{near}”？"), format!("did you mean `{near}`?")),
        );
        Refusal::Content(Words::new(format!("网站没有“{name}”。{zh}"), format!("the site has no `{name}`; {en}")))
    })
}

fn column<'s>(site: &'s Site, name: &str) -> Result<&'s str, Refusal> {
    let known = site.columns.iter().find(|column| column.file.id == name || column.file.name == name);
    known.map(|column| column.file.id.as_str()).ok_or_else(|| {
        let names: Vec<&str> = site.columns.iter().map(|column| column.file.name.as_str()).collect();
        Refusal::Content(Words::new(
            format!("网站没有专栏“{name}”，有：{}", names.join("、")),
            format!("the site has no column `{name}`; it has {}", names.join(", ")),
        ))
    })
}

/// The indicators that articles of the county state most often; for a new county, those of the home page.
fn usual<'s>(site: &'s Site, county: &County) -> Vec<&'s Indicator> {
    let mut points: BTreeMap<usize, usize> = BTreeMap::new();
    for series in &county.series {
        let series = site.series(*series);
        *points.entry(series.indicator.at()).or_default() += series.points.len();
    }
    let mut order: Vec<(usize, usize)> = points.into_iter().collect();
    order.sort_by_key(|(at, count)| (usize::MAX - count, *at));
    let own: Vec<&Indicator> = order.iter().filter_map(|(at, _)| site.indicators.get(*at)).take(USUAL).collect();
    if own.is_empty() { site.indicators.iter().filter(|i| i.file.headline).take(USUAL).collect() } else { own }
}

fn text(site: &Site, county: &County, title: &str, date: Date, column: Option<&str>) -> String {
    let lines: String = usual(site, county).into_iter().map(line).collect();
    let columns: Vec<&str> = site.columns.iter().map(|column| column.file.id.as_str()).collect();
    let column = match column {
        Some(column) => format!("column: {column}\n"),
        None => format!("# column:                      # 专栏：{}\n", columns.join("、")),
    };
    format!(
        "---\n\
         title: {}\n\
         county: {}\n\
         date: {date}\n\
         draft: true                    # 写好后删去这一行\n\
         # period: {}年                # 全文缺省的时期：2023年、上半年、前三季度、前11个月……\n\
         metrics:                       # 去掉行首的“# ”，填上数；写法见 docs/metrics.md\n\
         {lines}\
         {column}\
         # tags: [财政, 投资]\n\
         # summary:                     # 摘要，不写则取正文开头\n\
         # source: {{name: 报纸名称, date: {date}}}\n\
         ---\n\n正文。\n",
        scalar(title),
        scalar(&county.file.name.value),
        date.year(),
    )
}

fn line(indicator: &Indicator) -> String {
    let unit = indicator.file.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    let value = if unit.is_empty() { "+0.0%".to_owned() } else { format!("0.0{unit}, +0.0%") };
    format!("  # {}: {value}\n", indicator.file.name.value)
}

/// Opens `$VISUAL` or `$EDITOR`.
fn edit(path: &Path) -> Result<(), Refusal> {
    let editor = ["VISUAL", "EDITOR"].into_iter().filter_map(|key| std::env::var(key).ok()).find(|v| !v.is_empty());
    let none = || Words::new("没有设 EDITOR，不知道用哪个编辑器打开", "EDITOR is not set, so no editor was opened");
    let editor = editor.ok_or_else(|| Refusal::Usage(none()))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or_default();
    match Command::new(program).args(words).arg(path).status() {
        Ok(_) => Ok(()),
        Err(error) => {
            let why = Words::of_failure(&error);
            Err(Refusal::Machine(Words::new(
                format!("打不开编辑器 {editor}：{}", why.zh),
                format!("cannot open the editor {editor}: {}", why.en),
            )))
        }
    }
}
