// The search engine without a page: terms as Rust makes them, and the index of the built site.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

import { ALL, COVERED, open, VERSION } from '../../themes/bulletin/assets/search-engine.js';
import { narrow } from '../../themes/bulletin/assets/search-facets.js';
import * as text from '../../themes/bulletin/assets/search-text.js';
import { folder } from './site.mjs';

const index = join(folder, 'search-index');
const json = (path) => JSON.parse(gunzipSync(readFileSync(join(index, path))));
const root = json('root.bin');
const [from, to] = gunzipSync(readFileSync(join(index, root.dir, 'fold.bin'))).toString().split('\n');
const target = [...to];
const table = new Map([...from].map((c, i) => [c, target[i]]));

/** What was asked of the host since the last look. */
let asked = [];
/** Files that take the place of those on the disk. */
let instead = new Map();
globalThis.fetch = async (url) => {
  const file = fileURLToPath(url);
  const path = file.slice(index.length + 1);
  asked.push(path);
  if (instead.has(path)) return new Response(instead.get(path));
  return existsSync(file) ? new Response(readFileSync(file)) : new Response('', { status: 404 });
};
const engine = () => open(pathToFileURL(`${index}/`), text);
const { normalise, parse, terms } = text;

before(() => { asked = []; instead = new Map(); });

describe('terms', () => {
  const cases = JSON.parse(readFileSync(new URL('../search/tokens.json', import.meta.url)));
  for (const one of cases) {
    test(JSON.stringify(one.text), () => {
      const normal = normalise(one.text, table);
      assert.equal(normal.text, one.normal);
      assert.deepEqual(terms(normal.text).map((t) => t.term), one.terms);
      // Places count UTF-16 units here, and are told of every unit; in the cases they count characters.
      const places = [...one.text].reduce((all, c) => [...all, all[all.length - 1] + c.length], [0]);
      const units = [...one.normal].flatMap((c, i) => Array(c.length).fill(places[one.origins[i]]));
      assert.deepEqual(normal.from, units);
    });
  }
});

describe('queries', () => {
  const check = (typed, segments, lookups) => test(typed, () => {
    const query = parse(typed, table);
    assert.deepEqual(query.segments.map((s) => (s.exact ? `“${s.text}”` : s.text)), segments);
    assert.deepEqual(query.units.map((u) => u.term + (u.prefix ? '*' : '')), lookups);
  });
  check('冠县轴承', ['冠县轴承'], ['冠县', '县轴', '轴承']);
  check('庆云 财政收入', ['庆云', '财政收入'], ['庆云', '财政', '政收', '收入']);
  check('庆云、乐陵，冠县', ['庆云', '乐陵', '冠县'], ['庆云', '乐陵', '冠县']);
  check('“锂电产业”', ['“锂电产业”'], ['锂电', '电产', '产业']);
  check('"锂电', ['锂电'], ['锂电']);
  check('69.5亿元', ['69.5亿元'], ['69.5亿', '亿元']);
  check('10.5%', ['10.5%'], ['10.5%']);
  check('县', ['县'], ['县*']);
  check('gd', ['gd'], ['gd*']);
  check('2023', ['2023'], ['2023']);
  check('第51期', ['第51期'], ['51期']);
  check('<img src=x>', ['img', 'src', 'x'], ['img*', 'src*', 'x']);
  check('，。', [], []);
});

