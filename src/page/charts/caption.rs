//! What a chart says in words.

use super::points::Plotted;
use crate::chart::{Caption, Tone};
use crate::model::{Series, Site};
use crate::page::words::Words;
use crate::quantity::{Period, PeriodKind, Sign};

/// 1—6月, 1—11月, 12月末, nothing for whole years: what the years of a set have in common.
pub(in crate::page) fn set_name(words: &Words, period: Period) -> String {
    if period.kind() == PeriodKind::Instant {
        return {
            let month = u8::from(period.end().month());
            words.fill("period.month_end", &[("n", &month.to_string()), ("month", words.month_name(month))])
        };
    }
    // 历年 says 全年 already.
    if period.kind() == PeriodKind::Year { String::new() } else { words.period_short(period) }
}

/// Title and description for readers who do not see the picture: first, last, lowest and highest; the table has all.
pub(super) fn caption(
    site: &Site,
    words: &Words,
    series: &Series,
    points: &[Plotted],
    unit: &str,
    sign: Sign,
    id: &str,
) -> Caption {
    let county = &site.county(series.county).file.name.value;
    let indicator = &site.indicator(series.indicator).file.name.value;
    let say = |p: &Plotted| format!("{} {}{unit}", words.period(p.period), p.text(words, sign));
    let by_value = |a: &&Plotted, b: &&Plotted| a.amount.value.cmp(&b.amount.value).then(a.period.cmp(&b.period));
    let mut desc = Vec::new();
    if let (Some(first), Some(last)) = (points.first(), points.last()) {
        if points.len() == 1 {
            desc.push(say(last) + words.say("stop"));
        } else {
            desc.push(words.fill("desc.first_last", &[("first", &say(first)), ("last", &say(last))]));
        }
    }
    if points.len() > 2
        && let (Some(low), Some(high)) = (points.iter().min_by(by_value), points.iter().max_by(by_value))
    {
        desc.push(words.fill("desc.low_high", &[("low", &say(low)), ("high", &say(high))]));
    }
    desc.push(words.say("desc.table").to_owned());
    Caption {
        id: id.to_owned(),
        title: words.fill("caption.of", &[("county", county), ("indicator", indicator)]),
        desc: desc.concat(),
    }
}

pub(super) fn tone(current: bool) -> Tone {
    if current { Tone::Current } else { Tone::Context }
}
