// The search engine of the browser: reads the files of /search-index/ piece by piece. Knows no page; `search.js` shows
// what it finds. The format is told in ARCHITECTURE.md (“Search index”).
// @ts-check

/**
 * @typedef {{v: number, dir: string, n: number, articles: number, blocks: string, common: string, card: number,
 *   text: number, years: [number, number][], near: string, gone: number[], delta: Root | null,
 *   places: number[]}} Root
 * @typedef {import('./search-text.js').Normal} Normal
 * @typedef {import('./search-text.js').Unit} Unit
 * @typedef {import('./search-text.js').Segment} Segment
 * @typedef {import('./search-text.js').Query} Query
 * @typedef {{s: number, d: number, tier: number, matched: number, score: number,
 *   pieces?: number, lead?: boolean}} Hit Shard and record; in how many pieces its text holds the query.
 * @typedef {{query: Query, hits: Hit[], read: Unit[]}} Result
 * @typedef {{kind: number, url: string, title: string, date: string, line: string, value: string, folded: number}} Card
 * @typedef {{folded: number, head: string, body: string}} Text
 * @typedef {import('./search-text.js').Piece} Piece
 * @typedef {{kind: number, text: string, url: string}} Name
 * @typedef {Map<string, {count: number, bytes: Uint8Array}>} Block Terms with their postings.
 * @typedef {{c: string[], k: string[], y: string[], i: string[]}} Filters Ids that are chosen; none is all.
 * @typedef {{id: string, name: string, count: number}} Option
 */

export const VERSION = 1;
const REQUESTS = 12;
/** Tiers of a hit. */
export const ALL = 2, COVERED = 1, PARTIAL = 0;

/** Reads varints one after another. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) { this.bytes = bytes; this.at = 0; }

  next() {
    let value = 0, scale = 1, byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte > 127);
    return value;
  }

  /** @param {number} length */
  take(length) { this.at += length; return this.bytes.subarray(this.at - length, this.at); }
}

/** @param {Uint8Array} bytes @returns {Block} */
function readBlock(bytes) {
  const reader = new Reader(bytes), decoder = new TextDecoder();
  const count = reader.next(), length = reader.next();
  let at = reader.at + length, before = new Uint8Array(0);
  const out = new Map();
  for (let n = 0; n < count; n += 1) {
    const shared = reader.next(), rest = reader.take(reader.next());
    const term = new Uint8Array(shared + rest.length);
    term.set(before.subarray(0, shared));
    term.set(rest, shared);
    const df = reader.next(), size = reader.next();
    out.set(decoder.decode(term), { count: df, bytes: bytes.subarray(at, at + size) });
    at += size;
    before = term;
  }
  return out;
}