describe('the index', () => {
  test('finds the article that a title names', async () => {
    const cards = Array.from({ length: Math.ceil(root.n / root.card) }, (_, n) => json(`${root.dir}/c/${n}.bin`)).flat();
    for (const at of [0, Math.floor(root.articles / 2), root.articles - 1]) {
      const one = engine(), result = await one.search(cards[at][2]);
      const hits = await one.checked(result.query, result.hits, 10);
      assert.ok(hits.slice(0, 10).some((h) => h.d === at), cards[at][2]);
    }
  });
  test('answers with the figure of a county and an indicator', async () => {
    const one = engine(), { hits } = await one.search('庆云 财政收入');
    const [, url, , , , value] = await one.card(hits[0]);
    assert.equal(url, 'counties/qingyun/general_budget_revenue/');
    assert.match(value, /\d/);
  });
  test('tells words that stand together from words that stand apart', async () => {
    const { hits } = await engine().search('庆云县就业');
    assert.ok(hits.some((h) => h.tier === COVERED));
    assert.ok(hits.every((h, i) => !i || h.lead || hits[i - 1].lead || hits[i - 1].tier >= h.tier));
  });
  test('finds the same in both scripts and widths', async () => {
    const ids = async (q) => (await engine().search(q)).hits.map((h) => h.d).sort();
    assert.deepEqual(await ids('慶雲縣'), await ids('庆云县'));
    assert.deepEqual(await ids('１０．５％'), await ids('10.5%'));
    assert.notEqual((await ids('庆云县')).length, 0);
  });
  test('loads the fold table only for a query that needs it', async () => {
    asked = [];
    await engine().search('庆云县');
    assert.ok(!asked.some((path) => path.endsWith('fold.bin')));
    await engine().search('慶雲縣');
    assert.ok(asked.some((path) => path.endsWith('fold.bin')));
  });
  test('asks nothing again, and for a dozen blocks at most', async () => {
    const one = engine(), q = '庆云县前11个月一般公共预算收入首次突破10亿元同比增长百分之十点五高新技术企业';
    asked = [];
    await one.search(q);
    assert.ok(asked.filter((path) => path.includes('/b/')).length <= 12, asked.join(' '));
    asked = [];
    await one.search(q);
    assert.deepEqual(asked, []);
  });
  test('suggests by characters, pinyin and initials', async () => {
    const first = async (q) => (await engine().suggest(q))[0]?.text;
    for (const q of ['乐陵', '樂陵', 'laoling', 'lls', 'Lao Ling']) assert.equal(await first(q), '乐陵市', q);
    assert.equal(await first('donge'), '东阿县');
    assert.equal(await first('gdp'), '地区生产总值');
    assert.equal(await first('庆元县'), '庆云县', 'the nearest');
    assert.equal(await first('zzqq'), undefined);
    assert.equal(await first('预算'), '一般公共预算收入', 'its own name goes before another name of something else');
  });
  test('marks matches in the original width and script', async () => {
    const one = engine(), query = parse('庆云10.5%', table);
    const pieces = await one.marked('慶雲縣１０．５％', 1, query);
    assert.deepEqual(pieces.filter((p) => p[1]).map((p) => p[0]), ['慶雲', '１０．５％']);
    assert.equal(pieces.map((p) => p[0]).join(''), '慶雲縣１０．５％');
  });
  test('counts of one facet are of what the others leave', async () => {
    const one = engine(), { hits } = await one.search('增长'), all = await narrow(one, hits, new URLSearchParams());
    const [county, year] = [all.options[0].find((o) => o.count).id, all.options[2].find((o) => o.count).id];
    const both = await narrow(one, hits, new URLSearchParams([['c', county], ['y', year]]));
    const alone = await narrow(one, hits, new URLSearchParams([['y', year]]));
    assert.deepEqual(both.options[0], alone.options[0]);
    assert.equal(both.hits.length, both.options[0].find((o) => o.id === county).count);
  });
  test('quoted words stand as they were typed', async () => {
    const one = engine(), result = await one.search('“庆云县就业”');
    assert.deepEqual(await one.checked(result.query, result.hits, 10), []);
  });
  test('narrows by facets with exact counts', async () => {
    const one = engine(), { hits } = await one.search('增长');
    const { options } = await narrow(one, hits, new URLSearchParams());
    for (const [f, name] of ['c', 'k', 'y', 'i'].entries()) {
      for (const { id, count } of options[f].slice(0, 5)) {
        assert.equal((await narrow(one, hits, new URLSearchParams([[name, id]]))).hits.length, count, `${name} ${id}`);
      }
    }
  });
  test('a host that unpacks files by itself', async () => {
    instead.set('root.bin', gunzipSync(readFileSync(join(index, 'root.bin'))));
    assert.ok((await engine().search('庆云县')).hits.length > 0);
    instead.clear();
  });
  test('another version of the format is told apart from a failure', async () => {
    instead.set('root.bin', gzipSync(JSON.stringify({ ...root, v: VERSION + 1 })));
    await assert.rejects(engine().search('庆云县'), { name: 'VersionError' });
    instead.clear();
  });
  test('a site that was deployed anew in the meantime is asked again', async () => {
    instead.set('root.bin', gzipSync(JSON.stringify({ ...root, dir: '0000000000000000' })));
    const one = engine();
    await one.shards();
    instead.clear();
    assert.ok((await one.search('庆云县')).hits.length > 0);
  });
  test('a delta goes before the index and takes the place of its records', async () => {
    const { hits } = await engine().search('庆云县');
    const gone = hits.find((h) => h.tier === ALL).d;
    instead.set('root.bin', gzipSync(JSON.stringify({ ...root, gone: [gone], delta: { ...root, gone: [] } })));
    const both = (await engine().search('庆云县')).hits;
    instead.clear();
    assert.equal(both.length, 2 * hits.length - 1);
    assert.ok(!both.some((h) => h.s === 1 && h.d === gone));
  });
});
