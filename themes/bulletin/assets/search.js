// Searching, as a reader sees it: the search page, and the dialog that any page can open. `search-engine.js` finds.
// @ts-check

/**
 * @typedef {import('./search-engine.js').Engine} Engine
 * @typedef {import('./search-engine.js').Hit} Hit
 * @typedef {import('./search-engine.js').Query} Query
 * @typedef {import('./search-engine.js').Option} Option
 */

const PAGE = 10, EXCERPT = 96;
/** Hits in the dialog. */
const LENGTH = 8;
/** @type {Record<string, number | undefined>} */
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** @type {Engine} */
let engine;
/** @type {Record<string, string>} */
let words;
/** Where the pages of the site lie. @type {string} */
let pages;
/** The language of texts that are Simplified, where there are such. @type {string | undefined} */
let lang;
/** The last query wins. */
let turn = 0;

/** @param {string} id */
const part = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));

/** Makes an element; texts are never read as HTML. @param {string} tag @param {any} has @param {(Node | string | number)[]} inside */
function make(tag, has, ...inside) {
  const node = Object.assign(document.createElement(tag), has);
  node.append(.../** @type {string[]} */ (inside));
  return node;
}

/** @param {string} id @param {(Node | string)[]} inside */
const fill = (id, ...inside) => part(id).replaceChildren(...inside);

/** @param {string} name @param {number} n @param {string} q */
const say = (name, n, q) => words[name].replace('{n}', /** @type {any} */ (n)).replace('{q}', () => q);

/** A text with its matches. @param {import('./search-engine.js').Piece[]} pieces */
const marks = (pieces) => pieces.map(([text, mark]) => (mark ? make('mark', {}, text) : text));

/** A hit: its kind, its figure, its link, and what to say of it. @param {Hit} hit @param {Query} query */
async function row(hit, query) {
  const [kind, path, title, line, value, folded] = await engine.card(hit);
  return /** @type {const} */ ([kind, value, make('a', { href: pages + path, ...(folded && { lang: 'zh-Hant' }) }, ...marks(engine.cut(title, folded, query))), `${line}　${words[hit.tier] ?? ''}`]);
}

/** Links to names. @param {import('./search-engine.js').Name[]} names */
const named = (names) => names.map((n) => make('a', { href: pages + n.url }, n.text));

/** @param {string} q @returns {Promise<[[Query, Hit[]], import('./search-engine.js').Name[]]>} */
const ask = (q) => Promise.all([engine.search(q), engine.suggest(q)]);

/** Draws what `find` gives, unless something else is asked meanwhile. @param {HTMLElement} list @param {HTMLElement} status @param {(isCurrent: () => boolean) => Promise<unknown>} find */
async function draw(list, status, find) {
  const mine = turn += 1, isCurrent = () => mine === turn;
  list.ariaBusy = 'true';
  await find(isCurrent).catch((error) => {
    if (isCurrent()) status.textContent = words[error.name] ?? words.failed;
  });
  if (isCurrent()) list.ariaBusy = null;
}

/** A button that sends nothing. @param {string} text @param {() => void} onclick */
const button = (text, onclick) => make('button', { type: 'button', onclick }, text);

/** @param {Hit[]} hits @param {string} q */
const count = (hits, q) => say(hits[0] ? (hits[0].tier ? 'count' : 'some') : 'none', hits.length, q);

/** Calls `act` once typing pauses; not while an input method composes. @param {HTMLInputElement} input @param {() => void} act */
function typed(input, act) {
  /** @type {any} */
  let timer;
  for (const name of ['input', 'compositionend']) {
    input.addEventListener(name, (event) => {
      clearTimeout(timer);
      if (!(/** @type {InputEvent} */ (event).isComposing)) timer = setTimeout(act, 80);
    });
  }
  // Of a preview: the site is another now.
  addEventListener('fangzhi-change', () => { engine.reset(); act(); });
}

/** Takes what there is to know from the search page. @param {Document} there @param {string} at Its address. */
async function begin(there, at) {
  const { dataset } = /** @type {HTMLElement} */ (there.getElementById('search'));
  /** @param {string | undefined} path */
  const url = (path) => new URL(/** @type {string} */ (path), at).href;
  words = JSON.parse(/** @type {string} */ (dataset.words));
  pages = url(dataset.pages);
  lang = dataset.lang;
  engine = (await import(url(dataset.engine))).open(url(dataset.index), url(dataset.own));
  engine.suggest('').catch(() => {});
}