/** One index: that of the site, or the small one of a preview's edits that goes before it. */
class Shard {
  /** @param {Engine} engine @param {Root} root */
  constructor(engine, root) {
    this.engine = engine;
    this.root = root;
    this.boundaries = root.blocks ? root.blocks.split('\n') : [];
    this.gone = new Set(root.gone);
    this.common = new Map(root.common.split('\n').filter(Boolean).map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }));
  }

  /** @param {string} path */
  file(path) { return this.engine.file(`${this.root.dir}/${path}`); }

  /** Number of the block in which a term stands, if anywhere. @param {string} term */
  blockOf(term) {
    let low = 0, high = this.boundaries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.engine.lib.compare(this.boundaries[middle], term) <= 0) low = middle + 1; else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** The blocks a lookup needs. @param {Unit} unit */
  blocksOf(unit) {
    const first = this.blockOf(unit.term);
    const last = unit.prefix ? this.blockOf(`${unit.term}\u{10ffff}`) : first;
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  /** Chooses what to read within the number of requests: every character first, the rarer terms, then the rest. @param {Unit[]} units */
  choose(units) {
    const cover = new Set();
    let end = 0;
    for (const unit of units) {
      if (unit.at >= end || unit === units[units.length - 1]) { cover.add(unit); end = unit.to; }
    }
    /** @param {Unit} u */
    const rank = (u) => (cover.has(u) ? 0 : this.common.has(u.term) ? 2 : 1);
    const blocks = new Set(), chosen = new Set();
    for (const unit of [...units].sort((a, b) => rank(a) - rank(b))) {
      const wanted = this.blocksOf(unit).filter((b) => !blocks.has(b)).slice(0, REQUESTS);
      if (blocks.size + wanted.length > REQUESTS && blocks.size) continue;
      wanted.forEach((b) => blocks.add(b));
      chosen.add(unit);
    }
    return units.filter((u) => chosen.has(u));
  }

  /** @param {Query} query @param {number} s @returns {Promise<{hits: Hit[], read: Unit[]}>} */
  async search(query, s) {
    if (!this.boundaries.length) return { hits: [], read: query.units };
    const units = this.choose(query.units).slice(0, 31);
    const needed = units.map((u) => this.blocksOf(u).slice(0, REQUESTS));
    const read = new Map();
    await Promise.all([...new Set(needed.flat())].map(async (b) => read.set(b, await this.engine.block(this, b))));
    const masks = new Uint32Array(this.root.n), scores = new Float32Array(this.root.n);
    units.forEach((unit, bit) => this.add(unit, bit, needed[bit].map((b) => read.get(b)), masks, scores));
    return { hits: this.judge(query, units, masks, scores, s), read: units };
  }

  /** Adds a lookup's postings. @param {Unit} unit @param {number} bit @param {Block[]} blocks @param {Uint32Array} masks @param {Float32Array} scores */
  add(unit, bit, blocks, masks, scores) {
    const lists = [];
    for (const block of blocks) {
      if (!unit.prefix) { const list = block.get(unit.term); if (list) lists.push(list); continue; }
      for (const [term, list] of block) if (term.startsWith(unit.term)) lists.push(list);
    }
    const df = Math.min(this.root.n, lists.reduce((sum, list) => sum + list.count, 0));
    const idf = Math.log(1 + (this.root.n - df + 0.5) / (df + 0.5));
    for (const list of lists) {
      const reader = new Reader(list.bytes);
      for (let n = 0, d = 0; n < list.count; n += 1) {
        const posting = reader.next();
        d += Math.floor(posting / 8);
        const gain = idf * ((posting & 7) + 1);
        // Of several terms with one beginning the strongest counts.
        if (masks[d] >>> bit & 1) { if (unit.prefix) scores[d] += gain * 0.1; continue; }
        masks[d] |= 1 << bit;
        scores[d] += gain;
      }
    }
  }

  /** @param {Query} query @param {Unit[]} units @param {Uint32Array} masks @param {Float32Array} scores @param {number} s */
  judge(query, units, masks, scores, s) {
    /** @type {Map<number, number>} */
    const tiers = new Map([[0, -1]]);
    /** @type {Hit[]} */
    const hits = [];
    for (let d = 0; d < masks.length; d += 1) {
      const mask = masks[d];
      if (!mask) continue;
      let tier = tiers.get(mask);
      if (tier === undefined) tiers.set(mask, tier = tierOf(mask, units, query));
      if (tier >= 0 && !this.gone.has(d)) hits.push({ s, d, tier, matched: bits(mask), score: scores[d] });
    }
    return hits;
  }

  /** @param {number} d The year of an article; 0 for other records. */
  year(d) {
    if (d >= this.root.articles) return 0;
    let year = 0;
    for (const [y, first] of this.root.years) if (first <= d) year = y;
    return year;
  }
}

/** @param {number} mask @param {Unit[]} units @param {Query} query */
function tierOf(mask, units, query) {
  /** @param {number} bit */
  const has = (bit) => (mask >>> bit & 1) === 1;
  const covered = new Set(), wanted = new Set();
  let all = true;
  units.forEach((unit, bit) => {
    const exact = query.segments.some((g) => g.exact && unit.at >= g.at && unit.to <= g.to);
    if (!has(bit)) all = false;
    if (!has(bit) && exact) wanted.add(-1);
    for (let i = unit.at; i < unit.to; i += 1) {
      wanted.add(i);
      if (has(bit)) covered.add(i);
    }
  });
  if (all) return ALL;
  if (wanted.has(-1)) return -1;
  return [...wanted].every((i) => covered.has(i)) ? COVERED : PARTIAL;
}

export class Engine {
  /** @param {string | URL} base Address of the folder of the index, with a slash at its end. @param {typeof import('./search-text.js')} lib */
  constructor(base, lib) {
    this.base = base;
    // Handed in, because files of a theme are published under names that they do not know of each other.
    this.lib = lib;
    this.reset();
  }

  reset() {
    /** @type {Map<string, Promise<any>>} */
    this.kept = new Map();
  }

  /** Keeps what was fetched for as long as the page lives. @template T @param {string} key @param {() => Promise<T>} make @returns {Promise<T>} */
  keep(key, make) {
    const kept = this.kept;
    const old = kept.get(key);
    if (old) return old;
    const made = make();
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    return made;
  }

