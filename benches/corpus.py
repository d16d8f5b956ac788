#!/usr/bin/env python3
"""Writes a site with as many made-up bulletins as wanted, the same bytes for the same options.

    python3 benches/corpus.py --articles 10000 --out site-10k

100 made-up counties over the years 2016–2025; each article states 2–6 of 12 indicators, bears 2–5 of 74 tags and one of
8 columns. Its body has about 1,800 Chinese characters with headings, lists, tables, links to earlier articles, a
picture, now and then a footnote, and a code block in one of 50. One figure has one value wherever it is stated.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import layout
import words
from layout import Article, Column, County, Indicator, Metric

YEARS = range(2016, 2026)
PICTURES = 12
NUMERALS = "一二三四五六七八九十"


class Speech:
    """A county's way of writing: the common words in an order of its own, names of its own.

    A word is drawn at rank ⌊n·u²⌋, so that a few are frequent and most are rare, as in running text.
    """

    def __init__(self, seed: str, county: County) -> None:
        rng = random.Random(f"{seed} speech {county.id}")
        common = {
            "v": words.VERBS,
            "m": words.MANNERS,
            "q": words.QUALITIES,
            "t": words.TRADES,
            "h": words.THINGS,
            "o": words.OFFICES,
            "w": words.TIMES,
        }
        self.lists = {slot: rng.sample(list_, len(list_)) for slot, list_ in common.items()}
        self.lists["p"] = names(rng, 70, words.PLACES, words.PLACES, words.ENDINGS, ["村", "村", "镇"])
        self.lists["f"] = names(rng, 40, words.FIRM, words.FIRM, words.TRADES, ["有限公司", "厂", "集团"])
        self.lists["n"] = names(rng, 40, words.SURNAMES, words.GIVEN, words.GIVEN)

    def pick(self, rng: random.Random, slot: str) -> str:
        """A word for a slot."""
        if slot == "0":
            return str(2 + int(rng.random() ** 3 * 800))
        if slot == "1":
            return f"{rng.randrange(3, 400) / 10}%"
        if slot == "2":
            return f"{rng.randrange(2, 400) / 10}亿元" if rng.random() < 0.5 else f"{rng.randrange(20, 9000)}万元"
        list_ = self.lists[slot]
        return list_[int(len(list_) * rng.random() ** 2)]

    def clause(self, rng: random.Random) -> str:
        """A clause with its slots filled."""
        parts = rng.choice(words.CLAUSES).replace("}", "{").split("{")
        return "".join(self.pick(rng, part) if i % 2 else part for i, part in enumerate(parts))

    def sentence(self, rng: random.Random) -> str:
        """Two to four clauses."""
        return rng.choice(words.OPENINGS) + "，".join(self.clause(rng) for _ in range(rng.randint(2, 4))) + "。"

    def paragraph(self, rng: random.Random) -> str:
        """Two to four sentences, one in six paragraphs with emphasis."""
        text = "".join(self.sentence(rng) for _ in range(rng.randint(2, 4)))
        return text + f"**{self.clause(rng)}**。" if rng.random() < 1 / 6 else text


def names(rng: random.Random, count: int, *parts: Sequence[str]) -> list[str]:
    """So many different names of one piece from each part, in the order made."""
    found: dict[str, None] = {}
    while len(found) < count:
        found.setdefault("".join(map(rng.choice, parts)))
    return list(found)


@dataclass(frozen=True)
class Subject:
    """What an article is about."""

    county: County
    year: int
    month: int
    number: int

    def span(self) -> str:
        """The period in words."""
        special = {1: "1月", 3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
        return f"{self.year}年" + special.get(self.month, f"前{self.month}个月")

    def code(self) -> str:
        """The period in canonical form."""
        return layout.period(self.year, self.month)


class Figures:
    """The figures of all counties: whole numbers of the last printed decimal, cumulated from January."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self.years: dict[tuple[str, str], list[list[int]]] = {}

    def months(self, county: County, indicator: tuple) -> list[list[int]]:
        """Per year (from the one before the first) the twelve running totals."""
        key = (county.id, indicator[0])
        if key not in self.years:
            rng = random.Random(f"{self.seed} figures {key}")
            size = indicator[5] * rng.uniform(0.4, 2.2)
            self.years[key] = []
            for _ in range(YEARS.start - 1, YEARS.stop):
                monthly = [size / 12 * rng.uniform(0.8, 1.2) for _ in range(12)]
                self.years[key].append([max(1, round(sum(monthly[: m + 1]))) for m in range(12)])
                size *= rng.uniform(0.99, 1.13)
        return self.years[key]

    def metric(self, subject: Subject, indicator: tuple) -> Metric:
        """Level and growth of one indicator."""
        months = self.months(subject.county, indicator)
        at = subject.year - YEARS.start + 1
        now, before = months[at][subject.month - 1], months[at - 1][subject.month - 1]
        growth = round(Decimal(now - before) * 100 / before, 1)
        return Metric(indicator[0], str(Decimal(now).scaleb(-indicator[4])), indicator[2], str(growth))


