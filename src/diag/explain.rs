//! What each code means, with a wrong and a right example, from `data/codes.txt`. It must not know where it is shown.

use super::{Code, Lang};

const TEXT: &str = include_str!("../../data/codes.txt");

/// The explanation of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    zh: &'static str,
    en: &'static str,
    /// What triggers it; `None` where nothing an editor writes does.
    pub wrong: Option<Example>,
    /// How it is right.
    pub right: Option<Example>,
}

/// Something an editor writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// What it is: `front`, `text`, `article`, `config` or `files`, and further words for who tries it out.
    pub what: &'static str,
    /// Its text; empty where it cannot be written down.
    pub text: &'static str,
}

impl Explanation {
    /// The explanation of a code.
    #[must_use]
    pub fn of(code: Code) -> Option<Self> {
        let number = code.id().strip_prefix("FZ")?;
        let section = TEXT.split("\n## FZ").find_map(|section| section.strip_prefix(number)?.strip_prefix('\n'))?;
        let (head, examples) = section.split_once("\n--- wrong ").unwrap_or((section, ""));
        let mut lines = head.lines();
        let examples = examples.split_once("\n--- right ").map(|(wrong, right)| (example(wrong), example(right)));
        let (wrong, right) = examples.unzip();
        Some(Self { zh: lines.next()?, en: lines.next()?, wrong, right })
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

/// The first line says what it is.
fn example(text: &'static str) -> Example {
    let (what, text) = text.split_once('\n').unwrap_or((text, ""));
    Example { what, text: text.trim_end() }
}

impl Example {
    /// What it is, for people; empty where that shows.
    #[must_use]
    pub fn told(&self, lang: Lang) -> &'static str {
        let words = match self.what {
            "article (gb18030)" => ("用 GB 18030 编码保存的稿件", "an article saved as GB 18030"),
            "article (lost link)" => ("没有读取权限或已丢失的文件", "a file that is gone or may not be read"),
            "files (without site-config.yaml)" => {
                ("没有 site-config.yaml 的文件夹", "a folder without site-config.yaml")
            }
            "files, build" => ("fangzhi build，网站文件夹里已有", "fangzhi build, where the site's folder has"),
            what if what.starts_with("article") => ("一篇稿件", "an article"),
            "front" => ("稿件的头信息", "front-matter of an article"),
            "text" => ("稿件的正文", "text of an article"),
            "config" => ("site-config.yaml", "site-config.yaml"),
            _ => ("", ""),
        };
        match lang {
            Lang::Zh => words.0,
            Lang::En => words.1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_languages() {
        for code in Code::ALL {
            let told = Explanation::of(*code).unwrap();
            assert!(!told.zh.is_empty() && !told.en.is_empty(), "{}", code.id());
            // What an import tells of cannot be shown by an article, and faults of machine and program by nothing.
            let is_import = ("FZ131"..="FZ137").contains(&code.id());
            let none = is_import || matches!(code, Code::Machine | Code::Internal);
            assert_eq!(told.wrong.is_none(), none, "{}", code.id());
        }
    }
}
