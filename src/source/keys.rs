//! The keys of a file as data: what each is called, what may stand under it, and what it is for. The readers of
//! front-matter accept these keys and no others, and the JSON Schemas are made of them, so the two cannot drift.
//! Must not know any file.

/// The keys of one mapping.
pub type Keys = &'static [Key];

/// One key.
#[derive(Debug)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What an editor calls it.
    pub title: &'static str,
    /// What it is for, with an example where that helps; in Chinese, as it is shown while editing.
    pub hint: &'static str,
    /// What may stand under it.
    pub shape: Shape,
    /// Whether a file without it is in error.
    pub required: bool,
}

/// What may stand under a key.
#[derive(Debug)]
pub enum Shape {
    /// Text; numbers and dates are text too.
    Text,
    /// Text with a set of accepted words, given by the table that the reader itself uses.
    Word(fn() -> Vec<&'static str>),
    /// A six-digit code of GB/T 2260.
    Adcode,
    /// A day.
    Date,
    /// true or false; also 是 and 否.
    Flag,
    /// A whole number within limits.
    Integer(i64, i64),
    /// A number.
    Number,
    /// A list of texts, or one text.
    Texts,
    /// Names with one or more texts each.
    TextMap,
    /// A mapping with keys of its own.
    Map(Keys),
    /// Text, or a mapping with keys of its own.
    TextOr(Keys),
    /// A list of mappings.
    List(Keys),
    /// Names of indicators with figures: in short form text, in full form a mapping.
    Figures(Keys),
    /// Codes with levels.
    Levels(fn() -> Vec<&'static str>),
    /// Read by a later version, or by a theme.
    Any,
}

/// Any whole number.
pub const INTEGER: Shape = Shape::Integer(i64::MIN, i64::MAX);

/// A key that may be left out.
#[must_use]
pub const fn key(name: &'static str, title: &'static str, hint: &'static str, shape: Shape) -> Key {
    Key { name, title, hint, shape, required: false }
}

/// A key that must be there.
#[must_use]
pub const fn required(name: &'static str, title: &'static str, hint: &'static str, shape: Shape) -> Key {
    Key { name, title, hint, shape, required: true }
}

/// The words of a table that a reader uses.
pub fn words<T>(table: &[(&'static str, T)]) -> Vec<&'static str> {
    table.iter().map(|(word, _)| *word).collect()
}

/// The keys' names, as they are listed to an editor.
pub fn names(keys: Keys) -> impl Iterator<Item = &'static str> + Clone {
    keys.iter().map(|key| key.name)
}