  /** @param {string} path @param {RequestCache} [cache] @returns {Promise<Uint8Array>} */
  file(path, cache) {
    return this.keep(path, async () => {
      const response = await fetch(new URL(path, this.base), cache ? { cache } : {});
      if (!response.ok) throw new Error(`${response.status} ${path}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      // Some hosts unpack by themselves.
      if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    });
  }

  /** @param {Promise<Uint8Array>} file */
  async json(file) { return JSON.parse(new TextDecoder().decode(await file)); }

  /** The indexes, the newest first. @returns {Promise<Shard[]>} */
  load() {
    return this.keep(' segments', async () => {
      /** @type {Root} */
      const root = await this.json(this.file('root.bin', 'no-cache'));
      if (root.v !== VERSION) throw Object.assign(new Error(`index ${root.v}, client ${VERSION}`), { name: 'VersionError' });
      return [root, ...(root.delta ? [root.delta] : [])].reverse().map((one) => new Shard(this, one));
    });
  }

  /** @param {Shard} segment @param {number} number */
  block(segment, number) {
    return this.keep(` ${segment.root.dir} ${number}`, async () => readBlock(await segment.file(`b/${number}.bin`)));
  }

  /** The table of Traditional characters. @returns {Promise<Map<string, string>>} */
  table() {
    return this.keep(' table', async () => {
      const segments = await this.load();
      const [from, to] = new TextDecoder().decode(await segments[segments.length - 1].file('fold.bin')).split('\n');
      const target = [...to];
      return new Map([...from].map((c, i) => [c, target[i]]));
    });
  }

  /** The table, if a text may need it: GB 2312 holds the Simplified characters and few others. @param {string} text */
  async tableFor(text) {
    const near = (await this.load())[0].root.near;
    const needs = [...text.normalize('NFKC')].some((c) => this.lib.isGram(c) && c > '\u33ff' && (!simplified().has(c) || near.includes(c)));
    return needs ? this.table() : undefined;
  }

  /** Finds what a text asks for. A new edition of the site may have taken the files away: then all is fetched anew. @param {string} text @returns {Promise<Result>} */
  async search(text) {
    try {
      return await this.find(text);
    } catch (error) {
      if (/** @type {Error} */ (error).name === 'VersionError') throw error;
      this.reset();
      return this.find(text);
    }
  }

  /** @param {string} text @returns {Promise<Result>} */
  find(text) {
    return this.keep(`?${text}`, async () => {
      const query = this.lib.parse(text, await this.tableFor(text));
      if (!query.units.length) return { query, hits: [], read: [] };
      const found = await Promise.all((await this.load()).map((segment, s) => segment.search(query, s)));
      const read = found[found.length - 1].read;
      let hits = found.flatMap((one) => one.hits);
      const full = hits.filter((h) => h.tier > PARTIAL);
      hits = full.length ? full : mostly(hits);
      return { query, read, hits: await this.ranked(hits, query) };
    });
  }

  /** Whether the title of a record has something of the query. @param {Hit} hit @param {Query} query */
  async names(hit, query) {
    const card = await this.card(hit);
    const title = (await this.normal(card.title, card.folded)).chars.join('');
    return query.units.some((unit) => title.includes(unit.term));
  }

  /** By relevance: up to three counties, indicators or series first, then articles, then the other records. @param {Hit[]} hits @param {Query} query */
  async ranked(hits, query) {
    const segments = await this.load();
    /** @param {Hit} h */
    const isRecord = (h) => h.d >= segments[h.s].root.articles;
    hits.sort((a, b) => b.tier - a.tier || Number(isRecord(a)) - Number(isRecord(b))
      || (a.tier === COVERED ? b.matched - a.matched : 0) || b.score - a.score || a.s - b.s || a.d - b.d);
    const records = hits.filter((h) => h.tier > PARTIAL && isRecord(h)).sort((a, b) => b.score - a.score || a.d - b.d).slice(0, 6);
    // On their way already while the records' cards are looked at.
    hits.slice(0, 10).forEach((h) => { this.card(h).catch(() => {}); });
    const named = await Promise.all(records.map(async (h) => ((await this.names(h, query)) ? h : null)));
    const leads = /** @type {Hit[]} */ (named.filter(Boolean)).slice(0, 3);
    for (const hit of leads) hit.lead = true;
    return [...leads, ...hits.filter((h) => !h.lead)];
  }

  /** Newest first. @param {Hit[]} hits */
  async byDate(hits) {
    const segments = await this.load();
    /** @param {Hit} h */
    const place = (h) => segments[h.s].root.places[h.d] ?? h.d;
    return [...hits].sort((a, b) => place(a) - place(b) || a.s - b.s || a.d - b.d);
  }

  /** @param {Hit} hit @returns {Promise<Card>} */
  async card({ s, d }) {
    const segment = (await this.load())[s], { card, dir } = segment.root;
    const number = Math.floor(d / card);
    const rows = await this.keep(` ${dir} c${number}`, () => this.json(segment.file(`c/${number}.bin`)));
    const [kind, url, title, date, line, value, folded] = rows[d % card];
    return { kind, url, title, date, line, value, folded };
  }

  /** @param {Hit} hit @returns {Promise<Text>} */
  async text({ s, d }) {
    const segment = (await this.load())[s], { text, dir } = segment.root;
    const number = Math.floor(d / text);
    const rows = await this.keep(` ${dir} t${number}`, () => this.json(segment.file(`t/${number}.bin`)));
    const [folded, head, body] = rows[d % text];
    return { folded, head, body };
  }

  /** Normalised once. @param {string} text @param {number} folded @returns {Promise<Normal>} */
  normal(text, folded) { return this.keep(`=${text}`, async () => this.lib.normalise(text, folded ? await this.table() : undefined)); }

  /** In how many pieces a record holds the query; as many as it has segments if they stand as they were typed. @param {Hit} hit @param {Query} query */
  async pieces(hit, query) {
    const [card, text] = await Promise.all([this.card(hit), this.text(hit)]);
    const parts = [[card.title, card.folded], [text.head, text.folded], [text.body, text.folded]];
    const normal = await Promise.all(parts.map(([t, folded]) => this.normal(/** @type {string} */ (t), /** @type {number} */ (folded))));
    const all = normal.map((n) => n.chars.join('')).join('\n');
    return query.segments.reduce((sum, segment) => sum + this.lib.broken(segment.text, all), 0);
  }

  /** Whether the index alone cannot tell that a hit holds the words as they were typed. @param {Query} query */
  static isOpen(query) {
    return query.segments.some((g) => query.units.filter((u) => u.at >= g.at && u.to <= g.to).length > 1);
  }

  /**
   * Looks into the texts of the first hits, and of more where there is reason to: the fewer pieces, the earlier. Hits
   * that must be exact and are not are left out.
   * @param {Result} result @param {Hit[]} hits @param {number} wanted How many are to be shown. @param {number} [more] Further texts to read.
   * @returns {Promise<Hit[]>}
   */
  async checked(result, hits, wanted, more = 30) {
    const { query } = result, least = query.segments.length;
    if (!Engine.isOpen(query) || !hits.length) return hits;
    const strict = query.segments.some((g) => g.exact);
    const first = hits.find((h) => !h.lead)?.tier ?? ALL;
    const enough = least + (first === COVERED ? 1 : 0), reach = wanted + (strict ? 2 : 1) * more;
    let done = 0, good = 0;
    while (done < hits.length && done < reach && good < wanted) {
      const part = hits.slice(done, done + 10).filter((h) => h.tier > PARTIAL);
      await Promise.all(part.map(async (hit) => { hit.pieces ??= await this.pieces(hit, query); }));
      good += part.filter((h) => (h.pieces ?? 99) <= enough).length;
      done += 10;
      if (done >= wanted && hits[done] && hits[done].tier < first && !strict) break;
    }
    return stable(strict ? hits.filter((h, i) => i >= done || h.pieces === least) : hits);
  }

  /** A title or line with its matches. @param {string} text @param {number} folded @param {Result} result @returns {Promise<Piece[]>} */
  async marked(text, folded, result) {
    const normal = await this.normal(text, folded);
    return this.lib.cut(text, normal, this.lib.matches(normal, result.query), 0, normal.chars.length);
  }

  /** The part of a text that says most about the query. @param {Hit} hit @param {Result} result @param {number} [length] @returns {Promise<Piece[]>} */
  async excerpt(hit, result, length = 96) {
    const { folded, head, body } = await this.text(hit);
    const source = body || head;
    const normal = await this.normal(source, folded);
    return this.lib.excerpt(source, normal, result.query, length);
  }

  /** Names to suggest. @returns {Promise<[number, string, string, string, string][]>} */
  lexicon() {
    return this.keep(' names', async () => {
      const segments = await this.load();
      return this.json(segments[0].file('lex.bin'));
    });
  }

  /** Names that begin as the text does, in characters or pinyin; else those that hold it. @param {string} text @param {number} [most] @returns {Promise<Name[]>} */
  async suggest(text, most = 6) {
    const rows = await this.lexicon();
    const typed = this.lib.normalise(text.trim(), await this.tableFor(text)).chars.join('');
    const spoken = typed.replace(/[\s'’]/g, '').replaceAll('ü', 'v');
    if (!typed) return [];
    /** @type {[number, Name][]} */
    const found = [];
    for (const [kind, name, url, pinyin, others] of rows) {
      const names = [name, ...others.split('\n')].filter(Boolean).map((n) => n.toLowerCase());
      const readings = pinyin.split(' ');
      const how = names.includes(typed) ? 0 : names[0].startsWith(typed) ? 1
        : readings.some((/** @type {string} */ r) => r.startsWith(spoken)) ? 2
          : names.some((n) => n.includes(typed)) ? 3 : names.some((n) => n.length > 1 && typed.includes(n)) ? 4 : 9;
      if (how < 9) found.push([how, { kind, text: name, url }]);
    }
    return found.sort((a, b) => a[0] - b[0] || a[1].text.length - b[1].text.length).slice(0, most).map(([, name]) => name);
  }

  /** @param {number} s @param {string} name @returns {Promise<{labels: [string, string][], of: (d: number) => string[]}>} */
  async facet(s, name) {
    const segment = (await this.load())[s];
    if (name === 'y') {
      const labels = segment.root.years.map(([y]) => /** @type {[string, string]} */ ([String(y), String(y)]));
      return { labels, of: (d) => (segment.year(d) ? [String(segment.year(d))] : []) };
    }
    return this.keep(` ${segment.root.dir} f${name}`, async () => {
      const reader = new Reader(await segment.file(`f/${name}.bin`));
      /** @type {[string, string][]} */
      const labels = JSON.parse(new TextDecoder().decode(reader.take(reader.next())));
      const values = Array.from({ length: segment.root.n }, () => Array.from({ length: reader.next() }, () => labels[reader.next()][0]));
      return { labels, of: (/** @type {number} */ d) => values[d] };
    });
  }

  /**
   * Narrows hits, and counts for each value of each facet how many hits it would leave with the other facets as they are.
   * @param {Hit[]} hits @param {Filters} filters @param {boolean} counts
   * @returns {Promise<{hits: Hit[], options: Record<string, Option[]>}>}
   */
  async narrow(hits, filters, counts) {
    const names = /** @type {(keyof Filters)[]} */ (['c', 'k', 'y', 'i']);
    const needed = names.filter((name) => counts || filters[name].length);
    const segments = await this.load();
    const facets = await Promise.all(segments.map(async (_, s) => Object.fromEntries(
      await Promise.all(needed.map(async (name) => [name, await this.facet(s, name)])))));
    /** @param {Hit} h @param {keyof Filters} name */
    const fits = (h, name) => !filters[name].length || facets[h.s][name].of(h.d).some((/** @type {string} */ v) => filters[name].includes(v));
    /** @type {Record<string, Option[]>} */
    const options = {};
    for (const name of counts ? names : []) {
      /** @type {Map<string, Option>} */
      const tally = new Map();
      for (const one of [...facets].reverse()) for (const [id, label] of one[name].labels) tally.set(id, { id, name: label, count: 0 });
      for (const hit of hits) {
        if (!names.every((other) => other === name || fits(hit, other))) continue;
        for (const id of facets[hit.s][name].of(hit.d)) { const option = tally.get(id); if (option) option.count += 1; }
      }
      options[name] = [...tally.values()];
    }
    return { hits: hits.filter((h) => needed.every((name) => fits(h, name))), options };
  }
}

/** @type {Set<string> | undefined} */
let known;
/** The Han characters of GB 2312. */
function simplified() {
  if (known) return known;
  const bytes = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  known = new Set(new TextDecoder('gbk').decode(Uint8Array.from(bytes)));
  return known;
}

/** Of hits that miss something, those with at least half of the greatest score. @param {Hit[]} hits */
function mostly(hits) {
  const top = hits.reduce((most, h) => Math.max(most, h.score), 0);
  return hits.filter((h) => h.score >= top / 2);
}

/** How many bits are set. @param {number} mask */
function bits(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count += 1;
  return count;
}

/** Of one tier, what is least broken goes first; leading records stay. @param {Hit[]} hits */
function stable(hits) {
  const place = new Map(hits.map((h, i) => [h, i]));
  /** @param {Hit} h */
  const rank = (h) => (h.lead ? 0 : 1000 - 300 * h.tier + Math.min(h.pieces ?? 99, 99));
  return [...hits].sort((a, b) => rank(a) - rank(b) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
}

