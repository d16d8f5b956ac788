// Searches the files of /search-index/, which it fetches piece by piece. Knows no page; `search.js` shows what it finds.
// The format is told in ARCHITECTURE.md (“Search index”); `tests/search/tokens.json` holds `src/search` to the same terms.
// @ts-check

/**
 * @typedef {{v: number, dir: string, n: number, articles: number, blocks: string, common: string[], near: string,
 *   gone: number[], delta: Root | null, places: number[], starts: string[],
 *   facets: [options: [facet: string, id: string, name: string][], rows: number[][]]}} Root One index, with the beginnings of its blocks
 *   and, once they are needed, its facets put in here: that of the site, or the small one of a preview's edits that goes before it.
 * @typedef {{term: string, at: number, to: number, prefix?: boolean, exact?: boolean}} Unit What is looked up for a part of a query.
 * @typedef {{text: string, exact: boolean, units: Unit[]}[]} Query Parts that must all be found.
 * @typedef {[text: string, mark?: number]} Piece
 * @typedef {{root: Root, d: number, tier: number, rank: number, pieces?: number}} Hit A record of an index. Tier 3: it leads; 2: it has everything; 1: joined words that stand apart; 0: not all.
 *   `pieces`: into how many the query falls in its text, if that has been read.
 * @typedef {[facet: string, id: string, name: string, count: number]} Option
 * @typedef {[kind: number, url: string, title: string, line: string, value: string, folded: string]} Card
 * @typedef {[body: number, text: string, folded: string]} Text
 * @typedef {{text: string, url: string}} Name
 * @typedef {ReturnType<typeof open>} Engine
 */

const REQUESTS = 12;
/** More pieces than count. */
const BROKEN = 99;
/** More than there are records, and than a rank can be. */
const MOST = 2 ** 24;

const WORD = '[\\p{Alphabetic}\\p{N}]', GRAM = `(?![\\0-〄])${WORD}`;
const runs = RegExp(`(${GRAM})(?=(${GRAM})?)|((?:[\\0-〄](?<=${WORD})|(?<=\\d)\\.(?=\\d)|(?<=\\d),(?=\\d{3}(?!\\d)))+)(?= *([%‰]|${GRAM})?)`, 'gu');
const parts = RegExp(`"([^"]+)"|(?:${WORD}|(?<=\\d)(?:[%‰]|[.,](?=\\d)))+`, 'gu');

/**
 * NFKC of a character with its marks, Simplified where a table is given, lower case; and the place in the source of each
 * UTF-16 unit. @param {string} source @param {Map<string, string>} [table] @returns {[text: string, from: number[]]}
 */
function normalise(source, table) {
  /** @type {number[]} */
  const from = [];
  let text = '', at = 0;
  for (const cluster of source.match(/.\p{M}*/gsu) ?? []) {
    // Most characters stay as they are; to ask for each would take the time of all else.
    for (const c of /^[\0-\x7f一-鿿]$/.test(cluster) ? cluster : cluster.normalize('NFKC')) {
      text += (table?.get(c) ?? c).toLowerCase();
      while (from.length < text.length) from.push(at);
    }
    at += cluster.length;
  }
  return [text, from];
}

/** The terms of a normal text. @param {string} text */
function terms(text) {
  /** @type {Unit[]} */
  const out = [];
  for (const { 0: run, 1: first, 2: next = '', 3: word, 4: unit, index: at } of text.matchAll(runs)) {
    const to = at + run.length;
    if (first) out.push({ term: first + (next || '$'), at, to: to + next.length });
    else {
      const term = [...word.replaceAll(',', '')].slice(0, 24).join('');
      if (unit && /^[\d.,]+$/.test(word)) out.push({ term: term + unit, at, to: text.indexOf(unit, to) + unit.length });
      out.push({ term, at, to });
    }
  }
  return out;
}

