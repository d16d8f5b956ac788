// The search engine of the browser: reads the files of /search-index/ piece by piece. Knows no page; `search.js` shows
// what it finds. The format is told in ARCHITECTURE.md (“Search index”); terms are made as `src/search` makes them.
// @ts-check

/**
 * @typedef {{v: number, dir: string, n: number, articles: number, blocks: string, common: string, card: number,
 *   text: number, years: [number, number][], near: string, gone: number[], delta: Root | null}} Root
 * @typedef {{chars: string[], from: number[], to: number[]}} Normal Characters, each with its place in the source.
 * @typedef {{term: string, at: number, to: number, prefix?: boolean}} Unit What is looked up for some characters.
 * @typedef {{at: number, to: number, text: string, exact: boolean}} Segment Characters of a query that belong together.
 * @typedef {{chars: string[], segments: Segment[], units: Unit[]}} Query
 * @typedef {{s: number, d: number, tier: number, matched: number, score: number,
 *   pieces?: number, lead?: boolean}} Hit Shard and record; in how many pieces its text holds the query.
 * @typedef {{query: Query, hits: Hit[], read: Unit[]}} Result
 * @typedef {{kind: number, url: string, title: string, date: string, line: string, value: string, folded: number}} Card
 * @typedef {{folded: number, head: string, body: string}} Text
 * @typedef {{t: string, m: boolean}} Piece Text, marked or not.
 * @typedef {{kind: number, text: string, url: string}} Name
 * @typedef {Map<string, {count: number, bytes: Uint8Array}>} Block Terms with their postings.
 * @typedef {{c: string[], k: string[], y: string[], i: string[]}} Filters Ids that are chosen; none is all.
 * @typedef {{id: string, name: string, count: number}} Option
 */

export const VERSION = 1;
const LONGEST = 24;
const END = '$';
const REQUESTS = 12;
/** Tiers of a hit. */
export const ALL = 2, COVERED = 1, PARTIAL = 0;

