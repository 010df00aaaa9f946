(() => {
  const root = document.documentElement, all = (what, within = document) => [...within.querySelectorAll(what)];
  root.classList.add('js');
  const remember = { get: () => { try { return localStorage.getItem('guiju-lang'); } catch { return null; } },
    set: lang => { try { localStorage.setItem('guiju-lang', lang); } catch { /* a file without storage still switches */ } } };
  const speak = lang => { root.lang = lang === 'zh' ? 'zh-CN' : 'en';
    all('[data-set-lang]').forEach(b => b.setAttribute('aria-pressed', b.dataset.setLang === lang)); };
  speak(remember.get() || (root.lang.startsWith('zh') ? 'zh' : 'en'));
  all('[data-set-lang]').forEach(b => b.addEventListener('click', () => { speak(b.dataset.setLang); remember.set(b.dataset.setLang); }));
  const named = document.getElementById('clauses'), clauses = named ? JSON.parse(named.textContent) : [];
  const text = (lang, said) => { const span = document.createElement('span'); span.lang = lang; span.textContent = said; return span; };
  all('.kl').forEach(list => list.addEventListener('toggle', () => {
    const ul = list.querySelector('ul'); if (ul.firstChild) return;
    list.dataset.c.split(',').forEach(at => { const [zh, en, source] = clauses[at], li = document.createElement('li');
      li.append(text('zh', zh), text('en', en)); li.title = source; ul.append(li); }); }));
  all('table[data-sortable]').forEach(table => all('th[data-sort]', table).forEach(head => {
    head.tabIndex = 0;
    const sort = () => { const column = head.cellIndex, number = head.dataset.sort === 'number', body = table.tBodies[0];
      const up = head.getAttribute('aria-sort') !== 'ascending', zh = root.lang.startsWith('zh');
      const key = row => { const cell = row.cells[column]; return number ? Number(cell.dataset.v || 'Infinity')
        : (cell.querySelector(zh ? '[lang=zh]' : '[lang=en]') || cell).textContent.trim(); };
      const rows = all('tr', body).sort((a, b) => number ? key(a) - key(b) : key(a).localeCompare(key(b), root.lang));
      if (!up) rows.reverse();
      all('th', table).forEach(th => th.removeAttribute('aria-sort')); head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const some = table.querySelector('.more');
      rows.forEach((row, at) => { row.classList.toggle('more', !!some && at >= 12); body.append(row); }); };
    head.addEventListener('click', sort);
    head.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); sort(); } }); }));
  all('[data-all]').forEach(b => b.addEventListener('click', () => { b.parentElement.querySelector('table').classList.add('full'); b.hidden = true; }));
  const find = document.querySelector('[data-find]'), none = document.querySelector('.none');
  if (find) find.addEventListener('input', () => { const wanted = find.value.trim().toLowerCase(); let shown = 0;
    all('.enc').forEach(one => { const hit = one.textContent.toLowerCase().includes(wanted); one.hidden = !hit; shown += hit; });
    none.hidden = shown > 0; });
  const open = () => { const one = location.hash && document.getElementById(location.hash.slice(1)); if (one && one.tagName === 'DETAILS') { one.open = true; one.scrollIntoView(); } };
  addEventListener('hashchange', open); open();
})();
