//! Configuration of editors that show front-matter as forms, made of the keys that the readers accept and of the names of
//! a site. Must not know how a value is read, or where the site is.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Subject, front_matter, sveltia};
use crate::source::keys::{Key, Shape};

/// An editor with forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// Sveltia CMS, in the browser.
    SveltiaCms,
    /// Front Matter CMS, in VS Code.
    FrontMatterCms,
}

/// What a site offers for choice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Names of counties.
    pub counties: Vec<String>,
    /// Names of indicators, each with its unit.
    pub indicators: Vec<(String, Option<String>)>,
    /// Columns.
    pub columns: Vec<String>,
    /// How the folders of articles are laid out.
    pub layouts: Vec<Layout>,
    /// Keys of articles that are written as text somewhere, though a mapping is what forms know. A form would lose the
    /// text, so it leaves them alone.
    pub short: BTreeSet<String>,
}

impl Names {
    /// Notes which keys an article writes as text where a mapping may stand.
    pub fn look_at(&mut self, text: &str) {
        let keys = Subject::Article.keys().iter().filter(|key| matches!(key.shape, Shape::TextOr(_)));
        for key in keys {
            let values = text.lines().filter_map(|line| line.strip_prefix(key.name)?.strip_prefix(':'));
            if values.map(str::trim).any(|value| !value.is_empty() && !value.starts_with(['{', '#'])) {
                self.short.insert(key.name.to_owned());
            }
        }
    }
}

/// Where an article stands below `content/articles`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Layout {
    /// How many folders there are above it.
    pub depth: usize,
    /// Whether it has a folder of its own, for its pictures.
    pub has_folder: bool,
}

impl Layout {
    /// A folder for each year, and one for each article.
    pub const USUAL: Self = Self { depth: 1, has_folder: true };

    /// The layout of a path below `content/articles`.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let parts = path.split('/').count();
        let has_folder = path.ends_with("/index.md");
        Self { depth: parts - 1 - usize::from(has_folder), has_folder }
    }
}

/// The configuration of an editor.
#[must_use]
pub fn configuration(editor: Editor, names: &Names) -> Value {
    match editor {
        Editor::SveltiaCms => sveltia::configuration(names),
        Editor::FrontMatterCms => front_matter::configuration(names),
    }
}

/// What is edited by forms: the folder, what its files are called, and what one of them is called.
pub(super) const FOLDERS: [(Subject, &str, &str); 6] = [
    (Subject::Article, "articles", "稿件"),
    (Subject::County, "counties", "县"),
    (Subject::Indicator, "indicators", "指标"),
    (Subject::Column, "columns", "专栏"),
    (Subject::Issue, "issues", "期"),
    (Subject::Page, "pages", "页面"),
];

/// The names that may be chosen for a key, if it asks for one of the site's.
pub(super) fn choices(subject: Subject, key: &Key, names: &Names) -> Option<Vec<String>> {
    let is_name = matches!(key.shape, Shape::Text | Shape::Texts);
    if subject != Subject::Article || !is_name {
        return None;
    }
    let found = match key.name {
        "county" => names.counties.clone(),
        "column" => names.columns.clone(),
        "metric" | "indicator" => names.indicators.iter().map(|(name, _)| name.clone()).collect(),
        _ => return None,
    };
    // Where there is nothing to choose from, it is written.
    (!found.is_empty()).then_some(found)
}

/// Keys with text of several lines.
pub(super) fn is_long(key: &Key) -> bool {
    matches!(key.name, "summary" | "editor_note" | "definition" | "description")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts() {
        let of = |path: &str| (Layout::of(path).depth, Layout::of(path).has_folder);
        assert_eq!(of("a.md"), (0, false));
        assert_eq!(of("2023/a.md"), (1, false));
        assert_eq!(of("2023/a/index.md"), (1, true));
        assert_eq!(of("a/index.md"), (0, true));
    }

    #[test]
    fn text_that_a_form_would_lose_is_seen() {
        let mut names = Names::default();
        names.look_at("---\nsource: {name: 德州日报}\ntitle: 甲\n---\n");
        names.look_at("---\nsource:\n  name: 德州日报\n---\n");
        assert!(names.short.is_empty());
        names.look_at("---\nsource: 德州日报\n---\n");
        assert!(names.short.contains("source"));
        for editor in [Editor::SveltiaCms, Editor::FrontMatterCms] {
            let has = |names: &Names| configuration(editor, names).to_string().contains("\"source\"");
            assert!(has(&Names::default()) && !has(&names), "{editor:?}");
        }
    }

    #[test]
    fn the_site_s_names_are_offered() {
        let names = Names {
            counties: vec!["庆云县".to_owned()],
            indicators: vec![("地区生产总值".to_owned(), Some("亿元".to_owned()))],
            columns: vec!["经济".to_owned()],
            layouts: vec![Layout::USUAL],
            short: BTreeSet::new(),
        };
        for editor in [Editor::SveltiaCms, Editor::FrontMatterCms] {
            let told = configuration(editor, &names).to_string();
            for name in ["庆云县", "地区生产总值", "经济", "metrics"] {
                assert!(told.contains(name), "{editor:?} {name}");
            }
        }
    }
}
