//! What each code means, with a wrong and a right example, from `data/codes.txt`. It must not know where it is shown.

use super::{Code, Lang};

const TEXT: &str = include_str!("../../data/codes.txt");

/// The explanation of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    zh: &'static str,
    en: &'static str,
    /// What triggers it; empty where nothing an editor writes does.
    pub wrong: &'static str,
    /// How it is right.
    pub right: &'static str,
}

impl Explanation {
    /// The explanation of a code.
    #[must_use]
    pub fn of(code: Code) -> Option<Self> {
        let section = TEXT.split("\n## ").find_map(|section| section.strip_prefix(code.id())?.strip_prefix('\n'))?;
        let (head, examples) = section.split_once("\n--- wrong\n").unwrap_or((section, ""));
        let (wrong, right) = examples.split_once("\n--- right\n").unwrap_or((examples, ""));
        let mut lines = head.lines();
        Some(Self { zh: lines.next()?, en: lines.next()?, wrong: wrong.trim_end(), right: right.trim_end() })
    }

    /// Its meaning in one sentence.
    #[must_use]
    pub fn meaning(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_languages() {
        for code in Code::ALL {
            let told = Explanation::of(*code);
            assert!(told.is_some_and(|told| !told.zh.is_empty() && !told.en.is_empty()), "{}", code.id());
            let none = matches!(code, Code::Machine | Code::Internal);
            assert!(none || told.is_some_and(|told| !told.wrong.is_empty() && !told.right.is_empty()), "{}", code.id());
        }
    }
}
