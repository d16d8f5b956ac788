//! What a series' chart shows, read off the picture: each mark stands where its period and its figure say.

use fangzhi::quantity::{Amount, Period, PeriodKind, Unit};
use rust_decimal::Decimal;
use time::Date;

use crate::agreement::{Row, amount, between, is};

/// What does not agree between a page's chart, the embedded one, the download, and the rows of the CSV.
pub fn problems(page: &str, embed: &str, file: Option<&str>, csv: &[Row], unit: Option<&Unit>) -> Vec<String> {
    let (shown, picture) = (picture(page), picture(embed));
    let (Some(picture), Some(file)) = (picture, file) else {
        let neither = shown.or(picture).is_none() && file.is_none();
        return if neither { Vec::new() } else { vec!["page, embedded chart and file are not all there".to_owned()] };
    };
    let levels = csv.iter().any(|row| stands(row) && is(row, "level", ""));
    let of_chart = |row: &&Row| stands(row) && if levels { is(row, "level", "") } else { is(row, "growth", "yoy") };
    let figures = Figures { rows: csv.iter().filter(of_chart).collect(), unit: unit.filter(|_| levels) };
    let axes = Axes::read(picture);
    // Where the page shows growth as columns, the line stands in the file and the embedded page only.
    let spots = if shown.is_some() { spots(page) } else { figures.spots(&axes) };
    let mut wrong: Vec<String> = spots.iter().flat_map(|spot| spot.problems(&axes, &figures)).collect();
    wrong.extend(unmarked(picture, &spots));
    wrong.extend(undrawn(&axes, &figures, &spots));
    let same = shown.is_none_or(|shown| shown == picture) && marks_of_file(file, picture) == marks(picture);
    wrong.extend((!same).then(|| "page, embedded page and file show different marks".to_owned()));
    wrong
}

/// The line chart of a page.
fn picture(page: &str) -> Option<&str> {
    let plots = page.split("<div class=\"plot ").skip(1);
    let plot = plots.filter_map(|plot| plot.split_once("</svg></div>").map(|(plot, _)| plot));
    plot.filter(|plot| plot.contains("id=\"c1-t\"")).last()
}

fn stands(row: &Row) -> bool {
    row["state"] != "superseded"
}

fn number(text: &str) -> f64 {
    text.trim_end_matches('%').replace('−', "-").parse().unwrap()
}

fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    between(tag, &format!(" {name}=\""), "\"").unwrap_or_default()
}

/// A row of the table that the chart shows.
struct Spot {
    x: f64,
    y: f64,
    period: Period,
    /// Its figure is computed, and stands in no file.
    derived: Option<f64>,
}

fn spots(page: &str) -> Vec<Spot> {
    let table = between(page, "全部数据点</caption>", "</table>").unwrap_or_default();
    let rows = table.split("<tr").filter(|row| row.contains(" data-x="));
    let spot = |row: &str| {
        let label = between(row, "class=\"nw\">", "</th>").unwrap();
        let value = between(row, "data-l=\"数值\">", "</td>").map(|v| v.replace("&gt;", "").replace("&lt;", ""));
        Spot {
            x: number(attribute(row, "data-x")),
            y: number(attribute(row, "data-y")),
            period: Period::read(label, None).unwrap().period,
            derived: row.contains(">推算<").then(|| number(value.unwrap().trim_start_matches(['≥', '≤', '约']))),
        }
    };
    rows.map(spot).collect()
}

/// The figures that the chart is drawn from.
struct Figures<'a> {
    rows: Vec<&'a Row>,
    unit: Option<&'a Unit>,
}

impl Figures<'_> {
    fn period(row: &Row) -> Period {
        Period::read(&row["period"], None).unwrap().period
    }

    /// Where each of them should stand.
    fn spots(&self, axes: &Axes) -> Vec<Spot> {
        let periods: std::collections::BTreeSet<Period> = self.rows.iter().map(|row| Self::period(row)).collect();
        let spot = |period: Period| {
            let (low, high) = self.ends(period)?;
            Some(Spot { x: axes.place(period), y: axes.pixel(f64::midpoint(low, high)), period, derived: None })
        };
        let mut periods: Vec<Period> = periods.into_iter().filter(|p| axes.holds(*p)).collect();
        if axes.is_years() {
            let set = |p: Period| periods.iter().filter(|other| months(**other) == months(p)).count();
            let best = periods.iter().copied().max_by_key(|p| (set(*p), *p)).map(months);
            periods.retain(|p| Some(months(*p)) == best);
        }
        periods.into_iter().filter_map(spot).collect()
    }

    /// The lowest and the highest figure of a period.
    fn ends(&self, period: Period) -> Option<(f64, f64)> {
        let float = |d: Decimal| d.to_string().parse::<f64>().unwrap();
        let of_period = self.rows.iter().filter(|row| Self::period(row) == period);
        let both = |a: Amount| [Some(a.value), a.value_to].into_iter().flatten().map(float).collect::<Vec<_>>();
        let all: Vec<f64> = of_period.flat_map(|row| both(amount(row, self.unit))).collect();
        let low = all.iter().copied().reduce(f64::min)?;
        Some((low, all.iter().copied().reduce(f64::max)?))
    }
}

