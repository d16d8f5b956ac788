#!/usr/bin/env python3
"""Round trip: articles of a built site → LibreOffice → .docx → `fangzhi import` → the same Markdown.

    python3 tests/import/round-trip.py --site DIR --public DIR --program target/release/fangzhi

Takes every article that has no chart or metrics block. The page's text is written as a flat OpenDocument text, which
LibreOffice saves as .docx. Links within the site have no place in a document and are compared without.
"""

import argparse
import base64
import html
import html.parser
import pathlib
import re
import subprocess
import sys
import tempfile

NAMES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)


def paragraph_style(name, align):
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Standard">'
        f'<style:paragraph-properties fo:text-align="{align}"/></style:style>'
    )


STYLES = (
    '<office:styles>'
    '<style:style style:name="Standard" style:family="paragraph"/>'
    '<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>'
    '<style:style style:name="Quotations" style:family="paragraph" style:parent-style-name="Standard"/>'
    '<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard"/>'
    + "".join(
        f'<style:style style:name="Heading_20_{n}" style:display-name="Heading {n}" style:family="paragraph" '
        f'style:parent-style-name="Standard" style:default-outline-level="{n}"/>'
        for n in range(1, 5)
    )
    + "</office:styles><office:automatic-styles>"
    # Han characters have a weight and a posture of their own.
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold" '
    'style:font-weight-asian="bold" style:font-weight-complex="bold"/></style:style>'
    '<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic" '
    'style:font-style-asian="italic" style:font-style-complex="italic"/></style:style>'
    + paragraph_style("R", "end")
    + paragraph_style("C", "center")
    + '<text:list-style style:name="UL">'
    + "".join(f'<text:list-level-style-bullet text:level="{n}" text:bullet-char="•"/>' for n in range(1, 4))
    + '</text:list-style><text:list-style style:name="OL">'
    + "".join(
        f'<text:list-level-style-number text:level="{n}" style:num-format="1" style:num-suffix="."/>'
        for n in range(1, 4)
    )
    + "</text:list-style></office:automatic-styles>"
)


class Page(html.parser.HTMLParser):
    """The text of an article's page as OpenDocument."""

    def __init__(self, folder):
        super().__init__()
        self.folder, self.out, self.notes = folder, [], {}
        self.skip, self.prose, self.depth = 0, False, 0
        self.title, self.in_title = "", False
        self.quote, self.item, self.cell, self.open, self.links = 0, 0, None, None, []
        self.figure, self.table, self.cells, self.widest = False, 0, 0, 0

    def emit(self, text):
        self.out.append(text)

    def style(self):
        return "Quotations" if self.quote else {"n": "R", "tc": "C"}.get(self.cell, "Standard")

    def begin(self, style=None):
        if self.open is None:
            self.open = style or self.style()
            self.emit(f'<text:p text:style-name="{self.open}">')

    def end(self):
        if self.open is not None:
            self.emit("</text:p>")
            self.open = None

    def handle_starttag(self, tag, attributes):
        own = dict(attributes)
        classes = (own.get("class") or "").split()
        if tag == "h1":
            self.in_title = True
        if tag == "div":
            if "prose" in classes:
                self.prose, self.depth = True, 0
            self.depth += 1
        if not self.prose or self.skip:
            return
        if tag in ("h2", "h3", "h4"):
            self.open = tag
            self.emit(f'<text:h text:style-name="Heading_20_{tag[1]}" text:outline-level="{tag[1]}">')
        elif tag == "figure":
            self.figure = True
        elif tag == "p":
            if self.figure:
                self.end()
            self.begin("Caption" if self.figure else None)
        elif tag in ("strong", "em"):
            self.begin()
            self.emit(f'<text:span text:style-name="{"B" if tag == "strong" else "I"}">')
        elif tag == "a":
            self.begin()
            to = own.get("href") or ""
            note = re.fullmatch(r"#(fn\d+)", to)
            if note:
                self.emit(f"\0{note[1]}\0")
                self.skip = 1
                self.links.append("skip")
            elif to.startswith(("http:", "https:")):
                self.emit(f'<text:a xlink:type="simple" xlink:href="{html.escape(to)}">')
                self.links.append("</text:a>")
            else:
                self.links.append("")
        elif tag in ("ul", "ol"):
            self.end()
            self.item += 1
            self.emit(f'<text:list text:style-name="{tag.upper()}">')
        elif tag == "li":
            self.emit("<text:list-item>")
        elif tag == "blockquote":
            self.quote += 1
        elif tag == "table":
            self.emit("<table:table>")
            self.table, self.widest = len(self.out), 0
        elif tag == "tr":
            self.cells = 0
            self.emit("<table:table-row>")
        elif tag in ("td", "th"):
            self.cells += 1
            self.widest = max(self.widest, self.cells)
            self.cell = next((name for name in classes if name in ("n", "tc")), "")
            self.emit('<table:table-cell office:value-type="string">')
            self.begin()
        elif tag == "br":
            self.emit("<text:line-break/>")
        elif tag == "img":
            self.begin()
            self.picture(own)
        elif tag == "figcaption":
            self.end()
            self.begin("Caption")

    def picture(self, own):
        path = (self.folder / own["src"]).resolve()
        data = base64.b64encode(path.read_bytes()).decode()
        self.emit(
            '<draw:frame text:anchor-type="as-char" svg:width="4cm" svg:height="3cm"><draw:image>'
            f"<office:binary-data>{data}</office:binary-data></draw:image>"
            f"<svg:desc>{html.escape(own.get('alt') or '')}</svg:desc></draw:frame>"
        )

    def handle_endtag(self, tag):
        if tag == "h1":
            self.in_title = False
        if tag == "a" and self.links:
            last = self.links.pop()
            if last == "skip":
                self.skip = 0
            else:
                self.emit(last)
            return
        if tag == "div" and self.prose:
            self.depth -= 1
            self.prose = self.depth > 0
        if not self.prose or self.skip:
            return
        if tag in ("h2", "h3", "h4"):
            self.emit("</text:h>")
            self.open = None
        elif tag in ("p", "figcaption", "figure"):
            self.end()
            self.figure = self.figure and tag != "figure"
        elif tag in ("strong", "em"):
            self.emit("</text:span>")
        elif tag in ("ul", "ol"):
            self.item -= 1
            self.emit("</text:list>")
        elif tag == "li":
            self.end()
            self.emit("</text:list-item>")
        elif tag == "blockquote":
            self.quote -= 1
        elif tag == "table":
            columns = f'<table:table-column table:number-columns-repeated="{self.widest}"/>'
            self.out.insert(self.table, columns)
            self.emit("</table:table>")
        elif tag == "tr":
            self.emit("</table:table-row>")
        elif tag in ("td", "th"):
            self.end()
            self.emit("</table:table-cell>")
            self.cell = None

    def handle_data(self, data):
        if self.in_title:
            self.title += data
        if not self.prose or self.skip:
            return
        if self.open is None and data.strip():
            self.begin()
        if self.open is not None:
            self.emit(html.escape(data, quote=False).replace("\n", ""))