def metrics(rng: random.Random, figures: Figures, subject: Subject) -> list[Metric]:
    """The figures an article states, in the order of the indicators."""
    usable = [i for i in words.INDICATORS if i[6] == "monthly" or subject.month % 3 == 0]
    chosen = set(rng.sample(range(len(usable)), rng.randint(2, 6)))
    return [figures.metric(subject, indicator) for i, indicator in enumerate(usable) if i in chosen]


def said(metric: Metric) -> str:
    """A figure in words."""
    name = next(i[1] for i in words.INDICATORS if i[0] == metric.indicator)
    verb = "下降" if metric.growth.startswith("-") else "增长"
    return f"{name}{metric.value}{metric.unit}，同比{verb}{metric.growth.removeprefix('-')}%"


def section(rng: random.Random, speech: Speech, number: int, heading: str) -> list[str]:
    """A headed section: paragraphs, and often a list, table, quotation or sub-section."""
    blocks = [f"## {NUMERALS[number]}、{heading}"] + [speech.paragraph(rng) for _ in range(rng.randint(1, 3))]
    kind = rng.random()
    if kind < 0.22:
        items = (f"- **{speech.pick(rng, 't')}业**：{speech.clause(rng)}。" for _ in range(rng.randint(3, 6)))
        blocks.append("\n".join(items))
    elif kind < 0.32:
        blocks.append("\n".join(f"{i}. {speech.clause(rng)}。" for i in range(1, rng.randint(4, 6))))
    elif kind < 0.46:
        blocks.append(table(rng, speech))
    elif kind < 0.52:
        blocks.append(f"> {speech.sentence(rng)}")
    elif kind < 0.60:
        blocks += [f"### {speech.pick(rng, 't')}的{speech.pick(rng, 'h')}", speech.paragraph(rng)]
    return blocks


def table(rng: random.Random, speech: Speech) -> str:
    """A table by villages and towns."""
    places = dict.fromkeys(speech.pick(rng, "p") for _ in range(rng.randint(4, 9)))
    rows = [f"| {p} | {speech.pick(rng, '0')} | {speech.pick(rng, '2')} | {speech.pick(rng, '1')} |" for p in places]
    return "\n".join([f"| 地方 | {speech.pick(rng, 'h')} | 金额 | 比重 |", "| --- | ---: | ---: | ---: |", *rows])


def body(rng: random.Random, speech: Speech, subject: Subject, stated: list[Metric], earlier: list[Article]) -> str:
    """The text of an article."""
    first = f"{subject.span()}，{subject.county.name}" + "；".join(map(said, stated)) + "。" + speech.sentence(rng)
    blocks, notes, wanted = [first], [], rng.randint(1600, 2800)
    for number, heading in enumerate(rng.sample(words.HEADINGS, 9)):
        if sum(map(len, blocks)) > wanted:
            break
        blocks += section(rng, speech, number, heading)
        blocks[-1] += reference(rng, earlier) if not blocks[-1].startswith("|") else ""
        if number == 0 and rng.random() < 0.75:
            alternative = f"{speech.pick(rng, 'p')}的{speech.pick(rng, 'h')}"
            blocks.append(f"![{alternative}](../../images/photo-{rng.randrange(PICTURES):02}.png)")
        if rng.random() < 0.06:
            notes.append(f"[^{len(notes) + 1}]: {speech.clause(rng)}。")
            blocks[0] += f"[^{len(notes)}]"
    if rng.random() < 0.02:
        blocks.append(code(rng, subject, stated[0]))
    return "\n\n".join(blocks + notes) + "\n"


