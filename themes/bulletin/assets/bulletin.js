// Reading settings, copying, printing and the search key. Everything on the page works without it.
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
  doc.addEventListener('DOMContentLoaded', markPressed);
  doc.addEventListener('DOMContentLoaded', nameTables);
  doc.addEventListener('DOMContentLoaded', nameKeys);
  doc.addEventListener('click', onClick);
  doc.addEventListener('keydown', onKey);
})();
