"""Writes a site folder in Fangzhi's content layout.

It knows files and front-matter, and nothing of where the text comes from: `corpus.py` makes it up, `adapt.py` takes it
from another folder. Every value arrives as the text that will stand in the file, so no figure passes through a float.
"""

import json
import re
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path

REGIONS = Path(__file__).resolve().parent.parent / "data" / "regions.csv"


@dataclass(frozen=True)
class County:
    """A county and the six-digit code of the prefecture it belongs to."""

    id: str
    name: str
    parent: str


@dataclass(frozen=True)
class Indicator:
    """What is measured: `unit` as printed, `kind` flow or count, `decimals` as published."""

    id: str
    name: str
    unit: str
    kind: str
    decimals: int


@dataclass(frozen=True)
class Column:
    """A running series of articles."""

    id: str
    name: str


@dataclass(frozen=True)
class Metric:
    """One figure: the indicator's id, the level's digits and the growth's digits (`-3.1`), or None."""

    indicator: str
    value: str
    unit: str
    growth: str | None


@dataclass
class Article:
    """One article; `stem` is its file name without `.md`."""

    stem: str
    title: str
    county: str
    date: str
    period: str
    metrics: list[Metric]
    column: str
    tags: list[str]
    authors: list[str]
    summary: str
    body: str = field(repr=False)

    @property
    def year(self) -> str:
        """The folder it stands in."""
        return self.date[:4]


def write_site(out: Path, title: str) -> None:
    """Writes site-config.yaml; `base_url` is set so that feeds and the sitemap are written too."""
    write(
        out / "site-config.yaml",
        f"schema: 1\ntitle: {title}\nbase_url: https://bulletin.example/\nlanguage: zh-Hans\npage_size: 20\n"
        # The made-up texts do not state the made-up figures.
        "checks: {FZ219: off}\n"
        "publisher:\n  name: 测试编辑部\n",
    )


def write_counties(out: Path, counties: list[County]) -> None:
    """Writes a file per county."""
    for order, county in enumerate(counties, 1):
        keys = {"name": county.name, "kind": "县", "adcode": None, "parent": county.parent, "order": order}
        write(out / "content" / "counties" / f"{county.id}.md", front_matter(keys) + f"\n{county.name}，测试用。\n")


def write_indicators(out: Path, indicators: list[Indicator]) -> None:
    """Writes a file per indicator; the first six stand on the home page."""
    for order, indicator in enumerate(indicators, 1):
        keys = {
            "name": indicator.name,
            "unit": indicator.unit,
            "kind": indicator.kind,
            "decimals": indicator.decimals,
            "cumulative": True,
            "growth_basis": "comparable",
            "headline": order <= 6,
            "order": order,
        }
        text = front_matter(keys) + f"\n{indicator.name}，自年初累计，测试用。\n"
        write(out / "content" / "indicators" / f"{indicator.id}.md", text)


def write_columns(out: Path, columns: list[Column]) -> None:
    """Writes a file per column."""
    for order, column in enumerate(columns, 1):
        text = front_matter({"name": column.name, "order": order}) + f"\n{column.name}，测试用。\n"
        write(out / "content" / "columns" / f"{column.id}.md", text)


def write_article(out: Path, article: Article) -> int:
    """Writes an article; returns its size in bytes."""
    keys = {
        "title": article.title,
        "county": article.county,
        "date": article.date,
        "period": article.period,
        "metrics": {m.indicator: figure(m) for m in article.metrics},
        "column": article.column,
        "tags": article.tags,
        "authors": {"撰文": article.authors},
        "summary": article.summary,
    }
    return write(article_path(out, article.year, article.stem), front_matter(keys) + "\n" + article.body)


def article_path(out: Path, year: str, stem: str) -> Path:
    """Where an article stands."""
    return out / "content" / "articles" / year / f"{stem}.md"


def figure(metric: Metric) -> str:
    """The compact form: `40.53亿元, +12.6%`."""
    level = metric.value + metric.unit
    if metric.growth is None:
        return level
    sign = "" if metric.growth.startswith("-") else "+"
    return f"{level}, {sign}{metric.growth}%"


def period(year: int, month: int) -> str:
    """January to `month` of `year` in canonical form."""
    special = {1: f"{year}-01", 3: f"{year}-Q1", 6: f"{year}-H1", 9: f"{year}-Q1/{year}-Q3", 12: f"{year}"}
    return special.get(month, f"{year}-01/{year}-{month:02}")


def prefectures() -> dict[str, str]:
    """Codes of the prefecture-level places by `省名市名`."""
    rows = [line.split(",") for line in REGIONS.read_text("utf-8").split()[1:]]
    names = dict(rows)
    return {names[code[:2] + "0000"] + name: code for code, name in rows if code[2:4] != "00" and code[4:] == "00"}


def picture(path: Path, one: tuple[int, ...], other: tuple[int, ...]) -> None:
    """Writes a small PNG that fades from one colour to the other."""
    width, height = 160, 90

    def row(y: int) -> bytes:
        share = y / height
        colour = bytes(round(a + (b - a) * share) for a, b in zip(one, other))
        return b"\0" + b"".join(bytes((c + x) & 255 for c in colour) for x in range(width))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"".join(row(y) for y in range(height)), 9)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


# What may stand in YAML without quotes here: no sign of YAML's own at the start, no `: `, ` #`, comma or bracket.
PLAIN = re.compile(r"[\w（《“][^:#\[\]{},\"'&*!|>%@`]*%?")


def front_matter(keys: dict) -> str:
    """The block between `---` lines, in the order given."""
    lines = [line for key, value in keys.items() for line in entry(key, value)]
    return "---\n" + "\n".join(lines) + "\n---\n"


def entry(key: str, value: object) -> list[str]:
    """The lines of one key; the values of a mapping are figures, which need no quotes, or lists."""
    if isinstance(value, dict):
        return [f"{key}:"] + [f"  {k}: {scalar(v) if isinstance(v, list) else v}" for k, v in value.items()]
    return [f"{key}: {scalar(value)}"]


def scalar(value: object) -> str:
    """A value on one line, in quotes where YAML asks for them."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(scalar(v) for v in value) + "]"
    if PLAIN.fullmatch(str(value)) and not re.fullmatch(r"\d{6}", str(value)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def write(path: Path, text: str) -> int:
    """Writes a text file with its folders; returns its size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(text.encode())
