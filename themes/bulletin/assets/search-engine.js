// The search engine of the browser: reads the files of /search-index/ piece by piece. Knows no page; `search.js` shows
// what it finds. The format is told in ARCHITECTURE.md (“Search index”).
// @ts-check

/**
 * @typedef {{v: number, dir: string, n: number, articles: number, blocks: string, common: string, card: number,
 *   text: number, years: [number, number][], near: string, gone: number[], delta: Root | null,
 *   places?: number[]}} Root
 * @typedef {import('./search-text.js').Unit} Unit
 * @typedef {import('./search-text.js').Query} Query
 * @typedef {import('./search-text.js').Piece} Piece
 * @typedef {{root: Root, common: Set<string>, blocks: (unit: Unit) => number[]}} Shard One index: that of the site, or the small one of a
 *   preview's edits that goes before it.
 * @typedef {{s: number, d: number, place: number, year: number, tier: number, score: number, rank: number, lead?: boolean, pieces?: number}} Hit
 *   Shard and record, its place by date and, of an article, year; in how many pieces its text holds the query.
 * @typedef {{query: Query, hits: Hit[]}} Result
 * @typedef {ReturnType<typeof open>} Engine
 * @typedef {[kind: number, url: string, title: string, date: string, line: string, value: string, folded: number]} Card
 * @typedef {[folded: number, head: string, body: string]} Text
 * @typedef {{count: number, bytes: Uint8Array}} List Postings.
 * @typedef {{text: string, url: string}} Name
 */

export const VERSION = 1;
const REQUESTS = 12;
/** Lookups of a query: as many as a mask has bits. */
const LOOKUPS = 31;
/** Tiers of a hit. */
export const ALL = 2, COVERED = 1, PARTIAL = 0;
/** More pieces than count; also of a text that has not been read. */
const BROKEN = 99;

/** How a name is suggested that only shares characters with what was typed. */
const NEAR = 6;

const decoder = new TextDecoder();

/** Reads varints and bytes one after another. */
class Reader {
  /** @param {Uint8Array} bytes @param {number} [at] */
  constructor(bytes, at = 0) { this.bytes = bytes; this.at = at; }

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
  take(length) { return this.bytes.subarray(this.at, this.at += length); }

  /** @param {number} [length] */
  text(length = this.bytes.length) { return decoder.decode(this.take(length)); }
}

/** Terms with their postings. @param {Reader} reader @returns {Map<string, List>} */
function readBlock(reader) {
  const out = new Map();
  let terms = reader.next(), before = new Uint8Array();
  const length = reader.next(), postings = new Reader(reader.bytes, reader.at + length);
  for (; terms; terms -= 1) {
    before = Uint8Array.of(...before.subarray(0, reader.next()), ...reader.take(reader.next()));
    out.set(decoder.decode(before), { count: reader.next(), bytes: postings.take(reader.next()) });
  }
  return out;
}

/** The table of Traditional characters. @param {Reader} reader */
function readTable(reader) {
  const [from, to] = reader.text().split('\n').map((line) => [...line]);
  return new Map(from.map((c, i) => [c, to[i]]));
}

/** @param {Root} root @param {(term: string) => string} key @returns {Shard} */
function shardOf(root, key) {
  /** @type {string[]} */
  let before = [];
  const starts = root.blocks.split('\n').filter(Boolean).map((line) => key((before = [...before.slice(0, Number(line[0])), ...line.slice(1)]).join('')));
  /** @param {string} term */
  function blockOf(term) {
    const wanted = key(term);
    return Math.max(0, starts.findLastIndex((start) => start <= wanted));
  }
  return {
    root,
    common: new Set(root.common.split('\n').map((line) => line.replace(/ \d+$/, ''))),
    blocks({ term, prefix }) {
      const first = blockOf(term), last = prefix ? blockOf(`${term}\u{10ffff}`) : first;
      return starts.length ? Array.from({ length: Math.min(REQUESTS, last - first + 1) }, (_, i) => first + i) : [];
    },
  };
}

/**
 * Chooses what to look up within the number of requests: every character first, then the rest; but common terms, whose
 * postings are long and tell little, only for characters that no other lookup covers.
 * @param {Shard} shard @param {Unit[]} units
 */
