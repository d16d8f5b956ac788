// The search page: what its address asks for, and every change of it.
// @ts-check

/** @typedef {import('./search.js').Kit} Kit */
/** @typedef {import('./search-engine.js').Hit} Hit */
/** @typedef {import('./search-engine.js').Query} Query */

const PAGE = 10;
const EXCERPT = 96;

/** Shows it; resolves when what the address asks for is there. @param {Kit} kit */
export function show({ engine, words, load, make, say, marks, href, item, count, trouble, typed }) {
  /** @param {string} id */
  const part = (id) => /** @type {HTMLInputElement} */ (document.getElementById(id));
  const input = part('q'), list = part('hits'), status = part('status'), panel = part('filter'), main = part('main');
  let state = new URLSearchParams(location.search), turn = 0;
  /** @type {Promise<typeof import('./search-facets.js')> | undefined} */
  let facets;
  const asked = () => state.get('q') ?? '', pageNumber = () => Number(state.get('p')) || 1;

  /** The address with something changed, on its first page. @param {Record<string, string | number>} change */
  function to(change) {
    const next = new URLSearchParams(state);
    for (const [name, value] of Object.entries({ p: '', ...change })) if (value) next.set(name, String(value)); else next.delete(name);
    return `?${next}`;
  }
  /** @param {string} address @param {'pushState' | 'replaceState'} [step] */
  function go(address, step = 'pushState') {
    history[step](null, '', `./${address}`);
    return read();
  }
  async function read() {
    state = new URLSearchParams(location.search);
    const q = asked().trim(), mine = turn += 1;
    if (document.activeElement !== input) input.value = asked();
    part('browse').hidden = Boolean(q);
    part('results').hidden = !q;
    try {
      if (q) await draw(q, () => mine === turn);
      else for (const one of [status, list, part('empty'), part('suggest'), part('chips')]) one.replaceChildren();
    } catch (error) {
      if (mine !== turn) return;
      status.textContent = trouble(/** @type {Error} */ (error));
      list.replaceChildren();
    }
    if (mine === turn) list.removeAttribute('aria-busy');
  }
  /** @param {string} q @param {() => boolean} isCurrent */
  async function draw(q, isCurrent) {
    list.setAttribute('aria-busy', 'true');
    const chosen = ['c', 'k', 'y', 'i'].some((name) => state.has(name)), byDate = state.has('sort');
    panel.toggleAttribute('open', chosen || panel.hasAttribute('open'));
    if (panel.hasAttribute('open')) facets ??= load('facets');
    const [{ query, hits: found }, names, more] = await Promise.all([engine.search(q), engine.suggest(q), facets]);
    const narrowed = await more?.narrow(engine, found, state);
    let hits = narrowed?.hits ?? found;
    if (byDate) hits = [...hits].sort((a, b) => a.place - b.place || a.s - b.s || a.d - b.d);
    if (!isCurrent()) return;
    part('suggest').replaceChildren(...names.map((n) => make('li', {}, make('a', { href: href(n.url) }, n.text))));
    if (narrowed) more?.draw(narrowed.options, state, { make, say });
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll('[data-sort]'))) button.setAttribute('aria-pressed', String(byDate === (button.dataset.sort === 'date')));
    part('empty').replaceChildren(...(hits.length ? [] : advice(query, found.length > 0)));
    // The order is that of the first page on all pages; only what must be exact is read to the end of this one.
    const start = (pageNumber() - 1) * PAGE, wanted = PAGE + (query.segments.some((g) => g.exact) ? start : 0);
    // The texts come while the titles are shown.
    for (const hit of hits.slice(start, start + PAGE)) engine.text(hit).catch(() => {});
    for (const further of [-1, 0, 30]) {
      if (!byDate && further >= 0) hits = await engine.checked(query, hits, wanted, further);
      const items = await Promise.all(hits.slice(start, start + PAGE).map((hit) => entry(hit, query, further >= 0)));
      if (!isCurrent()) return;
      list.replaceChildren(...items);
      status.textContent = count(hits, q);
      pager(Math.ceil(hits.length / PAGE));
    }
  }
  /** @param {Hit} hit @param {Query} query @param {boolean} more Whether its text may be fetched. */
  async function entry(hit, query, more) {
    const { kind, path, value, title, about } = await item(hit, query), [folded, head, body] = value || !more ? [0, ''] : await engine.text(hit);
    return make('li', { class: kind ? 'hit rec' : 'hit' },
      make('h3', {}, make('a', { href: href(path) }, ...title)),
      make('p', { class: value && 'val' }, ...(value ? [value] : more ? await marks(body || head, folded, query, EXCERPT) : ['……'])),
      make('p', { class: 'sm mut' }, about, ['　' + words.partial, '　' + words.covered][hit.tier] ?? ''));
  }
  /** What to do where nothing was found. @param {Query} query @param {boolean} narrowed */
  function advice({ segments }, narrowed) {
    const links = segments.length > 1 ? segments.map((g) => [to({ q: segments.filter((o) => o !== g).map((o) => o.text).join(' ') }), say('drop', { q: g.text })]) : [];
    if (narrowed) links.unshift([`?${new URLSearchParams({ q: asked() })}`, words.clear]);
    return [make('p', {}, words.advice), make('ul', { class: 'tags' }, ...links.map(([address, text]) => make('li', {}, make('a', { href: address }, text))))];
  }
  /** @param {number} last */
  function pager(last) {
    const p = pageNumber(), nav = part('pages');
    /** @param {number} n @param {string} [text] */
    const link = (n, text = String(n)) => make('a', { class: 'btn', href: to({ p: n }), 'aria-current': n === p ? 'page' : undefined }, text);
    const numbers = [...new Set([1, p - 2, p - 1, p, p + 1, p + 2, last])].filter((n) => n > 0 && n <= last);
    nav.hidden = last < 2;
    nav.replaceChildren(...(p > 1 ? [link(p - 1, words.prev)] : []), ...numbers.map((n) => link(n)), ...(p < last ? [link(p + 1, words.next)] : []));
  }

  typed(input, (q) => { if (q !== asked()) go(to({ q }), 'replaceState'); });
  main.addEventListener('submit', (event) => { event.preventDefault(); go(to({ q: input.value })); });
  main.addEventListener('change', ({ target }) => {
    const { form } = /** @type {HTMLInputElement} */ (target);
    if (form?.id !== 'facets') return;
    const kept = [...state].filter(([name]) => name === 'q' || name === 'sort');
    go(`?${new URLSearchParams([...kept, .../** @type {Iterable<[string, string]>} */ (new FormData(form))])}`);
  });
  main.addEventListener('click', (event) => {
    const link = /** @type {HTMLAnchorElement} */ (/** @type {Element} */ (event.target).closest('a[href^="?"],[data-sort]'));
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(link.search ?? to({ sort: link.dataset.sort ?? '' }));
    if (link.closest('nav')) status.scrollIntoView({ block: 'center' });
  });
  main.addEventListener('keydown', (event) => {
    const stops = [input, ...list.querySelectorAll('a')], at = stops.indexOf(/** @type {HTMLInputElement} */ (event.target));
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0 || !by || event.isComposing) return;
    event.preventDefault();
    stops[at + by]?.focus();
  });
  panel.addEventListener('toggle', read);
  addEventListener('popstate', () => { input.blur(); read(); });
  // Of a preview: the site is another now.
  addEventListener('fangzhi-change', () => { engine.reset(); read(); });
  engine.suggest('').catch(() => {});
  return read();
}
