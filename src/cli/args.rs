//! The command line as typed. One registry from which parser and help derive.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use time::Date;

use crate::config::BaseUrl;
use crate::diag::Lang;
use crate::diag::print::Format;
use crate::schema::Subject;
use crate::schema::forms::Editor;
use crate::source::decode::parse_date;

/// 县域发展简报网站生成器 · Static site generator for county development bulletins
#[derive(Debug, Parser)]
#[command(name = "fangzhi", version, about, long_about = None, propagate_version = true)]
pub struct Args {
    /// 提示用的语言（缺省看系统） · Language of messages
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArg>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 生成网站 · Build the site
    Build(BuildArgs),
    /// 边写边看 · Show the site live while it is written
    Watch(WatchArgs),
    /// 只检查，不写文件 · Check without writing
    Check(CheckArgs),
    /// 导出全部数据 · Export all figures as one file
    Export(ExportArgs),
    /// 从文稿里找出数字，拟成 metrics · Propose metrics for the figures of a text
    Extract(ExtractArgs),
    /// 导入 Word、网页、文本或表格 · Import a document, page, text or sheet as draft articles
    Import(ImportArgs),
    /// 在编辑器里边写边查 · Language server for editors, on standard input and output
    Lsp(LspArgs),
    /// 解释一个代码 · Tell what a code means
    Explain(ExplainArgs),
    /// 新建网站、稿件、县或指标 · Begin a site, article, county or indicator
    New(NewArgs),
    /// 打印头信息或设置的 JSON Schema · Print a JSON Schema
    Schema(SchemaArgs),
    /// 打印命令补全脚本 · Print a completion script
    Completions(CompletionsArgs),
    /// 打印手册页 · Print the man page
    Man,
    /// 核对一份网站与它的清单 · Compare a copy of a site with its manifest
    Verify(VerifyArgs),
}

/// Arguments of `build`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct BuildArgs {
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 输出文件夹（缺省为网站文件夹里的 public） · Where to write
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// 网站将来的网址 · Where the site will stand
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub base_url: Option<BaseUrl>,
    /// 以哪天为“今天” · What counts as today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// 草稿也生成 · Include drafts
    #[arg(long)]
    pub drafts: bool,
    /// 有提醒就不生成 · Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// 报告的形式 · Form of the report
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub format: FormatArg,
    /// 文本文件旁边另存 .gz 和 .br · Put .gz and .br beside text files
    #[arg(long)]
    pub precompress: bool,
    /// 只报告问题 · Say nothing but problems
    #[arg(long)]
    pub quiet: bool,
}

/// Arguments of `watch`.
#[derive(Debug, clap::Args)]
pub struct WatchArgs {
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 在哪个地址上提供 · The address to serve on
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// 端口（缺省 8080，被占用时换下一个） · The port (default 8080, or the next that is free)
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// 打开浏览器 · Open the browser
    #[arg(long)]
    pub open: bool,
    /// 定时查看改动，不等系统通知 · Look for changes instead of waiting for events
    #[arg(long)]
    pub poll: bool,
    /// 草稿也显示 · Show drafts
    #[arg(long)]
    pub drafts: bool,
    /// 以哪天为“今天” · What counts as today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// 在 /admin/ 提供 Sveltia CMS；先在 DIR 里找，再在网站文件夹和它的上级里找 · Serve Sveltia CMS at /admin/
    #[arg(long, value_name = "DIR", num_args = 0..=1, default_missing_value = ".")]
    pub cms: Option<PathBuf>,
}

/// Arguments of `check`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct CheckArgs {
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 以哪天为“今天” · What counts as today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// 提醒也算不通过 · Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// 报告的形式 · Form of the report
    #[arg(long, value_enum, default_value_t = FormatArg::Human)]
    pub format: FormatArg,
    /// 不试排页面，更快 · Leave the rendering out
    #[arg(long)]
    pub fast: bool,
    /// 正文的数字与 metrics 互相核对 · Compare the figures of the texts with the metrics
    #[arg(long)]
    pub figures: bool,
    /// 能机械改正的改掉，先列出改动 · Mend what is mechanical, after showing it
    #[arg(long)]
    pub fix: bool,
    /// 只报告问题 · Say nothing but problems
    #[arg(long)]
    pub quiet: bool,
}

