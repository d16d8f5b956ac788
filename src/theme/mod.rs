//! The theme: Tera templates, words and assets, and the one way to turn a view into HTML.
//!
//! It must not know what a page means: it sees serialised views, never the model, and never a route. It reads no file;
//! whoever loads a theme hands in the texts. What goes wrong becomes a [`TemplateProblem`], which points into the file
//! the editor wrote.

mod functions;
mod hint;
mod phrase;
mod problem;
mod scan;
mod sources;

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Tera};

pub use problem::TemplateProblem;
pub use sources::TemplateText;

use sources::Sources;

/// Everything a theme is made of, as read from disk.
#[derive(Debug, Clone, Default)]
pub struct ThemeFiles {
    /// Names of the theme and of those it extends, nearest first: `["bulletin"]`.
    pub themes: Vec<String>,
    /// Templates of the themes and of the site; the site's win over those of the same name.
    pub templates: Vec<TemplateText>,
    /// Words of one language: `nav.home` → `首页`. `{n}` and the like are filled in by the template.
    pub words: BTreeMap<String, String>,
    /// Asset by the name templates use (`bulletin.css`) → path from the root of the site (`assets/bulletin.1a2b3c.css`).
    pub assets: BTreeMap<String, String>,
}

/// A theme ready to render; shared by all threads.
pub struct Theme {
    tera: Tera,
    sources: Sources,
}

impl Theme {
    /// Compiles all templates. `site` is what is the same on every page, seen by templates as `site`.
    ///
    /// # Errors
    /// Every template that cannot be read by itself; if all can, the first thing that is wrong between them (an unknown
    /// filter, a missing parent), as far as Tera tells.
    pub fn load(files: ThemeFiles, site: &impl Serialize) -> Result<Self, Vec<TemplateProblem>> {
        let mut tera = Tera::new();
        let prefixes: Vec<String> = files.themes.iter().map(|name| format!("{name}/")).collect();
        functions::register(&mut tera, files.words, files.assets);
        let sources = Sources::new(files.templates);
        let ready = tera
            .set_fallback_prefixes(prefixes)
            .and_then(|()| tera::Value::try_from_serializable(site))
            .and_then(|value| {
                tera.global_context().insert_value("site", value);
                tera.add_raw_templates(sources.iter())
            });
        match ready {
            Ok(()) => Ok(Self { tera, sources }),
            Err(error) => Err(sources.problems_of_load(&error)),
        }
    }

    /// Renders one page. `template` is a name without the theme's (`article.html`); `out` is added to.
    ///
    /// # Errors
    /// The first thing that goes wrong, with the place in the template. `out` then holds a torso.
    pub fn render(&self, template: &str, view: &impl Serialize, out: &mut Vec<u8>) -> Result<(), Box<TemplateProblem>> {
        Context::from_serialize(view)
            .and_then(|context| self.tera.render_to(template, &context, out))
            .map_err(|error| Box::new(self.sources.problem_of_render(&error, template)))
    }
}

#[cfg(test)]
mod tests;