/** The search page: what its address asks for, and every change of it. */
function page() {
  const form = /** @type {any} */ (part('search'));
  const list = part('hits'), status = part('status'), panel = /** @type {HTMLDetailsElement} */ (/** @type {HTMLElement} */ (part('filter'))), sets = panel.querySelectorAll('fieldset');
  /** @type {URLSearchParams} */
  let state;

  /** Goes to what the form asks for. @param {HTMLElement | null} [button] @param {'pushState' | 'replaceState'} [step] */
  function go(button, step = 'pushState') {
    const asked = [...new FormData(form, button)].filter(([, value]) => value), address = `?${new URLSearchParams(/** @type {[string, string][]} */ (asked))}`;
    history[address === location.search ? 'replaceState' : step](0, '', address);
    read();
  }
  function read() {
    state = new URLSearchParams(location.search);
    form.q.value = state.get('q') ?? '';
    form.sort.value = state.get('sort') ?? '';
    draw(list, status, find);
  }
  /** @param {() => boolean} isCurrent */
  async function find(isCurrent) {
    const q = form.q.value, byDate = form.sort.value, p = Number(state.get('p')) || 1, start = (p - 1) * PAGE;
    panel.open ||= /[?&][ckyi]=/.test(location.search);
    /** @type {Option[] | undefined} */
    let options, [[query, hits], names] = await ask(q);
    if (panel.open) [hits, options] = await engine.narrow(hits, state);
    if (byDate) hits = engine.byDate(hits);
    // The order is that of the first page on all pages; only what must be exact is read to the end of this one.
    const wanted = PAGE + (query.some((g) => g.exact) ? start : 0);
    // The texts come while the titles are shown, which have been asked for before: a host answers few requests at a time.
    for (const hit of hits.slice(start, start + PAGE)) engine.text(hit).catch(() => {});
    for (const further of [-wanted, 0, 30]) {
      if (!byDate) hits = await engine.checked(query, hits, wanted, further);
      const items = await Promise.all(hits.slice(start, start + PAGE).map((hit) => entry(hit, query, further >= 0)));
      if (!isCurrent()) return;
      list.replaceChildren(...items);
      fill('empty', ...(hits[0] || !q ? [] : advice(query)));
      fill('suggest', ...named(names));
      status.textContent = q && count(hits, q);
      pager(p, Math.ceil(hits.length / PAGE));
      if (options) filter(options);
    }
  }
  /** @param {Hit} hit @param {Query} query @param {boolean} more Whether its text may be fetched. */
  async function entry(hit, query, more) {
    const [, value, link, about] = await row(hit, query), [at, text, folded] = value || !more ? [0, '……', ''] : await engine.text(hit);
    return make('li', {}, make('h3', {}, link),
      make('p', value ? { className: 'val' } : folded ? { lang: 'zh-Hant' } : lang && { lang }, ...(value ? [value] : marks(engine.cut(text.slice(at), folded.slice(at), query, EXCERPT)))), make('p', {}, about));
  }
  /** What to do where nothing was found. @param {Query} query */
  const advice = (query) => [words.advice, ...(query[1] ? query : []).map((g) => button(say('drop', 0, g.text), () => {
    form.q.value = query.filter((o) => o !== g).map((o) => o.text).join(' ');
    go();
  }))];
  /** @param {number} p @param {number} last */
  function pager(p, last) {
    const numbers = [...new Set([1, p - 1, p, p + 1, last])].filter((n) => n > 0 && n <= last);
    /** @param {number} n @param {string | number} text */
    const to = (n, text) => make('button', { name: 'p', value: n, ariaCurrent: n === p && 'page' }, text);
    fill('pages', ...numbers.flatMap((n, i) => [n - numbers[i - 1] > 1 ? '…' : '', to(n, n)]), ...(p < last ? [to(p + 1, words.next)] : []));
  }
  /** The options, and what of them is chosen. @param {Option[]} options */
  function filter(options) {
    const focused = /** @type {Element} */ (document.activeElement).id;
    /** @type {HTMLElement[]} */
    const chips = [];
    for (const set of sets) {
      set.replaceChildren(/** @type {Node} */ (set.firstChild), ...options.flatMap(([name, value, text, count]) => {
        const checked = state.getAll(name).includes(value), id = `f-${name}-${value}`;
        if (name !== set.name) return [];
        if (checked) chips.push(make('label', { htmlFor: id }, `${text} ×`));
        return make('label', {}, make('input', { type: 'checkbox', name, value, id, checked, disabled: !checked && !count }), text, make('span', {}, count));
      }));
    }
    if (chips[0]) chips.push(button(words.clear, () => { for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (panel.querySelectorAll(':checked'))) box.checked = false; go(); }));
    fill('chips', ...chips);
    part(focused)?.focus();
  }

  typed(form.q, () => go(null, 'replaceState'));
  form.onsubmit = (/** @type {any} */ event) => {
    event.preventDefault();
    go(event.submitter);
    if (event.submitter.name) status.focus();
  };
  form.onchange = (/** @type {Event} */ { target }) => { if (target !== form.q) go(); };
  form.onkeydown = (/** @type {any} */ event) => {
    const stops = [form.q, ...list.querySelectorAll('a')], at = stops.indexOf(event.target), by = STEPS[event.key];
    if (at < 0 || !by || event.isComposing) return;
    event.preventDefault();
    stops[at + by]?.focus();
  };
  panel.ontoggle = read;
  onpopstate = read;
  // What was typed before the script was there counts.
  if (location.search) read(); else go(null, 'replaceState');
}

