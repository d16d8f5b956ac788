#!/usr/bin/env python3
"""Hostile files, made here, must be refused with a report inside 2 seconds and 300 MB; busy but honest ones taken.

    python3 tests/import/hostile.py --program target/release/fangzhi [--only NAME]

Times and memory are of the released program, measured by the system. `ok` marks files that are odd but harmless.
"""

import argparse
import io
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

SECONDS, MEGABYTES = 2.0, 300


def package(parts, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body, head=""):
    text = (
        f'{head}<w:document xmlns:w="w" xmlns:r="r" xmlns:a="a"><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p>'
        f"{body}</w:body></w:document>"
    )
    return package({"word/document.xml": text})


def relations(*all):
    inner = "".join(f'<Relationship Id="{id}" Type="t/{kind}" Target="{to}"{more}/>' for id, kind, to, more in all)
    return f"<Relationships>{inner}</Relationships>"


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheet, sheets=1, **more):
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, sheets + 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        for n in range(1, sheets + 1)
    )
    if "strings" in more:
        links += f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns:r="r"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
    }
    if "strings" in more:
        parts["xl/sharedStrings.xml"] = more["strings"]
    return package(parts)


def rows(text):
    return f"<worksheet><sheetData>{text}</sheetData></worksheet>"


def words(count):
    return "".join(f"<row><c t=\"inlineStr\"><is><t>县{n}</t></is></c><c><v>{n}.5</v></c></row>" for n in range(count))


def ods(content):
    return package({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"<office:document-content><office:body><office:spreadsheet>{content}"
        "</office:spreadsheet></office:body></office:document-content>",
    })


def lying_size():
    bytes_ = bytearray(package({"word/document.xml": b" " * (60 << 20)}))
    size, small = struct.pack("<I", 60 << 20), struct.pack("<I", 100)
    while (at := bytes_.find(size)) >= 0:
        bytes_[at : at + 4] = small
    return bytes(bytes_)


def overlapping():
    """Many names for one part, as in Fifield's bomb."""
    whole = package({"word/document.xml": b"a" * (40 << 20)})
    start = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entry = whole[start:end]
    count = 2000
    directory = entry * count
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return whole[:start] + directory + tail


def noise(length, seed):
    return random.Random(seed).randbytes(length)


LAUGHS = "<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};'>" for n in range(1, 20)
) + "]>"
PARAGRAPH = "<w:p><w:r><w:t>庆云县2023年收入10.5亿元，增长3.2%。</w:t></w:r></w:p>"
SENTENCE = "庆云县2023年前11个月收入10.5亿元，增长3.2%，投资8亿元；"
BOX = "<w:p><w:r><w:drawing><w:txbxContent>"

