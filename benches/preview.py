#!/usr/bin/env python3
"""Measures the preview: from saving a file to the new bytes of the open page. Linux.

    python3 benches/preview.py --site site-10k [--edits 20] [--program target/release/fangzhi]

Edits the newest article of the site: its prose (its page is open), a figure (the page of its series is open), its title
(the home page is open). The clock runs from before the file is written until a page that has the edit has been received
in full, as a browser does it: wait for the event, ask for the state, fetch the page. CPU is what the server itself used for
an edit, user and system together. The site is left as it was. Memory is the peak of the process, CPU at rest is over five
seconds.
"""

import argparse
import http.client
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

PORT = 8931


class Preview:
    """A running preview and an open stream of its changes."""

    def __init__(self, program: Path, site: Path) -> None:
        self.started = time.monotonic()
        command = [program, "watch", "--site", site, "--port", str(PORT)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        while True:
            self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
            try:
                self.page("/")
                break
            except ConnectionRefusedError:
                time.sleep(0.005)
        self.first_page = time.monotonic() - self.started
        stream = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        stream.request("GET", "/.fangzhi/events")
        self.stream = stream.getresponse()
        self.next_event()

    def page(self, path: str) -> str:
        """The page at a path."""
        self.connection.request("GET", path)
        return self.connection.getresponse().read().decode()

    def next_event(self) -> None:
        """Waits for a change."""
        while not self.stream.readline().startswith(b"data:"):
            pass

    def edit(self, file: Path, text: str, path: str, expected: str) -> float:
        """Saves a file and waits for the page to have it; milliseconds."""
        start = time.monotonic()
        file.write_text(text, "utf-8")
        while True:
            self.next_event()
            state = json.loads(self.page(f"/.fangzhi/state?page={path}"))
            page = self.page(path)
            taken = (time.monotonic() - start) * 1000
            if state["problems"]["errors"]:
                sys.exit(f"an edit was no good: {state['problems']['list'][0]}")
            if expected in TAG.sub("", page):
                return taken

    def idle(self, seconds: float) -> float:
        """CPU used at rest, in percent of one core."""
        time.sleep(1)
        before = self.cpu()
        time.sleep(seconds)
        return (self.cpu() - before) / seconds * 100

    def cpu(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak(self) -> float:
        """Peak memory in MB (1,000,000 bytes)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) * 1024 / 1e6

    def close(self) -> None:
        self.process.terminate()
        self.process.wait()


def newest(site: Path) -> Path:
    """The first article of the home page that states a growth."""
    dated = []
    for file in (site / "content" / "articles").rglob("*.md"):
        text = file.read_text("utf-8")
        if METRIC.search(text):
            dated.append((re.search(r"^date: (\S+)", text, re.M).group(1), file))
    last = max(date for date, _ in dated)
    return min((file for date, file in dated if date == last), key=lambda f: f.stem)


TAG = re.compile(r"<[^>]*>")
METRIC = re.compile(r"^  (\w+)[^\n]*?([+-]\d+\.\d)%", re.M)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--site", type=Path, required=True)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--program", type=Path, default=Path("target/release/fangzhi"))
    options = parser.parse_args()
    file = newest(options.site)
    text = file.read_text("utf-8")
    # An interrupted run leaves the site as it was, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    preview = Preview(options.program, options.site)
    county = re.search(r"^county: (\S+)", text, re.M).group(1)
    metric = METRIC.search(text)
    times: dict[str, list[float]] = {"prose": [], "figure": [], "title": []}
    try:
        before = preview.cpu()
        for n in range(options.edits):
            prose = f"改稿第{n}次"
            times["prose"].append(preview.edit(file, f"{text}\n{prose}。\n", f"/articles/{file.stem}/", prose))
            figure = f"{40 + n}.{n % 10}"
            changed = text[: metric.start(2)] + f"+{figure}" + text[metric.end(2) :]
            times["figure"].append(preview.edit(file, changed, f"/counties/{county}/{metric.group(1)}/", figure))
            title = f"标题改第{n}次"
            changed = re.sub(r"^title: .*$", f"title: {title}", text, count=1, flags=re.M)
            times["title"].append(preview.edit(file, changed, "/", title))
        cpu = (preview.cpu() - before) * 1000 / (3 * options.edits)
        file.write_text(text, "utf-8")
        cells = [f"{statistics.median(t):.0f} / {sorted(t)[max(0, -(-len(t) * 95 // 100) - 1)]:.0f}" for t in times.values()]
        articles = sum(1 for _ in (options.site / "content" / "articles").rglob("*.md"))
        idle = preview.idle(5)
        row = [f"{articles:,}", f"{preview.first_page * 1000:.0f}", *cells, f"{cpu:.0f}", f"{preview.peak():.0f}", f"{idle:.1f}"]
        print("| " + " | ".join(row) + " |")
    finally:
        file.write_text(text, "utf-8")
        preview.close()


if __name__ == "__main__":
    main()