/// What the labels of the axes say.
struct Axes {
    /// Pixels and value of the first and the last tick.
    value: [(f64, f64); 2],
    /// Percent and label of every tick.
    time: Vec<(f64, String)>,
}

impl Axes {
    fn read(picture: &str) -> Self {
        let texts = || picture.split("<text ").skip(1);
        let label = |text: &str| between(text, ">", "</text>").unwrap().to_owned();
        let values: Vec<(f64, f64)> = texts()
            .filter(|text| text.starts_with("class=\"e\" x=\"0\""))
            .map(|text| (number(attribute(text, "y")) - 4.5, number(&label(text))))
            .collect();
        let times = texts().filter(|text| attribute(text, "dy") == "1.75em");
        Self {
            value: [values[0], *values.last().unwrap()],
            time: times.map(|text| (number(attribute(text, "x")), label(text))).collect(),
        }
    }

    fn slope(&self) -> f64 {
        let [first, last] = self.value;
        (last.1 - first.1) / (last.0 - first.0)
    }

    fn value(&self, y: f64) -> f64 {
        self.value[0].1 + (y - self.value[0].0) * self.slope()
    }

    fn pixel(&self, value: f64) -> f64 {
        self.value[0].0 + (value - self.value[0].1) / self.slope()
    }

    /// Whether a period can stand on the axis.
    fn holds(&self, period: Period) -> bool {
        let months = !self.is_months() || period.cumulative_months().is_some();
        months && period.kind() != PeriodKind::Span
    }

    fn is_months(&self) -> bool {
        self.time[0].1 == "年初"
    }

    /// Ticks of years stand at the periods; ticks of dates at the beginning of the years, and the last year has room.
    fn is_years(&self) -> bool {
        let last = self.time.last().unwrap().0;
        !self.is_months() && ((last - 100.0).abs() < 0.01 || (self.time.len() == 1 && (last - 50.0).abs() < 0.01))
    }

    /// Where a period belongs, in percent of the width.
    fn place(&self, period: Period) -> f64 {
        if self.is_months() {
            return f64::from(period.cumulative_months().unwrap()) / 12.0 * 100.0;
        }
        let year = |label: &str| label.parse::<i32>().unwrap();
        let days = |date: Date| f64::from(date.to_julian_day());
        let january = |y: i32| days(Date::from_ordinal_date(y, 1).unwrap());
        let ((first_x, first), (last_x, last)) = (&self.time[0], self.time.last().unwrap());
        let (first, last) = (year(first), year(last));
        let (at, from, to) = if self.is_years() {
            (f64::from(period.year()), f64::from(first), f64::from(last))
        } else {
            // One year alone: from its first day to the next year's.
            (days(period.end()), january(first), january(if first == last { last + 1 } else { last }))
        };
        let to_x = if first == last { 100.0 } else { *last_x };
        if self.is_years() && first == last { *first_x } else { first_x + (at - from) / (to - from) * (to_x - first_x) }
    }
}

impl Spot {
    fn problems(&self, axes: &Axes, figures: &Figures<'_>) -> Vec<String> {
        let mut wrong = Vec::new();
        let place = axes.place(self.period);
        if (self.x - place).abs() > 0.006 {
            wrong.push(format!("{} stands at {}%, not {place}%", self.period, self.x));
        }
        let middle = figures.ends(self.period).map(|(low, high)| f64::midpoint(low, high)).or(self.derived);
        // Positions are written to a tenth of a pixel, on the axis and at the mark.
        let off = axes.slope().abs() * 0.2;
        if middle.is_none_or(|value| (axes.value(self.y) - value).abs() > off) {
            wrong.push(format!("{} is drawn at {}, not {middle:?}", self.period, axes.value(self.y)));
        }
        wrong
    }
}

