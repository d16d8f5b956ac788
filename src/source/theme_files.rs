//! The files of a theme and of the site's own overrides, as texts and bytes. A theme the site has no folder of is the
//! one built into the program, if it is that one.

use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::script::{Converter, Script};

use super::decode::{Fields, Spanned};
use super::keys::{Keys, Shape, key, required};
use super::text::decode;
use super::theme_options::{self, ThemeOption};
use super::tree::Disk;
use super::yaml::{self, Value};
use crate::diag::{Code, Diagnostic, Findings, SourcePath, Span, Words};

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/bulletin");
/// The name of the theme built in.
const BUILT_IN_NAME: &str = "bulletin";
/// The language that every theme has words in.
const BASE: &str = "zh-Hans";
/// Themes that may extend each other in a row.
const LONGEST_CHAIN: usize = 8;

/// A template as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFile {
    /// Its theme; `None` for the site's own.
    pub theme: Option<String>,
    /// `article.html`, `partials/header.html`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its path relative to the site.
    pub path: SourcePath,
}

/// A theme with those it extends and the site's overrides.
#[derive(Debug, Clone, Default)]
pub struct ThemeTexts {
    /// The theme and those it extends, nearest first.
    pub chain: Vec<String>,
    /// All templates.
    pub templates: Vec<TemplateFile>,
    /// The words of the site's language; where a theme has none, those of the default language, in the site's script.
    pub words: BTreeMap<String, String>,
    /// Assets by name; the site's win, then the nearest theme's.
    pub assets: BTreeMap<String, Vec<u8>>,
    /// What a site can set; of two options of one name the nearest theme's.
    pub options: Vec<ThemeOption>,
}

/// One file of a theme.
struct File {
    /// Relative to the theme's folder.
    name: String,
    path: SourcePath,
    bytes: Vec<u8>,
}

/// A theme that is asked for by its name.
struct Asked {
    theme: String,
    /// Where the name is written.
    at: Span,
}

/// Reads a theme for a language.
pub fn read(disk: &Disk, name: &Spanned<String>, language: &str, findings: &mut Findings) -> ThemeTexts {
    let mut texts = ThemeTexts::default();
    let mut base = BTreeMap::new();
    let config = SourcePath::new(crate::config::FILE);
    let mut next = Some(Asked { theme: name.value.clone(), at: Span::new(&config, name.range.clone()) });
    while let Some(Asked { theme, at }) = next.take() {
        if texts.chain.contains(&theme) || texts.chain.len() == LONGEST_CHAIN {
            findings.push(circle(&theme).at(at));
            break;
        }
        let Some(files) = theme_files(disk, &theme, findings) else {
            findings.push(unknown_theme(disk, &theme).at(at));
            break;
        };
        next = declaration(&files, &mut texts.options, findings);
        texts.chain.push(theme.clone());
        add_words(&mut base, BASE, &files, findings);
        add(&mut texts, Some(&theme), language, files, findings);
    }
    let own = own_files(disk, findings);
    add(&mut texts, None, language, own, findings);
    fall_back(&mut texts, language, base);
    texts
}

fn fall_back(texts: &mut ThemeTexts, language: &str, base: BTreeMap<String, String>) {
    let hant = (Script::parse(language) == Some(Script::Hant)).then(|| Converter::new(Script::Hant, Vec::new()));
    for (key, word) in base {
        let word = || hant.as_ref().map_or(word.clone(), |hant| hant.text(&word).into_owned());
        texts.words.entry(key).or_insert_with(word);
    }
}

fn theme_files(disk: &Disk, theme: &str, findings: &mut Findings) -> Option<Vec<File>> {
    let folder = format!("themes/{theme}");
    if disk.exists(&folder) {
        return Some(folder_files(disk, &folder, "", findings));
    }
    (theme == BUILT_IN_NAME).then(built_in)
}

fn built_in() -> Vec<File> {
    let mut files = Vec::new();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().filter_map(|f| {
            let name = slashed(f.path())?;
            let path = SourcePath::new(format!("themes/{BUILT_IN_NAME}/{name}"));
            Some(File { name, path, bytes: f.contents().to_vec() })
        }));
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

