#!/usr/bin/env python3
"""Builds a site several times and prints the medians as a row of the table in README.md. Linux.

    python3 benches/measure.py --site site-10k [--out FOLDER] [--runs 3] [--program target/release/fangzhi]

CPU is user and system time of the finished process, RSS its peak; `/usr/bin/time -v` prints the same numbers. Every run
starts without an output folder (`public` in the site unless given); the last output is left to be looked at.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path


def build(program: Path, site: Path, out: Path) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak RSS in MB (1,000,000 bytes) of one build."""
    if out.exists():
        shutil.rmtree(out)
    start = time.monotonic()
    child = subprocess.Popen([program, "build", "--site", site, "--out", out, "--quiet"], stdin=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"the build ended with code {child.returncode}")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss * 1024 / 1e6


def files(folder: Path) -> tuple[int, float]:
    """Number of files and their MB."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes) / 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--program", type=Path, default=Path("target/release/fangzhi"))
    options = parser.parse_args()
    out = options.out or options.site / "public"
    if out.exists() and not (out / "manifest.sha256").exists():
        sys.exit(f"{out} is not a site of ours")
    runs = [build(options.program, options.site, out) for _ in range(options.runs)]
    cpu, wall, rss = zip(*runs)
    count, size = files(out)
    articles = sum(1 for _ in (options.site / "content" / "articles").rglob("*.md"))
    spread = f"{statistics.median(cpu):.2f} ({min(cpu):.2f}–{max(cpu):.2f})"
    print(f"| {articles:,} | {spread} | {statistics.median(wall):.2f} | {max(rss):.0f} | {count:,} | {size:.1f} |")


if __name__ == "__main__":
    main()
