//! Writing of SVG and HTML tags: escaping, and numbers short enough for attributes.
//! Knows nothing of charts.

/// Markup under construction.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

impl Markup {
    /// Room for a chart of usual size, so that the text grows without moving.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self(String::with_capacity(bytes))
    }

    /// Appends markup as it is.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Begins a tag; attributes follow, then [`Self::close`] or [`Self::empty`].
    pub(super) fn tag(&mut self, name: &str) -> &mut Self {
        self.0.push('<');
        self.raw(name)
    }

    /// Attribute with escaped text.
    pub(super) fn attr(&mut self, name: &str, value: &str) -> &mut Self {
        self.name(name);
        push_escaped(&mut self.0, value);
        self.quote()
    }

    /// Attribute with a number of at most two decimals.
    pub(super) fn num(&mut self, name: &str, value: f64) -> &mut Self {
        self.name(name).number(value).quote()
    }

    /// Attribute with a share of the width: `0.25` becomes `25%`, nought `0`.
    pub(super) fn share(&mut self, name: &str, share: f64) -> &mut Self {
        let unit = if share == 0.0 { "" } else { "%" };
        self.name(name).number(share * 100.0).raw(unit).quote()
    }

    /// Attribute in em; left out when nought.
    pub(super) fn em(&mut self, name: &str, value: f64) -> &mut Self {
        if value == 0.0 {
            return self;
        }
        self.name(name).number(value).raw("em").quote()
    }

    /// `class` of the words that are not empty; left out when all are.
    pub(super) fn class(&mut self, words: &[&str]) -> &mut Self {
        let mut words = words.iter().filter(|word| !word.is_empty());
        let Some(first) = words.next() else {
            return self;
        };
        self.name("class").raw(first);
        for word in words {
            self.raw(" ").raw(word);
        }
        self.quote()
    }

    /// Ends a tag that has content.
    pub(super) fn close(&mut self) -> &mut Self {
        self.raw(">")
    }

    /// Ends a tag without content.
    pub(super) fn empty(&mut self) -> &mut Self {
        self.raw("/>")
    }

    /// Escaped text.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        push_escaped(&mut self.0, text);
        self
    }

    /// A number of at most two decimals, never `-0`.
    pub(super) fn number(&mut self, value: f64) -> &mut Self {
        push_number(&mut self.0, value);
        self
    }

    /// The finished markup.
    pub(super) fn finish(self) -> String {
        self.0
    }

    fn name(&mut self, name: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"")
    }

    fn quote(&mut self) -> &mut Self {
        self.raw("\"")
    }
}

/// Escapes for text and double-quoted attributes; drops what XML 1.0 does not allow.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

/// A number as attributes have it, of at most two decimals.
pub(super) fn number_text(value: f64) -> String {
    let mut out = String::new();
    push_number(&mut out, value);
    out
}

/// Through integers: several times faster than float formatting, and `-0` cannot arise.
fn push_number(out: &mut String, value: f64) {
    let hundredths = whole(value * 100.0);
    if hundredths < 0 {
        out.push('-');
    }
    let hundredths = hundredths.unsigned_abs();
    push_digits(out, hundredths / 100);
    let fraction = hundredths % 100;
    if fraction > 0 {
        out.push('.');
        push_digits(out, fraction / 10);
    }
    if !fraction.is_multiple_of(10) {
        push_digits(out, fraction % 10);
    }
}

fn push_digits(out: &mut String, number: u64) {
    if number >= 10 {
        push_digits(out, number / 10);
    }
    out.extend(char::from_digit(u32::try_from(number % 10).unwrap_or_default(), 10));
}

/// The nearest whole number; what is not finite or too large saturates.
#[allow(clippy::cast_possible_truncation, reason = "`as` saturates, which is the wanted behaviour")]
pub(super) fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// A count as a number to compute with.
pub(super) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let check = |value: f64, expect: &str| {
            let mut out = String::new();
            push_number(&mut out, value);
            assert_eq!(out, expect, "{value}");
        };
        check(0.0, "0");
        check(-0.0, "0");
        check(-0.004, "0");
        check(1.0, "1");
        check(91.666_666, "91.67");
        check(0.05, "0.05");
        check(-6.5, "-6.5");
        check(12.30, "12.3");
        check(f64::NAN, "0");
    }

    #[test]
    fn text_is_escaped() {
        let mut markup = Markup::default();
        markup.tag("a").attr("b", "\"<&\u{1}>\"").class(&["", ""]);
        markup.close().text("a<b\nc");
        assert_eq!(markup.finish(), "<a b=\"&quot;&lt;&amp;&gt;&quot;\">a&lt;b c");
    }
}