fn slashed(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.components().map(|c| c.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Files below a folder, named from it with `prefix` before.
fn folder_files(disk: &Disk, folder: &str, prefix: &str, findings: &mut Findings) -> Vec<File> {
    let mut files = Vec::new();
    for path in disk.files(folder, findings) {
        let name = path.as_str().strip_prefix(folder).unwrap_or_default().trim_start_matches('/');
        match disk.bytes(&path) {
            Ok(bytes) => files.push(File { name: format!("{prefix}{name}"), path: path.clone(), bytes }),
            Err(e) => findings.push(super::tree::unreadable(&e)),
        }
    }
    files
}

/// The site's own `templates/` and `assets/`.
fn own_files(disk: &Disk, findings: &mut Findings) -> Vec<File> {
    let mut files = folder_files(disk, "templates", "templates/", findings);
    files.extend(folder_files(disk, "assets", "assets/", findings));
    files
}

/// Keys of theme.yaml.
const KEYS: Keys = &[
    required("name", "名称", "主题的名称", Shape::Text),
    key("extends", "所据主题", "在哪个主题上改", Shape::Text),
    key("options", "选项", "可在 site-config.yaml 里设的", Shape::Any),
];

/// Reads theme.yaml: adds its options, returns the theme it extends.
fn declaration(files: &[File], options: &mut Vec<ThemeOption>, findings: &mut Findings) -> Option<Asked> {
    let file = files.iter().find(|f| f.name == "theme.yaml")?;
    let text = text(file, findings)?;
    let node = yaml::read(&file.path, &text, 0..text.len(), findings);
    let mut f = Fields::open(&file.path, &node, KEYS, findings);
    f.required("name", "主题名称", "bulletin");
    let (extends, own) = (f.text("extends"), f.map("options"));
    for option in own.map(|node| theme_options::declared(&file.path, node, findings)).unwrap_or_default() {
        if options.iter().all(|nearer| nearer.key != option.key) {
            options.push(option);
        }
    }
    extends.map(|name| Asked { theme: name.value, at: Span::new(&file.path, name.range) })
}

fn text(file: &File, findings: &mut Findings) -> Option<String> {
    match decode(&file.path, file.bytes.clone()) {
        Ok(decoded) => Some(decoded.text),
        Err(problem) => {
            findings.push(*problem);
            None
        }
    }
}

/// What is nearer has been added before and wins.
fn add(texts: &mut ThemeTexts, theme: Option<&String>, language: &str, files: Vec<File>, findings: &mut Findings) {
    if language != BASE {
        add_words(&mut texts.words, language, &files, findings);
    }
    for file in files {
        if let Some(name) = file.name.strip_prefix("templates/") {
            let Some(text) = text(&file, findings) else { continue };
            texts.templates.push(TemplateFile { theme: theme.cloned(), name: name.to_owned(), text, path: file.path });
        } else if let Some(name) = file.name.strip_prefix("assets/") {
            let name = name.to_owned();
            if theme.is_none() {
                texts.assets.insert(name, file.bytes);
            } else {
                texts.assets.entry(name).or_insert(file.bytes);
            }
        }
    }
}

fn add_words(words: &mut BTreeMap<String, String>, language: &str, files: &[File], findings: &mut Findings) {
    let name = format!("i18n/{language}.yaml");
    let Some(file) = files.iter().find(|file| file.name == name) else { return };
    let Some(text) = text(file, findings) else { return };
    let node = yaml::read(&file.path, &text, 0..text.len(), findings);
    let Value::Map(entries) = node.value else { return };
    for entry in entries {
        if let Value::Scalar { text, .. } = entry.node.value {
            words.entry(entry.key).or_insert(text);
        }
    }
}

fn unknown_theme(disk: &Disk, theme: &str) -> Diagnostic {
    let mut themes: Vec<String> = std::fs::read_dir(disk.root().join("themes"))
        .map(|entries| entries.flatten().filter_map(|e| e.file_name().into_string().ok()).collect())
        .unwrap_or_default();
    themes.push(BUILT_IN_NAME.to_owned());
    themes.sort();
    themes.dedup();
    Diagnostic::new(Code::Theme, Words::new(format!("没有主题“{theme}”"), format!("there is no theme `{theme}`")))
        .help(Words::new(format!("现有主题：{}", themes.join("、")), format!("themes: {}", themes.join(", "))))
}

fn circle(theme: &str) -> Diagnostic {
    Diagnostic::new(
        Code::Theme,
        Words::new(
            format!("主题“{theme}”的 extends 绕成了圈"),
            format!("the theme `{theme}` extends itself in a circle"),
        ),
    )
}
