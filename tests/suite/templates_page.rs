//! `docs/templates.md`, the page for makers of themes, generated from the typed contexts of `src/page/view` and the
//! components of the default theme. `FANGZHI_BLESS=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::bless;

/// A type of the contexts: what it is, and its fields or words with theirs.
struct Type {
    name: String,
    words: String,
    fields: Vec<(String, String, String)>,
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &str, extension: &str) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(repository(folder)).unwrap().map(|entry| entry.unwrap().path());
    let wanted = entries.filter(|path| path.extension().is_some_and(|e| e == extension));
    wanted
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

/// The documented structs and enums of a file of contexts.
fn types(source: &str) -> Vec<Type> {
    let (mut found, mut words): (Vec<Type>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut is_open = false;
    for line in source.lines() {
        let text = line.trim();
        if let Some(doc) = text.strip_prefix("/// ") {
            words.push(doc);
        } else if let Some(name) = text.strip_prefix("pub struct ").or_else(|| text.strip_prefix("pub enum ")) {
            is_open = text.ends_with('{');
            let name = name.split([' ', '(', '<']).next().unwrap().to_owned();
            found.push(Type { name, words: words.join(" "), fields: Vec::new() });
            words.clear();
        } else if line.starts_with('}') {
            is_open = false;
        } else if is_open && let Some(field) = field(text) {
            found.last_mut().unwrap().fields.push((field.0, field.1, words.join(" ")));
            words.clear();
        } else if !text.starts_with("#[") {
            words.clear();
        }
    }
    found
}

/// `pub name: Type,` or `Variant,` → its name and its type.
fn field(text: &str) -> Option<(String, String)> {
    let text = text.trim_end_matches(',');
    if let Some((name, kind)) = text.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
        return Some((name.to_owned(), kind.to_owned()));
    }
    let is_word = text.chars().next().is_some_and(char::is_uppercase) && text.chars().all(char::is_alphanumeric);
    is_word.then(|| (text.to_lowercase(), String::new()))
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

fn table(out: &mut String, of: &Type) {
    writeln!(out, "\n### {}\n\n{}\n\n| field | type | |\n| --- | --- | --- |", of.name, escaped(&of.words)).unwrap();
    for (name, kind, words) in &of.fields {
        writeln!(
            out,
            "| `{name}` | {} | {} |",
            if kind.is_empty() { String::new() } else { format!("`{kind}`") },
            escaped(words)
        )
        .unwrap();
    }
}

fn components() -> Vec<String> {
    let partials = files("themes/bulletin/templates/partials", "html");
    let lines = partials.iter().flat_map(|(file, text)| text.lines().map(move |line| (file, line)));
    lines
        .filter_map(|(file, line)| {
            let signature = line
                .split_once("{% component ")?
                .1
                .split_once(" -%}")
                .or_else(|| line.split_once("{% component ")?.1.split_once(" %}"))?
                .0;
            Some(format!("| `{signature}` | `partials/{file}` |"))
        })
        .collect()
}

fn page() -> String {
    let all: Vec<Type> = files("src/page/view", "rs").values().flat_map(|source| types(source)).collect();
    let (contexts, parts): (Vec<&Type>, Vec<&Type>) = all.iter().partition(|t| t.words.starts_with("Context of"));
    let mut out = String::from(
        "# Templates\n\nGenerated from the program's own types by `tests/suite/templates_page.rs`; do not edit.\n\n\
         A theme is a folder `themes/<name>` with `theme.yaml` (`name`, `extends`, `options`), `templates/`, `assets/` and \
         `i18n/<language>.yaml`. What it does not have comes from the theme it extends; `{% extends \"bulletin/base.html\" %}` \
         names a template of another theme. `themes/plain` is an example. Templates are those of Tera 2. `fangzhi check` \
         renders every page and reports unknown fields, words and assets with file, line and column; page kinds that the site has none of are rendered with made-up content.\n\n\
         ## Everywhere\n\n`site` is a `SiteView`; `site.options` holds the options of theme.yaml as the site sets them.\n\n\
         | function | |\n| --- | --- |\n\
         | `t(key=\"articles.count\", n=3)` | a word of the theme, its places filled |\n\
         | `asset(name=\"bulletin.css\")` | the path of an asset from the root of the site, to put after `head.root` |\n\
         | `text \\| nw` | escaped text in which a number and its unit stay on one line |\n\
         | `title \\| runs(unless=title_keep)` | as `nw`; lines end at marks where they can |\n\
         | `value \\| json` | JSON for `<script>` |\n\n## Components\n\n| component | in |\n| --- | --- |\n",
    );
    out.push_str(&components().join("\n"));
    out.push_str(
        "\n\n## Contexts\n\n`Option<T>` may be absent, `Vec<T>` is a list, `Html` is put out with `| safe`.\n",
    );
    for context in contexts {
        table(&mut out, context);
    }
    out.push_str("\n## What they are made of\n");
    for part in parts {
        table(&mut out, part);
    }
    out
}

#[test]
fn the_page_about_templates_is_that_of_the_types() {
    let (path, page) = (repository("docs/templates.md"), page());
    assert!(page.contains("### ArticleView") && page.contains("| `key_figures` | `Vec<KeyFigure>` |"), "{page}");
    if bless::is_on() {
        bless::write(&path, page.as_bytes());
    }
    let written = std::fs::read(&path).unwrap_or_default();
    bless::report(&bless::same("docs/templates.md", &written, page.as_bytes()).err().into_iter().collect::<Vec<_>>());
}
