//! The texts of the templates, kept to point into them. Knows Tera's errors only by what they say of a place.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, Tera};

use super::problem::{self, TemplateProblem};

/// One template as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateText {
    /// The theme it belongs to; `None` for the site's own.
    pub theme: Option<String>,
    /// `article.html`, `partials/header.html`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its path as the editor knows it, relative to the site.
    pub path: String,
}

/// A template's text and path.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) text: String,
    pub(super) path: String,
}

/// All templates by the name Tera has for them: `bulletin/article.html` for a theme's, `article.html` for the site's.
#[derive(Debug)]
pub(super) struct Sources(BTreeMap<String, Source>);

impl Sources {
    pub(super) fn new(templates: Vec<TemplateText>) -> Self {
        let named = templates.into_iter().map(|template| {
            let name = match template.theme {
                Some(theme) => format!("{theme}/{}", template.name),
                None => template.name,
            };
            (name, Source { text: template.text, path: template.path })
        });
        Self(named.collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, source)| (name.as_str(), source.text.as_str()))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Source> {
        self.0.get(name)
    }

    /// What made loading fail. Tera stops at the first template it cannot read; the others are tried one by one, so
    /// that an editor sees all of them.
    pub(super) fn problems_of_load(&self, error: &Error) -> Vec<TemplateProblem> {
        let unreadable: Vec<_> =
            self.iter().filter_map(|(name, text)| syntax_error(name, text)).map(|e| problem::one(&e, self)).collect();
        if unreadable.is_empty() { problem::all(error, self) } else { unreadable }
    }

    /// What made rendering `template` fail.
    pub(super) fn problem_of_render(&self, error: &Error, template: &str) -> TemplateProblem {
        let mut problem = problem::one(error, self);
        if problem.template.is_empty() {
            template.clone_into(&mut problem.template);
        }
        problem
    }
}

fn syntax_error(name: &str, text: &str) -> Option<Error> {
    let error = Tera::new().add_raw_template(name, text).err()?;
    matches!(error.kind(), ErrorKind::SyntaxError(_)).then_some(error)
}