/// Arguments of `extract`.
#[derive(Debug, clap::Args)]
pub struct ExtractArgs {
    /// 文稿（Markdown 或纯文本） · The text
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 网站文件夹，取指标和县的名称 · The site whose indicators and counties are meant
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 写的是哪个县（缺省看稿件的 county） · The county the text is about
    #[arg(long, value_name = "ID")]
    pub county: Option<String>,
    /// 见报日期（缺省看稿件的 date） · The date of the text
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<Date>,
    /// 输出的形式 · Form of the output
    #[arg(long, value_enum, default_value_t = ProposalFormat::Yaml)]
    pub format: ProposalFormat,
    /// 写进稿件的 metrics；已有的不动 · Write into the front-matter; what is there is kept
    #[arg(long)]
    pub write: bool,
    /// 说明每个数凭哪些字读出 · Say which words gave each figure
    #[arg(long)]
    pub explain: bool,
}

/// Arguments of `import`.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// .docx、.html、.txt、.xlsx、.xls 或 .ods · The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// 网站文件夹 · The site that gets the articles
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 写的是哪个县（缺省从文中找） · The county the text is about
    #[arg(long, value_name = "ID")]
    pub county: Option<String>,
    /// 见报日期（缺省从文中找） · The date of the text, where it says none
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<Date>,
    /// 稿件的文件夹名（缺省用日期和文件名） · Name of the article's folder
    #[arg(long = "as", value_name = "NAME")]
    pub name: Option<String>,
    /// 只显示，不写文件 · Show the article and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Arguments of `lsp`.
#[derive(Debug, clap::Args)]
pub struct LspArgs {
    /// 网站文件夹（缺省看编辑器打开的文件夹） · The site (default: the folder that the editor has open)
    #[arg(long, value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// 草稿也算已发布 · Drafts count as published
    #[arg(long)]
    pub drafts: bool,
    /// 以哪天为“今天” · What counts as today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// 用标准输入输出；编辑器常会加上，别无他法 · Standard input and output: the only way there is
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// The form of proposals, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProposalFormat {
    /// 可粘贴的 YAML · YAML to paste
    Yaml,
    /// JSON
    Json,
}

/// Arguments of `explain`.
#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// 代码，如 FZ203；不写则列出全部 · A code; without one all are listed
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 文件的形式 · Form of the file
    #[arg(long, value_enum)]
    pub format: ExportForm,
    /// 写到哪里 · Where to write
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// 以哪天为“今天” · What counts as today
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
}

/// The form of an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// 每个数一行 · a row for each figure
    Csv,
    /// 全部表 · all tables
    Json,
    /// 每表一页 · a sheet for each table
    Xlsx,
    /// 每表一表 · a table for each table
    Sqlite,
}

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
pub struct NewArgs {
    /// What is begun.
    #[command(subcommand)]
    pub what: NewCommand,
}