def document(page):
    """The page at `page` as a flat OpenDocument text."""
    text = page.read_text()
    reader = Page(page.parent)
    # Notes stand at the end of the page, and in a document where they are referred to.
    notes = {}
    for name, inner in re.findall(r'<li id="(fn\d+)">(.*?)</li>', text, re.S):
        inner = re.sub(r'<a [^>]*href="#r\d[^>]*>.*?</a>', "", inner, flags=re.S)
        note = Page(page.parent)
        note.prose, note.depth = True, 1
        note.feed(inner)
        note.end()
        notes[name] = "".join(note.out)
    text = re.sub(r'<section class="fn".*?</section>', "", text, flags=re.S)
    # Corrections stand before the text, and in the front matter.
    reader.feed(re.sub(r'(<div class="prose">)\s*<div class="note">.*?</div>', r"\1", text, flags=re.S))

    def refer(found):
        name = found[1]
        return (
            f'<text:note text:note-class="footnote"><text:note-citation>{name[2:]}</text:note-citation>'
            f"<text:note-body>{notes[name]}</text:note-body></text:note>"
        )

    body = re.sub("\0(fn\\d+)\0", refer, "".join(reader.out))
    title = f'<text:p text:style-name="Title">{html.escape(reader.title.strip())}</text:p>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">{STYLES}<office:body><office:text>{title}{body}'
        "</office:text></office:body></office:document>"
    )


def body_of(text):
    return text.split("\n---\n", 1)[1].strip() + "\n"


def expected(text):
    """The body without links within the site, and with notes numbered as a document numbers them."""
    body = re.sub(r"(?<!!)\[([^\]\^][^\]]*)\]\((?!https?:)[^)]*\)", r"\1", body_of(text))
    body = re.sub(r"^\|(?:[ :-]+\|)+$", spaced_rule, body, flags=re.M)
    labels = list(dict.fromkeys(re.findall(r"\[\^([^\]]+)\](?!:)", body)))
    for number, label in enumerate(labels, 1):
        body = body.replace(f"[^{label}]", f"[^\0{number}]")
    # Where a note is defined is nothing that a document knows: all stand at its end.
    body = body.replace("\0", "")
    notes = re.findall(r"^\[\^\d+\]:.*$", body, flags=re.M)
    body = re.sub(r"^\[\^\d+\]:.*\n?", "", body, flags=re.M)
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join([body.strip(), *notes]) + "\n")


def spaced_rule(found):
    """`|---|---:|` as `| --- | ---: |`."""
    cells = [cell.strip() for cell in found[0].strip("|").split("|")]
    marks = (":---:" if c.startswith(":") and c.endswith(":") else "---:" if c.endswith(":") else "---" for c in cells)
    return f"| {' | '.join(marks)} |"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=pathlib.Path, required=True)
    parser.add_argument("--public", type=pathlib.Path, required=True)
    parser.add_argument("--program", default="target/release/fangzhi")
    args = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp())
    sources = {}
    for file in sorted((args.site / "content/articles").rglob("*.md")):
        name = file.parent.name if file.name == "index.md" else file.stem
        page = args.public / "articles" / name / "index.html"
        if page.is_file() and "```" not in file.read_text():
            sources[name] = file
            (work / f"{name}.fodt").write_text(document(page))
    files = [str(work / f"{name}.fodt") for name in sources]
    assert files, "no article to send round"
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile"]
        + ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(work), *files],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    failed = 0
    for name, source in sources.items():
        run = [args.program, "import", "--dry-run", "--site", str(args.site), str(work / f"{name}.docx")]
        got = body_of(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        want = expected(source.read_text())
        # Pictures get the names that the document gives them.
        want, got = (re.sub(r"\]\([^) ]*\.(png|jpe?g|svg)", "](picture", text) for text in (want, got))
        if want != got:
            failed += 1
            print(f"{source}:")
            for a, b in zip(want.splitlines() + ["(end)"], got.splitlines() + ["(end)"]):
                if a != b:
                    print(f"  article  {a}\n  imported {b}")
                    break
    print(f"{len(sources)} articles went round, {failed} came back changed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
