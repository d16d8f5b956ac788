// Texts and queries as the search compares them: normal form, terms, matches and excerpts. Knows neither the index nor a
// page. `src/search` makes the same terms; `tests/search/tokens.json` holds both to it.
// @ts-check

/**
 * @typedef {{chars: string[], from: number[], to: number[]}} Normal Characters, each with its place in the source.
 * @typedef {{term: string, at: number, to: number, prefix?: boolean}} Unit What is looked up for some characters.
 * @typedef {{at: number, to: number, text: string, exact: boolean}} Segment Characters of a query that belong together.
 * @typedef {{chars: string[], segments: Segment[], units: Unit[]}} Query
 * @typedef {{t: string, m: boolean}} Piece Text, marked or not.
 * @typedef {{at: number, to: number, weight: number}} Match
 */

const LONGEST = 24;
const END = '$';

const GRAM = /[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{323af}]/u;
const WORD = /[\p{Alphabetic}\p{N}]/u;
const MARK = /\p{M}/u;
const DIGIT = /[0-9]/;
const QUOTE = /["“”„「」『』]/;

/** @param {string | undefined} c */
export const isGram = (c) => c !== undefined && GRAM.test(c);
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
export function compare(a, b) {
  if (a === b) return 0;
  const [x, y] = [[...a], [...b]];
  if (x.length && y.length && isGram(x[0]) !== isGram(y[0])) return isGram(x[0]) ? 1 : -1;
  for (let i = 0; i < x.length && i < y.length; i += 1) {
    const by = /** @type {number} */ (x[i].codePointAt(0)) - /** @type {number} */ (y[i].codePointAt(0));
    if (by) return by;
  }
  return x.length - y.length;
}

/** Into how many pieces a segment must be broken to stand in a text. @param {string} segment @param {string} text */
export function broken(segment, text) {
  if (text.includes(segment)) return 1;
  let pieces = 0;
  for (let at = 0; at < segment.length; pieces += 1) {
    let to = at + 1;
    while (to < segment.length && text.includes(segment.slice(at, to + 1))) to += 1;
    at = to;
  }
  return pieces;
}

/** Places of a query in a text: whole segments, or else their terms. @param {Normal} normal @param {Query} query @returns {Match[]} */
export function matches(normal, query) {
  const text = normal.chars.join('');
  // From UTF-16 offsets to characters, which differ beyond the basic plane.
  /** @type {number[] | undefined} */
  let index;
  if (text.length !== normal.chars.length) {
    index = [];
    normal.chars.forEach((c, i) => { for (let n = 0; n < c.length; n += 1) index?.push(i); });
    index.push(normal.chars.length);
  }
  /** @type {Match[]} */
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

/** The part of a source that says most about the query. @param {string} source @param {Normal} normal @param {Query} query @param {number} length @returns {Piece[]} */
export function excerpt(source, normal, query, length) {
  const found = matches(normal, query);
  const from = begin(normal.chars, found.length ? best(found, length) : 0);
  const to = Math.min(normal.chars.length, from + length);
  const pieces = cut(source, normal, found, from, to);
  if (from > 0) pieces.unshift({ t: '……', m: false });
  if (to < normal.chars.length) pieces.push({ t: '……', m: false });
  return pieces;
}

/** Where the window with the most different matches begins. @param {Match[]} found @param {number} length */
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
export function cut(source, normal, found, from, to) {
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
