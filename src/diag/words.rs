//! A message in both languages. It must not know where the message is printed.

/// The language of messages (not of the site).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// One message, in Chinese and English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Chinese, in the words of an editor.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Pairs the two wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The wording for one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
