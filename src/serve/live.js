// Keeps an open page of the preview up to date and shows what is wrong with the site. In every page that `fangzhi watch`
// serves, in none that `build` writes. It shares nothing with the theme: the overlay has a shadow root and a style of
// its own.
(() => {
  'use strict';

  const own = document.currentScript.src.split('?')[1] ?? '';
  const WORDS = {
    zh: {
      stopped: (n, of, since) => `生成中断　第${n}处，共${of}处${since ? `　　上次成功生成 ${since}，页面停留在该版本` : ''}`,
      warned: (n, of) => `提醒　第${n}处，共${of}处`,
      others: n => `其余 ${n} 处`,
      error: '错误', warning: '提醒',
      open: '在编辑器中打开', copy: '复制错误', copied: '已复制', close: '收起',
      keys: [['N', '下一处'], ['O', '打开'], ['Esc', '收起']],
      retry: '保存文件后自动重试。',
      source: '出错位置的源文件片段',
      errors: n => `${n}处错误`, warnings: n => `${n}条提醒`,
      lost: '预览已断开，正在重新连接',
    },
    en: {
      stopped: (n, of, since) => `Build stopped: ${n} of ${of}${since ? ` · last good build at ${since}, shown below` : ''}`,
      warned: (n, of) => `Warning ${n} of ${of}`,
      others: n => `${n} more`,
      error: 'error', warning: 'warning',
      open: 'Open in editor', copy: 'Copy', copied: 'Copied', close: 'Close',
      keys: [['N', 'next'], ['O', 'open'], ['Esc', 'close']],
      retry: 'Tried again when the file is saved.',
      source: 'The source around the mistake',
      errors: n => (n === 1 ? '1 error' : `${n} errors`), warnings: n => (n === 1 ? '1 warning' : `${n} warnings`),
      lost: 'The preview is gone; trying to reach it',
    },
  };
  const STYLE = `
:host{all:initial!important}
.ov,.bg{--p:#fff;--i:#16181b;--m:#626971;--t:#f3f4f4;--r:#d3d7da;--z:#b01318;--zt:#fbebe9;--w:#8a5a00;color:var(--i);font:16px/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color-scheme:light}
@media (prefers-color-scheme:dark){:host(:not([data-theme=light])) :is(.ov,.bg){--p:#131517;--i:#ecedee;--m:#9aa1a8;--t:#1d2023;--r:#383d42;--z:#ff6f61;--zt:#3a1d1b;--w:#e0b050;color-scheme:dark}}
:host([data-theme=dark]) :is(.ov,.bg){--p:#131517;--i:#ecedee;--m:#9aa1a8;--t:#1d2023;--r:#383d42;--z:#ff6f61;--zt:#3a1d1b;--w:#e0b050;color-scheme:dark}
*{box-sizing:border-box}
.ov{position:fixed;inset:0;z-index:2147483647;overflow:auto;padding:clamp(0px,4vh,48px) clamp(0px,3vw,48px);background:rgb(10 12 14/.62);overscroll-behavior:contain}
.ov>div{max-width:1024px;margin:0 auto;background:var(--p);border-top:6px solid var(--z);padding:20px clamp(16px,3vw,32px) 24px}
.ov.wn>div{border-top-color:var(--w)}
h1{font-size:22px;font-weight:700;line-height:1.5;margin:2px 0;overflow-wrap:anywhere}h2{font-size:16px;font-weight:700;line-height:1.6;margin:0 0 8px}
small{font-size:13px;color:var(--m)}kbd{font:inherit;border:1px solid var(--r);padding:0 5px;margin-right:4px}
code{font-family:ui-monospace,Menlo,Consolas,"Noto Sans Mono CJK SC",monospace;text-autospace:no-autospace}
a{color:inherit;word-break:break-all;text-underline-offset:.25em}.at{white-space:nowrap}
pre{margin:16px 0;padding:10px 0;overflow-x:auto;background:var(--t);font-size:15px;line-height:1.75}pre span{display:block;min-width:max-content;padding-right:16px}
pre span::before{content:attr(data-n);display:inline-block;width:51px;margin-right:18px;text-align:right;color:var(--m)}.bad{background:var(--zt);box-shadow:inset 3px 0 var(--z)}
u{text-decoration:underline wavy var(--z) 1.5px;text-underline-offset:.3em;font-weight:700}u:empty{border-left:2px solid var(--z)}
p{margin:0 0 24px}ol{margin:0 0 20px;padding:0;list-style:none}li{border-top:1px solid var(--r);padding:10px 0;display:grid;grid-template-columns:72px 1fr}
button{font:inherit;font-size:15px;color:inherit;background:none;border:1px solid var(--m);padding:5px 14px;margin:0 6px 10px 0;min-height:36px;cursor:pointer}.act button:first-child{background:var(--i);color:var(--p);border-color:var(--i)}
li button{all:unset;cursor:pointer;text-decoration:underline;text-decoration-color:var(--m);text-underline-offset:.25em}
:focus-visible{outline:3px solid var(--i);outline-offset:2px}
.bg{position:fixed;right:16px;bottom:16px;z-index:2147483646;display:flex;gap:8px}.bg button{margin:0;background:var(--p);border:1px solid var(--w);border-left:4px solid var(--w);box-shadow:0 2px 8px rgb(0 0 0/.2)}.bg button.er{border-color:var(--z)}
.bg span{background:var(--p);border:1px solid var(--m);padding:5px 14px;font-size:15px;align-self:center}
@media (max-width:480px){li{grid-template-columns:1fr}}
@media print{.ov,.bg{display:none}}`;

  let told = null; // the state last told by the server
  let at = 0; // the problem shown
  let closed = ''; // the problems that the editor has put away
  let isOpen = false;
  let isLost = false;
  let before = null; // what had the focus

  const host = document.createElement('fangzhi-preview');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  /** An element with attributes and children; texts are texts, never markup. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'onclick') element.addEventListener('click', value);
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  const words = () => WORDS[told?.lang] ?? WORDS.zh;
  const place = p => [p.file, ...(p.at ?? [])].join(':');

  function link({ place: p }) {
    const code = make('code', {}, p.at ? `${p.file}:` : p.file);
    if (p.at) code.append(make('span', { class: 'at' }, make('b', {}, p.at[0]), ':', make('b', {}, p.at[1])));
    return p.link ? make('a', { href: p.link }, code) : code;
  }

  function source(lines) {
    const code = make('code');
    for (const l of lines) {
      const marked = l.is_wrong ? [l.before, make('u', {}, l.wrong), l.after] : [l.before];
      code.append(make('span', { 'data-n': l.number, ...(l.is_wrong ? { class: 'bad' } : {}) }, ...marked));
    }
    return make('pre', { tabindex: 0, role: 'region', 'aria-label': words().source }, code);
  }

  function other(problem, index) {
    const w = words();
    const text = make('span');
    if (problem.place) text.append(link(problem), make('br'));
    text.append(make('button', { type: 'button', onclick: () => go(index) }, problem.message));
    return make('li', {}, make('span', {}, `${w[problem.severity]} ${index + 1}`), text);
  }

  function overlay() {
    const w = words();
    const { list, errors, warnings } = told.problems;
    const problem = list[at];
    const total = errors + warnings;
    const head = errors ? w.stopped(at + 1, total, told.since) : w.warned(at + 1, total);
    const inner = make('div', {}, make('small', {}, head), make('h1', { id: 't' }, problem.message));
    if (problem.place) inner.append(link(problem));
    if (problem.place?.lines.length) inner.append(source(problem.place.lines));
    if (problem.help) inner.append(make('p', { id: 'd' }, problem.help));
    if (total > 1) {
      const rest = list.map((p, i) => [p, i]).filter(([, i]) => i !== at).map(([p, i]) => other(p, i));
      inner.append(make('h2', {}, w.others(total - 1)), make('ol', {}, ...rest));
    }
    const actions = make('p', { class: 'act' });
    if (problem.place?.link) actions.append(make('button', { type: 'button', onclick: open }, w.open));
    // There is none where the preview is opened from another machine.
    if (navigator.clipboard) actions.append(make('button', { type: 'button', onclick: copy }, w.copy));
    actions.append(make('button', { type: 'button', onclick: close }, w.close));
    const keys = w.keys.flatMap(([key, what]) => [make('kbd', {}, key), `${what}　`]);
    inner.append(actions, make('small', {}, errors ? w.retry : '', ...keys));
    const attributes = { class: errors ? 'ov' : 'ov wn', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 't', tabindex: -1 };
    return make('div', problem.help ? { ...attributes, 'aria-describedby': 'd' } : attributes, inner);
  }

  function badge() {
    const w = words();
    const { errors, warnings } = told?.problems ?? { errors: 0, warnings: 0 };
    const box = make('div', { class: 'bg' });
    const button = (text, name) => make('button', { type: 'button', class: name, onclick: () => show(true) }, text);
    if (isLost) box.append(make('span', { role: 'status' }, w.lost));
    if (errors) box.append(button(w.errors(errors), 'er'));
    else if (warnings) box.append(button(w.warnings(warnings), 'wn'));
    return box.childNodes.length ? box : null;
  }

  function draw() {
    host.dataset.theme = document.documentElement.dataset.theme ?? '';
    host.lang = told?.lang === 'en' ? 'en' : 'zh-Hans';
    const shown = isOpen ? overlay() : badge();
    const scroll = root.querySelector('.ov')?.scrollTop ?? 0;
    root.replaceChildren(...(shown ? [shown] : []));
    if (!shown) host.remove();
    else if (!host.isConnected) document.documentElement.append(host);
    if (isOpen) {
      shown.scrollTop = scroll;
      shown.focus({ preventScroll: true });
    }
  }

  function show(open) {
    if (open && !isOpen) before = document.activeElement;
    const ended = isOpen && !open;
    isOpen = open;
    draw();
    if (ended) before?.focus?.({ preventScroll: true });
  }

  const key = () => JSON.stringify(told.problems.list.filter(p => p.severity === 'error'));
  const go = index => { at = index; show(true); root.querySelector('.ov').scrollTop = 0; };
  const close = () => { closed = key(); show(false); };
  const open = () => { const to = told.problems.list[at].place?.link; if (to) location.href = to; };

  async function copy(event) {
    const p = told.problems.list[at];
    const lines = [`${p.severity}[${p.code}] ${p.message}`, p.place && place(p.place), p.help];
    const button = event.currentTarget;
    const isCopied = await navigator.clipboard.writeText(lines.filter(Boolean).join('\n')).then(() => true, () => false);
    if (isCopied) button.textContent = words().copied;
  }

  // The page's own keys rest while the overlay is open.
  addEventListener('keydown', event => {
    if (!isOpen || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      n: () => go((at + 1) % told.problems.list.length),
      o: open,
      escape: close,
    }[event.key.toLowerCase()];
    if (event.key === 'Tab') return keepFocus(event);
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }, true);

  function keepFocus(event) {
    const stops = [...root.querySelectorAll('a,button,pre')];
    const end = event.shiftKey ? stops[0] : stops.at(-1);
    if (root.activeElement !== end && root.activeElement) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }

  /** `assets/a.1a2b3c4d.css` → `assets/a.css`. */
  const stem = path => path.replace(/\.[^./]+(\.css)$/, '$1');

  /** Exchanges style sheets whose content changed; the old one goes when the new one is there. */
  function dress(styles) {
    const next = new Map(styles);
    for (const old of document.querySelectorAll('link[rel=stylesheet]')) {
      const url = new URL(old.href);
      const from = url.pathname.lastIndexOf('/assets/');
      if (from < 0 || old.dataset.leaving) continue;
      const path = decodeURI(url.pathname.slice(from + 1));
      const now = next.get(stem(path));
      if (!now || now === path) continue;
      const link = old.cloneNode();
      link.href = url.pathname.slice(0, from + 1) + encodeURI(now);
      old.dataset.leaving = 'true';
      link.addEventListener('load', () => old.remove());
      link.addEventListener('error', () => old.remove());
      old.after(link);
    }
  }

  let looking = false;
  let again = false;
  let serial = ''; // of the state last heard of

  /** Asks what became of this page. */
  async function look() {
    if (looking) { again = true; return; }
    looking = true;
    try {
      const answer = await fetch(`/.fangzhi/state?page=${encodeURIComponent(location.pathname)}`);
      if (answer.ok) take(await answer.json());
    } catch {
      // The server is gone; the stream comes back with it and asks again.
    }
    looking = false;
    if (again) { again = false; look(); }
  }

  function take(state) {
    told = state;
    isLost = false;
    if (state.version !== null && state.version !== own) {
      location.reload(); // the browser keeps the scroll position
      return;
    }
    dress(state.styles);
    at = Math.min(at, Math.max(0, state.problems.list.length - 1));
    const { errors, warnings } = state.problems;
    const isReading = warnings && root.querySelector('.ov.wn');
    if (errors && key() !== closed) { at = isOpen ? at : 0; show(true); }
    else if (!errors) { closed = ''; show(Boolean(isReading)); }
    else draw();
  }

  /** A page that keeps something of the rest of the site (search does) is told too. */
  function changed() {
    look();
    dispatchEvent(new Event('fangzhi-change'));
  }

  function lost() {
    isLost = true;
    if (!isOpen) draw();
  }

  // Browsers open six connections to a server at most, and a stream holds one: so one tab listens for all.
  const channel = new BroadcastChannel('fangzhi-preview');
  const news = { lost, same: look, changed };
  // Whichever tab listens next must know what was heard last.
  channel.onmessage = ({ data: [what, of] }) => {
    serial = of;
    news[what]();
  };

  function tell(what) {
    channel.postMessage([what, serial]);
    news[what]();
  }

  function listen() {
    const source = new EventSource('/.fangzhi/events');
    source.onmessage = ({ data }) => {
      const what = serial === '' || data === serial ? 'same' : 'changed';
      serial = data;
      tell(what);
    };
    source.onerror = () => {
      tell('lost');
      // After an answer that is no stream a browser gives up.
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
    return new Promise(() => {});
  }

  if (navigator.locks) navigator.locks.request('fangzhi-preview', listen);
  else listen();
  look();
})();
