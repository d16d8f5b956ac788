//! The registry of codes. A code keeps its meaning for ever; a retired one is not given out again.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For information.
    Note,
    /// The site is built; somebody should look (stops the build with `--strict`).
    Warning,
    /// The site is not built.
    Error,
}

impl Severity {
    /// The word used in machine-readable reports and in site-config.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $id:literal $severity:ident $fixed:literal;)*) => {
        /// A stable code.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $name,)* }

        impl Code {
            /// Every code there is, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as printed.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// Its severity unless site-config says otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// Whether its severity may not be changed (blueprint “Errors and warnings”).
            #[must_use]
            pub fn is_fixed(self) -> bool {
                match self { $(Self::$name => $fixed,)* }
            }
        }
    };
}

codes! {
    /// The file is not UTF-8.
    NotUtf8 = "FZ101" Error true;
    /// A file that should begin with front-matter does not.
    NoFrontMatter = "FZ102" Error true;
    /// Front-matter that is never closed.
    UnclosedFrontMatter = "FZ103" Error true;
    /// YAML that cannot be read.
    YamlSyntax = "FZ104" Error true;
    /// A full-width colon where YAML needs `: `.
    FullWidthColon = "FZ105" Error true;
    /// A tab in the indentation.
    TabIndent = "FZ106" Error true;
    /// The same key twice.
    DuplicateKey = "FZ107" Error true;
    /// A key nobody knows.
    UnknownKey = "FZ108" Error true;
    /// A required key is missing.
    MissingKey = "FZ109" Error true;
    /// A value of the wrong shape (text where a list is needed …).
    WrongShape = "FZ110" Error true;
    /// A value that is not one of the allowed words.
    UnknownWord = "FZ111" Error true;
    /// A date that cannot be read.
    BadDate = "FZ112" Error true;
    /// A whole number that is not one.
    BadNumber = "FZ113" Error true;
    /// A file that cannot be opened.
    Unreadable = "FZ114" Error true;
    /// A file name that cannot be an id.
    BadId = "FZ115" Error true;
    /// Something where no file of ours is expected.
    StrayFile = "FZ116" Warning false;

    /// A kind of file that cannot be imported.
    ForeignKind = "FZ131" Error true;
    /// A file of another program that is damaged, locked or empty.
    ForeignBroken = "FZ132" Error true;
    /// A file of another program that looks hostile.
    ForeignRefused = "FZ133" Error true;
    /// A file that an import would have to overwrite.
    AlreadyThere = "FZ134" Error true;
    /// Parts of a foreign file that are not in the article.
    Dropped = "FZ135" Note false;
    /// A title that the article does not bear out.
    TitleDoubtful = "FZ136" Warning false;
    /// A mapping of a sheet that cannot be used.
    BadMapping = "FZ137" Error true;

    /// A metrics value that cannot be read.
    BadMetric = "FZ201" Error true;
    /// A period that cannot be read.
    BadPeriod = "FZ202" Error true;
    /// A metric without period on key, value or article.
    MissingPeriod = "FZ203" Error true;
    /// An indicator nobody knows.
    UnknownIndicator = "FZ204" Error true;
    /// A county nobody knows.
    UnknownCounty = "FZ205" Error true;
    /// A county name that several counties have.
    AmbiguousCounty = "FZ206" Error true;
    /// A unit of another dimension than the indicator's.
    WrongUnit = "FZ207" Error true;
    /// A rank beyond the number ranked.
    RankBeyond = "FZ208" Error true;
    /// 全年 in an article of January to March was taken for the year before.
    YearBefore = "FZ209" Note false;
    /// Articles state figures of which only one can be true.
    Disputed = "FZ210" Warning false;
    /// The same figure twice in one article.
    RepeatedClaim = "FZ211" Warning false;
    /// An article of several counties cannot say whose figures it gives.
    CountyUnclear = "FZ212" Error true;
    /// A correction whose guard does not match what the other article says.
    FailedCorrection = "FZ213" Error true;
    /// The parts do not make the stated percentage.
    PartsDisagree = "FZ214" Warning false;
    /// A share of more than the whole.
    ShareOver = "FZ215" Warning false;
    /// A level that moved against its stated growth.
    AgainstGrowth = "FZ216" Warning false;
    /// A change on the year beyond the indicator's limit.
    Jump = "FZ217" Warning false;
    /// A cumulative figure below that of an earlier month of the year.
    CumulativeFalls = "FZ218" Warning false;
    /// A figure whose number does not occur in the text.
    NotInText = "FZ219" Warning false;
    /// A quotation that does not occur in the text.
    QuoteNotInText = "FZ220" Warning false;
    /// A result of a period that ends after the article's date.
    FutureFigure = "FZ221" Warning false;
    /// An indicator without definition.
    NoDefinition = "FZ222" Warning false;
    /// A value outside of the indicator's range.
    OutOfRange = "FZ223" Warning false;
    /// A figure of the year that was out of date when the article gave it.
    OlderThanKnown = "FZ224" Warning false;
    /// Growth at current prices where the indicator's is at constant ones.
    NominalGrowth = "FZ225" Warning false;
    /// A project that a later article sets back to an earlier stage.
    StageBackwards = "FZ231" Warning false;

    /// An internal link to a file that is not there.
    BrokenLink = "FZ301" Error true;
    /// An internal link to a heading that is not there.
    BrokenAnchor = "FZ302" Error true;
    /// A picture that is not there.
    MissingPicture = "FZ303" Error true;
    /// A picture without alternative text.
    MissingAlt = "FZ304" Warning false;
    /// A chart or metrics block that cannot be drawn.
    BadBlock = "FZ305" Error true;
    /// A footnote reference without its note.
    MissingFootnote = "FZ306" Warning false;
    /// A link with a scheme that is not allowed.
    UnsafeLink = "FZ307" Error true;
    /// A link, picture or anchor of a rendered page that leads nowhere.
    BrokenPageLink = "FZ308" Warning false;
    /// A picture that cannot be published.
    BadPicture = "FZ309" Error true;

    /// A column nobody knows.
    UnknownColumn = "FZ401" Error true;
    /// Two things want one URL.
    DuplicateUrl = "FZ402" Error true;
    /// Two things have one name or code.
    DuplicateName = "FZ403" Error true;
    /// An id that is reserved.
    ReservedId = "FZ404" Error true;
    /// A parent nobody knows.
    UnknownParent = "FZ405" Error true;
    /// A unit or range in an indicator that cannot be read.
    BadIndicator = "FZ406" Error true;
    /// An issue nobody knows.
    UnknownIssue = "FZ407" Error true;
    /// A page that the issue does not have.
    UnknownPage = "FZ408" Error true;
    /// A page of an issue without articles.
    EmptyPage = "FZ409" Warning false;
    /// An article that goes before it comes.
    NeverShown = "FZ410" Warning false;
    /// Code, name and parent of a county do not go together (GB/T 2260).
    RegionMismatch = "FZ411" Warning false;
    /// A code that the table of codes does not have.
    UnknownRegion = "FZ412" Note false;
    /// An article that lacks reviews and is not published.
    Unreviewed = "FZ421" Warning false;

    /// A template that cannot be loaded or rendered.
    Template = "FZ501" Error true;
    /// A theme that is not there or lacks something.
    Theme = "FZ502" Error true;

    /// site-config.yaml is missing.
    NoConfig = "FZ601" Error true;
    /// A setting that makes no sense.
    BadSetting = "FZ602" Error true;
    /// Without `base_url` some files are left out.
    NoBaseUrl = "FZ603" Note false;
    /// A site that has to show its filing numbers and does not.
    NoFiling = "FZ604" Warning false;
    /// Pictures for shared links are asked for, but cannot be made.
    NoCards = "FZ606" Note false;

    /// The output folder cannot be used as it is.
    OutputRefused = "FZ701" Error true;
    /// A range of numbers joined by a hyphen or `~`.
    RangeMark = "FZ801" Warning false;
    /// A range of percentages with one percent sign.
    RangePercent = "FZ802" Warning false;
    /// A percent sign twice.
    RepeatedPercent = "FZ803" Warning false;
    /// Full-width digits in the text.
    FullWidthDigits = "FZ804" Warning false;
    /// Half-width punctuation between Chinese characters.
    HalfWidthPunctuation = "FZ805" Warning false;
    /// A character twice where it stands once.
    DoubledCharacter = "FZ806" Warning false;
    /// A quotation mark or bracket without its other half.
    UnpairedMark = "FZ807" Warning false;
    /// Invisible characters that reorder the text.
    BidiControl = "FZ808" Warning false;
    /// A form that the site's word lists replace.
    WordList = "FZ809" Warning false;
    /// A figure in the text that no metric carries.
    UncarriedFigure = "FZ811" Note false;
    /// A metric that the text does not state.
    UnstatedMetric = "FZ812" Note false;
    /// A home page without an update for two weeks.
    StaleHome = "FZ821" Warning false;
    /// A column without an article.
    EmptyColumn = "FZ822" Warning false;
    /// A column without an update for half a year.
    StaleColumn = "FZ823" Warning false;

    /// The machine failed: disk full, no permission.
    Machine = "FZ901" Error true;
    /// A fault of the program itself.
    Internal = "FZ999" Error true;
}

impl Code {
    /// Finds a code by its printed form, in any letter case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.id().eq_ignore_ascii_case(text))
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn ids_are_unique_and_parse_back() {
        for code in Code::ALL {
            assert_eq!(Code::parse(&code.id().to_lowercase()), Some(*code));
        }
    }
}
