//! How settled a figure is, and the words that say so. It must not know what is measured.

/// How settled a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Status {
    /// 预计: expected.
    Expected,
    /// 估计: estimated.
    Estimated,
    /// 初步: preliminary.
    Preliminary,
    /// Nothing said.
    #[default]
    Plain,
    /// 修订: revised.
    Revised,
    /// 最终: final.
    Final,
}

impl Status {
    /// The words of the key `status`, in the order in which a figure is searched for them.
    pub const WORDS: &[(&str, Self)] = &[
        ("预计", Self::Expected),
        ("估计", Self::Estimated),
        ("初步", Self::Preliminary),
        ("修订", Self::Revised),
        ("最终", Self::Final),
        ("expected", Self::Expected),
        ("estimated", Self::Estimated),
        ("preliminary", Self::Preliminary),
        ("revised", Self::Revised),
        ("final", Self::Final),
    ];

    /// The Chinese word for it, with which a compact text begins; none where nothing is said.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, status)| *status == self).map_or("", |(word, _)| word)
    }

    /// The status a text is as a whole (初步, 预计数, 初步核算), beside other parts or in brackets.
    pub(super) fn said_by(text: &str) -> Option<Self> {
        let (status, rest) = Self::opening(text)?;
        matches!(rest, "" | "数" | "值" | "数据").then_some(status)
    }

    /// The status a text begins with (预计300亿元, 初步核算300亿元), and the rest.
    pub(super) fn opening(text: &str) -> Option<(Self, &str)> {
        let (status, rest) = Self::WORDS.iter().find_map(|(word, status)| Some((*status, text.strip_prefix(word)?)))?;
        let rest = ["核算", "统计", "测算"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
        Some((status, rest.trim_start_matches([':', ' '])))
    }

    /// The status in brackets after a text (300亿元(初步)), and the text before them.
    pub(super) fn closing(text: &str) -> Option<(Self, &str)> {
        let (before, said) = text.strip_suffix(')')?.rsplit_once('(')?;
        Some((Self::said_by(said.trim())?, before.trim_end()))
    }

    /// The word of `claims.csv`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Estimated => "estimated",
            Self::Preliminary => "preliminary",
            Self::Plain => "",
            Self::Revised => "revised",
            Self::Final => "final",
        }
    }

    /// The order in which a claim wins over another: 最终 > 修订 > none > 初步 > 估计 = 预计.
    #[must_use]
    pub fn strength(self) -> u8 {
        match self {
            Self::Expected | Self::Estimated => 0,
            Self::Preliminary => 1,
            Self::Plain => 2,
            Self::Revised => 3,
            Self::Final => 4,
        }
    }
}