def reference(rng: random.Random, earlier: list[Article]) -> str:
    """Now and then a link to an earlier article of the county, or to somewhere else."""
    if earlier and rng.random() < 0.5:
        other = rng.choice(earlier)
        return f"参见[{other.title}](../{other.year}/{other.stem}.md)。"
    return "参见[发布日程](https://example.com/calendar/)。" if rng.random() < 0.1 else ""


def code(rng: random.Random, subject: Subject, metric: Metric) -> str:
    """A fenced code block."""
    language, text = rng.choice(words.CODE)
    county, value = subject.county.id, metric.value
    filled = text.format(county=county, indicator=metric.indicator, period=subject.code(), value=value)
    return f"```{language}{filled}\n```"


def article(seed: str, speech: Speech, figures: Figures, subject: Subject, earlier: list[Article]) -> Article:
    """One article, dated in the month after its period."""
    rng = random.Random(f"{seed} article {subject.county.id} {subject.number}")
    stated = metrics(rng, figures, subject)
    column = words.COLUMNS[(subject.number * 3 + len(subject.county.id)) % len(words.COLUMNS)]
    year, month = (subject.year, subject.month + 1) if subject.month < 12 else (subject.year + 1, 1)
    date = f"{year}-{month:02}-{rng.randint(6, 28):02}"
    lead = said(stated[0])
    return Article(
        stem=f"{date}-{subject.county.id}-{column[0]}-{subject.number}",
        title=rng.choice([f"{subject.county.name}{subject.span()}{lead}", f"{subject.county.name}：{speech.clause(rng)}",
                          f"{subject.span()}{subject.county.name}{column[1]}"]),
        county=subject.county.id,
        date=date,
        period=subject.code(),
        metrics=stated,
        column=column[0],
        tags=rng.sample(words.TAGS, rng.randint(2, 5)),
        authors=list(dict.fromkeys(speech.pick(rng, "n") for _ in range(rng.randint(1, 2)))),
        summary=f"{subject.span()}，{subject.county.name}{lead}。",
        body=body(rng, speech, subject, stated, earlier),
    )


def counties() -> list[County]:
    """The 100 counties, ten to a prefecture."""
    codes = layout.prefectures()
    return [
        County(words.FIRST[a] + words.SECOND[b], f"{a}{b}县", codes[prefecture])
        for a, prefecture in zip(words.FIRST, words.PREFECTURES)
        for b in words.SECOND
    ]


def subjects(seed: str, county: County, count: int) -> list[Subject]:
    """So many months in the order of time, each once before any comes twice."""
    rng = random.Random(f"{seed} months {county.id}")
    every = [(year, month) for year in YEARS for month in range(1, 13)]
    drawn: list[tuple[int, int]] = []
    while len(drawn) < count:
        drawn += rng.sample(every, len(every))
    return [Subject(county, year, month, number) for number, (year, month) in enumerate(sorted(drawn[:count]))]


def write_county(out: Path, seed: str, figures: Figures, county: County, count: int) -> int:
    """Writes a county's articles; returns their size in bytes."""
    speech, earlier, size = Speech(seed, county), [], 0
    for subject in subjects(seed, county, count):
        earlier.append(article(seed, speech, figures, subject, earlier))
        size += layout.write_article(out, earlier[-1])
    return size


def write_definitions(out: Path, seed: str, places: list[County]) -> None:
    """Writes everything but the articles."""
    layout.write_site(out, "县域发展简报（测试）")
    layout.write_counties(out, places)
    layout.write_indicators(out, [Indicator(*i[:5]) for i in words.INDICATORS])
    layout.write_columns(out, [Column(*c) for c in words.COLUMNS])
    rng = random.Random(f"{seed} pictures")
    for number in range(PICTURES):
        one, other = (tuple(rng.randrange(256) for _ in range(3)) for _ in range(2))
        layout.picture(out / "content" / "images" / f"photo-{number:02}.png", one, other)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.out.exists():
        sys.exit(f"{options.out} exists already")
    places, figures = counties(), Figures(options.seed)
    write_definitions(options.out, options.seed, places)
    each, more = divmod(options.articles, len(places))
    counts = [each + (i < more) for i in range(len(places))]
    size = sum(write_county(options.out, options.seed, figures, c, n) for c, n in zip(places, counts))
    print(f"{options.articles} articles, {len(places)} counties, {size / 1e6:.1f} MB of Markdown")


if __name__ == "__main__":
    main()
