//! Laws that hold for every chart: labels keep apart and inside in every room, and what is drawn is well-formed.

use proptest::prelude::*;

use super::room::Room;
use super::scene::{Anchor, Item, Reach, Scene, Text};
use super::svg::count;
use super::text_width::width;
use super::*;

/// Rooms from the closest to the openest.
fn sample_rooms() -> Vec<Room> {
    let widths = [343.0, 380.0, 420.0, 560.0, 601.0, 700.0, 912.0, 1140.0];
    let mut rooms = widths.map(|width| [13.0, 14.6, 16.5].map(|em| Room { width, em })).concat();
    rooms.push(Room { width: 288.0, em: 13.0 });
    rooms
}

#[derive(Debug)]
struct Rect {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

impl Rect {
    fn of(text: &Text, scene: &Scene, room: Room) -> Self {
        let width = width(&text.content) * room.em;
        let anchor = text.x * scene.gutters.plot(room) + text.dx * room.em;
        let left = match text.anchor {
            Anchor::Start => anchor,
            Anchor::Middle => anchor - width / 2.0,
            Anchor::End => anchor - width,
        };
        let baseline = text.y + text.dy * room.em;
        let (top, bottom) = (baseline - 0.88 * room.em, baseline + 0.12 * room.em);
        Self { left, right: left + width, top, bottom, text: text.content.clone() }
    }

    fn meets(&self, other: &Self) -> bool {
        let slack = 0.1;
        self.left + slack < other.right
            && other.left + slack < self.right
            && self.top + slack < other.bottom
            && other.top + slack < self.bottom
    }
}

fn is_seen(text: &Text, room: Room) -> bool {
    match text.reach {
        Reach::Always => true,
        Reach::Wide => room.width >= 600.0,
        Reach::Narrow => room.width < 600.0,
    }
}

/// Labels seen in a room.
fn labels(scene: &Scene, room: Room) -> Vec<Rect> {
    let texts = scene.items.iter().filter_map(|item| match item {
        Item::Text(text) if is_seen(text, room) => Some(Rect::of(text, scene, room)),
        _ => None,
    });
    texts.collect()
}

fn check_layout(scene: &Scene) {
    check_layout_in(scene, sample_rooms());
}

fn check_layout_in(scene: &Scene, rooms: impl IntoIterator<Item = Room>) {
    for room in rooms {
        let labels = labels(scene, room);
        let right = scene.gutters.plot(room) + f64::from(scene.gutters.right) * room.em;
        let left = -f64::from(scene.gutters.left) * room.em;
        for (index, label) in labels.iter().enumerate() {
            let inside = label.left >= left - 0.1 && label.right <= right + 0.1;
            assert!(inside, "{} leaves {left}..{right} in {room:?}: {label:?}", label.text);
            // The plot's padding: .5rem above, 2rem below.
            let inside = label.top >= -8.0 && label.bottom <= scene.height + 36.0;
            assert!(inside, "{} leaves the height {} in {room:?}", label.text, scene.height);
            for other in labels.iter().skip(index + 1) {
                assert!(!label.meets(other), "{label:?} meets {} {other:?} in {room:?}", other.text);
            }
        }
    }
}

/// Tags are balanced, attributes quoted and not repeated, numbers plain.
fn check_markup(markup: &str) {
    let body = markup.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap_or(markup);
    let mut open: Vec<&str> = Vec::new();
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or_else(|| unreachable!("{part} does not end"));
        assert!(!text.contains('>'), "{text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        check_attributes(tag);
        if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} left open");
    for wrong in ["NaN", "inf", "\"-0\"", "-0 ", " style=", "e-1"] {
        assert!(!markup.contains(wrong), "{wrong} in {markup}");
    }
}

fn check_attributes(tag: &str) {
    let pieces: Vec<_> = tag.trim_end_matches('/').split('"').collect();
    assert_eq!(pieces.len() % 2, 1, "quotes in {tag}");
    let mut names: Vec<_> = pieces.iter().step_by(2).filter_map(|piece| piece.strip_suffix('=')).collect();
    assert_eq!(names.len(), pieces.len() / 2, "{tag}");
    let before = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), before, "repeated attribute in {tag}");
}

fn check_line_chart(chart: &LineChart) {
    let Some(scene) = chart.scene() else {
        assert!(chart.html().is_none());
        return;
    };
    check_layout(&scene);
    check_markup(&chart.html().unwrap_or_default());
    let key = chart.key().into_iter().map(|mark| (mark, "含义 <&>".to_owned())).collect();
    let sheet =
        Sheet { unit: "单位：亿元".to_owned(), source: "资料来源：".repeat(30), key, ..Sheet::default() };
    let download = chart.download(&sheet).unwrap_or_default();
    assert!(download.ends_with("</svg>\n"));
    check_markup(&download);
    assert!(!download.contains("class="), "a download depends on no style sheet");
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        6 => Just(Mark::Reported),
        1 => Just(Mark::Derived),
        1 => Just(Mark::Provisional),
        1 => Just(Mark::BoundUp),
        1 => Just(Mark::BoundDown),
        1 => (-20.0..150.0).prop_map(Mark::Range),
        1 => (-20.0..150.0).prop_map(Mark::Disputed),
    ]
}

