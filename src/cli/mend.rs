//! `check --fix`: mends what is mechanical in the texts of a site, after showing it. What follows reads the site anew.

use rayon::prelude::*;

use super::proofread::word_lists;
use super::report::say;
use super::rewrite::rewrite;
use crate::config::Config;
use crate::diag::{Diagnostic, Findings, Lang, Words};
use crate::load::{self, Memory};
use crate::model::Options;
use crate::proofread;
use crate::source::{Disk, TextFile, Unit};

/// Mends every text. What is switched off or silenced stays; what cannot be mended is told by the check.
pub fn mend(disk: &Disk, config: &Config, options: Options, lang: Lang) {
    let mut unheard = Findings::new();
    let files = disk.scan(&mut unheard);
    let site = load::site(disk, &files, &mut Memory::default(), config.clone(), options, &mut unheard);
    let words = word_lists(disk, &files);
    let wanted = |d: &Diagnostic| config.asks_for(d.code) && !site.silences(d);
    let units: Vec<&Unit> = files.units().collect();
    let mended: Vec<(TextFile, String)> = units
        .par_iter()
        .filter_map(|unit| {
            let file = disk.text_file(&unit.file).ok()?;
            let text = proofread::mended(&file, &words, wanted)?;
            Some((file, text))
        })
        .collect();
    for (file, text) in mended {
        say(&difference(&file, &text), lang);
        if let Err(error) = rewrite(&disk.root().join(file.path.as_str()), &text) {
            say(&not_written(&file, &error), lang);
        }
    }
}

/// The lines that change, old and new. No edit adds or takes away a line.
fn difference(file: &TextFile, text: &str) -> Words {
    let lines = file.text.lines().zip(text.lines()).enumerate().filter(|(_, (old, new))| old != new);
    let shown: Vec<String> =
        lines.map(|(n, (old, new))| format!("{}:{}\n- {old}\n+ {new}", file.path, n + 1)).collect();
    Words::new(shown.join("\n"), shown.join("\n"))
}

fn not_written(file: &TextFile, error: &std::io::Error) -> Words {
    let path = &file.path;
    let why = Words::of_failure(error);
    Words::new(format!("写不进 {path}：{}", why.zh), format!("cannot write {path}: {}", why.en))
}