function choose({ blocks, common }, units) {
  const needed = new Set();
  let end = 0;
  for (const unit of units) if (unit.at >= end || unit === units[units.length - 1]) { needed.add(unit); end = unit.to; }
  const asked = new Set(), chosen = new Set();
  for (const unit of [...needed, ...units.filter((u) => !common.has(u.term))]) {
    const both = new Set([...asked, ...blocks(unit)]);
    if (both.size > REQUESTS && asked.size) continue;
    both.forEach((b) => asked.add(b));
    chosen.add(unit);
  }
  return units.filter((u) => chosen.has(u)).slice(0, LOOKUPS);
}

/** Which lookups each of `n` records has, a bit for each, and the sum of their scores. @param {List[][]} lookups @param {number} n */
function weigh(lookups, n) {
  const masks = new Uint32Array(n), scores = new Float32Array(n);
  lookups.forEach((lists, bit) => {
    const df = Math.min(n, lists.reduce((sum, list) => sum + list.count, 0)), idf = Math.log(1 + (n - df + 0.5) / (df + 0.5));
    for (const { count, bytes } of lists) {
      const reader = new Reader(bytes);
      for (let left = count, d = 0; left; left -= 1) {
        const posting = reader.next(), level = posting % 8;
        d += (posting - level) / 8;
        // Of several terms with one beginning only the first counts in full.
        scores[d] += idf * (level + 1) * (masks[d] >>> bit & 1 ? 0.1 : 1);
        masks[d] |= 1 << bit;
      }
    }
  });
  return { masks, scores };
}

/** How well a record fits that has the lookups of a mask; a tier of -1 is not at all. Of joined words that stand apart, the more lookups the better. @param {number} mask @param {Unit[]} units */
function fitOf(mask, units) {
  /** @param {Unit} _ @param {number} bit */
  const has = (_, bit) => mask >>> bit & 1;
  const got = units.filter(has), missing = units.filter((u, bit) => !has(u, bit));
  /** Whether others cover its characters. @param {Unit} unit */
  const isCovered = ({ at, to }) => {
    for (const g of got) if (g.at <= at && g.to > at) at = g.to;
    return at >= to;
  };
  const tier = !missing.length ? ALL : missing.some((u) => u.exact) ? -1 : missing.every(isCovered) ? COVERED : PARTIAL;
  return { tier, more: tier === COVERED ? got.length : 0 };
}

/** Of one tier, what is least broken goes first; leading records stay. @param {Hit} hit */
const order = ({ lead, tier, pieces = BROKEN }) => (lead ? 0 : 1000 - 300 * tier + Math.min(pieces, BROKEN));

/** @type {Set<string>} */
let simplified;
/** Whether a character is one of GB 2312, which holds the Simplified ones and few others. @param {string} c */
function isSimplified(c) {
  if (!simplified) {
    const bytes = [];
    for (let row = 0xb0; row < 0xf8; row += 1) for (let cell = 0xa1; cell < 0xff; cell += 1) bytes.push(row, cell);
    simplified = new Set(new TextDecoder('gbk').decode(Uint8Array.from(bytes)));
  }
  return simplified.has(c);
}

/**
 * Opens the index whose folder has the address `base`, with a slash at its end. `lib` is handed in, because files of a
 * theme are published under names that they do not know of each other.
 * @param {string | URL} base @param {typeof import('./search-text.js')} lib
 */
