// The search engine without a page: terms as Rust makes them, and the index of the built site.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

import { normalise, open, parse, terms } from '../../themes/bulletin/assets/search-engine.js';
import { folder } from './site.mjs';

const index = join(folder, 'search-index');
const json = (path) => JSON.parse(gunzipSync(readFileSync(join(index, path))));
const root = json('root.bin');
const table = new Map(gunzipSync(readFileSync(join(index, root.dir, 'fold.bin'))).toString().match(/../gsu).map((pair) => [...pair]));
/** Tiers of a hit. */
const ALL = 2, COVERED = 1;

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
const engine = () => open(pathToFileURL(`${index}/`).href);

before(() => { asked = []; instead = new Map(); });

describe('terms', () => {
  const cases = JSON.parse(readFileSync(new URL('../search/tokens.json', import.meta.url)));
  for (const one of cases) {
    test(JSON.stringify(one.text), () => {
      const [normal, from] = normalise(one.text, table);
      assert.equal(normal, one.normal);
      assert.deepEqual(terms(normal).map((t) => t.term), one.terms);
      // Places count UTF-16 units here, and are told of every unit; in the cases they count characters.
      const places = [...one.text].reduce((all, c) => [...all, all[all.length - 1] + c.length], [0]);
      const units = [...one.normal].flatMap((c, i) => Array(c.length).fill(places[one.origins[i]]));
      assert.deepEqual(from, units);
    });
  }
});

describe('queries', () => {
  const check = (typed, segments, lookups) => test(typed, () => {
    const query = parse(typed, table);
    assert.deepEqual(query.map((s) => (s.exact ? `“${s.text}”` : s.text)), segments);
    assert.deepEqual(query.flatMap((s) => s.units).map((u) => u.term + (u.prefix ? '*' : '')), lookups);
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
    const cards = Array.from({ length: Math.ceil(root.n / 16) }, (_, n) => json(`${root.dir}/c/${n}.bin`)).flat();
    for (const at of [0, Math.floor(root.articles / 2), root.articles - 1]) {
      const one = engine(), [query, found] = await one.search(cards[at][2]);
      const hits = await one.checked(query, found, 10);
      assert.ok(hits.slice(0, 10).some((h) => h.d === at), cards[at][2]);
    }
  });
  test('answers with the figure of a county and an indicator', async () => {
    const one = engine(), [, hits] = await one.search('庆云 财政收入');
    const [, url, , , value] = await one.card(hits[0]);
    assert.equal(url, 'counties/qingyun/general_budget_revenue/');
    assert.match(value, /\d/);
  });
  test('tells words that stand together from words that stand apart', async () => {
    const [, hits] = await engine().search('庆云县就业');
    assert.ok(hits.some((h) => h.tier === COVERED));
    assert.ok(hits.every((h, i) => !i || hits[i - 1].tier >= h.tier));
  });
  test('finds the same in both scripts and widths', async () => {
    const ids = async (q) => (await engine().search(q))[1].map((h) => h.d).sort();
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
    const pieces = one.cut('慶雲縣１０．５％', '庆云县１０．５％', query);
    assert.deepEqual(pieces.filter((p) => p[1]).map((p) => p[0]), ['慶雲', '１０．５％']);
    assert.equal(pieces.map((p) => p[0]).join(''), '慶雲縣１０．５％');
    const marked = (typed, text) => one.cut(text, '', parse(typed)).filter((p) => p[1]).map((p) => p[0]);
    assert.deepEqual(marked('R&D 5', 'R&D占GDP的5%，比15.5%少'), ['R', 'D', '5'], 'not within other words and numbers');
  });
  test('counts of one facet are of what the others leave', async () => {
    const one = engine(), [, hits] = await one.search('增长');
    const narrow = async (...state) => {
      const [kept, options] = await one.narrow(hits, new URLSearchParams(state));
      return { kept, of: (name) => options.filter(([f]) => f === name).map(([, id, , count]) => ({ id, count })) };
    };
    const all = await narrow(), [county, year] = ['c', 'y'].map((name) => all.of(name).find((o) => o.count).id);
    const both = await narrow(['c', county], ['y', year]), alone = await narrow(['y', year], ['sort', 'date']);
    assert.deepEqual(both.of('c'), alone.of('c'));
    assert.equal(both.kept.length, both.of('c').find((o) => o.id === county).count);
  });
  test('quoted words stand as they were typed', async () => {
    const one = engine(), [query, hits] = await one.search('“庆云县就业”');
    assert.deepEqual(await one.checked(query, hits, 10), []);
  });
  test('narrows by facets with exact counts', async () => {
    const one = engine(), [, hits] = await one.search('增长'), [, options] = await one.narrow(hits, new URLSearchParams());
    for (const name of ['c', 'k', 'y', 'i']) {
      const some = options.filter(([f]) => f === name);
      assert.ok(some.length, name);
      for (const [, id, , count] of some.slice(0, 5)) {
        assert.equal((await one.narrow(hits, new URLSearchParams([[name, id]])))[0].length, count, `${name} ${id}`);
      }
    }
  });
  test('a host that unpacks files by itself', async () => {
    instead.set('root.bin', gunzipSync(readFileSync(join(index, 'root.bin'))));
    assert.ok((await engine().search('庆云县'))[1].length > 0);
    instead.clear();
  });
  test('another version of the format is told apart from a failure', async () => {
    instead.set('root.bin', gzipSync(JSON.stringify({ ...root, v: root.v + 1 })));
    await assert.rejects(engine().search('庆云县'), { name: 'VersionError' });
    instead.clear();
  });
  test('a site that was deployed anew in the meantime is asked again', async () => {
    instead.set('root.bin', gzipSync(JSON.stringify({ ...root, dir: '0000000000000000' })));
    const one = engine();
    await one.suggest('').catch(() => {});
    instead.clear();
    assert.ok((await one.search('庆云县'))[1].length > 0);
  });
  test('a delta goes before the index and takes the place of its records', async () => {
    const [, hits] = await engine().search('庆云县');
    const gone = hits.find((h) => h.tier === ALL).d;
    instead.set('root.bin', gzipSync(JSON.stringify({ ...root, gone: [gone], delta: { ...root, gone: [], places: Array(root.n).fill(0) } })));
    const both = (await engine().search('庆云县'))[1];
    instead.clear();
    assert.equal(both.length, 2 * hits.length - 1);
    const dated = engine().byDate(both);
    assert.ok(dated.every((h, i) => Boolean(h.root.delta) === (i >= hits.length)), 'all of the delta go before record 0');
    assert.ok(dated.every((h, i) => !i || dated[i - 1].root !== h.root || dated[i - 1].d < h.d));
    assert.ok(!both.some((h) => h.root.delta && h.d === gone));
  });
});
