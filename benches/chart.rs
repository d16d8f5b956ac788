//! What a chart costs: five years of twelve months, the largest that a page has. `cargo bench --bench chart`.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints, and may fail")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use fangzhi::chart::{Caption, Line, LineChart, Origin, Point, Target, Tick, Tone};

/// The design's limits (see `benches/README.md`).
const MICROSECONDS: f64 = 20.0;
const BYTES: usize = 8 * 1024;
/// Charts between two looks at the clock, and looks: the best of many is what the machine can do undisturbed.
const CHARTS: u32 = 200;
const LOOKS: u32 = 200;

fn chart() -> LineChart {
    let years = (2019_u16..=2023).map(|year| {
        let growth = 1.0 + f64::from(year - 2019) * 0.083;
        let point = |month: u16| {
            let value = f64::from(month) * 0.8137 * growth;
            Point::new(f64::from(month) / 12.0, value).label(format!("{value:.2}"))
        };
        let tone = if year == 2023 { Tone::Current } else { Tone::Context };
        Line { label: format!("{year}年"), tone, points: (1..=12).map(point).collect() }
    });
    let tick = |month: u16| Tick::new(f64::from(month) / 12.0, format!("{month}月"));
    LineChart {
        caption: Caption {
            id: "c1".into(),
            title: "庆云县一般公共预算收入".into(),
            desc: "由2019年1月到2023年全年。".into(),
        },
        ticks: [0, 3, 6, 9, 12].map(tick).into(),
        lines: years.collect(),
        targets: vec![Target { x: 1.0, y: 13.2, label: "目标13.2".into() }],
        origin: Origin::Nought,
        ..LineChart::default()
    }
}

fn main() {
    let chart = chart();
    let best = (0..LOOKS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CHARTS {
                black_box(black_box(&chart).html());
            }
            start.elapsed() / CHARTS
        })
        .min()
        .unwrap_or(Duration::ZERO);
    let bytes = chart.html().unwrap().len();
    let time = best.as_secs_f64() * 1e6;
    println!("chart of 5 years × 12 months: {time:.1} µs (limit {MICROSECONDS}), {bytes} bytes (limit {BYTES})");
}
