// Texts and queries as the search compares them: normal form, terms, matches and excerpts. Knows neither the index nor a
// page. `src/search` makes the same terms; `tests/search/tokens.json` holds both to it.
// @ts-check

/**
 * @typedef {{text: string, from: number[], to: number[]}} Normal Text, each UTF-16 unit with its place in the source.
 * @typedef {{term: string, at: number, to: number, prefix?: boolean, exact?: boolean}} Unit What is looked up for a part of a query.
 * @typedef {{text: string, exact: boolean, units: Unit[]}} Segment What belongs together in a query.
 * @typedef {{segments: Segment[], units: Unit[]}} Query
 * @typedef {[text: string, marked?: boolean]} Piece
 * @typedef {{at: number, to: number, weight: number}} Match
 */

const LONGEST = 24;
const QUERY = 200;
const END = '$';

const GRAM = '[\\u3005-\\u3007\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc-\\u30fe\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{323af}]';
const WORD = '[\\p{Alphabetic}\\p{N}]';
/** @param {string} source @param {string} [flags] */
const pattern = (source, flags) => new RegExp(source, `u${flags ?? ''}`);

const first = pattern(`^${GRAM}`);
const runs = pattern(`${GRAM}+|(?:(?!${GRAM})${WORD}|(?<=\\d)\\.(?=\\d)|(?<=\\d),(?=\\d{3}(?!\\d)))+`, 'g');
const unitAfter = pattern(`^ *([%‰]|${GRAM})`);
const parts = pattern(`"([^"]+)"|(?:${WORD}|${GRAM}|(?<=\\d)(?:[%‰]|[.,](?=\\d)))+`, 'g');

/** Whether a text begins with a character that is written without spaces. @param {string} text */
export const isGram = (text) => first.test(text);

/**
 * Normalises a text: NFKC of a character with its marks, Simplified where a table is given, lower case.
 * @param {string} source @param {Map<string, string>} [table] @returns {Normal}
 */
export function normalise(source, table) {
  /** @type {Normal} */
  const out = { text: '', from: [], to: [] };
  let at = 0;
  for (const cluster of source.match(/.\p{M}*/gsu) ?? []) {
    const end = at + cluster.length;
    // Most characters stay as they are; to ask for each would take the time of all else.
    for (const c of /^[\0-\x7f\u4e00-\u9fff]$/.test(cluster) ? cluster : cluster.normalize('NFKC')) {
      const lower = (table?.get(c) ?? c).toLowerCase();
      out.text += lower;
      for (let n = lower.length; n; n -= 1) { out.from.push(at); out.to.push(end); }
    }
    at = end;
  }
  return out;
}

/** The terms of a normalised text, with their places. @param {string} text */
export function terms(text) {
  /** @type {Unit[]} */
  const out = [];
  for (const { 0: run, index } of text.matchAll(runs)) {
    let at = index, to = at + run.length;
    if (isGram(run)) {
      const chars = [...run];
      chars.forEach((c, i) => {
        const next = chars[i + 1] ?? '';
        out.push({ term: c + (next || END), at, to: at + c.length + next.length });
        at += c.length;
      });
    } else {
      const term = [...run.replaceAll(',', '')].slice(0, LONGEST).join('');
      const unit = /^[\d.,]+$/.test(run) && unitAfter.exec(text.slice(to));
      if (unit) out.push({ term: term + unit[1], at, to: to + unit[0].length });
      out.push({ term, at, to });
    }
  }
  return out;
}

/**
 * Reads a query: its segments must all be found, quoted ones as they stand. A quotation mark without its partner means nothing.
 * @param {string} typed @param {Map<string, string>} [table] @returns {Query}
 */
export function parse(typed, table) {
  const text = normalise(typed.slice(0, QUERY), table).text.replace(/[“”„「」『』]/g, '"');
  /** @type {Segment[]} */
  const segments = [];
  for (const { 0: plain, 1: quoted, index } of text.matchAll(parts)) {
    const exact = Boolean(quoted), part = quoted ?? plain, start = index + Number(exact);
    const units = lookups(part).map((u) => ({ ...u, exact, at: u.at + start, to: u.to + start }));
    if (units.length) segments.push({ text: part.trim(), exact, units });
  }
  return { segments, units: segments.flatMap((s) => s.units) };
}

