// Pages on paper: printed to PDF by Chromium, read back by poppler.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';

import { open, withPage } from './browser.mjs';
import { assertNone } from './faults.mjs';
import { samples } from './samples.mjs';
import { baseUrl } from './site.mjs';
import { stage } from './stage.mjs';

const on = stage();
/** A4 between the margins of the style sheet, at 96 px an inch. */
const PAPER = Math.floor(((210 - 2 * 17) / 25.4) * 96);

/** The text of each sheet. */
function sheets(pdf) {
  const { stdout, error } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, maxBuffer: 1e8 });
  if (error) throw error;
  return stdout.toString().split('\f').slice(0, -1);
}

/** Without spaces, in which lines of justified text are rich. */
const dense = (text) => text.replace(/\s+/g, '');

/** What of a page is wider than the paper, or has nothing of its own on it. */
function clipped(limit) {
  const charts = [...document.querySelectorAll('svg.ch,figure img,.tbl')].filter((e) => e.checkVisibility());
  return charts.map((e) => [e, e.getBoundingClientRect()]).filter(([, box]) => box.right > limit + 1 || box.height < 1)
    .map(([e, box]) => `${Math.round(box.right)} px: ${e.outerHTML.slice(0, 120)}`);
}

async function print(path) {
  return withPage(on.browser, (page) => page.setViewport({ width: PAPER, height: 1000 }), async (page) => {
    await open(page, on.host.url + path);
    await page.emulateMediaType('print');
    // What is far down is loaded only when it is near; a printer waits for it.
    await page.$$eval('img', (images) => Promise.all(images.map((image) => {
      image.loading = 'eager';
      return image.decode();
    })));
    const wide = await page.evaluate(clipped, PAPER);
    const words = await page.evaluate(() => ({
      title: document.querySelector('h1').innerText,
      headings: [...document.querySelectorAll('h2,h3')].filter((h) => h.checkVisibility()).map((h) => h.innerText),
      heads: [...document.querySelectorAll('thead tr')].map((row) => row.innerText),
      idle: [...document.querySelectorAll('.nav,.tools,.chips,.pnx,#read')].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80)),
      issue: [...document.querySelectorAll('.iss')].some((e) => e.checkVisibility()),
      canonical: document.querySelector('link[rel=canonical]').href,
    }));
    return { wide, ...words, sheets: sheets(await page.pdf({ preferCSSPageSize: true })) };
  });
}

describe('on A4', () => {
  for (const { kind, path } of samples().filter((s) => s.full && /^(article|county|county and indicator|issue)/.test(s.kind))) {
    test(`${kind}: /${path}`, async () => {
      const printed = await print(path), all = dense(printed.sheets.join(''));
      assertNone(printed.wide);
      assert.ok(all.includes(dense(printed.title)), 'the title is missing');
      assert.ok(all.includes(dense(new URL(path, baseUrl).href)), 'the address is missing');
      assert.equal(printed.canonical, new URL(path, baseUrl).href);
      assertNone(printed.idle);
      // The head names the newest issue: true of what changes with it, not of what was published once.
      assert.equal(printed.issue, !/^(article|issue)$/.test(kind), 'the number of the newest issue');
      assertNone(printed.headings.filter((h) => !all.includes(dense(h))));
      // A sheet ends with its number; what stands above it must not be a heading, or the head of a table.
      const last = printed.sheets.map((sheet) => dense(sheet.trim().split('\n').filter((l) => l.trim()).slice(-2)[0] ?? ''));
      assertNone(last.slice(0, -1).filter((line) => [...printed.headings, ...printed.heads].some((h) => dense(h) === line)));
      assertNone(printed.sheets.map((sheet, n) => [dense(sheet), n]).filter(([text, n]) => !text.endsWith(`—${n + 1}—`)).map(([text, n]) => `sheet ${n + 1} ends with ${text.slice(-20)}`));
      assert.ok(printed.sheets.every((sheet) => dense(sheet).length > 40), 'a sheet is empty');
      assert.ok(printed.sheets.length <= 8, `${printed.sheets.length} sheets`);
    });
  }
});
