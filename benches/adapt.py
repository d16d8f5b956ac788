#!/usr/bin/env python3
"""Turns a corpus written for other generators into a site of ours, so that all are measured on the same text.

    python3 benches/adapt.py --corpus corpus-10k --out site-10k

The corpus has counties.yaml, indicators.yaml and columns.yaml (a line `- {id: …, name: …}` each), static/images/ and
content/articles/YYYY/<slug>.md, whose metrics are lines `  gdp: {value: 295.92, unit: 亿元, yoy: 2.9}` and whose links
are `/articles/<slug>/` and `/images/<file>`. Figures keep the digits of the corpus; links become relative file links.
"""

import argparse
import re
import shutil
import sys
from pathlib import Path

import layout
from layout import Article, Column, County, Indicator, Metric

COUNTS = {"人", "家", "个"}
METRIC = re.compile(r"  (\w+): \{value: ([\d.]+), unit: ([^,}]+)(?:, yoy: (-?[\d.]+))?\}")
ARTICLE_LINK = re.compile(r"\]\(/articles/([^/)]+)/\)")
IMAGE_LINK = re.compile(r"\]\(/images/([^)]+)\)")


def rows(path: Path) -> list[dict[str, str]]:
    """The flow mappings of a list of definitions."""
    lines = path.read_text("utf-8").splitlines()
    return [dict(pair.split(": ", 1) for pair in line[3:-1].split(", ")) for line in lines if line.startswith("- {")]


def listed(text: str) -> list[str]:
    """The items of `[a, b]`."""
    return [item for item in text.strip("[]").split(", ") if item]


def month_of(text: str) -> tuple[int, int]:
    """The last month of `2025-01/2025-09`."""
    year, month = text.split("/")[1].split("-")
    return int(year), int(month)


def body(text: str, years: dict[str, str]) -> str:
    """The body with relative file links."""
    text = ARTICLE_LINK.sub(lambda m: f"](../{years[m[1]]}/{m[1]}.md)", text)
    return IMAGE_LINK.sub(r"](../../images/\1)", text)


def article(path: Path, years: dict[str, str]) -> Article:
    """Reads one article of the corpus."""
    _, front, text = path.read_text("utf-8").split("---\n", 2)
    keys = dict(line.split(": ", 1) for line in front.splitlines() if ": " in line and not line.startswith(" "))
    return Article(
        stem=path.stem,
        title=keys["title"],
        county=keys["county"],
        date=keys["date"],
        period=layout.period(*month_of(keys["period"])),
        metrics=[Metric(*groups) for groups in METRIC.findall(front)],
        column=keys["column"],
        tags=listed(keys["tags"]),
        authors=listed(keys["authors"]),
        summary=keys["summary"],
        body=body(text.lstrip("\n"), years),
    )


def definitions(corpus: Path, out: Path) -> None:
    """Writes counties, indicators, columns and pictures."""
    codes = layout.prefectures()
    counties = [County(r["id"], r["name"], codes[r["province"] + r["city"]]) for r in rows(corpus / "counties.yaml")]
    indicators = [
        Indicator(r["id"], r["name"], r["unit"], "count" if r["unit"] in COUNTS else "flow", int(r["decimals"]))
        for r in rows(corpus / "indicators.yaml")
    ]
    layout.write_counties(out, counties)
    layout.write_indicators(out, indicators)
    layout.write_columns(out, [Column(r["id"], r["name"]) for r in rows(corpus / "columns.yaml")])
    shutil.copytree(corpus / "static" / "images", out / "content" / "images")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.out.exists():
        sys.exit(f"{options.out} exists already")
    layout.write_site(options.out, "县域发展简报（测试）")
    definitions(options.corpus, options.out)
    paths = sorted((options.corpus / "content" / "articles").rglob("*.md"))
    years = {path.stem: path.parent.name for path in paths}
    articles = [article(path, years) for path in paths]
    size = sum(layout.write_article(options.out, a) for a in articles)
    metrics = sum(len(a.metrics) for a in articles)
    print(f"{len(articles)} articles, {metrics} metrics, {size / 1e6:.1f} MB of Markdown")


if __name__ == "__main__":
    main()
