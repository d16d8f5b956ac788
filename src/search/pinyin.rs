//! Readings of names, without tones (ü is v): full and by initials. Words that are read unlike their characters stand in
//! `data/pinyin-words.txt`, the default readings in `data/pinyin.txt`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

const SYLLABLES: &str = include_str!("../../data/pinyin.txt");
const WORDS: &str = include_str!("../../data/pinyin-words.txt");

static DEFAULT: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let lines = SYLLABLES.lines().filter_map(|l| l.split_once(' ')).filter(|(s, _)| *s != "#");
    lines.flat_map(|(syllable, chars)| chars.chars().map(move |c| (c, syllable))).collect()
});

static SPECIAL: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = WORDS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(' '));
    lines.map(|(word, reading)| (word, reading.split(' ').collect())).collect()
});

/// The syllables of a name; what is no Han character stays as it is.
fn syllables(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        match SPECIAL.iter().filter(|(word, _)| rest.starts_with(**word)).max_by_key(|(word, _)| word.len()) {
            Some((word, reading)) => {
                out.extend(reading.iter().map(|s| (*s).to_owned()));
                rest = rest.get(word.len()..).unwrap_or_default();
            }
            None => {
                match DEFAULT.get(&c) {
                    Some(syllable) => out.push((*syllable).to_owned()),
                    None => out.extend(c.is_alphanumeric().then(|| c.to_lowercase().to_string())),
                }
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

/// The reading of a name without tones, fit for a file name: 庆云 → `qingyun`.
#[must_use]
pub fn romanised(name: &str) -> String {
    syllables(name).concat()
}

/// Full reading and initials of a name: `laolingshi`, `lls`.
pub fn readings(name: &str) -> [String; 2] {
    let syllables = syllables(name);
    let initials = syllables.iter().filter_map(|s| s.chars().next()).collect();
    [syllables.concat(), initials]
}

/// A reading as an editor wrote it (`Lèlíng Shì`) in our form.
pub fn plain(written: &str) -> String {
    let spelt = written.to_lowercase().replace(['ü', 'ǖ', 'ǘ', 'ǚ', 'ǜ'], "v");
    spelt.nfd().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_say_them() {
        for (name, full, initials) in [
            ("乐陵市", "laolingshi", "lls"),
            ("单县", "shanxian", "sx"),
            ("东阿县", "dongexian", "dex"),
            ("长兴县", "changxingxian", "cxx"),
            ("六安市", "luanshi", "las"),
            ("浚县", "xunxian", "xx"),
            ("庆云县", "qingyunxian", "qyx"),
            ("绿化率", "lvhualv", "lhl"),
            ("R&D经费", "rdjingfei", "rdjf"),
        ] {
            assert_eq!(readings(name), [full.to_owned(), initials.to_owned()], "{name}");
        }
        assert_eq!(plain("Lǎolíng Shì"), "laolingshi");
        assert_eq!(plain("Lǜhuà"), "lvhua");
    }
}