/** What stands in quotation marks must be found as it stands; a mark alone means nothing. @param {string} typed @param {Map<string, string>} [table] @returns {Query} */
const parse = (typed, table) => [...normalise(typed.slice(0, 200), table)[0].replace(/[“”„「」『』]/g, '"').matchAll(parts)].map(({ 0: plain, 1: quoted, index }) => {
  const exact = !!quoted, text = quoted ?? plain, end = index + +exact + text.length, all = terms(text.padStart(end));
  // A character is looked up by itself only where it is all there is: it can begin very many terms. A number without its
  // unit says less than the one with it. A word at the end may go on; a number is complete.
  const units = all.filter(({ term, at }, i) => (term.endsWith('$') ? !all[1] : all[i - 1]?.at !== at)).map((unit) => ({
    ...unit, exact, term: unit.term.replace('$', ''), prefix: unit.term.endsWith('$') || (unit.to === end && /^(?![\d.]+\W?$)[\0-〄]./.test(unit.term)),
  }));
  return { text: text.trim(), exact, units };
}).filter((s) => s.units[0]);

/** Into how many pieces a part of a query must be broken to stand in a text. @param {string} part @param {string} text */
function broken(part, text) {
  let pieces = 0;
  for (let at = 0, to; at < part.length; at = to, pieces += 1) {
    to = part.length;
    while (to > at + 1 && !text.includes(part.slice(at, to))) to -= 1;
  }
  return pieces;
}

/** A source with its matches, or so much of it as says most. @param {string} source @param {string} folded Its Simplified form, if that is another. @param {Query} query @param {number} [length] @returns {Piece[]} */
function cut(source, folded, query, length = source.length) {
  const [text, from] = normalise(folded || source), marks = new Uint8Array(text.length);
  // Whole parts, or else their terms.
  const needles = query.flatMap((s) => (text.includes(s.text) ? s.text : s.units.map((u) => u.term)));
  needles.forEach((needle, i) => {
    // Within a word nothing begins.
    for (let at = -1; (at = text.indexOf(needle, at + 1)) >= 0;) if (!/[\w.]\w/.test(text.slice(at - 1, at + 1))) marks.fill(i + 1, at, at + needle.length);
  });
  let most = 0, start = 0;
  if (length < text.length) {
    // The part with the most different matches, and what stands before them up to a punctuation mark.
    marks.forEach((mark, at) => {
      if (!mark || mark === marks[at - 1]) return;
      const { size } = new Set(marks.slice(at, at + length * 0.75));
      if (size > most) [most, start] = [size, at];
    });
    start -= /** @type {RegExpExecArray} */ (/[^。、,;:!?\n]*$/.exec(text.slice(Math.max(0, start - 24), start)))[0].length;
  }
  /** @type {Piece[]} */
  const pieces = start ? [['……']] : [], end = Math.min(text.length, start + length);
  for (let at = start, to; at < end; at = to) {
    for (to = at + 1; to < end && !marks[to] === !marks[at];) to += 1;
    pieces.push([source.slice(from[at], from[to]).replace(/\s+/g, ' '), marks[at]]);
  }
  return end < text.length ? [...pieces, ['……']] : pieces;
}

/** @param {Response} response */
const bytesOf = async (response) => new Uint8Array(await response.arrayBuffer());

/** @param {Uint8Array} bytes */
const decode = (bytes) => new TextDecoder().decode(bytes);

/** @param {Uint8Array} bytes */
const readJson = (bytes) => JSON.parse(decode(bytes));

/** The indexes, the newest first. @param {Uint8Array} bytes @returns {Root[]} */
function readRoot(bytes) {
  /** @type {Root} */
  const root = readJson(bytes);
  if (root.v !== 2) throw { name: 'VersionError' };
  return (root.delta ? [root.delta, root] : [root]).map((one) => {
    let before = '';
    return { ...one, starts: (one.blocks.match(/.+/g) ?? []).map((line) => before = before.slice(0, +line[0]) + line.slice(1)) };
  });
}

/** Terms with their postings. @param {Uint8Array} bytes @returns {[string, Uint8Array][]} */
function readBlock(bytes) {
  let at = bytes.indexOf(0) + 1;
  return decode(bytes.subarray(0, at - 1)).split('\n').map((line) => {
    const [term, length] = line.split(' ');
    return [term, bytes.subarray(at, at += +length)];
  });
}

