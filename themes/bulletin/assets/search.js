// Shows what the search engine finds: on the search page, and in the dialog that any page can open.
// @ts-check
/** @typedef {import('./search-engine.js').Engine} Engine */
/** @typedef {import('./search-engine.js').Hit} Hit */
/** @typedef {import('./search-engine.js').Result} Result */
/** @typedef {import('./search-text.js').Piece} Piece */
/** @typedef {import('./search-engine.js').Filters} Filters */
/** @typedef {import('./search-engine.js').Option} Option */
/** @typedef {{engine: Engine, words: Record<string, string>, pages: URL, home: URL}} Setting */

const PAGE = 10;
const WAIT = 80;
const FACETS = /** @type {(keyof Filters)[]} */ (['c', 'k', 'y', 'i']);

/** @param {string} id */
const byId = (id) => document.getElementById(id);

/** Makes an element; texts are never read as HTML. @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} inside */
function make(tag, attributes, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...inside);
  return node;
}

/** @param {Piece[]} pieces */
const marks = (pieces) => pieces.map(({ t, m }) => (m ? make('mark', {}, t) : t));

/** @param {string} words @param {Record<string, string | number>} places */
const fill = (words, places) => words.replace(/\{(\w+)\}/g, (_, name) => String(places[name] ?? ''));

/** Calls `act` with what was typed once the typing pauses; not while an input method composes. @param {HTMLInputElement} input @param {(text: string) => void} act */
function typed(input, act) {
  let timer = 0, composing = false;
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => act(input.value), WAIT);
  };
  input.addEventListener('compositionstart', () => { composing = true; clearTimeout(timer); });
  input.addEventListener('compositionend', () => { composing = false; later(); });
  input.addEventListener('input', (event) => {
    if (!composing && !(/** @type {InputEvent} */ (event).isComposing)) later();
  });
}

/** What the search page says of itself. @param {Document} page @param {URL} at @returns {Promise<Setting & {form: HTMLFormElement}>} */
async function setting(page, at) {
  const form = /** @type {HTMLFormElement} */ (page.getElementById('search'));
  const words = JSON.parse(page.getElementById('search-words')?.textContent ?? '{}');
  /** @param {string} name */
  const url = (name) => new URL(form.dataset[name] ?? '', at);
  const [{ Engine }, text] = await Promise.all([import(url('engine').href), import(url('text').href)]);
  return { engine: new Engine(url('index'), text), words, pages: url('pages'), home: at, form };
}

/** @param {Setting} s @param {unknown} error */
const trouble = ({ words }, error) => (/** @type {Error} */ (error).name === 'VersionError' ? words.version : words.failed);

/** What is said of results. @param {Setting} s @param {Hit[]} hits */
const said = ({ words }, hits) => (hits.length ? hits[0].tier ? words.count : words.some : words.none);

