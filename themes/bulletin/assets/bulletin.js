// Reading settings, copying, printing, the search key and the reading of charts. Everything on the page works without it.
// Stands in <head> without `defer`, so that saved settings apply before the first paint.
(function () {
  'use strict';
  var doc = document;
  var root = doc.documentElement;
  var sizes = ['s', '', 'l', 'xl', 'elder'];

  function stored(name) {
    try { return localStorage.getItem('fangzhi-' + name) || ''; } catch (e) { return ''; }
  }
  function show(name, value) {
    if (value) { root.setAttribute('data-' + name, value); } else { root.removeAttribute('data-' + name); }
  }
  function choose(name, value) {
    show(name, value);
    try { localStorage.setItem('fangzhi-' + name, value); } catch (e) { /* private window: lasts for this page */ }
    markPressed();
  }
  function current(name) { return root.getAttribute('data-' + name) || ''; }
  function markPressed() {
    doc.querySelectorAll('[data-set]').forEach(function (button) {
      var pair = button.dataset.set.split(':');
      button.setAttribute('aria-pressed', String(current(pair[0]) === pair[1]));
    });
  }
  function step(by) {
    var at = sizes.indexOf(current('size')) + by;
    choose('size', sizes[Math.max(0, Math.min(sizes.length - 1, at))]);
  }
  function copy(button) {
    if (!navigator.clipboard) { return; }
    var from = button.dataset.copy && doc.querySelector(button.dataset.copy);
    navigator.clipboard.writeText(from ? from.textContent : location.href).then(function () {
      var label = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(function () { button.textContent = label; }, 1600);
    });
  }
  function closeSettings(except, refocus) {
    doc.querySelectorAll('.pref[open]').forEach(function (panel) {
      if (except && panel.contains(except)) { return; }
      panel.open = false;
      if (refocus) { panel.querySelector('summary').focus(); }
    });
  }
  // Safari forgets what the parts of a table are where they are laid out as blocks, as on a narrow screen.
  function nameTables() {
    var roles = { TABLE: 'table', THEAD: 'rowgroup', TBODY: 'rowgroup', TR: 'row', TD: 'cell' };
    doc.querySelectorAll('.stack,.mx,.rank').forEach(function (table) {
      [table].concat(Array.from(table.querySelectorAll('thead,tbody,tr,th,td'))).forEach(function (part) {
        part.setAttribute('role', roles[part.tagName] || (part.scope === 'row' ? 'rowheader' : 'columnheader'));
      });
    });
  }
  // The key that is on the reader's keyboard.
  function nameKeys() {
    if (/Mac|iP(hone|ad|od)/.test(navigator.platform)) { return; }
    doc.querySelectorAll('.ut kbd').forEach(function (key) { key.textContent = 'Ctrl K'; });
  }
  // The dialog of the search; where a browser or the network will not have it, the link leads to the search page.
  function openSearch(link, event) {
    var field = doc.getElementById('q');
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) { return; }
    event.preventDefault();
    if (doc.getElementById('search')) { field.focus(); field.select(); return; }
    import(new URL(link.dataset.search, doc.baseURI).href).then(function (search) { return search.open(link); })
      .catch(function () { location.href = link.href; });
  }
  // Reads a chart out, point by point, in the words of the table beside it: pointer, touch and arrow keys.
  function readable(out) {
    var svg = out.closest('figure').querySelector('svg.ch');
    var rows = [].slice.call(doc.querySelectorAll('tr[data-x]')).reverse();
    var hint = out.textContent;
    var ring = doc.createElementNS('http://www.w3.org/2000/svg', 'circle');
    var at = -1;
    if (!svg || !rows.length) { out.remove(); return; }
    function point(index) {
      if (rows[at]) { rows[at].classList.remove('on'); }
      at = index;
      var row = rows[at];
      out.textContent = row ? row.dataset.r : hint;
      out.classList.toggle('on', !!row);
      if (!row) { ring.remove(); return; }
      row.classList.add('on');
      ring.setAttribute('cx', row.dataset.x + '%');
      ring.setAttribute('cy', row.dataset.y);
      svg.appendChild(ring);
    }
    function nearest(event) {
      var box = svg.getBoundingClientRect();
      var best = -1;
      var least = Infinity;
      rows.forEach(function (row, index) {
        var x = row.dataset.x / 100 * box.width + box.left - event.clientX;
        var y = Number(row.dataset.y) + box.top - event.clientY;
        // Across counts for more than down: a pointer follows the time.
        var far = x * x * 4 + y * y;
        if (far < least) { least = far; best = index; }
      });
      if (best !== at) { point(best); }
    }
    function keys(event) {
      var last = rows.length - 1;
      var steps = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, Home: 0, End: last };
      if (event.key === 'Escape') { point(-1); return; }
      if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) { return; }
      event.preventDefault();
      point(at < 0 ? last : Math.max(0, Math.min(last, steps[event.key])));
    }
    ring.setAttribute('r', '8');
    ring.setAttribute('class', 'rr0');
    svg.classList.add('rd');
    svg.setAttribute('tabindex', '0');
    svg.addEventListener('pointermove', nearest);
    svg.addEventListener('pointerdown', nearest);
    svg.addEventListener('pointerleave', function () { if (doc.activeElement !== svg) { point(-1); } });
    svg.addEventListener('blur', function () { point(-1); });
    svg.addEventListener('keydown', keys);
    rows.forEach(function (row, index) {
      row.addEventListener('pointerenter', function () { point(index); });
      row.addEventListener('focusin', function () { point(index); });
    });
  }
  function onReady() {
    markPressed();
    nameTables();
    nameKeys();
    doc.querySelectorAll('#read').forEach(readable);
  }
  function onClick(event) {
    var search = event.target.closest('[data-search]');
    if (search) { openSearch(search, event); return; }
    var button = event.target.closest('[data-set],[data-step],[data-print],[data-copy]');
    closeSettings(event.target);
    if (!button) { return; }
    var data = button.dataset;
    if ('set' in data) { choose.apply(null, data.set.split(':')); }
    else if ('step' in data) { step(Number(data.step)); }
    else if ('print' in data) { print(); }
    else { copy(button); }
  }
  function onKey(event) {
    var search = doc.querySelector('[data-search]');
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(doc.activeElement ? doc.activeElement.tagName : '');
    var chord = event.key === 'k' && (event.metaKey || event.ctrlKey);
    if (event.key === 'Escape') { closeSettings(null, true); }
    else if (search && (chord || (event.key === '/' && !typing))) { event.preventDefault(); search.click(); }
  }

  root.classList.add('js');
  show('theme', stored('theme'));
  show('size', stored('size'));
  doc.addEventListener('DOMContentLoaded', onReady);
  doc.addEventListener('click', onClick);
  doc.addEventListener('keydown', onKey);
})();