/// What `new` can begin.
#[derive(Debug, Subcommand)]
pub enum NewCommand {
    /// 一个小而全的示例网站 · A small complete site
    Site {
        /// 新文件夹 · The new folder
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    /// 一篇稿件 · An article
    Article(NewArticle),
    /// 一个县 · A county
    County(NewCounty),
    /// 一个指标 · An indicator
    Indicator(NewIndicator),
}

/// Arguments of `new article`.
#[derive(Debug, clap::Args)]
pub struct NewArticle {
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 县的名称、代码或编号 · The county's name, code or id
    #[arg(long, value_name = "NAME")]
    pub county: Option<String>,
    /// 标题 · The title
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// 日期（缺省是今天） · The date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub date: Option<Date>,
    /// 专栏 · The column
    #[arg(long, value_name = "NAME")]
    pub column: Option<String>,
    /// 用 $EDITOR 打开 · Open it in $EDITOR
    #[arg(long)]
    pub edit: bool,
}

/// Arguments of `new county`.
#[derive(Debug, clap::Args)]
pub struct NewCounty {
    /// 全称，如 庆云县 · Its full name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 区划代码（缺省查表） · Its code (default: from the table)
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// 上级的代码或编号（缺省查表） · Code or id of what it belongs to
    #[arg(long, value_name = "CODE")]
    pub parent: Option<String>,
    /// 类别（缺省看名称） · Its kind
    #[arg(long, value_name = "WORD")]
    pub kind: Option<String>,
    /// 编号，即文件名（缺省是拼音） · Its id
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

/// Arguments of `new indicator`.
#[derive(Debug, clap::Args)]
pub struct NewIndicator {
    /// 名称 · Its name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
    /// 单位 · Its unit
    #[arg(long, value_name = "UNIT")]
    pub unit: Option<String>,
    /// 类型 · Its kind
    #[arg(long, value_name = "WORD")]
    pub kind: Option<String>,
    /// 编号，即文件名（缺省是拼音） · Its id
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

/// Arguments of `schema`.
#[derive(Debug, clap::Args)]
pub struct SchemaArgs {
    /// 什么的头信息 · Of what
    #[arg(value_enum, required_unless_present = "editor")]
    pub of: Option<SchemaOf>,
    /// 改为打印表单编辑器的配置 · Print the configuration of an editor with forms instead
    #[arg(long = "for", value_enum, value_name = "EDITOR", conflicts_with = "of")]
    pub editor: Option<EditorArg>,
    /// 网站文件夹 · The site's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub site: PathBuf,
}

/// An editor with forms, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EditorArg {
    /// 浏览器里的 Sveltia CMS · in the browser
    SveltiaCms,
    /// VS Code 的 Front Matter CMS · in VS Code
    FrontMatterCms,
}

impl From<EditorArg> for Editor {
    fn from(editor: EditorArg) -> Self {
        match editor {
            EditorArg::SveltiaCms => Self::SveltiaCms,
            EditorArg::FrontMatterCms => Self::FrontMatterCms,
        }
    }
}

/// What a schema is of, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// 稿件 · an article
    Article,
    /// 县 · a county
    County,
    /// 指标 · an indicator
    Indicator,
    /// 专栏 · a column
    Column,
    /// 期 · an issue
    Issue,
    /// 页面 · a page
    Page,
    /// 网站设置 · site-config.yaml
    SiteConfig,
}

impl From<SchemaOf> for Subject {
    fn from(of: SchemaOf) -> Self {
        match of {
            SchemaOf::Article => Self::Article,
            SchemaOf::County => Self::County,
            SchemaOf::Indicator => Self::Indicator,
            SchemaOf::Column => Self::Column,
            SchemaOf::Issue => Self::Issue,
            SchemaOf::Page => Self::Page,
            SchemaOf::SiteConfig => Self::SiteConfig,
        }
    }
}

/// Arguments of `completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionsArgs {
    /// bash、zsh、fish 等 · The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Arguments of `verify`.
#[derive(Debug, clap::Args)]
pub struct VerifyArgs {
    /// 网站的副本；有 --url 时只用它的清单 · The copy; with --url only its manifest is used
    #[arg(value_name = "DIR", required_unless_present = "url")]
    pub dir: Option<PathBuf>,
    /// 核对这个网址上的网站 · Compare the site at this address
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub url: Option<BaseUrl>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

/// The form of a report, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// 给人看 · for people
    Human,
    /// 每条一行 · one line each
    Short,
    /// 每行一个 JSON · one JSON object a line
    Json,
    /// GitHub Actions
    Github,
}

impl From<FormatArg> for Format {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Human => Self::Human,
            FormatArg::Short => Self::Short,
            FormatArg::Json => Self::Json,
            FormatArg::Github => Self::Github,
        }
    }
}

impl Args {
    /// The language of messages: as asked, else that of the locale, else English.
    pub fn lang(&self) -> Lang {
        match self.lang {
            Some(LangArg::Zh) => Lang::Zh,
            Some(LangArg::En) => Lang::En,
            None => locale(),
        }
    }
}

/// POSIX: the first of these that is set and not empty decides.
fn locale() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|key| std::env::var(key).ok());
    let first = set.into_iter().find(|v| !v.is_empty()).unwrap_or_default();
    if first.starts_with("zh") { Lang::Zh } else { Lang::En }
}

fn date(text: &str) -> Result<Date, String> {
    parse_date(text).ok_or_else(|| "写成 2023-12-26 的样子 · write year-month-day".to_owned())
}

fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "写完整的网址，如 https://example.org/ · write an absolute URL".to_owned())
}