/** The search page. */
async function page() {
  const here = new URL(location.href);
  here.search = here.hash = '';
  const s = await setting(document, here);
  const input = /** @type {HTMLInputElement} */ (byId('q'));
  const part = Object.fromEntries(['results', 'browse', 'status', 'hits', 'pages', 'chips', 'suggest', 'facets', 'filter', 'empty']
    .map((id) => [id, /** @type {HTMLElement} */ (byId(id))]));
  const panel = /** @type {HTMLDetailsElement} */ (part.filter);
  let state = read(), turn = 0, chosen = -1;

  function read() {
    const url = new URLSearchParams(location.search);
    const [c, k, y, i] = FACETS.map((name) => url.getAll(name));
    return { q: url.get('q') ?? '', sort: url.get('sort') === 'date' ? 'date' : '', p: Math.max(1, Number(url.get('p')) || 1), filters: { c, k, y, i } };
  }
  /** @param {Partial<typeof state>} [change] */
  function address(change) {
    const next = { ...state, ...change }, url = new URLSearchParams();
    if (next.q) url.set('q', next.q);
    for (const name of FACETS) for (const id of next.filters[name]) url.append(name, id);
    if (next.sort) url.set('sort', next.sort);
    if (next.p > 1) url.set('p', String(next.p));
    return `./${url.size || url.toString() ? `?${url}` : ''}`;
  }
  /** @param {Partial<typeof state>} change @param {boolean} [keep] Whether to be a step of the history. */
  function go(change, keep = true) {
    const to = address(change = { p: 1, ...change });
    state = { ...state, ...change };
    history[keep ? 'pushState' : 'replaceState'](null, '', to);
    return show();
  }
  async function show() {
    const mine = turn += 1;
    const q = state.q.trim();
    if (document.activeElement !== input) input.value = state.q;
    part.browse.hidden = Boolean(q);
    if (!q) {
      part.results.hidden = true;
      part.status.textContent = '';
      part.empty.replaceChildren();
      part.suggest.replaceChildren();
      part.hits.replaceChildren();
      return;
    }
    part.hits.setAttribute('aria-busy', 'true');
    try {
      await draw(q, () => mine === turn);
    } catch (error) {
      if (mine !== turn) return;
      part.status.textContent = trouble(s, error);
      part.hits.replaceChildren();
    }
    if (mine === turn) part.hits.removeAttribute('aria-busy');
  }
  /** @param {string} q @param {() => boolean} isCurrent */
  async function draw(q, isCurrent) {
    const [result, names] = await Promise.all([s.engine.search(q), s.engine.suggest(q)]);
    const any = FACETS.some((name) => state.filters[name].length > 0);
    const wants = panel.open || any;
    const { hits, options } = await s.engine.narrow(result.hits, state.filters, wants);
    const ordered = state.sort ? await s.engine.byDate(hits) : hits;
    if (!isCurrent()) return;
    part.results.hidden = false;
    part.status.replaceChildren(fill(said(s, hits), { n: hits.length, q }));
    part.suggest.replaceChildren(...names.map((n) => make('li', {}, make('a', { href: new URL(n.url, s.pages).href }, n.text))));
    if (wants) facets(options);
    chips(options);
    for (const button of document.querySelectorAll('[data-sort]')) {
      button.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (button).dataset.sort === state.sort));
    }
    part.empty.replaceChildren(...(hits.length ? [] : advice(result, any)));
    pager(hits.length);
    const start = (state.p - 1) * PAGE;
    const first = await Promise.all(ordered.slice(start, start + PAGE).map((h) => item(h, result, false)));
    if (!isCurrent()) return;
    part.hits.replaceChildren(...first);
    // The order is that of the first page on all pages; only what must be exact is read to the end of this one.
    const wanted = result.query.segments.some((g) => g.exact) ? start + PAGE : PAGE;
    let sure = ordered;
    for (const more of [0, 30]) {
      if (!state.sort) sure = await s.engine.checked(result, ordered, wanted, more);
      const full = await Promise.all(sure.slice(start, start + PAGE).map((h) => item(h, result, true)));
      if (!isCurrent()) return;
      part.hits.replaceChildren(...full);
      if (state.sort) break;
    }
    chosen = -1;
    if (sure.length !== hits.length) {
      part.status.replaceChildren(fill(said(s, sure), { n: sure.length, q }));
      pager(sure.length);
    }
  }
  /** @param {Hit} hit @param {Result} result @param {boolean} text Whether its text has been or may be fetched. */
  async function item(hit, result, text) {
    const card = await s.engine.card(hit);
    const tier = hit.tier === 2 ? '' : hit.tier === 1 ? s.words.covered : s.words.partial;
    const about = [card.line, card.date, tier].filter(Boolean).join('　');
    const title = make('a', { href: new URL(card.url, s.pages).href }, ...marks(await s.engine.marked(card.title, card.folded, result)));
    const li = make('li', { class: card.kind ? 'hit rec' : 'hit' }, make('h3', {}, title));
    if (card.value) li.append(make('p', { class: 'val' }, card.value));
    if (!card.value) li.append(make('p', {}, ...(text ? marks(await s.engine.excerpt(hit, result)) : ['……'])));
    if (about) li.append(make('p', { class: 'sm mut' }, about));
    return li;
  }
  /** What to do where nothing was found. @param {Result} result @param {boolean} narrowed */
  function advice(result, narrowed) {
    const { segments } = result.query;
    const parts = segments.length > 1 ? segments.map((g) => [fill(s.words.drop, { q: g.text }), segments.filter((o) => o !== g).map((o) => o.text).join(' ')]) : [];
    const links = parts.map(([label, q]) => make('li', {}, make('a', { href: address({ q, p: 1 }) }, label)));
    if (narrowed && result.hits.length) links.unshift(make('li', {}, make('a', { href: address({ filters: { c: [], k: [], y: [], i: [] }, p: 1 }) }, s.words.clear)));
    return [make('p', {}, s.words.advice), make('ul', { class: 'tags' }, ...links)];
  }
  /** @param {Record<string, Option[]>} options */
  function facets(options) {
    const had = document.activeElement?.id;
    part.facets.replaceChildren(...FACETS.map((name) => make('fieldset', { class: 'fa' }, make('legend', {}, s.words[name]),
      ...options[name].filter((o) => o.count || state.filters[name].includes(o.id) || options[name].length <= 40)
        .sort((a, b) => (name === 'y' ? 0 : b.count - a.count)).map((o) => {
          const box = /** @type {HTMLInputElement} */ (make('input', { type: 'checkbox', name, value: o.id, id: `f-${name}-${o.id}` }));
          box.checked = state.filters[name].includes(o.id);
          box.disabled = !o.count && !box.checked;
          return make('label', {}, box, o.name, make('span', {}, String(o.count)));
        }))));
    if (had?.startsWith('f-')) byId(had)?.focus();
  }
  /** @param {Record<string, Option[]>} options */
  function chips(options) {
    const all = FACETS.flatMap((name) => state.filters[name].map((id) => {
      const what = options[name]?.find((o) => o.id === id)?.name ?? id;
      const button = make('button', { type: 'button', class: 'btn', 'aria-label': fill(s.words.remove, { what }) }, `${what} ×`);
      button.addEventListener('click', () => go({ filters: { ...state.filters, [name]: state.filters[name].filter((v) => v !== id) } }));
      return make('li', {}, button);
    }));
    if (all.length > 1) {
      const button = make('button', { type: 'button', class: 'btn' }, s.words.clear);
      button.addEventListener('click', () => go({ filters: { c: [], k: [], y: [], i: [] } }));
      all.push(make('li', {}, button));
    }
    part.chips.hidden = !all.length;
    part.chips.replaceChildren(...all);
  }
  /** @param {number} count */
  function pager(count) {
    const last = Math.ceil(count / PAGE), p = state.p;
    /** @param {number} n @param {string} text */
    const link = (n, text) => make('a', { class: 'btn', href: address({ p: n }), 'data-p': String(n), ...(n === p && text === String(n) ? { 'aria-current': 'page' } : {}) }, text);
    const numbers = [...new Set([1, p - 2, p - 1, p, p + 1, p + 2, last])].filter((n) => n >= 1 && n <= last);
    part.pages.hidden = last < 2;
    part.pages.replaceChildren(...(p > 1 ? [link(p - 1, s.words.prev)] : []), ...numbers.map((n) => link(n, String(n))), ...(p < last ? [link(p + 1, s.words.next)] : []));
  }
  /** Moves through the results. @param {number} by */
  function choose(by) {
    const items = [...part.hits.children];
    if (!items.length) return;
    items[chosen]?.classList.remove('sel');
    chosen = Math.max(-1, Math.min(items.length - 1, chosen + by));
    items[chosen]?.classList.add('sel');
    const link = items[chosen]?.querySelector('a');
    if (link) link.focus(); else input.focus();
  }

  typed(input, (q) => { if (q !== state.q) go({ q }, false); });
  s.form.addEventListener('submit', (event) => { event.preventDefault(); go({ q: input.value }); });
  part.facets.addEventListener('change', (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target), name = /** @type {keyof Filters} */ (box.name);
    const others = state.filters[name].filter((v) => v !== box.value);
    go({ filters: { ...state.filters, [name]: box.checked ? [...others, box.value] : others } });
  });
  panel.addEventListener('toggle', () => { if (panel.open && state.q.trim()) show(); });
  part.pages.addEventListener('click', (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest('a');
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go({ p: Number(link.dataset.p) }).then(() => part.status.scrollIntoView({ block: 'center' }));
  });
  document.addEventListener('click', (event) => {
    const sort = /** @type {HTMLElement} */ (event.target).closest('[data-sort]');
    if (sort instanceof HTMLElement) go({ sort: sort.dataset.sort === 'date' ? 'date' : '' });
  });
  document.addEventListener('keydown', (event) => {
    const inside = event.target === input || part.hits.contains(/** @type {Node} */ (event.target));
    if (!inside || event.isComposing || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    choose(event.key === 'ArrowDown' ? 1 : -1);
  });
  // Of the preview: the site is another now.
  addEventListener('fangzhi-change', () => { s.engine.reset(); show(); });
  addEventListener('popstate', () => { state = read(); input.value = state.q; show(); });
  if (FACETS.some((name) => state.filters[name].length)) panel.open = true;
  s.engine.lexicon().catch(() => {});
  await show();
}