fn link() -> impl Strategy<Value = Link> {
    prop_oneof![4 => Just(Link::Joined), 1 => Just(Link::Gap), 1 => Just(Link::Break)]
}

fn label() -> impl Strategy<Value = String> {
    "(2023年)?(1—1{1,2}月)?[≥>约−+]?[0-9]{0,4}(\\.[0-9])?(亿元|%|个百分点)?"
}

fn point() -> impl Strategy<Value = Point> {
    (0.0..=1.0, -20.0..150.0, mark(), link(), prop::option::of(label())).prop_map(|(x, y, mark, link, label)| Point {
        x,
        y,
        mark,
        link,
        label,
    })
}

fn line() -> impl Strategy<Value = Line> {
    let points = prop::collection::vec(point(), 0..13).prop_map(|mut points| {
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        points
    });
    (label(), points).prop_map(|(label, points)| Line { label, tone: Tone::Context, points })
}

fn line_chart() -> impl Strategy<Value = LineChart> {
    let lines = prop::collection::vec(line(), 0..9);
    let targets = prop::collection::vec((0.0..=1.0, -20.0..150.0, label()), 0..3);
    (lines, targets, any::<bool>(), 1_usize..13, 60_u16..400, label()).prop_map(
        |(mut lines, targets, cumulative, ticks, height, tick)| {
            if let Some(line) = lines.first_mut() {
                line.tone = Tone::Current;
            }
            let place = |index: usize| count(index) / count(ticks.max(2) - 1);
            LineChart {
                caption: Caption { id: "c1".into(), title: "标题 <&>".into(), desc: "\"说明\"".into() },
                height,
                ticks: (0..ticks).map(|index| Tick::new(place(index), tick.get(..9).unwrap_or("2023"))).collect(),
                lines,
                targets: targets.into_iter().map(|(x, y, label)| Target { x, y, label }).collect(),
                breaks: vec![0.4],
                zero: Zero::Included,
                origin: if cumulative { Origin::Nought } else { Origin::FirstPoint },
            }
        },
    )
}

