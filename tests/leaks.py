#!/usr/bin/env python3
"""Words that must be nowhere in a built site, packed files included.

    tests/leaks.py SITE WORD …
"""

import gzip
import sys
from pathlib import Path


def content(path):
    data = path.read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def main():
    site, words = Path(sys.argv[1]), [word.encode() for word in sys.argv[2:]]
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    leaks = [f"{path.relative_to(site)}: {word.decode()}" for path in files for word in words if word in content(path)]
    print(*leaks, f"{len(files)} files: {len(leaks)} leaks", sep="\n")
    sys.exit(1 if leaks or not files else 0)


main()
