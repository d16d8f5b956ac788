"""Reads a file that `fangzhi export` wrote, with the standard library alone, and prints its tables as JSON:
{"claims": [{"county": "qingyun", …}, …], …}, every cell as the text a reader of the file sees.

    python3 read.py csv|json|xlsx|sqlite FILE
"""

import csv
import json
import re
import sqlite3
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {"claims": list(csv.DictReader(file))}


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return {name: rows for name, rows in json.load(file).items() if isinstance(rows, list)}


def read_sqlite(path):
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    text = lambda value: "" if value is None else str(value)
    rows = lambda name: connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
    return {name: [{key: text(row[key]) for key in row.keys()} for row in rows(name)] for name in names}


class Workbook:
    """The parts of an xlsx file that say what its cells show."""

    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.strings = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in self.xml("sharedStrings")]
        styles = self.xml("styles")
        shapes = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(MAIN + "numFmt")}
        shapes |= {"1": "0", "2": "0.00"}  # built in
        self.shapes = [shapes.get(xf.get("numFmtId")) for xf in styles.find(MAIN + "cellXfs")]

    def xml(self, part):
        return ElementTree.fromstring(self.zip.read(f"xl/{part}.xml"))

    def tables(self):
        targets = ElementTree.fromstring(self.zip.read("xl/_rels/workbook.xml.rels"))
        targets = {r.get("Id"): r.get("Target").removesuffix(".xml") for r in targets}
        sheets = self.xml("workbook").iter(MAIN + "sheet")
        return {s.get("name"): self.rows(self.xml(targets[s.get(RELATION)])) for s in sheets}

    def rows(self, sheet):
        head, *body = [self.cells(row) for row in sheet.iter(MAIN + "row")]
        return [{name: row.get(column, "") for column, name in head.items()} for row in body]

    def cells(self, row):
        return {re.match("[A-Z]+", c.get("r"))[0]: self.shown(c) for c in row.iter(MAIN + "c")}

    def shown(self, cell):
        value = cell.find(MAIN + "v")
        if value is None:
            return ""
        if cell.get("t") == "s":
            return self.strings[int(value.text)]
        shape = self.shapes[int(cell.get("s", 0))]
        return str(Decimal(value.text).quantize(Decimal(shape)))


READERS = {"csv": read_csv, "json": read_json, "sqlite": read_sqlite, "xlsx": lambda path: Workbook(path).tables()}
json.dump(READERS[sys.argv[1]](sys.argv[2]), sys.stdout, ensure_ascii=False)
