// Charts: read out point by point, and their files drawn alike by two programs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Resvg } from '@resvg/resvg-js';

import { launch, open, screens, withPage } from './browser.mjs';
import { serve } from './server.mjs';
import { address, baseUrl, files, folder, pages } from './site.mjs';

let browser;
let host;

before(async () => {
  host = await serve(folder, baseUrl.pathname);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await host?.close();
});

const text = (file) => readFileSync(join(folder, file), 'utf8');
const count = (words, part) => words.split(part).length - 1;

/** The page whose chart has the most points in its table. */
const richest = pages
  .map((page) => ({ page, points: count(text(page), ' data-x="') }))
  .sort((a, b) => b.points - a.points)[0];

/** What the reader sees of the read-out: its words, the ring's place, the row that is marked. */
function readOut() {
  const ring = document.querySelector('svg.ch .rr0');
  const row = document.querySelector('tr.on');
  return {
    words: document.getElementById('read').textContent,
    ring: ring && [ring.getAttribute('cx'), ring.getAttribute('cy')],
    row: row && [`${row.dataset.x}%`, row.dataset.y],
    expect: row?.dataset.r,
  };
}

describe('a chart is read out', () => {
  const onPage = (act) => withPage(browser, (page) => page.setViewport(screens.wide), async (page) => {
    await open(page, host.url + address(richest.page));
    return act(page, await page.evaluate(readOut));
  });
  const reads = (seen) => {
    assert.equal(seen.words, seen.expect);
    assert.deepEqual(seen.ring, seen.row);
    return seen.words;
  };

  test('by arrow keys, from the newest point to the oldest and back', () => onPage(async (page, hint) => {
    assert.ok(richest.points >= 4, `only ${richest.points} points on ${richest.page}`);
    assert.equal(hint.row, null);
    await page.$eval('svg.ch.rd', (svg) => svg.focus());
    const words = [];
    for (const key of ['ArrowLeft', 'ArrowLeft', 'Home', 'ArrowRight', 'End', 'ArrowRight']) {
      await page.keyboard.press(key);
      words.push(reads(await page.evaluate(readOut)));
    }
    const [newest, before, oldest, second, end, beyond] = words;
    assert.equal(new Set([newest, before, oldest, second]).size, 4);
    assert.deepEqual([end, beyond], [newest, newest]);
    await page.keyboard.press('Escape');
    assert.equal((await page.evaluate(readOut)).words, hint.words);
  }));

  test('by the pointer, at the point that is nearest', () => onPage(async (page, hint) => {
    const [x, y] = await page.evaluate(() => {
      const svg = document.querySelector('svg.ch');
      svg.scrollIntoView({ block: 'center' });
      const row = document.querySelector('tr[data-x]');
      const box = svg.getBoundingClientRect();
      return [box.left + box.width * row.dataset.x / 100, box.top + Number(row.dataset.y)];
    });
    await page.mouse.move(x - 3, y + 4);
    const newest = await page.$eval('tr[data-x]', (row) => row.dataset.r);
    assert.equal(reads(await page.evaluate(readOut)), newest);
    await page.mouse.move(0, 0);
    assert.equal((await page.evaluate(readOut)).words, hint.words);
  }));

  test('from its row in the table', () => onPage(async (page) => {
    await page.focus('tr[data-x]:last-of-type a');
    assert.equal(reads(await page.evaluate(readOut)), await page.$eval('tr[data-x]:last-of-type', (row) => row.dataset.r));
  }));
});

describe('a chart’s file', () => {
  // Those with the most kinds of marks.
  const marks = ['stroke-dasharray="5 4"', 'stroke-dasharray="0.1 5"', 'stroke-dasharray="3 2"', 'paint', '-6.5L6.5 0', 'V-22', 'V22'];
  const charts = files.filter((file) => file.endsWith('/chart.svg'))
    .map((file) => ({ file, rank: marks.filter((mark) => text(file).includes(mark)).length * 1e6 + text(file).length }))
    .sort((a, b) => b.rank - a.rank)
    .slice(0, 6);

  test('there are some', () => assert.ok(charts.length > 0));

  /** How far Chromium's and resvg's pictures of a drawing are apart; of what size. */
  async function apart(svg, cell) {
    const font = { loadSystemFonts: true, defaultFontFamily: 'Noto Sans CJK SC' };
    const other = new Resvg(svg, { font }).render();
    const size = { width: other.width, height: other.height };
    return withPage(browser, (page) => page.setViewport(size), async (page) => {
      await page.goto(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`);
      const shot = await page.screenshot({ clip: { x: 0, y: 0, ...size } });
      await page.goto('about:blank');
      return page.evaluate(difference, data(shot), data(other.asPng()), cell);
    });
  }

  for (const { file } of charts) {
    test(`${file} is drawn alike by Chromium and resvg`, async () => {
      const whole = await apart(text(file), 8);
      assert.ok(whole.ink > 0.005, `hardly anything is drawn: ${whole.ink}`);
      // Programs choose and set fonts in their own ways.
      assert.ok(whole.share < 0.01, `${(whole.share * 100).toFixed(2)} % of the picture differs`);
      const marks = await apart(text(file).replace(/<text .*?<\/text>/g, ''), 4);
      assert.ok(marks.share < 0.0001, `${(marks.share * 100).toFixed(3)} % of the marks differs`);
    });
  }
});

function data(png) {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** Share of the cells whose mean brightness differs by more than a tenth: smoothing makes less. */
async function difference(one, two, cell) {
  const cells = await Promise.all([one, two].map(async (source) => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const [width, height] = [Math.floor(picture.width / cell), Math.floor(picture.height / cell)];
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 765);
  }));
  const apart = cells[0].filter((value, i) => Math.abs(value - cells[1][i]) > 0.1).length;
  const ink = cells[0].filter((value) => value < 0.9).length;
  return { share: apart / cells[0].length, ink: ink / cells[0].length };
}