fn column_chart() -> impl Strategy<Value = ColumnChart> {
    let bound = prop_oneof![6 => Just(Bound::Exact), 1 => Just(Bound::AtLeast), 1 => Just(Bound::AtMost)];
    let column = (prop::sample::select(vec!["1—3月", "1—11月", "2023年", "全年"]), -30.0..110.0_f64, bound);
    prop::collection::vec(column, 0..10).prop_map(|columns| ColumnChart {
        caption: Caption::default(),
        height: ColumnChart::HEIGHT,
        columns: columns
            .into_iter()
            .map(|(label, value, bound)| Column {
                label: label.into(),
                value,
                text: format!("{value:+.1}"),
                tone: Tone::Context,
                bound,
            })
            .collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn line_charts_keep_the_laws(chart in line_chart()) {
        check_line_chart(&chart);
    }

    #[test]
    fn column_charts_keep_the_laws(chart in column_chart()) {
        if let Some(scene) = chart.scene() {
            check_layout(&scene);
        }
        check_markup(&chart.html().unwrap_or_default());
        check_markup(&chart.download(&Sheet::default()).unwrap_or_default());
    }

    #[test]
    fn small_pictures_are_well_formed(line in line(), value in -1e3..1e3, other in -1e3..1e3) {
        let spark = Sparkline { label: line.label.clone(), points: line.points.clone() };
        prop_assert_eq!(spark.html().is_some(), line.points.len() >= 3);
        check_markup(&spark.html().unwrap_or_default());
        let multiple = SmallMultiple { points: line.points, first: "2019".into(), last: "2023".into(), ..SmallMultiple::default() };
        if let Some(scene) = multiple.scene() {
            // Cells of 9.5rem and more, with the text of the page.
            check_layout_in(&scene, [152.0, 240.0, 343.0].map(|width| Room { width, em: 13.0 }));
        }
        check_markup(&multiple.html().unwrap_or_default());
        for bound in [Bound::Exact, Bound::AtLeast, Bound::AtMost] {
            check_markup(&bar_cell(value, Domain::of([value, other]), Tone::Current, bound));
            let bullet = Bullet { label: line.label.clone(), target: value, result: Some(other), bound, tone: Tone::Current };
            check_markup(&bullet.html());
        }
    }
}

fn months() -> Vec<Tick> {
    ["年初", "3月", "6月", "9月", "12月"]
        .into_iter()
        .zip(0_u8..)
        .map(|(label, i)| Tick::new(f64::from(i) / 4.0, label))
        .collect()
}

/// The chart of the design's county and indicator page.
fn qingyun() -> LineChart {
    let month = |m: u8, y: f64| Point::new(f64::from(m) / 12.0, y);
    let line = |label: &str, tone, points: Vec<Point>| Line { label: label.into(), tone, points };
    LineChart {
        caption: Caption { id: "c1".into(), title: "一般公共预算收入".into(), desc: "各年累计值".into() },
        height: LineChart::HEIGHT,
        ticks: months(),
        lines: vec![
            line(
                "2021年",
                Tone::Context,
                vec![month(3, 2.18), month(6, 4.46), month(9, 6.38), month(12, 9.02).label("9.02")],
            ),
            line(
                "2022年",
                Tone::Context,
                vec![
                    month(3, 2.41),
                    month(6, 4.93),
                    month(9, 7.02),
                    month(11, 9.05).mark(Mark::Derived),
                    month(12, 9.78).label("9.78"),
                ],
            ),
            line(
                "2023年1—11月",
                Tone::Current,
                vec![
                    month(3, 2.68),
                    month(5, 4.4),
                    month(6, 5.42),
                    month(9, 7.79),
                    month(11, 10.0).mark(Mark::BoundUp).label(">10亿元"),
                ],
            ),
        ],
        targets: vec![Target { x: 1.0, y: 10.7, label: "全年目标 10.7".into() }],
        breaks: Vec::new(),
        zero: Zero::Included,
        origin: Origin::Nought,
    }
}

#[test]
fn line_chart_has_the_markup_of_the_design() {
    let html = qingyun().html().unwrap_or_default();
    let check = |part: &str| assert!(html.contains(part), "{part} not in {html}");
    check(
        r#"<div class="plot l2 r8"><svg class="ch" width="100%" height="340" role="img" aria-labelledby="c1-t c1-d">"#,
    );
    check(r#"<title id="c1-t">一般公共预算收入</title><desc id="c1-d">各年累计值</desc>"#);
    check(r#"<line class="bl" x1="0" x2="100%" y1="340" y2="340"/>"#);
    check(r#"<text class="e" x="0" dx="-0.6em" y="16.5">12</text>"#);
    check(r#"<text class="m" x="25%" y="340" dy="1.75em">3月</text>"#);
    check(r#"<path class="ln" d="M0 340L25 280.4L50 218.1L75 165.6L100 93.5"/>"#);
    check(r#"<path class="ln est z" d="M75 127.1L91.67 66.7"/>"#);
    check(r#"<circle class="pt der" cx="91.67%" cy="92.6" r="3.5"/>"#);
    check(r#"<svg x="91.67%" y="66.7"><path class="bnd z" d="M-6 0H6M0 0V-22M-5-16L0-23L5-16"/></svg>"#);
    check(r#"<svg x="100%" y="47.5"><path class="tg" d="M0-6.5L6.5 0L0 6.5L-6.5 0Z"/></svg>"#);
    check(r#"<text class="k" x="100%" dx="0.75em" y="52">全年目标 10.7</text>"#);
    check(r#"<text class="e zt halo w" x="91.67%" dx="-1.1em" y="54.7">2023年1—11月 &gt;10亿元</text>"#);
    check(r#"<text class="e zt halo s" x="91.67%" dx="-1.1em" y="54.7">&gt;10亿元</text>"#);
    assert_eq!(qingyun().key(), [KeyMark::Reported, KeyMark::Derived, KeyMark::BoundUp, KeyMark::Target]);
    check_line_chart(&qingyun());
}

#[test]
fn sparse_lines() {
    let check = |points: Vec<Point>, paths: usize, dots: usize| {
        let line = Line { label: String::new(), tone: Tone::Current, points };
        let chart = LineChart { lines: vec![line], ticks: months(), origin: Origin::Nought, ..LineChart::default() };
        let html = chart.html().unwrap_or_default();
        assert_eq!((html.matches("<path").count(), html.matches("<circle").count()), (paths, dots), "{html}");
        check_line_chart(&chart);
    };
    check(vec![], 0, 0);
    check(vec![Point::new(0.5, f64::NAN)], 0, 0);
    check(vec![Point::new(0.5, 10.2).label("+10.2%")], 0, 1);
    check(vec![Point::new(0.5, 1.0), Point::new(1.0, 2.0)], 1, 2);
    check(vec![Point::new(0.5, 1.0), Point::new(1.0, 2.0).link(Link::Gap)], 2, 2);
    check(vec![Point::new(0.5, 1.0).link(Link::Break), Point::new(1.0, 2.0).link(Link::Break)], 0, 2);
}

#[test]
fn five_years_of_months_are_small() {
    let points = |year: u8| {
        (1..=12)
            .map(move |m| Point::new(f64::from(m) / 12.0, f64::from(m) * (8.37 + f64::from(year)) / 12.0).label("9.02"))
    };
    let tone = |year| if year == 4 { Tone::Current } else { Tone::Context };
    let lines =
        (0..5).map(|year| Line { label: format!("202{year}年"), tone: tone(year), points: points(year).collect() });
    let chart = LineChart {
        lines: lines.collect(),
        ticks: months(),
        height: 340,
        origin: Origin::Nought,
        ..LineChart::default()
    };
    let html = chart.html().unwrap_or_default();
    assert!(html.len() <= 8 * 1024, "{} bytes", html.len());
}