export function open(base, { normalise, parse, cut, broken, key, isGram }) {
  /** @type {Map<string, Promise<any>>} */
  const kept = new Map();

  /** Keeps what was made for as long as the page lives. @template T @param {string} name @param {() => Promise<T>} make @returns {Promise<T>} */
  function keep(name, make) {
    let made = kept.get(name);
    if (!made) {
      kept.set(name, made = make());
      made.catch(() => kept.delete(name));
    }
    return made;
  }

  /** @template T @param {string} path @param {(reader: Reader) => T} read @param {RequestInit} [how] */
  const file = (path, read, how) => keep(path, async () => {
    const response = await fetch(new URL(path, base), how);
    if (!response.ok) throw new Error(path);
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Some hosts unpack by themselves.
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return read(new Reader(bytes));
    // Not by way of a Blob, which goes through another process of the browser.
    const stream = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (new Response(bytes).body).pipeThrough(new DecompressionStream('gzip'));
    return read(new Reader(new Uint8Array(await new Response(stream).arrayBuffer())));
  });

  /** @param {string} path @param {RequestInit} [how] @returns {Promise<any>} */
  const json = (path, how) => file(path, (reader) => JSON.parse(reader.text()), how);

  /** The indexes, the newest first. @returns {Promise<Shard[]>} */
  async function shards() {
    /** @type {Root} */
    const root = await json('root.bin', { cache: 'no-cache' });
    if (root.v !== VERSION) throw Object.assign(new Error(), { name: 'VersionError' });
    return keep('', async () => (root.delta ? [root.delta, root] : [root]).map((one) => shardOf(one, key)));
  }

  /** The table of Traditional characters, where a text says that it needs it, or may need it. @param {string} text @param {number} [folded] */
  async function table(text, folded) {
    const [{ root: { near, dir } }] = await shards();
    /** @param {string} c */
    const isOther = (c) => c > '\u33ff' && isGram(c) && (!isSimplified(c) || near.includes(c));
    return folded ?? [...text.normalize('NFKC')].some(isOther) ? file(`${dir}/fold.bin`, readTable) : undefined;
  }

  /** @param {string} text @param {number} [folded] */
  const normal = async (text, folded) => normalise(text, await table(text, folded));

  /** Asks one index. @param {Shard} shard @param {Unit[]} all */
  async function ask(shard, all) {
    const { root: { n, dir, gone } } = shard, units = choose(shard, all);
    const lists = await Promise.all(units.map(async (unit) => {
      const blocks = await Promise.all(shard.blocks(unit).map((b) => file(`${dir}/b/${b}.bin`, readBlock)));
      return blocks.flatMap((block) => (unit.prefix ? [...block].flatMap(([term, list]) => (term.startsWith(unit.term) ? list : [])) : block.get(unit.term) ?? []));
    }));
    const found = weigh(lists, n);
    for (const d of gone) found.masks[d] = 0;
    return { units, ...found };
  }

  /** @param {string} typed @returns {Promise<Result>} */
  const find = (typed) => keep(`?${typed}`, async () => {
    const query = parse(typed, await table(typed)), all = await shards();
    const asked = await Promise.all(all.map((shard) => ask(shard, query.units)));
    /** @type {Hit[]} */
    const full = [];
    /** @type {Hit[]} */
    let partial = [];
    asked.forEach(({ units, masks, scores }, s) => {
      const { articles, years, places } = all[s].root;
      /** @type {Map<number, ReturnType<typeof fitOf>>} */
      const fits = new Map();
      let year = 0;
      masks.forEach((mask, d) => {
        if (!mask) return;
        let fit = fits.get(mask);
        if (!fit) fits.set(mask, fit = fitOf(mask, units));
        const { tier, more } = fit, score = scores[d], isArticle = d < articles;
        // What misses something counts only where nothing is complete.
        if (tier < PARTIAL || (tier === PARTIAL && full.length)) return;
        while (years[year]?.[1] <= d) year += 1;
        // By tier, articles before other records, then by score; ties stay in the order of the records.
        const rank = ((tier * 2 + Number(isArticle)) * 32 + more) * 1e6 + score;
        (tier ? full : partial).push({ s, d, place: places?.[d] ?? d, year: isArticle && year ? years[year - 1][0] : 0, tier, score, rank });
      });
    });
    const top = partial.reduce((most, h) => Math.max(most, h.score), 0);
    partial = partial.filter((h) => h.score >= top / 2);
    return { query, hits: await ranked(full.length ? full : partial, query) };
  });

  /** By relevance, but up to three counties, indicators or series first. @param {Hit[]} hits @param {Query} query */
  async function ranked(hits, query) {
    hits.sort((a, b) => b.rank - a.rank);
    const records = hits.filter((h) => h.tier && !h.year).sort((a, b) => b.score - a.score).slice(0, 5);
    // All that the first page shows is on its way while the records are looked at, which may take places of articles.
    for (const h of [...records, ...hits.slice(0, records.length ? 7 : 10)]) card(h).catch(() => {});
    const titles = await Promise.all(records.map(async (h) => {
      const [, , title, , , , folded] = await card(h);
      return (await normal(title, folded)).text;
    }));
    const leads = records.filter((_, i) => query.units.some((unit) => titles[i].includes(unit.term))).slice(0, 3);
    for (const hit of leads) hit.lead = true;
    return [...leads, ...hits.filter((h) => !h.lead)];
  }

  /** @param {Hit} hit @param {'card' | 'text'} what */
  async function row({ s, d }, what) {
    const { root } = (await shards())[s], size = root[what];
    return (await json(`${root.dir}/${what[0]}/${Math.floor(d / size)}.bin`))[d % size];
  }

  /** @param {Hit} hit @returns {Promise<Card>} */
  const card = (hit) => row(hit, 'card');

  /** @param {Hit} hit @returns {Promise<Text>} */
  const text = (hit) => row(hit, 'text');

  /** In how many pieces a record holds the query; as many as it has segments if they stand as they were typed. @param {Hit} hit @param {Query} query */
  async function pieces(hit, { segments }) {
    const [[, , title, , , , one], [other, head, body]] = await Promise.all([card(hit), text(hit)]);
    const whole = (await normal(`${title}\n${head}\n${body}`, one | other)).text;
    return segments.reduce((sum, s) => {
      const count = broken(s.text, whole);
      return sum + (s.exact && count > 1 ? BROKEN : count);
    }, 0);
  }

  return {
    /** Forgets what was fetched. */
    reset: () => kept.clear(),
    shards,
    file,
    card,
    text,

    /** Finds what a text asks for. A new edition of the site may have taken the files away: then all is fetched anew. @param {string} typed */
    search: (typed) => find(typed).catch((error) => {
      if (error.name === 'VersionError') throw error;
      kept.clear();
      return find(typed);
    }),

    /**
     * Looks into the texts of the first hits, and of more where there is reason to: the fewer pieces, the earlier. Hits
     * that must be exact and are not are left out.
     * @param {Query} query @param {Hit[]} hits @param {number} wanted How many are to be shown. @param {number} [more] Further texts to read.
     */
    async checked(query, hits, wanted, more = 30) {
      const { segments } = query;
      // Of a single lookup the index tells all.
      if (!segments.some((s) => s.units.length > 1)) return hits;
      const strict = segments.some((s) => s.exact), tier = hits.find((h) => !h.lead)?.tier;
      const reach = Math.min(hits.length, wanted + (strict ? 2 * more : more));
      let at = 0, good = 0;
      for (; at < reach && good < wanted && (at < wanted || strict || hits[at].tier === tier); at += 10) {
        await Promise.all(hits.slice(at, at + 10).map(async (hit) => {
          if (hit.tier) hit.pieces ??= await pieces(hit, query);
          if ((hit.pieces ?? BROKEN) <= segments.length + Number(tier === COVERED)) good += 1;
        }));
      }
      return hits.filter((h, i) => !strict || i >= at || (h.pieces ?? 0) < BROKEN).sort((a, b) => order(a) - order(b));
    },

    /** A text with its matches, or the part of it that says most. @param {string} source @param {number} folded @param {Query} query @param {number} [length] */
    marked: async (source, folded, query, length) => cut(source, await normal(source, folded), query, length),

    /** Names that begin as the text does, in characters or pinyin; else those that hold it; else the nearest. @param {string} typed @param {number} [most] @returns {Promise<Name[]>} */
    async suggest(typed, most = 6) {
      const [{ root: { dir } }] = await shards();
      /** @type {[number, string, string, string, string][]} */
      const rows = await json(`${dir}/lex.bin`);
      const q = (await normal(typed.trim())).text, spoken = q.replace(/[\s'’]/g, '').replaceAll('ü', 'v');
      const found = rows.map(([, name, url, pinyin, others]) => {
        const names = [name, ...others.split('\n')].map((n) => n.toLowerCase()).filter(Boolean);
        const how = [names.includes(q), names.some((n) => n.startsWith(q)), pinyin.split(' ').some((p) => p.startsWith(spoken)),
          names[0].includes(q), names.some((n) => n.includes(q)), names.some((n) => n.length > 1 && q.includes(n)),
          [...q].filter((c) => name.includes(c)).length * 2 >= q.length].indexOf(true);
        return { how, text: name, url };
      }).filter((n) => q && n.how >= 0).sort((a, b) => a.how - b.how || a.text.length - b.text.length);
      return found.filter((n) => n.how < NEAR || found[0].how === NEAR).slice(0, most);
    },
  };
}