/** @type {Promise<{open: () => void}> | undefined} */
let dialog;

/** Opens the dialog. @param {HTMLAnchorElement} link The link to the search page. */
export async function open(link) {
  dialog ??= build(new URL(link.href));
  (await dialog).open();
}

/** Makes the dialog from the template on the search page. @param {URL} home */
async function build(home) {
  const response = await fetch(home);
  if (!response.ok) throw new Error(String(response.status));
  const s = await setting(new DOMParser().parseFromString(await response.text(), 'text/html'), home);
  const box = /** @type {HTMLDialogElement} */ (make('dialog', { class: 'sd', 'aria-label': s.words.dialog }));
  const input = /** @type {HTMLInputElement} */ (make('input', { class: 'in', name: 'q', type: 'search', autocomplete: 'off', role: 'combobox', 'aria-expanded': 'false', 'aria-controls': 'sd-list', 'aria-autocomplete': 'list', 'aria-label': s.words.dialog, placeholder: s.words.hint }));
  const list = make('div', { id: 'sd-list', role: 'listbox', 'aria-label': s.words.results });
  const status = make('p', { class: 'sd-n', role: 'status' });
  const keys = make('footer', {}, ...s.words.keys.split('　').map((k) => make('span', {}, k)));
  const form = make('form', { action: home.href, role: 'search' }, input);
  box.append(form, list, status, keys);
  document.body.append(box);
  let turn = 0;

  /** @returns {HTMLAnchorElement[]} */
  const options = () => [...list.querySelectorAll('a')];
  /** @param {HTMLAnchorElement | undefined} option */
  function select(option) {
    for (const one of options()) one.setAttribute('aria-selected', String(one === option));
    list.querySelector('.sel')?.classList.remove('sel');
    option?.classList.add('sel');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id); else input.removeAttribute('aria-activedescendant');
  }
  /** @param {string} title @param {Node[][]} rows Each a link's inside with its address first. */
  function group(title, rows) {
    return rows.length ? [make('h2', { 'aria-hidden': 'true' }, title), make('ul', { class: 'sdl', role: 'group', 'aria-label': title },
      ...rows.map((row) => make('li', { role: 'none' }, ...row)))] : [];
  }
  /** @param {string} href @param {(Node | string)[]} inside @param {string} small */
  const option = (href, inside, small) => make('a', { role: 'option', href, tabindex: '-1', 'aria-selected': 'false' }, ...inside, ...(small ? [make('small', {}, small)] : []));

  /** @param {string} text */
  async function show(text) {
    const mine = turn += 1, q = text.trim();
    if (!q) { list.replaceChildren(); status.textContent = ''; input.setAttribute('aria-expanded', 'false'); return; }
    try {
      const [result, names] = await Promise.all([s.engine.search(q), s.engine.suggest(q, 3)]);
      const hits = await s.engine.checked(result, result.hits, 8);
      const cards = await Promise.all(hits.slice(0, 8).map((h) => s.engine.card(h)));
      const titles = await Promise.all(cards.map((c) => s.engine.marked(c.title, c.folded, result)));
      if (mine !== turn) return;
      const rows = cards.map((c, i) => ({ c, row: [option(new URL(c.url, s.pages).href, marks(titles[i]), c.value || [c.line, c.date].filter(Boolean).join('　'))] }));
      const known = new Set(cards.filter((c) => c.kind).map((c) => c.url));
      const named = names.filter((n) => !known.has(n.url)).map((n) => [option(new URL(n.url, s.pages).href, [n.text], '')]);
      const all = new URL(home);
      all.searchParams.set('q', q);
      list.replaceChildren(
        ...group(s.words.places, [...named, ...rows.filter(({ c }) => c.kind).map(({ row }) => row)]),
        ...group(s.words.articles, rows.filter(({ c }) => !c.kind).map(({ row }) => row)),
        ...(hits.length ? group(s.words.more, [[option(all.href, [fill(s.words.all, { n: hits.length })], '')]]) : []));
      options().forEach((one, i) => { one.id = `sd-${i}`; });
      status.textContent = fill(said(s, hits), { n: hits.length, q });
      input.setAttribute('aria-expanded', String(options().length > 0));
      select(options()[0]);
    } catch (error) {
      if (mine === turn) status.textContent = trouble(s, error);
    }
  }

  typed(input, show);
  addEventListener('fangzhi-change', () => { s.engine.reset(); show(input.value); });
  input.addEventListener('keydown', (event) => {
    const all = options(), at = all.findIndex((o) => o.classList.contains('sel'));
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      select(all[(at + (event.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length]);
    } else if (event.key === 'Escape') {
      // Left to itself, the key would only empty the field.
      event.preventDefault();
      box.close();
    } else if (event.key === 'Enter' && all[at]) {
      event.preventDefault();
      location.href = all[at].href;
    }
  });
  box.addEventListener('click', (event) => { if (event.target === box) box.close(); });
  return { open: () => { if (!box.open) box.showModal(); input.select(); s.engine.lexicon().catch(() => {}); } };
}

if (byId('search')) page();