const GRAM = /[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const MARK = /\p{M}/u;
const DIGIT = /[0-9]/;
const QUOTE = /["“”„「」『』]/;

/** @param {string | undefined} c */
const isGram = (c) => c !== undefined && GRAM.test(c);
/** @param {string | undefined} c */
const isDigit = (c) => c !== undefined && DIGIT.test(c);

/**
 * Normalises a text: NFKC of a character with its marks, Simplified where a table is given, lower case.
 * @param {string} text
 * @param {Map<string, string>} [table]
 * @returns {Normal}
 */
export function normalise(text, table) {
  /** @type {Normal} */
  const out = { chars: [], from: [], to: [] };
  const source = [...text];
  for (let i = 0, at = 0; i < source.length;) {
    let cluster = source[i];
    for (i += 1; i < source.length && source[i] > '\u02ff' && MARK.test(source[i]); i += 1) cluster += source[i];
    const plain = cluster.length === 1 && (cluster < '\u0080' || (cluster >= '\u4e00' && cluster <= '\u9fff'));
    for (const c of plain ? cluster : cluster.normalize('NFKC')) {
      for (const lower of (table?.get(c) ?? c).toLowerCase()) {
        out.chars.push(lower);
        out.from.push(at);
        out.to.push(at + cluster.length);
      }
    }
    at += cluster.length;
  }
  return out;
}

/**
 * The terms of normalised characters, with their places.
 * @param {string[]} chars
 * @returns {Unit[]}
 */
export function terms(chars) {
  /** @type {Unit[]} */
  const out = [];
  for (let i = 0; i < chars.length;) {
    if (isGram(chars[i])) {
      const next = isGram(chars[i + 1]) ? chars[i + 1] : END;
      out.push({ term: chars[i] + next, at: i, to: next === END ? i + 1 : i + 2 });
      i += 1;
    } else if (WORD.test(chars[i])) {
      i = word(chars, i, out);
    } else {
      i += 1;
    }
  }
  return out;
}

/** @param {string[]} chars @param {number} at @param {Unit[]} out */
function word(chars, at, out) {
  let i = at, text = '', length = 0, number = true;
  for (; i < chars.length; i += 1) {
    const c = chars[i];
    const part = (WORD.test(c) && !isGram(c)) || (c === '.' && isDigit(chars[i - 1]) && isDigit(chars[i + 1]));
    const comma = c === ',' && isDigit(chars[i - 1]) && [1, 2, 3].every((n) => isDigit(chars[i + n])) && !isDigit(chars[i + 4]);
    if (!part && !comma) break;
    if (part && length < LONGEST) { text += c; length += 1; }
    number = number && /[0-9.,]/.test(c);
  }
  if (number) {
    let unit = i;
    while (chars[unit] === ' ') unit += 1;
    if (chars[unit] === '%' || chars[unit] === '‰' || isGram(chars[unit])) out.push({ term: text + chars[unit], at, to: unit + 1 });
  }
  out.push({ term: text, at, to: i });
  return i;
}

/**
 * Reads a query: segments between separators must all be found; quoted ones as they stand.
 * @param {string} text
 * @param {Map<string, string>} [table]
 * @returns {Query}
 */
export function parse(text, table) {
  const { chars } = normalise(text.slice(0, 200), table);
  /** @type {Query} */
  const query = { chars, segments: [], units: [] };
  const quotes = chars.filter((c) => QUOTE.test(c)).length;
  let seen = 0;
  for (let i = 0; i < chars.length; i += 1) {
    if (QUOTE.test(chars[i])) { seen += 1; continue; }
    if (!isToken(chars, i)) continue;
    const at = i;
    // A quotation mark without its partner means nothing.
    const exact = seen % 2 === 1 && seen < quotes;
    while (i < chars.length && (isToken(chars, i) || (exact && !QUOTE.test(chars[i])))) i += 1;
    query.segments.push({ at, to: i, text: chars.slice(at, i).join('').trim(), exact });
    query.units.push(...lookups(chars.slice(at, i)).map((u) => ({ ...u, at: u.at + at, to: u.to + at })));
    i -= 1;
  }
  return query;
}

/** @param {string[]} chars @param {number} i */
function isToken(chars, i) {
  const c = chars[i];
  if (isGram(c) || WORD.test(c)) return true;
  if (c === '%' || c === '‰') return isDigit(chars[i - 1]);
  return (c === '.' || c === ',') && isDigit(chars[i - 1]) && isDigit(chars[i + 1]);
}

/** The lookups of one segment. @param {string[]} chars @returns {Unit[]} */
function lookups(chars) {
  /** @type {Unit[]} */
  const out = [];
  const all = terms(chars);
  for (const [i, unit] of all.entries()) {
    const gram = isGram([...unit.term][0]);
    if (gram && unit.term.endsWith(END)) {
      // A character is looked up by itself only where it is all there is: it can begin very many terms.
      if (all.length === 1) out.push({ ...unit, term: unit.term.slice(0, -1), prefix: true });
    } else if (!gram && all[i - 1]?.at === unit.at) {
      // The number without its unit says less than the one with it.
    } else {
      const open = !gram && unit.to === chars.length && /[^0-9.%‰]/.test(unit.term) && !/[\d]\P{ASCII}$/u.test(unit.term);
      out.push(open && unit.term.length > 1 ? { ...unit, prefix: true } : unit);
    }
  }
  return out;
}

/** Orders terms: words first, then by code points. @param {string} a @param {string} b */
function compare(a, b) {
  if (a === b) return 0;
  const [x, y] = [[...a], [...b]];
  if (x.length && y.length && isGram(x[0]) !== isGram(y[0])) return isGram(x[0]) ? 1 : -1;
  for (let i = 0; i < x.length && i < y.length; i += 1) {
    const by = /** @type {number} */ (x[i].codePointAt(0)) - /** @type {number} */ (y[i].codePointAt(0));
    if (by) return by;
  }
  return x.length - y.length;
}

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
      if (compare(this.boundaries[middle], term) <= 0) low = middle + 1; else high = middle;
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
  /** @param {string | URL} base Address of the folder of the index, with a slash at its end. */
  constructor(base) {
    this.base = base;
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
    const needs = [...text.normalize('NFKC')].some((c) => isGram(c) && c > '\u33ff' && (!simplified().has(c) || near.includes(c)));
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
      const query = parse(text, await this.tableFor(text));
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
    const named = await Promise.all(records.map(async (h) => ((await this.names(h, query)) ? h : null)));
    const leads = /** @type {Hit[]} */ (named.filter(Boolean)).slice(0, 3);
    for (const hit of leads) hit.lead = true;
    return [...leads, ...hits.filter((h) => !h.lead)];
  }

  /** Newest first. @param {Hit[]} hits */
  async byDate(hits) {
    const segments = await this.load();
    /** @param {Hit} h */
    const year = (h) => segments[h.s].year(h.d);
    return [...hits].sort((a, b) => year(b) - year(a) || a.s - b.s || a.d - b.d);
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
  async normal(text, folded) { return normalise(text, folded ? await this.table() : undefined); }

  /** In how many pieces a record holds the query; as many as it has segments if they stand as they were typed. @param {Hit} hit @param {Query} query */
  async pieces(hit, query) {
    const [card, text] = await Promise.all([this.card(hit), this.text(hit)]);
    const parts = [[card.title, card.folded], [text.head, text.folded], [text.body, text.folded]];
    const normal = await Promise.all(parts.map(([t, folded]) => this.normal(/** @type {string} */ (t), /** @type {number} */ (folded))));
    const all = normal.map((n) => n.chars.join('')).join('\n');
    return query.segments.reduce((sum, segment) => sum + broken(segment.text, all), 0);
  }

  /** Whether the index alone cannot tell that a hit holds the words as they were typed. @param {Query} query */
  static isOpen(query) {
    return query.segments.some((g) => query.units.filter((u) => u.at >= g.at && u.to <= g.to).length > 1);
  }

  /**
   * Looks into the texts of the first hits, and of more where there is reason to: the fewer pieces, the earlier. Hits
   * that must be exact and are not are left out.
   * @param {Result} result @param {Hit[]} hits @param {number} wanted How many are to be shown. @returns {Promise<Hit[]>}
   */
  async checked(result, hits, wanted) {
    const { query } = result, least = query.segments.length;
    if (!Engine.isOpen(query) || !hits.length) return hits;
    const strict = query.segments.some((g) => g.exact);
    const first = hits.find((h) => !h.lead)?.tier ?? ALL;
    const enough = least + (first === COVERED ? 1 : 0), reach = wanted + (strict ? 60 : 30);
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
    return cut(text, normal, matches(normal, result.query), 0, normal.chars.length);
  }

  /** The part of a text that says most about the query. @param {Hit} hit @param {Result} result @param {number} [length] @returns {Promise<Piece[]>} */
  async excerpt(hit, result, length = 96) {
    const { folded, head, body } = await this.text(hit);
    const source = body || head;
    const normal = await this.normal(source, folded);
    const found = matches(normal, result.query);
    const start = found.length ? best(found, length) : 0;
    const from = begin(normal.chars, start), to = Math.min(normal.chars.length, from + length);
    const pieces = cut(source, normal, found, from, to);
    if (from > 0) pieces.unshift({ t: '……', m: false });
    if (to < normal.chars.length) pieces.push({ t: '……', m: false });
    return pieces;
  }

  /** Names that begin as the text does, in characters or pinyin; else those that hold it. @param {string} text @param {number} [most] @returns {Promise<Name[]>} */
  async suggest(text, most = 6) {
    const segments = await this.load();
    const rows = await this.keep(' names', () => this.json(segments[segments.length - 1].file('lex.bin')));
    const typed = normalise(text.trim(), await this.tableFor(text)).chars.join('');
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

/** Into how many pieces a segment must be broken to stand in a text. @param {string} segment @param {string} text */
function broken(segment, text) {
  if (text.includes(segment)) return 1;
  let pieces = 0;
  for (let at = 0; at < segment.length; pieces += 1) {
    let to = at + 1;
    while (to < segment.length && text.includes(segment.slice(at, to + 1))) to += 1;
    at = to;
  }
  return pieces;
}

/** Of one tier, what is least broken goes first; leading records stay. @param {Hit[]} hits */
function stable(hits) {
  const place = new Map(hits.map((h, i) => [h, i]));
  /** @param {Hit} h */
  const rank = (h) => (h.lead ? 0 : 1000 - 300 * h.tier + Math.min(h.pieces ?? 99, 99));
  return [...hits].sort((a, b) => rank(a) - rank(b) || (place.get(a) ?? 0) - (place.get(b) ?? 0));
}

/** Places of a query in a text: whole segments, or else their terms. @param {Normal} normal @param {Query} query @returns {{at: number, to: number, weight: number}[]} */
function matches(normal, query) {
  const text = normal.chars.join('');
  // From UTF-16 offsets to characters, which differ beyond the basic plane.
  /** @type {number[] | undefined} */
  let index;
  if (text.length !== normal.chars.length) {
    index = [];
    normal.chars.forEach((c, i) => { for (let n = 0; n < c.length; n += 1) index?.push(i); });
    index.push(normal.chars.length);
  }
  /** @type {{at: number, to: number, weight: number}[]} */
  const found = [];
  /** @param {string} needle @param {number} weight */
  const add = (needle, weight) => {
    let any = false;
    for (let at = text.indexOf(needle); needle && at >= 0; at = text.indexOf(needle, at + needle.length)) {
      any = true;
      const to = at + needle.length;
      found.push({ at: index ? index[at] : at, to: index ? index[to] : to, weight });
    }
    return any;
  };
  for (const segment of query.segments) {
    if (add(segment.text, 8 * segment.text.length)) continue;
    for (const unit of query.units.filter((u) => u.at >= segment.at && u.to <= segment.to)) add(unit.term, 1 + unit.term.length);
  }
  return found.sort((a, b) => a.at - b.at || b.to - a.to);
}

/** Where the window with the most different matches begins. @param {{at: number, to: number, weight: number}[]} found @param {number} length */
function best(found, length) {
  let most = -1, start = 0;
  for (let i = 0; i < found.length; i += 1) {
    const seen = new Map();
    for (let j = i; j < found.length && found[j].to <= found[i].at + length * 0.75; j += 1) {
      const { at, to, weight } = found[j];
      seen.set(`${weight} ${to - at}`, weight * (seen.has(`${weight} ${to - at}`) ? 1.1 : 1));
    }
    const sum = [...seen.values()].reduce((a, b) => a + b, 0);
    if (sum > most) { most = sum; start = found[i].at; }
  }
  return start;
}

/** A good place to begin before a match: after punctuation, not far from it. @param {string[]} chars @param {number} at */
function begin(chars, at) {
  if (at < 24) return 0;
  for (let i = at; i > at - 24; i -= 1) if (/[，。；：！？、\n]/.test(chars[i - 1])) return i;
  return at - 12;
}

/** A part of the source in pieces. @param {string} source @param {Normal} normal @param {{at: number, to: number}[]} found @param {number} from @param {number} to @returns {Piece[]} */
function cut(source, normal, found, from, to) {
  /** @type {Piece[]} */
  const pieces = [];
  /** @param {number} a @param {number} b @param {boolean} m */
  const push = (a, b, m) => {
    if (b > a) pieces.push({ t: source.slice(normal.from[a], normal.to[b - 1]).replace(/\s+/g, ' '), m });
  };
  let at = from;
  for (const match of found) {
    const start = Math.max(match.at, at), end = Math.min(match.to, to);
    if (end <= start || match.at >= to) continue;
    push(at, start, false);
    push(start, end, true);
    at = end;
  }
  push(at, to, false);
  return pieces;
}
