// Measures the search of a built site as benches/README.md tells: what is found, and how many bytes it takes.
//
//   node benches/search.mjs --site OUT [--queries 200] [--seed 1]
//
// Queries are sampled from the texts of the index; the truth is a search through all of those texts by `includes`, with
// a normalisation of its own. Every query is asked of a new engine, so that nothing is kept from the one before.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

import { open } from '../themes/bulletin/assets/search-engine.js';

const options = Object.fromEntries(process.argv.slice(2).flatMap((a, i, all) => (a.startsWith('--') ? [[a.slice(2), all[i + 1]]] : [])));
const index = join(options.site ?? 'public', 'search-index');
const count = Number(options.queries ?? 200);

let bytes = 0, requests = 0;
globalThis.fetch = async (url) => {
  const file = fileURLToPath(url);
  if (!existsSync(file)) return new Response('', { status: 404 });
  const content = readFileSync(file);
  bytes += content.length;
  requests += 1;
  return new Response(content);
};

/** Mulberry32: the same numbers for the same seed. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const next = random(Number(options.seed ?? 1));
const upTo = (n) => Math.floor(next() * n);

const json = (path) => JSON.parse(gunzipSync(readFileSync(join(index, path))));
const root = json('root.bin');
const [from, to] = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../data/fold.txt'), 'utf8')
  .split('\n').filter((line) => !line.startsWith('#'));
const target = [...to];
const fold = new Map([...from].map((c, i) => [c, target[i]]));
const traditional = new Map([...from].map((c, i) => [target[i], c]));
const simple = (text) => [...text.normalize('NFKC')].map((c) => fold.get(c) ?? c).join('').toLowerCase();

/** All records: their titles, and everything in them. */
function records() {
  const files = (folder) => readdirSync(join(index, root.dir, folder)).map((f) => parseInt(f, 10)).sort((a, b) => a - b)
    .map((n) => json(`${root.dir}/${folder}/${n}.bin`));
  const cards = files('c').flat(), texts = files('t');
  return cards.map(([, , title], i) => ({ title, body: simple(texts[i][1].slice(texts[i][0])), all: simple(`${title}\n${texts[i][1]}`) }));
}
const all = records();
const articles = all.slice(0, root.articles);

/** A part of so many Han characters of an article's text. */
function part(article, length) {
  const runs = article.body.match(/\p{Script=Han}+/gu)?.filter((run) => [...run].length >= length) ?? [];
  if (!runs.length) return undefined;
  const run = [...runs[upTo(runs.length)]];
  const at = upTo(run.length - length + 1);
  return run.slice(at, at + length).join('');
}

/** For each kind a way to make a query of an article: what is typed, and what must stand in a record. */
const kinds = {
  'phrase of 4-8': (a) => { const p = part(a, 4 + upTo(5)); return p && { q: p, must: [p] }; },
  title: (a) => ({ q: a.title, must: simple(a.title).split(/[^\p{L}\p{N}.%]+/u).filter(Boolean) }),
  'two joined concepts': (a) => {
    const [x, y] = [part(a, 2), part(a, 2 + upTo(2))];
    return x && y && !a.all.includes(x + y) ? { q: x + y, must: [x, y] } : undefined;
  },
  'two with a space': (a) => { const [x, y] = [part(a, 2 + upTo(2)), part(a, 3)]; return x && y && { q: `${x} ${y}`, must: [x, y] }; },
  'part of a word (3)': (a) => { const p = part(a, 3); return p && { q: p, must: [p] }; },
  'typed in Traditional': (a) => {
    const p = part(a, 4 + upTo(5)), t = p && [...p].map((c) => traditional.get(c) ?? c).join('');
    return t && t !== p ? { q: t, must: [p] } : undefined;
  },
  number: (a) => {
    const found = a.body.match(/(?<![\d.])\d+\.\d+(%|亿元|万元|万吨|万亩)/g);
    return found && ((p) => ({ q: p, must: [p] }))(found[upTo(found.length)]);
  },
};

/** Numbers stand alone: 10.5% is not found in 110.5%. */
const holds = (text, must) => must.every((m) => (/^\d/.test(m) ? new RegExp(`(?<![\\d.])${m.replace('.', '\\.')}`).test(text) : text.includes(m)));

const quantile = (list, q) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * q))] ?? 0;
const kb = (n) => (n / 1000).toFixed(0);

async function measure(kind, make) {
  const found = { top: 0, known: 0, recall: [], cold: [], shown: [], requests: [], time: [] };
  for (let tries = 0; found.recall.length < count && tries < count * 20; tries += 1) {
    const at = upTo(articles.length), query = make(articles[at]);
    if (!query) continue;
    const truth = new Set(all.flatMap((r, d) => (holds(r.all, query.must) ? [d] : [])));
    if (!truth.has(at)) continue;
    [bytes, requests] = [0, 0];
    const engine = open(pathToFileURL(`${index}/`).href);
    const [parsed, results] = await engine.search(query.q);
    await Promise.all(results.slice(0, 10).map((h) => engine.card(h)));
    found.cold.push(bytes);
    found.requests.push(requests);
    const hits = await engine.checked(parsed, results, 10);
    await Promise.all(hits.slice(0, 10).map(async (h) => {
      await engine.card(h);
      const [at, whole, folded] = await engine.text(h);
      engine.cut(whole.slice(at), folded.slice(at), parsed, 96);
    }));
    found.shown.push(bytes);
    // CPU and not wall time, which other work on the machine would lengthen.
    const start = process.cpuUsage();
    // A space more is another query with the same lookups.
    await engine.search(`${query.q} `);
    const { user, system } = process.cpuUsage(start);
    found.time.push((user + system) / 1000);
    const ids = new Set(results.map((h) => h.d));
    found.recall.push([...truth].filter((d) => ids.has(d)).length / truth.size);
    // An item is known by a query that few others fit too.
    if (truth.size > 10) continue;
    found.known += 1;
    if (hits.slice(0, 10).some((h) => h.d === at)) found.top += 1;
    else if (options.verbose) console.log(kind, query.q, truth.size, hits.findIndex((h) => h.d === at), hits.length);
  }
  const recall = found.recall.reduce((a, b) => a + b, 0) / found.recall.length;
  console.log(`| ${kind} | ${found.recall.length} | ${found.top} of ${found.known} | ${(recall * 100).toFixed(1)} % | ${kb(quantile(found.cold, 0.5))} / ${kb(quantile(found.cold, 0.95))} | ${kb(quantile(found.shown, 0.5))} / ${kb(quantile(found.shown, 0.95))} | ${quantile(found.requests, 0.5)} | ${quantile(found.time, 0.95).toFixed(1)} |`);
  return found;
}

console.log(`${root.articles} articles, ${root.n} records\n`);
console.log('| query | asked | item in top 10 | recall | cold KB, median / p95 | with excerpts | requests | warm p95, ms CPU |');
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
const each = [];
for (const [kind, make] of Object.entries(kinds)) each.push(await measure(kind, make));
const cold = each.flatMap((f) => f.cold), shown = each.flatMap((f) => f.shown), time = each.flatMap((f) => f.time);
console.log(`| all | ${cold.length} | ${each.reduce((n, f) => n + f.top, 0)} of ${each.reduce((n, f) => n + f.known, 0)} | | ${kb(quantile(cold, 0.5))} / ${kb(quantile(cold, 0.95))} | ${kb(quantile(shown, 0.5))} / ${kb(quantile(shown, 0.95))} | | ${quantile(time, 0.95).toFixed(1)} |`);