/// Places of round marks, and of bounds and ranges from their top to their bottom: hundredths of percent, pixels × 10.
fn marks(picture: &str) -> Vec<[i64; 3]> {
    let whole = |value: f64| format!("{:.0}", value * 10.0).parse::<i64>().unwrap();
    let circles = picture.split("<circle ").skip(1).map(|tag| {
        let y = whole(number(attribute(&format!(" {tag}"), "cy")));
        [whole(number(attribute(&format!(" {tag}"), "cx"))), y, y]
    });
    let glyphs = picture.split("<svg x=").skip(1).filter(|tag| tag.contains("class=\"bnd"));
    let glyphs = glyphs.map(|tag| {
        let tag = format!(" x={tag}");
        let top = number(attribute(&tag, "y"));
        let height = between(&tag, "M0 0V", "M-6 ").and_then(|h| h.parse::<f64>().ok()).unwrap_or(0.0);
        [whole(number(attribute(&tag, "x"))), whole(top), whole(top + height)]
    });
    let mut all: Vec<[i64; 3]> = circles.chain(glyphs).collect();
    all.sort_unstable();
    all
}

/// The same of a download, as shares of its plot.
fn marks_of_file(svg: &str, picture: &str) -> Vec<[i64; 3]> {
    let gutter = |side: &str| {
        let classes = picture.split('"').next().unwrap();
        classes.split(' ').find_map(|class| class.strip_prefix(side)?.parse::<f64>().ok()).unwrap_or(0.0)
    };
    let width = 960.0 - 48.0 - 13.0 * (gutter("l") + gutter("r"));
    let plot = svg.split_once("<g ").unwrap().1;
    let glyphs = plot.split("<path transform=\"translate(").skip(1).filter(|path| !path.contains("Z\""));
    let mut all: Vec<(f64, f64, f64)> = Vec::new();
    for path in glyphs {
        let (x, y) = between(&format!("({path}"), "(", ")")
            .and_then(|p| p.split_once(' ').map(|(x, y)| (number(x), number(y))))
            .unwrap();
        let height = between(path, "M0 0V", "M-6 ").and_then(|h| h.parse::<f64>().ok()).unwrap_or(0.0);
        all.push((x, y, y + height));
    }
    for tag in plot.split("<circle ").skip(1) {
        let tag = format!(" {tag}");
        let y = number(attribute(&tag, "cy"));
        all.push((number(attribute(&tag, "cx")), y, y));
    }
    let whole = |value: f64| format!("{:.0}", value * 10.0).parse::<i64>().unwrap();
    // A share has two decimals on the page, a pixel in the file.
    let share = |x: f64| marks(picture).iter().map(|m| m[0]).min_by_key(|m| (m - whole(x / width * 100.0)).abs());
    let mut all: Vec<[i64; 3]> = all
        .into_iter()
        .map(|(x, y, bottom)| {
            [share(x).filter(|s| (s - whole(x / width * 100.0)).abs() <= 1).unwrap_or(-1), whole(y), whole(bottom)]
        })
        .collect();
    all.sort_unstable();
    all
}

/// Marks that no row of the table stands for, and rows without a mark or a line through their place.
fn unmarked(picture: &str, spots: &[Spot]) -> Vec<String> {
    let whole = |value: f64| format!("{:.0}", value * 10.0).parse::<i64>().unwrap();
    let marks = marks(picture);
    let meets = |mark: &[i64; 3], spot: &Spot| {
        (mark[0] - whole(spot.x)).abs() <= 1 && (mark[1] - 2..=mark[2] + 2).contains(&whole(spot.y))
    };
    let on_line = |spot: &Spot| {
        let vertex = [format!("M{} {}", spot.x, spot.y), format!("L{} {}", spot.x, spot.y)];
        vertex.iter().any(|v| picture.contains(&format!("{v}L")) || picture.contains(&format!("{v}\"")))
    };
    let lost = marks.iter().filter(|m| !spots.iter().any(|s| meets(m, s))).map(|m| format!("no row for {m:?}"));
    let bare = spots.iter().filter(|s| !on_line(s) && !marks.iter().any(|m| meets(m, s)));
    lost.chain(bare.map(|s| format!("{} has no mark", s.period))).collect()
}

/// What makes periods of different years like each other.
fn months(period: Period) -> (u8, u8, &'static str) {
    (
        u8::from(period.start().month()),
        u8::from(period.end().month()),
        if period.kind() == PeriodKind::Instant { "instant" } else { "" },
    )
}

/// Figures that belong into the chart and are not in it.
fn undrawn(axes: &Axes, figures: &Figures<'_>, spots: &[Spot]) -> Vec<String> {
    let fits = |period: &Period| match () {
        () if !axes.holds(*period) => false,
        () if axes.is_years() => spots.first().is_some_and(|spot| months(spot.period) == months(*period)),
        () => true,
    };
    let periods = figures.rows.iter().map(|row| Figures::period(row)).filter(fits);
    periods.filter(|p| !spots.iter().any(|s| s.period == *p)).map(|p| format!("{p} is not drawn")).collect()
}
