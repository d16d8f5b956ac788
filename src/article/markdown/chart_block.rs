//! The lines of a `chart` block. It must not know which counties and indicators there are.

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartKind {
    /// Levels over time.
    #[default]
    Line,
    /// Growth as columns.
    Growth,
}

/// What a `chart` block asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChartWish {
    /// County, as written.
    pub county: String,
    /// Indicator, as written.
    pub indicator: String,
    /// How to draw it.
    pub kind: ChartKind,
}

/// A line that says nothing the block knows: its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OddLine(pub String);

impl ChartWish {
    /// Reads `county: …`, `indicator: …` and `kind: line` or `growth`, also with a full-width colon.
    ///
    /// # Errors
    /// The first line that is none of these.
    pub fn read(text: &str) -> Result<Self, OddLine> {
        let mut wish = Self::default();
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let odd = || OddLine(line.to_owned());
            let (key, value) = line.split_once([':', '：']).ok_or_else(odd)?;
            let value = value.trim();
            match (key.trim(), value) {
                ("county", _) => value.clone_into(&mut wish.county),
                ("indicator", _) => value.clone_into(&mut wish.indicator),
                ("kind", "line") => wish.kind = ChartKind::Line,
                ("kind", "growth") => wish.kind = ChartKind::Growth,
                _ => return Err(odd()),
            }
        }
        Ok(wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lines() {
        let wish = ChartWish::read("county: qingyun\nindicator： 地区生产总值\nkind: growth\n");
        let expect =
            ChartWish { county: "qingyun".into(), indicator: "地区生产总值".into(), kind: ChartKind::Growth };
        assert_eq!(wish, Ok(expect));
        assert_eq!(ChartWish::read("kind: pie"), Err(OddLine("kind: pie".into())));
        assert_eq!(ChartWish::read("x"), Err(OddLine("x".into())));
    }
}
