//! Dates, periods and amounts in the site's language, from the words of the theme. A language that has no word for a
//! unit shows it as it is written.

use time::{Date, Month};

use super::words::Words;
use crate::quantity::{Amount, Bound, Period, PeriodKind, Sign, Unit};

impl Words {
    /// A day in running text: `2023年12月26日`.
    #[must_use]
    pub fn date(&self, date: Date) -> String {
        self.day("date.long", date)
    }

    /// A month: `2023年12月`.
    #[must_use]
    pub fn month(&self, year: i32, month: u8) -> String {
        self.fill(
            "date.month",
            &[("y", &year.to_string()), ("m", &month.to_string()), ("month", self.month_name(month))],
        )
    }

    /// `2021—2023年`, or `2023年` for one year.
    #[must_use]
    pub fn years(&self, first: i32, last: i32) -> String {
        let (from, to) = (first.to_string(), last.to_string());
        if first == last {
            return self.fill("period.year", &[("y", &to)]);
        }
        self.fill("period.span", &[("from", &from), ("to", &to)])
    }

    /// A period in full: `2023年1—11月`.
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        match period.kind() {
            PeriodKind::Year => self.years(period.year(), period.year()),
            PeriodKind::Span => self.period_short(period),
            PeriodKind::Instant => self.instant(period.end(), ["period.year_end", "period.month_end_of", "date.long"]),
            PeriodKind::Month => self.month(period.year(), u8::from(period.end().month())),
            _ => self.months("period.months", period),
        }
    }

    /// A period where its year stands beside it: `全年`, `1—11月`, `年末`; a span keeps its years.
    #[must_use]
    pub fn period_short(&self, period: Period) -> String {
        match period.kind() {
            PeriodKind::Year => self.say("archive.whole_year").to_owned(),
            PeriodKind::Span => self.years(period.start().year(), period.end().year()),
            PeriodKind::Instant => {
                self.instant(period.end(), ["period.short.year_end", "period.month_end", "date.short"])
            }
            PeriodKind::Month => self.month_name(u8::from(period.end().month())).to_owned(),
            _ => self.months("period.short.months", period),
        }
    }

    /// The end of a year, of a month, or a day, by the keys of the three.
    fn instant(&self, date: Date, [year_end, month_end, day]: [&str; 3]) -> String {
        let is_month_end = date.day() == date.month().length(date.year());
        match (date.month(), is_month_end) {
            (Month::December, true) => self.day(year_end, date),
            (_, true) => self.day(month_end, date),
            (_, false) => self.day(day, date),
        }
    }

    fn day(&self, key: &str, date: Date) -> String {
        let month = u8::from(date.month());
        let (y, m, d) = (date.year().to_string(), month.to_string(), date.day().to_string());
        self.fill(key, &[("y", &y), ("m", &m), ("n", &m), ("d", &d), ("month", self.month_name(month))])
    }

    fn months(&self, key: &str, period: Period) -> String {
        let (first, last) = (u8::from(period.start().month()), u8::from(period.end().month()));
        let (from, to, y) = (first.to_string(), last.to_string(), period.year().to_string());
        let names = [("first", self.month_name(first)), ("last", self.month_name(last))];
        let [first, last] = names;
        self.fill(key, &[("y", &y), ("from", &from), ("to", &to), first, last])
    }

    /// `1月`.
    #[must_use]
    pub fn month_name(&self, month: u8) -> &str {
        const KEYS: [&str; 12] = [
            "month.1", "month.2", "month.3", "month.4", "month.5", "month.6", "month.7", "month.8", "month.9",
            "month.10", "month.11", "month.12",
        ];
        KEYS.get(usize::from(month).saturating_sub(1)).map_or("", |key| self.say(key))
    }

    /// Things one after another: `甲、乙`.
    #[must_use]
    pub fn list<T: AsRef<str>>(&self, things: &[T]) -> String {
        let things: Vec<&str> = things.iter().map(AsRef::as_ref).collect();
        things.join(self.say("list.between"))
    }

    /// A unit as it stands after a number.
    #[must_use]
    pub fn unit(&self, unit: Option<&Unit>) -> String {
        let written = unit.map(Unit::to_string).unwrap_or_default();
        self.own_unit(&written).map_or(written, str::to_owned)
    }

    /// A unit as it stands alone, in the head of a column.
    #[must_use]
    pub fn unit_alone(&self, unit: Option<&Unit>) -> String {
        self.unit(unit).trim().to_owned()
    }

    fn own_unit(&self, written: &str) -> Option<&str> {
        self.all().get(&format!("unit.of.{written}")).map(String::as_str)
    }

    /// The sign of a bound: `>`, `约`.
    #[must_use]
    pub fn bound(&self, amount: &Amount) -> &str {
        if amount.bound == Bound::Approx { self.say("about") } else { amount.sign_text() }
    }

    /// The number of an amount: `10`, `35亿—40`, `−1.6`.
    #[must_use]
    pub fn number(&self, amount: &Amount, sign: Sign) -> String {
        let written = amount.unit.as_ref().map(Unit::to_string).unwrap_or_default();
        if self.own_unit(&written).is_some() {
            return Amount { unit: None, ..amount.clone() }.number_text(sign);
        }
        amount.number_text(sign)
    }

    /// An amount with its bound and its unit: `>10亿元`.
    #[must_use]
    pub fn amount(&self, amount: &Amount, sign: Sign) -> String {
        format!("{}{}{}", self.bound(amount), self.number(amount, sign), self.unit(amount.unit.as_ref()))
    }
}