REFUSED = {
    "bomb.docx": lambda: package({"word/document.xml": b" " * (400 << 20)}),
    "bomb.xlsx": lambda: xlsx(rows("<row/>" * (30 << 20))),
    "parts.docx": lambda: package({f"a{n}": b"" for n in range(60_000)}),
    "lie.docx": lying_size,
    "overlap.docx": overlapping,
    "xxe.docx": lambda: docx("&x;", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "laughs.docx": lambda: docx("&a19;", LAUGHS),
    "laughs-utf16.docx": lambda: package({"word/document.xml": (LAUGHS + "<a>&a19;</a>").encode("utf-16")}),
    "laughs.xlsx": lambda: xlsx(LAUGHS + rows("<row><c t=\"str\"><v>&a19;</v></c></row>")),
    "laughs-strings.xlsx": lambda: xlsx(rows("<row/>"), strings=LAUGHS + "<sst><si><t>&a19;</t></si></sst>"),
    "laughs.ods": lambda: package({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": LAUGHS + "<a>&a19;</a>",
    }),
    "deep.docx": lambda: docx("<w:p>" * 1_000_000),
    "wide.docx": lambda: docx("<w:p/>" * 2_000_000),
    "rows.docx": lambda: docx("<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 700_000 + "</w:tbl>"),
    "attributes.docx": lambda: docx("<w:p " + "".join(f'a{n}="" ' for n in range(1_000_000)) + "/>"),
    "text.docx": lambda: docx(PARAGRAPH * 60_000),
    "escape.docx": lambda: package({
        "word/document.xml": '<w:document><w:body><w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p></w:body></w:document>',
        "word/_rels/document.xml.rels": relations(("r1", "image", "../../../../etc/passwd", "")),
    }),
    "slip.docx": lambda: package({"word/document.xml": "<a/>", "../../evil.sh": "x"}),
    "rows.xlsx": lambda: xlsx(rows("".join(f"<row><c><v>{n * 7919 % 10007}</v></c></row>" for n in range(1_000_000)))),
    "words.xlsx": lambda: xlsx(rows(words(1_000_000))),
    "corners.xlsx": lambda: xlsx(rows('<row><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "sheets.xlsx": lambda: xlsx(rows("<row/>" * 600_000), sheets=20_000),
    "strings.xlsx": lambda: xlsx(
        rows('<row>' + '<c t="s"><v>0</v></c>' * 200_000 + "</row>"),
        strings=f"<sst><si><t>{'字' * 1_000_000}</t></si></sst>",
    ),
    "repeated.ods": lambda: ods(
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>'
    ),
    "tables.ods": lambda: ods(
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1000"/><table:table-row>'
        '<table:table-cell table:number-columns-repeated="1900"/><table:table-cell office:value-type="float" '
        'office:value="1"/></table:table-row></table:table>' * 2_000
    ),
    "overflow.ods": lambda: ods(
        '<table:table><table:table-row table:number-rows-repeated="18446744073709551615"/>' * 2
        + '<table:table-row table:number-rows-repeated="18446744073709551615"><table:table-cell office:value-type="float" '
        'table:number-columns-repeated="18446744073709551615"/></table:table-row></table:table>'
    ),
    "rows.ods": lambda: ods(
        '<table:table table:name="a">'
        + "".join(
            f'<table:table-row><table:table-cell office:value-type="float" office:value="{n * 7919 % 10007}"/></table:table-row>'
            for n in range(1_000_000)
        )
        + "</table:table>"
    ),
    "deep.html": lambda: "<div>" * 3_000_000,
    "before.html": lambda: "<b a=1><i b=2><p>" * 11_000 + "<html><p>甲</p>",
    "formats.html": lambda: "<b a=1><i b=2><p>" * 700_000,
    "attributes.html": lambda: f"<p {'a ' * 5_000_000}>",
    "rows.html": lambda: "<table>" + "<tr><td>1" * 1_000_000,
    "text.html": lambda: "<html>" + "<div>" * 150 + SENTENCE * 100_000,
    "large.html": lambda: "<html><p>" + SENTENCE * 700_000,
    "styles.html": lambda: "<html><style>"
    + "".join(f"div div div div div div div p:not(.a{n}) b {{display:none}}" for n in range(5_000))
    + "</style>" + ("<div>" * 150 + "<b>甲</b>" * 500 + "</div>" * 150) * 120 + "</html>",
    "lines.txt": lambda: "甲\n" * 3_000_000,
    "line.txt": lambda: SENTENCE * 700_000,
    "dates.txt": lambda: "1-" * 10_000_000,
    "noise.docx": lambda: b"PK\x03\x04" + noise(5_000_000, 1),
    "noise.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise(5_000_000, 2),
    "noise.html": lambda: noise(5_000_000, 3),
    "noise.txt": lambda: noise(5_000_000, 4),
    "noise.bin": lambda: noise(5_000_000, 5),
    "zeros.docx": lambda: bytes(30_000_000),
    "cut.docx": lambda: docx(PARAGRAPH * 10)[:-200],
    "empty.docx": lambda: b"",
    "huge.docx": lambda: noise(70 << 20, 6),
}
TAKEN = {
    "boxes.docx": lambda: docx(BOX * 45 + PARAGRAPH + "</w:txbxContent></w:drawing></w:r></w:p>" * 45),
    "breaks.docx": lambda: docx("<w:p><w:r>" + "<w:br/>" * 300_000 + "<w:t>正文。</w:t></w:r></w:p>"),
    "styles.docx": lambda: package({
        "word/document.xml": '<w:document><w:body><w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>题</w:t></w:r></w:p>'
        + PARAGRAPH + "</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(("s", "styles", "styles.xml", "")),
        "word/styles.xml": '<w:styles><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>',
    }),
    "links.docx": lambda: package({
        "word/document.xml": "<w:document><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p>"
        + "".join(f'<w:p><w:hyperlink r:id="h{n}"><w:r><w:t>甲</w:t></w:r></w:hyperlink></w:p>' for n in range(50_000))
        + "</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(
            *((f"h{n}", "hyperlink", f"https://example.org/{n}", ' TargetMode="External"') for n in range(50_000))
        ),
    }),
    "notes.docx": lambda: package({
        "word/document.xml": "<w:document><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p><w:p>"
        + "".join(f'<w:r><w:t>甲</w:t><w:footnoteReference w:id="{n}"/></w:r>' for n in range(30_000))
        + "</w:p></w:body></w:document>",
        "word/_rels/document.xml.rels": relations(("f", "footnotes", "footnotes.xml", "")),
        "word/footnotes.xml": "<w:footnotes>"
        + "".join(f'<w:footnote w:id="{n}"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>' for n in range(30_000))
        + "</w:footnotes>",
    }),
    "pictures.docx": lambda: package({
        "word/document.xml": "<w:document><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p>"
        + "".join(f'<w:p><w:r><w:drawing><a:blip r:embed="p{n}"/></w:drawing></w:r></w:p>' for n in range(40_000))
        + PARAGRAPH + "</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((f"p{n}", "image", f"media/{n}/a.png", "") for n in range(40_000))),
    }),
    "photos.docx": lambda: package({
        "word/document.xml": "<w:document><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p>" + PARAGRAPH + "</w:body></w:document>",
    } | {f"word/media/{n}.jpg": b"\xff\xd8\xff" + noise(6 << 20, n) for n in range(10)}),
    "book.docx": lambda: docx(PARAGRAPH * 15_000),
    "pictures.html": lambda: "<html><h1>甲县的事情</h1>" + "".join(f"<p>正文<img src='{n}/a.png'>" for n in range(20_000)),
    "lists.html": lambda: "<html><h1>甲县的事情</h1><p>" + SENTENCE + "<ul><li>甲</ul>" * 20_000,
    "book.html": lambda: "<html><h1>甲县的事情</h1>" + "<div>" * 150 + ("<p>" + SENTENCE + "</p>") * 10_000,
    "book.txt": lambda: "甲县的事情\n" + ("　　" + SENTENCE + "\n") * 10_000,
    "names.xlsx": lambda: xlsx(rows(words(90_000))),
    "gaps.xlsx": lambda: xlsx(rows("<row><c/><c><v>县</v></c></row>" + "".join(f"<row><c r=\"B{n}\"><v>{n}.5</v></c><c r=\"C{n}\"><v>1.5</v></c></row>" for n in range(2, 90_000)))),
}


def run(program, site, path):
    begun = time.monotonic()
    out = tempfile.TemporaryFile()
    child = os.posix_spawn(
        program,
        [program, "import", "--lang", "en", "--site", str(site), "--dry-run", str(path)],
        os.environ,
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)],
    )
    _, status, usage = os.wait4(child, 0)
    took = time.monotonic() - begun
    out.seek(0)
    return os.waitstatus_to_exitcode(status), out.read().decode(errors="replace"), took, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default="target/release/fangzhi")
    parser.add_argument("--site", default=".")
    parser.add_argument("--only")
    parser.add_argument("--make", metavar="PATH", help="write the file of --only and do nothing else")
    args = parser.parse_args()
    if args.make:
        content = (REFUSED | TAKEN)[args.only]()
        pathlib.Path(args.make).write_bytes(content.encode() if isinstance(content, str) else content)
        return
    failures, slowest, largest = [], (0, ""), (0, "")
    with tempfile.TemporaryDirectory() as folder:
        for name in REFUSED | TAKEN:
            if args.only and args.only != name:
                continue
            path = pathlib.Path(folder) / name
            # By a process of its own: the system counts the memory of who starts a program to that program.
            subprocess.run([sys.executable, __file__, "--only", name, "--make", path], check=True)
            code, report, took, memory = run(str(pathlib.Path(args.program).resolve()), args.site, path)
            path.unlink()
            first = report.strip().split("\n")[0][:110]
            is_told = name in TAKEN or (code == 1 and "error[FZ13" in report and "help" in report)
            is_fine = is_told and code in (0, 1) and took < SECONDS and memory < MEGABYTES
            if not is_fine:
                failures.append(name)
            print(f"{'' if is_fine else 'WRONG '}{name}: exit {code}, {took:.2f} s, {memory:.0f} MB: {first}")
            slowest, largest = max(slowest, (took, name)), max(largest, (memory, name))
    print(f"slowest {slowest[0]:.2f} s ({slowest[1]}), largest {largest[0]:.0f} MB ({largest[1]})")
    if failures:
        sys.exit(f"{len(failures)} wrong: {', '.join(failures)}")


if __name__ == "__main__":
    main()
