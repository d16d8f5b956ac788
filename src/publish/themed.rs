//! A theme as read: its templates, words and options, and its assets under the names they are published by.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diag::{Findings, SourcePath};
use crate::output::Digest;
use crate::page::view::SiteView;
use crate::page::{Words as PageWords, hashed_path};
use crate::source::theme_files::ThemeTexts;
use crate::source::theme_options::{self, OptionValue, ThemeOption};
use crate::theme::{TemplateProblem, TemplateText, Theme, ThemeFiles};

/// The assets of a theme under their published names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Assets {
    pub bytes: BTreeMap<String, Vec<u8>>,
    /// Name in templates → path from the root.
    pub paths: BTreeMap<String, String>,
}

impl Assets {
    /// Names every asset after its content.
    #[must_use]
    pub fn new(bytes: BTreeMap<String, Vec<u8>>) -> Self {
        let paths = bytes.iter().map(|(name, b)| (name.clone(), asset_path(name, b))).collect();
        Self { bytes, paths }
    }
}

/// `fonts/a.woff2` → `assets/fonts/a.1a2b3c4d.woff2`.
fn asset_path(name: &str, bytes: &[u8]) -> String {
    let digest = Digest::of(bytes).to_string();
    match name.rsplit_once('/') {
        Some((folder, file)) => hashed_path(file, &digest).replacen("assets/", &format!("assets/{folder}/"), 1),
        None => hashed_path(name, &digest),
    }
}

/// A theme as read, before the site is known.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Themed {
    chain: Vec<String>,
    templates: Vec<TemplateText>,
    pub(super) words: PageWords,
    pub(super) assets: Assets,
    pub(super) options: Vec<ThemeOption>,
}

impl Themed {
    /// Names the assets of a theme.
    #[must_use]
    pub fn new(texts: ThemeTexts) -> Self {
        let templates = texts.templates.into_iter().map(|t| TemplateText {
            theme: t.theme,
            name: t.name,
            text: t.text,
            path: t.path.as_str().to_owned(),
        });
        Self {
            chain: texts.chain,
            templates: templates.collect(),
            words: PageWords::new(texts.words),
            assets: Assets::new(texts.assets),
            options: texts.options,
        }
    }

    /// The theme's options as a site sets them.
    pub(super) fn settle(&self, config: &Config, findings: &mut Findings) -> BTreeMap<String, OptionValue> {
        let path = SourcePath::new(crate::config::FILE);
        theme_options::settle(&self.options, &path, config.theme_options.as_ref(), findings)
    }

    /// The published paths of the style sheets.
    pub fn style_sheets(&self) -> impl Iterator<Item = &str> {
        self.assets.paths.values().map(String::as_str).filter(|path| path.rsplit('.').next() == Some("css"))
    }

    pub(super) fn load(&self, site: &SiteView) -> Result<Theme, Vec<TemplateProblem>> {
        // Templates put the root of their pages before an asset; a copy shares the assets of the site.
        let shared = |(name, path): (&String, &String)| (name.clone(), format!("{}{path}", site.shared));
        let files = ThemeFiles {
            themes: self.chain.clone(),
            templates: self.templates.clone(),
            words: self.words.all().clone(),
            assets: self.assets.paths.iter().map(shared).collect(),
        };
        Theme::load(files, site)
    }
}