/** What is looked up of a segment. @param {string} text */
function lookups(text) {
  const all = terms(text);
  return all.filter((unit, i) => {
    // A character is looked up by itself only where it is all there is: it can begin very many terms.
    if (unit.term.endsWith(END)) return all.length === 1;
    // The number without its unit says less than the one with it.
    return isGram(unit.term) || all[i - 1]?.at !== unit.at;
  }).map((unit) => {
    const word = !isGram(unit.term) && unit.to === text.length && unit.term.length > 1 && !/^[\d.]+(%|\P{ASCII})?$/u.test(unit.term);
    return { ...unit, term: unit.term.replace(END, ''), prefix: word || unit.term.endsWith(END) };
  });
}

/** Terms sort by their keys: by code points, those that begin with a gram character after all others. @param {string} term */
export const key = (term) => Number(isGram(term)) + [...term].map((c) => String(c.codePointAt(0)).padStart(7, '0')).join('');

/** Into how many pieces a segment must be broken to stand in a text. @param {string} segment @param {string} text */
export function broken(segment, text) {
  let pieces = 0;
  for (let at = 0, to; at < segment.length; at = to, pieces += 1) {
    to = segment.length;
    while (to > at + 1 && !text.includes(segment.slice(at, to))) to -= 1;
  }
  return pieces;
}

/** Places of a query in a text: whole segments, or else their terms. @param {string} text @param {Query} query */
function matches(text, query) {
  /** @type {Match[]} */
  const found = [];
  /** @param {string} needle @param {number} weight */
  const add = (needle, weight) => {
    let at = text.indexOf(needle);
    const any = at >= 0;
    for (; at >= 0; at = text.indexOf(needle, at + needle.length)) found.push({ at, to: at + needle.length, weight });
    return any;
  };
  for (const { text: whole, units } of query.segments) {
    if (!add(whole, 8 * whole.length)) for (const { term } of units) add(term, 1 + term.length);
  }
  return found.sort((a, b) => a.at - b.at || b.to - a.to);
}

/** Where the window with the most different matches begins. @param {string} text @param {Match[]} found @param {number} length */
function best(text, found, length) {
  let most = 0, start = 0;
  found.forEach(({ at }, i) => {
    const near = found.slice(i, i + 20).filter((m) => m.to <= at + length * 0.75);
    const sum = [...new Map(near.map((m) => [text.slice(m.at, m.to), m.weight])).values()].reduce((a, b) => a + b, 0);
    if (sum > most) { most = sum; start = at; }
  });
  return start;
}

/**
 * A source with its matches, or as much of it as says most about the query.
 * @param {string} source @param {Normal} normal @param {Query} query @param {number} [length] @returns {Piece[]}
 */
export function cut(source, { text, from, to }, query, length) {
  const found = matches(text, query);
  let start = 0, end = text.length;
  if (length && length < end) {
    const at = best(text, found, length);
    // After punctuation not far before.
    const lead = /[。、,;:!?\n][^。、,;:!?\n]*$/.exec(text.slice(Math.max(0, at - 24), at));
    start = at < 24 ? 0 : at - (lead ? lead[0].length - 1 : 12);
    end = Math.min(end, start + length);
  }
  /** @type {Piece[]} */
  const pieces = start ? [['……']] : [];
  /** @param {number} a @param {number} b @param {boolean} [marked] */
  const push = (a, b, marked) => { if (b > a) pieces.push([source.slice(from[a], to[b - 1]).replace(/\s+/g, ' '), marked]); };
  let at = start;
  for (const match of found) {
    const a = Math.max(match.at, at), b = Math.min(match.to, end);
    if (b <= a) continue;
    push(at, a);
    push(a, b, true);
    at = b;
  }
  push(at, end);
  if (end < text.length) pieces.push(['……']);
  return pieces;
}
