#!/usr/bin/env python3
"""From a keystroke to its diagnostics: median, 95th percentile and worst over EDITS edits of one article, in milliseconds.

    python3 benches/corpus.py --articles 10000 --out DIR
    python3 benches/lsp.py --site DIR [--edits 100] [--program target/release/fangzhi]

`at once` is the answer about the article by itself; `together` the one after the whole site was assembled, which waits
for 120 ms of calm first.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import time


class Server:
    def __init__(self, program, site):
        self.process = subprocess.Popen(
            [program, "lsp", "--site", site], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def send(self, message):
        text = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(text) + text)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()):
            if line.startswith(b"Content-Length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def diagnostics(self, uri, version):
        while True:
            message = self.receive()
            params = message.get("params") or {}
            if params.get("uri") == uri and (params.get("version") or 0) >= version:
                return params["diagnostics"]


def percentiles(times):
    times = sorted(times)
    return f"{statistics.median(times):.1f} / {times[int(len(times) * 0.95)]:.1f} / {times[-1]:.1f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", required=True)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--pause", type=int, default=150, help="between keystrokes, in milliseconds")
    parser.add_argument("--program", default="target/release/fangzhi")
    args = parser.parse_args()
    site = pathlib.Path(args.site).resolve()
    article = sorted((site / "content/articles").rglob("*.md"))[0]
    text = article.read_text()
    uri = article.as_uri()
    server = Server(args.program, str(site))
    server.send({"id": 1, "method": "initialize", "params": {"rootUri": site.as_uri(), "capabilities": {}}})
    server.receive()
    server.send({"method": "initialized", "params": {}})
    document = {"uri": uri, "languageId": "markdown", "version": 0, "text": text}
    server.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
    server.diagnostics(uri, 0)
    line = next(n for n, line in enumerate(text.splitlines()) if line.startswith("title:"))
    place = {"line": line, "character": len("title: ")}
    once, together = [], []
    for version in range(1, args.edits + 1):
        change = {"range": {"start": place, "end": place}, "text": "县"}
        begun = time.monotonic()
        server.send({
            "method": "textDocument/didChange",
            "params": {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
        })
        server.diagnostics(uri, version)
        once.append((time.monotonic() - begun) * 1000)
        if version % 10 == 0:
            server.diagnostics(uri, version)
            together.append((time.monotonic() - begun) * 1000)
        # As somebody types, so that some keystrokes meet the site being assembled.
        time.sleep(args.pause / 1000)
    print(f"at once: {percentiles(once)} ms; together: {percentiles(together)} ms")
    server.send({"id": 2, "method": "shutdown"})
    server.send({"method": "exit"})
    server.process.wait()


if __name__ == "__main__":
    main()