/**
 * Chooses what to look up within the number of requests, with its blocks: every character first, then the rest; but common
 * terms, whose postings are long and tell little, only for characters that no other lookup covers.
 * @param {Root} root @param {Unit[]} units
 */
function choose({ starts, common }, units) {
  let end = 0;
  const needed = units.filter(({ at, to }, i) => (at >= end || !(units[i + 1]?.at < to)) && (end = to));
  /** @type {[Unit, number[]][]} */
  const chosen = [], asked = new Set();
  for (const unit of new Set([...needed, ...units.filter((u) => !common.includes(u.term))])) {
    const first = unit.term, last = unit.prefix ? `${first}\uffff` : first;
    const blocks = starts.flatMap((start, b) => (start <= last && !(starts[b + 1] <= first) ? b : [])).slice(0, REQUESTS);
    // A mask has 31 bits.
    if ((asked.size && asked.size + blocks.length > REQUESTS) || chosen.length > 30) continue;
    blocks.forEach((b) => asked.add(b));
    chosen.push([unit, blocks]);
  }
  return chosen;
}

/** Which lookups each of `n` records has, a bit for each, and the sum of their scores. @param {Uint8Array[][]} lookups @param {number} n */
function weigh(lookups, n) {
  const masks = new Uint32Array(n), scores = new Float32Array(n);
  lookups.forEach((lists, bit) => {
    let df = 0;
    for (const list of lists) for (const byte of list) df += +(byte < 128);
    const idf = Math.log(1 + n / df);
    for (const list of lists) {
      for (let i = 0, d = 0; i < list.length;) {
        let posting = 0, shift = 0;
        do { posting |= (list[i] & 127) << shift; shift += 7; } while (list[i++] > 127);
        d += posting >> 2;
        // Of several terms with one beginning only the first counts in full.
        scores[d] += idf * ((posting & 3) + 2) * (masks[d] >>> bit & 1 ? 0.1 : 1);
        masks[d] |= 1 << bit;
      }
    }
  });
  return /** @type {const} */ ([masks, scores]);
}

/** How well a record fits that has the lookups of a mask: its tier, or -1. @param {number} mask @param {Unit[]} units */
function tierOf(mask, units) {
  /** @type {Unit[]} */
  const missing = [], cover = new Uint8Array(256);
  units.forEach((u, bit) => (mask >>> bit & 1 ? cover.fill(1, u.at, u.to) : missing.push(u)));
  return !missing[0] ? 2 : missing.some((u) => u.exact) ? -1 : +missing.every((u) => cover.subarray(u.at, u.to).every(Number));
}

/** Of one tier, what is least broken goes first. @param {Hit} hit */
const order = ({ tier, pieces = BROKEN }) => Math.min(pieces, BROKEN) - 300 * tier;

/** @param {Hit} hit */
const placeOf = ({ root: { places }, d }) => places[d] - 1 / (d + 2) || d;

/**
 * Opens the index whose folder has the address `base`, with a slash at its end; what is shown of it but for texts has `own`,
 * where a copy of the site writes it in its script. @param {string} base @param {string} [own]
 */
