//! Why a foreign file is not taken, and what of one was not: each with its code, in both languages.

use crate::diag::{Code, Diagnostic, Words};

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No kind of file that can be read.
    Unknown,
    /// A file of Word before 2007, or another of that family.
    OldBinary,
    /// It asks for a password.
    Locked,
    /// It is damaged, or something else than its beginning says.
    Broken,
    /// It unpacks to more than a document has.
    Bomb,
    /// Its XML declares entities.
    Entities,
    /// Its parts are nested deeper than a document's.
    TooDeep,
    /// It has more parts than a document has.
    TooMany,
    /// A path in it leads out of it.
    LeadsOut,
    /// Neither UTF-8 nor GB 18030.
    Letters,
    /// There is nothing to read in it.
    Empty,
}

impl Fault {
    fn code(self) -> Code {
        match self {
            Self::Unknown | Self::OldBinary => Code::ForeignKind,
            Self::Broken | Self::Letters | Self::Locked | Self::Empty => Code::ForeignBroken,
            Self::Bomb | Self::Entities | Self::TooDeep | Self::TooMany | Self::LeadsOut => Code::ForeignRefused,
        }
    }

    fn message(self, name: &str) -> Words {
        let (zh, en) = match self {
            Self::Unknown => ("不是能导入的文件", "is no kind of file that can be imported"),
            Self::OldBinary => ("是旧版 Word（.doc）或同类文件", "is an old Word file (.doc) or one of that family"),
            Self::Locked => ("有密码", "asks for a password"),
            Self::Broken => ("已经损坏，或者内容与文件类型不符", "is damaged, or something else than its name says"),
            Self::Bomb => ("解开以后太大（压缩炸弹），没有读", "unpacks to far too much (a zip bomb); it was not read"),
            Self::Entities => (
                "里面声明了实体（可能用来读取本机文件），没有读",
                "declares XML entities (which can fetch files of this machine); it was not read",
            ),
            Self::TooDeep => ("嵌套太深，没有读", "is nested too deep; it was not read"),
            Self::TooMany => ("内容太多，没有读", "holds too much; it was not read"),
            Self::LeadsOut => ("里面的路径指向文件以外，没有读", "has a path that leads out of it; it was not read"),
            Self::Letters => ("的文字既不是 UTF-8 也不是 GB 18030", "is text neither in UTF-8 nor in GB 18030"),
            Self::Empty => ("里面没有内容", "holds nothing to read"),
        };
        Words::new(format!("“{name}”{zh}"), format!("`{name}` {en}"))
    }

    fn help(self) -> Words {
        match self.code() {
            Code::ForeignKind => Words::new(
                "可以导入 .docx、.xlsx、.xls、.ods、.html 和 .txt；旧版 .doc 请在 Word 或 WPS 里另存为 .docx",
                "what can be imported: .docx, .xlsx, .xls, .ods, .html and .txt; save an old .doc as .docx in Word or WPS",
            ),
            Code::ForeignBroken => Words::new(
                "在 Word、WPS 或浏览器里打开，重新保存一份（去掉密码）再试",
                "open it in Word, WPS or a browser, save it again (without password) and try once more",
            ),
            _ => Words::new(
                "来路正当的文件，可在 Word、WPS 或浏览器里打开，把要用的部分另存为新文件；表格一次不超过200,000格",
                "if you trust the file, open it in its own program and save the part you need as a new one; a sheet has \
                 at most 200,000 cells",
            ),
        }
    }

    /// The diagnostic about the file of this name.
    #[must_use]
    pub fn told(self, name: &str) -> Diagnostic {
        Diagnostic::new(self.code(), self.message(name)).help(self.help())
    }
}

/// What of a file was left out or not believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Parts of a page or document that are not its text: how many of them, how many characters, how they begin.
    Dropped(Part, usize, String),
    /// A page title that does not occur in the article.
    Title(String),
    /// The title was taken from the text.
    TitleOf(String),
}

/// A part that is not the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Text before the page's own header.
    Injected,
    /// Elements that a reader does not see.
    Hidden,
    /// Navigation, lists of other articles, sharing, comments.
    Navigation,
    /// Advertising.
    Advertising,
    /// What else stands outside of the article.
    Outside,
    /// Text that was deleted under track changes.
    Deleted,
    /// Comments of reviewers.
    Comments,
    /// Pictures of a kind that no browser shows, or that are missing.
    Pictures,
    /// Formulas, charts and other objects.
    Objects,
}

impl Part {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Injected => ("页头之前插入的文字", "text before the page's own header"),
            Self::Hidden => ("读者看不见的内容", "what readers do not see"),
            Self::Navigation => ("导航与栏目链接", "navigation"),
            Self::Advertising => ("广告", "advertising"),
            Self::Outside => ("正文以外的内容", "what stands outside of the article"),
            Self::Deleted => ("修订中已删除的文字", "text deleted under track changes"),
            Self::Comments => ("批注", "comments"),
            Self::Pictures => ("浏览器不能显示或找不到的图片", "pictures that are missing or that no browser shows"),
            Self::Objects => ("公式、图表等对象", "formulas, charts and other objects"),
        }
    }
}

impl Remark {
    /// The diagnostic about the file of this name.
    #[must_use]
    pub fn told(&self, name: &str) -> Diagnostic {
        match self {
            Self::Dropped(part, count, beginning) => dropped(*part, *count, beginning, name),
            Self::Title(title) => Diagnostic::new(
                Code::TitleDoubtful,
                Words::new(
                    format!("“{name}”的网页标题“{title}”在正文里没有出现，没有采用"),
                    format!("the page title of `{name}`, `{title}`, does not occur in the article and was not taken"),
                ),
            )
            .help(Words::new("核对稿件的 title", "check the article's `title`")),
            Self::TitleOf(title) => Diagnostic::new(
                Code::TitleDoubtful,
                Words::new(
                    format!("“{name}”没有标题样式，用了第一行“{title}”"),
                    format!("`{name}` marks no title; its first line `{title}` was taken"),
                ),
            )
            .help(Words::new("核对稿件的 title", "check the article's `title`")),
        }
    }
}

fn dropped(part: Part, count: usize, beginning: &str, name: &str) -> Diagnostic {
    let (zh, en) = part.words();
    let shown = |open: &str, close: &str| match beginning {
        "" => String::new(),
        words => format!("{open}{words}{close}"),
    };
    Diagnostic::new(
        Code::Dropped,
        Words::new(
            format!("“{name}”：略去{zh}（{count}处）{}", shown("，如“", "”")),
            format!("`{name}`: left out {en} ({count}){}", shown(", such as `", "`")),
        ),
    )
}
