// A running `fangzhi watch` over a small site of its own on the disk, and the overlay in its pages.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = process.env.FANGZHI_PROGRAM ?? '';
const base = fileURLToPath(new URL('../base/', import.meta.url));

if (!program) throw new Error('set FANGZHI_PROGRAM to the program, or use tests/run');

/** A copy of the small site of the tests: `{folder, read, write, remove, drop}`. */
export function site() {
  const folder = mkdtempSync(join(tmpdir(), 'fangzhi-watch-'));
  cpSync(base, folder, { recursive: true });
  const at = (path) => join(folder, path);
  return {
    folder,
    at,
    read: (path) => readFileSync(at(path), 'utf8'),
    write(path, text) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    },
    remove: (path) => rmSync(at(path), { recursive: true, force: true }),
    drop: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a preview; returns when it can be asked: `{url, lines, stop}`. */
export async function preview(folder, port, ...more) {
  const args = ['--lang', 'zh', 'watch', '--site', folder, '--port', String(port), ...more];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = [];
  const ready = new Promise((done, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text) => {
        const parts = (rest + text).split('\n');
        rest = parts.pop();
        lines.push(...parts);
        if (lines.some((line) => line.includes('http://'))) done();
      });
    }
    child.once('exit', () => failed(new Error(`the preview ended: ${lines.join('\n')}`)));
  });
  await ready;
  /** Ends it as Ctrl-C does; the time that took, in ms, and its exit code. */
  async function stop() {
    const begun = performance.now();
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    const [code] = await ended;
    return { code, took: performance.now() - begun };
  }
  return { url: `http://127.0.0.1:${port}/`, lines, stop };
}

/** What the preview says in a page: `{text, head, title, marked, link, name, role}` of the overlay and `badge`, as far as
 * they are there; `name` is the file as it stands there, be there a link or none. */
export const told = (page) => page.evaluate(() => {
  const root = document.querySelector('fangzhi-preview')?.shadowRoot;
  const over = root?.querySelector('.ov');
  const badge = root?.querySelector('.bg')?.textContent;
  if (!over) return { badge };
  return {
    badge,
    text: over.textContent,
    head: over.querySelector('small').textContent,
    title: over.querySelector('h1').textContent,
    marked: over.querySelector('.bad u')?.textContent,
    link: over.querySelector('a')?.href,
    name: over.querySelector('code')?.textContent,
    role: over.getAttribute('role'),
  };
});

/** Waits until what is said fits; returns it. */
export const until = (page, fits) => eventually(() => told(page), fits);

/** Waits until `fits` is true in the page. Not by the page's own frames, which a tab in the background has none of. */
export const holds = (page, fits, ...args) => eventually(() => page.evaluate(fits, ...args), Boolean);

async function eventually(look, fits) {
  let last;
  for (const begun = performance.now(); performance.now() - begun < 10_000;) {
    // The page may be about to load anew.
    last = await look().catch(() => undefined);
    if (last !== undefined && fits(last)) return last;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error(`at last it was ${JSON.stringify(last)}`);
}

/** Marks the document, so that a reload shows. */
export const mark = (page) => page.evaluate(() => { window.isMarked = true; });

/** Whether the document is the one that was marked. */
export const isMarked = (page) => page.evaluate(() => window.isMarked === true);