/** The dialog: counties and indicators first. A combobox with a list of links. @param {Document} there The search page. @param {string} home Its address. */
function build(there, home) {
  const box = /** @type {HTMLDialogElement} */ (there.querySelector('template')?.content.firstElementChild);
  document.body.append(box);
  const input = part('sd-q'), status = part('sd-status'), groups = box.querySelectorAll('[role=group]');
  /** @type {HTMLFormElement} */ (input.form).action = home;
  /** @type {HTMLElement[]} */
  let options = [];
  let at = 0;

  /** @param {number} n */
  function select(n) {
    at = (n + options.length) % options.length;
    options.forEach((one, i) => Object.assign(one, { id: `sd-${i}`, role: 'option', tabIndex: -1, ariaSelected: i === at }));
    options[at]?.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', options[at]?.id ?? '');
  }
  const look = () => draw(box, status, async (isCurrent) => {
    const q = input.value, [[query, all], names] = await ask(q);
    const hits = await engine.checked(query, all, LENGTH), rows = await Promise.all(hits.slice(0, LENGTH).map((hit) => row(hit, query)));
    if (!isCurrent()) return;
    groups[0].replaceChildren(...named(names).filter((a) => rows.every((r) => r[2].href !== a.href)));
    groups[1].replaceChildren();
    for (const [kind, value, link, about] of rows) {
      link.append(make('small', {}, value || about));
      groups[kind ? 0 : 1].append(link);
    }
    options = [...box.querySelectorAll('a')];
    // Names may be all there is: of pinyin.
    status.textContent = q && (hits[0] || !options[0]) ? count(hits, q) : '';
    select(0);
  });

  typed(input, look);
  input.onkeydown = (event) => {
    const by = STEPS[event.key];
    if (event.isComposing || !(by || (event.key === 'Enter' && options[0]))) return;
    event.preventDefault();
    if (by) select(at + by); else options[at].click();
  };
  box.onclick = (event) => { if (event.target === box) box.close(); };
  return () => {
    if (!box.open) box.showModal();
    input.select();
  };
}

/** @type {Promise<() => void> | undefined} */
let dialog;

/** Opens the dialog. @param {HTMLAnchorElement} link The link to the search page. */
export async function open({ href }) {
  dialog ??= (async () => {
    const there = new DOMParser().parseFromString(await (await fetch(href)).text(), 'text/html');
    await begin(there, href);
    return build(there, href);
  })();
  (await dialog)();
}

if (part('search')) begin(document, location.href).then(page);