function open(base, own = base) {
  /** @type {Map<string, Promise<any>>} */
  const kept = new Map();
  let simplified = '';

  /** Keeps what was made for as long as the page lives. @template T @param {string} name @param {() => Promise<T>} make @returns {Promise<T>} */
  function keep(name, make) {
    if (!kept.has(name)) kept.set(name, make().catch((error) => { kept.delete(name); throw error; }));
    return /** @type {Promise<T>} */ (kept.get(name));
  }

  /** @template T @param {string} path @param {(bytes: Uint8Array) => T} read @param {string} [at] @param {RequestInit} [how] */
  const file = (path, read, at = base, how) => keep(path, async () => {
    const response = await fetch(`${at}${path}.bin`, how);
    if (!response.ok) throw Error(path);
    const bytes = await bytesOf(response);
    // Some hosts unpack by themselves; nothing of ours begins as gzip does. Not by way of a Blob, which goes through another process of the browser.
    return read(bytes[0] !== 31 ? bytes : await bytesOf(new Response(/** @type {ReadableStream} */ (new Response(bytes).body).pipeThrough(new DecompressionStream('gzip')))));
  });

  /** What is shown but for texts. @param {Root} root @param {string} path @returns {Promise<any>} */
  const json = ({ dir }, path) => file(`${dir}/${path}`, readJson, own);

  const shards = () => file('root', readRoot, base, { cache: 'no-cache' });

  /** The table of Traditional characters, where a query may need it. @param {string} typed */
  async function table(typed) {
    const [{ near, dir }] = await shards();
    // GB 2312 holds the Simplified characters and few others.
    simplified ||= new TextDecoder('gbk').decode(Uint8Array.from({ length: 72 * 94 * 2 }, (_, i) => (i & 1 ? 161 + (i >> 1) % 94 : 176 + (i >> 1) / 94)));
    return [...typed.normalize('NFKC')].some((c) => c > '㏿' && (near.includes(c) || !simplified.includes(c)))
      ? file(`${dir}/fold`, (bytes) => new Map(/** @type {any} */ (decode(bytes).match(/../gsu)).map((/** @type {string} */ pair) => [...pair]))) : undefined;
  }

  /** The hits of one index, best first. @param {Root} root @param {Query} query */
  async function ask(root, query) {
    const chosen = choose(root, query.flatMap((s) => s.units)), units = chosen.map(([unit]) => unit);
    const [masks, scores] = weigh(await Promise.all(chosen.map(async ([{ term, prefix }, blocks]) => (
      (await Promise.all(blocks.map((b) => file(`${root.dir}/b/${b}`, readBlock)))).flat().flatMap(([t, list]) => ((prefix ? t.startsWith(term) : t === term) ? list : []))))), root.n);
    for (const d of root.gone) masks[d] = 0;
    const tiers = new Map();
    for (const mask of masks) if (mask && !tiers.has(mask)) tiers.set(mask, tierOf(mask, units));
    // What misses something counts only where nothing is complete, and of that the best.
    const least = +[...tiers.values()].some((tier) => tier > 0);
    // By tier, articles before other records, then by score. Numbers sort many times faster than hits do.
    /** @type {number[]} */
    const keys = [];
    masks.forEach((mask, d) => {
      const tier = mask && tiers.get(mask);
      if (mask && tier >= least) keys.push((MOST - (tier << 18 | +(tier && d < root.articles) << 17 | scores[d] * 16)) * MOST + d);
    });
    return Array.from(new Float64Array(keys).sort().subarray(0, least ? MOST : 999), (key) => {
      const rank = MOST - Math.floor(key / MOST);
      return { root, d: key % MOST, tier: rank >> 18, rank };
    });
  }

  /** @param {string} typed @returns {Promise<[Query, Hit[]]>} */
  const find = (typed) => keep(`?${typed}`, async () => {
    const query = parse(typed, await table(typed)), all = (await Promise.all((await shards()).map((root) => ask(root, query)))).flat().sort((a, b) => b.rank - a.rank);
    // Of those that miss something, not the worst.
    const hits = all.filter(({ tier, rank }) => tier || rank * 2 >= all[0].rank);
    // Up to three counties, indicators or series whose title has something of the query lead; all that the first page
    // shows comes with them.
    const records = hits.filter(({ tier, d, root }) => tier && d >= root.articles).slice(0, 5), cards = await Promise.all([...records, ...hits.slice(0, 10)].map(card));
    const leads = records.filter((_, i) => query.some((s) => s.units.some((u) => normalise(cards[i][5] || cards[i][2])[0].includes(u.term)))).slice(0, 3);
    for (const hit of leads) hit.tier = 3;
    return [query, [...leads, ...hits.filter((h) => h.tier < 3)]];
  });

  /** @param {Hit} hit @returns {Promise<Card>} */
  const card = async ({ root, d }) => (await json(root, `c/${d >> 4}`))[d & 15];

  /** @param {Hit} hit @returns {Promise<Text>} */
  const text = ({ root, d }) => file(`${root.dir}/t/${d}`, readJson);

  /** In how many pieces a record holds the query; as many as it has parts if they stand as they were typed. @param {Hit} hit @param {Query} query */
  async function pieces(hit, query) {
    const [[, , title, , , other], [, all, folded]] = await Promise.all([card(hit), text(hit)]), [whole] = normalise(`${other || title}\n${folded || all}`);
    return query.reduce((sum, s) => {
      const count = broken(s.text, whole);
      return sum + (s.exact && count > 1 ? BROKEN : count);
    }, 0);
  }

  return {
    /** Newest first. Records of a delta go before others of their places. @param {Hit[]} hits */
    byDate: (hits) => hits.toSorted((a, b) => placeOf(a) - placeOf(b)),

    /** Forgets what was fetched. */
    reset: () => kept.clear(),
    card,
    text,
    cut,

    /** Finds what a text asks for. A new edition of the site may have taken the files away: then all is fetched anew. @param {string} typed */
    search: (typed) => find(typed).catch(() => {
      kept.clear();
      return find(typed);
    }),

    /**
     * Looks into the texts of the first hits, and of more where there is reason to: the fewer pieces, the earlier. Hits
     * that must be exact and are not are left out.
     * @param {Query} query @param {Hit[]} hits @param {number} wanted How many are to be shown. @param {number} [more] Further texts to read.
     */
    async checked(query, hits, wanted, more = 30) {
      const strict = query.some((s) => s.exact), tier = hits.find((h) => h.tier < 3)?.tier;
      // Of a single lookup the index tells all.
      if (!query.some((s) => s.units[1])) return hits;
      let at = 0, good = 0;
      for (; hits[at] && at < wanted + (strict ? 4 * more : more) && good < wanted && (at < wanted || strict || hits[at].tier === tier); at += 10) {
        await Promise.all(hits.slice(at, at + 10).map(async (hit) => {
          if (hit.tier) hit.pieces ??= await pieces(hit, query);
          if ((hit.pieces ?? BROKEN) <= query.length + +(tier === 1)) good += 1;
        }));
      }
      return hits.filter((h) => !(/** @type {number} */ (h.pieces) >= BROKEN)).sort((a, b) => order(a) - order(b));
    },

    /** Names that begin as the text does, in characters or pinyin; else those that hold it; else the nearest. @param {string} typed @returns {Promise<Name[]>} */
    async suggest(typed) {
      const q = normalise(typed, await table(typed))[0].replace(/[\s'’]/g, '').replaceAll('ü', 'v');
      /** @type {[text: string, url: string, names: string][]} Its names and readings stand one a line. */
      const rows = await json((await shards())[0], 'lex');
      const found = rows.map(([text, url, names]) => {
        const all = names.split('\n'), how = [names.includes(`\n${q}`), all[1].includes(q), names.includes(q), all.some((n) => n[1] && q.includes(n)),
          [...q].filter((c) => all[1].includes(c)).length * 2 >= q.length].indexOf(true);
        return { how, text, url };
      }).filter((n) => q && n.how + 1).sort((a, b) => a.how - b.how || a.text.length - b.text.length);
      return found.filter((n) => n.how < 4 || found[0].how > 3).slice(0, 5);
    },

    /**
     * Narrows hits by facets, and counts for each value of each how many it would leave with the other facets as they are.
     * @param {Hit[]} hits @param {URLSearchParams} state
     */
    async narrow(hits, state) {
      const roots = await shards();
      await Promise.all(roots.map(async (root) => { root.facets = await json(root, 'f'); }));
      const chosen = [...state].filter(([facet]) => 'ckyi'.includes(facet));
      /** @type {Map<string, Option>} */
      const options = new Map(roots.flatMap(({ facets: [all] }) => all.map((o) => [o[0] + o[1], [...o, 0]])));
      const kept = hits.filter(({ root, d }) => {
        const [all, rows] = root.facets, values = rows[d].map((v) => all[v]);
        const missing = chosen.filter(([facet]) => !values.some(([f, id]) => f === facet && state.getAll(f).includes(id)));
        for (const [f, id] of values) if (missing.every(([facet]) => facet === f)) /** @type {Option} */ (options.get(f + id))[3] += 1;
        return !missing[0];
      });
      return /** @type {[Hit[], Option[]]} */ ([kept, [...options.values()]]);
    },
  };
}

export { normalise, open, parse, terms };
